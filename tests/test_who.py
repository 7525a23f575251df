"""Who it was: by a name of any surname or letters, a role, a company; and those named together: 主演是谁? 甲、乙."""

import pytest

from qa import ArticleQA
from qa.question import analyse

FILM = (
    "由王一帆执导的电影《踏浪而行》8日上映，影片由张丹、张昊主演，讲述渔家姐弟的故事。制片人李建国表示，影片历时三年。"
)
REPORT = (
    "5日，海角渔业公司举行发布会。董事长姚远、总经理刘海民、副总经理贾明辉共同发布了年度报告。"
    "随后，主持人陈思和赵军宣布会议开始。"
)


@pytest.fixture(scope="module")
def film() -> ArticleQA:
    return ArticleQA.from_text(FILM)


@pytest.fixture(scope="module")
def report() -> ArticleQA:
    return ArticleQA.from_text(REPORT)


@pytest.mark.parametrize(
    ("question", "answer"),
    [("《踏浪而行》的主演是谁?", "张丹、张昊"), ("谁表示影片历时三年?", "李建国"), ("谁执导了这部电影?", "王一帆")],
)
def test_who_plays_are_all_that_are_named_together(film: ArticleQA, question: str, answer: str) -> None:
    reply = film.answer(question)
    assert reply.text == answer
    assert reply.citations[0].quote in FILM


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("谁共同发布了年度报告?", {"姚远", "刘海民", "贾明辉"}),
        ("公司的董事长是谁?", {"姚远"}),
        ("公司的总经理是谁?", {"刘海民"}),
    ],
)
def test_a_post_tells_one_of_them_apart(report: ArticleQA, question: str, names: set[str]) -> None:
    reply = report.answer(question)
    assert {n for n in ("姚远", "刘海民", "贾明辉") if n in reply.text} == names


@pytest.mark.parametrize(
    ("text", "question", "words", "fits"),
    [
        ("公司总经理宓成武提出了方案，厂长贺远表示赞成。", "谁提出了方案?", "宓成武", True),
        ("支架工呼延铁柱发现顶板异响。", "是谁发现异响的?", "呼延铁柱", True),
        ("多出的电费由城西供热公司承担。", "电费由谁承担?", "城西供热公司", True),
        ("中标的是城西供热公司。", "项目负责人是谁?", "城西供热公司", False),
        ("中标的是城西供热公司。", "是谁中了标?", "城西供热公司", True),
        ("(记者林佩瑜)由城西大学合办的夜游团首航。", "谁主办夜游团?", "城西大学", True),
        ("第二大股东城西投资拟减持股份。", "第二大股东是谁?", "城西投资", True),
        ("Harbour chairwoman Marguerite Tlali disputed the figure.", "Who disputed it?", "Marguerite Tlali", True),
        ("The bells are on loan from Tlali Holdings.", "Which person lent them?", "Tlali Holdings", True),
        ("司机卢广胜腿部骨折。", "开客车的司机叫什么?", "卢广胜", True),
        ("司机卢广胜腿部骨折。", "开客车的司机叫什么?", "腿部骨折", False),
    ],
)
def test_what_can_be_who_is_asked_for(text: str, question: str, words: str, fits: bool) -> None:
    case = ArticleQA.from_text(text).case(analyse(question))
    assert case.fits(0, words, statement=False) is fits
