"""What a sentence says that its proof must say too, whatever the wording: figures, dates, names and quoted words."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from qa.dates import Date, dates_in, same_date
from qa.figures import Figure, figures_in, same_figure
from qa.mentions import SOUNDS, named
from qa.names import like_a_name, people
from qa.normalize import for_matching

Kind = Literal["figure", "date", "name", "quote"]

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
_QUOTED = re.compile(r"[“「『《]([^“”「」『』《》]{2,200})[”」』》]|\"([^\"]{2,200})\"")
_NO_WORD = re.compile(r"[\W_]+")
_LATIN = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9-]*[A-Z])[A-Za-z][A-Za-z0-9-]*")
# Right before one of these stands what the organisation is called.
_BODY = re.compile(
    r"([\u4e00-\u9fff]{2})(?:集团|公司|银行|大学|学院|中学|小学|医院|法院|检察院|协会|学会|基金会|研究院|研究所|俱乐部|博物馆|委员会|联盟|派出所)"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a claim that must stand in the proof: claim[start:end]."""

    kind: Kind
    start: int
    end: int
    value: Figure | Date | str


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence of the article tells.

    :param plain: its words, as by `for_matching`.
    :param known: the same words with those who speak them and the headings above them.
    """

    plain: str
    known: str
    figures: Sequence[Figure]
    dates: Sequence[Date]

    @classmethod
    def of(cls, words: str, known: str = "") -> "Told":
        """Read a sentence."""
        plain = for_matching(words)
        days, amounts = read(plain)
        return cls(plain, f"{plain} {for_matching(known)}", amounts, days)


@lru_cache(maxsize=1_024)
def read(plain: str) -> tuple[tuple[Date, ...], tuple[Figure, ...]]:
    """Return the dates and figures of a text that `for_matching` made."""
    days = dates_in(plain)
    return tuple(days), tuple(figures_in(plain, days))


def side(plain: str, figure: Figure) -> int:
    """Return -1 where a text says less than a figure, 1 where it says more, else 0.

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
        if same_figure(figure, other):
            if mine * its >= 0:
                found.append(other)
        elif rounded and its == 0 and other.value and abs(figure.value / other.value - 1) <= _ROUNDING:
            nearly = replace(other, value=figure.value)
            if same_figure(figure, nearly) and (other.value - figure.value) * mine >= 0:
                found.append(other)
    return found


def is_day(day: Date, told: Told, years: Collection[int], months: Collection[int]) -> bool:
    """Tell whether a sentence tells a date of a claim.

    :param years: what a date without its year may mean there.
    :param months: what a day without its month may mean there.
    """
    for other in told.dates:
        if not same_date(day, other):
            continue
        if day.day is not None and other.day is None:
            continue  # the claim tells more of the date
        if day.month is not None and other.month is None and (other.day is None or day.month not in months):
            continue
        if day.year is not None and other.year is None and day.year not in years:
            continue
        return True
    return False


def items(claim: str, people_known: Sequence[str]) -> list[Item]:
    """Return what of a claim must stand in its proof, in order.

    :param claim: folded and simplified, as by `for_models`.
    :param people_known: the people whom the article names.
    """
    plain = for_matching(claim)
    days, amounts = read(plain)
    found = [Item("date", d.start, d.end, d) for d in days]
    found += [Item("figure", f.start, f.end, f) for f in amounts]
    quoted = []
    for match in _QUOTED.finditer(claim):
        words = match[1] or match[2]
        quoted.append(match.span())
        found.append(Item("quote", *match.span(), words))
    taken = [(i.start, i.end) for i in found]
    for start, words in _names(claim, people_known):
        end = start + len(words)
        if all(end <= a or b <= start for a, b in taken):
            found.append(Item("name", start, end, words))
            taken.append((start, end))
    return sorted(found, key=lambda i: i.start)


def _names(claim: str, people_known: Sequence[str]) -> list[tuple[int, str]]:
    """Return the names of people, places and bodies in a claim, with where they begin."""
    import rjieba  # loads a dictionary, and answers do without it

    found = [(m.start, m.text) for m in named(claim, [*people_known, *people(claim)])]
    found += [(m.start(), m[0]) for m in _LATIN.finditer(claim) if _HAN.search(claim)]
    found += [(m.start(1), m[1]) for m in _BODY.finditer(claim)]
    at = 0
    for word, tag in rjieba.tag(claim, False):
        person = tag == "nr" and (like_a_name(word) or all(c in SOUNDS for c in word))
        if len(word) > 1 and (person or tag in ("ns", "nt", "nrt", "nrfg")):
            found.append((at, word))
        at += len(word)
    return sorted(found, key=lambda f: (f[0], -len(f[1])))


def squeezed(text: str) -> str:
    """Return a text without anything but letters and figures, for comparing quotations.

    >>> squeezed("“双碳”, 目标")
    '双碳目标'
    """
    return _NO_WORD.sub("", for_matching(text))


def is_named(name: str, told: str) -> bool:
    """Tell whether a text names something, in full or shortened: 红十字总会, where it has 中国红十字会总会.

    >>> is_named("红十字总会", "中国红十字会总会派出"), is_named("郑州", "郑大和福州")
    (True, False)
    """
    name, told = for_matching(name), for_matching(told)
    if name in told:
        return True
    if not _HAN.search(name) or len(name) < 3:
        # 湖南省 is told of as 湖南, 美国 as 美.
        return len(name) > 2 and name[:-1] in told
    # In order, and in not much more room than the name itself takes.
    pattern = "[\u4e00-\u9fff]{0,4}?".join(map(re.escape, name))
    return bool(re.search(pattern, told)) or (name[-1] in "省市县区镇乡村州国" and name[:-1] in told)


def is_quoted(words: str, told: str) -> bool:
    """Tell whether a text has quoted words, whatever their punctuation; words of another script tell nothing."""
    return squeezed(words) in squeezed(told)
