"""Snippets of several reports in one article, as search results are: the same told again, and look-alikes."""

import pytest

from embeddings.encoder import load_encoder
from qa import ArticleQA
from qa.article import article_from_text
from qa.drafts import Case
from qa.passages import split
from qa.prepared import prepare
from qa.question import analyse
from qa.reader import Verdict
from qa.types import AnswerSpan, Evidence

HARBOUR = "海角渔港改造工程由岑予安设计。"
AGAIN = "设计海角渔港改造工程的是建筑师岑予安。"
OTHER = "海角渔港改造工程的预算为3.2亿元。"


def case_of(text: str, question: str, *told: tuple[str, float]) -> Case:
    """Return a case whose reader found some words, in order of the article, each with a score."""
    prepared = prepare(article_from_text(text), load_encoder(None, threads=1))
    spans, at = [], 0
    for words, score in told:
        at = prepared.article.text.index(words, at)
        spans.append(AnswerSpan(prepared.article.id, words, at, at + len(words), score))
        at += len(words)
    evidence = [Evidence(passage, 1.0) for passage in split(prepared.article)]
    found = sorted(spans, key=lambda s: -s.score)
    return Case.of(prepared, analyse(question), evidence, lambda *_: found, lambda *_: Verdict(0.0, 0.0))


def test_the_same_answer_in_another_place_is_no_rival_and_makes_it_surer() -> None:
    case = case_of(
        "\n".join((HARBOUR, AGAIN, OTHER)), "谁设计了渔港改造工程?", ("岑予安", 4.0), ("岑予安", 3.9), ("3.2亿元", -2.0)
    )
    best = max(case.spans, key=lambda s: s.score)
    signals = case.signals(best.start, best.end, best.score)
    assert signals.lead == pytest.approx(6.0)
    assert signals.repeated == 1.0


def test_another_answer_is_a_rival() -> None:
    text = "\n".join((HARBOUR, "海角渔港改造工程的监理是乌兰图雅。", OTHER))
    case = case_of(text, "谁设计了渔港改造工程?", ("岑予安", 4.0), ("乌兰图雅", 3.5))
    best = max(case.spans, key=lambda s: s.score)
    signals = case.signals(best.start, best.end, best.score)
    assert signals.lead == pytest.approx(0.5)
    assert signals.repeated == 0.0


def test_part_of_a_number_is_not_the_same_answer() -> None:
    case = case_of("渔港停靠渔船12艘。\n渔港2012年停靠渔船较少。", "停靠多少渔船?", ("12", 2.0), ("2012", 1.5))
    best = max(case.spans, key=lambda s: s.score)
    assert case.signals(best.start, best.end, best.score).repeated == 0.0


def test_one_volunteer_who_is_named_is_not_how_many_there_are() -> None:
    text = "志愿者褚立夏在车站引路。\n本届龙舟赛共招募志愿者1200名，多数是学生。"
    answer = ArticleQA.from_text(text).answer("龙舟赛的志愿者有多少人?")
    assert "1200" in answer.text


def test_those_who_wrote_the_article_are_no_answer() -> None:
    text = (
        "晨报青石镇3月5日电（记者褚立夏、关山月、方知远）青石镇5日公布龙舟赛的裁判组。\n"
        "裁判组由总裁判长岳长河、副裁判长甄一鸣和裁判员水清扬组成。"
    )
    answer = ArticleQA.from_text(text).answer("裁判组都有谁?")
    assert "褚立夏" not in answer.text
    assert "岳长河" in answer.text


def test_what_is_asked_about_is_no_answer() -> None:
    text = "2022年青石影节总票房，影节期间的票房。\n2022年青石影节期间票房为6.3亿元。"
    answer = ArticleQA.from_text(text).answer("2022年青石影节的总票房是多少?")
    assert not answer.answerable or "6.3亿" in answer.text


def test_an_amount_in_the_text_is_not_replaced_by_counting_its_neighbours() -> None:
    text = "蓝湖、白鹿、青石三个项目9月交付，共2846套，其中白鹿项目942套。"
    answer = ArticleQA.from_text(text).answer("白鹿项目有多少套房子?")
    assert "3套" not in answer.text
    assert not answer.answerable or "942" in answer.text


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        ("会议部署工作：一是抓好防汛，二是修好道路，三是办好学校。", "会议部署了几项工作?", "3"),
        ("青石中学扩建。今年扩大招生，人数由去年的100人增加到150人。", "青石中学今年招了多少人?", "150"),
        ("青石影院年报。去年票房达到600万元，缩水20%。", "去年票房缩水多少?", "20%"),
    ],
)
def test_what_a_rule_for_something_else_must_not_spoil(text: str, question: str, said: str) -> None:
    assert said in ArticleQA.from_text(text).answer(question).text
