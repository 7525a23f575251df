from dataclasses import asdict

import pytest

from qa import ArticleQA
from qa.list_question import content, wanted
from qa.list_signals import ListSignals, likelihood
from qa.question import analyse

TEXT = """云溪镇举办第三届稻田音乐节
9月16日，云溪镇第三届稻田音乐节在双塘村开幕。镇长罗青主持开幕式。
音乐节设有民歌、摇滚、电子和戏曲四个舞台。主办方为观众准备了雨衣、凉茶、扇子等物品。
本次活动由云溪镇政府和南岭文旅公司主办。副镇长白露、副镇长田野出席。
罗青就做好后勤提出三点要求：
一是保障用电。每晚检修线路。
二是疏导交通。增设两处停车场。
三是清理垃圾。散场后两小时内清完。
组委会将继续扩大规模，继续邀请新人，继续压低票价。"""


@pytest.fixture(scope="module")
def festival() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("音乐节设有哪四个舞台？", "共4项：\n1. 民歌\n2. 摇滚\n3. 电子\n4. 戏曲"),
        ("音樂節設有哪幾個舞臺？", "共4項：\n1. 民歌\n2. 摇滚\n3. 电子\n4. 戏曲"),
        ("主办方给观众准备了哪些物品？", "文中列出3项：\n1. 雨衣\n2. 凉茶\n3. 扇子"),
        (
            "罗青提出了哪三点要求？",
            "共3项：\n1. 保障用电。每晚检修线路\n2. 疏导交通。增设两处停车场\n3. 清理垃圾。散场后两小时内清完",
        ),
        ("罗青提出的第二点要求是什么？", "二是疏导交通。增设两处停车场。"),
        ("罗青的最后一点要求是什么？", "三是清理垃圾。散场后两小时内清完。"),
    ],
)
def test_a_list_is_whole_and_numbered(festival: ArticleQA, question: str, text: str) -> None:
    reply = festival.answer(question)
    assert reply.text == text
    assert reply.kind == "list"
    assert all(TEXT[c.start : c.end] == c.quote for c in reply.citations)


def test_each_item_is_cited_and_those_of_one_sentence_together(festival: ArticleQA) -> None:
    assert len(festival.answer("罗青提出了哪三点要求？").citations) == 3
    assert [c.quote for c in festival.answer("音乐节设有哪四个舞台？").citations] == [
        "音乐节设有民歌、摇滚、电子和戏曲四个舞台。"
    ]


def test_people_are_found_by_their_post(festival: ArticleQA) -> None:
    assert festival.answer("出席的副镇长有哪几位？").text == "白露、田野"
    assert festival.answer("文中的副镇长有几位？").text == "2位：白露、田野"


def test_a_count_is_told_or_made(festival: ArticleQA) -> None:
    assert festival.answer("罗青提出了几点要求？").text.startswith("三点")
    assert festival.answer("音乐节有几个舞台？").text.startswith(("四个", "4个"))


@pytest.mark.parametrize(
    "question", ["音乐节有哪五个舞台？", "哪三家公司赞助了雨衣？", "白露提出了哪三点要求？", "获奖的是哪几首歌？"]
)
def test_what_is_near_is_refused(festival: ArticleQA, question: str) -> None:
    assert not festival.answer(question).answerable


def test_what_a_question_tells_of_the_list() -> None:
    asked = wanted(analyse("文中提到的三位副局长分别是谁？"))
    assert (asked.number, asked.sort, "副局" in asked.pairs) == (3, "person", True)
    asked = wanted(analyse("比赛在哪兩座城市舉行？"))
    assert (asked.number, asked.sort, asked.noun) == (2, "place", "城市")
    asked = wanted(analyse("一共开通了几条线路？"))
    assert (asked.number, asked.only_counted, asked.measure, asked.noun) == (None, True, "条", "线路")
    assert wanted(analyse("5000个样本里占比前三的是哪几种？")).number == 3
    asked = wanted(analyse("Which two cities host the race?"))
    assert (asked.number, asked.noun) == (2, "cit")


def test_a_question_is_about_what_is_left_without_its_form() -> None:
    assert content(analyse("文章提到的哪些水果获奖？")).strip() == "水果获奖?"


def test_the_number_asked_for_weighs_most() -> None:
    base = ListSignals(
        margin=0.0,
        said=0.5,
        own=0.5,
        near=1.0,
        strange=0.0,
        named=1.0,
        as_many=0.0,
        other_number=0.0,
        misfit=0.0,
        read=1.0,
        topic=0.0,
    )
    right = likelihood(ListSignals(**{**asdict(base), "as_many": 1.0}))
    wrong = likelihood(ListSignals(**{**asdict(base), "other_number": 1.0}))
    assert wrong < 0.3 < likelihood(base) < right


def test_an_odd_question_or_text_is_no_error() -> None:
    odd = ArticleQA.from_text("、、等、和、及其\n“、”、《》《》；；；\n1. \n一是二是三是")
    for question in ("哪些?", "哪几个、和等?", "第三点呢?", "几个?", "第99点是什么?", "which?", "list"):
        odd.answer(question)
