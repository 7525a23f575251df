import asyncio
import html
import json
import os
import socket
import subprocess
import sys
import threading
from dataclasses import asdict, fields
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter
from typing import get_args

import gradio as gr
import httpx
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app
from qa import default_article
from qa.article import article_from_text
from qa.errors import ArticleError, FetchError, Reason
from qa.normalize import printable
from qa.passages import paragraphs
from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES, MAX_QUESTION_CHARS
from qa.types import Answer, Article, Citation
from ui.article_view import article_html, paragraph_number
from ui.bringing import Bringing
from ui.conversation import Conversation, Desk, Turn, Visitor
from ui.conversation_view import conversation_html
from ui.layout import build
from ui.markup import safe
from ui.page import Page
from ui.problems import problem_of
from ui.server import SETTINGS
from ui.texts import EXAMPLES, REASONS, TEXTS, page_language

ROOT = Path(__file__).parents[1]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))![](http://a.example/b.png)"
texts_of_any_kind = st.text(st.characters(), max_size=80) | st.text("<>&\"'`${}\\\ud800\x00\u202e\n 字", max_size=40)


class Shown(HTMLParser):
    """Reads HTML as a browser does: the text, the text inside each kind of mark, and which tags there are."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.cited, self.exact, self.tags, self.open, self.links = "", "", "", set(), [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.links += [dict(attributes)["href"]] if tag == "a" else []
        self.open.append((dict(attributes).get("class") or "") if tag == "mark" else tag)

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        self.text += data
        self.cited += data if any("cited" in o for o in self.open) else ""
        self.exact += data if any("exact" in o for o in self.open) else ""


def visible(text: str) -> str:
    """What `safe` promises to show of a text."""
    return html.unescape(safe(text))


# --- escaping


@given(texts_of_any_kind)
def test_safe_text_is_text_and_nothing_else(text):
    made = safe(text)
    assert not set(made) & set("<>\"'")
    orjson.dumps(made)  # a lone surrogate would stop Gradio here
    shown = html.unescape(made)
    assert len(shown) == len(text)
    assert all(a == b or b == "\ufffd" for a, b in zip(printable(text), shown, strict=True))


def test_characters_that_turn_what_follows_are_shown_as_replaced():
    assert safe("a\u202eb\u2066c") == "a\ufffdb\ufffdc"


# --- the article


def test_the_sentence_is_marked_and_its_exact_words_more_strongly():
    article = Article("x", "标题", "标题\n甲主持。乙<来>。", {})
    page = article_html(article, TEXTS["zh"], [Citation.of(article, 3, 7, focus=(3, 4))], turn=2)
    assert "<li id='p-1'><p class='title' dir='auto'>标题</p></li>" in page
    assert (
        "<li id='p-2'><p dir='auto'><mark class='cited exact' data-cite='2-0'>甲</mark>"
        "<mark class='cited' data-cite='2-0'>主持。</mark>乙&lt;来&gt;。</p></li>"
    ) in page


def test_words_that_are_the_whole_sentence_do_not_stand_out():
    article = Article("x", "题", "甲主持。", {})
    assert "exact" not in article_html(article, TEXTS["zh"], [Citation.of(article, 0, 4, focus=(0, 4))])


@settings(max_examples=60)
@given(st.data())
def test_marks_hold_exactly_the_cited_characters(data):
    text = data.draw(st.text("ab。\n <>&字", min_size=1, max_size=60).map(lambda t: "题" + t))
    article = article_from_text(text)
    offsets = st.integers(0, len(article.text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets).map(sorted).filter(lambda s: s[0] < s[1]), max_size=4))
    citations = []
    for start, end in sorted(spans):
        middle = data.draw(st.integers(start, end - 1))
        citations.append(Citation.of(article, start, end, focus=(middle, min(end, middle + 2))))
    shown = Shown(article_html(article, TEXTS["zh"], citations))
    where = [(a, b) for a, b in paragraphs(article.text)]
    inside = [i for a, b in where for i in range(a, b)]
    cited = [i for i in inside if any(c.start <= i < c.end for c in citations)]
    stressed = [c.focus for c in citations if c.focus != (c.start, c.end)]
    exact = [i for i in inside if any(a <= i < b for a, b in stressed)]
    assert shown.text.endswith("".join(visible(article.text[i]) for i in inside))
    assert shown.cited == "".join(visible(article.text[i]) for i in cited)
    assert shown.exact == "".join(visible(article.text[i]) for i in exact)
    assert shown.tags <= {"article", "header", "div", "ol", "li", "p", "h2", "mark"}


def test_what_the_page_knows_besides_its_text_stands_above_it():
    article = Article("x", "网页<题>", "正文在这里。", {"author": "王<五>", "file": "a.html"})
    page = article_html(article, TEXTS["zh"])
    assert Shown(page).text.startswith("网页<题>王<五> · 6 字 · 1 段")


def test_paragraphs_are_counted_as_they_are_numbered():
    article = Article("x", "一", "\n一\n\n 二\n三", {})
    assert [paragraph_number(article, article.text.index(c)) for c in "一二三"] == [1, 2, 3]


# --- the conversation


def talked(article: Article, **answer) -> str:
    values = {
        "text": "甲", "answerable": True, "confidence": 0.9, "citations": (), "kind": "fact",
        "question": "谁?", "standalone_question": "谁?",
    } | answer  # fmt: skip
    made = Answer(**values)
    turn = Turn(made.question, said=made.text, answer=made, state="done")
    return conversation_html(Conversation(Desk(article=article), turns=[turn]), "zh")


def test_an_answer_comes_first_then_its_proof_and_how_sure_it_is():
    article = Article("x", "题", "题\n甲主持。", {})
    shown = Shown(page := talked(article, citations=(Citation.of(article, 2, 6, focus=(2, 3)),)))
    assert "class='reply answer'" in page
    assert "<blockquote dir='auto'><mark class='exact'>甲</mark>主持。</blockquote>" in page
    assert shown.text.removeprefix("对话导出MarkdownJSON新对话") == "谁?甲[1]确定甲主持。[1] 第2段" + "".join(
        getattr(TEXTS["zh"], name) for name in ("copy", "why", "thumb_up", "thumb_down", "retry", "edit", "undo")
    )
    assert shown.links == ["#cite-0-0", "#cite-0-0"]


def test_a_refusal_looks_different_and_its_nearest_sentence_has_no_exact_words():
    article = Article("x", "题", "甲主持。", {})
    nearest = Citation.of(article, 0, 4, focus=(0, 1))
    page = talked(article, text="文章没有提到。最接近的是：“甲主持。”", answerable=False, citations=(nearest,))
    assert "class='reply refusal'" in page
    assert "blockquote" not in page  # the sentence is in the text already
    conversation = Conversation(Desk(article=article))
    refusal = Answer("没有", False, 0.9, (nearest,), "fact", "谁?", "谁?")
    conversation.turns = [Turn("谁?", answer=refusal, state="done")]
    assert [c.focus for c in conversation.citations(0)] == [None]
    assert conversation.citations(1) == conversation.citations(-1) == ()


def test_a_completed_follow_up_says_how_it_was_understood():
    article = Article("x", "题", "甲主持。", {})
    assert "理解为：甲是谁?" in talked(article, standalone_question="甲是谁?")
    assert "理解为" not in talked(article)


def test_talk_is_neither_sure_nor_proved():
    page = talked(Article("x", "题", "甲主持。", {}), kind="small_talk", text="你好！")
    assert "class='sure" not in page and TEXTS["zh"].why not in page


def test_hostile_question_answer_and_article_are_shown_as_text():
    article = article_from_text("题\n" + HOSTILE + "甲主持。")
    citation = Citation.of(article, 2, len(article.text), focus=(2, 10))
    page = talked(article, text=HOSTILE, question=HOSTILE, standalone_question=HOSTILE + "?", citations=(citation,))
    page += article_html(article, TEXTS["zh"], [citation])
    shown = Shown(page)
    assert shown.text.count(HOSTILE) == 4  # the question, how it was understood, the answer, the article
    assert not shown.tags & {"script", "img"} and set(shown.links) == {"#cite-0-0"}
    assert "javascript:alert" in shown.text


def test_a_conversation_answers_piece_by_piece_and_keeps_follow_ups():
    conversation = Conversation(Desk(article=default_article().article, qa=default_article()))
    seen = [(turn.state, turn.said) for turn in conversation.ask("谁主持了会议?")]
    assert seen[0] == ("waiting", "")
    assert seen[-2] == ("speaking", "敖宏") and seen[-1] == ("done", "敖宏")
    *_, last = conversation.ask("他是什么职务?")
    assert last.answer.standalone_question == "敖宏是什么职务?"
    assert [t.question for t in conversation.turns] == ["谁主持了会议?", "他是什么职务?"]


def test_a_stopped_answer_stays_as_it_was():
    conversation = Conversation(Desk(article=default_article().article, qa=default_article()))
    for turn in conversation.ask("总结全文"):
        if turn.state == "speaking":
            conversation.stop()
            said = turn.said
    assert conversation.turns[0].said == said and conversation.turns[0].answer is None
    assert TEXTS["zh"].stopped in conversation_html(conversation, "zh")


def test_a_question_that_is_refused_is_told_and_the_next_one_is_answered():
    conversation = Conversation(Desk(article=default_article().article, qa=default_article()))
    *_, turn = conversation.ask("长" * (MAX_QUESTION_CHARS + 1))
    assert turn.state == "failed"
    assert "问题最多 2,000 字，现在有 2,001 字" in conversation_html(conversation, "zh")
    *_, turn = conversation.ask("谁主持了会议?")
    assert turn.answer.text == "敖宏"


# --- the page's functions


def request(language: str = "zh-CN,zh;q=0.9") -> gr.Request:
    return gr.Request(headers={"accept-language": language})


@pytest.fixture(scope="module")
def page() -> Page:
    qa = default_article()
    return Page(opening=Desk(article=qa.article, qa=qa))


def visitor_of(page: Page) -> Visitor:
    return page.welcome("", "", request())[0]


def asked_by(examples: gr.Dataset) -> list[str]:
    return [row[0] for row in examples._constructor_args[0]["samples"]]


def skipped(value: object) -> bool:
    return value == gr.skip()


def test_a_visitor_is_welcomed_in_the_language_of_the_browser(page):
    _, head, _, box, talk, article, _ = page.welcome("", "", request("en-GB,en;q=0.9"))
    assert "Article QA" in head and box.submit_btn == "Ask"
    assert "Ask about the article" in talk and "敖宏" in article
    assert page_language("zh-TW") == "zh" and page_language("fr,zh;q=0.5") == "en"


def test_asking_shows_the_question_then_the_answer_with_the_article_marked(page):
    visitor = visitor_of(page)
    steps = list(page.ask("谁主持了会议?", visitor, request()))
    box, kept, talk, article, *_ = steps[0]
    assert (box.value, box.stop_btn, box.submit_btn) == ("", "停止", False) and kept is visitor
    assert "正在查找" in talk and skipped(article)
    _, _, talk, article, *_ = steps[-2]
    assert "敖宏" in Shown(talk).text
    assert Shown(article).exact == "敖宏" and Shown(article).cited == "中铝集团党组副书记、董事敖宏主持会议并致发布词。"
    assert steps[-1][0].submit_btn == "提问"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "请先输入问题"),
        ("  ?!", "请先输入问题"),
        (None, "请先输入问题"),
        ("长" * 10_000, "问题最多 2,000 字，现在有 10,000 字"),
    ],
)
def test_a_question_without_use_leaves_everything_as_it_is(page, question, said):
    visitor = visitor_of(page)
    (step,) = page.ask(question, visitor, request())
    assert said in step[4] and all(skipped(step[i]) for i in (0, 1, 2, 3))
    assert visitor.conversation.turns == []


def test_surrogates_and_control_characters_in_a_question_reach_the_browser_harmlessly(page):
    *_, step, _ = page.ask("谁\ud800主持\x00了会议?", visitor_of(page), request())
    assert "谁\ufffd主持\ufffd了会议?" in step[2]
    orjson.dumps([step[2], step[3] if isinstance(step[3], str) else ""])


def test_an_answer_grows_before_it_is_whole(page):
    talks = [step[2] for step in page.ask("总结全文", visitor_of(page), request())][:-1]
    lengths = [len(Shown(talk).text) for talk in talks]
    assert len(talks) > 4 and lengths[1:] == sorted(lengths[1:])
    assert "reply coming" in talks[-2] and "reply answer" in talks[-1]


def test_stop_leaves_what_was_said_and_gives_the_button_back(page):
    visitor = visitor_of(page)
    steps = page.ask("总结全文", visitor, request())
    next(steps), next(steps)
    box, talk = page.stop(visitor, request())
    assert box.submit_btn == "提问" and "已停止" in talk
    assert all("已停止" in step[2] for step in steps if isinstance(step[2], str))


def test_a_pasted_article_is_this_visitors_only(page):
    mine, yours = visitor_of(page), visitor_of(page)
    *_, article, examples, news = Bringing(page).paste("春天的会\n张三在北京主持了春天的会。", mine, request())
    assert "张三在北京" in article and "已换成《春天的会》，共 2 段" in news
    assert asked_by(examples) == list(EXAMPLES["zh"])
    *_, step, _ = page.ask("谁主持了会议?", mine, request())
    assert "张三" in Shown(step[2]).text
    *_, step, _ = page.ask("谁主持了会议?", yours, request())
    assert "敖宏" in Shown(step[2]).text and "张三" not in step[2] + step[3]
    _, _, _, talk, article, examples, _ = Bringing(page).back(mine, request())
    assert "敖宏" in article and "张三" not in talk
    assert asked_by(examples) == list(EXAMPLES["zh"])


def test_an_english_article_gets_english_examples(page):
    text = "Spring meeting\nMary Smith chaired the meeting in Leeds."
    *_, examples, _ = Bringing(page).paste(text, visitor_of(page), request())
    assert asked_by(examples) == list(EXAMPLES["en"])


def test_the_source_of_a_page_is_read_as_a_page_when_it_is_pasted(page):
    source = "\n <!DOCTYPE html>\n<html><head><title>秋天的会</title></head><body><p>李四主持了会议。</p></body>"
    visitor = visitor_of(page)
    Bringing(page).paste(source, visitor, request())
    assert visitor.conversation.article.text == "李四主持了会议。" and visitor.conversation.title == "秋天的会"
    *rest, news = Bringing(page).paste("<html><script>alert(1)</script></html>", visitor, request())
    assert "里面没有文字" in news and all(map(skipped, rest))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "请先粘贴文章"),
        ("。。。\n", "请先粘贴文章"),
        (None, "请先粘贴文章"),
        ("字" * (MAX_ARTICLE_CHARS + 1), "文章最多 2,000,000 字，现在有 2,000,001 字"),
    ],
)
def test_a_pasted_text_that_is_no_article_leaves_everything_as_it_is(page, text, said):
    visitor = visitor_of(page)
    before = visitor.conversation
    *rest, news = Bringing(page).paste(text, visitor, request())
    assert said in news and all(map(skipped, rest)) and visitor.conversation is before


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "只支持 txt、md、html、pdf、docx 文件，收到的是 .doc。"),
        ("noname", "张三主持会议。".encode(), "只支持 txt、md、html、pdf、docx 文件，收到的是 noname。"),
        ("a.pdf", b"%PDF-1.7", "这篇文章无法使用：内容已损坏"),
        ("a.docx", b"PK\x03\x04", "这篇文章无法使用：内容已损坏"),
        ("a.txt", b"", "这篇文章无法使用：文件是空的。"),
        ("a.txt", b"\n--\n", "这篇文章无法使用：里面没有文字。"),
        ("a.txt", bytes(range(256)) * 8, "这篇文章无法使用：认不出文字的编码"),
        ("a.txt", bytes(range(32)) * 8, "这篇文章无法使用：内容不是文字"),
        ("a.txt", b"\x89PNG", "这篇文章无法使用：内容不是文字"),
        ("a.html", b"<html><body><script>alert(1)</script></body></html>", "这篇文章无法使用：里面没有文字。"),
        ("a.txt", b"a" * (MAX_FILE_BYTES + 1), "文件最大 20 MB，收到的有 21 MB"),
        ("<b>.exe", b"MZ", "收到的是 .exe"),
    ],
)
def test_a_file_that_is_no_article_is_refused_in_one_line_and_not_kept(page, tmp_path, name, data, said):
    file = tmp_path / name
    file.write_bytes(data)
    visitor = visitor_of(page)
    before = visitor.conversation
    *rest, news = Bringing(page).upload(str(file), visitor, request())
    assert said in html.unescape(news) and news.count("\n") == 0 and "expected" not in news
    assert all(map(skipped, rest)) and visitor.conversation is before and not file.exists()


def test_a_file_that_went_away_before_it_was_read_is_told_calmly(page, tmp_path):
    visitor = visitor_of(page)
    before = visitor.conversation
    *_, news = Bringing(page).upload(str(tmp_path / "gone.txt"), visitor, request())
    assert TEXTS["zh"].failed in news
    assert visitor.conversation is before


def test_an_uploaded_file_is_read_and_not_kept(page, tmp_path):
    file = tmp_path / "新闻.txt"
    file.write_bytes("秋天的会\n李四在上海主持了秋天的会。".encode("gb18030"))
    *_, article, _, news = Bringing(page).upload(str(file), visitor_of(page), request())
    assert "李四在上海" in article and "秋天的会" in news and not file.exists()


def test_an_earlier_answer_can_be_shown_again_and_nothing_else(page):
    visitor = visitor_of(page)
    for question in ("谁主持了会议?", "文章的作者是谁?"):
        list(page.ask(question, visitor, request()))

    def shown(data: object) -> object:
        return page.show(visitor, request(), gr.EventData(None, data))

    assert Shown(shown({"turn": 0})).exact == "敖宏"
    assert Shown(shown({"turn": 1})).exact == "于璐"
    assert all(skipped(shown(d)) for d in ({"turn": 2}, {"turn": -1}, {"turn": "0"}, {"turn": 10**30}, {}, None, [0]))


def test_a_visitor_who_was_forgotten_is_told_so_and_gets_no_answer_from_another_article(page):
    (step,) = page.ask("谁主持了会议?", None, request())
    assert "会话已过期" in step[4] and all(map(skipped, step[:4]))
    assert "会话已过期" in Bringing(page).paste("张三主持会议。", None, request())[-1]
    assert "会话已过期" in Bringing(page).back(None, request())[-1]


def test_an_answer_to_an_article_that_was_replaced_meanwhile_is_dropped(page):
    visitor = visitor_of(page)
    steps = page.ask("谁主持了会议?", visitor, request())
    next(steps)
    Bringing(page).back(visitor, request())
    assert list(steps) == []


def test_the_page_waits_for_the_models_and_says_so():
    qa = default_article()
    desk = Desk(article=qa.article)
    page = Page(opening=desk)
    visitor = visitor_of(page)
    steps = page.ask("谁主持了会议?", visitor, request())
    assert "正在加载模型…" in next(steps)[2]

    async def first_and_last() -> list[str]:
        waiting = page.wait_until_ready(request())
        said = [await anext(waiting)]
        desk.start()
        return [*said, *[s async for s in waiting]]

    first, last = asyncio.run(first_and_last())
    assert "正在加载模型…" in first and Shown(last).text == ""
    *_, step, _ = steps
    assert "敖宏" in Shown(step[2]).text


def test_models_that_cannot_be_loaded_are_told_in_one_line(monkeypatch):
    monkeypatch.setenv("ARTICLE_QA_THREADS", "many")
    desk = Desk(article=default_article().article)
    desk.start()
    page = Page(opening=desk)

    async def last() -> str:
        return [s async for s in page.wait_until_ready(request())][-1]

    assert "模型无法加载：ARTICLE_QA_THREADS must be a whole number" in html.unescape(asyncio.run(last()))
    *_, step, _ = page.ask("谁主持了会议?", visitor_of(page), request())
    assert "ARTICLE_QA_THREADS" in step[2]


# --- words


def test_both_languages_say_everything_with_the_same_places_to_fill():
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for field in fields(TEXTS["zh"]):
        zh, en = getattr(TEXTS["zh"], field.name), getattr(TEXTS["en"], field.name)
        assert zh.strip() and en.strip() and places(zh) == places(en), field.name
    assert all(isinstance(v, str) for v in asdict(TEXTS["en"]).values())


def test_every_reason_has_a_chinese_sentence_and_every_error_of_an_article_a_reason():
    assert REASONS["zh"].keys() == set(get_args(Reason)) and all(s.endswith("。") for s in REASONS["zh"].values())
    error = ArticleError("expected an article, got an empty file", reason="empty")
    assert problem_of(error, "zh") == "这篇文章无法使用：文件是空的。"
    lost = FetchError("expected the page (status 200), got status 404", reason="status", got="404")
    assert "（状态 404）" in problem_of(lost, "zh")
    assert problem_of(error, "en") == "This article cannot be used: expected an article, got an empty file"


# --- the server


def test_what_gradio_offers_beyond_the_page_is_off(page):
    blocks = build(page)
    assert blocks.api_open is False and blocks._queue.max_size is not None
    assert {fn.api_visibility for fn in blocks.fns.values()} == {"private"}
    off = {"run_history", "enable_monitoring", "ssr_mode", "show_error", "mcp_server", "pwa"}
    assert all(SETTINGS[name] is False for name in off) and SETTINGS["footer_links"] == []
    told = {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "LANGSMITH_TRACING": "false"}
    assert {name: os.environ.get(name) for name in told} == told
    (state,) = [b for b in blocks.blocks.values() if isinstance(b, gr.State)]
    assert state.time_to_live == 7200 and state.value is None


def test_the_served_page_has_these_settings(page_url):
    config = httpx.get(f"{page_url}/config").json()
    assert config["footer_links"] == [] and config["max_file_size"] == MAX_FILE_BYTES
    assert not config["show_error"] and config["analytics_enabled"] is False


def test_visitors_at_the_same_time_are_answered_from_their_own_articles(page_url):
    dependencies = httpx.get(f"{page_url}/config").json()["dependencies"]
    numbers = {d["api_name"]: d["id"] for d in dependencies if d["api_name"]}
    heard: dict[str, str] = {}

    def call(name: str, data: list[object], session: str) -> str:
        """Start an event as the page does, and return all that comes back until it has ended."""
        joined = {"data": data, "fn_index": numbers[name], "session_hash": session}
        httpx.post(f"{page_url}/gradio_api/queue/join", json=joined, timeout=60).raise_for_status()
        said = ""
        with httpx.stream("GET", f"{page_url}/gradio_api/queue/data?session_hash={session}", timeout=60) as events:
            for line in filter(None, events.iter_lines()):
                event = json.loads(line.removeprefix("data: "))
                said += json.dumps(event, ensure_ascii=False)
                if event["msg"] == "process_completed":
                    assert event["success"], event
                    return said
        raise AssertionError(f"{name} did not end: {said}")

    def visit(name: str) -> None:
        call("welcome", ["", ""], f"visitor-{name}")
        call("paste", [f"春天的会\n{name}在北京主持了春天的会。", None], f"visitor-{name}")
        heard[name] = call("ask", ["谁主持了会议?", None], f"visitor-{name}")

    names = ("张三", "李四", "王五")
    threads = [threading.Thread(target=visit, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {own: [n for n in (*names, "敖宏") if n in heard[own]] for own in names} == {n: [n] for n in names}


# --- the command


def run_app(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "app.py", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def own_uploads(monkeypatch, tmp_path):
    """`main` says where uploads go for the whole process; the page that other tests use keeps its own place."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))


def test_a_missing_article_is_one_line_and_status_2(capsys, tmp_path, own_uploads):
    assert app.main(["--article", str(tmp_path / "none.txt"), "--port", "7999"]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "none.txt" in error


def test_a_port_that_is_taken_is_one_line_and_status_2(capsys, own_uploads):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert app.main(["--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"app.py: expected a free port of an address of this machine, got 127.0.0.1:{port}\n"
    )


def test_help_does_not_load_gradio():
    done = run_app("--help")
    assert done.returncode == 0 and "--article FILE" in done.stdout
    code = "import sys, app; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
