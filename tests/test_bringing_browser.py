"""Bringing an article in the browser: each type of file, and what a person reads meanwhile and afterwards."""

import pytest
from documents import drawn_pdf, typeset_pdf, word
from playwright.sync_api import Page, expect
from test_browser import WAIT, ask, open_panel
from test_browser import browser as browser
from test_browser import visit as visit

from ui.texts import REASONS, TEXTS

LIBRARY = (
    "县图书馆延长开放时间",
    "县图书馆星期一起延长开放时间，每天早上八点开门，晚上十点闭馆，双休日也不例外。馆长周敏介绍，去年到馆读者有12.6万人次，"
    "比前年增加三成，自习的学生常常找不到座位。",
    "延长开放以后，馆里新招了四名管理员，夜间的安全巡查由保安公司负责，经费由县财政承担，全年约需要三十八万元。",
)


def upload(page: Page, name: str, data: bytes) -> None:
    page.locator("#another input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def printed(visit) -> bytes:
    """Return a PDF as a browser prints it, with letters that are radicals."""
    page = visit()
    page.set_content(f"<h1>{LIBRARY[0]}</h1>" + "".join(f"<p style='text-indent: 2em'>{p}</p>" for p in LIBRARY[1:]))
    return page.pdf()


@pytest.mark.parametrize("kind", ["typeset.pdf", "printed.pdf", "word.docx"])
def test_pdf_and_word_files_are_read_and_asked_about(visit, kind):
    data = {
        "typeset.pdf": lambda: typeset_pdf(LIBRARY, wordWrap="CJK", spaceAfter=12),
        "printed.pdf": lambda: printed(visit),
        "word.docx": lambda: word(lambda document: [document.add_paragraph(text) for text in LIBRARY]),
    }[kind]()
    page = visit()
    open_panel(page)
    upload(page, kind, data)
    expect(page.locator("#news")).to_contain_text(f"已换成《{LIBRARY[0]}》", timeout=WAIT)
    assert page.locator(".paper li").all_text_contents() == list(LIBRARY)
    turn = ask(page, "去年到馆读者有多少人次?")
    expect(turn.locator(".said")).to_contain_text("12.6万")
    expect(page.locator("#article mark.exact")).to_contain_text("12.6万")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_cannot_be_read_is_refused_in_the_language_of_the_page(visit, language):
    page = visit(language="zh-CN" if language == "zh" else "en-GB")
    open_panel(page)
    scan = drawn_pdf(lambda canvas, number: canvas.rect(72, 72, 300, 300, fill=1))
    locked = drawn_pdf(lambda canvas, number: canvas.drawString(72, 700, "会议由张三主持。"), password="secret")
    for data, reason in ((scan, "scanned"), (locked, "encrypted")):
        upload(page, "a.pdf", data)
        expect(page.locator("#news .trouble")).to_have_text(
            TEXTS[language].bad_article.format(problem=REASONS[language][reason]), timeout=WAIT
        )
    expect(page.locator("#article")).to_contain_text("敖宏")


def test_an_article_is_introduced_by_its_main_points_and_the_old_conversation_stays_to_be_read(visit):
    page = visit()
    ask(page, "谁主持了会议?")
    open_panel(page)
    upload(page, "a.docx", word(lambda document: [document.add_paragraph(text) for text in LIBRARY]))
    briefing = page.locator(".briefing")
    expect(briefing).to_be_visible(timeout=WAIT)
    expect(briefing.locator("li")).to_have_count(3)
    text = "".join(LIBRARY)
    for point in briefing.locator("li").all():
        words, link = point.text_content().rsplit(" ", 1)
        assert words.rstrip("…") in text and link.startswith("第")
    expect(briefing.locator(".size")).to_contain_text(f"{len(text) + 2} 字，3 段")
    briefing.locator("a").last.click()
    expect(page.locator("#p-3")).to_be_in_viewport()
    page.get_by_text(TEXTS["zh"].earlier.format(number=1)).click(timeout=WAIT)
    expect(page.locator(".past")).to_contain_text("敖宏")
    ask(page, "去年到馆读者有多少人次?")
    expect(briefing).to_have_count(0)
