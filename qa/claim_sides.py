"""Whether a claim has two the wrong way round that its proof tells with their figures: 甲比乙少, 甲是乙的三倍."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from qa.claim_clauses import STOP, pairs
from qa.claim_items import read
from qa.figures import Figure
from qa.units import compatible

_LARGER = "多|高|大|贵|重|长|远"
_SMALLER = "少|低|小|便宜|轻|短|近"
_THAN = re.compile(
    rf"(?P<one>[^,。;]{{2,16}}?)(?<!对)比(?!例|重|赛|分)(?P<other>[^,。;\d]{{2,12}}?)(?:(?P<more>{_LARGER})|{_SMALLER})[了出约近达]{{0,2}}$"
)
_TIMES = re.compile(r"(?P<one>[^,。;]{2,16}?)(?:是|为|达|相当于|占)(?:到|了)?(?P<other>[^,。;\d]{2,12}?)的?(?:约|近)?$")
_MOST = re.compile(
    rf"(?P<one>[^,。;]{{2,16}}?)(?:[^,。;]{{0,6}})最(?:(?P<more>{_LARGER})|{_SMALLER})(?![\u4e00-\u9fff]?[的地])"
)
# What is no one's among several.
_WHOLE = re.compile("共|总[共计和]|合计|全|一起|累计")
_ROUNDING = Fraction(1, 20)
_ENOUGH = 3  # amounts, for one of them to be the most


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure of a proof, and what is said of it before it in its clause."""

    figure: Figure
    said: str


def wrong_way_round(claim: str, sentences: Sequence[str]) -> bool:
    """Tell whether the figures of the proof say the opposite of how a claim compares two that they belong to.

    :param claim: as by `for_matching`, like the sentences of its proof.

    >>> told = ["小麦总产量为360吨,玉米总产量为300吨,大豆总产量为90吨"]
    >>> [wrong_way_round(c, told) for c in ("小麦产量比玉米高60吨", "小麦产量比玉米低60吨", "大豆的产量最高")]
    [False, True, True]
    >>> wrong_way_round("甲厂的产值是乙厂的3倍", ["甲厂产值5万元,乙厂产值15万元"])
    True
    """
    return any(_turned(claim, amounts) for amounts in map(_amounts, sentences) if len(amounts) > 1)


def _amounts(sentence: str) -> list[_Amount]:
    """Return the figures of a sentence that stand alone behind what they are of."""
    found: list[_Amount] = []
    stops = [0, *(m.end() for m in STOP.finditer(sentence) if not sentence[m.start() - 1 : m.start()].isdigit())]
    for figure in read(sentence)[1]:
        low = max(s for s in stops if s <= figure.start)
        if figure.kind in ("quantity", "percent"):
            found.append(_Amount(figure, sentence[low : figure.start]))
    return found


def _turned(claim: str, amounts: Sequence[_Amount]) -> bool:
    for figure in read(claim)[1]:
        before = claim[: figure.start]
        if match := _THAN.search(before):
            one, other = _two(match, amounts)
            if one and other and abs(one.value - other.value) == figure.value:
                return (one.value > other.value) != bool(match["more"])
        elif (figure.unit == "倍" or figure.kind == "percent") and (match := _TIMES.search(before)):
            one, other = _two(match, amounts)
            if one and other and one.value and other.value:
                share, turned = one.value / other.value, other.value / one.value
                return _near(turned, figure.value) and not _near(share, figure.value)
    if match := _MOST.search(claim):
        return _not_most(match["one"], bool(match["more"]), amounts)
    return False


def _two(match: re.Match[str], amounts: Sequence[_Amount]) -> tuple[Figure | None, Figure | None]:
    """Return the figures of the two that a claim compares, where each is told of one alone."""
    ones, others = _belonging(match["one"], amounts), _belonging(match["other"], amounts)
    mine = [a for a in ones if a not in others] or ones
    its = [a for a in others if a not in mine]
    if len(mine) == len(its) == 1 and compatible(mine[0].figure.unit, its[0].figure.unit):
        return mine[0].figure, its[0].figure
    return None, None


def _belonging(name: str, amounts: Sequence[_Amount]) -> list[_Amount]:
    """Return the figures before which most of a name is said."""
    shared = [len(pairs(name) & pairs(a.said)) for a in amounts]
    most = max(shared, default=0)
    return [a for a, n in zip(amounts, shared, strict=True) if n == most and most]


def _not_most(name: str, more: bool, amounts: Sequence[_Amount]) -> bool:
    mine = _belonging(name, amounts)
    if len(mine) != 1:
        return False
    figure = mine[0].figure
    others = [
        a.figure
        for a in amounts
        if a.figure.unit == figure.unit and a.figure.kind == figure.kind and not _WHOLE.search(a.said)
    ]
    beyond = [f for f in others if (f.value > figure.value if more else f.value < figure.value)]
    return len(others) >= _ENOUGH and bool(beyond)


def _near(a: Fraction, b: Fraction) -> bool:
    return abs(a - b) <= _ROUNDING * b
