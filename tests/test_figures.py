import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures import Figure, figures, same_figure


def only(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    "spellings",
    [
        ["三成", "30%", "百分之三十", "30 percent", "３０％", "百分之30", "thirty per cent", "占三成以上"],
        ["1.2亿", "12000万", "120,000,000", "一亿二千万", "1亿2000万", "1.2億", "120 million", "１.２亿"],
        ["一千二百", "1200", "1,200", "1千2百", "1.2 thousand"],
        ["第四届", "第4届", "第 4 屆", "4th"],
        ["半数", "一半", "50%", "百分之五十", "五成", "half of"],
        ["3倍", "三倍", "3 倍"],
        ["三次", "完成三次认证", "3次"],
        ["三百人", "近三百人", "附近三百人"],
        ["670海里", "670 nautical miles"],
        ["两人", "二人", "2人", "2名", "兩位", "two people"],
        ["四点要求", "4项要求", "四條要求", "4个要求", "four requirements"],
        ["300元", "三百元", "¥300", "300元人民币", "300 yuan"],
        ["5公里", "五公里", "5千米", "5 km"],
        ["下午2点30分", "14:30", "14时30分", "2:30 p.m", "2点半"],
        ["三分之一", "3分之1"],
        ["三季度", "第三季度", "3季度"],
        ["两年半", "2.5年"],
        ["首届", "第一届", "第1届"],
        ["十四届全国人大", "第十四届", "第14届"],
        ["3.5个百分点", "三点五个百分点"],
    ],
)
def test_the_same_however_it_is_written(spellings: list[str]) -> None:
    for a, b in itertools.combinations(spellings, 2):
        assert same_figure(only(a), only(b)), (a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("30%", "30人"), ("30元", "30美元"), ("30%", "3成5"), ("第四届", "四届"), ("3公里", "3公斤"), ("三人", "四人"),
        ("670海里", "670公里"),
        ("5个百分点", "5%"), ("上午8点", "晚上8点"), ("$5 million", "5万美元"),
        ("3家", "3次"), ("3个", "3元"), ("50%", "半年"),
    ],
)  # fmt: skip
def test_not_the_same(a: str, b: str) -> None:
    assert not same_figure(only(a), only(b))


@pytest.mark.parametrize(
    "text",
    [
        "一些人一起走", "万一下雨", "三农工作", "统一安排",
        "一定一般一样一直", "十分重要", "千万别去", "一带一路", "五一假期",
        "双十一", "每一个人", "哪一年", "一方面", "几十人", "数百人",
        "上百人", "七八个人", "十七八岁", "十几人", "成立", "三成立",
        "零部件", "三部门", "两群岛", "一时心软", "百年老店", "万户千家", "5G",
        "C919", "COVID-19", "007", "1.2.3", "EG.5", "2021年6月8日", "上半年",
        "one of them", "second", "A1",
    ],
)  # fmt: skip
def test_words_with_numerals_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_offsets_and_units() -> None:
    text = "會議指出，超過３０多萬名職工（占三成）於6月8日完成第2輪培訓，投入1.2億元。"
    found = figures(text)
    assert [text[f.start : f.end] for f in found] == ["３０多萬名", "三成", "第2輪", "1.2億元"]
    assert [text[f.start : f.number] for f in found] == ["３０多萬", "三成", "第2", "1.2億"]
    assert [f.unit for f in found] == ["人", "", "轮", "元"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("30%-40%", ["3/10", "2/5"]),
        ("30-40%", ["3/10", "2/5"]),
        ("百分之三十至四十", ["3/10", "2/5"]),
        ("2-3万元", ["20000", "30000"]),
        ("三至五年", ["3", "5"]),
        ("500至3万元", ["500", "30000"]),
    ],
)
def test_both_ends_of_a_range(text: str, values: list[str]) -> None:
    low, high = figures(text)
    assert [str(low.value), str(high.value)] == values
    assert (low.unit, low.kind) == (high.unit, high.kind)


@given(st.text(alphabet="一二两十百千万亿零第首半成点分之年月日号时:.,%0123456789多至-个元人 hundredtwo$", max_size=60))
def test_any_text_gives_figures_in_order_inside_it(text: str) -> None:
    found = figures(text)
    assert all(0 <= f.start < f.number <= f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "一",
        "1",
        "1,",
        "1.",
        "百分之",
        "一百万",
        "1万",
        "第",
        "3至",
        "two ",
        "two hundred and ",
        "1:",
        "半",
        "三成",
        "0 ",
    ],
)
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    begun = time.process_time()
    figures((piece * 10_000)[:10_000])
    assert time.process_time() - begun < 1.0
