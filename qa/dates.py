"""Finds dates however they are written, tells whether two can be the same, and which year one without it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.digits import value
from qa.normalize import for_matching

_ZH = "零〇○一二三四五六七八九十"
_YEAR = r"(?P<year>(?:1[5-9]|2[01])\d\d|(?:一[五六七八九]|二[零〇○一])[零〇○一二三四五六七八九]{2})"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_S = r"[ \u3000\xa0]{0,2}"
_TO = rf"{_S}(?:[-~—–、和及]|至|到){{1,2}}{_S}"
# 日 of a day, not of 日元; 号 only behind a month.
_DAY_MARK = r"(?:日(?![元圆币均本])|号(?![线楼馆厅门院]))"
# 8日 or, in 8至10日, 8.
_DAY_ENDS = rf"(?:{_S}{_DAY_MARK}|(?={_TO}[{_ZH}\d]{{1,3}}{_S}{_DAY_MARK}))"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}{_S}年(?:{_S}{_MONTH}{_S}月(?!球)(?:{_S}{_DAY}{_DAY_ENDS})?)?",
        rf"(?P<short>\d\d){_S}年{_S}{_MONTH}{_S}月(?!球)(?:{_S}{_DAY}{_DAY_ENDS})?",
        r"(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=sep)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)",
        r"(?P<year>(?:19|20)\d\d)[-/](?P<month>1[0-2]|0[1-9])(?![\d/-])(?!赛季|学年|财年)",
        rf"{_MONTH}{_S}月(?!球)(?:{_S}{_DAY}{_DAY_ENDS})?",
        rf"{_MONTH}(?={_TO}[{_ZH}\d]{{1,2}}{_S}月)",
        # Without its month 日 is a day, not a stay of so many days.
        rf"{_DAY}(?:日(?![元圆币均本内游间谈以之])|(?={_TO}(?:3[01]|[12]\d|[1-9])日(?![元圆币均本内游间谈以之])))",
        rf"{_YEAR}(?={_TO}(?:19|20)\d\d)",
    )
)
# A number behind which one of these stands may begin a date.
_AFTER_NUMBER = re.compile(rf"{_S}[年月日号./~—–、和及至到-]")
# 8号 alone is a day only where something speaks of time before it: 于8号, but 中山路8号, 嫦娥5号.
_NUMBERED_DAY = re.compile(r"(?P<day>3[01]|[12]\d|[1-9])号(?![线楼馆厅门院机井店台桌通车站令])")
_TIMELY = frozenset("于在从自到至月是和,。")
# A year alone: 2021世界杯, (2021), in 2021; but 2000人, 1998 cases.
_BARE_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?![\d.,:%]\d|[\d%a-z])")
_NO_MEASURE = re.compile(
    r"[\u4e00-\u9fff](?<![个人名位家件项条种类份元块米吨克斤里升亩度岁次倍多余万亿千百户辆台套座所间场本册篇张支只头匹株棵股公平立美欧港日英韩卢例枚处点组对双字])"
)
_BEFORE_YEAR = re.compile(r"\b(?:in|since|by|during|until|from|of|to|and|early|late|mid|year)[ -]$")
_NUMERALS = re.compile(rf"\d+|[{_ZH}]+")

_MONTHS = {
    name: i
    for i, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
        "|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_NAME = f"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
_ENGLISH_DAY = r"3[01]|[12]\d|0?[1-9]"
_ENGLISH = re.compile(
    rf"\b(?:(?P<before>{_ENGLISH_DAY})(?:st|nd|rd|th)?(?: of)? )?{_NAME}\b\.?"
    rf"(?: (?P<after>{_ENGLISH_DAY})(?:st|nd|rd|th)?"
    rf"(?:(?:[-–]| to | and )(?P<until>{_ENGLISH_DAY})(?:st|nd|rd|th)?(?![\w:%,]|[.]\d))?(?![\w:%]))?"
    r"(?:,? (?P<year>(?:19|20)\d\d)\b(?![-/.]\d))?"
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or what is told of one: text[start:end], with None for each part that is left out.

    >>> Date(0, 4, None, 6, 8)
    Date(start=0, end=4, year=None, month=6, day=8)
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None


def dates(text: str) -> list[Date]:
    """Return the dates that a text names, by exact offsets, in order, none inside another.

    A day takes its month and year from the date before it where the two are one span of time: 6月8日至10日. Stays of so
    many days, months and years (3天, 6个月, 20年) are no dates, and times relative to today (昨天, 去年) are left out.

    :param text: Chinese, in either script, or English; any spelling: 6月8日, 六月八日, 2021-06-08, 2021/6/8, June 8.

    >>> [(d.year, d.month, d.day) for d in dates("2021年6月8日至10日,六月,June 8, 2021-06-08")]
    [(2021, 6, 8), (2021, 6, 10), (None, 6, None), (None, 6, 8), (2021, 6, 8)]
    """
    return dates_in(for_matching(text))


def dates_in(plain: str) -> list[Date]:
    """Return the dates of a text that `qa.normalize.for_matching` made; see `dates`."""
    found = list(_chinese(plain))
    if _ENGLISH.search(plain):
        found = sorted([*found, *_english(plain)], key=lambda d: (d.start, -d.end))
        found = [d for i, d in enumerate(found) if not any(e.end > d.start for e in found[max(0, i - 1) : i])]
    return [_inheriting(plain, before, date) for before, date in zip([None, *found], found, strict=False)]


def same_date(a: Date, b: Date) -> bool:
    """Tell whether two dates can be the same: the parts that both tell agree, and there is at least one such part.

    It does not tell that the one proves the other: 2021年6月8日 is the same as 2021年, of which it tells more.

    >>> same_date(*dates("2021年6月8日,六月八日")), same_date(*dates("2021年6月8日,2021年6月9日"))
    (True, False)
    >>> same_date(*dates("2021年,六月"))
    False
    """
    pairs = [(x, y) for x, y in ((a.year, b.year), (a.month, b.month), (a.day, b.day)) if x is not None is not y]
    return bool(pairs) and all(x == y for x, y in pairs)


# A month of the moon is none of the sun.
_LUNAR = ("农历", "阴历", "旧历")
# How many months after the page a date without a year may lie; later ones are of the year before.
_AHEAD = 2
# January told in December is as likely the one to come as the one gone by.
_UNSURE = 10
_RELATIVE_YEARS = {
    "前年": -2,
    "去年": -1,
    "上年": -1,
    "今年": 0,
    "本年": 0,
    "当年": None,
    "明年": 1,
    "后年": 2,
    "次年": None,
}
_RELATIVE_YEAR = re.compile(rf"({'|'.join(_RELATIVE_YEARS)})[的初底末,]?$")
_ENGLISH_RELATIVE = re.compile(
    r"\b(?:last|next|this|that|the same|the following) year\b|\byears? (?:ago|later|earlier)"
)
# What says that it is still to come.
_TO_COME = re.compile(
    r"(?:将|拟|定|预计|计划|准备|预定|有望)(?:[于在到至]?[\u4e00-\u9fff]{0,2}|[\u4e00-\u9fff]{0,3}[于在到至])$"
    r"|\b(?:will|to) [a-z ]{1,30}$"
)
_COMES = re.compile(r"[\u4e00-\u9fff]{0,4}(?:将|拟)")
# A day before which something has to be done, unless it has been.
_DEADLINE = re.compile(r"[底末]?(?:之|以)?前(?!后|夕|一|[\u4e00-\u9fff]{0,4}[已曾了])|截[止至]")
# A month so far behind the page's, of which nothing says whether it is to come, is as likely this year's as the last's.
_EITHER = 5


def with_year(words: str, page_date: str, before: str = "", after: str = "") -> str | None:
    """Return the year that a date without one means, to be put in brackets behind it; None where none is needed.

    It is the year of the page, the year before where the month is more than five months after the page's and nothing
    says that it is to come, and what 去年 or 明年 right before the date make of it. None where the words have no date
    with a month, or a year; where a year is named before it; where the page's date is unknown; and where it may be
    either of two (January, told in November or December, or August, told in May).

    :param words: the answer, with the date: 6月8日.
    :param page_date: when the page was published, as it is written there.
    :param before: the paragraph up to the answer.
    :param after: the sentence behind the answer.

    >>> with_year("6月8日", "2021-06-10"), with_year("December 28", "2023年1月5日")
    ('2021年', '2022年')
    >>> with_year("8月底前", "2023年5月20日"), with_year("8月", "2023年5月20日")
    ('2023年', None)
    >>> with_year("2020年6月8日", "2021-06-10"), with_year("6月8日", "2021-06-10", "2019年起草,")
    (None, None)
    """
    asked = dates(words)
    page = next((d for d in dates(page_date) if d.year and d.month), None)
    if not asked or page is None or page.year is None or page.month is None or any(d.year for d in asked):
        return None
    date = next((d for d in asked if d.month), None)
    if date is None or date.month is None:
        return None
    context = for_matching(before) + for_matching(words)[: date.start]
    if any(d.year for d in dates_in(context)) or _ENGLISH_RELATIVE.search(context):
        return None
    if relative := _RELATIVE_YEAR.search(context):
        moved = _RELATIVE_YEARS[relative[1]]
        return None if moved is None else f"{page.year + moved}年"
    behind = for_matching(words)[date.end :] + for_matching(after)
    to_come = _TO_COME.search(context[-40:]) or _COMES.match(for_matching(after)) or _DEADLINE.match(behind)
    if to_come:
        return f"{page.year + (date.month < page.month)}年"
    if page.month - date.month >= _UNSURE or _AHEAD < date.month - page.month <= _EITHER:
        return None
    return f"{page.year - (date.month > page.month + _AHEAD)}年"


def _chinese(plain: str) -> Iterator[Date]:
    """Find the dates that are written in figures or Chinese numerals."""
    at = 0
    while numeral := _NUMERALS.search(plain, at):
        start, at = numeral.span()
        if start and (plain[start - 1] in "._" or (plain[start - 1].isascii() and plain[start - 1].isalnum())):
            continue
        date = _date_at(plain, start, numeral.end())
        if date is not None:
            at = date.end
            if not plain.startswith(_LUNAR, max(0, start - 2)):
                yield date


def _date_at(plain: str, start: int, end: int) -> Date | None:
    """Return the date that begins with the numeral plain[start:end]."""
    if not _AFTER_NUMBER.match(plain, end):
        return _bare_year(plain, start) if end - start == 4 else None
    for form in _FORMS:
        if (match := form.match(plain, start)) and match.end() >= end:
            return _made(match)
    if (match := _NUMBERED_DAY.match(plain, start)) and (not start or plain[start - 1] in _TIMELY):
        return _made(match)
    return _bare_year(plain, start) if end - start == 4 else None


def _made(match: re.Match[str]) -> Date | None:
    parts = match.groupdict()
    year, month, day = (_number(parts.get(name)) for name in ("year", "month", "day"))
    if parts.get("short"):
        year = 2000 + int(parts["short"]) if int(parts["short"]) < 70 else 1900 + int(parts["short"])
    if match[0] == "一日":  # 一日千里, 一日游
        return None
    return Date(match.start(), match.end(), year, month, day)


def _number(numeral: str | None) -> int | None:
    number = value(numeral) if numeral else None
    return None if number is None else int(number)


def _bare_year(plain: str, start: int) -> Date | None:
    match = _BARE_YEAR.match(plain, start)
    if not match:
        return None
    before, behind = plain[max(0, start - 8) : start], plain[match.end() : match.end() + 1]
    in_brackets = before[-1:] in ("(", "[", "〔") and behind in (")", "]", "〕")
    if in_brackets or _BEFORE_YEAR.search(before) or _NO_MEASURE.match(plain, match.end()):
        return _made(match)
    return None


def _english(plain: str) -> Iterator[Date]:
    for match in _ENGLISH.finditer(plain):
        day, year = match["after"] or match["before"], match["year"]
        if not day and not year and (len(match["name"]) < 4 or match["name"] in ("march", "sept")):
            continue  # may, mar, march: words as well
        start = match.start() if match["before"] and not match["after"] else match.start("name")
        month = _MONTHS[match["name"]]
        if match["until"]:  # July 20 to 23 is two days
            yield Date(start, match.end("after"), _number(year), month, _number(day))
            yield Date(match.start("until"), match.end(), _number(year), month, _number(match["until"]))
        else:
            yield Date(start, match.end(), _number(year), month, _number(day))


_SPAN = re.compile(rf"{_TO}|\s{{0,2}}(?:to|and|until)\s{{0,2}}")


def _inheriting(plain: str, before: Date | None, date: Date) -> Date:
    """Give a day the month and year of the date before it, where only a sign for a span stands between."""
    if before is None or date.year or date.month or not _SPAN.fullmatch(plain, before.end, date.start):
        return date
    return Date(date.start, date.end, before.year, before.month, date.day)
