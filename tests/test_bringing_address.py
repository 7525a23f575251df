"""An article by its web address: what the page opens, what it refuses, and that a public host has no box for it."""

import html
from io import BytesIO

import gradio as gr
import pytest
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from qa.pipeline import default_article
from tests.test_app import request, skipped, visitor_of
from tests.test_browser import WAIT, browser, open_panel, visit  # noqa: F401  (fixtures)
from tests.test_fetch import local, reply, serving
from ui.bringing import Bringing
from ui.conversation import Desk
from ui.layout import build
from ui.page import Page
from ui.texts import TEXTS

ARTICLE = "<html><body><h1>秋天的会</h1><p>李四在上海主持了会议。会议讨论了节能。</p></body></html>"


@pytest.fixture(scope="module")
def page() -> Page:
    qa = default_article()
    return Page(opening=Desk(article=qa.article, qa=qa), allow_urls=True)


def pdf() -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, "Mary Smith chaired the meeting in Leeds.")
    canvas.save()
    return file.getvalue()


def test_an_article_is_opened_by_its_address(page):
    for data, kind, name, words in (
        (ARTICLE.encode(), "text/html; charset=utf-8", "a.html", "李四在上海"),
        (pdf(), "application/pdf", "a.pdf", "Mary Smith"),
    ):
        with serving(reply(data, kind=kind)) as port:
            address = f"http://news.example:{port}/{name}"
            visitor = visitor_of(page)
            *_, article, _, news = Bringing(page, network=local()).open_address(f" {address}\n", visitor, request())
        assert words in article and "trouble" not in news
        assert visitor.conversation.article.metadata["url"] == address


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", TEXTS["zh"].no_address),
        (None, TEXTS["zh"].no_address),
        ("http://127.0.0.1/", "无法使用：只能打开公网上的网址，'127.0.0.1' 不是。"),
        ("http://localhost:7860/", "无法使用"),
        ("http://169.254.169.254/latest/meta-data/", "无法使用"),
        ("file:///etc/passwd", "无法使用：请输入完整的公开网址"),
        ("javascript:alert(1)", "无法使用"),
        ("<img src=x onerror=alert(1)>", "无法使用"),
    ],
)
def test_other_addresses_are_refused_in_one_line(page, address, says):
    visitor = visitor_of(page)
    before = visitor.conversation
    *rest, news = Bringing(page).open_address(address, visitor, request())
    assert says in html.unescape(news) and news.count("\n") == 0 and "<img" not in news and "expected" not in news
    assert all(map(skipped, rest)) and visitor.conversation is before


def test_a_page_that_may_not_fetch_has_no_box_and_fetches_nothing(page):
    asked = []
    closed = Page(opening=page.opening, allow_urls=False)
    network = local(resolve=lambda host: asked.append(host) or ["127.0.0.1"])
    *rest, news = Bringing(closed, network=network).open_address("http://a.example/", visitor_of(closed), request())
    assert TEXTS["zh"].no_addresses in news and all(map(skipped, rest)) and asked == []
    for served, is_shown in ((page, True), (closed, False)):
        rows = [block for block in build(served).blocks.values() if isinstance(block, gr.Row)]
        assert [row.visible for row in rows if row.elem_id == "address"] == [is_shown]


def test_the_box_takes_an_address_and_tells_why_it_is_refused(visit):  # noqa: F811
    for language, spoken in (("zh-CN", "zh"), ("en", "en")):
        shown = visit(language=language)
        open_panel(shown)
        box = shown.locator("#address input")
        expect(box).to_have_attribute("placeholder", TEXTS[spoken].address)
        box.fill("http://127.0.0.1/")
        shown.get_by_role("button", name=TEXTS[spoken].fetch).click()
        expect(shown.locator("#news .trouble")).to_contain_text("127.0.0.1", timeout=WAIT)
        box.fill("http://localhost/")
        box.press("Enter")
        expect(shown.locator("#news .trouble")).to_contain_text("localhost", timeout=WAIT)
        assert shown.locator("#article").inner_text().count("敖宏")
