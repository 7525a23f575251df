"""Ordinary news that a reviewer found rules to answer wrongly, or to refuse, where they go too far."""

import pytest

from qa import ArticleQA


def asked(text: str, question: str) -> str:
    return ArticleQA.from_text(text).answer(question).text


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("青江跨江大桥昨日正式通车，预计通车后两岸车程将缩短至20分钟。", "青江跨江大桥通车了吗?"),
        ("因道路施工，市图书馆停车场临时关闭，图书馆照常开放。", "图书馆开放吗?"),
        ("华星公司股东大会将于周五召开，周五下午会场附近道路封闭。", "股东大会周五召开吗?"),
        ("男子比赛上午举行，女子比赛下午举行。", "男子比赛上午举行吗?"),
        ("王志强3比1战胜李春明获得男子单打冠军。", "冠军是王志强吗?"),
    ],
)
def test_what_is_so_is_not_denied(text: str, question: str) -> None:
    assert not asked(text, question).startswith("不是")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "Marlow council approved the road plan without debate on Monday.",
            "Did the council approve the road plan?",
        ),
        ("The airline Corvane suspended flights and cancelled bookings on Friday.", "Did Corvane suspend flights?"),
    ],
)
def test_what_is_so_is_not_denied_in_english(text: str, question: str) -> None:
    assert not asked(text, question).startswith("No")


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("女子100米决赛中，欧阳胜男以11秒52的成绩夺得冠军。", "谁夺得女子100米冠军?", "欧阳胜男"),
        ("男子单打决赛举行，王志强3比1战胜李春明，获得冠军。", "冠军在决赛中战胜了谁?", "李春明"),
        (
            "在教练刘伟国的带领下，王志强获得冠军，市体育局局长陈国平为他颁奖。",
            "谁为冠军颁奖?",
            "陈国平",
        ),
        ("青江书画展5月1日在市美术馆开幕，将持续至6月30日。", "青江书画展什么时候结束?", "6月30日"),
        ("公司的会员价从50元调整为80元。", "会员价调整前是多少?", "50元"),
        ("公司去年成立，目前有员工300人。", "去年成立的华星公司目前有多少员工?", "300人"),
        ("Wild geese arrive at Lake Marlow in April.", "What time of year do the geese arrive?", "April"),
    ],
)
def test_what_is_asked(text: str, question: str, answer: str) -> None:
    assert answer in asked(text, question)


def test_a_report_is_no_notice() -> None:
    text = "市政府印发停车管理办法\n2024年5月3日 来源：青江晚报\n市政府于4月28日印发停车管理办法，自6月1日起施行。"
    assert asked(text, "办法什么时候印发的?") != "2024年5月3日"


def test_how_much_earlier_than_planned() -> None:
    text = "霖江大桥维修工程比原计划提前9天完工，将于11月27日恢复通车。核定载重5吨以上的货车全天禁止通行。"
    assert asked(text, "维修工程提前了几天完工?") == "9天"
    assert asked(text, "5吨以上的货车可以通行吗?").startswith("不是")


def test_who_was_to_come_and_could_not() -> None:
    text = "柿子节在白鹭乡开幕，副县长屠文渊致辞。原定参加开幕式的专家缪思远因航班取消未能到场。"
    assert not asked(text, "缪思远出席开幕式了吗?").startswith("是的")
    assert not asked("原定5月完工的霖江大桥昨日完工通车。", "霖江大桥完工了吗?").startswith("不是")
    assert not asked("霖江大桥维修工程比原计划提前9天完工。", "霖江大桥维修工程完工了吗?").startswith("不是")
