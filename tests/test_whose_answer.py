"""Answers that are another's: another post's holder, what a semicolon divides, an amount of another sort."""

import pytest

from qa.pipeline import ArticleQA
from qa.sorts import has_unit
from qa.spans import narrow

FINAL = """青浦女篮逆转夺冠

全国女子篮球锦标赛决赛昨晚在临海体育中心举行，青浦队以78比74逆转北江队，时隔9年再次捧起冠军奖杯，上座率达97%。

苏小瑾全场拿下31分和7次助攻；北江队得分最高的是外援沃伦，得到26分。青浦队队员苏小瑾还说，她会留队。"""


@pytest.fixture(scope="module")
def final() -> ArticleQA:
    return ArticleQA.from_text(FINAL)


def test_a_score_is_no_share(final: ArticleQA) -> None:
    assert final.answer("决赛比分是多少？").text == "78比74"
    assert not has_unit("决赛比分是多少?", "达97%")
    words = "青浦队以78比74逆转"
    assert words[slice(*narrow("比分是多少?", words, 0, len(words)))] == "78比74"


def test_behind_a_semicolon_it_is_of_somebody_else(final: ArticleQA) -> None:
    answer = final.answer("苏小瑾得了多少分？")
    assert answer.answerable
    assert "31分" in answer.text
    assert "26" not in answer.text


def test_who_holds_another_post_is_no_answer() -> None:
    qa = ArticleQA.from_text(
        "市政府昨天公布托育办法。社会局长赖小贞表示，全市有托育机构147家。\n\n理事长邱小彬呼吁补贴业者。"
    )
    assert not qa.answer("市长是谁？").answerable
    assert qa.answer("社会局长是谁？").text == "赖小贞"
    promoted = ArticleQA.from_text("公司昨天开会。总经理李小明作报告。\n\n会上，李小明被任命为董事长，他感谢了员工。")
    assert "李小明" in promoted.answer("董事长是谁？").text


def test_who_won_before_is_no_answer() -> None:
    qa = ArticleQA.from_text(
        "女篮决赛昨晚举行，青浦队以78比74逆转上届冠军北江队，时隔9年再次捧起冠军奖杯。\n\n赛事历时12天。"
    )
    assert "青浦队" in qa.answer("谁拿了冠军？").text
    assert "北江队" in qa.answer("上届冠军是哪支队？").text


def test_of_a_part_and_of_the_whole_both_may_be_true() -> None:
    qa = ArticleQA.from_text(
        "决赛昨晚举行。第三节，后卫苏小瑾独得14分，把比分追平。\n\n苏小瑾全场拿下31分，当选最有价值球员。"
    )
    assert "两种说法" not in qa.answer("苏小瑾得了多少分？").text
