"""Numbers as values: Chinese and Arabic numerals, and whether a question speaks of another year, edition or plan."""

import re
from collections.abc import Iterator

from qa.normalize import for_models

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
# What tells one of a series from another: a year, the number of an edition, a five-year plan.
_SERIES = re.compile(
    r"(?P<year>\d{4})(?:年|[-~—至到]|(?=[\u4e00-\u9fff]))|第(?P<edition>\d{1,3}|[零一二三四五六七八九十百两]{1,5})(?P<unit>[届次季期轮批])|“?十(?P<plan>[一二三四五])五”?"
)


def value(numeral: str) -> int:
    """Return the value of a whole number below 10,000, Chinese or Arabic.

    >>> value("二十五"), value("一百零三"), value("2018"), value("十")
    (25, 103, 2018, 10)
    """
    if numeral.isdecimal():
        return int(numeral)
    whole, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            whole += max(digit, 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return whole + digit


def _series(text: str) -> Iterator[tuple[str, int]]:
    for match in _SERIES.finditer(for_models(text)):
        if match["year"]:
            yield "年", int(match["year"])
        elif match["edition"]:
            yield match["unit"], value(match["edition"])
        else:
            yield "五年规划", value(match["plan"])


_RELATIVE = re.compile(r"(首|下|上)一?[届次期季]|(明年|后年|去年|前年)")


def of_another(question: str, told: str) -> bool:
    """Tell whether a text speaks of another year, edition or plan than the question does.

    >>> of_another("第三届大会由谁主持?", "第四届大会由敖宏主持。")
    True
    >>> of_another("2020年的报告是谁评价的?", "钟宏武评价了2018~2020年的报告。")
    False
    """
    for match in _RELATIVE.finditer(for_models(question)):
        if (match[1] or match[2]) not in for_models(told):
            return True
    there: dict[str, set[int]] = {}
    for unit, number in _series(told):
        there.setdefault(unit, set()).add(number)
    return any(unit in there and number not in there[unit] for unit, number in _series(question))
