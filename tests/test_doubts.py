"""Yes or no where a sentence speaks of a claim without saying that it is so, asked of the whole program."""

import pytest

from qa import ArticleQA
from qa.claim_words import same_free
from qa.doubts import is_of_before
from qa.rumours import in_denied_rumour, is_denied_rumour
from qa.set_aside import is_turned_down, is_undecided


def asked(text: str, question: str) -> str:
    return ArticleQA.from_text(text).answer(question).text


WALL = (
    "城墙南段预计国庆节前向市民开放，免费，但每天限流6000人。网上有人说登城要收80元门票，“那是谣言”，主任鄢敬亭说。"
    "城墙上不设商业摊点，夜间灯光秀也暂不考虑。北段毗邻居民区，搬迁协议尚未签完，何时动工没有时间表。"
)
MATCH = (
    "高中组救援赛中，岭南省队以286分夺冠，比亚军汉东省队多11分，季军由首次参赛的青原省队获得，得分269分。"
    "汉东队曾连续三届获得这一组别冠军。下届比赛移师绵城，时间初定在明年7月，将取消小学组的淘汰赛，改为展示赛。"
    "没有选手受伤，也没有机器人损坏。有传言称成绩可用于高考加分，秘书长亢立群予以否认。"
)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (WALL, "登城要收门票吗？"),
        (WALL, "城墙上能摆摊吗？"),
        (WALL, "北段已经开始修了吗？"),
        (MATCH, "成绩能用于高考加分吗？"),
        (MATCH, "有人受伤吗？"),
        (MATCH, "青原队以前参加过吗？"),
        (MATCH, "下届取消小学组吗？"),
        ("智能码头二期总投资62.5亿元，已完成八成。", "二期完工了吗？"),
        ("原告提出的要求快蜓公司公开道歉的请求，法院没有支持。", "法院有没有要求快蜓公司公开道歉？"),
        ("带头人是曾任附属医院副院长的葛清和，他现任肿瘤科主任。", "葛清和现在还是附属医院副院长吗？"),
        ("公司代理律师说，是否上诉目前尚未决定。", "公司已经决定上诉了吗？"),
        ("岭秀一中并不是县里最早这样做的学校。", "岭秀一中是不是全县第一个这样做的学校？"),
        ("专家指出西段排水沟坡度偏小，须在年底前整改。", "西段排水沟整改了吗？"),
        ("12人中只有2人到场，其余都请了假。", "12人都到场了吗？"),
    ],
)
def test_what_is_not_so_is_denied(text: str, question: str) -> None:
    assert asked(text, question).startswith("不是")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (WALL, "南段免费吗？"),
        ("景区昨日起取消门票，有人说会取消停车场，管理处予以否认。", "景区取消门票了吗？"),
        ("县里今年第一次推广“旱优9号”，计划种植8万亩。", "“旱优9号”以前是不是没在县里推广过？"),
        ("二期工程上月竣工，三期已完成八成。", "三期完成八成了吗？"),
        ("学校图书馆周三开放，学生自愿参加，不收费用。", "学校图书馆周三开放吗？"),
        ("桥体被冲垮后，桥上的车辆不幸冲入水中。", "车辆冲入水中了吗？"),
    ],
)
def test_what_is_so_is_not(text: str, question: str) -> None:
    assert not asked(text, question).startswith("不是")


def test_what_is_left_open_or_of_before_is_not_decided() -> None:
    qa = ArticleQA.from_text(
        "有投资者问及两港是否会合并，公司未作进一步回应。两港去年签署了合作备忘录。"
        "能否引入期货交割，还要等省里批复。" + MATCH
    )
    for question in ("两港会合并吗？", "汉东队这次得了冠军吗？", "能引入期货交割吗？"):
        assert not qa.answer(question).text.startswith("是"), question


def test_the_sentence_alone_is_quoted_where_the_verdict_is_not_sure() -> None:
    found = [
        ArticleQA.from_text(text).answer(question)
        for text, question in (
            ("市民带孩子看夜间急诊，目前仍要去老院区，新院区的急诊楼还在装修。", "现在可以去新院区的急诊吗？"),
            ("赠送的金额不在退款之列，充值的余额月底前退还。", "充值时送的钱也能退吗？"),
            ("青石桥站因出入口施工暂不停靠，列车将直接通过。", "现在能在青石桥站下车吗？"),
        )
    ]
    assert not any(answer.text.startswith("是") for answer in found if answer.confidence > 0.9)
    for answer in found:
        if answer.text.startswith("文中写道"):
            assert answer.citations
            assert answer.citations[0].quote in answer.text


def test_rumours_that_are_denied_answer_no_fact() -> None:
    told = "网上有人说登城要收80元门票,“那是谣言”,他说。"
    assert in_denied_rumour("门票多少钱?", told, "", told.index("80"))
    assert not in_denied_rumour("网上说门票多少钱?", told, "", told.index("80"))
    assert not in_denied_rumour("几点开门?", "9时开门,网上说要收费是谣言。", "", 0)
    assert "80" not in asked(WALL, "门票多少钱？").partition("最接近")[0]


def test_who_is_meant_is_not_cut_out_from_one_answer_to_the_next() -> None:
    text = "总裁权海峰6月因个人原因辞职，董事长端木诚暂代总裁职责，公司说正在市场化选聘，力争年内到位。"
    assert asked(text, "现在谁代理总裁？") == "端木诚"
    assert asked(text, "谁辞职了？") == "权海峰"


def test_what_stands_for_a_denial_may_be_elsewhere() -> None:
    assert is_denied_rumour("学校打算把周五也改成无作业日", "有传言说,学校打算把周五也改为无作业日。", "校长否认了。")
    assert not is_denied_rumour("学校没有打算改周五", "有传言说,学校打算改周五。", "校长否认了。")
    assert not is_of_before("甲队今年夺冠", "甲队去年亚军,今年夺冠。")
    assert not is_turned_down("原告要求公司道歉", "原告要求公司道歉,法院没有支持。")
    assert not is_undecided("公司决定上诉", "公司决定上诉。")
    assert same_free("免费") == "免费"


def test_what_belongs_to_another_word_is_no_part_of_an_amount() -> None:
    text = "中心设412间商铺，目前已签约287间。茶农阮细妹家今年春茶卖了六万多元，比去年多了一万元。"
    assert asked(text, "多少间商铺已签约？") == "287间"
    assert asked(text, "春茶比去年多了多少钱？") == "一万元"
