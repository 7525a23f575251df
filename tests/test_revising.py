"""Taking back, judging and handing out a conversation: what the functions behind the buttons do."""

import base64
import json
import re
from pathlib import Path

import gradio as gr
import pytest
from test_app import Shown, request, skipped, visitor_of
from test_app import page as page

from qa import default_article
from qa.feedback import MAX_COMMENT_CHARS, FeedbackFile
from qa.question_sets import read_question_set
from ui.conversation import Desk, Visitor
from ui.handing_out import file_html, hand_out
from ui.opinions import Opinions
from ui.page import Page
from ui.revising import Revising


def asked(page: Page, *questions: str) -> Visitor:
    visitor = visitor_of(page)
    for question in questions:
        list(page.ask(question, visitor, request()))
    return visitor


def event(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def questions_of(visitor: Visitor) -> list[str]:
    return [turn.question for turn in visitor.conversation.turns]


# --- taking back


def test_a_retried_question_is_answered_again_in_its_own_place_and_the_draft_stays(page):
    visitor = asked(page, "谁主持了会议?", "他是什么职务?")
    first = visitor.conversation.turns[-1]
    steps = list(Revising(page).retry(visitor, request()))
    assert questions_of(visitor) == ["谁主持了会议?", "他是什么职务?"] and visitor.conversation.turns[-1] is not first
    assert visitor.conversation.turns[-1].answer.standalone_question == "敖宏是什么职务?"
    assert "value" not in steps[0][0]._constructor_args[0]


def test_an_edited_question_takes_the_place_of_the_last_one(page):
    visitor = asked(page, "谁主持了会议?", "会议花了多少钱?")
    box, talk, news = Revising(page).edit(visitor, request())
    assert box.value == "会议花了多少钱?" and "turn editing" in talk and "替换上一个问题" in news
    list(page.ask("会议是什么时候召开的?", visitor, request()))
    assert questions_of(visitor) == ["谁主持了会议?", "会议是什么时候召开的?"]
    Revising(page).edit(visitor, request())
    box, talk, _ = Revising(page).edit(visitor, request())  # pressed a second time: as before
    assert box.value == "" and "turn editing" not in talk
    list(page.ask("谁发了言?", visitor, request()))
    assert len(visitor.conversation.turns) == 3


def test_what_was_taken_back_can_be_restored(page):
    visitor = asked(page, "谁主持了会议?", "会议花了多少钱?")
    _, talk, article, _ = Revising(page).undo(visitor, request())
    assert "已撤回“会议花了多少钱?”" in talk and Shown(article).exact == "敖宏"
    *_, (_, _, talk, *_), _ = Revising(page).restore(visitor, request())
    assert questions_of(visitor) == ["谁主持了会议?", "会议花了多少钱?"] and "已撤回" not in talk
    for _ in range(3):
        _, talk, article, _ = Revising(page).undo(visitor, request())
    assert questions_of(visitor) == [] and Shown(article).cited == ""


def test_follow_ups_no_longer_lean_on_what_was_taken_back(page):
    visitor = asked(page, "谁主持了会议?", "贾明星代表谁表示祝贺?")
    Revising(page).undo(visitor, request())
    list(page.ask("他是什么职务?", visitor, request()))
    assert visitor.conversation.turns[-1].answer.standalone_question == "敖宏是什么职务?"


def test_a_new_conversation_keeps_the_old_one_to_read(page):
    visitor = asked(page, "谁主持了会议?")
    _, talk, article, _ = Revising(page).renew(visitor, request())
    assert "turn" not in Shown(talk).tags and questions_of(visitor) == [] and Shown(article).cited == ""
    assert [past.turns[0].question for past in visitor.past] == ["谁主持了会议?"]


def test_with_nothing_to_take_back_nothing_happens(page):
    visitor = visitor_of(page)
    assert [len(list(f(visitor, request()))) for f in (Revising(page).retry, Revising(page).restore)] == [1, 1]
    assert Revising(page).edit(visitor, request())[0].value == ""
    for does in (Revising(page).undo, Revising(page).renew, Revising(page).edit):
        assert "会话已过期" in does(None, request())[-1]


# --- judging

LONG = {"turn": 0, "rating": "down", "comment": "长" * (MAX_COMMENT_CHARS + 1)}


@pytest.fixture
def opinions(tmp_path) -> Opinions:
    return Opinions(FeedbackFile(tmp_path / "feedback.jsonl"))


def test_thumbs_become_test_questions(page, opinions):
    visitor = asked(page, "谁主持了会议?", "他是什么职务?", "会议花了多少钱?")
    talk, news = opinions.rate(visitor, request(), event(turn=1, rating="up"))
    assert "aria-pressed='true'>有用" in talk and "已记下" in news
    opinions.rate(visitor, request(), event(turn=0, rating="down", right="姚林", comment="<b>不对"))
    opinions.rate(visitor, request(), event(turn=2, rating="down", not_told=True, right="不算"))
    made = read_question_set(opinions.file.path, articles=opinions.file.articles).questions
    assert [(q.turns[-1], q.answers, q.answerable) for q in made] == [
        ("他是什么职务?", (("中铝集团党组副书记、董事",),), True),
        ("谁主持了会议?", (("姚林",),), True),
        ("会议花了多少钱?", (), False),
    ]
    assert made[0].turns == ("谁主持了会议?", "他是什么职务?")


def test_a_thumb_pressed_twice_is_kept_once(page, opinions):
    visitor = asked(page, "谁主持了会议?")
    opinions.rate(visitor, request(), event(turn=0, rating="up"))
    assert all(map(skipped, opinions.rate(visitor, request(), event(turn=0, rating="up"))))
    assert opinions.file.path.read_text().count("\n") == 1


@pytest.mark.parametrize(
    "data",
    [
        {"turn": 7},
        {"turn": "0"},
        {"turn": True},
        {},
        {"turn": 0, "rating": "down", "comment": "长" * (MAX_COMMENT_CHARS + 1)},
    ],
)
def test_an_opinion_that_cannot_be_kept_is_told_and_changes_nothing(page, opinions, data):
    visitor = asked(page, "谁主持了会议?")
    talk, _ = opinions.rate(visitor, request(), event(**data))
    assert skipped(talk) and visitor.conversation.turns[0].rating is None and not opinions.file.path.exists()


def test_where_nothing_is_kept_nothing_is_asked(page):
    visitor = asked(page, "谁主持了会议?")
    assert skipped(Opinions(None).rate(visitor, request(), event(turn=0))[0])
    assert page.welcome("", "", request())[2] == ""
    qa = default_article()
    asking = Page(opening=Desk(article=qa.article, qa=qa), feedback=FeedbackFile(Path("unused")))
    assert "<dialog" in asking.welcome("", "", request())[2]


# --- handing out


def test_a_conversation_is_handed_out_to_the_byte_each_time_it_is_wanted(page):
    visitor = asked(page, "谁主持了会议?")
    made = [hand_out(visitor, request(), event(format=form)) for form in ("markdown", "json", "json")]
    names, files = zip(*(re.search("data-name='(.*?)' data-file='(.*?)'", m).groups() for m in made), strict=True)
    assert names[0].endswith("新模式赋能添色.md") and names[1].endswith(".json")
    assert "## 谁主持了会议?" in base64.b64decode(files[0]).decode("utf-8")
    assert json.loads(base64.b64decode(files[1]))["turns"][0]["answer"]["text"] == "敖宏"
    assert made[1] != made[2] and files[1] == files[2]
    assert skipped(hand_out(visitor_of(page), request(), event())) and skipped(hand_out(None, request(), event()))


def test_the_name_of_a_file_is_made_of_letters_and_figures():
    assert "data-name='a-b-c.md'" in file_html("x", title="a/b\\c'>", suffix="md")
    assert "data-name='article.md'" in file_html("x", title="…", suffix="md")
