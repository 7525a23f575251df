"""Who somebody is, and the item of the only list."""

import pytest

from qa.pipeline import ArticleQA

TEXT = """华星集团总经理周建国在年会上提出三点要求。首先，安全要抓牢。其次，质量要提高。第三，成本要降低。
年会由副总经理李敏主持，张华、王强、赵丽、刘洋等员工代表到场。"""


@pytest.fixture(scope="module")
def qa() -> ArticleQA:
    return ArticleQA.from_text(TEXT, title="华星集团年会")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("周建国是谁？", "华星集团总经理"),
        ("周建國是什麼人？", "华星集团总经理"),
        ("周建国是什么职务？", "华星集团总经理"),
        ("Who is 周建国?", "华星集团总经理"),
    ],
)
def test_somebody_is_told_by_the_post(qa: ArticleQA, question: str, answer: str) -> None:
    assert qa.answer(question).text == answer


def test_the_third_item_of_the_only_list_needs_no_topic(qa: ArticleQA) -> None:
    assert "成本要降低" in qa.answer("第三点是什么？").text
    assert "安全要抓牢" in qa.answer("第一点呢？").text


def test_who_is_only_named_says_nothing(qa: ArticleQA) -> None:
    assert not qa.answer("赵丽说了什么？").answerable


@pytest.mark.parametrize(
    ("question", "answer"),
    [("华星集团总经理是谁？", "周建国"), ("谁是华星集团的总经理？", "周建国"), ("副总经理叫什么名字？", "李敏")],
)
def test_who_holds_a_post(qa: ArticleQA, question: str, answer: str) -> None:
    assert qa.answer(question).text == answer


def test_the_post_of_another_company_is_not_told(qa: ArticleQA) -> None:
    assert not qa.answer("东方公司的校长是谁？").answerable
    assert not qa.answer("东方化工厂总经理是谁？").answerable
