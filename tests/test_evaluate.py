"""Grading by hand-made replies, and whole runs over the real pipeline."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa import ArticleQA
from qa.errors import QuestionError, QuestionSetError
from qa.evaluate import evaluate, grade, longest_right, short_answer, withheld
from qa.question_sets import GoldPiece, Question, QuestionSet, SourceText, located, read_question_set
from qa.report import Graded
from qa.types import Answer, Article, Citation, Evidence, Kind, Passage

TEXT = "绿色金融会议\n会议于6月8日在北京召开。\n协会会长敖宏主持会议。\n中国铝业提出四点要求。"
ARTICLE = Article("a", "绿色金融会议", TEXT)
PARAGRAPHS = ((0, 6), (7, 20), (21, 32), (33, 44))
SENTENCE = Citation.of(ARTICLE, 21, 32, focus=(25, 27))
WHO = located(Question("q", ("谁主持?",), (("敖宏", "敖会长"),), True, (GoldPiece("敖宏主持"),), "fact"), TEXT)
REPLY = Answer("敖宏", True, 0.8, (SENTENCE,), "fact", "谁主持?", "谁主持?")
REFUSAL = Answer("文章没有提到。", False, 0.7, (), "fact", "谁主持?", "谁主持?")
SILENT = replace(WHO, answers=(), answerable=False, evidence=())


def ranking(*order: int) -> list[Evidence]:
    passages = [Passage.of(ARTICLE, *span) for span in PARAGRAPHS]
    return [Evidence(passages[i], 1 / rank) for rank, i in enumerate(order, 1)]


def graded(question: Question, answer: Answer, *order: int) -> Graded:
    return grade(question, ARTICLE, answer, ranked=ranking(*order), ms=12.5)


def test_the_fixture_is_what_it_says() -> None:
    assert [TEXT[a:b] for a, b in PARAGRAPHS] == TEXT.split("\n")
    assert SENTENCE.focus is not None
    assert TEXT[slice(*SENTENCE.focus)] == "敖宏"


def test_a_right_answer() -> None:
    row = graded(WHO, REPLY, 3, 2, 0)
    assert (row.right, row.answered, row.em, row.f1) == (True, True, 1.0, 1.0)
    assert (row.groups, row.groups_met) == (1, 1)
    assert (row.quotes, row.exact, row.on_gold) == (("协会会长敖宏主持会议。",), 1, True)
    assert (row.ranks, row.confidence, row.ms) == ((2,), 0.8, 12.5)


def test_em_looks_at_the_focus_and_right_at_the_text() -> None:
    reply = replace(REPLY, text="主持会议的是协会会长敖宏。")
    row = graded(WHO, reply)
    assert (row.right, row.short_answer, row.em) == (True, "敖宏", 1.0)
    without_focus = replace(reply, citations=(replace(SENTENCE, focus=None),))
    row = graded(WHO, without_focus)
    # 主持会议的是协会会长敖宏 has 12 characters, 敖宏 is all that they share: 2·2/(12+2)
    assert (row.right, row.em) == (True, 0.0)
    assert row.f1 == pytest.approx(4 / 14)
    assert short_answer(replace(reply, citations=()), ARTICLE) == reply.text


def test_a_wrong_answer() -> None:
    elsewhere = Citation.of(ARTICLE, 33, 44)
    row = graded(WHO, replace(REPLY, text="中国铝业", citations=(elsewhere,)), 0, 1)
    assert (row.right, row.answered, row.em, row.groups_met, row.on_gold, row.ranks) == (
        False,
        True,
        0.0,
        0,
        False,
        (None,),
    )


def test_what_a_refusal_held_back_is_graded() -> None:
    nearest = replace(REFUSAL, citations=(SENTENCE,))
    assert withheld(nearest, ARTICLE) == "敖宏"
    assert graded(WHO, nearest).withheld_right is True
    assert graded(replace(WHO, answers=(("陈琪",),)), nearest).withheld_right is False
    assert graded(SILENT, nearest).withheld_right is False
    assert withheld(REPLY, ARTICLE) == ""
    assert graded(WHO, REPLY).withheld_right is False
    unmarked = replace(nearest, citations=(replace(SENTENCE, focus=None),))
    assert withheld(unmarked, ARTICLE) == ""
    assert graded(WHO, unmarked).withheld_right is False


def test_a_false_refusal_counts_as_no_match_and_cites_nothing() -> None:
    row = graded(WHO, REFUSAL, 2)
    assert (row.right, row.answered, row.em, row.f1, row.on_gold) == (False, False, 0.0, 0.0, None)
    assert row.ranks == (1,)  # the retriever is judged all the same
    telling = replace(REFUSAL, text="文章没有提到,最接近的是敖宏主持会议")
    assert graded(WHO, telling).groups_met == 0


def test_where_the_article_is_silent_only_a_refusal_is_right() -> None:
    assert graded(SILENT, REFUSAL).right
    row = graded(SILENT, REPLY)
    assert (row.right, row.answered, row.em, row.on_gold, row.ranks) == (False, True, None, None, ())


def test_a_citation_that_is_not_of_the_article_is_not_exact() -> None:
    forged = replace(SENTENCE, quote="协会会长陈琪主持会议。")
    assert graded(WHO, replace(REPLY, citations=(forged,))).exact == 0


def test_every_evidence_piece_must_be_cited() -> None:
    question = located(replace(WHO, evidence=(GoldPiece("敖宏"), GoldPiece("四点要求"))), TEXT)
    row = graded(question, REPLY, 3, 2)
    assert (row.on_gold, row.ranks) == (False, (2, 1))
    both = replace(REPLY, citations=(SENTENCE, Citation.of(ARTICLE, 33, 44)))
    assert graded(question, both).on_gold


def test_lists_have_no_em_and_need_every_group() -> None:
    question = replace(WHO, kind="list", answers=(("北京",), ("敖宏",)))
    row = graded(question, REPLY)
    assert (row.right, row.groups, row.groups_met, row.em, row.f1) == (False, 2, 1, None, None)


def test_yes_or_no_opens_the_answer() -> None:
    question = replace(WHO, kind="yes_no", answers=(("是",),))
    assert graded(question, replace(REPLY, text="是的，敖宏主持会议。")).right
    assert not graded(question, replace(REPLY, text="不是，陈琪主持会议。")).right


def test_small_talk_has_only_to_be_answered() -> None:
    question = Question("s", ("你好",), (), True, (), "small_talk")
    assert graded(question, replace(REPLY, text="你好！", citations=(), kind="small_talk")).right
    assert not graded(question, REFUSAL).right


def test_pasting_the_article_is_not_right() -> None:
    assert not graded(WHO, replace(REPLY, text=TEXT)).right
    long = Article("b", "长", TEXT + "这一句与会议无关。" * 200)
    pasted = replace(REPLY, text=long.text[:400], citations=())
    limited: tuple[tuple[Kind, bool], ...] = (("fact", False), ("count", False), ("page", False), ("summary", True))
    for kind, right in limited:
        question = replace(WHO, kind=kind)
        assert grade(question, long, pasted, ranked=[], ms=1.0).right is right
    whole = replace(pasted, text=long.text)
    assert not grade(replace(WHO, kind="summary"), long, whole, ranked=[], ms=1.0).right


def test_longest_right() -> None:
    assert [longest_right("fact", n) for n in (10, 80, 100, 240, 5000)] == [40, 40, 50, 120, 120]
    assert [longest_right("summary", n) for n in (10, 600, 5000)] == [300, 300, 2500]


def test_a_run_over_the_real_pipeline() -> None:
    other = "国家气象中心发布暴雨预警。\n李明说，河北局地雨量超过200毫米。"
    questions = (
        WHO,
        Question("t", ("谁主持了会议?", "会议在哪里召开?"), (("北京",),), True, (GoldPiece("北京"),), "fact"),
        Question("o", ("局地雨量超过多少毫米?",), (("200",),), True, (GoldPiece("200毫米"),), "fact", article="rain"),
        Question("n", ("帮我写一首关于猫的诗",), (), False, (), "off_topic"),
    )
    report = evaluate(
        QuestionSet("mixed", questions, {"rain": SourceText("暴雨", other)}),
        default=lambda: ArticleQA.from_article(ARTICLE),
    )
    assert [r.id for r in report.rows] == ["q", "t", "o", "n"]
    assert all(r.exact == len(r.quotes) for r in report.rows)
    assert all(r.ms > 0 for r in report.rows)
    assert report.rows[0].right
    assert report.rows[2].right
    assert all(rank is not None for r in report.rows[:3] for rank in r.ranks)  # every passage is in the first 50
    again = evaluate(
        QuestionSet("mixed", questions, {"rain": SourceText("暴雨", other)}),
        default=lambda: ArticleQA.from_article(ARTICLE),
    )
    assert [replace(r, ms=0.0) for r in again.rows] == [replace(r, ms=0.0) for r in report.rows]


def test_an_article_is_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    real = ArticleQA.from_text

    def counted(text: str, title: str | None = None, **options: Any) -> ArticleQA:
        opened.append(title)
        return real(text, title, **options)

    monkeypatch.setattr(ArticleQA, "from_text", counted)
    asked = tuple(replace(WHO, id=str(i), article=("x", "y")[i // 2]) for i in range(4))
    evaluate(QuestionSet("s", asked, {"x": SourceText("甲", TEXT), "y": SourceText("", TEXT)}))
    assert opened == ["甲", None]


def test_evidence_of_another_article_is_refused() -> None:
    lost = replace(WHO, evidence=(GoldPiece("别的文章"),))
    with pytest.raises(QuestionSetError, match="'q': its evidence is not in the article: '别的文章'"):
        evaluate(QuestionSet("s", (lost,)), default=lambda: ArticleQA.from_article(ARTICLE))
    with pytest.raises(QuestionSetError, match="expected an article"):
        evaluate(QuestionSet("s", (WHO,)))


def test_a_question_that_is_refused_is_named() -> None:
    with pytest.raises(QuestionError, match="s, question 'q': expected a question with words"):
        evaluate(QuestionSet("s", (replace(WHO, turns=("？？",)),)), default=lambda: ArticleQA.from_article(ARTICLE))


def test_the_default_set_holds_together() -> None:
    """At least 80 questions, 20 near misses among them, and each piece of evidence stands in the article."""
    articles = Path(__file__).parent.parent / "qa" / "articles"
    text = (articles / "default.txt").read_text(encoding="utf-8")
    questions = read_question_set(articles / "default.jsonl").questions
    assert len(questions) >= 80
    assert sum(not q.answerable and q.kind != "off_topic" for q in questions) >= 20
    for question in questions:
        assert all(piece.spans for piece in located(question, text).evidence)
