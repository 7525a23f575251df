import pytest

from qa.numerals import of_another, value


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("十", 10), ("十二", 12), ("二十五", 25), ("一百零三", 103), ("两千", 2000), ("三", 3), ("〇", 0), ("2018", 2018)],
)
def test_values(numeral: str, number: int) -> None:
    assert value(numeral) == number


@pytest.mark.parametrize(
    ("question", "told", "another"),
    [
        ("第三届大会由谁主持?", "第四届大会由敖宏主持。", True),
        ("第4届大会由谁主持?", "第四届大会由敖宏主持。", False),
        ("2019年的产量?", "2020年产量为三吨。", True),
        ("2020年的产量?", "2018~2020年产量为三吨。", False),
        ("“十二五”期间做了什么?", "“十三五”期间修了路。", True),
        ("谁主持?", "第四届大会由敖宏主持。", False),
        ("第三届大会由谁主持?", "敖宏主持会议。", False),
    ],
)
def test_another_of_a_series(question: str, told: str, another: bool) -> None:
    assert of_another(question, told) is another
