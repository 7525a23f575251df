"""What a visitor's browser keeps, and that it is believed only where it holds together."""

import json
from weakref import WeakSet

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_app import Shown, request, skipped
from test_app import page as page

from qa import default_article
from qa.article import article_from_text
from qa.types import Article
from ui import keeping
from ui.bringing import Bringing
from ui.conversation import Conversation, Desk, Visitor
from ui.keeping import keep, take_up
from ui.page import Page
from ui.revising import Revising

QA = default_article()
OPENING = Desk(article=QA.article, qa=QA)
MEETING = "春天的会\n张三在北京主持了会议。李四也发了言。"


def come(page: Page, kept: object = "", article: object = "") -> Visitor:
    return page.welcome(kept, article, request())[0]


def ask(page: Page, visitor: Visitor, *questions: str) -> None:
    for question in questions:
        list(page.ask(question, visitor, request()))


def test_a_conversation_survives_a_reload_and_goes_on_where_it_was(page):
    visitor = come(page)
    ask(page, visitor, "谁主持了会议?", "会议花了多少钱?")
    visitor.conversation.turns[0].rating = "up"
    kept, article = page.keep(visitor)
    again, _, _, _, talk, shown, _ = page.welcome(kept, article, request())
    assert [(t.question, t.answer, t.rating) for t in again.conversation.turns] == [
        (t.question, t.answer, t.rating) for t in visitor.conversation.turns
    ]
    assert "敖宏" in Shown(talk).text and "mark class='cited'" in shown
    ask(page, again, "他是什么职务?")
    assert again.conversation.turns[-1].answer.standalone_question == "敖宏是什么职务?"


def test_an_article_that_was_brought_comes_back_with_its_conversation(page):
    visitor = come(page)
    Bringing(page).paste(MEETING, visitor, request())
    ask(page, visitor, "谁主持了会议?")
    kept, article = page.keep(visitor)
    assert json.loads(article)["text"] == MEETING
    assert skipped(page.keep(visitor)[1])  # it is sent once
    again = come(page, kept, article)
    assert again.conversation.article == visitor.conversation.article
    ask(page, again, "李四做了什么?")
    assert [t.answer.citations[0].quote for t in again.conversation.turns] == [
        "张三在北京主持了会议。",
        "李四也发了言。",
    ]
    Bringing(page).back(visitor, request())
    assert page.keep(visitor)[1] == ""  # the opening article need not be kept


def test_a_conversation_begun_anew_forgets_the_old_one(page):
    visitor = come(page)
    ask(page, visitor, "谁主持了会议?")
    Revising(page).renew(visitor, request())
    assert come(page, *page.keep(visitor)).conversation.turns == []


def test_another_opening_article_begins_anew(page):
    visitor = come(page)
    ask(page, visitor, "谁主持了会议?")
    other = article_from_text(MEETING)
    assert take_up(page.keep(visitor)[0], "", Desk(article=other)) is None


def test_a_stopped_and_a_failed_question_come_back_as_such(page):
    visitor = come(page)
    for turn in visitor.conversation.ask("总结全文"):
        if turn.state == "speaking":
            visitor.conversation.stop()
    ask(page, visitor, "谁主持了会议?")
    again = come(page, *page.keep(visitor))
    assert [t.state for t in again.conversation.turns] == ["stopped", "done"]
    assert again.conversation.turns[0].said == visitor.conversation.turns[0].said != ""


def test_what_cannot_be_sent_is_not_kept(page, monkeypatch):
    visitor = come(page)
    Bringing(page).paste(MEETING + "\ud83d", visitor, request())
    assert page.keep(visitor)[1] == ""
    monkeypatch.setattr(keeping, "MAX_KEPT_CHARS", 10)
    Bringing(page).paste(MEETING, visitor, request())
    assert page.keep(visitor)[1] == ""
    assert all(map(skipped, keep(None, OPENING)))


def changed(kept: str, **changes: object) -> str:
    """Return a kept conversation with the answer of its first turn changed."""
    data = json.loads(kept)
    data["turns"][0]["answer"] |= changes
    return json.dumps(data)


CITED = {"article_id": QA.article.id, "start": 0, "end": 3, "quote": "假的话", "focus": None}


@pytest.mark.parametrize(
    "changes",
    [
        {"citations": [CITED]},
        {"citations": [CITED | {"quote": QA.article.text[:3], "article_id": "0" * 16}]},
        {"citations": [CITED | {"end": 10**9, "quote": QA.article.text[:3]}]},
        {"confidence": 7},
        {"kind": "other"},
        {"text": "长" * 100_001},
        {"question": "长" * 2001},
        {"standalone_question": "长" * 2001},
        {"text": ""},
        {"text": None},
    ],
)
def test_an_answer_that_was_not_given_here_is_not_believed(page, changes):
    visitor = come(page)
    ask(page, visitor, "谁主持了会议?")
    kept = page.keep(visitor)[0]
    assert take_up(changed(kept), "", OPENING) is not None
    assert take_up(changed(kept, **changes), "", OPENING) is None


def test_another_text_than_the_conversation_was_about_is_not_believed(page):
    visitor = come(page)
    Bringing(page).paste(MEETING, visitor, request())
    ask(page, visitor, "谁主持了会议?")
    kept, article = page.keep(visitor)
    assert take_up(kept, article.replace("张三", "王五"), OPENING) is None
    assert take_up(kept, "", OPENING) is take_up(kept, None, OPENING) is None


def test_what_is_too_long_to_have_been_kept_here_is_not_read(page):
    visitor = come(page)
    Bringing(page).paste(MEETING, visitor, request())
    ask(page, visitor, "谁主持了会议?")
    kept, article = page.keep(visitor)
    for data, name in ((json.loads(kept), "said"), (json.loads(article), "title")):
        (data["turns"][0] if "turns" in data else data)[name] = "长" * keeping.MAX_KEPT_CHARS
        longer = json.dumps(data, ensure_ascii=False)
        assert take_up(*((longer, article) if "turns" in data else (kept, longer)), OPENING) is None
    visitor.conversation.turns[0].said = "长" * keeping.MAX_KEPT_CHARS
    assert page.keep(visitor)[0] == ""


@pytest.fixture
def slow(monkeypatch):
    """Articles that are begun, but never ready."""
    started = []
    monkeypatch.setattr(Desk, "start", lambda desk: started.append(desk))
    monkeypatch.setattr(keeping, "_desks", WeakSet())
    return started


def kept_about(text: str, title: str = "题") -> tuple[str, str]:
    conversation = {"article": Article.id_of(text), "turns": [{"question": "谁?", "state": "stopped"}]}
    return json.dumps(conversation), json.dumps({"title": title, "text": text})


def test_who_reloads_again_and_again_waits_for_one_article(slow):
    desks = {take_up(*kept_about(MEETING), OPENING).desk for _ in range(5)}
    assert len(desks) == 1 and slow == list(desks)
    assert take_up(*kept_about(MEETING, "另一题"), OPENING).desk not in desks


def test_no_more_articles_than_can_be_made_ready_soon_are_taken_up_at_once(slow):
    found = [take_up(*kept_about(MEETING, title=f"第{n}题"), OPENING) for n in range(keeping.MAX_COMING + 3)]
    assert len(slow) == keeping.MAX_COMING == len(found) - found.count(None)


def test_an_article_that_had_to_make_room_is_taken_up_anew(slow):
    first = take_up(*kept_about(MEETING), OPENING)
    first.put_away()
    assert take_up(*kept_about(MEETING), OPENING).desk is not first.desk


NAMES = st.sampled_from(["article", "turns", "question", "answer"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


@given(json_values | json_values.map(json.dumps) | st.text(max_size=40), json_values | json_values.map(json.dumps))
def test_whatever_a_browser_sends_a_visitor_is_welcomed(kept, article):
    found = take_up(kept, article, OPENING)
    assert found is None or (isinstance(found, Conversation) and found.desk is OPENING)
