"""Amounts and times are of the clause that speaks of what is asked about."""

import pytest

from qa import ArticleQA
from qa.beside import is_the_opposite

TEXT = """制陶名家庹景行逝世

澄湖日报讯 制陶名家庹景行因病医治无效，于11月16日在澄湖逝世，享年91岁。

庹景行1935年出生，1953年考入艺术专科学校学习制陶，1958年毕业后留校任教，直到1996年退休。

澄湖县2015年以来已关停窑场34座，目前还有19座。庹景行的女儿沈冼心现为乐团大提琴手。
"""


@pytest.fixture(scope="module")
def system() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("庹景行哪一年毕业?", "1958年"),
        ("庹景行哪一年退休?", "1996年"),
        ("2015年以来关停了多少座窑场?", "34座"),
        ("目前还有多少座窑场?", "19座"),
    ],
)
def test_the_one_in_that_clause(system: ArticleQA, question: str, answer: str) -> None:
    assert system.answer(question).text == answer


def test_a_daughter_is_no_son(system: ArticleQA) -> None:
    assert not system.answer("庹景行的儿子叫什么?").answerable
    assert system.answer("庹景行的女儿叫什么?").text == "沈冼心"


@pytest.mark.parametrize(
    ("question", "clause", "opposite"),
    [
        ("上午几点开会?", "下午三点开会", True),
        ("上午几点开会?", "上午九点到下午三点开会", False),
        ("进口额多少?", "出口额三亿元", True),
        ("开会的有多少人?", "下午有三人开会", False),
    ],
)
def test_words_that_exclude_each_other(question: str, clause: str, opposite: bool) -> None:
    assert is_the_opposite(question, clause) is opposite


def test_the_opposite_of_a_claim_is_told() -> None:
    text = "沧平公安通报\n\n警方已抓获蒲某和戚某，另有一名绰号“老六”的上线在逃。商场负责人说，夏季商场延长营业。"
    system = ArticleQA.from_text(text)
    assert not system.answer("老六落网了吗?").text.startswith("是的")
    assert not system.answer("夏季商场缩短营业吗?").text.startswith("是的")
