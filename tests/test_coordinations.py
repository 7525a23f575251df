import time

import pytest

from qa.coordinations import find
from qa.normalize import for_models
from qa.passages import sentences


def lists(text: str) -> list[list[str]]:
    return [[text[a:b] for a, b in c.members] for c in find(for_models(text), sentences(text))]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("大赛设有书法、国画、篆刻和摄影四个组别。", ["书法", "国画", "篆刻", "摄影"]),
        ("園區種植桃樹、梨樹、杏樹等十多種果樹。", ["桃樹", "梨樹", "杏樹"]),
        ("展厅陈列了《山中来信》《河边的灯》《旧站台》等作品。", ["《山中来信》", "《河边的灯》", "《旧站台》"]),
        ("社区开设“午后茶座”“夜读小屋”“周末画室”三个项目。", ["“午后茶座”", "“夜读小屋”", "“周末画室”"]),
        ("首批供暖，覆盖东门、西门、南门和北门四个社区。", ["东门", "西门", "南门", "北门"]),
        ("活动秉持“省钱、省时、省心”理念。", ["省钱", "省时", "省心"]),
        ("会上，馆长罗青、社长、主编白露和编辑田野发言。", ["馆长罗青", "社长、主编白露", "编辑田野"]),
        ("学校广泛开展送教材、送教具、送课程等活动。", ["送教材", "送教具", "送课程"]),
        ("全线三站，东湖站、西山站(换乘二号线、三号线)、南门站。", ["东湖站", "西山站(换乘二号线、三号线)", "南门站"]),
        ("The fair is known for tea, rice cakes and paper lanterns.", ["tea", "rice cakes", "paper lanterns"]),
    ],
)
def test_what_stands_side_by_side_is_cut_at_its_ends(text: str, members: list[str]) -> None:
    found = lists(text)[0]
    assert found[1:] == members[1:]
    assert found[0].endswith(members[0])
    assert len(found[0]) <= len(members[0]) + 2


def test_that_there_are_more_is_known() -> None:
    text = "园区种植桃树、梨树、杏树等果树。展厅有书法、国画和篆刻。"
    assert [c.open for c in find(for_models(text), sentences(text))] == [True, False]


def test_behind_等_another_list_begins() -> None:
    first, second = lists("苹果、梨子、葡萄等水果在东区、西区、南区出售。")
    assert first == ["苹果", "梨子", "葡萄"]
    assert second[1:] == ["西区", "南区"]


def test_two_lists_that_go_with_one_another_are_two() -> None:
    first, second = lists("甲库、乙库、丙库分别存放大米、面粉和玉米。")
    assert first == ["甲库", "乙库", "丙库"]
    assert second[1:] == ["面粉", "玉米"]


def test_clauses() -> None:
    assert lists("中心新建三处设施：东侧建游泳馆；西侧建球场；北侧建步道。") == [
        ["东侧建游泳馆", "西侧建球场", "北侧建步道"]
    ]
    assert lists("希望大家继续读书，继续走访，继续写作。") == [["继续读书", "继续走访", "继续写作"]]


def test_words_that_hold_a_joint_are_no_lists() -> None:
    for text in ("和平路与会人员普遍满意。", "他说，天气不错。", "时间是8:30，价格1,200元。", "、、、"):
        assert lists(text) == []


@pytest.mark.parametrize("piece", ["甲、", "等、", "、", "“甲", "；", "(a", "进一步，", "甲、书记、", "a, and "])
def test_it_takes_no_long_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    started = time.perf_counter()
    lists(text)
    assert time.perf_counter() - started < 5
