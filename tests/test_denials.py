"""What a sentence denies or leaves untold is not affirmed."""

import pytest

from qa import ArticleQA
from qa.denials import is_of_all, is_untold, negated

TEXT = """Bus company drops plan for night line

MARLOW — Corvane Transit said Friday it would not start the night line between Marlow and Dunbridge this year.

The town council asked the company to extend the day service until ten, but the company refused. Corvane did not say \
whether tickets would become cheaper. Mayor Ingrid Solheim denied that the town had promised any money.

The old depot on Quarry Street was sold to a brewery in June. The brewery hired 14 of the 30 mechanics.
"""


@pytest.fixture(scope="module")
def system() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


@pytest.mark.parametrize(
    "question",
    [
        "Did the company agree to extend the day service?",
        "Will tickets become cheaper?",
        "Did the mayor say the town had promised money?",
        "Will Corvane start the night line this year?",
    ],
)
def test_no_yes_to_what_is_denied(system: ArticleQA, question: str) -> None:
    assert not system.answer(question).text.startswith("Yes")


def test_untold_is_refused(system: ArticleQA) -> None:
    assert not system.answer("Will tickets become cheaper?").answerable


def test_yes_all_the_same(system: ArticleQA) -> None:
    assert system.answer("Was the old depot sold to a brewery?").text.startswith("Yes")


@pytest.mark.parametrize(
    ("told", "claim", "denied"),
    [
        ("Sales declined 5% in June.", "sales fell in June", False),
        ("She declined to name the buyer.", "she named the buyer", True),
        ("No. 4 on the list is Marlow.", "Marlow is fourth on the list", False),
        ("该公司没有参加投标", "该公司参加投标", True),
        ("该公司参加了投标", "该公司参加投标", False),
    ],
)
def test_what_denies(told: str, claim: str, denied: bool) -> None:
    assert negated(told, claim) is denied


CHINESE = """青川县拟关停两所村小

青川晚报讯（记者 缪思源）县教育局昨天开会听取意见。副局长苗济川介绍，宿舍扩建工程预计明年7月完工。

校车线路拟开通4条，费用由财政和家长分担，具体票价尚未确定。桐岭小学的学生可自愿选择中心小学或龙湾小学，21名教师全部保留编制。

到场的23名家长代表中，有16人明确反对。县政府将在12月底前作出决定。
"""


@pytest.fixture(scope="module")
def hearing() -> ArticleQA:
    return ArticleQA.from_text(CHINESE)


@pytest.mark.parametrize(
    "question",
    [
        "宿舍扩建完工了吗?",
        "校车线路已经开通了吗?",
        "校车票价定了吗?",
        "县政府已经作出决定了吗?",
        "桐岭小学的学生必须去中心小学吗?",
        "家长们都反对吗?",
        "校车费用全部由财政出吗?",
    ],
)
def test_no_yes_to_what_is_to_come_or_is_of_some(hearing: ArticleQA, question: str) -> None:
    assert not hearing.answer(question).text.startswith("是的")


@pytest.mark.parametrize("question", ["教师都保留编制吗?", "县政府会在12月底前作出决定吗?", "有16人反对吗?"])
def test_yes_where_it_is_told(hearing: ArticleQA, question: str) -> None:
    assert hearing.answer(question).text.startswith("是的")


def test_shut_on_that_day() -> None:
    text = "县图书馆调整开放时间\n\n县图书馆从下月起调整开放时间，周二至周日上午8时30分开放，周一休馆。"
    system = ArticleQA.from_text(text)
    assert system.answer("图书馆礼拜一开放吗?").text.startswith("不是")
    assert system.answer("图书馆周二开放吗?").text.startswith("是的")


def test_untold_and_all() -> None:
    assert is_untold("门票免费", "主办方尚未公布门票是否免费", ["门票", "免费"])
    assert not is_untold("主办方没有公布票价", "主办方没有公布票价", ["主办方", "票价"])
    assert is_of_all("every mechanic was hired", "The brewery hired 14 of the 30 mechanics.")
