"""The facts that a page prints around its text, and that nothing else is taken for one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.page_facts import FACTS, page_facts

BODY = (
    "\n会议于6月8日在北京召开，敖宏主持会议。记者从会上获悉，电力来源：水电占七成。"
    "\n与会人员认为，来源不明的数据不可信。\n"
)

# Pieces of which page facts are made, so that random texts hold many of them.
PIECES = st.sampled_from(
    ["来源", "來源", "：", ":", " ", "\u3000", "\n", "作者", "记者", "于璐", "王小明、李光", "（", "）", "【", "】",
     "责任编辑", "编辑", "/", "|",
     "2021年06月10日 11:2", "2023-07-28 16：40", "18788次浏览", "阅读 3.5万", "新华社", "人民日报（海外版）",
     "正文：", "。", "，", "时间", "地点",
     "By Jane Doe", "Source", "Published", "June 10, 2021", "讯", "本报", "的", "\ud800", "\r", "\t", "分类",
     "会议召开"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_every_fact_stands_where_it_says(text: str) -> None:
    facts = page_facts(text)
    assert set(facts) <= set(FACTS)
    for fact in facts.values():
        assert text[fact.start : fact.end] == fact.value
        assert fact.value.strip() == fact.value != ""
        assert "\n" not in fact.value


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2023-07-28 16：40  来源：新华网  作者：王小明  编辑：李四光",
         {"date": "2023-07-28 16：40", "source": "新华网", "author": "王小明", "editor": "李四光"}),
        ("发布时间：2023年7月28日 16:40    来 源：人民日报（海外版）    阅读量：1,234次",
         {"date": "2023年7月28日 16:40", "source": "人民日报（海外版）", "views": "1,234"}),
        ("作　者：张三丰、李四光 | 来源：《经济日报》 | 2023/07/28 09:05:11",
         {"date": "2023/07/28 09:05:11", "source": "《经济日报》", "author": "张三丰、李四光"}),
        ("时间：2023-07-28 点击：3.5万 栏目：行业动态",
         {"date": "2023-07-28", "views": "3.5万", "category": "行业动态"}),
        ("频道：财经  浏览 3021 次", {"category": "财经", "views": "3021"}),
        ("阅读 10万+", {"views": "10万+"}),
        ("2021年06月10日 11:2 18788次浏览 来源: 某某报 分类: 铝业",
         {"date": "2021年06月10日 11:2", "views": "18788", "source": "某某报", "category": "铝业"}),
        ("来源：中国视窗作者：老白干", {"source": "中国视窗", "author": "老白干"}),
        ("本报记者 王小明 李光", {"author": "王小明 李光"}),
        ("新华社记者王小明", {"author": "王小明"}),
        ("撰文 | 范俊生  编辑 | 唐卓然", {"author": "范俊生", "editor": "唐卓然"}),
        ("文/北京青年报记者 王薇", {"author": "王薇"}),
        ("作者：新华社评论员", {"author": "新华社评论员"}),
        ("作者：戈尔丁·史密斯  译者：青桂", {"author": "戈尔丁·史密斯"}),
        ("二〇二一年六月十日", {"date": "二〇二一年六月十日"}),
        ("2023-07-28 16:40:05 来自北京市", {"date": "2023-07-28 16:40:05"}),
        ("來源：聯合報 記者：陳大文 發布時間：2021-06-10",
         {"source": "聯合報", "author": "陳大文", "date": "2021-06-10"}),
        ("By Jane Doe and John R. Smith | June 10, 2021",
         {"author": "Jane Doe and John R. Smith", "date": "June 10, 2021"}),
        ("Published: 10 June 2021 14:05  Author: Jane Doe  Views: 1,024",
         {"date": "10 June 2021 14:05", "author": "Jane Doe", "views": "1,024"}),
        ("Source: New York Times", {"source": "New York Times"}),
        ("数据来源：国家统计局", {}),
        ("图片来源：视觉中国", {}),
        ("时间：2023年8月20日 地点：北京", {}),
        ("短视频播放量500万", {}),
        ("责任编辑：", {}),
        ("By Monday Evening the committee agreed", {}),
        ("2023-88-99 来了", {}),
    ],
)  # fmt: skip
def test_lines_above_the_text(line: str, facts: dict[str, str]) -> None:
    text = f"年会闭幕\n{line}{BODY}"
    assert {name: fact.value for name, fact in page_facts(text).items()} == facts


@pytest.mark.parametrize(
    ("end", "facts"),
    [
        ("（记者 王小明）", {"author": "王小明"}),
        ("（记者王小明、李光 通讯员陈丽）", {"author": "王小明、李光"}),
        ("(总台央视记者 董 城)", {"author": "董 城"}),
        ("（作者：李明，系某大学教授）", {"author": "李明"}),
        ("责任编辑:李开颜", {"editor": "李开颜"}),
        ("(责任编辑：乔娇 TT0002)", {"editor": "乔娇"}),
        ("责任编辑：tf028", {"editor": "tf028"}),
        ("编辑 唐峥 校对 李立军", {"editor": "唐峥"}),
        ("来源：新华网返回搜狐，查看更多责任编辑：", {"source": "新华网"}),
        ("（本文来源：新华网）", {"source": "新华网"}),
        ("来源：新华网\n编辑：张三\n责编：李四光\n审核：王五", {"source": "新华网", "editor": "李四光"}),
        ("转自：人民网\n浏览次数：88", {"source": "人民网", "views": "88"}),
        ("某某局\n2023年8月10日", {"date": "2023年8月10日"}),
        ("（于璐）", {}),  # a name alone does not say whose
        ("（作者系某大学教授）", {}),
        ("【责任编辑：】", {}),
        ("凡本网注明“来源：“XXX(非某某网)”的文章，均转载自其它媒体。", {}),
    ],
)
def test_what_stands_below_the_text(end: str, facts: dict[str, str]) -> None:
    for break_ in ("\n",) if "\n" in end else ("\n", ""):
        text = f"年会闭幕{BODY.rstrip()}{break_}{end}"
        assert {name: fact.value for name, fact in page_facts(text).items()} == facts


def test_the_dateline_names_the_reporter() -> None:
    for opening in (
        "本报讯（记者 王小明）近日，",
        "某某网柏林7月28日电 （记者王小明）近日，",
        "【环球网报道 见习记者 王小明】近日，",
    ):
        facts = page_facts(f"年会闭幕\n{opening}会议由敖宏主持，与会人员参加了会议。{BODY}")
        assert facts["author"].value == "王小明"


def test_a_sentence_in_the_body_names_nothing() -> None:
    sentences = [
        "记者从会上获悉，会议由敖宏主持。",
        "他说，来源：水电占七成，作者：无人知晓。",
        "这一数据的来源是国家统计局2021年6月10日的公报。",
        "（来源：视频截图）画面中，编辑 李四光走过，浏览量 300 次。",
    ]
    text = "年会闭幕\n" + "\n".join(sentences * 10)
    assert page_facts(text) == {}


def test_the_nearest_of_two_dates_wins_and_a_change_of_the_page_comes_last() -> None:
    text = f"年会闭幕\n更新时间：2023-07-30 来源：新华网\n发布时间：2023-07-28{BODY}"
    assert page_facts(text)["date"].value == "2023-07-28"


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("（杨小民）", "杨小民"),
        ("（编译/刘卓、韩超）", "刘卓、韩超"),
        ("（王平 李小明）", "王平 李小明"),
        ("（全文完）", None),
        ("（江苏省）", None),
        ("（张家口）", None),
        ("（见图）", None),
        ("（完）", None),
    ],
)
def test_who_signs_behind_the_last_sentence(end: str, author: str | None) -> None:
    facts = page_facts(f"年会闭幕\n\n会议由敖宏（董事长）主持。\n\n代表们离开了。{end}")
    assert (facts["author"].value if "author" in facts else None) == author
