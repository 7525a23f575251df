"""Claims held against the article."""

from dataclasses import replace

import pytest

from qa.claim_signals import ClaimSignals, likely
from qa.denials import negated
from qa.passages import Sentence
from qa.pipeline import ArticleQA
from qa.question import analyse
from qa.weighing import _figures, _opposed, somebody_else, weigh
from qa.yes_no import claim_of

TEXT = """6月8日，华星集团在青山县召开年会，总经理周建国作了报告。副总经理李敏宣读了《节能行动方案》。
集团去年营收12亿元，比上年增长三成，员工由800人增加到1000人。
集团没有裁员。明年计划在东湖区新建一座工厂。"""


@pytest.fixture(scope="module")
def qa() -> ArticleQA:
    return ArticleQA.from_text(TEXT, title="华星集团召开年会")


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("会议由周建国主持吗？", "会议由周建国主持"),
        ("會議是不是由周建國主持的？", "会议由周建国主持的"),
        ("营收增长了30%，对吗？", "营收增长了30%"),
        ("营收增长了30%，是不是？", "营收增长了30%"),
        ("集团裁员了没有？", "集团裁员"),
        ("是否裁员？", "裁员"),
        ("请问集团盈利了吧？", "集团盈利"),
        ("Is it true that revenue rose?", "revenue rose"),
    ],
)
def test_what_is_claimed(question: str, claim: str) -> None:
    assert claim_of(question) == claim


@pytest.mark.parametrize(
    ("claim", "same", "other"),
    [
        ("营收增长了30%", True, None),
        ("营收是十二亿元", True, None),
        ("营收是1200000000元", True, None),
        ("营收是15亿元", False, "12亿元"),
        ("营收增长两成", False, "三成"),
        ("营收增长了", False, None),
    ],
)
def test_figures_are_compared_by_value(claim: str, same: bool, other: str | None) -> None:
    told = "集团去年营收12亿元,比上年增长三成。"
    found = _figures(claim, Sentence(0, len(told), 0), told)
    assert (found.same, found.differs) == (same, other is not None)
    assert (told[slice(*found.instead)] if found.instead else None) == other


def test_dates_are_compared_however_they_are_written() -> None:
    told = "6月8日,集团召开年会。"
    sentence = Sentence(0, len(told), 0)
    assert _figures("年会在六月八日召开", sentence, told).same
    assert _figures("年会在2021-06-08召开", sentence, told).same
    found = _figures("年会在6月9日召开", sentence, told)
    assert found.differs
    assert found.instead is not None
    assert told[slice(*found.instead)] == "6月8日"


def test_of_several_figures_the_one_of_the_same_thing_stands_instead() -> None:
    told = "集团举办第四届大会暨第五届降碳节。"
    found = _figures("这是第三届降碳节", Sentence(0, len(told), 0), told)
    assert found.differs
    assert found.instead is not None
    assert told[slice(*found.instead)] == "第五届"


def test_a_negation_counts_only_beside_what_is_claimed() -> None:
    assert negated("集团没有裁员。", "集团裁员")
    assert not negated("不少人参加,集团召开年会。", "集团召开年会")
    assert not negated("他没有到场,但是年会如期召开。", "年会召开")


def test_opposites_in_the_same_place() -> None:
    assert _opposed("员工减少到1000人", "员工增加到1000人")
    assert _opposed("甲比乙开花晚", "甲的花期为3月至5月,比乙早约一个月")
    assert not _opposed("甲比乙开花早", "甲的花期为3月至5月,比乙早约一个月")
    assert not _opposed("员工增加到1000人", "员工增加到1000人")


def test_each_signal_moves_the_probability_its_way() -> None:
    plain = ClaimSignals(0.8, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 1.0, 0.0)
    found = likely(plain)
    assert 0 < found.true < 1
    assert found.false == 0.0, "nothing stands against it"
    for name in ("figure_differs", "name_differs", "otherwise"):
        assert likely(replace(plain, **{name: 1.0})).false > 0.5
    for change in ({"covered": 0.1}, {"unknown": 1.0}, {"name_elsewhere": 1.0}, {"told": -3.0}, {"true": -3.0}):
        assert likely(replace(plain, **change)).true < found.true
    assert likely(replace(plain, told=-3.0)).told < found.told


def test_what_stands_instead_is_told(qa: ArticleQA) -> None:
    for question, right in (
        ("《节能行动方案》是周建国宣读的吗？", "李敏"),
        ("集团去年营收是15亿元吗？", "12亿元"),
        ("年会是6月9日召开的吗？", "6月8日"),
    ):
        answer = qa.answer(question)
        assert answer.text == f"不是，是{right}。", question
        focus = answer.citations[0].focus
        assert focus is not None
        assert TEXT[slice(*focus)] == right


def test_the_deputy_is_not_the_head() -> None:
    qa = ArticleQA.from_text("公司昨天公布计划。副总经理李敏在会上宣读了《节能行动方案》。\n\n方案从7月起实行。")
    assert qa.answer("李敏是总经理吗？").text.startswith("不是")
    assert qa.answer("李敏是副总经理吗？").text.startswith("是")


def test_who_did_it_is_called_after_it() -> None:
    qa = ArticleQA.from_text(
        "公司昨天召开年会，介绍了计划。\n\n集团党组副书记李敏主持会议并致辞。\n\n方案从7月起实行。"
    )
    assert qa.answer("李敏是这次会议的主持人吗？").text.startswith("是")


def test_the_deciding_sentence_is_cited(qa: ArticleQA) -> None:
    case = qa.case(analyse("集团裁员了吗？"))
    found = weigh(case, claim_of("集团裁员了吗？"))
    assert TEXT[found.sentence.start : found.sentence.end] == "集团没有裁员。"
    assert found.signals.turned == 1.0


def test_an_unknown_thing_is_a_signal(qa: ArticleQA) -> None:
    assert weigh(qa.case(analyse("集团收购了酒店吗？")), "集团收购了酒店").signals.unknown == 1.0
    assert weigh(qa.case(analyse("集团召开年会了吗？")), "集团召开年会").signals.unknown == 0.0


def test_a_premise_about_somebody_else_is_corrected(qa: ArticleQA) -> None:
    answer = qa.answer("周建国宣读的行动方案叫什么？")
    assert not answer.answerable
    assert answer.text.startswith("文章里是李敏，不是周建国。")
    assert somebody_else(qa.case(analyse("李敏宣读的行动方案叫什么？"))) is None


@pytest.mark.parametrize(
    "question", ["吗？吗", "是" * 1900 + "吗？", "《" * 500 + "吗？", "3" * 1500 + "元吗？", "是不是不是不是吗"]
)
def test_odd_questions_get_an_answer(qa: ArticleQA, question: str) -> None:
    assert qa.answer(question).text


@pytest.mark.parametrize(
    ("question", "opens", "tells"),
    [
        ("集团裁员了吗？", "不是", "没有裁员"),
        ("集团没有召开年会，对吗？", "不是", "召开年会"),
    ],
)
def test_no_comes_with_what_the_article_has(qa: ArticleQA, question: str, opens: str, tells: str) -> None:
    answer = qa.answer(question)
    assert answer.text.startswith(opens)
    assert tells in answer.text
    assert any(c.quote in TEXT for c in answer.citations)


def test_a_figure_of_something_else_is_no_yes(qa: ArticleQA) -> None:
    case = qa.case(analyse("集团去年营收增长12%吗？"))
    assert weigh(case, "集团去年营收增长12%").signals.figure_elsewhere == 1.0
    case = qa.case(analyse("集团去年营收12亿元吗？"))
    assert weigh(case, "集团去年营收12亿元").signals.figure_elsewhere == 0.0


def test_a_name_that_stands_elsewhere_speaks_against_a_claim(qa: ArticleQA) -> None:
    case = qa.case(analyse("王建军宣读了《节能行动方案》吗？"))
    assert weigh(case, "王建军宣读了《节能行动方案》").signals.name_elsewhere == 1.0
    case = qa.case(analyse("李敏宣读了《节能行动方案》吗？"))
    assert weigh(case, "李敏宣读了《节能行动方案》").signals.name_elsewhere == 0.0


def test_a_rate_of_growth_is_of_what_the_clause_before_it_names() -> None:
    qa = ArticleQA.from_text(
        "县文旅局统计，今年前三季度接待游客186万人次，同比增长34%，旅游收入12.4亿元，同比增长41%。"
    )
    assert qa.answer("旅游收入增长了34%吗？").text.startswith("不是")
    assert qa.answer("旅游收入增长了41%吗？").text.startswith("是")
    assert qa.answer("接待游客同比增长34%吗？").text.startswith("是")
    assert not qa.answer("接待游客同比增长41%吗？").text.startswith("是")


def test_a_ban_reaches_what_it_forbids() -> None:
    assert negated("公路禁止载重5吨以上货车通行。", "货车通行")
    assert not negated("公路没有载重5吨以上的货车通行。", "货车通行")


def test_what_is_forbidden_may_not_be_done() -> None:
    qa = ArticleQA.from_text(
        "菜园禁止使用化学农药，一经发现将收回菜地。认领人可以自己耕种，也可以请村民代管，但不得转租。\n\n"
        "雷雨时不宜在铁栅栏、铁路轨道附近停留。游客不得携带易燃品入园，孩子们可以来看土豆。"
    )
    for question in (
        "可以打农药吗？",
        "菜地能不能转租？",
        "打雷的時候能在鐵路軌道旁邊停留嗎？",
        "可以带易燃品入园吗？",
    ):
        answer = qa.answer(question)
        assert answer.text.startswith("不是"), question
        assert len(answer.citations) == 1
    for question in ("认领人可以自己耕种吗？", "可以请村民代管吗？", "孩子们可以来看土豆吗？"):
        assert qa.answer(question).text.startswith("是"), question
    assert not qa.answer("能带宠物入园吗？").text.startswith("不是")


def test_the_claim_with_the_articles_own_date_tells_whether_it_is_about_that(qa: ArticleQA) -> None:
    told = "6月8日,集团召开年会。"
    assert _figures("年会在6月9日召开", Sentence(0, len(told), 0), told).corrected == "年会在6月8日召开"
    assert _figures("年会在6月8日召开", Sentence(0, len(told), 0), told).corrected == "年会在6月8日召开"
    told = "集团去年营收12亿元,比上年增长三成。"
    assert _figures("营收是15亿元", Sentence(0, len(told), 0), told).corrected == "营收是12亿元"
    assert qa.answer("会是6月9日开的吗？").text == "不是，是6月8日。"
