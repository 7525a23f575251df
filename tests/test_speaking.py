"""The language of the page: chosen by the visitor, else by the browser; every label follows."""

import gradio as gr
import pytest
from test_app import page as page
from test_app import visitor_of

from qa.feedback import FeedbackFile
from qa.settings import LLMSettings
from ui.layout import build, i18n
from ui.page import head_html, language
from ui.speaking import Labels, Speaking
from ui.texts import TEXTS


def request(cookie: str = "", accepted: str = "zh-CN") -> gr.Request:
    return gr.Request(headers={"accept-language": accepted, "cookie": cookie})


@pytest.mark.parametrize(
    ("cookie", "accepted", "spoken"),
    [
        ("article-qa-language=en", "zh-CN", "en"),
        ("a=b; article-qa-language=zh", "en", "zh"),
        ("article-qa-language=fr", "zh-CN", "zh"),
        ("article-qa-language", "en", "en"),
        ("=;;\x00article-qa-language==zh", "en", "en"),
        ("", "", "en"),
    ],
)
def test_the_choice_comes_before_the_browser(cookie, accepted, spoken):
    assert language(request(cookie, accepted)) == spoken


def test_the_switch_offers_the_other_language_in_its_own_words():
    assert "data-language='en' lang='en'>English<" in head_html(TEXTS["zh"], "zh")
    assert "<header lang='en'>" in head_html(TEXTS["en"], "en") and "lang='zh-CN'>中文<" in head_html(TEXTS["en"], "en")


def test_every_label_that_gradio_translates_follows_the_switch(page):
    labels = Labels.of(build(page))
    said = [change for update in labels.said("en") for change in update.items() if change[0] != "__type__"]
    assert ("placeholder", TEXTS["en"].placeholder) in said and ("submit_btn", TEXTS["en"].ask) in said
    assert ("label", TEXTS["en"].another) in said and ("label", TEXTS["en"].examples) in said
    with gr.Blocks() as blocks:
        gr.Textbox(label="__i18n__{} is no label")
        button = gr.UploadButton(str(i18n("upload")))
    assert Labels.of(blocks).blocks == [button]


def test_everything_on_the_page_is_said_again(page, monkeypatch, tmp_path):
    monkeypatch.setattr(page, "feedback", FeedbackFile(tmp_path / "f.jsonl"))
    visitor = visitor_of(page)
    list(page.ask("谁主持了会议?", visitor, request()))
    labels = Labels.of(build(page))
    head, opinion, talk, article, *said = Speaking(page, labels).speak(visitor, request("article-qa-language=en"))
    assert TEXTS["en"].promise in head and TEXTS["en"].right_answer in opinion and len(said) == len(labels.blocks)
    assert (
        TEXTS["en"].why in talk
        and "敖宏" in talk
        and "23 paragraphs" in article
        and "mark class='cited exact'" in article
    )


def test_what_is_sent_to_a_language_model_is_said_in_every_language(page, monkeypatch):
    monkeypatch.setattr(page, "llm", LLMSettings("openai:tester", base_url="http://127.0.0.1:9/v1"))
    head = Speaking(page, Labels.of(build(page))).speak(visitor_of(page), request("article-qa-language=en"))[0]
    assert "worded by the language model tester" in head and "127.0.0.1:9" in head


def test_the_labels_are_said_only_where_the_browser_would_not(page):
    speaking = Speaking(page, Labels.of(build(page)))
    assert speaking.greet(request("article-qa-language=en"))[0] != gr.skip()
    assert all(change == gr.skip() for change in speaking.greet(request("article-qa-language=zh")))
