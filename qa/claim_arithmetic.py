"""Which figures of a claim follow from those of its proof: how much more, the rest, the sum, a share, another unit."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from qa.claim_clauses import pairs
from qa.claim_figures import side
from qa.claim_items import Told
from qa.dates import Date
from qa.digits import value
from qa.figures import Figure

# Units that measure the same, and how many of the first of them each is.
_MEASURES: tuple[dict[str, Fraction | int], ...] = (
    {"秒": Fraction(1, 60), "分钟": 1, "小时": 60},
    {"月": 1, "季度": 3, "年": 12},
    {"天": 1, "周": 7},
    {"毫克": Fraction(1, 1000), "克": 1, "斤": 500, "公斤": 1000, "吨": 1_000_000},
    {"毫米": 1, "厘米": 10, "米": 1000, "公里": 1_000_000},
    {"平方米": 1, "公顷": 10_000, "平方公里": 1_000_000},
    {"毫升": 1, "升": 1000, "立方米": 1_000_000},
)
_BASE = {unit: (next(iter(m)), Fraction(factor)) for m in _MEASURES for unit, factor in m.items()}
# What a claim calls a figure that it has reckoned.
_MORE = re.compile(
    r"[多少高低增减涨降跌升超差早晚贵快慢]|相差|便宜|提前|推迟|延[长后期]|缩短|上调|下调|拉长|[长短重轻远近大小][了约出]?\d"
    r"|\b(?:more|less|fewer|higher|lower|earlier|later|longer|shorter|rose|rise[sn]?|fell|up|down|cheaper|dearer|gap|difference)\b"
)
_TOTAL = re.compile(
    r"共|总|合[计起]|[加相]起来|两[项者次笔种天]|三[项者次笔种天]|加上|\b(?:altogether|total\w*|combined|sum|all)\b"
)
_REST = re.compile(
    r"其余|其他|其它|余下|[剩余还另未没缺差]|自[己付筹行]|\b(?:rest|others?|remain\w*|left|still|short)\b"
)
_THE_REST = re.compile(r"其余|其他|其它|余下|\b(?:rest|others|remain\w*)\b")
_SHARE = re.compile(
    r"[占成率%倍折]|比[例重]|分之|相当于|一半|过半|\b(?:per ?cent|share|half|third|quarter|times|twice)\b"
)
# A reckoned share may be rounded.
_ROUNDING = Fraction(1, 50)
_VAGUE = Fraction(1, 15)
_ABOUT = re.compile(r"约|大概|左右|差不多|\b(?:about|around|roughly|almost|nearly|approximately)\b")
# More than half is not nine tenths.
_FAR = Fraction(1, 5)
# From one time to another.
_FROM_TO = re.compile(r"[^,。;]{0,6}?(?:[至到—~-]|\bto\b|\buntil\b)[^,。;]{0,6}")
_HALF_DAY = 720  # minutes
# The months of a year so far.
_FIRST_MONTHS = re.compile(r"[前头首][一二两三四五六七八九十\d]{1,2}个月")
# More or less by so much than before or than another.
_COMPARED = re.compile(
    r"(?:[比较][^,。;]{1,12}|同比|环比)(?:(?P<up>增|多|高|提高|上升|涨|贵|上调|加)|(?P<down>减|少|低|下|降|跌|便宜))"
    r"[^,。;\d]{0,6}(?P<by>\d)"
)
# What grows does so from one time to another, and the proof must tell both.
_GROWS = re.compile("同比|环比|增长|[比较][去前上]")
_TWO_TIMES = re.compile("[去前上]年|同期|上[届月季周]|原[来有先]|[由从][^,。;]{1,16}[至到]|此前|以前|比|较")
# Without one of these no amount is of each, to be multiplied.
_OF_EACH = re.compile(r"[每各单]|人均|一律|\b(?:each|every|per|apiece)\b")
# 总产值 is that of one, which others' amounts do not make.
_ONE_TOTAL = re.compile("(?<!一)总(?![共计和])")
_EARLIER = re.compile("[去前]年|上[届月季周]")
_BEHIND_REST = 8  # characters that say of what the rest is
_SEVERAL = re.compile("[和与及、]")
# An amount is reckoned from few: among many some would fit by chance.
_MOST = 14
_ALSO = re.compile(r"[,，;；。!?]")
_AND_A_HALF = re.compile(r"(?P<number>[一两二三四五六七八九十\d]+)个?半(?P<unit>小时|月|年)|(?P<unit2>小时|年)半")


def follows(claim: str, figure: Figure, told: Sequence[Told]) -> bool:
    """Tell whether a figure of a claim can be reckoned from figures of its proof in the way that the claim says.

    >>> from qa.claim_items import read
    >>> def of(claim, words): return follows(claim, read(claim)[1][-1], [Told.of(words)])
    >>> of("今年多了670万元", "由1980万元增加到2650万元"), of("今年有670万元", "由1980万元增加到2650万元")
    (True, False)
    >>> of("其余65%没有通过", "通过的占35%"), of("单只重77斤", "单只重38.5公斤")
    (True, True)
    """
    if figure.kind not in ("quantity", "percent"):
        return False
    amounts = [f for t in told for f in t.figures][:_MOST]
    clause = _around(claim, figure)
    whole = " ".join(t.plain for t in told)
    wanted = _halves(claim, figure)
    alike = [v for f in amounts if (v := _in_base(f, wanted)) is not None]
    mine = _in_base(wanted, wanted)
    if mine is None:
        return False
    if figure.unit in _BASE and any(f.unit != figure.unit and _in_base(f, wanted) == mine for f in amounts):
        return True
    each = [[v for f in t.figures[:_MOST] if (v := _in_base(f, wanted)) is not None] for t in told]
    ways: list[Iterator[Fraction]] = []
    if _MORE.search(clause) and (_TWO_TIMES.search(whole) or not _GROWS.search(clause)):
        ways += [_differences(alike), _differences([f.value for f in amounts if f.kind == "time"], of=wanted)]
        if figure.unit == "百分点":
            ways.append(_differences([f.value for f in amounts if f.kind == "percent" and not f.unit]))
    rest = _THE_REST.search(whole)
    if _REST.search(clause) or (rest and pairs(whole[rest.end() : rest.end() + _BEHIND_REST]) & pairs(clause)):
        ways += [_rests(values, whole=figure.kind == "percent") for values in (*each, alike)]
    if _TOTAL.search(clause):
        if _OF_EACH.search(whole):
            ways.append(_products(amounts, wanted))
        if _TOTAL.search(_ONE_TOTAL.sub("", clause)) or _SEVERAL.search(clause[: clause.find("总")]):
            ways += [_sums(values, clause) for values in (*each, alike)]
    ways += [_before(t, wanted, clause) for t in told]
    if any(mine == v for way in ways for v in way):
        return True
    if any(_lasts(t, wanted) for t in told) or _months(claim, figure, told):
        return True
    if not _SHARE.search(claim) or not (figure.kind == "percent" or figure.unit == "倍"):
        return False
    if _GROWS.search(clause) and not _TWO_TIMES.search(whole):
        return False
    shares = _shares(amounts)
    towards = side(claim, figure)
    vague = _VAGUE if _ABOUT.search(clause) else _ROUNDING
    if towards:
        return any(0 <= (share - mine) * towards <= mine * _FAR for share in shares)
    return any(abs(share - mine) <= vague * mine for share in shares)


def _around(claim: str, figure: Figure) -> str:
    """Return the clause of a claim that a figure stands in."""
    start = max((m.end() for m in _ALSO.finditer(claim, 0, figure.start)), default=0)
    end = _ALSO.search(claim, figure.end)
    return claim[start : end.start() if end else len(claim)]


def _halves(claim: str, figure: Figure) -> Figure:
    """Return the figure with what stands before or behind it counted in: 一个半小时, 两年半."""
    for match in _AND_A_HALF.finditer(claim):
        if match.start() <= figure.start < match.end() and match["number"]:
            number = value(match["number"])
            unit = {"月": "月", "年": "年"}.get(match["unit"], "小时")
            if number is not None:
                return replace(figure, value=Fraction(number) + Fraction(1, 2), unit=unit)
    return figure


def _in_base(figure: Figure, wanted: Figure) -> Fraction | None:
    """Return an amount in the smallest unit of what is wanted; None where it is of something else."""
    if figure.kind != wanted.kind:
        return None
    if figure.unit == wanted.unit:
        return figure.value * _BASE[figure.unit][1] if figure.unit in _BASE else figure.value
    mine, its = _BASE.get(wanted.unit), _BASE.get(figure.unit)
    return figure.value * its[1] if mine and its and mine[0] == its[0] else None


def _differences(values: Sequence[Fraction], *, of: Figure | None = None) -> Iterator[Fraction]:
    """Yield how far each two lie apart; of times of day, in minutes, where `of` is a stretch of time."""
    if of is not None and of.unit not in ("分钟", "小时"):
        return
    for a, b in itertools.combinations(values, 2):
        yield abs(a - b)
        if of is not None:
            yield 1440 - abs(a - b)


def _sums(values: Sequence[Fraction], clause: str) -> Iterator[Fraction]:
    """Yield what some amounts are together: all of them, or so many as the clause says, 两地 or 三项."""
    said = {2} if "两" in clause else {3} if "三" in clause else set()
    for count in (said | {len(values)}) - {0, 1}:
        yield from (sum(some, Fraction(0)) for some in itertools.combinations(values, count))


def _rests(values: Sequence[Fraction], *, whole: bool) -> Iterator[Fraction]:
    """Yield what is left of the largest amount, or of 1 where these are shares, without all the others."""
    if whole and values:
        yield 1 - sum(values, Fraction(0))
    elif len(values) > 1:
        yield 2 * max(values) - sum(values, Fraction(0))


def _products(amounts: Sequence[Figure], wanted: Figure) -> Iterator[Fraction]:
    """Yield so many times so much each."""
    for one in amounts:
        each = _in_base(one, wanted)
        if each is not None:
            yield from (each * f.value for f in amounts if f.kind == "quantity" and f.unit != one.unit)


def _before(told: Told, wanted: Figure, clause: str) -> Iterator[Fraction]:
    """Yield what an amount was that is told with how much more or less it is than before, or than another's."""
    for match in _COMPARED.finditer(told.plain):
        by = next((f for f in told.figures if f.start == match.start("by")), None)
        if by is None or not set(_EARLIER.findall(match[0])) <= set(_EARLIER.findall(clause)):
            continue
        step = by.value if by.unit == "百分点" and wanted.kind == "percent" else _in_base(by, wanted)
        others = {m.start("by") for m in _COMPARED.finditer(told.plain)}
        before = [
            f
            for f in told.figures
            if f.end <= match.start() and f.start not in others and _in_base(f, wanted) is not None
        ]
        if step is not None and before:
            now = _in_base(before[-1], wanted) or Fraction(0)
            yield now - step if match["up"] else now + step


def _shares(amounts: Sequence[Figure]) -> list[Fraction]:
    """Return what share each amount is of each other of its unit, or how many times it."""
    return [
        a.value / b.value
        for a, b in itertools.permutations(amounts, 2)
        if b.value and a.kind == b.kind == "quantity" and a.unit == b.unit and a.value != b.value
    ]


def _lasts(told: Told, wanted: Figure) -> bool:
    """Tell whether a stretch of time lies between two times that a sentence tells one right behind the other."""
    if wanted.unit not in ("分钟", "小时", "天", "月", "年"):
        return False
    if wanted.unit in ("分钟", "小时"):
        times = [f for f in told.figures if f.kind == "time"]
        minutes = wanted.value * _BASE[wanted.unit][1]
        return any(
            minutes in _apart(a, b)
            for a, b in itertools.pairwise(times)
            if _FROM_TO.fullmatch(told.plain, a.end, b.start)
        )
    return any(
        wanted.value in _length(a, b, wanted.unit)
        for a, b in itertools.pairwise(told.dates)
        if _FROM_TO.fullmatch(told.plain, a.end, b.start)
    )


def _apart(a: Figure, b: Figure) -> tuple[Fraction, ...]:
    """Return how many minutes may lie between two times of day: of 8时 to 5点, which may be 17时, and over midnight."""
    minutes = b.value - a.value
    half = (minutes + _HALF_DAY,) if b.unit == "12h" else ()
    return (minutes, *half, *((minutes + 2 * _HALF_DAY,) if minutes < 0 else ()))


def _length(a: Date, b: Date, unit: str) -> tuple[int, ...]:
    """Return how many days, months or years lie between two dates, with and without the last one."""
    if unit == "年":
        years = b.year - a.year if a.year and b.year else None
        return () if years is None else (years, years + 1)
    if a.month is None or b.month is None:
        return ()
    months = (b.month - a.month) % 12
    if unit == "月":
        return (months, months + 1)
    if a.day is None or b.day is None or months > 1:
        return ()
    if months:
        return tuple(length - a.day + b.day + more for length in (30, 31) for more in (0, 1))
    return (b.day - a.day, b.day - a.day + 1)


def _months(claim: str, figure: Figure, told: Sequence[Told]) -> bool:
    """Tell whether the first months of a year are those up to one that the proof names: 前七个月, 截至7月底."""
    for match in _FIRST_MONTHS.finditer(claim):
        if match.start() < figure.start < match.end():
            return any(d.month == figure.value and d.day is None for t in told for d in t.dates)
    return False
