"""What the page does in Chromium beyond asking and bringing: markers, explanations, copying, keeping, looks."""

import pytest
from playwright.sync_api import expect
from test_browser import WAIT, ask
from test_browser import browser as browser
from test_browser import visit as visit

from ui.texts import TEXTS

ZH = TEXTS["zh"]
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
