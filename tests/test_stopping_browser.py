"""Stop, in Chromium: a language model that says one sentence and no more is hung up on, and the page goes on."""

import socket
from collections.abc import Iterator

import pytest
from chat_server import Kept, Reply, serving
from playwright.sync_api import expect
from test_browser import WAIT
from test_browser import browser as browser
from test_browser import visit as visit

from ui.options import ServiceOptions
from ui.server import serve
from ui.texts import TEXTS

ZH = TEXTS["zh"]


@pytest.fixture
def stalling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    def behave(reply: Reply) -> None:
        reply.begin()
        reply.piece("敖宏主持会议并致发布词。[4]\n\n")
        reply.wait_until_hung_up()

    with serving(behave) as kept:
        monkeypatch.setenv("QA_LLM", "openai:tester")
        monkeypatch.setenv("QA_LLM_BASE_URL", kept.url)
        monkeypatch.setenv("QA_LLM_API_KEY", "none")
        yield kept


@pytest.fixture
def page_url(stalling: Kept) -> Iterator[str]:
    """The page with that model, in place of the one that other tests share."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    service = serve(ServiceOptions(host="127.0.0.1", port=port))
    yield f"http://127.0.0.1:{port}"
    service.close()


def test_stop_ends_the_answer_and_the_request(visit, stalling):
    page = visit()
    box = page.locator("#question textarea")
    box.fill("谁主持了会议?")
    box.press("Enter")
    stop = page.get_by_role("button", name=ZH.stop)
    expect(stop).to_be_visible(timeout=WAIT)
    while not stalling.requests:  # the models may still load
        page.wait_for_timeout(100)
    stop.click()
    expect(page.locator(".turn").last).to_contain_text(ZH.stopped, timeout=WAIT)
    expect(page.get_by_role("button", name=ZH.ask)).to_be_visible(timeout=WAIT)
    assert stalling.hung_up.wait(10)
