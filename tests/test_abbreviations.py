import pytest

from qa import ArticleQA
from qa.abbreviations import as_written


@pytest.mark.parametrize(
    ("question", "article", "written"),
    [
        ("CFO是谁?", "首席财务官章予怀表示", "首席财务官是谁?"),
        ("首席财务官是谁?", "CFO章予怀表示", "CFO是谁?"),
        ("谁是MVP?", "他当选最有价值球员", "谁是最有价值球员?"),
        ("央行说了什么?", "中国人民银行昨天宣布", "人民银行说了什么?"),
        ("央行说了什么?", "央行（人民银行）昨天宣布", "央行说了什么?"),
        ("AIDS是什么?", "人工智能", "AIDS是什么?"),
        ("经营收入多少?", "营业收入三亿元", "经营收入多少?"),
        ("礼拜天开门吗?", "周日休息", "周日开门吗?"),
        ("星期一开门吗?", "星期一休息", "星期一开门吗?"),
        ("CEO是谁?", "总经理章予怀表示", "CEO是谁?"),
    ],
)
def test_as_the_article_writes_it(question: str, article: str, written: str) -> None:
    assert as_written(question, article) == written


def test_it_is_asked_so() -> None:
    text = "合川科技发布新品\n\n合川科技首席执行官章予怀昨天在苏州发布了第三代机器人，售价12万元。"
    answer = ArticleQA.from_text(text).answer("CEO是谁?")
    assert answer.text == "章予怀"
