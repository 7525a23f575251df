"""Whether a question speaks of another year, part of it, edition or plan than a text does."""

import re
from collections.abc import Iterator

from qa.dates import dates_in
from qa.digits import DIGITS
from qa.figures import figures_in
from qa.normalize import for_matching

# What is numbered one after the other.
_EDITIONS = frozenset("届次季期轮批任册卷") | {"季度", "阶段"}
_PLAN = re.compile(r"十(?P<plan>[一二三四五])五(?![年个十百千万])")
# 一季度 is written without 第; of 前三季度 it is the third as well, and more.
_QUARTER = re.compile(r"(?<!前)(?<!第)(?P<quarter>[一二三四1-4])季度|(?<![a-z0-9])q(?P<q>[1-4])(?![a-z0-9])")
_HALF = re.compile("(?P<half>[上下])半年")
# A part of a year: what is told of the first three quarters is not of the third.
_PART_OF_YEAR = re.compile(
    r"(?P<to>前[两二三]个?季度?|前\d{1,2}个?月|1[-~至到]\d{1,2}月)|第?(?P<quarter>[一二三四1-4])季度|(?<![a-z0-9])q(?P<q>[1-4])(?![a-z0-9])"
    r"|(?P<half>[上下]半年)|(?P<all>全年)"
)
_AS_MONTHS = {"两": 6, "二": 6, "三": 9}
# What was planned before it came otherwise, and other words for what was first.
_PLANNED = re.compile("(?<![日资基成太中草高平三本比较])原(?:计划|定|订|拟|预计|打算)|(?<![日资基成原])本(?:计划|打算)")
_THEN_NOW = re.compile("原来|之前|以前|去年|年初|从前"), re.compile("现有|目前|如今|现在")
_NOW_THEN = re.compile("目前|如今|现在|现有"), re.compile("原有|年初|从前")
# What would be, if something were so, is not what is.
_IF = re.compile("^(?:但)?(?:若(?!尔盖|羌|干)|如果|如(?=[有遇果发])|倘若|假如|假设|一旦|要是)")
_ASKS_IF = re.compile("若|如果|一旦|假如|要是|情况|条件|风险|可能|影响|担心|怎[么样]|会|标准|超过|达到|低于|高于")
_AT_FIRST = re.compile(f"{_PLANNED.pattern}|原[本来先]|本来|起初|最初|一开始|之前|此前|以前|本想")
# The one before this is another one.
_LAST_ONE = re.compile("^(?:而|其)?(?:上|前)一[次起回]|上[次回](?!的)")
_ASKS_LAST = re.compile(
    "[上前][一]?[次起回]|之前|此前|以前|最近|年前|下一?[次回]|哪一?[次届回]|\\d{4}年|第[一二三四五六七八九\\d]+次|历史|曾"
)
# The next or the last of a series, and what else says so of it.
_NEIGHBOUR = re.compile(r"(?<![比较于])(下|上)(?:一?[届次期季轮批]|一[场回站])")
_NEIGHBOURS = {
    "下": re.compile("下|[明后来]年|将|拟|预告|计划"),
    "上": re.compile("上|[去前]年|此前|往届|[后来]首次|时隔|曾"),
}
_BESIDE_LAST = re.compile(r"[比较]上一?[届次期季轮批](?!的?\d)")
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
    if {word[-1] for word in asked}.isdisjoint(word[-1] for word in told):
        return False  # the next edition may well be next year
    return not asked & told


def of_another_part(question: str, clause: str, before: str = "") -> bool:
    """Tell whether the clause that an answer stands in is about another part of the year than the question.

    :param before: the sentence up to the clause, whose last words about it hold where the clause has none.

    >>> of_another_part("三季度营收多少?", "前三季度营收112亿元"), of_another_part("三季度营收多少?", "第三季度8亿元")
    (True, False)
    """
    asked = _parts_of_year(question)
    told = _parts_of_year(_COMPARED.sub("", for_matching(clause))) or _parts_of_year(before)[-1:]
    return bool(asked and told) and not set(asked) & set(told)


def _parts_of_year(text: str) -> list[tuple[int, int]]:
    """Return the parts of a year that a text names, as their first and last months."""
    found = []
    for match in _PART_OF_YEAR.finditer(for_matching(text)):
        if to := match["to"]:
            last = re.findall(r"\d+", to)
            found.append((1, int(last[-1]) if last else _AS_MONTHS[to[1]]))
        elif match["half"]:
            found.append((1, 6) if match["half"][0] == "上" else (7, 12))
        elif match["all"]:
            found.append((1, 12))
        else:
            number = match["quarter"] or match["q"]
            quarter = int(number) if number.isdecimal() else DIGITS[number]
            found.append((3 * quarter - 2, 3 * quarter))
    return found


def of_another_plan(question: str, clause: str) -> bool:
    """Tell whether the clause that an answer stands in is about what was first planned, and the question not, or so.

    >>> of_another_plan("何时投产?", "原计划为今年底"), of_another_plan("原定何时投产?", "原计划为今年底")
    (True, False)
    >>> of_another_plan("原计划何时投产?", "推迟至明年投产")
    True
    """
    asked, told = for_matching(question), for_matching(clause)
    if _PLANNED.search(told):
        return not _AT_FIRST.search(asked)
    return bool(_PLANNED.search(asked)) and not _AT_FIRST.search(told)


def of_another_time(question: str, clause: str, before: str = "") -> bool:
    """Tell whether the clause that an answer stands in is about another year, part of it or plan than the question.

    Or about what would be, where the question is about what is.

    :param before: the sentence up to the clause.

    >>> of_another_time("事故何时发生?", "上一次发生在2019年"), of_another_time("上次是何时?", "上一次在2019年")
    (True, False)
    >>> of_another_time("年初有多少人?", "现有9800人"), of_another_time("有多少人?", "现有9800人")
    (True, False)
    """
    asked, told = for_matching(question), for_matching(clause)
    return (
        of_another_year(question, clause)
        or of_another_part(question, clause, before)
        or of_another_plan(question, clause)
        or (_LAST_ONE.search(told) is not None and not _ASKS_LAST.search(asked))
        or (_IF.search(told.strip()) is not None and not _ASKS_IF.search(asked))
        or any(
            mine.search(asked) and its.search(told) and not (mine.search(told) or its.search(asked))
            for mine, its in (_THEN_NOW, _NOW_THEN)
        )
    )


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
    itself = _BESIDE_LAST.sub("", plain)
    if any(not _NEIGHBOURS[match[1]].search(itself) for match in _NEIGHBOUR.finditer(asked)):
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
