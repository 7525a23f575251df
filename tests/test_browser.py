"""The page in Chromium, with the real models."""

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Request, expect, sync_playwright

from qa.article import article_from_text
from qa.types import Citation
from ui.article_view import article_html
from ui.layout import HERE
from ui.texts import TEXTS

SECONDS = 1000  # Playwright counts in milliseconds
WAIT = 60 * SECONDS  # for the models, on a machine that is busy with other tests
# The browser's own calls home are off, and no name but this machine's can be resolved.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
MEETING = "春天的会\n张三在北京主持了会议。李四也发了言。"
HOSTILE = """<script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">
[链接](javascript:window.hacked=3) ![图](http://evil.example/a.png) www.evil.example
${window.hacked = 4} {{#each value}}{{this}}{{/each}} $$x$$ `y` **粗** <b>
__i18n__{"__type__":"translation_metadata","key":"ask"}
\u202e倒过来的字\u202c \u200f مرحبا
王五在"><svg onload="window.hacked = 5">广州主持了会议。"""

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # For this module only: while Playwright's event loop runs in this thread, pytest-asyncio's cannot.
    with sync_playwright() as playwright:
        started = _chromium(playwright)
        yield started
        started.close()


def _chromium(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)


@pytest.fixture
def visit(browser: Browser, page_url: str) -> Iterator[Visit]:
    """Open the page as a new visitor; afterwards, nothing has left this machine and the console holds no error."""
    contexts, strange, errors = [], [], []

    def requested(request: Request) -> None:
        if not request.url.startswith((page_url, "data:", "blob:")):
            strange.append(request.url)

    def logged(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(message.text)

    def opened(*, language: str = "zh-CN", width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", requested)
        page.on("console", logged)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(page_url)
        expect(page.locator(".paper li").first).to_be_visible(timeout=WAIT)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert strange == [] and errors == []


def ask(page: Page, question: str) -> Locator:
    """Ask as a person does, and return the turn once it is answered."""
    expect(page.locator("#question .submit-button")).to_be_visible(timeout=WAIT)
    turn = page.locator(".turn").nth(page.locator(".turn").count())
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(turn.locator(".answer, .refusal")).to_be_visible(timeout=WAIT)
    return turn


def open_panel(page: Page) -> None:
    page.locator("#another > button").click()
    expect(page.locator("#another textarea")).to_be_visible()


def paste(page: Page, text: str) -> None:
    open_panel(page)
    page.locator("#another textarea").fill(text)
    page.locator("#another button.primary").click()


def test_the_question_is_answered_and_its_sentence_lit_and_in_view(visit):
    page = visit()
    assert page.title() == "文章问答 · Article QA"
    expect(page.locator("#head h1")).to_have_text(TEXTS["zh"].name)
    turn = ask(page, "谁主持了会议?")
    expect(turn.locator(".said")).to_have_text("敖宏[1]")
    expect(turn.locator("blockquote")).to_have_text("中铝集团党组副书记、董事敖宏主持会议并致发布词。")
    expect(turn.locator(".where")).to_have_text("第4段")
    expect(turn.locator(".sure")).to_have_text(re.compile("^较?确定$"))
    exact = page.locator("#article mark.exact")
    expect(exact).to_have_text("敖宏")
    expect(exact).to_be_in_viewport()
    expect(page.locator("#article mark")).to_have_text(["中铝集团党组副书记、董事", "敖宏", "主持会议并致发布词。"])
    expect(page.locator("#question textarea")).to_have_value("")


def test_a_follow_up_a_refusal_and_the_way_back_to_an_earlier_answer(visit):
    page = visit(height=620)
    ask(page, "谁主持了会议?")
    turn = ask(page, "他是什么职务?")
    expect(turn.locator(".note")).to_have_text("理解为：敖宏是什么职务?")
    expect(turn.locator(".said")).to_contain_text("党组副书记、董事")
    turn = ask(page, "会议花了多少钱?")
    expect(turn.locator(".refusal")).to_be_visible()
    expect(turn.locator(".said")).to_contain_text("文章没有说明")
    expect(page.locator("#article mark.exact")).to_have_count(0)
    page.locator(".turn").first.locator(".where").click()
    expect(page.locator("#article mark.exact")).to_have_text("敖宏")
    expect(page.locator("#article mark.exact")).to_be_in_viewport()


def test_an_example_is_asked_at_a_click_and_a_list_is_lit_item_by_item(visit):
    page = visit()
    expect(page.locator("#question .submit-button")).to_be_visible(timeout=WAIT)
    page.get_by_text("姚林提出了哪四点要求?").click(timeout=WAIT)
    expect(page.locator(".turn .answer .line")).to_have_count(5, timeout=WAIT)
    for n in range(4):
        expect(page.locator(f"#article mark[data-cite='0-{n}']").first).to_be_attached()
    expect(page.locator("#article mark").first).to_be_in_viewport()


def test_a_pasted_article_replaces_the_default_one_until_it_is_called_back(visit):
    page = visit()
    ask(page, "谁主持了会议?")
    paste(page, MEETING)
    expect(page.locator("#news")).to_contain_text("已换成《春天的会》", timeout=WAIT)
    expect(page.locator(".turn")).to_have_count(0)
    expect(ask(page, "谁主持了会议?").locator(".said")).to_contain_text("张三")
    expect(page.locator("#article mark.exact")).to_contain_text("张三")
    open_panel(page)
    page.get_by_role("button", name=TEXTS["zh"].back).click()
    expect(page.locator("#article")).to_contain_text("敖宏", timeout=WAIT)
    expect(page.locator(".turn")).to_have_count(0)


def test_text_markdown_and_html_files_are_taken_and_others_refused_calmly(visit):
    page = visit()
    open_panel(page)
    files = page.locator("#another input[type=file]")
    html = f"<title>春天的会</title><script>window.hacked=1</script><body><p>{MEETING}</p></body>"
    for name, data in (
        ("a.txt", MEETING.encode("gb18030")),
        ("b.md", f"# {MEETING}".replace("张三", "赵六").encode()),
        ("c.html", html.replace("张三", "钱七").encode()),
    ):
        person = {"a.txt": "张三", "b.md": "赵六", "c.html": "钱七"}[name]
        files.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
        expect(page.locator("#article")).to_contain_text(f"{person}在北京主持", timeout=WAIT)
        expect(page.locator("#another textarea")).to_be_hidden()
        open_panel(page)
    for name, data, said in (
        ("d.doc", b"\xd0\xcf\x11\xe0", "只支持 txt、md、html、pdf、docx 文件，收到的是 .doc。"),
        ("e.txt", bytes(range(256)) * 4, "这篇文章无法使用"),
    ):
        files.set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})
        expect(page.locator("#news .trouble")).to_contain_text(said, timeout=WAIT)
    expect(page.locator("#article")).to_contain_text("钱七在北京主持")
    assert page.evaluate("window.hacked") is None


def test_two_visitors_at_once_keep_their_own_articles_and_conversations(visit):
    one, two = visit(), visit()
    paste(one, MEETING)
    expect(one.locator("#news")).to_contain_text("已换成", timeout=WAIT)
    for page in (one, two):
        page.locator("#question textarea").fill("谁主持了会议?")
    for page in (one, two):
        page.locator("#question textarea").press("Enter")
    expect(one.locator(".answer, .refusal")).to_contain_text("张三", timeout=WAIT)
    expect(two.locator(".answer, .refusal")).to_contain_text("敖宏", timeout=WAIT)
    expect(two.locator("#article")).not_to_contain_text("张三")
    expect(one.locator("#article")).not_to_contain_text("敖宏")


def test_a_hostile_article_and_question_are_shown_as_text(visit):
    page = visit()
    paste(page, HOSTILE)
    expect(page.locator("#news")).to_contain_text("已换成", timeout=WAIT)
    lines = HOSTILE.replace("\u202e", "\ufffd").replace("\u202c", "\ufffd").splitlines()
    assert page.locator(".paper li").all_text_contents() == lines
    question = "<img src=x onerror=window.hacked=6>**谁**主持了[会议](javascript:window.hacked=7)?"
    turn = ask(page, question)
    assert turn.locator(".asked").text_content() == question
    assert (
        page.locator("#talk, #article").locator("img, script, svg[onload], a:not([href^='#']), b, strong").count() == 0
    )
    assert page.evaluate("window.hacked") is None


def test_a_line_of_a_megabyte_is_shown_as_text(browser):
    line = "长<行>&" * 200_000
    article = article_from_text(f"题\n{line}甲主持。")
    citation = Citation.of(
        article, len(article.text) - 4, len(article.text), focus=(len(article.text) - 4, len(article.text) - 3)
    )
    page = browser.new_page(viewport={"width": 1024, "height": 800})
    style = (HERE / "style.css").read_text("utf-8")
    shown = article_html(article, TEXTS["zh"], [citation])
    page.set_content(f"<style>{style}</style><div id='article' style='height: 700px'>{shown}</div>")
    assert page.locator("li").nth(1).evaluate("item => item.textContent.length") == len(line) + 4
    page.locator("mark.exact").scroll_into_view_if_needed()
    expect(page.locator("mark.exact")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
    page.close()


def test_trouble_is_one_calm_line(visit):
    page = visit()
    box = page.locator("#question textarea")
    box.fill("长" * 10_000)
    box.press("Enter")
    expect(page.locator("#notice .trouble")).to_have_text("问题最多 2,000 字，现在有 10,000 字。", timeout=WAIT)
    expect(page.locator(".turn")).to_have_count(0)
    paste(page, "……")
    expect(page.locator("#news .trouble")).to_have_text("请先粘贴文章。", timeout=WAIT)
    expect(page.locator("#article")).to_contain_text("敖宏")


def test_the_page_speaks_english_to_an_english_browser(visit):
    page = visit(language="en-US", scheme="dark")
    expect(page.locator("#head h1")).to_have_text("Article QA")
    expect(page.locator("#question .submit-button")).to_have_text("Ask")
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", TEXTS["en"].placeholder)
    expect(page.locator("#another > button")).to_contain_text("Another article")
    open_panel(page)
    for name in (TEXTS["en"].use, TEXTS["en"].upload, TEXTS["en"].back):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    turn = ask(page, "谁主持了会议?")
    expect(turn.locator(".where")).to_have_text("Paragraph 4")
    expect(turn.locator(".sure")).to_have_text(re.compile("^(fairly )?sure$"))


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_is_wider_than_the_window(visit, width):
    page = visit(width=width, height=844)
    ask(page, "谁主持了会议?")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    chat, article = (page.locator(f"#{name}").bounding_box() for name in ("chat", "reading"))
    if width == 390:
        assert article["y"] >= chat["y"] + chat["height"]
        page.locator(".where").click()
        expect(page.locator("#article mark.exact")).to_be_in_viewport()
    else:
        assert article["x"] >= chat["x"] + chat["width"] and article["y"] == chat["y"]
