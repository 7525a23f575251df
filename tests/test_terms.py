import math

import pytest

from qa.terms import Relevance, content_terms, known_numerals, numerals, tokens
from qa.types import Article, Passage


def test_terms_are_character_pairs_and_latin_words() -> None:
    assert tokens("ESG體系，2020年A") == ["esg", "体系", "2020", "a"]
    assert tokens("…") == []


def test_what_asks_and_connects_is_no_content() -> None:
    assert content_terms("请问是谁主持了会议的呢?") == ["主持", "会议"]
    assert content_terms("Who chaired the meeting?") == ["chaired", "meeting"]
    assert content_terms("是什么?") == []


def passage(text: str) -> Passage:
    return Passage.of(Article("a", "t", text), 0, len(text))


def test_weights_and_coverage_by_hand() -> None:
    relevance = Relevance([passage("会议"), passage("会场"), passage("比赛")])
    # 会议 is in one of three passages: ln(1 + 2.5 / 1.5); 天气 in none: ln(1 + 3.5 / 0.5).
    assert math.isclose(relevance.weight("会议"), math.log(1 + 2.5 / 1.5))
    assert math.isclose(relevance.weight("天气"), math.log(8))
    assert math.isclose(
        relevance.coverage(["会议", "天气"], "开会议"),
        math.log(1 + 2.5 / 1.5) / (math.log(1 + 2.5 / 1.5) + math.log(8)),
    )
    assert relevance.coverage([], "任何") == 1.0
    assert relevance.coverage(["会议"], "") == 0.0


def test_numerals_are_compared_in_half_width() -> None:
    assert numerals("２０２０年增长3.5%") == {"2020", "3.5%"}


def test_what_is_only_about_so_many_is_no_number_that_an_article_must_have() -> None:
    assert numerals("Which four rivers flooded in the first half of 2023?") == {"2023"}
    assert numerals("九十年代末亏了六百多万,3号楼") == {"3"}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("30%的产品", "三成产品"),
        ("投入12000万元", "投入1.2亿元"),
        ("4點要求", "四点要求"),
        ("6月8日的会议", "2021-06-08会议"),
        ("第4届大会", "第四届大会"),
        ("六月八日", "June 8"),
    ],
)
def test_numbers_written_differently_meet(asked: str, told: str) -> None:
    assert set(content_terms(asked)) <= set(tokens(told))


def test_names_with_numerals_keep_their_pairs() -> None:
    assert {"二十", "十大", "四中", "中全"} <= set(tokens("二十大四中全会"))
    assert content_terms("二十大报告") == ["二十", "十大", "大报", "报告"]


def test_what_a_date_begins_is_a_word_by_itself() -> None:
    assert tokens("2020年度评选") == ["2020", "年度", "度评", "评选"]
    assert tokens("6月底") == ["6月", "月底"]


def test_no_measure_word_or_word_of_asking_is_content() -> None:
    assert content_terms("三个人参加了第三次会议吗") == ["3", "人参", "参加", "第3", "次会", "会议"]
    assert content_terms("哪三点要求") == ["点要", "要求"]


@pytest.mark.parametrize(
    ("asked", "told", "strange"),
    [
        ("30%的产品", "三成产品", False),
        ("4次会议", "四次会议", False),
        ("4次会议", "四是开会", False),
        ("占40%", "三成产品", True),
        ("投入2亿元", "投入1.2亿元", True),
        ("两人是什么关系", "父女关系", False),
        ("第3点要求", "一要开会", False),
        ("第三届", "第四届", True),
        ("2021年6月8日", "2021-06-08", False),
        ("C919首飞", "C929首飞", True),
        ("占30%", "占比(%) 30", False),
    ],
)
def test_a_value_that_an_article_does_not_have(asked: str, told: str, strange: bool) -> None:
    assert bool(numerals(asked) - known_numerals(told)) is strange


def test_a_pair_that_only_joins_two_words_is_no_content() -> None:
    relevance = Relevance([passage("姚林说。会上提出要求。")])
    assert relevance.content("姚林提出了天气要求?") == ["姚林", "提出", "天气", "气要", "要求"]
