"""Whether a claim says less by a figure where its proof says more by it, of the same two: 比去年多5件, 比去年少5件."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.claim_clauses import pairs
from qa.claim_items import read
from qa.figures import Figure, same_figure

# Words of one line say more and less of the same; the first half of a line against the second.
_WAYS = tuple(
    tuple(tuple(side.split()) for side in line.split("|"))
    for line in (
        "多 高 贵 增 增加 增长 上升 提高 提升 上涨 涨 升 大 重 长 远 上调"
        " | 少 低 便宜 减 减少 下降 降低 下跌 下滑 跌 降 小 轻 短 近 下调 缩短",
        "快 | 慢",
        "早 提前 | 晚 迟 推迟 延后",
        "年长 大 | 年轻 小",
        "more higher longer older | fewer less lower shorter younger",
        "earlier before | later after",
        "faster | slower",
    )
)
_WORDS = "|".join(sorted({w for way in _WAYS for side in way for w in side if not w.isascii()}, key=len, reverse=True))
_ENGLISH = "|".join(w for way in _WAYS for side in way for w in side if w.isascii())
_AMPLY = "[了出约近达过整仅只将]{0,3}"
# What stands right before the figure: 比去年多, 高于保证水位, 同比增长.
_BEFORE = re.compile(
    rf"(?:(?:[比较](?P<than>[^,。;、\d]{{1,16}}?)|同比|环比)(?P<way>{_WORDS})"
    rf"|(?P<over>[高低多少早晚大小])[于出](?P<what>[^,。;、\d]{{1,12}}?)){_AMPLY}$"
)
_BEHIND = re.compile(rf"(?: [a-z-]+){{0,2}} (?P<way>{_ENGLISH})\b(?P<than>[^,.;]{{0,40}})")
_FROM = re.compile("[由从]")
_TO = re.compile(r"[^,。;、\d]{0,8}[到至为成]")
_ORDER = re.compile(r"(?P<one>[^。;,]{2,24})(?P<way>[高低多少早晚大小])于(?P<other>[^,。;\d]{2,10})")
_STOP = re.compile(r"[,，。;；]")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """More or less by a figure: the word for it, and than what, "" where that is left out."""

    figure: Figure
    way: str
    than: str


def compared_otherwise(claim: str, sentences: Sequence[str]) -> bool:
    """Tell whether a claim turns a comparison of its proof round.

    What only names the two the other way round is left alone: 甲比乙多5件, 乙比甲少5件.

    :param claim: as by `for_matching`, like the sentences of its proof.

    >>> compared_otherwise("今年比去年少5件", ["今年19件,比去年多5件"])
    True
    >>> compared_otherwise("乙比甲少5件", ["甲比乙多5件"])
    False
    """
    told = [c for s in sentences for c in _comparisons(s)]
    for mine in _comparisons(claim):
        same = [c for c in told if same_figure(mine.figure, c.figure)]
        if same and all(_opposite(mine.way, c.way) and _alike(mine.than, c.than) for c in same):
            return True
    changes = [c for s in sentences for c in _changes(s)]
    for before, after in _changes(claim):
        same_way = any(same_figure(before, a) and same_figure(after, b) for a, b in changes)
        if not same_way and any(same_figure(before, b) and same_figure(after, a) for a, b in changes):
            return True
    others = [o for s in sentences for o in _orders(s)]
    for mine_ in _orders(claim):
        same_two = [o for o in others if _same_two(mine_, o)]
        if same_two and all(_opposite(mine_.way, o.way) for o in same_two):
            return True
    return False


def _changes(plain: str) -> Iterator[tuple[Figure, Figure]]:
    """Yield what an amount was and what it became: 由2起增至5起."""
    for a, b in itertools.pairwise(read(plain)[1]):
        if _FROM.search(plain, max(0, a.start - 5), a.start) and _TO.fullmatch(plain, a.end, b.start):
            yield a, b


@dataclass(frozen=True, slots=True)
class _Order:
    """That one is more or less than another: the first one, the word for it, the other."""

    one: str
    way: str
    other: str


def _orders(plain: str) -> Iterator[_Order]:
    for match in _ORDER.finditer(plain):
        yield _Order(match["one"], match["way"], match["other"])


def _same_two(a: _Order, b: _Order) -> bool:
    return bool(pairs(a.one) & pairs(b.one)) and bool(pairs(a.other) & pairs(b.other))


def _comparisons(plain: str) -> Iterator[_Comparison]:
    stops = [m.end() for m in _STOP.finditer(plain)]
    for figure in read(plain)[1]:
        before = bisect_right(stops, figure.start)
        start = stops[before - 1] if before else 0
        if match := _BEFORE.search(plain[start : figure.start]):
            yield _Comparison(figure, match["way"] or match["over"], match["than"] or match["what"] or "")
        elif match := _BEHIND.match(plain, figure.end):
            yield _Comparison(figure, match["way"], match["than"])


def _opposite(mine: str, other: str) -> bool:
    return any((mine in a and other in b) or (mine in b and other in a) for a, b in _WAYS)


def _alike(mine: str, other: str) -> bool:
    """Tell whether two are compared with the same: neither says with what, or both with words they share."""
    if not mine or not other:
        return mine == other
    return bool(pairs(mine) & pairs(other)) or mine.strip() == other.strip()
