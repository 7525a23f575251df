"""Moves an amount or a time to the one that stands with what is asked about, in another clause of the same sentence."""

import re
from collections.abc import Sequence

from qa.dates import dates
from qa.figures import figures
from qa.opposites import OPPOSITES
from qa.passages import Span
from qa.terms import Relevance

_CLAUSE = re.compile(r"(?:[^,，;；:：]|(?<=\d)[,，](?=\d{3}))+")
# A clause speaks of what is asked about where it has this share of it.
_SPEAKS_OF = 0.34
_MOST = 0.5
_PAIRS = [pair for pair in OPPOSITES if min(map(len, pair)) > 1 and not pair[0].isascii()]


def moved(relevance: Relevance, terms: Sequence[str], plain: str, span: Span, sentence: Span) -> Span:
    """Return the one amount or time in the clause that speaks of what is asked, where the span's own says none of it.

    :param terms: the content of the question.
    :param plain: the article, as by `for_models`.
    :param span: of an amount or a time in the sentence.
    """
    low, high = sentence
    clauses = [(low + m.start(), low + m.end()) for m in _CLAUSE.finditer(plain[low:high])]
    own = next((c for c in clauses if c[0] <= span[0] < c[1]), None)
    if own is None or not terms or relevance.coverage(terms, plain[slice(*own)]) > 0:
        return span
    best = max(
        ((relevance.coverage(terms, plain[a:b]), -a, b) for a, b in clauses if "其中" not in plain[a:b]),
        default=(0.0, 0, 0),
    )
    if best[0] < _SPEAKS_OF:
        return span
    start, end = -best[1], best[2]
    words, chosen = plain[start:end], plain[slice(*span)]
    if dates(chosen):
        values = [(d.start, d.end) for d in dates(words)]
    else:
        units = {(f.kind, f.unit) for f in figures(chosen)}
        values = [(f.start, f.end) for f in figures(words) if (f.kind, f.unit) in units]
    return (start + values[0][0], start + values[0][1]) if len(values) == 1 else span


def is_the_opposite(question: str, clause: str) -> bool:
    """Tell whether a clause has a word that excludes one of the question, and not that one itself: 女儿 for 儿子.

    >>> is_the_opposite("儿子叫什么?", "女儿冼琴心是乐手"), is_the_opposite("女儿叫什么?", "女儿冼琴心是乐手")
    (True, False)
    """
    return _excluded(question, clause) is not None


def says_the_opposite(relevance: Relevance, claim: str, clause: str) -> bool:
    """Tell whether a clause speaks of most that a claim speaks of, with a word that excludes one of the claim's."""
    mine = _excluded(claim, clause)
    if mine is None:
        return False
    rest = relevance.content(claim.replace(mine, " "))
    return bool(rest) and relevance.coverage(rest, clause) >= _MOST


def _excluded(text: str, clause: str) -> str | None:
    """Return a word of a text that a word of a clause excludes."""
    for pair in _PAIRS:
        for mine, other in (pair, pair[::-1]):
            if mine in text and mine not in clause and other in clause and other not in text:
                return mine
    return None
