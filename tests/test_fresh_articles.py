"""Kinds of questions that articles of new sorts (results, quarterly reports, court, interviews) showed to go wrong."""

import pytest

from qa import ArticleQA
from qa.types import Answer

RULES = """沧浪市发布共享单车新规
交通运输局副局长罗舒雁介绍，截至9月底，全市共有三家企业投放共享单车18.6万辆，其中“快骑”9.2万辆，“绿行”6.1万辆，“小桔”3.3万辆。
《办法》共七章四十二条，自今年11月1日起施行，有效期五年。此前征求意见稿中“违停一次扣费20元”的条款，因反对意见较多，最终未予保留。
“快骑”沧浪公司总经理程北望表示，停放准确率由62%提高到91%。“绿行”方面则透露，将把维护人员从180人增至260人。记者致电“小桔”，截至发稿未获回复。"""
MATCH = """女足联赛第18轮综述
江州队主场3∶2逆转岭东队，升至积分榜首位。第58分钟，小将卜晴头球扳回一城；第77分钟，队长费晓棠主罚点球命中；伤停补时第4分钟，卜晴再度建功，完成绝杀。
卫冕冠军海陵队主场1∶1战平马柳河队，以22分跌至第八。海陵队上周刚刚宣布原主帅方正则下课，由助理教练宋以沫暂代。
其他场次，北浦队2∶0完胜青屿队，津门队前锋仇雨菲以15球继续领跑射手榜。"""
REPORT = """星海半导体披露三季报
前三季度净利润2.16亿元，上年同期为亏损1.05亿元。车规级芯片占营收比重由上年同期的22%升至33%。研发人员1863人，较年初减少74人。
公司董事会完成换届，创始人庄怀民不再担任董事，由原总经理、46岁的佟励接任董事长；总经理一职由原首席财务官夏可昕出任。
公司拟在临江市建设封测基地，该事项尚需提交11月20日召开的股东大会审议。此前市场传闻公司将收购德国厂商莱茵微电，公司证券部人士表示“没有应披露而未披露的信息”。"""
COURT = """蓟州水务集团原董事长一审获刑十二年
法院对被告人卓世铭以受贿罪判处有期徒刑十一年；以滥用职权罪判处有期徒刑三年，决定执行有期徒刑十二年。
卓世铭通过其妻弟侯启明收受财物。公开简历显示，卓世铭2003年任水利局副局长，2011年升任局长。他2022年3月被带走调查，同年9月被开除党籍，次年1月被提起公诉。卓世铭当庭表示不上诉。
侯启明因犯利用影响力受贿罪被判处有期徒刑四年，他不服判决，已提出上诉。接替卓世铭出任水务集团董事长的是原副总经理阮静姝。"""
CABLE_CAR = """云梦山景区缆车停运
8月2日下午，一条索道突发故障停运，43名游客被困在11个吊厢内。消防部门采用绳索速降的方式将25人救下；其余18人随吊厢返回站台。恢复时间另行通知。这是该索道六年来第二次因雷击停运，上一次发生在2019年7月，当时无游客被困。"""
INTERVIEW = """对话昆虫学家裴若兰
记者：“一亩留一分”是什么意思？
裴若兰：租一箱蜜蜂授粉，2015年是80块，今年涨到了260块。"""
RESTORER = """古籍修復師
國家圖書館古籍修復室裡，六十三歲的修復師簡秋蓮正用鑷子揭起一張書頁。小組有十一人，平均年齡三十四歲。一頁的補洞時間由四小時縮短到二十分鐘。最後兩冊預計今年底交件。"""
FERRY = """Harbour ferry to return as Kelsey Bay approves subsidy
An amendment by Mr Thorne to limit the subsidy was defeated by eight votes to five.
The council has not decided whether bicycles will be carried.
Ana Duarte, now 29, found that at least seven of the 312 objects had forged papers.
Asked whether Laos would seek compensation, he smiled."""


@pytest.fixture(scope="module")
def systems() -> dict[str, ArticleQA]:
    return {}


def asked(systems: dict[str, ArticleQA], text: str, question: str) -> Answer:
    if text not in systems:
        systems[text] = ArticleQA.from_text(text)
    return systems[text].answer(question)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (RULES, "哪家企业投放的车最多？", "“快骑”"),
        (RULES, "哪家企业投放的车最少？", "“小桔”"),
        (RULES, "绿行现在有多少维护人员？", "180人"),
        (RULES, "程北望是哪家公司的？", "“快骑”沧浪公司"),
        (RULES, "哪家企业没有回应？", "小桔"),
        (RULES, "《办法》一共多少条？", "四十二条"),
        (MATCH, "江州和岭东的比分是多少？", "3∶2"),
        (MATCH, "绝杀球是谁进的？", "卜晴"),
        (MATCH, "海陵队积分多少？", "22分"),
        (MATCH, "北浦队赢了谁？", "青屿队"),
        (MATCH, "海陵队的新教练是谁？", "宋以沫"),
        (REPORT, "车规级芯片占营收多少？", "33%"),
        (REPORT, "新董事长是谁？", "佟励"),
        (REPORT, "新总经理是谁？", "夏可昕"),
        (REPORT, "佟励多大年纪？", "46岁"),
        (COURT, "卓世铭的妻弟叫什么？", "侯启明"),
        (COURT, "受贿罪判了几年？", "十一年"),
        (COURT, "卓世铭什么时候当上水利局局长的？", "2011年"),
        (COURT, "什么时候被开除党籍？", "同年9月"),
        (COURT, "新董事长是谁？", "阮静姝"),
        (COURT, "阮静姝之前是什么职务？", "副总经理"),
        (CABLE_CAR, "多少人被困？", "43名"),
        (RESTORER, "簡秋蓮今年幾歲？", "六十三歲"),
        pytest.param(
            RESTORER,
            "最後兩冊什麼時候完成？",
            "今年底",
            marks=pytest.mark.xfail(strict=True, reason="reader-v8 told it of 今年底交件, reader-v9 finds no answer"),
        ),
        (RESTORER, "机器补一页要多久？", "二十分鐘"),
        (RESTORER, "以前补一页要多久？", "四小時"),
        (FERRY, "How many objects had forged papers?", "seven"),
        (FERRY, "How old is Ana Duarte?", "29"),
    ],
)
def test_the_answer_is_just_this(systems: dict[str, ArticleQA], text: str, question: str, answer: str) -> None:
    found = asked(systems, text, question)
    assert found.answerable
    assert found.text == answer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (REPORT, "年初有多少研发人员？"),  # 1863 less 74 is not said
        (CABLE_CAR, "索道什么时候恢复？"),
        (CABLE_CAR, "这次停运发生在哪一年？"),
        (INTERVIEW, "“一亩留一分”是什么意思？"),
        (INTERVIEW, "现在租一箱蜜蜂多少钱？"),  # told, but found neither by 2015年 nor as 80块
        (COURT, "卓世铭的妻子叫什么？"),
        (RULES, "办法什么时候失效？"),
    ],
)
def test_what_stands_near_is_no_answer(systems: dict[str, ArticleQA], text: str, question: str) -> None:
    found = asked(systems, text, question)
    wrong = {"1863人", "2019年7月", "80块", "侯启明", "六年", "11月1日", "什么意思"}
    assert not found.answerable or not any(words in found.text for words in wrong)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (RULES, "违停一次要扣20块钱吗？"),
        (REPORT, "股东大会通过了吗？"),
        (REPORT, "公司要收购莱茵微电吗？"),
        (FERRY, "Was Thorne's amendment adopted?"),
        (FERRY, "Will bicycles be carried?"),
        (FERRY, "Will Laos seek compensation?"),
    ],
)
def test_not_affirmed(systems: dict[str, ArticleQA], text: str, question: str) -> None:
    assert not asked(systems, text, question).text.startswith(("是", "Yes"))


def test_somebody_else_is_not_said_to_do_what_they_do_not(systems: dict[str, ArticleQA]) -> None:
    assert "卓世铭" not in asked(systems, COURT, "侯启明上诉了吗？").text


TOGETHER = """海渡飞鱼队输球
飞鱼队方面，陈思远、外援奥康、后卫吴凯分别得到26分、22分和11分。东城区、西关区、临港区的新增端口分别为2.1万个、1.7万个和1.4万个。
其妻孟丽、公司财务主管高翔分别被判处有期徒刑八年和五年六个月，各处罚金50万元和20万元。柳湾村、上坪村各转移1108人和760人。
充电桩收入则下降8.3%。副总经理钱立因个人原因辞职。造成2人死亡、9人受伤。事故没有造成火灾。"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("奥康拿了几分？", "22分"),
        ("吴凯得了多少分？", "11分"),
        ("高翔被判多久？", "五年六个月"),
        ("孟丽罚了多少钱？", "50万元"),
        ("上坪村转移了多少人？", "760人"),
        ("临港区新增了多少个端口？", "1.4万个"),
        ("哪个区新增的端口最多？", "东城区"),
        ("充电桩收入是涨了还是跌了？", "下降"),
        ("谁辞职了？", "钱立"),
    ],
)
def test_one_of_several_told_together(systems: dict[str, ArticleQA], question: str, answer: str) -> None:
    assert asked(systems, TOGETHER, question).text == answer


METRO = """白鹭市地铁5号线首通
首通段、1号线和3号线的日均客流预计分别为16万、72万和58万人次。总投资由批复时的152亿元增加到171亿元。
65岁以上老人凭“鹭岛一卡通”免费乘坐，早晚高峰除外。卫生间太少，14座车站只有9座设有。"""


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("哪条线客流最多？", "1号线"),
        ("批复时的投资是多少？", "152亿元"),
        ("总投资是多少？", "171亿元"),
        ("多少座车站有卫生间？", "9座"),
    ],
)
def test_before_and_after_part_and_whole(systems: dict[str, ArticleQA], question: str, answer: str) -> None:
    assert asked(systems, METRO, question).text == answer


def test_what_is_free_costs_nothing(systems: dict[str, ArticleQA]) -> None:
    assert asked(systems, METRO, "老人坐车要钱吗？").text.startswith("不是")
