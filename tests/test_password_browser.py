"""The page behind a name and password, in Chromium: all that the page does goes on once they were given."""

import socket
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Error, expect
from test_browser import WAIT, ask
from test_browser import browser as browser

from ui.credentials import Credentials
from ui.options import ServiceOptions
from ui.server import serve

USER, PASSWORD = "安娜", "马 horse:staple"


@pytest.fixture(scope="module")
def locked_url(page_url: str) -> Iterator[str]:
    """Serve a second page, for which the models of the first are loaded already."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = Credentials(f"{USER}:{PASSWORD}", source="the test")
    service = serve(ServiceOptions(port=port, credentials=given))
    url = f"http://127.0.0.1:{port}"
    while httpx.get(f"{url}/health").json()["status"] == "loading":
        time.sleep(0.1)
    yield url
    service.close()


def test_without_the_password_there_is_no_page(browser: Browser, locked_url: str):
    for credentials in (None, {"username": USER, "password": "wrong"}):
        context = browser.new_context(http_credentials=credentials)
        try:
            reply = context.new_page().goto(locked_url)
        except Error as error:  # where it has nothing to answer with, Chromium shows a page of its own
            assert "ERR_INVALID_AUTH_CREDENTIALS" in str(error)
        else:
            assert reply.status == 401 and "文章" not in reply.text()
        context.close()


def test_with_the_password_questions_and_uploads_work(browser: Browser, locked_url: str):
    context = browser.new_context(locale="zh-CN", http_credentials={"username": USER, "password": PASSWORD})
    page = context.new_page()
    refused, errors = [], []
    page.on("response", lambda reply: refused.append(reply.url) if reply.status >= 400 else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(locked_url)
    expect(ask(page, "谁主持了会议?").locator(".said")).to_contain_text("敖宏")
    page.locator("#another > button").click()
    page.locator("#another input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": "春天的会\n张三在北京主持了会议。".encode()}
    )
    expect(page.locator("#article")).to_contain_text("张三在北京", timeout=WAIT)
    expect(ask(page, "谁主持了会议?").locator(".said")).to_contain_text("张三")
    assert refused == [] and errors == []
    context.close()
