"""Moves an amount or a time to the one that stands with what is asked about, in another clause of the same sentence."""

import re

from qa.dates import dates
from qa.figures import figures
from qa.opposites import OPPOSITES
from qa.passages import Span
from qa.terms import Relevance

CLAUSE = re.compile(r"(?:[^,，;；:：]|(?<=\d)[,，](?=\d{3}))+")
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
    clauses = [(low + m.start(), low + m.end()) for m in CLAUSE.finditer(plain[low:high])]
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


_PART = re.compile("[;；。]")
_NOW = re.compile("如今|现在|目前|今年")
_DIGITS = re.compile(r"\d+")
_THEN = re.compile("如今|现在|目前|[去今明前]年|此前|以前|原")
_SEGMENT = re.compile(r"(?:[^,，、;；:：。]|(?<=\d)[,，](?=\d{3}))+")
_ASKING = frozenset("多少几个位名项些有了的是在和与一共总现目前吗呢谁什么哪里人件只次")


def sibling(question: str, plain: str, span: Span, sentence: Span) -> Span:
    """Return the amount of the same unit that stands with a word of the question, where the span's own has none.

    2 people died and 9 were hurt, with a comma or 、 between: 造成2人死亡、9人受伤.

    >>> t = "国宝级文物7件、重要古物23件"
    >>> [t[slice(*sibling(q, t, at, (0, len(t))))] for q, at in (("国宝有几件?", (12, 15)), ("共几件?", (12, 15)))]
    ['7件', '23件']
    """
    low = max((m.end() for m in _PART.finditer(plain, sentence[0], span[0])), default=sentence[0])
    high = next((m.start() for m in _PART.finditer(plain, span[1], max(span[1], sentence[1]))), sentence[1])
    asked = {c for c in question if "\u4e00" <= c <= "\u9fff"} - _ASKING
    mine = [f for f in figures(plain[slice(*span)])]
    if not mine or not asked or len({(f.kind, f.unit) for f in mine}) > 1:
        return span
    found = []
    for match in _SEGMENT.finditer(plain, low, high):
        own = [f for f in figures(match[0]) if (f.kind, f.unit) == (mine[0].kind, mine[0].unit)]
        if len(own) == 1:
            at = match.start() + own[0].start, match.start() + own[0].end
            if _THEN.search(match[0]) and not _THEN.search(question):
                continue
            around = match[0][: own[0].start] + match[0][own[0].end :]
            numbers = set(_DIGITS.findall(question)) & set(_DIGITS.findall(around))  # of the day that is asked about
            of_now = bool(_NOW.search(question) and _NOW.search(match[0]))
            found.append((len(asked & set(around)) + len(numbers) + of_now, at))
    here = next((shares for shares, at in found if at[0] < span[1] and span[0] < at[1]), None)
    others = sorted(((shares, at) for shares, at in found if not (at[0] < span[1] and span[0] < at[1])), reverse=True)
    if len(mine) > 1:  # 7件、重要古物23件
        others = sorted(found, reverse=True)
    elif here != 0:
        return span
    if not others or not others[0][0] or (len(others) > 1 and others[0][0] == others[1][0]):
        return span
    return others[0][1]


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
    for clause in CLAUSE.findall(told):
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
