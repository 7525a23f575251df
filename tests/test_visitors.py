"""What the server keeps of its visitors: as much as fits, as long as they are there."""

import gc
import importlib.util
import socket
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import gradio as gr
import httpx
import pytest

from qa import default_article
from qa.errors import ArticleError
from ui import layout, server, visitors
from ui.bringing import Bringing
from ui.conversation import Desk, Visitor
from ui.options import ServiceOptions
from ui.page import Page
from ui.slots import ANSWERING


def load(name: str) -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


benchmark = load("visitors")
REQUEST = gr.Request(headers={"accept-language": "zh-CN"})


@pytest.fixture
def page() -> Page:
    return Page(opening=Desk(article=default_article().article, qa=default_article()))


def came(page: Page, text: str) -> Visitor:
    visitor = page.welcome("", "", REQUEST)[0]
    Bringing(page).paste(text, visitor, REQUEST)
    return visitor


def said(page: Page, visitor: Visitor) -> str:
    return [step[2] for step in page.ask("谁主持了会议?", visitor, REQUEST) if isinstance(step[2], str)][-1]


def test_whose_article_was_used_longest_ago_makes_room_and_is_told(page, monkeypatch):
    texts = [f"{name}主持了会议。" for name in ("张三", "李四", "王五")]
    monkeypatch.setattr(visitors, "MOST_CHARS", 2 * len(texts[0]) + 3)
    first, second = came(page, texts[0]), came(page, texts[1])
    idle = page.welcome("", "", REQUEST)[0]
    assert "张三" in said(page, first) and "李四" in said(page, second) and "张三" in said(page, first)
    ready = weakref.ref(second.conversation.desk.wait())
    third = came(page, texts[2])
    assert "让位给其他访问者" in said(page, second) and "李四" in said(page, second)  # what was said stays
    assert "张三" in said(page, first) and "王五" in said(page, third) and "敖宏" in said(page, idle)
    assert page.suggest(second, REQUEST) == gr.skip()
    gc.collect()
    assert ready() is None
    Bringing(page).back(second, REQUEST)
    assert "敖宏" in said(page, second)


def test_two_windows_with_one_article_take_its_room_once_and_lose_it_together(page, monkeypatch):
    texts = [f"{name}主持了会议。" for name in ("张三", "李四")]
    monkeypatch.setattr(visitors, "MOST_CHARS", 2 * len(texts[0]))
    windows = [came(page, texts[0]), page.welcome("", "", REQUEST)[0]]
    windows[1].begin(windows[0].conversation.desk)
    page.visitors.opened(windows[1])
    other = came(page, texts[1])
    assert all("张三" in said(page, window) for window in windows) and "李四" in said(page, other)
    ready = weakref.ref(windows[0].conversation.desk.wait())
    came(page, texts[1] * 2)
    assert all("让位" in said(page, window) for window in windows)
    gc.collect()
    assert ready() is None


def test_an_article_alone_may_take_all_the_room(page, monkeypatch):
    monkeypatch.setattr(visitors, "MOST_CHARS", 3)
    assert "张三" in said(page, came(page, "张三主持了会议。"))


def test_an_article_put_away_while_it_is_made_ready_keeps_nobody_waiting(monkeypatch):
    qa, started, go_on = default_article(), threading.Event(), threading.Event()

    def slowly(article):
        started.set()
        go_on.wait(10)
        return qa

    monkeypatch.setattr("qa.pipeline.ArticleQA.from_article", slowly)
    first, second = Desk(article=qa.article), Desk(article=qa.article)
    with ThreadPoolExecutor(2) as pool:
        first.start()
        started.wait(10)
        second.start()  # waits for its turn behind the first
        waiting = [pool.submit(desk.wait) for desk in (first, second)]
        first.put_away()
        second.put_away()
        for each in waiting:
            with pytest.raises(ArticleError, match="make room"):
                each.result(10)
        started.clear()
        go_on.set()
        while any(thread.name == "prepare" for thread in threading.enumerate()):
            time.sleep(0.01)
    assert first.away and first.ready and "make room" in first.problem
    assert not started.is_set()  # the second was not made ready for nobody


def test_visitors_who_are_gone_take_no_room(page):
    visitor = came(page, "张三主持了会议。")
    ready = weakref.ref(visitor.conversation.desk.wait())
    del visitor
    gc.collect()
    assert ready() is None and len(page.visitors._known) == 0


# --- sessions


@pytest.fixture
def served(monkeypatch, tmp_path) -> Iterator[Callable[..., str]]:
    """Serve the page with limits of its own."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(ANSWERING, "number", ANSWERING.number)
    started = []

    def serve(*, most: int = 100, idle: float = 7200) -> str:
        monkeypatch.setattr(server, "MAX_VISITORS", most)
        monkeypatch.setattr(layout, "IDLE_SECONDS", idle)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        started.append(server.serve(ServiceOptions(port=port, max_concurrent=3)))
        url = f"http://127.0.0.1:{port}"
        while httpx.get(f"{url}/health").status_code != 200:
            time.sleep(0.05)
        return url

    yield serve
    for each in started:
        each.close()


def test_the_visitor_who_was_away_longest_goes_first(served):
    url = served(most=2)
    people = [benchmark.PageVisitor(url, n) for n in range(3)]
    for n, person in enumerate(people):
        person.open(f"{'甲乙丙'[n]}先生主持了会议。")
    assert "会话已过期" in people[0].ask("谁主持了会议?")
    assert "丙先生" in people[2].ask("谁主持了会议?")


def test_a_visitor_who_does_nothing_is_forgotten(served):
    person = benchmark.PageVisitor(served(idle=1), 0)
    person.open("甲先生主持了会议。")
    for pause in (2.5, 5, 10, 20):  # Gradio looks once a second, on a busy machine less often
        time.sleep(pause)
        if "会话已过期" in (said := person.ask("谁主持了会议?")):
            break
    assert "会话已过期" in said


def test_the_number_of_questions_at_once_is_that_of_the_options(served):
    served()
    assert ANSWERING.number == 3


# --- the benchmark


def test_no_two_visitors_have_an_answer_in_common():
    stories = [benchmark.told(n, 500) for n in range(20)]
    answers = [a for s in stories for a in s.answers]
    assert len(set(answers)) == len(answers)
    for story in stories:
        assert all(a in story.article for a in story.answers) and len(story.article) >= 500
        assert not any(a in story.article for a in set(answers) - set(story.answers))
