from fractions import Fraction

import pytest

from qa.digits import english_value, value, written


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10), ("十二", 12), ("二十五", 25), ("一百零三", 103),
        ("两千", 2000), ("三", 3), ("〇", 0), ("2018", 2018),
        ("12000万", 120_000_000), ("120,000,000", 120_000_000), ("1.2亿", 120_000_000), ("一亿二千万", 120_000_000),
        ("1亿2000万", 120_000_000), ("3万5千", 35_000), ("三千五", 3_500), ("一万零五", 10_005), ("一百二", 120),
        ("2万亿", 2 * 10**12), ("二〇二一", 2021), ("一九四九", 1949), ("两点五亿", 250_000_000), ("百", 100),
    ],
)  # fmt: skip
def test_values(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize("numeral", ["七八", "十七八", "九一八", "三十百", "", "点", "1.2.3", "五x", "9" * 5_000])
def test_what_is_no_number_has_no_value(numeral: str) -> None:
    assert value(numeral) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [("seven", 7), ("ninety-nine", 99), ("three hundred and one", 301), ("two million five thousand", 2_005_000)],
)
def test_english_values(words: str, number: int) -> None:
    assert english_value(words) == number


@pytest.mark.parametrize("words", ["", "five twenty", "six eight", "many"])
def test_words_that_are_no_number(words: str) -> None:
    assert english_value(words) is None


def test_one_spelling() -> None:
    assert [written(Fraction(n)) for n in ("0.05", "1e8", "12.50", "2/7")] == ["0.05", "100000000", "12.5", "2/7"]
