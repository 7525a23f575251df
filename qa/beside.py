"""Moves an amount or a time to the one that stands with what is asked about, in another clause of the same sentence."""

import re

from qa.dates import dates
from qa.figures import figures
from qa.opposites import OPPOSITES
from qa.passages import Span
from qa.terms import Relevance

_CLAUSE = re.compile(r"(?:[^,，;；:：]|(?<=\d)[,，](?=\d{3}))+")
# A clause speaks of what is asked about where it has this share of it.
_SPEAKS_OF = 0.34
_MOST = 0.5
_NO_DEEDS = frozenset(("没有", "可以", "能够", "需要", "应该", "成为", "属于", "知道", "请问", "告诉"))
_PAIRS = [pair for pair in OPPOSITES if min(map(len, pair)) > 1 and not pair[0].isascii()]


def moved(relevance: Relevance, question: str, plain: str, span: Span, sentence: Span) -> Span:
    """Return the one amount or time in the clause that speaks of what is asked, where the span's own says none of it.

    :param question: and `plain`, the article, as by `for_models`.
    :param span: of an amount or a time in the sentence.
    """
    low, high = sentence
    terms = relevance.content(question)
    clauses = [(low + m.start(), low + m.end()) for m in _CLAUSE.finditer(plain[low:high])]
    own = next((c for c in clauses if c[0] <= span[0] < c[1]), None)
    if own is None or not terms or relevance.coverage(terms, plain[slice(*own)]) > 0:
        return span
    # What happened is asked, not only to whom: the subject stands in the first clause for all.
    keys = _deeds(question)
    best = max(
        (
            (relevance.coverage(terms, words), -a, b)
            for a, b in clauses
            if "其中" not in (words := plain[a:b]) and any(key in words for key in keys)
        ),
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


def _deeds(question: str) -> list[str]:
    """Return the verbs of two characters or more, the last word, which may be one, and the dates of a question."""
    import rjieba  # loads a dictionary

    words = [(word, tag[0]) for word, tag in rjieba.tag(question) if len(word) > 1 and tag[0] != "x"]
    verbs = [word for word, tag in words if tag == "v" and word not in _NO_DEEDS]
    last = [word for word, tag in words[-1:] if tag == "n"]  # 毕业 is a noun to the dictionary
    return verbs + last + [question[d.start : d.end] for d in dates(question)]


def is_the_opposite(question: str, clause: str) -> bool:
    """Tell whether a clause has a word that excludes one of the question, and not that one itself: 女儿 for 儿子.

    >>> is_the_opposite("儿子叫什么?", "女儿冼琴心是乐手"), is_the_opposite("女儿叫什么?", "女儿冼琴心是乐手")
    (True, False)
    """
    return _excluded(question, clause) is not None


def says_the_opposite(relevance: Relevance, claim: str, told: str) -> bool:
    """Tell whether a clause of a sentence speaks of most of a claim, with a word that excludes one of the claim's.

    Not where another clause has that word of the claim: 男子上午比赛,女子下午比赛.
    """
    for clause in _CLAUSE.findall(told):
        mine = _excluded(claim, clause)
        if mine is None or mine in told:
            continue
        rest = relevance.content(claim.replace(mine, " "))
        if rest and relevance.coverage(rest, clause) >= _MOST:
            return True
    return False


def _excluded(text: str, clause: str) -> str | None:
    """Return a word of a text that a word of a clause excludes."""
    for pair in _PAIRS:
        for mine, other in (pair, pair[::-1]):
            if mine in text and mine not in clause and other in clause and other not in text:
                return mine
    return None
