"""Answers that are facts: the likeliest of the reader's spans, made whole, or two that conflict."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qa import replies
from qa.companions import together
from qa.confidence import THRESHOLD, probability
from qa.dates import dates, same_date, with_year
from qa.drafts import Case, Draft, page_date
from qa.figures import figures, same_figure
from qa.normalize import for_models
from qa.numerals import of_another
from qa.terms import tokens
from qa.untold import left_open

_T = TypeVar("_T")
# An answer of another sort than is wanted is so much less likely: a company, where a person is asked for.
_MISFIT = 0.45
# How many of the reader's spans are weighed against one another.
_CANDIDATES = 24
# What is told of a part speaks against nothing that is told of the whole.
_PART = re.compile(
    r"第[一二三四五六七八九\d]+(?:节|局|盘|季度|阶段|天)|[一二三四]季度|[上下]半[场年]|全[场年程]|总共|累计"
)


def best_fact(case: Case) -> Draft | None:
    """Return the likeliest span, made whole, with its sentence; None where the reader found nothing that fits.

    What is not of the sort that the question wants is given only where nothing of that sort is likely. Where another
    sentence tells the same with another value, both are given.
    """
    case = case.possible()
    found: list[_Candidate] = []
    for span in case.spans[:_CANDIDATES]:
        start, end = case.completed(span)
        number = case.prepared.sentence_number(start)
        if end > max(case.prepared.sentences[number].end, start + 1):
            continue  # no fact goes on into the next sentence
        fits = case.fits(number, case.words(start, end), statement=False)
        signals, share = case.signals(start, end, span.score), 1.0 if fits else _MISFIT
        # That somebody is spoken of again and again makes an answer surer, but is no reason to choose it.
        likely = probability(replace(signals, repeated=0.0)) * share
        found.append(_Candidate(fits and likely >= THRESHOLD, likely, start, end, surer=probability(signals) * share))
    if not found:
        return None
    best = max(found)
    best = max((c for c in found if _in_full(case, best, c)), default=best)
    start, end = best.start, best.end
    if (untold := left_open(case, start, end)) is not None:
        return Draft("", (case.prepared.cite_sentence(case.prepared.sentences[untold]),), 0.0)
    if case.question.wants == "person" and best.fits:
        start, end = together(case.prepared, case.question.text, start, end)
    words = case.words(start, end)
    citation = case.prepared.cite(start, end)
    spoken = case.question.spoken
    if best.fits and (other := next((c for c in sorted(found, reverse=True) if _against(case, best, c)), None)):
        both = sorted((best, other), key=lambda c: c.start)
        a, b = (case.words(c.start, c.end) for c in both)
        citations = tuple(case.prepared.cite(c.start, c.end) for c in both)
        return Draft(replies.said(replies.CONFLICT, spoken, a=a, b=b), citations, other.likely)
    if case.question.wants == "time" and (year := _year(case, best.start, best.end)):
        words = replies.said(replies.YEAR, spoken, words=words, year=year)
    return Draft(words, (citation,), best.surer)


# What stands before a name, or a day, to tell it in full: 德劳帕迪·, 2023年.
_MORE_OF_IT = re.compile(r"[A-Za-z\u4e00-\u9fff·]{1,12}·|\d{4}年(?:\d{1,2}月)?|\d{1,2}月")
# The same in full is given where it is about as likely.
_IN_FULL = 0.6


def _in_full(case: Case, best: "_Candidate", other: "_Candidate") -> bool:
    """Tell whether another candidate is the best one told in full: 德劳帕迪·穆尔穆 for 穆尔穆."""
    if not (other.fits and best.fits) or other.likely < _IN_FULL * best.likely:
        return False
    words, more = (case.words(c.start, c.end) for c in (best, other))
    return more.endswith(words) and _MORE_OF_IT.fullmatch(more.removesuffix(words)) is not None


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A span that may be the answer.

    :param fits: whether it is of the wanted sort and likely enough.
    :param likely: how likely it is right by itself.
    :param surer: the same with the other places that tell it.
    """

    fits: bool
    likely: float
    start: int
    end: int
    surer: float


# Another value conflicts with the best only where both sentences speak of most that the question names …
_MOST = 0.6
# … the same of it within so many characters of each value …
_BESIDE = 6
# … and it is about as likely.
_AS_LIKELY = 0.65


def _against(case: Case, best: _Candidate, other: _Candidate) -> bool:
    """Tell whether another sentence tells the same thing with another value, of the same time and the same people."""
    prepared = case.prepared
    first, second = (prepared.sentence_number(c.start) for c in (best, other))
    if first == second or not other.fits or other.likely < max(THRESHOLD, _AS_LIKELY * best.likely):
        return False
    if case.question.wants not in ("number", "time") or case.question.language != prepared.language:
        return False
    terms = prepared.relevance.content(case.question.text)
    told = [prepared.text_of(prepared.sentences[n]) for n in (first, second)]
    if len(terms) < 2 or min(prepared.relevance.coverage(terms, t) for t in told) < _MOST:
        return False
    beside = [
        tokens(case.words(max(0, c.start - _BESIDE), c.start)) + tokens(case.words(c.start, c.end + _BESIDE))
        for c in (best, other)
    ]
    if not set(terms).intersection(*beside):
        return False
    if case.of_the_next(best.start) or case.of_the_next(other.start):
        return False
    parts = [set(_PART.findall(for_models(t))) for t in told]
    if parts[0] != parts[1]:  # of one quarter, and of the whole
        return False
    a, b = (case.words(c.start, c.end) for c in (best, other))
    x, y = figures(a), figures(b)
    same_unit = bool(x) and bool(y) and all(f.kind == g.kind and f.unit == g.unit != "" for f in x for g in y)
    if not (same_unit and _differ(x, y, same_figure)) and not _differ(dates(a), dates(b), same_date):
        return False
    around = [t.replace(w, "") for t, w in zip(told, (a, b), strict=True)]
    # Of another day, or of somebody else: then both may well be true.
    days, people = [dates(t) for t in around], [set(prepared.named_in(for_models(t))) for t in around]
    return not (
        _differ(days[0], days[1], same_date)
        or people[0] ^ people[1]
        or of_another(*around)
        or of_another(*around[::-1])
    )


def _differ(first: Sequence[_T], second: Sequence[_T], same: Callable[[_T, _T], bool]) -> bool:
    """Tell whether both name something, and nothing that the one names is the same as what the other does."""
    return bool(first) and bool(second) and not any(same(x, y) for x in first for y in second)


def _year(case: Case, start: int, end: int) -> str | None:
    """Return the year, in brackets behind the answer, of a date that is told without one; from the date of the page."""
    prepared, page = case.prepared, page_date(case.prepared)
    sentence = prepared.sentence_at(start)
    paragraph = next(s.start for s in prepared.sentences if s.paragraph == sentence.paragraph)
    return with_year(
        case.words(start, end), page, case.words(paragraph, start), case.words(end, max(end, sentence.end))
    )
