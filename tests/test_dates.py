import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.dates import Date, dates, same_date, with_year


def parts(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(d.year, d.month, d.day) for d in dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年6月8日", [(2021, 6, 8)]),
        ("２０２１ 年 6 月 8 日", [(2021, 6, 8)]),
        ("二〇二一年六月八日", [(2021, 6, 8)]),
        ("21年6月8日", [(2021, 6, 8)]),
        ("2021-06-08 10:30", [(2021, 6, 8)]),
        ("2021/6/8", [(2021, 6, 8)]),
        ("2021.6.8", [(2021, 6, 8)]),
        ("2021-06", [(2021, 6, None)]),
        ("June 8, 2021", [(2021, 6, 8)]),
        ("from July 20 to 23 in Xining", [(None, 7, 20), (None, 7, 23)]),
        ("July 20 to 23,000 people", [(None, 7, 20)]),
        ("8 June 2021", [(2021, 6, 8)]),
        ("on Jun. 8th", [(None, 6, 8)]),
        ("May 3 to go", [(None, 5, 3)]),
        ("六月三十日", [(None, 6, 30)]),
        ("十二月", [(None, 12, None)]),
        ("28日上午", [(None, None, 28)]),
        ("本月8号", [(None, None, 8)]),
        ("6月8日至10日", [(None, 6, 8), (None, 6, 10)]),
        ("2021年6月8-10日", [(2021, 6, 8), (2021, 6, 10)]),
        ("1月至5月", [(None, 1, None), (None, 5, None)]),
        ("2018~2020年", [(2018, None, None), (2020, None, None)]),
        ("2021世界锦标赛", [(2021, None, None)]),
        ("in 2021 and later", [(2021, None, None)]),
    ],
)
def test_spellings(text: str, expected: list[tuple[int | None, int | None, int | None]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "3天", "6个月", "20年", "三年", "3日内", "100日元",
        "30日元", "中山路8号", "8号楼", "嫦娥5号", "2000人", "1998 cases",
        "2020-21赛季", "12.6.2021", "may march", "一日游", "农历八月十五日", "3.6月", "A6月", "",
    ],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    assert parts(text) == []


def test_offsets() -> None:
    text = "記者２０２１年６月８日報導：june 9"
    assert [text[d.start : d.end] for d in dates(text)] == ["２０２１年６月８日", "june 9"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("6月8日", "2021-06-08", True), ("六月八日", "June 8", True), ("2021年6月8日", "2020年6月8日", False),
        ("6月8日", "6月9日", False), ("8日", "6月8日", True), ("2021年", "6月", False), ("2021年", "2021/6/8", True),
    ],
)  # fmt: skip
def test_the_same_date(a: str, b: str, same: bool) -> None:
    assert same_date(dates(a)[0], dates(b)[0]) is same


def test_nothing_in_common_is_not_the_same() -> None:
    assert not same_date(Date(0, 1, None, None, None), Date(0, 1, 2021, 6, 8))


@pytest.mark.parametrize(
    ("words", "page", "before", "after", "year"),
    [
        ("6月8日", "2021-06-10", "", "", "2021年"),
        ("六月八日", "2021年06月10日 11:20", "", "", "2021年"),
        ("12月28日", "2023-01-05", "", "", "2022年"),
        ("7月", "2023-08-01", "", "", "2023年"),
        ("10月3日", "2023-08-01", "", "", "2023年"),
        ("11月3日", "2023-08-01", "", "", None),  # gone by, or to come
        ("11月3日前", "2023-08-01", "可于", "报名", "2023年"),
        ("8月底前", "2023-05-01", "工程", "已经完工", None),
        ("11月3日", "2023-04-01", "", "", "2022年"),
        ("11月3日", "2023-08-01", "展览将于", "", "2023年"),
        ("11月3日", "2023-08-01", "", "将开幕。", "2023年"),
        ("11月3日", "2023-08-01", "竣工將延後至", "", "2023年"),
        ("1月3日", "2023-12-20", "展览将于", "", "2024年"),
        ("1月3日", "2023-12-20", "", "", None),
        ("6月8日", "2021-06-10", "去年", "", "2020年"),
        ("明年6月8日", "2021-06-10", "", "", "2022年"),
        ("6月8日", "2021-06-10", "2019年3月动工,同年", "", None),
        ("2020年6月8日", "2021-06-10", "", "", None),
        ("8日", "2021-06-10", "", "", None),
        ("三个月", "2021-06-10", "", "", None),
        ("6月8日", "", "", "", None),
        ("6月8日", "昨天", "", "", None),
        ("June 8", "June 10, 2021", "Last year the fair opened on ", "", None),
    ],
)
def test_the_year_that_is_meant(words: str, page: str, before: str, after: str, year: str | None) -> None:
    assert with_year(words, page, before, after) == year


@given(st.text(alphabet="一二三十零〇0123456789年月日号至-/. june may,第", max_size=50))
def test_any_text_gives_dates_in_order_inside_it(text: str) -> None:
    found = dates(text)
    assert all(0 <= d.start < d.end <= len(text) for d in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(d.month is None or 1 <= d.month <= 12 for d in found)
    with_year(text, "2021-06-08", text, text)


@pytest.mark.parametrize("piece", ["一", "1", "6月", "2021-", "1至", "june ", "8 june ", "年月日", "1 ", "将于"])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    begun = time.process_time()
    dates(text)
    with_year("6月8日", text, text, text)
    assert time.process_time() - begun < 1.0
