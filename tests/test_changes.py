import pytest

from qa.changes import changed, is_a_change


@pytest.mark.parametrize(
    ("question", "text", "chosen", "told"),
    [
        ("投资多少?", "投资由6亿元缩减至4亿元", "6亿元缩减至4亿元", "4亿元"),
        ("原来的投资是多少?", "投资由6亿元缩减至4亿元", "4亿元", "6亿元"),
        ("投资减少了多少?", "投资由6亿元缩减至4亿元", "4亿元", "4亿元"),
        ("去年占比多少?", "占比从去年的18%升至35%", "35%", "18%"),
        ("去年产量多少?", "去年的产量由3万吨增至5万吨", "3万吨", "5万吨"),
        ("投资多少?", "投资6亿元，增至去年的两倍", "6亿元", "6亿元"),
    ],
)
def test_the_amount_that_it_came_to(question: str, text: str, chosen: str, told: str) -> None:
    at = text.index(chosen)
    assert text[slice(*changed(question, text, at, at + len(chosen), 0, len(text)))] == told


def test_a_change_is_no_level() -> None:
    assert is_a_change("有多少人?", "比上月增加")
    assert not is_a_change("增加了多少人?", "比上月增加")
    assert not is_a_change("捐了多少钱?", "共捐出")
