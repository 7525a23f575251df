import pytest

from qa.question import analyse, language_of, number_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("谁主持了会议?", "fact"),
        ("誰主持了會議？", "fact"),
        ("会议在哪里举行", "fact"),
        ("Who chaired the meeting?", "fact"),
        ("他提出了哪四点要求?", "list"),
        ("有哪些单位参加了会议", "list"),
        ("第三点是什么?", "list"),
        ("What are the three priorities?", "list"),
        ("提出了几点要求?", "count"),
        ("提了几点?", "count"),
        ("王師傅總結出了什麼方法?", "fact"),
        ("请对文章进行总结", "summary"),
        ("请问是依据哪部规定?麻烦说一下名称,谢谢。", "fact"),
        ("说一下大会的情况", "summary"),
        ("Who wrote this commentary?", "page"),
        ("Who wrote the article saying that taxes rose?", "fact"),
        ("仓库是几点着火的?", "fact"),
        ("展馆晚上几点?", "fact"),
        ("前面那几次评估是谁做的?", "fact"),
        ("他大概要休养多久?", "fact"),
        ("给我一个概要", "summary"),
        ("最后一个离开的是谁?", "fact"),
        ("第一个病人是做什么的?", "fact"),
        ("第一个站点设在哪里?", "fact"),
        ("第一个被拉上船的孩子现在做什么工作?", "fact"),
        ("有多少票反对第九条?", "fact"),
        ("记者出差花了多少钱?", "fact"),
        ("In the director's view, what went wrong?", "fact"),
        ("明年能不能接着修,取决于什么?", "fact"),
        ("住户想做些甚麼?", "fact"),
        ("水厂为什么停了好几天?", "reason"),
        ("一共有多少人受伤", "count"),
        ("How many people were hurt?", "count"),
        ("会议是在北京开的吗?", "yes_no"),
        ("局长是不是出席了会议", "yes_no"),
        ("是否有人受伤", "yes_no"),
        ("Did the mayor attend?", "yes_no"),
        ("为什么推迟开学?", "reason"),
        ("列车晚点的原因是什么", "reason"),
        ("他们是怎么发现的?", "reason"),
        ("Why was the launch delayed?", "reason"),
        ("局长说了什么?", "speech"),
        ("专家怎么看这件事", "speech"),
        ("What did the mayor say about it?", "speech"),
        ("总结一下这篇文章", "summary"),
        ("这篇文章讲了什么?", "summary"),
        ("Summarize the article", "summary"),
        ("What is this article about?", "summary"),
        ("这篇文章的标题是什么?", "page"),
        ("作者是谁?", "page"),
        ("文章来源是哪里", "page"),
        ("责任编辑是谁", "page"),
        ("文章被浏览了多少次?", "page"),
        ("这篇报道是什么时候发布的?", "page"),
        ("你好", "small_talk"),
        ("谢谢你!", "small_talk"),
        ("你能做什么?", "small_talk"),
        ("Hello!", "small_talk"),
        ("写一首诗", "off_topic"),
        ("今天的天气怎么样?", "off_topic"),
        ("Write me a poem about spring", "off_topic"),
        ("1+1等于几?", "off_topic"),
    ],
)
def test_the_form_decides_the_kind(text: str, kind: str) -> None:
    assert analyse(text).kind == kind


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("谁主持?", "person"),
        ("什么时候举行?", "time"),
        ("哪天举行?", "time"),
        ("在哪里举行?", "place"),
        ("投资了多少钱?", "number"),
        ("提出了几点要求?", "number"),
        ("几点开会?", "time"),
        ("他担任什么职务?", "post"),
        ("王强职务", "post"),
        ("两位民警都叫什么名字呀?", "person"),
        ("请问处长尊姓大名?", "person"),
        ("汽车出口量", "number"),
        ("How long is the pool?", "anything"),
        ("How long did it take?", "time"),
        ("产品质量", "anything"),
        ("哪家公司中标?", "organisation"),
        ("获得了什么奖?", "anything"),
        ("When did it start?", "time"),
        ("How much did it cost?", "number"),
        ("工程最大的难处在哪?", "anything"),
        ("难民住在哪里?", "place"),
    ],
)
def test_the_form_decides_what_is_wanted(text: str, wants: str) -> None:
    assert analyse(text).wants == wants


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("标题是什么?", "title"),
        ("这篇文章的作者是谁?", "author"),
        ("文章来自哪里", "source"),
        ("阅读量是多少?", "views"),
    ],
)
def test_a_fact_of_the_page_is_named(text: str, field: str) -> None:
    assert analyse(text).field == field


@pytest.mark.parametrize("text", ["他作的报告题目是什么?", "会议的主题是什么", "时间是什么时候?"])
def test_a_property_of_something_in_the_article_is_no_fact_of_the_page(text: str) -> None:
    assert analyse(text).kind == "fact"


@pytest.mark.parametrize(("text", "ordinal"), [("第三点是什么", 3), ("最后一点呢", -1), ("the second point?", 2)])
def test_an_item_is_asked_for_by_its_number(text: str, ordinal: int) -> None:
    assert analyse(text).ordinal == ordinal


def test_language_and_numerals() -> None:
    assert language_of("ESG是什么?") == "zh"
    assert language_of("Who is 姚林?") == "en"
    assert language_of("Who?") == "en"
    assert [number_of(n) for n in ("一", "两", "十", "12")] == [1, 2, 10, 12]


@pytest.mark.parametrize(
    "text",
    [
        "好的，谢谢你的回答！",
        "您好，请问你能做什么？",
        "你会什么？",
        "你都能回答什么问题",
        "多谢啦",
        "嗨，你能干嘛",
        "您是哪位",
        "謝謝",
        "Hello, who are you?",
        "Thanks a lot!",
        "What can you help me with?",
        "你是机器人吗？",
        "有什么功能",
    ],
)
def test_small_talk_in_many_forms(text: str) -> None:
    assert analyse(text).kind == "small_talk"


@pytest.mark.parametrize(
    "text",
    [
        "你好，谁主持了会议？",
        "谢谢，会议在哪里开？",
        "他叫什么名字？",
        "早上的会议谁主持？",
        "行动方案叫什么？",
        "了解情况的是谁？",
        "有帮助的是什么？",
    ],
)
def test_politeness_around_a_question_is_no_small_talk(text: str) -> None:
    assert analyse(text).kind != "small_talk"
