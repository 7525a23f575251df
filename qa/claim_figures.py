"""Which figures of a sentence prove one of a claim: the same amount in other words, rounded, counted, or of a range."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from qa.claim_items import HAN, Told
from qa.digits import value
from qa.figures import Figure, same_figure
from qa.units import COUNTED, UNITS

# Written before or behind a figure, they say on which side of it the amount lies; what only rounds is on neither.
_BELOW = re.compile(
    r"(?:将?近|不到|不足|接近|至多|最多|不超过|少于|低于|未满|逼近"
    r"|almost|nearly|under|less than|fewer than|up to|below) ?$"
)
_ABOVE = re.compile(r"(?:超过?|逾|多于|高于|至少|不少于|突破|大于|over|more than|above|at least|exceed\w*) ?$")
_BEHIND_BELOW = re.compile(r"(?:以下|以内|之内)")
_BEHIND_ABOVE = re.compile(r"(?:以上|[多余]|之多|or more)")
_ROUNDED = re.compile(r"(?:大?约|大概|左右|上下|about|around|some|roughly|approximately) ?$")
# A rounded figure is as good as the exact one where it lies within a fortieth of it.
_ROUNDING = Fraction(1, 40)
_PER = re.compile(r"/(平方米|立方米|公斤|千克|小时|[\u4e00-\u9fff])")
# Things side by side in one clause.
_AND = re.compile("[、和与及]")
_LISTED = re.compile(r"[^、和与及,。;:]{1,15}(?:、[^、和与及,。;:]{1,15})*[、和与及][^、和与及,。;:]{1,15}")
# What lasts so many days.
_FOR = re.compile("(?:拘留|为期|历时|持续|隔离|停[业工产课职]|期限为?|延长)(?:了|达|近|约)?$")
# What 一 stands before as an article does, unless one of these says that it was counted.
_ARTICLES = frozenset("个名位家件条张座台间所只辆棵次户口处份项部场起头匹支段栋幢艘架款套篇")
_JUST_ONE = re.compile(r"[只仅共第唯同每另哪]|唯一|\d")
_SMALL_NUMBERS = {1: "一1", 2: "两2"} | {n: f"{zh}{n}" for n, zh in enumerate("三四五六七八九", 3)}
_PREFIXES = "几数上近成超逾"
_VAGUELY = re.compile(rf"(?P<prefix>[{_PREFIXES}])(?P<magnitude>[十百千万亿]{{1,3}})(?!分|足|字)")
_NUMERALS = "一二两三四五六七八九十百千万亿点第"
# What stands behind a bare numeral where it counts: 两院, 三国.
_COUNTED_AT_ONCE = "院校国省市县区家方人队组年月天日届次轮座条"


def side(plain: str, figure: Figure) -> int:
    """Return -1 where a text says less than a figure, 1 where it says more, else 0.

    >>> from qa.claim_items import read
    >>> plain = "近700人,超过3成,5000余人,约8米"
    >>> [side(plain, f) for f in read(plain)[1]]
    [-1, 1, 1, 0]
    """
    before, behind = plain[max(0, figure.start - 12) : figure.start], plain[figure.number : figure.end + 3]
    if _ABOVE.search(before) and not before.rstrip().endswith(("不超过", "未超过")):
        return 1
    if _BELOW.search(before) or _BEHIND_BELOW.match(plain, figure.end):
        return -1
    return 1 if _BEHIND_ABOVE.match(behind) or _BEHIND_ABOVE.match(plain, figure.end) else 0


def stands(claim: str, figure: Figure, told: Told) -> list[Figure]:
    """Return the figures of a sentence that prove one of a claim."""
    mine = side(claim, figure)
    rounded = mine != 0 or bool(_ROUNDED.search(claim[max(0, figure.start - 14) : figure.start]))
    found = []
    for other in told.figures:
        its = side(told.plain, other)
        if (rate := _rate(claim, figure)) and (another := _rate(told.plain, other)) and rate != another:
            continue
        if _at_the_hour(claim, figure, other):
            found.append(other)
        elif same_figure(figure, other):
            if mine * its >= 0:
                found.append(other)
        elif rounded and its == 0 and other.value and abs(figure.value / other.value - 1) <= _ROUNDING:
            nearly = replace(other, value=figure.value)
            if same_figure(figure, nearly) and (other.value - figure.value) * mine >= 0:
                found.append(other)
    return found


def _rate(plain: str, figure: Figure) -> str:
    """Return what a price or speed is for, "" where that is not written: 斤 of 108元/斤."""
    match = _PER.match(plain, figure.end)
    return UNITS.get(match[1], match[1]) if match else ""


def proves(claim: str, figure: Figure, told: Told) -> bool:
    """Tell whether a sentence proves a figure of a claim, in one way of writing or another.

    An indefinite 一个 is proven by anything but another number of them.
    """
    return (
        bool(stands(claim, figure, told))
        or _indefinite(claim, figure, told)
        or _bare(claim, figure, told)
        or _sums_up(claim, figure)
        or _lasts(claim, figure, told)
    )


def _sums_up(claim: str, figure: Figure) -> bool:
    """Tell whether a figure only counts what the claim lists right before it: 甲、乙和丙三人."""
    if figure.unit not in COUNTED or not 1 < figure.value < 10:
        return False
    lists = (m for m in _LISTED.finditer(claim) if m.start() < figure.start and figure.end <= m.end())
    return any(len(_AND.split(m[0])) == figure.value and not _AND.search(claim, figure.start, m.end()) for m in lists)


def is_article(claim: str, figure: Figure) -> bool:
    """Tell whether a figure is 一 with a measure word, as it stands before a noun that nobody counts."""
    return claim[figure.start : figure.number] == "一" and claim[figure.number : figure.end] in _ARTICLES


def _lasts(claim: str, figure: Figure, told: Told) -> bool:
    """Tell whether a sentence has a number of days written as a day: 拘留五日."""
    return claim[figure.number : figure.end] == "天" and any(
        d.year is None and d.month is None and d.day == figure.value and _FOR.search(told.plain, 0, d.start)
        for d in told.dates
    )


def _indefinite(claim: str, figure: Figure, told: Told) -> bool:
    """Tell whether a figure is but the article of a noun, and a sentence has no other number with its measure word."""
    measure = claim[figure.number : figure.end]
    if not is_article(claim, figure) or _JUST_ONE.search(claim[max(0, figure.start - 3) : figure.start]):
        return False
    return all(told.plain[f.number : f.end] != measure or f.value == 1 for f in told.figures)


def _bare(claim: str, figure: Figure, told: Told) -> bool:
    """Tell whether a sentence has a figure right before the noun (两校, for 两所学校), or in another language."""
    if figure.kind != "quantity":
        return False
    if figure.value == 1 and f"每{claim[figure.number : figure.end]}" in told.plain:
        return True  # 一亩 of 每亩
    english = not HAN.search(claim)
    if english and not figure.unit and any(d.year == figure.value for d in told.dates):
        return True  # the 2001 song
    numeral = _SMALL_NUMBERS.get(int(figure.value), "") if figure.value.denominator == 1 else ""
    if not numeral or (english and figure.unit) or (not english and figure.unit not in COUNTED):
        return False
    noun = _COUNTED_AT_ONCE if english else _first_word(claim[figure.end : figure.end + 8])
    if not noun:
        return False
    taken = [(d.start, d.end) for d in told.dates] + [(f.start, f.end) for f in told.figures]
    return any(
        all(m.end() <= start or end <= m.start() for start, end in taken)
        for m in re.finditer(rf"(?<![\d{_NUMERALS}])(?<!\d[.,])[{numeral}](?=[{noun}])", told.plain)
    )


def _first_word(text: str) -> str:
    """Return the Chinese word that a text begins with, "" where it begins with none."""
    import rjieba  # loads a dictionary, and answers do without it

    word = next(iter(rjieba.cut(text)), "")
    return word if HAN.fullmatch(word[:1]) else ""


def magnitude_missing(claim: str, sentences: Sequence[Told]) -> bool:
    """Tell whether a claim has a magnitude that sentences lack: 上百亿, where they have 上百万 or nothing of the kind.

    >>> magnitude_missing("产值上百亿元", [Told.of("产值上百万元")]), magnitude_missing("数百人", [Told.of("共320人")])
    (True, False)
    """
    for match in _VAGUELY.finditer(claim):
        least, below = value(f"一{match['magnitude']}"), match["prefix"] == "近"
        if least is None:
            continue
        told = [m for t in sentences for m in re.finditer(rf"(?P<prefix>.?){match['magnitude']}", t.plain)]
        if told and all((m["prefix"] == "近") == below or m["prefix"] not in _PREFIXES for m in told):
            continue
        if told:
            return True
        if not any(least * Fraction(9, 10) <= f.value < least * 10 for t in sentences for f in t.figures):
            return True
    return False


def _at_the_hour(claim: str, figure: Figure, other: Figure) -> bool:
    """Tell whether what looks like so many points is a time of day that a sentence tells: 7点, 7时."""
    pointed = figure.kind == "quantity" and claim[figure.start : figure.end].endswith("点")
    return pointed and other.kind == "time" and (other.value - figure.value * 60) % 720 == 0
