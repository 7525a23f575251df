"""Suggested questions on the page: its functions, and in Chromium with the real models."""

import shutil
from collections.abc import Iterator

import gradio as gr
import orjson
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from qa import default_article
from tests.test_browser import ARGUMENTS, WAIT, ask, paste
from ui import page as functions
from ui.conversation import Desk, Visitor
from ui.texts import EXAMPLES, TEXTS

ARTICLE = """云川市图书馆<b>新馆</b>开放
3月5日,云川市图书馆新馆正式对读者开放。云川市图书馆馆长覃玉兰主持开馆仪式。
云川市图书馆被称为“<img src=x onerror=window.hacked=1>”。覃玉兰表示,新馆将延长开放时间。"""


def request() -> gr.Request:
    return gr.Request(headers={"accept-language": "zh-CN"})


def offered(examples: object) -> tuple[list[str], str]:
    made = examples._constructor_args[0]  # type: ignore[attr-defined]
    return [row[0] for row in made["samples"]], made["label"]


@pytest.fixture(scope="module")
def served() -> functions.Page:
    qa = default_article()
    return functions.Page(opening=Desk(article=qa.article, qa=qa))


def visitor_of(page: functions.Page) -> Visitor:
    visitor: Visitor = page.welcome("", "", request())[0]
    return visitor


def test_general_questions_stand_there_until_the_articles_own_are_found(served: functions.Page) -> None:
    visitor, *_, examples = served.welcome("", "", request())
    assert offered(examples)[0] == list(EXAMPLES["zh"])
    questions, label = offered(served.suggest(visitor, request()))
    assert label == TEXTS["zh"].examples and "姚林提出了哪四点要求?" in questions


def test_after_an_answer_two_that_follow_are_offered(served: functions.Page) -> None:
    visitor = visitor_of(served)
    list(served.ask("谁主持了会议?", visitor, request()))
    questions, label = offered(served.suggest(visitor, request()))
    assert label == TEXTS["zh"].follow and len(questions) == 2
    assert "谁主持了会议?" not in questions and any("敖宏" in q for q in questions)


def test_nothing_is_offered_once_the_visitor_has_gone_on(
    served: functions.Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = visitor_of(served)
    conversation = visitor.conversation
    qa = conversation.desk.wait()

    def asks_meanwhile(n: int, *, wanted: object) -> list[str]:
        next(iter(conversation.ask("谁主持了会议?")))
        return ["晚到的问题?"]

    monkeypatch.setattr(qa, "suggest", asks_meanwhile)
    assert served.suggest(visitor, request()) == gr.skip()
    assert served.suggest(None, request()) == gr.skip()


def test_trouble_with_suggestions_is_nobodys_trouble(served: functions.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = visitor_of(served)

    def fails(n: int, *, wanted: object) -> list[str]:
        raise RuntimeError("broken")

    monkeypatch.setattr(visitor.conversation.desk.wait(), "suggest", fails)
    assert served.suggest(visitor, request()) == gr.skip()


def test_what_no_browser_takes_is_replaced() -> None:
    questions, _ = offered(functions.offered(["谁\ud800说\u202e了<b>?"], "x"))
    assert questions == ["谁\ufffd说\ufffd了<b>?"]
    orjson.dumps(questions)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield started
        started.close()


def opened(browser: Browser, url: str, width: int = 1440) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 844}, locale="zh-CN", reduced_motion="reduce")
    page.goto(url)
    return page


@pytest.mark.parametrize("width", [1440, 390])
def test_a_suggestion_is_asked_at_a_click_and_followed_by_two_more(browser: Browser, page_url: str, width: int) -> None:
    page = opened(browser, page_url, width)
    page.get_by_text("姚林提出了哪四点要求?").click(timeout=WAIT)
    expect(page.locator(".turn .answer .line").first).to_be_visible(timeout=WAIT)
    expect(page.locator("#examples .label")).to_contain_text(TEXTS["zh"].follow, timeout=WAIT)
    expect(page.locator("#examples button")).to_have_count(2)
    assert "姚林提出了哪四点要求?" not in page.locator("#examples button").all_text_contents()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_a_pasted_article_suggests_its_own_and_shows_them_as_text(browser: Browser, page_url: str) -> None:
    page = opened(browser, page_url)
    ask(page, "谁主持了会议?")
    paste(page, ARTICLE)
    expect(page.locator("#news")).to_contain_text("已换成", timeout=WAIT)
    expect(page.locator("#examples button").filter(has_text="谁主持了开馆仪式?")).to_be_visible(timeout=WAIT)
    expect(page.locator("#examples .label")).to_contain_text(TEXTS["zh"].examples)
    assert page.locator("#examples").locator("img, b, script").count() == 0
    assert page.evaluate("window.hacked") is None
    page.close()
