"""Whether a question speaks of another year, part of it, edition or plan than a text does."""

import re
from collections.abc import Iterator

from qa.dates import dates_in
from qa.digits import DIGITS
from qa.figures import figures_in
from qa.normalize import for_matching

# What is numbered one after the other.
_EDITIONS = frozenset("届次季期轮批任") | {"季度"}
_PLAN = re.compile(r"十(?P<plan>[一二三四五])五(?![年个十百千万])")
# 一季度 is written without 第; of 前三季度 it is the third as well, and more.
_QUARTER = re.compile(r"(?<!前)(?<!第)(?P<quarter>[一二三四1-4])季度|(?<![a-z0-9])q(?P<q>[1-4])(?![a-z0-9])")
_HALF = re.compile("(?P<half>[上下])半年")
# The next or the last of a series, and what else says so of it.
_NEIGHBOUR = re.compile(r"(?<![比较于])(下|上)(?:一?[届次期季轮批]|一[场回站])")
_NEIGHBOURS = {
    "下": re.compile("下|[明后来]年|将|拟|预告|计划"),
    "上": re.compile("上|[去前]年|此前|往届|[后来]首次|时隔|曾"),
}
# Years from the one in which an article appeared.
_YEARS_FROM = {"前年": -2, "去年": -1, "明年": 1, "后年": 2}
_RELATIVE_YEAR = re.compile("[去前明后]年(?!同期)")

# The year that a clause is about, and one that it is only compared with.
_YEAR = re.compile("[今去前明后]年|[本上下]届")
_COMPARED = re.compile(
    "[比较由从对](?:于|之)?(?:[今去前明后上]年|[本上下]届)|[和与同跟](?:[今去前明后上]年|[本上下]届)[^,。;]{0,6}(?:比|差|持平)"
)


def of_another_year(question: str, clause: str) -> bool:
    """Tell whether the clause that an answer stands in is about another year than the question: not 去年 but 今年.

    >>> of_another_year("去年供暖面积是多少?", "今年首批供暖面积为318万平方米")
    True
    >>> of_another_year("今年增加了多少户?", "比去年增加4200户")
    False
    """
    asked = set(_YEAR.findall(for_matching(question)))
    told = set(_YEAR.findall(_COMPARED.sub("", for_matching(clause))))
    return bool(asked and told) and not asked & told


def _series(text: str) -> Iterator[tuple[str, int]]:
    """Return what tells one of a series from another: years, their parts, the numbers of editions and of plans."""
    plain = for_matching(text)
    dates = dates_in(plain)
    for date in dates:
        if date.year is not None:
            yield "年", date.year
    for figure in figures_in(plain, dates):
        if figure.kind == "ordinal" and figure.unit in _EDITIONS:
            yield figure.unit, int(figure.value)
    for match in _PLAN.finditer(plain):
        yield "五年规划", DIGITS[match["plan"]]
    for match in _QUARTER.finditer(plain):
        number = match["quarter"] or match["q"]
        yield "季度", int(number) if number.isdecimal() else DIGITS[number]
    for match in _HALF.finditer(plain):
        yield "半年", "上下".index(match["half"])


def of_another(question: str, told: str, *, before: str = "", published: int | None = None) -> bool:
    """Tell whether a text speaks of another year, quarter, edition or plan than the question does.

    :param before: what stands before the text and may say of what time it is.
    :param published: the year in which the text appeared, if known.

    >>> of_another("第三届大会由谁主持?", "第四届大会由敖宏主持。"), of_another("一季度增长多少?", "去年四季度增长2.9%")
    (True, True)
    >>> of_another("二季度增长多少?", "Q1增长2.9%"), of_another("二季度增长多少?", "Q2增长2.9%")
    (True, False)
    >>> of_another("2020年的报告是谁评价的?", "钟宏武评价了2018~2020年的报告。")
    False
    >>> of_another("去年产煤多少?", "2025年产煤三吨。", published=2026), of_another("去年产煤多少?", "产煤三吨。")
    (False, True)
    """
    asked, plain = for_matching(question), for_matching(told)
    if any(not _NEIGHBOURS[match[1]].search(plain) for match in _NEIGHBOUR.finditer(asked)):
        return True
    there: dict[str, set[int]] = {}
    for unit, number in _series(told):
        there.setdefault(unit, set()).add(number)
    for word in _RELATIVE_YEAR.findall(asked):
        years = there.get("年", set())
        if word in plain or (published is not None and published + _YEARS_FROM[word] in years):
            continue
        # A year that is told, where nobody knows when, may be the one that is meant; else what was said before tells.
        spoken_of = _YEAR.findall(_COMPARED.sub("", for_matching(before)))[-1:]
        if not (years and published is None) and (years or _YEAR.search(plain) or spoken_of != [word]):
            return True
    return any(unit in there and number not in there[unit] for unit, number in _series(question))
