"""The measures, against figures computed by hand."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import metrics
from qa.metrics import (
    Interval,
    RiskPoint,
    area_under_risk,
    auroc,
    calibration_error,
    contains,
    exact_match,
    f1,
    groups_met,
    normalise,
    percentile,
    percentile_interval,
    recall_at,
    reciprocal_rank,
    reliability,
    risk_coverage,
    wilson,
)


def test_examples_in_docstrings() -> None:
    result = doctest.testmod(metrics)
    assert result.attempted >= 14
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＥＳＧ 报告！", "esg报告"),
        ("誰主持了會議？", "谁主持了会议"),
        ("“绿色金融”——（2021）", "绿色金融2021"),
        ("30 %", "30%"),
        ("30％", "30%"),
        ("1,234,567元", "1234567元"),
        ("3.14", "3.14"),
        ("第3.", "第3"),
        ("2021.07.28", "20210728"),
        ("7、8", "78"),
        ("\ud800坏", "\ufffd坏"),
        ("", ""),
        ("，。！", ""),
    ],
)
def test_normalise(text: str, expected: str) -> None:
    assert normalise(text) == expected


@given(st.text(max_size=60))
def test_normalise_is_idempotent_enough_to_match_itself(text: str) -> None:
    assert exact_match(text, [text]) == 1.0
    assert f1(text, [text]) == (1.0 if normalise(text) else 0.0)


def test_exact_match_takes_any_reference() -> None:
    assert exact_match("百分之三十", ["30%", "百分之三十"]) == 1.0
    assert exact_match("30", ["30%"]) == 0.0
    assert exact_match("敖宏", []) == 0.0


def test_f1_counts_the_longest_run_in_common() -> None:
    # 中国铝业 (4) against 中国有色铝业 (6): the longest run in common is 2 characters -> 2·2/(4+6)
    assert f1("中国铝业", ["中国有色铝业"]) == pytest.approx(0.4)
    # the second reference is better: 4 of 4 -> 2·4/(4+4)
    assert f1("中国铝业", ["中国有色铝业", "中国铝业"]) == 1.0
    assert f1("甲乙", ["丙丁"]) == 0.0
    assert f1("", ["丙丁"]) == 0.0
    assert f1("甲乙", []) == 0.0


@given(st.text("甲乙丙，1 a", max_size=20), st.text("甲乙丙，1 a", max_size=20))
def test_f1_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert f1(a, [b]) == pytest.approx(f1(b, [a]))
    assert 0.0 <= f1(a, [b]) <= 1.0
    if exact_match(a, [b]) and normalise(a):
        assert f1(a, [b]) == 1.0


@pytest.mark.parametrize(
    ("answer", "wanted", "expected"),
    [
        ("主持人是敖宏。", "敖宏", True),
        ("２０２１年 6 月 8 日", "6月8日", True),
        ("6月18日", "8日", False),
        ("16月8日", "6月8日", False),
        ("增长1.5倍", "5倍", False),
        ("增长1.5倍", "1", False),
        ("增长1.5倍", "1.5", True),
        ("共5.", "5", True),
        ("达到 1,234 吨", "1234吨", True),
        ("选 7、8、9", "8", True),
        ("选 7、8、9", "78", False),
        ("2021.07.28", "2021", True),
        ("共十三家", "三", False),
        ("共十三家", "十三", True),
        ("三家", "三", True),
        ("一期工程和十三家，共三家", "三", True),
        ("百分之三十五", "百分之三十", False),
        ("十三年", "三年", False),
        ("一、二、三", "二", True),
        ("共3.", "3", True),
        ("會議在北京召開", "会议在北京", True),
        ("the Green  Finance plan", "green finance", True),
        ("什么都有", "，", False),
        ("什么都有", "", False),
    ],
)
def test_contains(answer: str, wanted: str, expected: bool) -> None:
    assert contains(answer, wanted) is expected


def test_groups_met_counts_each_group_once() -> None:
    groups = [["甲公司", "甲"], ["乙公司"], ["30%", "三成"]]
    assert groups_met("甲公司（甲）占三成", groups) == 2
    assert groups_met("", groups) == 0
    assert groups_met("随便", []) == 0


@pytest.mark.parametrize(
    ("answer", "groups", "met"),
    [
        ("是的，由敖宏主持。", [["是"]], 1),
        ("不是。", [["是"]], 0),
        ("不是，任命的是陈琪。", [["不是"], ["陈琪"]], 2),
        ("是陈琪，不是刘建平。", [["不是"]], 0),
        ("没有，共三家。", [["没有"], ["三家"]], 2),
        ("是否如此，文章没有说。", [["是"]], 0),
        ("Yes, in Beijing.", [["是", "Yes"]], 1),
        ("No: it was Chen.", [["yes"]], 0),
    ],
)
def test_yes_or_no_must_open_the_answer(answer: str, groups: list[list[str]], met: int) -> None:
    assert groups_met(answer, groups, yes_no=True) == met


def test_recall_and_reciprocal_rank() -> None:
    ranks = [2, None, 8, 1]
    assert [recall_at(ranks, k) for k in (1, 3, 8)] == [0.25, 0.5, 0.75]
    assert reciprocal_rank(ranks) == 1.0
    assert reciprocal_rank([None]) == 0.0
    with pytest.raises(ValueError, match="evidence"):
        recall_at([], 1)


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe, Statistics in Medicine 17, 1998, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_against_published_values(successes: int, n: int, low: float, high: float) -> None:
    interval = wilson(successes, n)
    assert interval.low == pytest.approx(low, abs=1e-4)
    assert interval.high == pytest.approx(high, abs=1e-4)


def test_wilson_of_nothing_and_of_nonsense() -> None:
    assert wilson(0, 0) == Interval(0.0, 1.0)
    with pytest.raises(ValueError, match="got 3"):
        wilson(3, 2)


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_share(a: int, b: int) -> None:
    n = a + b
    interval = wilson(a, n)
    assert 0.0 <= interval.low <= (a / n if n else 0.5) <= interval.high <= 1.0


def test_calibration_error() -> None:
    assert calibration_error([], []) == 0.0
    assert calibration_error([1.0, 0.0], [True, False]) == 0.0
    assert calibration_error([1.0, 1.0], [False, False]) == 1.0
    # bins (0.6, 0.7] and (0.1, 0.2]: |1.3-1|/4 + |0.3-1|/4
    assert calibration_error([0.65, 0.65, 0.15, 0.15], [True, False, True, False]) == pytest.approx(0.25)
    with pytest.raises(ValueError, match="zip"):
        calibration_error([0.1], [])


def test_risk_coverage() -> None:
    assert risk_coverage([], []) == []
    points = risk_coverage([0.2, 0.9, 0.5], [False, True, False])
    assert points == [RiskPoint(1 / 3, 0.0), RiskPoint(2 / 3, 0.5), RiskPoint(1.0, 2 / 3)]
    assert area_under_risk(points) == pytest.approx(1 / 3 * 0 + 1 / 3 * 0.5 + 1 / 3 * 2 / 3)


def test_percentile_is_one_of_the_values() -> None:
    values = [float(v) for v in range(1, 21)]
    assert (percentile(values, 0.5), percentile(values, 0.95), percentile(values, 1.0)) == (10.0, 19.0, 20.0)
    assert percentile([7.0], 0.95) == 7.0
    with pytest.raises(ValueError, match="0 values"):
        percentile([], 0.5)


def test_reliability_counts_every_reply_once() -> None:
    found = reliability([0.0, 0.1, 0.1000001, 1.0], [True, False, True, True])
    assert [(b.n, b.right) for b in found if b.n] == [(2, 1), (1, 1), (1, 1)]
    assert (found[0].low, found[0].high, found[-1].high, len(found)) == (0.0, 0.1, 1.0, 10)
    assert found[0].confidence == pytest.approx(0.05)
    assert found[5].confidence == 0.0


def test_wilson_takes_the_sum_of_a_mean() -> None:
    low, high = wilson(7, 10), wilson(8, 10)
    between = wilson(7.5, 10)
    assert low.low < between.low < high.low < between.high < high.high


def test_auroc() -> None:
    assert auroc([0.9, 0.8], [0.1]) == 1.0
    assert auroc([0.1], [0.8, 0.9]) == 0.0
    assert auroc([], [0.5]) == 0.5


def test_percentile_interval_stays_among_the_values() -> None:
    assert percentile_interval([7.0], 0.95) == (7.0, 7.0)
    values = [float(v) for v in range(1, 21)]
    low, high = percentile_interval(values, 0.95)
    assert low < percentile(values, 0.95) <= high == 20.0
    with pytest.raises(ValueError, match="0 values"):
        percentile_interval([], 0.5)
