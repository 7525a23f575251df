"""Runs a test question set through `ArticleQA` and grades every reply."""

import time
from collections.abc import Callable, Sequence
from functools import lru_cache

from tqdm import tqdm

from qa.errors import ArticleQAError, QuestionSetError
from qa.metrics import exact_match, f1, groups_met
from qa.pipeline import ArticleQA
from qa.question_sets import Question, QuestionSet, located
from qa.report import Graded, Report
from qa.types import Answer, Article, Evidence, Kind

# How deep the retriever's ranking is looked at: a first relevant passage further down counts 0 in the MRR.
DEPTH = 50
# Kinds whose answer is a few words; EM and F1 compare only these. A longer one holds the answer somewhere, and so
# does the whole article.
SHORT_KINDS: frozenset[Kind] = frozenset({"fact", "count", "page"})
SHORT_CHARS = (40, 120)
# Any other answer: half the article at most; of a short article more, as two sentences may be all it has.
LONG_CHARS = 300
# Questions of one article stand together in every set: few are open at a time.
OPEN_ARTICLES = 8
_WARM_UP = "文章说了什么?"


def longest_right(kind: Kind, article_chars: int) -> int:
    """Return how many characters an answer may have and still count as right: the whole article answers everything.

    >>> longest_right("fact", 3000), longest_right("fact", 100), longest_right("summary", 3000)
    (120, 50, 1500)
    """
    if kind in SHORT_KINDS:
        low, high = SHORT_CHARS
        return min(high, max(low, article_chars // 2))
    return max(LONG_CHARS, article_chars // 2)


def short_answer(answer: Answer, article: Article) -> str:
    """Return the few words that EM and F1 compare: the focus of the only citation, else the whole text."""
    focus = answer.citations[0].focus if len(answer.citations) == 1 else None
    return article.text[focus[0] : focus[1]] if focus else answer.text


def withheld(answer: Answer, article: Article) -> str:
    """Return the words that a refusal found but held back: what it marks in the nearest sentence, "" where nothing."""
    focus = answer.citations[0].focus if answer.citations and not answer.answerable else None
    return article.text[focus[0] : focus[1]] if focus else ""


def grade(question: Question, article: Article, answer: Answer, *, ranked: Sequence[Evidence], ms: float) -> Graded:
    """Grade one reply.

    Right is: an answer that meets every group and is not longer than `longest_right`; where the article does not tell,
    a refusal. A reply to small talk has only to be an answer.

    :param question: with the places of its evidence (`located`).
    :param ranked: the retriever's passages, best first.
    :param ms: milliseconds of the answer alone.
    """
    met = groups_met(answer.text, question.answers, yes_no=question.kind == "yes_no") if answer.answerable else 0
    fits = len(answer.text) <= longest_right(question.kind, len(article.text))
    short = short_answer(answer, article)
    kept = withheld(answer, article)
    single = question.answerable and len(question.answers) == 1 and question.kind in SHORT_KINDS
    references = question.answers[0] if single else ()
    cites = question.answerable and answer.answerable and bool(question.evidence)
    return Graded(
        id=question.id,
        turns=question.turns,
        kind=question.kind,
        answerable=question.answerable,
        answered=answer.answerable,
        right=answer.answerable and met == len(question.answers) and fits
        if question.answerable
        else not answer.answerable,
        answer=answer.text,
        short_answer=short,
        standalone_question=answer.standalone_question,
        em=(exact_match(short, references) if answer.answerable else 0.0) if single else None,
        f1=(f1(short, references) if answer.answerable else 0.0) if single else None,
        groups=len(question.answers),
        groups_met=met,
        quotes=tuple(c.quote for c in answer.citations),
        exact=sum(article.text[c.start : c.end] == c.quote for c in answer.citations),
        on_gold=all(any(p.overlaps(c.start, c.end) for c in answer.citations) for p in question.evidence)
        if cites
        else None,
        ranks=tuple(
            next((i for i, e in enumerate(ranked, 1) if piece.overlaps(e.passage.start, e.passage.end)), None)
            for piece in question.evidence
        ),
        confidence=answer.confidence,
        ms=ms,
        expected=question.answers,
        withheld_right=bool(kept)
        and question.answerable
        and groups_met(kept, question.answers, yes_no=question.kind == "yes_no") == len(question.answers),
    )


def _ask(qa: ArticleQA, question: Question) -> tuple[Answer, float]:
    """Return the answer to the last turn, and its milliseconds."""
    if len(question.turns) == 1:
        ask = qa.answer
    else:
        chat = qa.chat()
        for turn in question.turns[:-1]:
            chat.ask(turn)
        ask = chat.ask
    start = time.perf_counter()
    answer = ask(question.text)
    return answer, 1000 * (time.perf_counter() - start)


def evaluate(
    question_set: QuestionSet,
    *,
    default: Callable[[], ArticleQA] | None = None,
    llm: str | None = None,
    progress: bool = False,
) -> Report:
    """Ask every question and grade the replies.

    Timed is the last answer alone: models loaded, the article indexed and one question asked before.

    :param default: opens the article of the questions that name none.
    :param llm: the language model that words the answers, as for `ArticleQA.from_article`.
    :param progress: show a bar.
    :raises QuestionSetError: evidence that is not in the article, or no article.
    :raises ArticleQAError: an article or question that is refused; says which question.
    """

    @lru_cache(maxsize=OPEN_ARTICLES)
    def opened(name: str | None) -> ArticleQA:
        if name is not None:
            source = question_set.texts[name]
            return ArticleQA.from_text(source.text, source.title or None, llm=llm)
        if default is None:
            raise QuestionSetError(f"{question_set.name}: expected an article, its questions bring none")
        return default()

    opened(question_set.questions[0].article).answer(_WARM_UP)
    rows = []
    for question in tqdm(question_set.questions, desc=question_set.name, unit="q", disable=not progress):
        try:
            qa = opened(question.article)
            placed = located(question, qa.article.text)
            answer, ms = _ask(qa, question)
            # after the clock has stopped, and by the question as it was understood, as follow-ups are retrieved
            ranked = qa.retrieve(answer.standalone_question, DEPTH) if placed.evidence else []
        except QuestionSetError:
            raise
        except ArticleQAError as error:
            raise type(error)(f"{question_set.name}, question {question.id!r}: {error}") from error
        rows.append(grade(placed, qa.article, answer, ranked=ranked, ms=ms))
    return Report(question_set.name, tuple(rows))
