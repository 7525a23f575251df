"""Comparisons of two figures that the article states."""

import pytest

from qa.contrast import contrast_in, is_comparison
from qa.pipeline import ArticleQA

TEXT = """上半年，东湖市的图书馆接待读者12.6万人次，西湖市的图书馆接待读者13.1万人次。
东湖市有图书馆286家，西湖市有图书馆402家。
青石桥全长1.8公里，白云桥全长2300米。青石桥5月1日通车，白云桥10月1日通车。"""


@pytest.fixture(scope="module")
def qa() -> ArticleQA:
    return ArticleQA.from_text(TEXT, title="两市图书馆")


@pytest.mark.parametrize(
    ("question", "names", "ask"),
    [
        ("北京和上海的票房哪个更高?", ("北京", "上海"), "北京的票房是多少?"),
        ("北京與上海的票房哪個更高?", ("北京", "上海"), "北京的票房是多少?"),
        ("2022年与2023年相比，哪年的产量更大？", ("2022年", "2023年"), "2022年的产量是多少?"),
        ("甲队和乙队谁得分多?", ("甲队", "乙队"), "甲队的得分是多少?"),
        ("男生比女生多多少?", ("男生", "女生"), "男生有多少?"),
        ("甲桥和乙桥哪座更长", ("甲桥", "乙桥"), "甲桥有多长?"),
        ("甲厂和乙厂哪个先开工?", ("甲厂", "乙厂"), "甲厂什么时候开工?"),
    ],
)
def test_the_two_and_how_each_is_asked_for(question: str, names: tuple[str, str], ask: str) -> None:
    contrast = contrast_in(question)
    assert contrast is not None
    assert (contrast.names, contrast.ask[0]) == (names, ask)


@pytest.mark.parametrize(
    "question", ["公司和员工的关系是什么?", "谁比姚林大?", "A和B都来了吗?", "哪个更高?", "比" * 5000, "和" * 5000]
)
def test_other_questions_are_none(question: str) -> None:
    assert contrast_in(question) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("东湖市和西湖市的图书馆哪个更多?", "西湖市更多（东湖市：286家；西湖市：402家）。"),
        ("西湖市的图书馆比东湖市多几家?", "相差116家（西湖市：402家；东湖市：286家）。"),
        ("青石桥和白云桥哪座更长?", "白云桥更长（青石桥：1.8公里；白云桥：2300米）。"),
        ("青石桥和白云桥哪座先通车?", "青石桥更早（青石桥：5月1日；白云桥：10月1日）。"),
        ("西湖市的图书馆比东湖市多吗?", "是的（西湖市：402家；东湖市：286家）。"),
        ("東湖市的圖書館比西湖市多嗎？", "不是（東湖市：286家；西湖市：402家）。"),
        ("东湖市比西湖市图书馆多吗?", "不是（东湖市：286家；西湖市：402家）。"),
        ("东湖市图书馆比西湖市多吗?", "不是（东湖市：286家；西湖市：402家）。"),
        ("青石桥的长度是不是大于白云桥?", "不是（青石桥：1.8公里；白云桥：2300米）。"),
        ("青石桥的通车时间早于白云桥，对吗？", "是的（青石桥：5月1日；白云桥：10月1日）。"),
    ],
)
def test_compared_with_both_sentences(qa: ArticleQA, question: str, text: str) -> None:
    answer = qa.answer(question)
    assert answer.text == text
    assert len(answer.citations) == 2


def test_nothing_is_compared_where_one_is_not_told(qa: ArticleQA) -> None:
    assert not qa.answer("东湖市和南湖市的图书馆哪个更多?").text.startswith(("东湖市更", "南湖市更"))


def test_two_statements_that_conflict_are_both_shown() -> None:
    text = "警方称，事故造成3人死亡、5人受伤。\n医院方面则表示，事故造成4人死亡。"
    qa = ArticleQA.from_text(text, title="事故")
    answer = qa.answer("事故造成几人死亡？")
    assert answer.text == "文章有两种说法：3人；4人。"
    assert len(answer.citations) == 2
    assert "两种说法" not in qa.answer("事故造成多少人受伤？").text


def test_values_of_two_days_do_not_conflict() -> None:
    qa = ArticleQA.from_text("7月1日，仓库存粮3万吨。\n8月1日，仓库存粮4万吨。", title="存粮")
    assert "两种说法" not in qa.answer("仓库存粮多少吨？").text


def test_a_date_without_a_year_gets_the_year_of_the_page() -> None:
    text = "青山中学举行开学典礼\n发布时间：2021-09-02\n9月1日，青山中学举行开学典礼，校长王小明讲话。"
    qa = ArticleQA.from_text(text)
    assert qa.answer("开学典礼是什么时候举行的？").text == "9月1日（2021年）"


@pytest.mark.parametrize("question", ["西湖市的员工比东湖市多吗?", "西湖市的图书馆比南湖市多吗?"])
def test_what_is_compared_with_nothing_is_not_decided(qa: ArticleQA, question: str) -> None:
    assert not qa.answer(question).answerable


@pytest.mark.parametrize("claim", ["比" * 5000, "的" * 5000 + "高于去年", "高于" * 3000])
def test_a_long_claim_is_no_comparison(claim: str) -> None:
    assert not is_comparison(claim)
