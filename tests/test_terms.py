import math

from qa.terms import Relevance, content_terms, numerals, tokens
from qa.types import Article, Passage


def test_terms_are_character_pairs_and_latin_words() -> None:
    assert tokens("ESG體系，2020年A") == ["esg", "体系", "2020", "年", "a"]
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
    assert numerals("２０２０年增长3.5%") == {"2020", "3.5"}


def test_a_pair_that_only_joins_two_words_is_no_content() -> None:
    relevance = Relevance([passage("姚林说。会上提出要求。")])
    assert relevance.content("姚林提出了天气要求?") == ["姚林", "提出", "天气", "气要", "要求"]
