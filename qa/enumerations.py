"""Finds the enumerations that an article spells out: 一要…二要…, 第一…, 1. …, 首先…, • …, 【…】…, first … second."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.passages import Sentence, Span

_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# Each family counts by itself: its pattern matches a marker at the start of a clause, the group says which number.
_AT = r"(?:(?<=[。！？!?；;，,：:\n\s”」])|^)"
# Brackets mark a number well enough to stand behind other brackets.
_AT_BRACKET = r"(?:(?<=[。！？!?；;，,：:\n\s”」）)])|^)"
_FAMILIES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    *(
        (re.compile(_AT + rf"([{_DIGITS}]){word}", re.MULTILINE), tuple(_DIGITS))
        for word in ("要", "是", "为", "、", "则")
    ),
    (
        re.compile(_AT + rf"第([{_DIGITS}])(?=[,，、:：是]|(?:个|点|条|步|方面)?[,，、:：是])", re.MULTILINE),
        tuple(_DIGITS),
    ),
    (re.compile(_AT_BRACKET + rf"[（(]([{_DIGITS}])[）)]", re.MULTILINE), tuple(_DIGITS)),
    (re.compile(_AT_BRACKET + r"[（(](\d{1,2})[）)]", re.MULTILINE), tuple(str(i) for i in range(1, 31))),
    (re.compile(_AT + r"(\d{1,2})(?:[、）)．]|\.(?!\d))", re.MULTILINE), tuple(str(i) for i in range(1, 31))),
    # 01 … 02 … in front of headings, which web pages run into the text before them
    (
        re.compile(r"(?<![\d.:：/—-])0([1-9])[.、]?(?=[\u4e00-\u9fff“【]{2})(?![年月日时分秒点号])"),
        tuple(str(i) for i in range(1, 10)),
    ),
    (re.compile(_AT + rf"([{_CIRCLED}])", re.MULTILINE), tuple(_CIRCLED)),
    (re.compile(_AT + rf"其([{_DIGITS}])(?=[,，、:：是])", re.MULTILINE), tuple(_DIGITS)),
    (re.compile(r"(另?一方面)"), ("一方面", "另一方面")),
    # 首先 … 其次 … 第三 … 最后
    (
        re.compile(_AT + rf"(首先|其次|再次|第[{_DIGITS[1:]}]|最后)(?=[,，是要])", re.MULTILINE),
        ("首先", "其次", "再次", *(f"第{d}" for d in _DIGITS[1:]), "最后"),
    ),
    (
        re.compile(
            r"(?:(?<=[.!?;:,]\s)|(?<=and\s)|^)(first|second|third|fourth|fifth|sixth)(?:ly)?(?=[, :])", re.I | re.M
        ),
        ("first", "second", "third", "fourth", "fifth", "sixth"),
    ),
)
# Marks without a number: each line with a bullet, each sentence behind a heading in brackets or quotation marks, or
# behind 从…看 or 在…方面.
_UNNUMBERED = (
    re.compile(r"^[ \t\u3000]*[•·●■◆▪★☆*-](?=[ \t\u3000]*[^\s\d*-])", re.MULTILINE),
    re.compile(r"(?:(?<=[。！？!?\n\s])|^)【(?=[^【】\n]{2,20}】)", re.MULTILINE),
    re.compile(r"(?:(?<=[。！？；：:!?;\s])|^)从(?=[^，。,\n]{2,10}看[，,])", re.MULTILINE),
    re.compile(r"(?:(?<=[。！？；：:!?;\s])|^)在(?=[^，。,\n]{2,12}方面[，,])", re.MULTILINE),
    re.compile(r"(?<=[。！？：:!?\s])“(?=[^“”\n。！？!?]{2,30}”。)"),
)
# Fewer than this could be chance.
_MIN_UNNUMBERED = 3
# Items further apart than this do not belong to one enumeration.
_MAX_GAP = 2_500  # characters


@dataclass(frozen=True, slots=True)
class Enumeration:
    """An enumeration of the article.

    :param intro: span of the sentence, or part of one, that introduces it.
    :param items: span of each item, its marker included, in order; at least two.
    """

    intro: Span
    items: tuple[Span, ...]


class _Sentences:
    """The sentences of a text, found by offset."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._all = sentences
        self._starts = [s.start for s in sentences]
        self._paragraphs = [s.paragraph for s in sentences]

    def number_at(self, offset: int) -> int:
        """Return which sentence holds an offset, or is the last before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def end_of_last(self, starts: Sequence[int]) -> int:
        """Return where the last of some items ends: as the others do, with its sentence or with its paragraph."""
        holders = [self.number_at(at) for at in starts]
        last = self._all[holders[-1]]
        if len(set(holders)) < len(holders):
            return last.end  # several items share a sentence
        # Each item has a sentence of its own. Where each has a paragraph of its own, the last runs to the end of it; in
        # one paragraph it has no more sentences than the longest of the others: what follows is something else.
        end_of_paragraph = bisect_right(self._paragraphs, last.paragraph) - 1
        if len({self._paragraphs[n] for n in holders}) == 1:
            longest = max(b - a for a, b in pairwise(holders))
            return self._all[min(holders[-1] + longest - 1, end_of_paragraph)].end
        return self._all[end_of_paragraph].end

    def intro(self, first: int) -> Span:
        """Return the span that introduces an enumeration starting at `first`."""
        number = self.number_at(first)
        holder = self._all[number]
        if holder.start < first:  # the enumeration begins inside a sentence
            return holder.start, first
        return (self._all[number - 1].start, self._all[number - 1].end) if number else (first, first + 1)


def _sequences(matches: list[tuple[int, int]]) -> list[list[int]]:
    """Split (number, start) markers, in text order, into runs 1, 2, 3, …; return the starts of each run."""
    runs: list[list[int]] = []
    current: list[int] = []
    for number, start in matches:
        if number == len(current) + 1 and (not current or start - current[-1] <= _MAX_GAP):
            current.append(start)
        elif number == 1:
            runs.append(current)
            current = [start]
    runs.append(current)
    return [run for run in runs if len(run) >= 2]


def find(text: str, sentences: Sequence[Sentence]) -> list[Enumeration]:
    """Return the enumerations of an article in the order of their first items.

    :param sentences: all sentences of the text, in order.
    """
    found = []
    placed = _Sentences(sentences)
    for pattern, numerals in _FAMILIES:
        matches = []
        for match in pattern.finditer(text):
            numeral = match[1].lower()
            if numeral in numerals:
                matches.append((numerals.index(numeral) + 1, match.start()))
        if numerals[0] == "首先" and len(matches) > 1:  # 首先 … 最后 leave steps out
            matches = _ordered_steps(matches)
        found += [_enumeration(text, placed, starts) for starts in _sequences(matches)]
    for pattern in _UNNUMBERED:
        starts = [match.start() for match in pattern.finditer(text)]
        found += [_enumeration(text, placed, run) for run in _near(starts) if len(run) >= _MIN_UNNUMBERED]
    return sorted(found, key=lambda e: (e.items[0][0], -len(e.items)))


def _enumeration(text: str, placed: _Sentences, starts: Sequence[int]) -> Enumeration:
    """Make an enumeration of items by where each starts."""
    ends = [*starts[1:], placed.end_of_last(starts)]
    items = tuple(_rtrim(text, a, b) for a, b in zip(starts, ends, strict=True))
    return Enumeration(placed.intro(starts[0]), items)


def _near(starts: Sequence[int]) -> list[list[int]]:
    """Split markers without numbers into runs in which none is far from the one before; return the starts of each."""
    runs: list[list[int]] = []
    for start in starts:
        if runs and start - runs[-1][-1] <= _MAX_GAP:
            runs[-1].append(start)
        else:
            runs.append([start])
    return runs


def _ordered_steps(matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give 首先, 其次, 最后 their numbers in the order they come; a new 首先 starts over, and none comes before one."""
    numbered: list[tuple[int, int]] = []
    count = 0
    for number, start in matches:
        count = 1 if number == 1 else count + (count > 0)
        if count:
            numbered.append((count, start))
    return numbered


def _rtrim(text: str, start: int, end: int) -> Span:
    """Leave off the white space and the connecting punctuation behind an item."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in "，,；;、"):
        end -= 1
    return start, end
