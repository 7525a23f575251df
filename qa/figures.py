"""Finds the figures of a text however they are written, and tells whether two are the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from qa.dates import Date, dates_in
from qa.digits import DIGITS, ENGLISH_DIGITS, ENGLISH_SCALES, english_value, value
from qa.normalize import for_matching
from qa.units import UNITS, compatible

Kind = Literal["quantity", "percent", "ordinal", "time"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text, with its unit where it has one: text[start:end].

    :param value: exact. Of a percent, the share: 30% and 三成 are 3/10; of a time of day, its minutes.
    :param unit: the first spelling of it in `qa.units`, "" where none is written; of a time "12h" where it may as well
        be in the other half of the day.
    :param number: text[start:number] is the number without its unit.
    """

    start: int
    end: int
    value: Fraction
    unit: str
    kind: Kind
    number: int


def figures(text: str) -> list[Figure]:
    """Return the figures that a text names, by exact offsets, in order, none inside another. Dates are `qa.dates`'s.

    A Chinese numeral is a figure behind 第, before a measure word or unit, or where several numerals make up one
    number; those of words and idioms (一起, 万一, 十分, 五一) are none. What is no more than about a number (几十,
    七八个) is none either. 多, 余 and signs are left out: 30多人 is 30人.

    :param text: Chinese, in either script, or English; any spelling: 三成, 30%, 1.2亿, 一亿二千万, 第4届, 2 million.

    >>> [(str(f.value), f.unit, f.kind) for f in figures("第四届大会三成代表,一亿二千万元,一起")]
    [('4', '届', 'ordinal'), ('3/10', '', 'percent'), ('120000000', '元', 'quantity')]
    """
    plain = for_matching(text)
    return figures_in(plain, dates_in(plain))


def same_figure(a: Figure, b: Figure) -> bool:
    """Tell whether two figures are the same amount of the same, or can be: a unit left out goes with any.

    A claim holds where one of the sentence's figures is the same; figures of the same unit that differ speak against
    it. 个, 项, 条 and the like count anything that is counted: 4项 and 4点, 3个 and 3家. A range is two figures.

    >>> same_figure(*figures("三成;百分之三十")), same_figure(*figures("1.2亿,12000万元"))
    (True, True)
    >>> same_figure(*figures("30%,30人")), same_figure(*figures("30元,30美元"))
    (False, False)
    """
    if a.kind == b.kind == "time" and a.unit != b.unit:
        return (a.value - b.value) % _HALF_DAY == 0
    if {a.kind, b.kind} == {"quantity", "percent"}:  # 30, in a table of percents
        percent, other = (a, b) if a.kind == "percent" else (b, a)
        return not percent.unit and not other.unit and other.value == percent.value * 100
    same_unit = a.unit == b.unit if a.kind == "percent" else compatible(a.unit, b.unit)  # 5个百分点 are not 5%
    return a.kind == b.kind and a.value == b.value and same_unit


_ZH = "零〇○一二两三四五六七八九十百千万亿"
_NUMERALS = re.compile(rf"\d+|[{_ZH}]+|第(?= ?[\d{_ZH}])|首(?=[届次季期轮批])|半(?=数|个?小时|年(?!级)|个月)|百分百")
_ARABIC = r"\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,10}(?!\d))?|\d{1,18}(?!\d)(?:\.\d{1,10}(?!\d))?"
_SCALES = "|".join(ENGLISH_SCALES)
# 12000万, 1亿2000万, 30多万, 2 million.
_AMOUNT = re.compile(
    rf"(?P<number>{_ARABIC})(?!\.\d)"
    rf"(?P<scale> ?[多余]?(?:[百万亿]|千(?![米克瓦])){{1,3}}(?:\d{{1,4}}[百千万]{{1,2}}){{0,3}}"
    rf"| (?P<english>{_SCALES}|bn)\b)?"
)
_CHINESE = re.compile(
    rf"(?P<number>[{_ZH}]{{1,16}}(?:点[零〇○一二三四五六七八九]{{1,6}}[百千万亿]{{0,3}})?)(?P<scale>[多余][万亿]{{1,2}})?"
)
# What begins like a measure word: 三部门, 千余群众.
_NO_UNIT = {"部": "(?![门分队])", "群": "(?![众体落岛])"}
_SPELLINGS = "|".join(
    (re.escape(s) + (r"\b" if s[-1].isascii() else _NO_UNIT.get(s, ""))) for s in sorted(UNITS, key=len, reverse=True)
)
_UNIT = re.compile(rf"[多余来]?[ -]?(?P<unit>{_SPELLINGS})")
_PERCENT = re.compile(r" ?(?P<mark>%|‰|percent\b|per cent\b|pct\b)")
_SHARE = re.compile(
    rf"(?P<whole>[十百千万]|[{_ZH}]{{1,4}}|\d{{1,4}})分之(?P<part>{_ARABIC}|[{_ZH}]{{1,8}}(?:点[零〇○一二三四五六七八九]{{1,6}})?)"
)
# 三成, 三成五; but not 三成立.
_TENTHS = re.compile(
    r"(?P<tenths>[一二两三四五六七八九十]|\d(?:\.\d)?)成(?![立为功员绩果长人熟本语不就型套交因像品形药名才群])(?P<hundredths>[一二三四五六七八九半\d](?![年月日个\d]))?"
)
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?: ?(?P<half>[ap])\.?m\b)?")
_ENGLISH_HOUR = re.compile(r"(?P<hour>1[0-2]|[1-9]) ?(?P<half>[ap])\.?m\b")
_HOUR = re.compile(
    rf"(?P<hour>[01]?\d|2[0-4]|[{_ZH}]{{1,3}})(?:时(?![间代候期尚装针空速])|点(?P<point>))"
    rf"(?:(?P<minute>[0-5]?\d|[{_ZH}]{{1,3}})分|(?P<thirty>半)|(?P<sharp>整|钟))?"
)
_BEFORE_NOON = re.compile(r"(?:上午|凌晨|清晨|早上|早晨|早)$")
_AFTERNOON = re.compile(r"(?:下午|傍晚|晚上|晚间|夜间|当晚|晚|夜里|深夜)$")
_HALF_DAY = 12 * 60
_CURRENCIES = {"$": "美元", "¥": "元", "€": "欧元", "£": "英镑"}
# What a single 一 may count; before other measure words it makes a word: 一起, 一种, 一些.
_AFTER_ONE = frozenset("个名位人家件项条张本篇辆台座所间户岁年天次场届期轮元吨倍枚例公亩斤升") | {"小时", "分钟"}
# Behind these it names no number: 每一个, 哪一年, 某一次.
_NO_ONE = frozenset("哪每某这那任另同唯之统专单万第归合不")
# A numeral and a measure word that make up a word, or the beginning of one: 零件, 十分重要, 十字路口, 零部件.
_WORDS = frozenset("十分 十字 零件 零部 零点 零级 零元 三元 四面 四处".split())
# About so many, or a word: 几十, 数百, 双十一.
_VAGUE = frozenset("几数双")
_TO = re.compile(r" ?(?:[-~—–]{1,2}|至|到| to ) ?")
_RANGE_AHEAD = re.compile(rf"(?:[-~—–]|至|到)[\d{_ZH}]{{1,8}}[多余]?(?:{_SPELLINGS}|%|成)")
_ENGLISH_WORDS = "|".join(sorted(ENGLISH_DIGITS, key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:(?P<ordinal>\d{{1,4}})(?:st|nd|rd|th)\b"
    rf"|(?P<words>(?:{_ENGLISH_WORDS}|(?:half )?an? (?={_SCALES}))"
    rf"(?:[ -]?(?:and )?\b(?:{_ENGLISH_WORDS}|{_SCALES})\b){{0,8}})\b"
    r"|(?P<half>half)(?= of| the)"
    r"|(?P<first>(?<=the )second|first|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b)"
)
_ORDINALS = {
    w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}


def figures_in(plain: str, dates: list[Date]) -> list[Figure]:
    """Return the figures of a text that `qa.normalize.for_matching` made, outside its dates; see `figures`."""
    found = list(_written_in_numerals(plain, dates))
    if _ENGLISH.search(plain):
        taken = [(d.start, d.end) for d in dates] + [(f.start, f.end) for f in found]
        taken.sort()
        found = sorted([*found, *_free(_english(plain), taken)], key=lambda f: f.start)
    return list(_ranges(plain, found))


def _free(found: Iterator[Figure], taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """Leave out figures that overlap what is taken; both are in order."""
    at = 0
    for figure in found:
        while at < len(taken) and taken[at][1] <= figure.start:
            at += 1
        if at == len(taken) or taken[at][0] >= figure.end:
            yield figure


def _written_in_numerals(plain: str, dates: list[Date]) -> Iterator[Figure]:
    at, next_date = 0, 0
    while numeral := _NUMERALS.search(plain, at):
        start, at = numeral.span()
        while next_date < len(dates) and dates[next_date].end <= start:
            next_date += 1
        if next_date < len(dates) and dates[next_date].start <= start:
            at = dates[next_date].end
            continue
        if (figure := _figure_at(plain, start, numeral[0])) is not None:
            at = max(at, figure.end)
            yield figure


def _figure_at(plain: str, start: int, numeral: str) -> Figure | None:
    """Return the figure that begins with a numeral of the text, or with 第, 首 or 半 before one."""
    if numeral == "第":
        return _ordinal(plain, start)
    if numeral == "首":
        return Figure(start, start + 2, Fraction(1), UNITS[plain[start + 1]], "ordinal", start + 1)
    if numeral == "百分百":
        return Figure(start, start + 3, Fraction(1), "", "percent", start + 3)
    if numeral == "半":
        return _half(plain, start)
    end = start + len(numeral)
    behind = plain[end : end + 1]
    if behind == "分" and (share := _SHARE.match(plain, start)):
        whole, part = value(share["whole"]), value(share["part"])
        if not whole or part is None:
            return None
        return Figure(start, share.end(), part / whole, "", "percent", share.end())
    if numeral == "一" and behind == "半":
        return Figure(start, start + 2, Fraction(1, 2), "", "percent", start + 2)
    if (
        behind
        and behind in "成."
        and (tenths := _TENTHS.match(plain, start))
        and not plain.startswith(("成", "第"), max(0, start - 1))
    ):
        return _in_tenths(tenths)
    if behind and behind in ":时点 ap" and (clock := _time(plain, start, numeral)):
        return clock
    if numeral[0].isascii():
        return _in_digits(plain, start)
    return _in_chinese(plain, start, numeral)


def _in_tenths(match: re.Match[str]) -> Figure | None:
    tenths, rest = value(match["tenths"]), match["hundredths"]
    if tenths is None or tenths > 10:
        return None
    hundredths = Fraction(0) if not rest else Fraction(5) if rest == "半" else value(rest) or Fraction(0)
    return Figure(match.start(), match.end(), tenths / 10 + hundredths / 100, "", "percent", match.end())


def _half(plain: str, start: int) -> Figure | None:
    if plain.startswith("数", start + 1):
        return Figure(start, start + 2, Fraction(1, 2), "", "percent", start + 2)
    if start and (plain[start - 1] in "上下前后大多小" or plain[start - 1] in _ZH):
        return None  # 上半年, 一年半
    unit = _UNIT.match(plain, start + 1)
    return Figure(start, unit.end(), Fraction(1, 2), UNITS[unit["unit"]], "quantity", start + 1) if unit else None


def _ordinal(plain: str, start: int) -> Figure | None:
    at = start + 1 + plain.startswith(" ", start + 1)
    match = _AMOUNT.match(plain, at) or _CHINESE.match(plain, at)
    number = value(match["number"]) if match else None
    if match is None or number is None:
        return None
    end, unit = _unit(plain, match.end("number"))
    return Figure(start, end, number, unit, "ordinal", match.end("number"))


def _unit(plain: str, at: int) -> tuple[int, str]:
    """Return where the unit behind a number ends, and which it is."""
    unit = _UNIT.match(plain, at)
    return (unit.end(), UNITS[unit["unit"]]) if unit else (at, "")


def _with_unit(plain: str, start: int, number: Fraction, end: int) -> Figure:
    """Make a figure of a number and the percent sign, unit or nothing that stands behind it."""
    if percent := _PERCENT.match(plain, end):
        whole = 1_000 if percent["mark"] == "‰" else 100
        return Figure(start, percent.end(), number / whole, "", "percent", percent.end())
    at, unit = _unit(plain, end)
    if unit == "百分点":
        return Figure(start, at, number / 100, unit, "percent", end)
    if (unit == "届" and number >= 10) or (number <= 4 and plain.startswith("季度", end)):
        return Figure(start, at, number, unit, "ordinal", end)  # 十四届全国人大; 三季度, but 三个季度
    if unit and plain.startswith("半", at) and not plain.startswith("半数", at):
        return Figure(start, at + 1, number + Fraction(1, 2), unit, "quantity", at + 1)  # 两年半
    return Figure(start, at, number, unit, "quantity", end)


def _in_digits(plain: str, start: int) -> Figure | None:
    before = plain[start - 1 : start]
    if before and ((before.isascii() and before.isalnum()) or before == "_"):
        return None  # covid19, c919
    if before == "-" and plain[start - 2 : start - 1].isascii() and plain[start - 2 : start - 1].isalpha():
        return None  # covid-19
    if before == "." and plain[start - 2 : start - 1].isalnum() and plain[start - 2].isascii():
        return None  # the rest of what is no number: 1.2.3, eg.5
    match = _AMOUNT.match(plain, start)
    if match is None:
        return None
    if match["english"]:
        scale = 10**9 if match["english"] == "bn" else ENGLISH_SCALES[match["english"]]
        number = value(match["number"])
        number = number * scale if number is not None else None
    else:
        number = value(re.sub("[多余 ]", "", match[0]))
    digits = match["number"]
    if number is None or (len(digits) > 1 and digits[0] == "0" and digits.isdecimal()):
        return None  # 007, a number of telephone
    figure = _with_unit(plain, start, number, match.end())
    behind = plain[figure.end : figure.end + 1]
    if not figure.unit and figure.kind == "quantity" and behind.isascii() and (behind.isalpha() or behind == "_"):
        return None  # 5g, 3d, 4th
    if before in _CURRENCIES and before:
        return replace(figure, start=start - 1, unit=_CURRENCIES[before])
    return figure


def _in_chinese(plain: str, start: int, numeral: str) -> Figure | None:
    before = plain[start - 1 : start]
    if before in _VAGUE or plain.startswith("几", start + len(numeral)):
        return None
    match = _CHINESE.match(plain, start)
    if match is None or match["number"][0] in "百千万亿":
        return None  # 百年, 千万别, 万一
    figure = _chinese_number(plain, match, match.end())
    if figure is None and "点" in match["number"]:  # 三点五: no decimal; three points, five …
        match = _CHINESE.match(plain, start, start + len(numeral))
        figure = _chinese_number(plain, match, match.end()) if match else None
    if figure is None:
        return None
    if numeral == "一" and (
        before in _NO_ONE or not _counts_one(plain, figure) or plain.startswith(("次性", "家人"), start + 1)
    ):
        return None
    if plain[start : figure.end] in _WORDS:
        return None
    return figure


def _counts_one(plain: str, figure: Figure) -> bool:
    return plain[figure.number : figure.end] in _AFTER_ONE or plain[figure.number : figure.number + 1] in _AFTER_ONE


def _chinese_number(plain: str, match: re.Match[str], end: int) -> Figure | None:
    """Return the figure of a Chinese number, where what stands behind it, or its length, says that it is one."""
    number = value(match["number"] + (match["scale"] or "")[1:])
    if number is None:
        return None
    figure = _with_unit(plain, match.start(), number, end)
    if "点" in match["number"]:
        exact = figure.unit or figure.kind == "percent" or match["number"][-1] in "百千万亿"
        return figure if exact else None
    if figure.unit or figure.kind == "percent" or len(match["number"]) > 1:
        return figure
    return figure if _RANGE_AHEAD.match(plain, end) else None


def _time(plain: str, start: int, numeral: str) -> Figure | None:
    """Return the time of day that begins with a numeral."""
    if start and ((plain[start - 1].isascii() and plain[start - 1].isalnum()) or plain[start - 1] in ":."):
        return None
    before = plain[max(0, start - 2) : start]
    match = _CLOCK.match(plain, start) or _ENGLISH_HOUR.match(plain, start) or _HOUR.match(plain, start)
    if match is None:
        return None
    parts = match.groupdict()
    early = bool(_BEFORE_NOON.search(before)) or parts.get("half") == "a"
    late = bool(_AFTERNOON.search(before)) or parts.get("half") == "p"
    hour, minute = value(match["hour"]), value(parts["minute"]) if parts.get("minute") else Fraction(0)
    # 四点要求 and 一时 name no time.
    loose = parts.get("point") is not None or ("point" in parts and numeral in DIGITS and numeral != "零")
    marked = early or late or before == "中午"
    if loose and not (marked or parts["minute"] or parts["thirty"] or parts["sharp"]):
        return None
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    if before == "中午" and hour < 10:
        late = True
    if late and hour < 12:
        hour += 12
    known = marked or hour > 12 or hour == 0
    minutes = hour * 60 + (30 if parts.get("thirty") else minute)
    return Figure(start, match.end(), minutes, "" if known else "12h", "time", match.end())


def _english(plain: str) -> Iterator[Figure]:
    """Find the numbers that are written in English words."""
    for match in _ENGLISH.finditer(plain):
        start, end = match.span()
        if match["half"]:
            yield Figure(start, end, Fraction(1, 2), "", "percent", end)
        elif match["ordinal"] or match["first"]:
            number = Fraction(match["ordinal"]) if match["ordinal"] else Fraction(_ORDINALS[match["first"]])
            yield Figure(start, end, number, "", "ordinal", end)
        else:
            words = match["words"]
            half = words.startswith("half ")
            total = english_value(words.removeprefix("half "))
            if total is None:
                continue
            figure = _with_unit(plain, start, total / 2 if half else total, end)
            if words != "one" or figure.unit or figure.kind == "percent":
                yield figure


def _ranges(plain: str, found: list[Figure]) -> Iterator[Figure]:
    """Give a bare figure at one end of a range what the other end has: 30-40%, 3至5人, 2-3万元, 百分之三至五."""
    before: Figure | None = None
    for figure, behind in zip(found, [*found[1:], None], strict=False):
        if figure.kind == "quantity" and not figure.unit:
            if behind and behind.kind in ("quantity", "percent") and _TO.fullmatch(plain, figure.end, behind.start):
                scale = behind.value / _mantissa(plain, behind)
                if behind.kind == "percent" or figure.value < _mantissa(plain, behind):
                    figure = replace(figure, value=figure.value * scale)
                figure = replace(figure, unit=behind.unit, kind=behind.kind)
            elif before and before.kind == "percent" and _TO.fullmatch(plain, before.end, figure.start):
                figure = replace(figure, value=figure.value / 100, unit=before.unit, kind="percent")
        before = figure
        yield figure


def _mantissa(plain: str, figure: Figure) -> Fraction:
    """Return the number of a figure without the 万, 亿 or percent behind it: 3 of 3万元."""
    match = re.match(_ARABIC, plain[figure.start : figure.number])
    return (value(match[0]) if match else None) or figure.value or Fraction(1)
