import pytest

from qa.spelling import Spelling

TEXT = "会议由敖宏主持。碳达峰行动方案由刘祥民宣读。气温上升。"
SPELLING = Spelling(TEXT, ["敖宏", "刘祥民"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("敖红主持了什么?", "敖宏主持了什么?"),
        ("碳达锋行动方案是谁念的?", "碳达峰行动方案是谁念的?"),
        ("刘详民宣读了什么?", "刘祥民宣读了什么?"),
        ("What did Liu Xiangmin read out?", "What did 刘祥民 read out?"),
    ],
)
def test_a_word_that_sounds_like_one_of_the_article_is_spelled_like_it(typed: str, meant: str) -> None:
    assert SPELLING.mend(typed) == meant


@pytest.mark.parametrize(
    "question", ["谁主持会议?", "会义室在哪里?", "Who?", "期温是多少?", "敖宏宣读了什么?", "?", ""]
)
def test_any_other_question_stays_as_it_is(question: str) -> None:
    assert SPELLING.mend(question) == question


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("什么时候完工?", "什么时候完工?"),
        ("在哪里申请?", "在哪里申请?"),
        ("受里申请在哪?", "受理申请在哪?"),
        ("哪天延候完工?", "哪天延后完工?"),
    ],
)
def test_no_character_is_taken_from_the_word_beside_it(question: str, meant: str) -> None:
    assert Spelling("工程因故延后完工。公所9月受理申请，地点在一楼。", []).mend(question) == meant
