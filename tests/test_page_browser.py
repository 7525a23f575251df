"""What the page does in Chromium beyond asking and bringing: markers, explanations, copying, keeping, looks."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from test_browser import MEETING, WAIT, ask, paste
from test_browser import browser as browser
from test_browser import visit as visit

from ui.texts import TEXTS

ZH, EN = TEXTS["zh"], TEXTS["en"]
CONTRAST = (Path(__file__).parent / "contrast.js").read_text("utf-8")
# Cumulative layout shift that a person hardly notices (web.dev/cls).
GOOD_SHIFT = 0.1
SENTENCE = "中铝集团党组副书记、董事敖宏主持会议并致发布词。"


def test_a_marker_leads_to_the_exact_words_and_works_from_the_keyboard(visit):
    page = visit(height=560)
    first = ask(page, "谁主持了会议?")
    page.locator(".paper").evaluate("paper => paper.scrollTo(0, paper.scrollHeight)")
    marker = first.get_by_role("link", name="[1] 在文章中显示第4段")
    expect(marker).to_have_text("[1]")
    marker.focus()
    marker.press("Enter")
    expect(page.locator("#article mark.exact")).to_be_in_viewport()
    assert page.locator("#article mark.here").all_text_contents() == [
        "中铝集团党组副书记、董事",
        "敖宏",
        "主持会议并致发布词。",
    ]
    assert "#" not in page.url


def test_each_item_of_a_list_has_its_marker(visit):
    turn = ask(visit(), "姚林提出了哪四点要求?")
    items = turn.locator(".said ol > li")
    expect(items).to_have_count(4)
    assert items.locator(".cite").all_text_contents() == ["[1]", "[2]", "[3]", "[4]"]
    expect(turn.locator("figure.proof")).to_have_count(4)


def test_why_an_answer_came_about_is_told_and_tinted_while_open(visit):
    page = visit()
    turn = ask(page, "谁主持了会议?")
    page.locator(".paper").evaluate("paper => paper.scrollTo(0, 40)")
    why = turn.get_by_role("button", name=ZH.why)
    expect(why).to_have_attribute("aria-expanded", "false")
    why.focus()
    why.press("Enter")
    panel = turn.get_by_role("region", name=ZH.why)
    expect(panel).to_be_visible(timeout=WAIT)
    expect(panel.locator(".passages li")).to_have_count(6)
    expect(page.locator("#article mark.weighed").first).to_be_attached()
    assert page.locator(".paper").evaluate("paper => paper.scrollTop") == 40  # the reader stays where he reads
    expect(why).to_be_focused()
    panel.locator(".passages .where").nth(1).click()
    expect(page.locator("#article li.here")).to_be_in_viewport()
    why.press("Enter")
    expect(panel).to_be_hidden(timeout=WAIT)
    expect(page.locator("#article mark.weighed")).to_have_count(0)


@pytest.mark.parametrize("secure", [True, False])
def test_an_answer_is_copied_with_its_source(visit, secure):
    page = visit()
    if secure:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:  # as on a page that comes over HTTP from elsewhere
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.evaluate("document.addEventListener('copy', () => (window.copied = document.activeElement.value))")
    button = ask(page, "谁主持了会议?").get_by_role("button", name=ZH.copy)
    button.click()
    expect(page.locator("[data-do=copy]")).to_have_text(ZH.copied)
    copied = page.evaluate("navigator.clipboard.readText()" if secure else "window.copied")
    assert (
        copied
        == "敖宏\n“中铝集团党组副书记、董事敖宏主持会议并致发布词。”——《为打造中铝高质量发展新模式赋能添色》第4段"
    )


def test_a_screen_reader_hears_the_answer_once(visit):
    page = visit()
    ask(page, "谁主持了会议?")
    status = page.locator("#notice").get_by_role("status")
    expect(status).to_have_text("回答：敖宏")
    assert status.bounding_box()["width"] <= 1


def test_the_last_question_is_edited_taken_back_and_restored(visit):
    page = visit()
    ask(page, "谁主持了会议?")
    last = ask(page, "会议花了多少钱?")
    expect(page.get_by_role("button", name=ZH.undo)).to_have_count(1)  # of the last answer only
    last.get_by_role("button", name=ZH.edit).click()
    box = page.locator("#question textarea")
    expect(box).to_have_value("会议花了多少钱?", timeout=WAIT)
    expect(box).to_be_focused()
    box.fill("会议是什么时候召开的?")
    box.press("Enter")
    expect(page.locator(".turn").nth(1).locator(".said")).to_contain_text("6月8日", timeout=WAIT)
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("button", name=ZH.undo).click()
    expect(page.locator(".turn")).to_have_count(1, timeout=WAIT)
    expect(page.locator("#article mark.exact")).to_have_text("敖宏")
    page.get_by_role("button", name=ZH.restore).click()
    expect(page.locator(".turn").nth(1).locator(".said")).to_contain_text("6月8日", timeout=WAIT)
    page.get_by_role("button", name=ZH.renew).click()
    expect(page.locator(".turn")).to_have_count(0, timeout=WAIT)
    page.get_by_text(ZH.earlier.format(number=1)).click(timeout=WAIT)
    expect(page.locator("#past .said").first).to_have_text("敖宏")


def test_an_answer_is_judged_and_the_conversation_saved(visit):
    page = visit()
    turn = ask(page, "谁主持了会议?")
    turn.get_by_role("button", name=ZH.thumb_up).click()
    expect(page.locator("#notice")).to_contain_text(ZH.thanks, timeout=WAIT)
    expect(turn.get_by_role("button", name=ZH.thumb_up)).to_have_attribute("aria-pressed", "true")
    turn.get_by_role("button", name=ZH.thumb_down).click()
    dialog = page.get_by_role("dialog", name=ZH.wrong_title)
    dialog.get_by_label(ZH.right_answer).fill("姚林")
    dialog.get_by_role("button", name=ZH.cancel).click()
    expect(dialog).to_be_hidden()
    turn.get_by_role("button", name=ZH.thumb_down).click()
    expect(dialog.get_by_label(ZH.right_answer)).to_have_value("")
    dialog.get_by_label(ZH.not_told).check()
    expect(dialog.get_by_label(ZH.right_answer)).to_be_disabled()
    dialog.get_by_role("button", name=ZH.send).click()
    expect(turn.get_by_role("button", name=ZH.thumb_down)).to_have_attribute("aria-pressed", "true", timeout=WAIT)
    for form, start in (("Markdown", "# "), ("JSON", "{")):
        with page.expect_download() as made:
            page.get_by_role("button", name=f"{ZH.export} {form}").click()
        assert made.value.suggested_filename.startswith("为打造中铝高质量发展新模式赋能添色.")
        assert Path(made.value.path()).read_text("utf-8").startswith(start)


def test_a_reload_keeps_the_conversation_and_no_other_visitor_sees_it(visit):
    page = visit()
    paste(page, MEETING)
    expect(page.locator("#news")).to_contain_text("已换成《春天的会》", timeout=WAIT)
    expect(ask(page, "谁主持了会议?").locator(".said")).to_contain_text("张三")
    page.wait_for_function("localStorage.getItem('article-qa-article')?.length > 40")
    page.wait_for_function("localStorage.getItem('article-qa-conversation')?.length > 400")
    page.wait_for_timeout(3_000)  # Gradio complains of a reload while questions to go on with are being looked for
    page.reload()
    expect(page.locator(".turn .said")).to_contain_text("张三", timeout=WAIT)
    expect(page.locator("#article mark.exact")).to_contain_text("张三")
    expect(ask(page, "李四做了什么?").locator(".said")).to_contain_text("发了言")
    other = visit()
    expect(other.locator("#article")).to_contain_text("敖宏")
    expect(other.locator(".turn")).to_have_count(0)


def test_the_language_is_switched_and_stays_so(visit):
    page = visit()
    ask(page, "谁主持了会议?")
    expect(page.get_by_text(ZH.follow)).to_be_visible(timeout=WAIT)  # Gradio complains of a reload before that
    page.get_by_role("button", name="English").click()
    expect(page.locator("#head h1")).to_have_text(EN.name, timeout=WAIT)
    expect(page.locator("#question textarea")).to_have_attribute("placeholder", EN.placeholder)
    expect(page.locator("#question .submit-button")).to_have_text(EN.ask)
    expect(page.locator("#another > button")).to_contain_text(EN.another)
    expect(page.locator(".turn .where")).to_have_text("Paragraph 4")
    expect(page.locator("#article mark.exact")).to_have_text("敖宏")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.locator("#head h1")).to_have_text(EN.name, timeout=WAIT)
    expect(page.locator("#another > button")).to_contain_text(EN.another)
    page.get_by_role("button", name="中文").click()
    expect(page.locator("#head h1")).to_have_text(ZH.name, timeout=WAIT)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_contrast_enough_and_the_switch_turns_light_and_dark(visit, scheme):
    page = visit(scheme=scheme)
    page.locator("#another > button").click()
    ask(page, "会议花了多少钱?")
    turn = ask(page, "谁主持了会议?")
    turn.get_by_role("button", name=ZH.why).click()
    expect(turn.locator(".why")).to_be_visible(timeout=WAIT)
    turn.get_by_role("button", name=ZH.edit).click()
    expect(page.locator(".turn.editing")).to_be_visible(timeout=WAIT)
    dark = page.locator("body.dark")
    for is_dark in (scheme == "dark", scheme != "dark"):
        expect(dark).to_have_count(int(is_dark))
        page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))")
        assert page.evaluate(CONTRAST) == []
        page.evaluate("document.querySelector('#opinion dialog').showModal()")
        assert page.evaluate(CONTRAST) == []
        page.evaluate("document.querySelector('#opinion dialog').close()")
        page.locator("[data-do=theme]").click()
        page.mouse.move(0, 0)
    page.locator("[data-do=theme]").click()
    page.reload()
    expect(page.locator(".paper li").first).to_be_visible(timeout=WAIT)
    expect(dark).to_have_count(int(scheme == "light"))


def test_nothing_moves_while_answers_come(visit):
    page = visit()
    ask(page, "谁主持了会议?")
    page.evaluate(
        """() => {
            window.shift = 0
            const add = (list) => list.getEntries().forEach((entry) => (window.shift += entry.value))
            new PerformanceObserver(add).observe({ type: 'layout-shift' })
        }"""
    )
    for question in ("姚林提出了哪四点要求?", "总结全文", "会议花了多少钱?"):
        ask(page, question)
    assert page.evaluate("window.shift") < GOOD_SHIFT
