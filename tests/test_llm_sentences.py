"""The sentences of a language model's reply, with the passages that each names."""

import contextlib
import time

import pytest

from qa.errors import LLMError
from qa.llm_followup import believed
from qa.llm_sentences import NOT_TOLD, Said, sentences


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("会议召开。[2]李雷讲话。[3][4]", [("会议召开。", (2,)), ("李雷讲话。", (3, 4))]),
        ("会议召开[2]。李雷讲话[3,4]。", [("会议召开。", (2,)), ("李雷讲话。", (3, 4))]),
        ("投资3.5亿元。[1-3]", [("投资3.5亿元。", (1, 2, 3))]),
        ("他说：“好。”[2]会议结束。", [("他说：“好。”", (2,)), ("会议结束。", ())]),
        (
            "It rose 3.5 percent.[1] Mr. Li of the U.S. left. [2]",
            [("It rose 3.5 percent.", (1,)), ("Mr. Li of the U.S. left.", (2,))],
        ),
        ("**要点**：\n- 一要安全[1]\n- 二要稳定[2]\n", [("要点：", ()), ("一要安全", (1,)), ("二要稳定", (2,))]),
        ("<think>想。想。</think>\n回答：会议召开。", [("会议召开。", ())]),
        ("没有句号", [("没有句号", ())]),
        ("会议召开[1][9]，李雷讲话。[2]", [("会议召开。", (1, 9)), ("李雷讲话。", (2,))]),
        ("。。。[1]\n\n", []),
    ],
)
def test_sentences_in_any_pieces(reply: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    for size in (1, 2, 7, 1_000):
        found = sentences(reply[i : i + size] for i in range(0, len(reply), size))
        assert [(s.text, s.numbers) for s in found] == expected


def test_items_of_a_list_keep_their_marks() -> None:
    assert [(s.bullet, s.opens_line) for s in sentences(["1. 一。二。\n（二）三。\n- 四"])] == [
        ("1.", True),
        ("", False),
        ("（二）", True),
        ("-", True),
    ]


@pytest.mark.parametrize("part", ["!", "。[1", " ", "[1,", "1. ", "<think>", "\u200b"])
def test_no_reply_takes_the_square_of_its_length(part: str) -> None:
    started = time.process_time()
    with contextlib.suppress(LLMError):
        list(sentences((part * 8_000)[:8_000]))
    assert time.process_time() - started < 8  # minutes to hours, once


def test_a_sentence_without_an_end_is_none() -> None:
    with pytest.raises(LLMError, match="endless"):
        list(sentences(["会议召开。", "会" * 2_001]))


def test_what_nobody_sees_is_not_said() -> None:
    (said,) = sentences(["新馆投资\u202e3.", "2\u202c\u200b亿元\ud800\x1b。"])
    assert said.text == "新馆投资3.2亿元。"
    assert believed("她是\u202e什么\ud800职务?", "她是什么职务?", ()) == "她是什么职务?"


def test_the_sentinel_is_known_anywhere() -> None:
    assert [s.tells_nothing for s in sentences([f" {NOT_TOLD}。", "会议召开。"])] == [True, False]
    assert Said("会议").numbers == ()
