"""The numbers and bullets that Word writes before paragraphs, which stand nowhere in the text of the document."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MAX_NUMBER = 9_999  # a document may let a list start anywhere
_DIGITS = "〇一二三四五六七八九"
_ROMAN = zip(
    (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
    "m cm d cd c xc l xl x ix v iv i".split(),
    strict=True,
)
_ROMAN_PARTS = tuple(_ROMAN)


def chinese(number: int) -> str:
    """Return a number from 1 to 9,999 as Chinese counts paragraphs.

    >>> chinese(3), chinese(12), chinese(20), chinese(105)
    ('三', '十二', '二十', '一百〇五')
    """
    text, skipped = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("〇" if skipped and text else "") + _DIGITS[digit] + unit
        skipped = not digit
    return text[1:] if text.startswith("一十") else text


def roman(number: int) -> str:
    """Return a number from 1 to 9,999 in small Roman numerals.

    >>> roman(4), roman(19)
    ('iv', 'xix')
    """
    text = ""
    for size, letters in _ROMAN_PARTS:
        times, number = divmod(number, size)
        text += letters * times
    return text


def _letter(number: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * min(5, (number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "none": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: its format, its text such as "%1、", the number that it starts with."""

    format: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document: each numbered paragraph is to be shown to it once, in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        """Take the root elements of the document's numbering and styles; None where it has none."""
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._level_of_style: dict[tuple[str, str], int] = {}
        self._styles: dict[str, tuple[str | None, int | None, str | None]] = {}
        self._counts: dict[str, list[int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        for style in styles.iter(f"{W}style") if styles is not None else ():
            number, level = _number_of(style.find(f"{W}pPr"))
            based_on = style.find(f"{W}basedOn")
            self._styles[style.get(f"{W}styleId", "")] = (number, level, _value(based_on))

    def _read_lists(self, numbering: Any) -> None:
        abstract: dict[str, dict[int, _Level]] = {}
        for element in numbering.iter(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId", "")
            abstract[name] = dict(map(_level, element.iter(f"{W}lvl")))
            for level in element.iter(f"{W}lvl"):
                if style := _value(level.find(f"{W}pStyle")):
                    self._level_of_style[name, style] = _whole(level.get(f"{W}ilvl"), 0)
        for element in numbering.iter(f"{W}num"):
            name, base = element.get(f"{W}numId", ""), _value(element.find(f"{W}abstractNumId")) or ""
            levels = dict(abstract.get(base, {}))
            restarts = False
            for override in element.iter(f"{W}lvlOverride"):
                if (redefined := override.find(f"{W}lvl")) is not None:
                    levels |= dict([_level(redefined)])
                at, start = _whole(override.get(f"{W}ilvl"), 0), override.find(f"{W}startOverride")
                if start is not None and at in levels:
                    levels[at] = _Level(levels[at].format, levels[at].text, _whole(_value(start), 1))
                    restarts = True
            self._levels[name] = levels
            self._level_of_style |= {
                (name, style): level for (of, style), level in self._level_of_style.items() if of == base
            }
            # Lists of one definition count on together, unless one says that it starts anew.
            self._abstract[name] = f"num {name}" if restarts else base

    def label(self, paragraph: Any) -> str:
        """Return what Word writes before a paragraph element, such as "一、" or "•", "" before most."""
        number, level = self._place(paragraph)
        if number is None or level is None or (kind := self._levels.get(number, {}).get(level)) is None:
            return ""
        if kind.format == "bullet":
            return "•"
        counts = self._counts.setdefault(self._abstract[number], [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else max(1, kind.start)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        levels = self._levels[number]

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = levels.get(at)
            count = min(counts[at] or (of.start if of else 1), _MAX_NUMBER) or 1
            return _FORMATS.get(of.format if of else "", str)(count)

        return re.sub(r"%([1-9])", shown, kind.text).strip()

    def _place(self, paragraph: Any) -> tuple[str | None, int | None]:
        """Return the number of the list and the level in it that a paragraph has, by itself or by its style."""
        properties = paragraph.find(f"{W}pPr")
        number, level = _number_of(properties)
        style = _value(properties.find(f"{W}pStyle")) if properties is not None else None
        first = style
        for _ in range(_LEVELS):  # styles may be based on each other in a circle
            if number is not None or style is None or style not in self._styles:
                break
            number, own_level, style = self._styles[style]
            level = own_level if level is None else level
        if number is not None and level is None:
            level = self._level_of_style.get((number, first or ""), 0)
        return (None, None) if number in (None, "0") else (number, level)


def _value(element: Any) -> str | None:
    value: str | None = None if element is None else element.get(f"{W}val")
    return value


def _whole(text: str | None, otherwise: int) -> int:
    """Return a small whole number that a document gives."""
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text, re.ASCII) else otherwise


def _number_of(properties: Any) -> tuple[str | None, int | None]:
    """Return the list and the level that paragraph properties name."""
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None, None
    level = _value(numbered.find(f"{W}ilvl"))
    return _value(numbered.find(f"{W}numId")), None if level is None else min(_whole(level, 0), _LEVELS - 1)


def _level(element: Any) -> tuple[int, _Level]:
    level = min(_whole(element.get(f"{W}ilvl"), 0), _LEVELS - 1)
    shape, text, start = (_value(element.find(f"{W}{name}")) for name in ("numFmt", "lvlText", "start"))
    return level, _Level(shape or "decimal", (text or "")[:40], _whole(start, 1))
