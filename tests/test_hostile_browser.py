"""What strangers bring, in Chromium: articles, questions, files and names that would like to be more than text."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from test_browser import WAIT, ask, paste
from test_browser import browser as browser
from test_browser import visit as visit

from ui.conversation import Desk
from ui.options import ServiceOptions
from ui.server import serve
from ui.texts import TEXTS

ATTACK = "<img src=x onerror='window.hacked=1'>"
ARTICLE = f"""{ATTACK}春天的会<svg onload=window.hacked=2>
</p></li></ol></article><script>window.hacked=3</script>张三在"onmouseover="window.hacked=4"北京主持了会议。
[看](javascript:window.hacked=5) ![图](http://evil.example/a.png) <a href=//evil.example>报名</a> www.evil.example
会议有三项任务：一是修路<iframe src=//evil.example>；二是种树&lt;b&gt;；三是教书${{window.hacked=6}}。
\u202e倒\u202c过\u200f来 مرحبا 的字\ud800，李四在会上说：“{{{{window.hacked=7}}}}要修路。”"""
QUESTIONS = ("谁主持了会议?", "会议有哪三项任务?", f"李四说了什么{ATTACK}?", "会议花了多少钱?")
STRANGE = "img, script, iframe, object, embed, base, link, meta, form, svg[onload], a:not([href^='#']), [onmouseover]"


def assert_only_text(page: Page) -> None:
    """Nothing of what was brought has become an element of the page, or has run."""
    for place in ("#talk", "#article", "#news", "#notice", "#examples", "#head", "#opinion", "#file"):
        assert page.locator(place).locator(STRANGE).count() == 0, place
    assert page.evaluate("window.hacked") is None


def test_an_article_that_wants_to_be_a_page_is_read_cited_and_explained_as_text(visit):
    page = visit()
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.locator("#another > button").click()
    page.locator("#another input[type=file]").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode("utf-8", "replace")}
    )
    expect(page.locator("#article")).to_contain_text("张三在", timeout=WAIT)
    shown = ARTICLE.replace("\ud800", "?").replace("\u202e", "\ufffd").replace("\u202c", "\ufffd")
    assert page.locator(".paper li").all_text_contents() == shown.splitlines()
    assert_only_text(page)
    for question in QUESTIONS:
        turn = ask(page, question)
        assert turn.locator(".asked").text_content() == question
    first = page.locator(".turn").first
    expect(first.locator(".said")).to_contain_text("张三")
    first.locator("[data-do=explain]").click()
    expect(first.locator(".why")).to_be_visible(timeout=WAIT)
    first.locator(".cite").first.click()
    expect(page.locator("#article mark.exact").first).to_contain_text("张三")
    for form in ("markdown", "json"):
        with page.expect_download(timeout=WAIT) as kept:
            page.locator(f"[data-do=export][data-format={form}]").click()
        name = kept.value.suggested_filename
        assert name.endswith((".md", ".json")) and not set(name) & set("<>'\"/\\=")
    assert_only_text(page)
    assert dialogs == []


def test_a_lone_surrogate_in_a_question_or_a_pasted_article_is_shown_as_replaced(visit):
    page = visit()
    paste(page, "春天的会\ud800\n张三在北京主持了会议。\udfff")
    expect(page.locator("#news")).to_contain_text("已换成", timeout=WAIT)
    assert page.locator(".paper li").all_text_contents() == ["春天的会\ufffd", "张三在北京主持了会议。\ufffd"]
    turn = ask(page, "谁主持了\ud83d会议?")
    assert turn.locator(".asked").text_content() == "谁主持了\ufffd会议?"


def test_the_name_of_a_file_is_text_wherever_it_is_shown(visit):
    page = visit()
    page.locator("#another > button").click()
    files = page.locator("#another input[type=file]")
    for name in (f"{ATTACK}.exe", "..\\..\\app.py", "a.txt<script>window.hacked=8</script>"):
        files.set_input_files({"name": name, "mimeType": "text/plain", "buffer": b"x"})
        expect(page.locator("#news .trouble")).to_be_visible(timeout=WAIT)
        assert_only_text(page)
    expect(page.locator("#article")).to_contain_text("敖宏")


def test_what_got_into_the_page_all_the_same_could_neither_run_nor_call_anywhere(browser: Browser, page_url: str):
    page = browser.new_page()
    page.goto(page_url)
    stopped = page.evaluate(
        """async () => {
            const stopped = [];
            document.addEventListener("securitypolicyviolation", (e) => stopped.push(e.effectiveDirective));
            const place = document.createElement("div");
            document.body.append(place);
            place.innerHTML = `<img src="x:" onerror="window.hacked = 1"><img src="http://192.0.2.1/a.png">
                <iframe src="http://192.0.2.1/"></iframe><object data="/config"></object>
                <form action="/config" id="sent"></form><style>@import "http://192.0.2.1/a.css";</style>
                <a href="javascript:window.hacked = 2" id="pressed">x</a>`;
            const script = Object.assign(document.createElement("script"), { textContent: "window.hacked = 3" });
            place.append(script);
            document.getElementById("pressed").click();
            document.getElementById("sent").submit();
            await fetch("http://192.0.2.1/").catch(() => {});
            try { new WebSocket("ws://192.0.2.1/"); } catch {}
            await new Promise((done) => setTimeout(done, 500));
            return stopped;
        }"""
    )
    assert page.evaluate("window.hacked") is None
    assert set(stopped) >= {
        "script-src-attr", "script-src-elem", "img-src", "frame-src", "style-src-elem", "connect-src"
    }  # fmt: skip
    assert page.url.rstrip("/") == page_url  # neither form nor link has led away
    page.close()


@pytest.fixture
def long_url(tmp_path: Path, page_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve an article with a line of a megabyte, of which the models are kept away: they would read it for minutes."""
    monkeypatch.setattr(Desk, "start", lambda desk: None)
    (tmp_path / "a.txt").write_text("一行\n" + "长<行>&" * 200_000 + "\n末段。", "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    service = serve(ServiceOptions(port=port, articles=(tmp_path / "a.txt",)))
    yield f"http://127.0.0.1:{port}"
    service.close()


def test_a_line_of_a_megabyte_is_shown_whole_and_the_page_stays_usable(browser: Browser, long_url: str):
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page.goto(long_url)
    expect(page.locator(".paper li")).to_have_count(3, timeout=WAIT)
    assert page.locator(".paper li").nth(1).evaluate("item => item.textContent.length") == 1_000_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#notice")).to_contain_text(TEXTS["zh"].loading, timeout=WAIT)
    page.locator("#question textarea").fill("谁?")
    expect(page.locator("#question textarea")).to_have_value("谁?")
    page.close()


def test_visitors_who_ask_at_the_same_time_and_two_windows_of_one_get_their_own_answers(visit):
    stories = {name: f"{name}的会\n{name}在{place}主持了会议。" for name, place in (("张三", "北京"), ("李四", "广州"))}
    pages = {name: visit() for name in stories}
    pages["敖宏"] = pages["张三"].context.new_page()  # another window of the same browser
    pages["敖宏"].goto(pages["张三"].url)
    expect(pages["敖宏"].locator(".paper li").first).to_be_visible(timeout=WAIT)
    for name, story in stories.items():
        paste(pages[name], story)
    for name in stories:
        expect(pages[name].locator("#news")).to_contain_text("已换成", timeout=WAIT)
    for question in ("谁主持了会议?", "他在哪里主持的?"):
        for page in pages.values():  # all of them before the first answer
            page.locator("#question textarea").fill(question)
        for page in pages.values():
            page.locator("#question textarea").press("Enter")
        for page in pages.values():
            expect(page.locator(".turn").last.locator(".answer, .refusal")).to_be_visible(timeout=WAIT)
            expect(page.locator("#question .submit-button")).to_be_visible(timeout=WAIT)
    for name, page in pages.items():
        expect(page.locator(".turn")).to_have_count(2)
        expect(page.locator(".turn").first.locator(".said")).to_contain_text(name)
        said = page.locator("#desk").text_content()
        assert not [other for other in pages if other != name and other in said]
