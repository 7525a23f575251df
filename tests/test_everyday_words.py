"""What readers who ask in everyday words showed to go wrong: rates, interviews, foreign names, twins, follow-ups."""

import time

import pytest

from qa import ArticleQA
from qa.names import people
from qa.types import Answer

PRICES = """临川州8月物价平稳
州统计局9月11日发布，8月份全州居民消费价格指数（CPI）同比上涨0.6%，涨幅比上月回落0.2个百分点；环比上涨0.3%。
猪肉价格同比下降4.1%，环比上涨1.7%；鲜果价格同比上涨6.5%，鸡蛋价格同比下降2.8%。居住价格中，房租下降0.9%。
工业生产者出厂价格同比下降1.4%，环比由上月下降0.5%转为上涨0.1%。
统计局称，若CPI单月涨幅达到4%，将启动补贴。"""
INTERVIEW = """对话制琴师廖听泉
记者：《松风》琴修了多久？
廖听泉：两年零三个月，原来估计一年。
记者：修复花了多少钱？外面传八十万，是真的吗？
廖听泉：没有那么多，经费是31万元，省里出了20万元。
记者：您带几个徒弟？
廖听泉：带过七个，留下来三个。"""
WORKS = """岚川文学奖揭晓
《渡口》获得最佳长篇奖，奖金8万元，作者是贺兰英；《看瓜人》获提名。左岸剧场将上演《渡口》，右岸剧场停演。
二期工程去年10月动工，投资113亿元。三期尚在论证，还没有动工。第四册泡过水，光第四册就修了十九个月。
报告建议对甲水公司罚款160万元，对乙山公司罚款95万元。外卖车辆时速不得超过15公里。
新价格从10月起执行。通知说，景区的新价格10月8日零时开始执行。"""

# Where the other work, phase, period or side is only mentioned, what is asked is told all the same.
MENTIONS = """电影《渡口》改编自小说《摆渡人》，导演是李明，票房达40亿元。
《食品管理办法》依据《食品安全法》制定，自10月1日起施行。
产业园项目分三期建设，首期投资5亿元。
首批有20家企业入驻，第二批有35家企业入驻。地铁12号线全长30公里。三季度营收8亿元，第四季度预计9亿元。
景区提醒，游客如果现场买票要80元，网上预约只要60元。若气温高于38度，露天项目将停运。
上月汽车销量同比增长20%，达到250万辆。研发投入占比至少5%。宽带下载速度是每秒1000兆。"""


@pytest.fixture(scope="module")
def systems() -> dict[str, ArticleQA]:
    return {text: ArticleQA.from_text(text) for text in (PRICES, INTERVIEW, WORKS, MENTIONS)}


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (PRICES, "猪肉比上个月贵了多少？", "上涨1.7%"),
        (PRICES, "猪肉同比跌了多少？", "下降4.1%"),
        (PRICES, "房租降了多少？", "下降0.9%"),
        (PRICES, "CPI环比涨了多少？", "0.3%"),
        (WORKS, "两家公司各要罚多少？", "160万元，对乙山公司罚款95万元"),
        (WORKS, "外卖车辆最快能开多少？", "不得超过15公里"),
        (WORKS, "《渡口》的奖金是多少？", "8万元"),
        (WORKS, "二期投资多少？", "113亿元"),
        (WORKS, "景区的新价格哪天开始执行？", "10月8日"),
        (MENTIONS, "《渡口》的导演是谁？", "李明"),
        (MENTIONS, "《食品管理办法》何时施行？", "10月1日"),
        (MENTIONS, "产业园一期投资多少？", "5亿元"),
        (MENTIONS, "第一批有多少家企业？", "20家"),
        (MENTIONS, "十二号线多长？", "30公里"),
        (MENTIONS, "第三季度营收多少？", "8亿元"),
        (MENTIONS, "现场买票要多少钱？", "80元"),
        (MENTIONS, "上月汽车销量增长了多少？", "20%"),
        (MENTIONS, "上个月汽车销量是多少？", "250万辆"),
    ],
)
def test_is_answered(systems: dict[str, ArticleQA], text: str, question: str, answer: str) -> None:
    got = systems[text].answer(question)
    assert got.answerable and answer in got.text


@pytest.mark.parametrize(
    ("text", "question", "wrong"),
    [
        (MENTIONS, "企业负责人叫什么名字？", "20家"),
        (PRICES, "鲜果比上月贵了多少？", "6.5%"),  # told over a year only
        (PRICES, "CPI单月涨幅现在是多少？", "4%"),  # a condition
        (WORKS, "《看瓜人》的奖金是多少？", "8万元"),
        (WORKS, "三期投资多少亿？", "113"),
        (WORKS, "第一册修了几个月？", "十九"),
    ],
)
def test_is_not_told_of_its_twin(systems: dict[str, ArticleQA], text: str, question: str, wrong: str) -> None:
    got = systems[text].answer(question)
    assert not got.answerable or wrong not in got.text


def test_a_hostile_line_takes_no_time() -> None:
    qa = ArticleQA.from_text("猪肉价格上涨3%，鸡蛋不变。\n" + "由转为" * 120 + "平稳。")
    began = time.perf_counter()
    assert "3%" in qa.answer("猪肉涨了多少？").text
    assert time.perf_counter() - began < 5


def test_replies_have_the_question_above_them(systems: dict[str, ArticleQA]) -> None:
    passages = {e.passage.text[:6]: e.passage.heading for e in systems[INTERVIEW].retrieve("《松风》修了多久", 8)}
    assert passages["廖听泉：两年"] == "记者：《松风》琴修了多久？"
    assert passages["记者：《松风"] == ""


def test_what_an_interviewer_asks_proves_nothing(systems: dict[str, ArticleQA]) -> None:
    answer = systems[INTERVIEW].answer("修复花了八十万元吗？")
    assert not any("记者" in citation.quote for citation in answer.citations)


def test_what_is_read_with_its_heading_is_quoted_without(systems: dict[str, ArticleQA]) -> None:
    qa = systems[INTERVIEW]
    for question in ("《松风》琴修了多久？", "修复经费是多少？", "徒弟留下来几个？"):
        case = qa.read_for(question)
        assert case is not None
        for span in case.spans:
            assert qa.article.text[span.start : span.end] == span.text


def test_foreign_names_are_whole() -> None:
    text = "塔方副外长贝奈·奥鲁科和顾问雅斯明·特雷兹签字，调停人伊万·达索提醒各方，主席蒂博尔·卡萨克斥责协议。"
    assert list(people(text)) == ["贝奈·奥鲁科", "雅斯明·特雷兹", "伊万·达索", "蒂博尔·卡萨克"]


def test_no_pronoun_is_a_name() -> None:
    assert not people("研究员据此推测，但她强调，尚待检测。主席团由五人组成。") & {"但她": 1}.keys()


def understood(qa: ArticleQA, *questions: str) -> Answer:
    chat = qa.chat()
    return [chat.ask(question) for question in questions][-1]


@pytest.mark.parametrize(
    ("first", "then", "standalone"),
    [
        ("夏天进门要多少钱？", "那冬天呢？", "冬天进门要多少钱?"),
        ("刚开始写一封收多少钱？", "现在呢？", "现在写一封收多少钱?"),
        ("人多的时候几分钟来一趟？", "人少的时候呢？", "人少的时候几分钟来一趟?"),
        ("猪肉比上个月贵了多少？", "跟去年比呢？", "猪肉比去年贵了多少?"),
        ("CPI同比上涨多少？", "环比呢？", "CPI环比上涨多少?"),
        ("上半年收入多少？", "比去年多还是少？", "上半年收入比去年多还是少?"),
        ("特斯拉比去年多卖多少辆？", "比亚迪呢？", "比亚迪比去年多卖多少辆?"),
        ("2015年景区门票多少钱？", "现在呢？", "现在景区门票多少钱?"),
        ("罚款最高是多少？", "最低呢？", "罚款最低是多少?"),
        ("大学生票多少钱？", "儿童呢？", "儿童票多少钱?"),
        ("大桥投资多少？", "今年会议有多少人参加？", "今年会议有多少人参加?"),
        ("台风第一次登陆是在哪里？", "第二次呢？", "台风第二次登陆是在哪里?"),
    ],
)
def test_follow_ups_take_the_counterpart(systems: dict[str, ArticleQA], first: str, then: str, standalone: str) -> None:
    assert understood(systems[PRICES], first, then).standalone_question.replace("？", "?") == standalone
