"""Sentences that share figures, names and words with an article, and that it does not tell; a reader found them."""

from functools import cache

import pytest

from embeddings.encoder import load_encoder
from qa.article import article_from_text
from qa.prepared import PreparedArticle, prepare
from qa.proof import prove

NOT_TOLD = [
    (
        "青石杯决赛昨晚结束，东道主枫溪队以3比1击败卫冕冠军河阳队。芦湾队获得铜牌。",
        ("河阳队夺得青石杯冠军。", "芦湾队夺得青石杯冠军。"),
    ),
    (
        "今年前三季度，全县接待游客186万人次，同比增长34%，旅游收入12.4亿元，同比增长41%。",
        ("旅游收入同比增长34%。", "前三季度游客同比增长41%。"),
    ),
    (
        "青石县概况。县宾馆去年接待游客2000人。县里还修了两条路。",
        ("县宾馆没有接待游客。",),
    ),
    (
        "青石县防汛工作开展。县防汛办检查了水库。",
        ("县防汛办没有检查水库。",),
    ),
    (
        "今年公司首次向农户免费发放化肥，保持每天供水。",
        ("公司没有向农户免费发放化肥。", "公司没有保持每天供水。"),
    ),
    (
        "青石中学今年照常举行校运会，共有300名学生参加。",
        ("青石中学今年没有举行校运会。",),
    ),
    (
        "青石大桥停止通行，仅允许公交车通过。",
        ("青石大桥没有允许公交车通过。",),
    ),
    (
        "县防汛办避免了人员伤亡，消防队转移群众300人。",
        ("消防队没有转移群众300人。",),
    ),
    (
        "他放弃了高薪工作，取消了婚礼，回到村里。",
        ("他没有取消婚礼。", "他从未放弃高薪工作。"),
    ),
    (
        "今年小麦总产量为360吨，玉米总产量为300吨。",
        ("小麦产量比去年高60吨。", "玉米总产量为660吨。"),
    ),
    (
        "今年出口额为450亿元，进口额为150亿元。",
        ("出口额占进口额的33%。", "出口额增长300亿元。", "出口额同比增长3倍。"),
    ),
    (
        "甲厂有工人200人，产值80万元，缴税20万元，占地12亩。",
        ("甲厂总产值100万元。", "甲厂总产值16000万元。", "甲厂缴税总额为240万元。"),
    ),
    (
        "公司今年净利润5亿元，剩余3亿元用于分红。",
        ("公司今年净利润总额为8亿元。",),
    ),
    (
        "The bridge cost 30 million yuan and the tunnel cost 12 million yuan.",
        ("The bridge cost 18 million yuan less than the tunnel.",),
    ),
    (
        "景区每天8时至17时开放。",
        ("景区每天开放21小时。", "景区每天开放33小时。"),
    ),
    (
        "青石大桥工程2018年获批，但直到2022年才开工，由李明负责。",
        ("青石大桥工程4年前开工。", "青石大桥工程工期为4年。"),
    ),
    (
        "全镇小麦、玉米种植面积分别为300亩和500亩，其余为大豆。",
        ("全镇只种小麦。", "全镇只有小麦和玉米。"),
    ),
    (
        "张伟获得一等奖，李强和其余三人获得二等奖，专家称赛事水平高于往年。",
        ("只有李强获得二等奖。",),
    ),
    (
        "村里修路，县里补助40%，镇里补助35%，其余由村民自筹。",
        ("村里修路，县里补助25%。",),
    ),
    (
        "今年参赛300人，比去年多20人，比前年少30人。",
        ("前年参赛人数为280人。", "前年参赛人数为50人。"),
    ),
    (
        "商场5月3日卖出电视80台，创下今年单日最高纪录。",
        ("商场前五个月卖出电视80台。",),
    ),
    (
        "副市长傅建国说，明年将新建三座水厂。局长萧远山说，今年的水价不会上涨。",
        ("傅建国说，今年的水价不会上涨。",),
    ),
    (
        "今年小麦总产量为360吨，玉米总产量为300吨。",
        ("小麦产量比玉米低60吨。", "玉米产量比小麦多60吨。"),
    ),
    (
        "甲镇有茶园3000亩，乙镇有茶园1000亩。",
        ("乙镇的茶园是甲镇的3倍。",),
    ),
    (
        "一车间产值50万元，二车间产值80万元，三车间产值65万元。",
        ("三车间产值最高。", "二车间的产值最低。"),
    ),
]
TOLD = [
    (
        "今年前三季度，全县接待游客186万人次，同比增长34%，旅游收入12.4亿元，同比增长41%。",
        ("旅游收入同比增长41%。", "前三季度接待游客同比增长34%。", "全县旅游收入12.4亿元。"),
    ),
    (
        "6日上午，青石县发生4.0级地震，房屋被淹没的说法不实，为减少损失，县里限期整改。",
        ("6日上午，青石县发生了一次4.0级地震。", "为了减少损失，青石县限期整改。"),
    ),
    (
        "王某因偷走了店里的东西被处以拘留五日。",
        ("王某被拘留5天。", "王某偷了东西，被拘留五日。"),
    ),
    (
        "甲镇有茶园3000亩，乙镇有茶园1000亩。",
        ("甲镇的茶园是乙镇的3倍。", "乙镇的茶园比甲镇少2000亩。"),
    ),
    (
        "一车间产值50万元，二车间产值80万元，三车间产值65万元。",
        ("二车间产值最高，为80万元。",),
    ),
    (
        "公司放弃了索赔。",
        ("公司没有索赔。",),
    ),
    (
        "今年小麦总产量为360吨，玉米总产量为300吨。",
        ("小麦产量比玉米高60吨。", "小麦比玉米多60吨。", "小麦和玉米总产量为660吨。"),
    ),
    (
        "今年出口额为450亿元，进口额为150亿元。",
        ("出口额是进口额的3倍。",),
    ),
    (
        "全镇小麦、玉米种植面积分别为300亩和500亩，其余为大豆。",
        ("全镇玉米的种植面积比小麦大，为500亩。",),
    ),
    (
        "今年参赛300人，比去年多20人，比前年少30人。",
        ("去年参赛人数为280人。",),
    ),
]


@cache
def prepared_of(text: str) -> PreparedArticle:
    return prepare(article_from_text(text), load_encoder(None, threads=1))


def pairs_of(rows: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    return [(text, claim) for text, claims in rows for claim in claims]


@pytest.mark.parametrize(("text", "claim"), pairs_of(NOT_TOLD))
def test_what_only_looks_told_is_not_proven(text: str, claim: str) -> None:
    prepared = prepared_of(text)
    assert not prove(claim, prepared.passages, prepared).holds


@pytest.mark.parametrize(("text", "claim"), pairs_of(TOLD))
def test_what_follows_is_proven(text: str, claim: str) -> None:
    prepared = prepared_of(text)
    assert prove(claim, prepared.passages, prepared).holds


def test_a_clause_of_nothing_but_joints_is_read_at_once() -> None:
    prepared = prepared_of("净利润12亿元，" + "并且" * 200 + "增长34%。营收20亿元，同比增长5%。")
    assert prove("净利润增长7%。", prepared.passages, prepared).failed == "figure"
    assert prove("营收同比增长5%。", prepared.passages, prepared).holds
