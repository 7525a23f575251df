"""Two questions in one message."""

import pytest

from qa.compound import joined, parts
from qa.pipeline import ArticleQA
from qa.types import Answer, Citation


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("谁主持了会议？会议在哪里召开？", ["谁主持了会议？", "会议在哪里召开？"]),
        ("会议什么时候开的，以及有多少人参加？", ["会议什么时候开的？", "有多少人参加？"]),
        ("誰主持會議，幾點開始？", ["誰主持會議？", "幾點開始？"]),
        ("Who chaired the meeting and where was it held?", ["Who chaired the meeting?", "where was it held?"]),
        ("What is it about? Who wrote it?", ["What is it about?", "Who wrote it?"]),
        ("总结全文，并告诉我作者是谁", ["总结全文？", "告诉我作者是谁？"]),
        ("我看了这篇报道。谁受伤了？伤势如何？", ["我看了这篇报道。谁受伤了？", "伤势如何？"]),
    ],
)
def test_two_questions_are_told_apart(message: str, expected: list[str]) -> None:
    assert parts(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "提出了哪些要求，分别是什么？",  # the second says more about the first
        "谁和谁结婚了？",
        "如果下雨，谁来决定，去哪里？",
        "无论谁来，都要做什么？",
        "“谁是英雄？什么是勇敢？”是谁说的？",  # the questions are quoted
        "甲和乙哪个多，还是一样多？",
        "这几天，哪里下雨？",
        "会议由谁主持",
        "？？？！",
        "a,b,c",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert parts(message) == [message]


def test_more_than_a_few_questions_are_not_cut_up() -> None:
    message = "谁来了？" * 5
    assert parts(message) == [message]


def test_a_message_of_ten_thousand_characters_takes_no_time() -> None:
    for message in ("谁，" * 5000, "“" * 10_000, "什么时候" * 2500, "? " * 5000):
        assert parts(message)


def test_both_are_answered_and_the_second_leans_on_the_first() -> None:
    qa = ArticleQA.from_text(
        "昨天，王小明主持了开学典礼。王小明是青山中学的校长。典礼在学校礼堂举行。", title="开学典礼"
    )
    answer = qa.answer("谁主持了开学典礼？典礼在哪里举行？")
    assert answer.answerable
    assert answer.text.startswith("1. 王小明\n2. ")
    assert "礼堂" in answer.text
    assert len(answer.citations) == 2
    assert [c.start for c in answer.citations] == sorted(c.start for c in answer.citations)
    follow_up = qa.chat().ask("谁主持了开学典礼？他是什么职务？")
    assert "校长" in follow_up.text.split("\n")[1]


def test_a_conversation_goes_on_after_two_questions() -> None:
    qa = ArticleQA.from_text(
        "昨天，王小明主持了开学典礼。典礼在学校礼堂举行。王小明是青山中学的校长。", title="开学典礼"
    )
    chat = qa.chat()
    chat.ask("典礼在哪里举行？谁主持了开学典礼？")
    assert chat.ask("他是什么职务？").standalone_question == "王小明是什么职务?"
    assert len(chat.turns) == 2


def _answer(*, told: bool, confidence: float, citations: tuple[Citation, ...] = ()) -> Answer:
    return Answer("甲" if told else "没有说。", told, confidence, citations, "fact", "问?", "问?", {"read": 2.0})


def test_joined_is_as_sure_as_the_least_sure_and_keeps_only_proofs() -> None:
    proof, nearest = Citation("x", 4, 6, "证明"), Citation("x", 0, 2, "附近")
    both = joined(
        "问?问?",
        [
            _answer(told=True, confidence=0.9, citations=(proof,)),
            _answer(told=False, confidence=0.7, citations=(nearest,)),
        ],
    )
    assert (both.answerable, both.confidence, both.citations) == (True, 0.7, (proof,))
    assert both.timings_ms["read"] == 4.0
    neither = joined("问?问?", [_answer(told=False, confidence=0.9, citations=(nearest,))] * 2)
    assert (neither.answerable, neither.citations) == (False, (nearest,))
