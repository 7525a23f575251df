"""What a visitor takes home: the conversation as Markdown and as JSON, whatever stands in the article."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qa.pipeline import ArticleQA
from qa.types import Citation
from ui.conversation import Conversation, Desk
from ui.export import as_json, markdown, plain, quoted_with_source

HOSTILE = (
    "# <script>alert(1)</script> ![图](http://a.example/x.png) [链](javascript:1) https://a.example www.a.example\n"
)
TEXT = f"会议由张华*主持*，参会的有王明、李芳和赵强。\n{HOSTILE}- 1. 门票`免费`。\n"


@pytest.fixture(scope="module")
def talk() -> Conversation:
    qa = ArticleQA.from_text(TEXT, title="会议 [标题](http://a.example)")
    conversation = Conversation(Desk(article=qa.article, qa=qa))
    for question in ("谁主持了会议?", "参会的有哪些人?", "会议的预算是多少? <img src=x onerror=alert(1)>"):
        list(conversation.ask(question))
    return conversation


def tokens(text: str) -> list[Token]:
    """Parse Markdown as the most generous renderer would: HTML let through, addresses made links."""
    parsed = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    return [t for token in parsed for t in (token, *(token.children or ()))]


def test_markdown_has_question_answer_and_proof(talk: Conversation) -> None:
    text = markdown(talk, "zh")
    assert "## 谁主持了会议?" in text
    assert "**张华**" in text
    assert "> 出处: 第1段" in text
    assert "**张华** (sure)" in markdown(talk, "en")
    assert "> Source: Paragraph 1" in markdown(talk, "en")
    assert hashlib.sha256(TEXT.encode()).hexdigest() in text


def test_nothing_of_the_article_or_the_question_becomes_markdown(talk: Conversation) -> None:
    parsed = tokens(markdown(talk, "zh"))
    kinds = {token.type for token in parsed}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "fence"}
    shown = "".join(t.content for t in parsed if t.type == "text")
    assert "<img src=x onerror=alert(1)>" in shown
    assert "[标题](http://a.example)" in shown
    assert "张华*主持*" in shown


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_is_shown_and_no_more(text: str) -> None:
    parsed = tokens(f"x {plain(text)}")
    allowed = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak", "hardbreak"}
    assert {token.type for token in parsed} <= allowed


def test_json_has_every_offset_and_the_hash_of_the_article(talk: Conversation) -> None:
    document = json.loads(as_json(talk))
    assert document["article"]["sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert [turn["question"] for turn in document["turns"]] == [turn.question for turn in talk.turns]
    cited = [c for turn in document["turns"] for c in turn["answer"]["citations"]]
    assert cited
    assert all(TEXT[c["start"] : c["end"]] == c["quote"] for c in cited)
    assert document["turns"][0]["paragraphs"] == [1]


def test_an_answer_that_was_stopped_is_kept_as_such(talk: Conversation) -> None:
    conversation = Conversation(talk.desk)
    for turn in conversation.ask("谁主持了会议?"):
        turn.state = "stopped"
        break
    assert "*已停止*" in markdown(conversation, "zh")
    assert json.loads(as_json(conversation))["turns"][0]["answer"] is None


def test_a_lone_surrogate_survives_the_json() -> None:
    qa = ArticleQA.from_text("会议由张华主持。\ud83d会议很长。", title="会议")
    conversation = Conversation(Desk(article=qa.article, qa=qa))
    list(conversation.ask("会议怎么样\ud83d?"))
    text = as_json(conversation)
    text.encode("utf-8")
    assert json.loads(text)["turns"][0]["question"] == "会议怎么样\ud83d?"
    markdown(conversation, "zh").encode("utf-8")


def test_a_citation_to_paste_names_title_and_paragraph() -> None:
    citation = Citation("x", 0, 8, "会议由\n张华主持")
    assert quoted_with_source(citation, "年会", 3, "zh") == "“会议由 张华主持”——《年会》第3段"
    assert "年会" in quoted_with_source(citation, "年会", 3, "en")
