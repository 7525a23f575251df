"""Several files brought at once: each answer, citation, copy and export belongs to its own article."""

import html
import json
import re
import threading
from pathlib import Path

import gradio as gr
import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from test_app import Shown, request, skipped, visitor_of
from test_app import page as page
from test_browser import WAIT, ask, open_panel
from test_browser import browser as browser
from test_browser import visit as visit
from test_library import BRIDGE, LIBRARY, TEA

import ui.uploaded
from qa import Library
from qa.feedback import FeedbackFile
from ui import visitors
from ui.bringing import Bringing
from ui.conversation import Conversation, Visitor
from ui.conversation_view import conversation_html
from ui.export import as_json, markdown
from ui.handing_out import hand_out
from ui.keeping import take_up
from ui.opinions import Opinions
from ui.page import Page, lit_article
from ui.past_view import past_html
from ui.revising import Revising
from ui.texts import TEXTS

BRIDGE_ASKED, LIBRARY_ASKED = "谁主持了通车仪式?", "新馆投资了多少钱?"


def written(folder: Path, **files: str | bytes) -> list[str]:
    """Write files down as Gradio does, and return their paths; `a_txt` is a.txt."""
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        paths.append(str(path))
    return paths


def brought(page: Page, folder: Path, **files: str | bytes) -> tuple[Visitor, tuple]:
    visitor = visitor_of(page)
    return visitor, Bringing(page).upload(written(folder, **files), visitor, request())


def asked(page: Page, visitor: Visitor, *questions: str) -> str:
    """Ask, and return the article pane after the last answer."""
    for question in questions:
        *_, step, _ = page.ask(question, visitor, request())
    return step[3]


def event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def title_of(pane: str) -> str:
    return Shown(pane.split("<p class='facts'")[0]).text


@pytest.fixture
def shelf(page: Page, tmp_path: Path) -> Visitor:
    return brought(page, tmp_path, a_txt=LIBRARY, b_txt=BRIDGE)[0]


def test_several_files_are_one_library_named_and_counted_and_not_left_on_the_disk(page, tmp_path):
    visitor, (*_, talk, pane, _, news) = brought(page, tmp_path, a_txt=LIBRARY, b_txt=BRIDGE)
    chars = len(LIBRARY) + len(BRIDGE)
    assert Shown(news).text == f"已打开 2 篇文章：《滨海市图书馆新馆开放》、《云岭大桥建成通车》，共 {chars} 字。"
    assert title_of(pane) == "滨海市图书馆新馆开放" and "第 1 篇，共 2 篇" in pane and "覃玉兰" in pane
    assert "这里有 2 篇文章" in talk and "云岭大桥建成通车" in talk
    assert isinstance(visitor.conversation.desk.wait(), Library) and list(tmp_path.iterdir()) == []


def test_the_pane_follows_the_newest_answer_and_marks_only_its_words(page, shelf):
    pane = asked(page, shelf, BRIDGE_ASKED)
    assert title_of(pane) == "云岭大桥建成通车" and Shown(pane).exact == "白志远" and "第 2 篇，共 2 篇" in pane
    pane = asked(page, shelf, LIBRARY_ASKED)
    assert title_of(pane) == "滨海市图书馆新馆开放" and Shown(pane).exact == "3.2亿元"
    talk = conversation_html(shelf.conversation, "zh")
    assert "《云岭大桥建成通车》：白志远" in Shown(talk).text
    assert title_of(page.show(shelf, request(), event(turn=0, citation=0))) == "云岭大桥建成通车"
    asked(page, shelf, "你好")  # cites nothing: what was shown stays
    assert title_of(page.laid_out(shelf, "zh")[1]) == "滨海市图书馆新馆开放"
    *_, pane, _ = Revising(page).renew(shelf, request())
    assert title_of(pane) == "滨海市图书馆新馆开放" and Shown(pane).cited == ""


def test_an_answer_from_two_articles_leads_from_each_marker_to_its_own(page, shelf):
    pane = asked(page, shelf, f"{BRIDGE_ASKED}{LIBRARY_ASKED}")
    (turn,) = shelf.conversation.turns
    ids = [citation.article_id for citation in turn.answer.citations]
    assert len(ids) == len(set(ids)) == 2
    assert title_of(pane) == "云岭大桥建成通车" and Shown(pane).exact == "白志远"
    other = page.show(shelf, request(), event(turn=0, citation=1))
    assert title_of(other) == "滨海市图书馆新馆开放" and Shown(other).exact == "3.2亿元"
    assert "data-cite='0-1'" in other and "data-cite='0-0'" not in other
    talk = conversation_html(shelf.conversation, "zh")
    assert "《云岭大桥建成通车》第3段" in talk and "《滨海市图书馆新馆开放》第3段" in talk
    for wrong in (2, -1, 10**30, "1", None, True, [1]):
        assert title_of(page.show(shelf, request(), event(turn=0, citation=wrong))) == "云岭大桥建成通车"


def test_follow_ups_stay_with_their_article_and_can_be_taken_back(page, shelf):
    pane = asked(page, shelf, BRIDGE_ASKED, "他是什么职务?")
    assert title_of(pane) == "云岭大桥建成通车" and "县长" in Shown(pane).exact
    *_, pane, _ = Revising(page).undo(shelf, request())
    assert Shown(pane).exact == "白志远"
    assert shelf.conversation.desk.wait() and [t.question for t in shelf.conversation.turns] == [BRIDGE_ASKED]


def test_why_an_answer_came_about_is_not_offered_and_cannot_be_forced(page, shelf):
    asked(page, shelf, BRIDGE_ASKED)
    assert "data-do='explain'" not in conversation_html(shelf.conversation, "zh")
    talk, pane, news = page.explain(shelf, request(), event(turn=0))
    assert "class='why'" not in talk and title_of(pane) == "云岭大桥建成通车" and Shown(news).text == ""


def test_copies_exports_and_earlier_conversations_name_the_right_article(page, shelf):
    asked(page, shelf, BRIDGE_ASKED, LIBRARY_ASKED)
    talk = html.unescape(conversation_html(shelf.conversation, "zh"))
    assert "——《云岭大桥建成通车》第3段'" in talk and "——《滨海市图书馆新馆开放》第3段'" in talk
    written_down = markdown(shelf.conversation, "zh")
    assert written_down.startswith("# 滨海市图书馆新馆开放 · 云岭大桥建成通车\n")
    first, second = written_down.split("## ")[1:]
    assert "> 出处: 《云岭大桥建成通车》第3段" in first and "> 出处: 《滨海市图书馆新馆开放》第3段" in second
    document = json.loads(as_json(shelf.conversation))
    texts = dict(zip([a["id"] for a in document["articles"]], (LIBRARY, BRIDGE), strict=True))
    cited = [c for turn in document["turns"] for c in turn["answer"]["citations"]]
    assert len(cited) == 2 and all(texts[c["article_id"]][c["start"] : c["end"]] == c["quote"] for c in cited)
    assert [turn["paragraphs"] for turn in document["turns"]] == [[3], [3]] and "article" not in document
    assert "data-file=" in hand_out(shelf, request(), event(format="json"))
    Bringing(page).back(shelf, request())
    past = Shown(past_html(shelf.past, "zh")).text
    assert "——《云岭大桥建成通车》第3段" in past and "——《滨海市图书馆新馆开放》第3段" in past


def test_articles_of_one_title_are_told_apart(page, tmp_path):
    first = "通知\n\n阅览室星期三闭馆，由马超群负责。"
    second = "通知\n\n游泳池星期五换水，由夏立春负责。"
    visitor, (*_, news) = brought(page, tmp_path, a_txt=first, b_txt=second)
    assert "《通知》（a.txt）、《通知》（b.txt）" in news
    asked(page, visitor, "谁负责游泳池换水?")
    assert "《通知（b.txt）》第" in markdown(visitor.conversation, "zh")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("c_exe", b"MZ", "c.exe：只支持 txt、md、html、pdf、docx 文件，收到的是 .exe。"),
        ("c_pdf", b"%PDF-1.7", "c.pdf：这篇文章无法使用"),
        ("c_txt", b"", "c.txt：这篇文章无法使用"),
    ],
)
def test_one_bad_file_is_told_by_name_and_the_others_are_opened(page, tmp_path, name, data, said):
    visitor, (*_, news) = brought(page, tmp_path, a_txt=LIBRARY, **{name: data}, b_txt=BRIDGE)
    assert "已打开 2 篇文章" in news and said in html.unescape(news) and "trouble" in news and news.count("\n") == 0
    assert len(visitor.conversation.sources.articles) == 2 and list(tmp_path.iterdir()) == []


def test_where_one_article_is_left_it_is_opened_as_one(page, tmp_path):
    visitor, (*_, news) = brought(page, tmp_path, a_txt=LIBRARY, b_exe=b"MZ", c_txt=LIBRARY)
    assert "已换成《滨海市图书馆新馆开放》" in news and "b.exe：只支持" in news
    asked(page, visitor, LIBRARY_ASKED)
    talk = conversation_html(visitor.conversation, "zh")
    assert "data-do='explain'" in talk and "《滨海市图书馆新馆开放》：" not in talk


def test_files_that_cannot_be_used_leave_everything_as_it_is(page, tmp_path, monkeypatch):
    visitor = visitor_of(page)
    before = visitor.conversation

    def refused(**files: str | bytes) -> str:
        *rest, news = Bringing(page).upload(written(tmp_path, **files), visitor, request())
        assert all(map(skipped, rest)) and visitor.conversation is before and list(tmp_path.iterdir()) == []
        return html.unescape(Shown(news).text)

    said = refused(a_exe=b"MZ", b_txt=b"")
    assert said.startswith("a.exe：只支持") and "b.txt：这篇文章无法使用" in said
    monkeypatch.setattr(ui.uploaded, "MAX_LIBRARY_ARTICLES", 1)
    assert refused(a_txt=LIBRARY, b_txt=BRIDGE) == "一次最多上传 1 个文件，收到的有 2 个。"
    monkeypatch.undo()
    monkeypatch.setattr(ui.uploaded, "MAX_LIBRARY_CHARS", 100)
    assert refused(a_txt=LIBRARY, b_txt=BRIDGE).startswith("一起上传的文章最多共 100 字")
    large = b"a" * 11_000_000
    assert refused(a_txt=large, b_txt=large) == "一起上传的文件最大共 20 MB，收到的有 22 MB。"
    *rest, news = Bringing(page).upload([], visitor, request())
    assert Shown(news).text == "" and all(map(skipped, rest))


def test_a_library_is_not_kept_over_a_reload_and_what_was_kept_before_is_gone(page, shelf):
    asked(page, shelf, BRIDGE_ASKED)
    anew = take_up(*page.keep(shelf), page.opening)
    assert anew is not None and anew.desk is page.opening and anew.turns == []
    Bringing(page).paste(TEA, shelf, request())
    asked(page, shelf, "谁主持了开幕式?")
    conversation, article = page.keep(shelf)
    taken = take_up(conversation, article, page.opening)
    assert taken is not None and taken.article.text == TEA


def test_an_opinion_goes_with_the_article_that_the_answer_cites(page, shelf, tmp_path):
    asked(page, shelf, LIBRARY_ASKED, f"{BRIDGE_ASKED}{LIBRARY_ASKED}")
    file = FeedbackFile(tmp_path / "feedback.jsonl")
    Opinions(file).rate(shelf, request(), event(turn=1, rating="up"))
    (row,) = [json.loads(line) for line in file.path.read_text().splitlines()]
    (kept,) = [json.loads(line) for line in file.articles.read_text().splitlines()]
    assert kept["text"] == BRIDGE and row["turns"] == [f"{BRIDGE_ASKED}{LIBRARY_ASKED}"]
    assert [BRIDGE[a:b] for a, b in row["evidence"]] == ["云岭县县长白志远主持通车仪式。"]


def test_a_library_counts_whole_when_there_is_no_room_for_all(page, shelf, tmp_path, monkeypatch):
    length = len(LIBRARY) + len(BRIDGE)
    monkeypatch.setattr(visitors, "MOST_CHARS", length + len(TEA) - 1)
    page.visitors.opened(shelf)
    other = visitor_of(page)
    Bringing(page).paste(TEA, other, request())
    assert shelf.conversation.desk.away and not other.conversation.desk.away
    *_, turn = shelf.conversation.ask(BRIDGE_ASKED)
    assert turn.state == "failed" and "请重新打开" in conversation_html(shelf.conversation, "zh")
    assert "open it again" in conversation_html(shelf.conversation, "en")


def test_questions_to_begin_with_come_from_each_article_and_stop_when_the_visitor_asks(shelf):
    conversation = shelf.conversation
    found = conversation.suggestions()
    library = conversation.desk.wait()
    assert found and len({library.answer(q).citations[0].article_id for q in found}) == 2
    assert library.suggest(4, wanted=lambda: False) == []


def test_two_visitors_with_libraries_are_not_mixed_up(page, tmp_path):
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
    mine, _ = brought(page, folders[0], a_txt=LIBRARY, b_txt=BRIDGE)
    yours, _ = brought(page, folders[1], a_txt=TEA, b_txt="年会闭幕\n会议由丁大年主持。")
    panes: dict[str, str] = {}

    def visit_with(name: str, visitor: Visitor, question: str) -> None:
        panes[name] = asked(page, visitor, question)

    threads = [
        threading.Thread(target=visit_with, args=("mine", mine, BRIDGE_ASKED)),
        threading.Thread(target=visit_with, args=("yours", yours, "春茶节在哪里举行?")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Shown(panes["mine"]).exact == "白志远" and title_of(panes["yours"]) == "春茶节在青岩镇举行"


def test_hostile_titles_are_shown_as_text(page, tmp_path):
    hostile = "<img src=x onerror=alert(1)>\n\n张三主持了会议。"
    visitor, (*_, talk, pane, _, news) = brought(page, tmp_path, a_txt=hostile, b_txt=BRIDGE)
    asked(page, visitor, "谁主持了会议?")
    shown = Shown(talk + pane + news + conversation_html(visitor.conversation, "zh"))
    assert "img" not in shown.tags and "<img src=x onerror=alert(1)>" in shown.text


def test_before_the_first_question_there_is_nothing_to_mark(shelf):
    conversation: Conversation = shelf.conversation
    assert Shown(lit_article(conversation, -1, TEXTS["en"])).cited == ""
    assert "Article 1 of 2" in lit_article(conversation, -1, TEXTS["en"])
    assert conversation.article_at(5) == conversation.article_at(-1) == conversation.article


def upload_both(tab: Tab) -> None:
    open_panel(tab)
    files = [
        {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
        for name, text in (("a.txt", LIBRARY), ("b.txt", BRIDGE))
    ]
    tab.locator("#another input[type=file]").set_input_files(files)


def test_in_the_browser_the_pane_follows_answers_and_markers(visit):
    tab = visit()
    upload_both(tab)
    expect(tab.locator("#news")).to_contain_text(
        "已打开 2 篇文章：《滨海市图书馆新馆开放》、《云岭大桥建成通车》", timeout=WAIT
    )
    title, exact = tab.locator("#article h2"), tab.locator("#article mark.exact")
    expect(title).to_have_text("滨海市图书馆新馆开放")
    turn = ask(tab, BRIDGE_ASKED)
    expect(turn.locator(".said")).to_contain_text("《云岭大桥建成通车》：白志远")
    expect(title).to_have_text("云岭大桥建成通车")
    expect(exact).to_have_text("白志远")
    ask(tab, LIBRARY_ASKED)
    expect(title).to_have_text("滨海市图书馆新馆开放")
    expect(exact).to_have_text("3.2亿元")
    turn.locator(".cite").first.click()
    expect(title).to_have_text("云岭大桥建成通车")
    expect(tab.locator("#article mark.exact.here")).to_have_text("白志远")
    both = ask(tab, f"{BRIDGE_ASKED}{LIBRARY_ASKED}")
    both.locator(".cite").nth(1).click()
    expect(title).to_have_text("滨海市图书馆新馆开放")
    expect(tab.locator("#article mark.exact.here")).to_have_text("3.2亿元")
    expect(exact).to_be_in_viewport()
    both.locator(".cite").first.click()
    expect(title).to_have_text("云岭大桥建成通车")


def test_in_the_browser_a_reload_begins_anew_with_the_opening_article(visit):
    tab = visit()
    ask(tab, "谁主持了会议?")
    tab.wait_for_function("localStorage.getItem('article-qa-conversation')?.length > 400")
    upload_both(tab)
    expect(tab.locator(".briefing")).to_contain_text("这里有 2 篇文章", timeout=WAIT)
    tab.wait_for_function("(localStorage.getItem('article-qa-conversation') ?? '').length < 200")
    expect(tab.locator("#examples")).to_contain_text(re.compile("大桥|图书馆|新馆"), timeout=WAIT)
    tab.reload()
    expect(tab.locator("#article")).to_contain_text("敖宏", timeout=WAIT)
    expect(tab.locator(".turn")).to_have_count(0)
    expect(ask(tab, "谁主持了会议?").locator(".said")).to_have_text("敖宏[1]")
