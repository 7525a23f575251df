"""Ordinary news that two more reviewers found rules to answer wrongly, where they go too far or not far enough."""

import pytest

from qa import ArticleQA


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("去年广东和浙江的出口额分别为5.9万亿元和3.9万亿元。", "广东的出口额是多少？", "5.9万亿元"),
        ("去年广东和浙江的出口额分别为5.9万亿元和3.9万亿元。", "浙江的出口额是多少？", "3.9万亿元"),
        ("国内汽、柴油价格每吨分别上涨275元、260元。", "汽油每吨涨多少？", "275元"),
        ("2018年全县只有民宿12家，如今增加到230家。", "现在有多少家民宿？", "230家"),
        ("中国队共收获91块奖牌，其中金牌40块。", "中国队获得多少枚奖牌？", "91块"),
        ("The lake is 40m deep and the dam is 120ft high. The car hit 90mph.", "How high is the dam?", "120ft"),
        ("The lake is 40m deep and the dam is 120ft high. The car hit 90mph.", "How fast was the car going?", "90mph"),
        (
            "李强因盗窃罪被判有期徒刑二年，王刚犯盗窃罪和抢劫罪，决定执行有期徒刑十年。",
            "李强被判几年？",
            "二年",
        ),
        ("孙某因贪污受贿罪被判处有期徒刑十二年。", "孙某因受贿罪被判几年？", "十二年"),
        ("分析师预计房价会上涨。但统计显示，8月房价跌了2%。", "8月房价是涨了还是跌了？", "跌"),
        ("9月房价结束了连续五个月的下跌，环比涨0.2%。", "9月房价是涨了还是跌了？", "涨"),
        ("比赛中，张三用时12分，李四用时11分，王五用时13分。", "谁最快？", "李四"),
        ("去年三大城市成交量分别为：杭州12万套、南京8万套、苏州9万套。", "哪个城市成交量最高？", "杭州"),
        ("A套餐售价58元，B套餐售价88元，C套餐售价128元。", "哪个套餐最贵？", "C套餐"),
        ("张磊去年辞职创业，如今担任星海公司董事长。", "谁现在担任星海公司董事长？", "张磊"),
        ("林涛今年离职，接任海星公司总经理。", "海星公司新任总经理是谁？", "林涛"),
        ("王丽退休前是护士，现在担任社区志愿者队长。", "谁担任志愿者队长？", "王丽"),
        ("司机的身份尚未公布。司机当场被警方带走，现年45岁。", "司机多大？", "45岁"),
        (
            "The name of the driver has not been released. The driver, a 45-year-old man from Leeds, was taken away.",
            "Where is the driver from?",
            "Leeds",
        ),
        ("新校区占地1200亩，总投资30亿元，可容纳2万名学生。", "新校区占地多少亩？", "1200亩"),
        ("2022年中国队夺冠，队员回国时受到欢迎。", "中国队哪年夺冠？", "2022年"),
        (
            "去年，赵刚犯抢劫罪被判处有期徒刑六年。其弟赵强犯窝藏罪被判处有期徒刑一年。",
            "赵强犯窝藏罪被判几年？",
            "一年",
        ),
        ("华为公司副总裁许强、自由贸易试验区主任何俊出席会议。", "何俊是谁？", "自由贸易试验区主任"),
        ("原教育局局长吴海涉嫌受贿，日前被查。", "吴海是谁？", "原教育局局长"),
        ("试点学校把到校时间从7点20分推迟到8点。", "试点学校现在几点到校？", "8点"),
    ],
)
def test_the_answer_is_just_this(text: str, question: str, answer: str) -> None:
    assert ArticleQA.from_text(text).answer(question).text == answer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("球队连续三场失利后更换了主教练。", "球队更换主教练了吗？"),
        ("公司已收购乙厂60%股份，交易价格未定。", "公司收购乙厂了吗？"),
        ("听说孙女考上大学，老人非常高兴，专程赶到省城看她。", "孙女考上大学了吗？"),
        ("业主大会投票同意加装电梯，施工前需报规划部门审批。", "业主大会同意加装电梯了吗？"),
        ("省政府昨日批准设立新区，新区规划需报国务院备案。", "省政府批准设立新区了吗？"),
        ("据传两家公司将合并。两家公司周五签署了合并协议，交易额20亿元。", "两家公司将合并吗？"),
    ],
)
def test_affirmed(text: str, question: str) -> None:
    assert ArticleQA.from_text(text).answer(question).text.startswith("是")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("有记者问及外墙脱落一事，乌晓棠说，施工单位已停工整改，事故没有造成人员受伤。", "掉墙皮伤到人了吗？"),
        ("滨江队因交接越区被取消成绩，滨江队的申诉被仲裁委员会驳回。", "滨江申诉成功了吗？"),
        ("至于展览是否会移师南部，他说正与两个县市洽谈，尚未定案。", "会去南部展吗？"),
        ("县里将对小餐饮免费发放封签。第四季度是否扩大到奶茶店，目前还没有决定。", "封签会免费发给奶茶店吗？"),
        ("长期吃对青春期发育有没有影响，目前学界没有定论。", "长期吃褪黑素影响发育吗？"),
    ],
)
def test_not_affirmed(text: str, question: str) -> None:
    assert not ArticleQA.from_text(text).answer(question).text.startswith("是")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("北延段8.3公里已于今年6月动工，预计2028年建成，南延段仍在规划中。", "南延段什么时候动工？"),
        ("手机折叠时厚度9.6毫米，比上一代薄1.8毫米。", "上一代有多厚？"),
        ("手机4月18日正式开卖，1999元起。平板电脑的上市日期没有公布。", "平板电脑什么时候上市？"),
    ],
)
def test_what_is_not_known_is_not_answered_with_what_stands_near(text: str, question: str) -> None:
    assert not ArticleQA.from_text(text).answer(question).answerable
