"""Rebuilds the paragraphs of a PDF from its lines: where they stand, how long they are, how they begin and end."""

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# All sizes in em, the height of the line's own letters, unless told otherwise.
_INDENT = 0.8
_OTHER_SIZE = 0.1  # as a share of the size
_WIDE_GAP = 1.35  # times the usual distance of two lines
_COLUMN_APART = 8.0
_NARROW_COLUMN = 12.0
_COLUMN_LINES = 3
# A line is full if the first word of the next did not fit behind it. Widths are estimated, Latin ones less exactly.
_FULL, _FULL_LATIN = 0.95, 0.87
# A page's first and last lines may be running headers and footers.
_EDGE_LINES = 2
_TITLE_SIZE = 1.2  # times the usual size
_PAGE_NUMBER = re.compile(
    r"[-–—·•|/\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,5})(?:\s*页)?"
    r"(?:\s*[,，/／|]?\s*(?:of|共)?\s*\d{1,4}\s*页?)?[-–—·•|/\s]*|(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
# What browsers print over and under a page: the time with the title, the address with the number of the page.
_PRINTED_BY_BROWSER = re.compile(
    r"(?:https?|file)://\S+\s+\d{1,4}\s*/\s*\d{1,4}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}[,，]?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s.*)?"
)
_RUNNING_WIDTH = 36.0  # running headers are shorter; a full line of a text has about 40
_CJK = "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…"
_WIDE = re.compile(f"[{_CJK}]")
_FIRST_WORD = re.compile(rf"[{_CJK}][，。、；：？！”’）》」』】]*|[^\s{_CJK}]+")
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}A-Za-z0-9])|(?<=[A-Za-z0-9%]) (?=[{_CJK}])")
_RUNNING_TEXT = re.compile(f"[，。；：？！、][{_CJK}A-Za-z0-9]|[。？！]")
_SENTENCE_END = re.compile(r"[。！？!?.…：:；;][”’」』）)\"']*$")
_ITEM = re.compile(
    r"[•●○■□◆◇▪▶➢※·–]\s?|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[A-Z])|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条款，、：]"
)
_LEADER = re.compile(r"\s*(?:[.·…]\s?){4,}\s*(?=\d{1,4}$)")  # of a table of contents, to the number of the page
_HYPHEN = re.compile(r"(?<=[A-Za-z])[-\u2010\xad]$")
_CUT_WORD = re.compile(r"([A-Za-z]+)-\n([a-z]+)")
_NARROW, _BROAD = frozenset("ijltfr.,;:'|!()[] "), frozenset("mwMW@%")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    :param page: counts from 0.
    :param x: where it begins, from the left, in points.
    :param y: its base line, from the bottom, in points.
    :param size: the height of its letters in points, more than 0.
    """

    text: str
    page: int
    x: float
    y: float
    size: float

    @property
    def width(self) -> float:
        """Return the estimated width in points."""
        return text_width(self.text) * self.size

    @property
    def end(self) -> float:
        """Return where it ends, in points, by estimate."""
        return self.x + self.width


def text_width(text: str) -> float:
    """Estimate the width of a text in em: what PDF tells of widths is often wrong.

    >>> text_width("会议"), text_width("meeting") > text_width("fifty")
    (2.0, True)
    """
    width = 0.0
    for char in text:
        if _WIDE.match(char):
            width += 1.0
        elif char in _NARROW:
            width += 0.3
        elif char in _BROAD:
            width += 0.85
        else:
            width += 0.66 if char.isupper() else 0.53
    return width


def paragraphs_of(lines: Sequence[Line], pages: int) -> list[str]:
    """Return the paragraphs that lines make up, without running headers, footers and page numbers.

    :param lines: in reading order.
    :param pages: how many the document has, those without text included.
    """
    kept = _without_running_lines([line for line in lines if line.text.strip()], pages)
    columns = _columns(kept)
    usual = _usual_distances(kept)
    whole = "\n".join(line.text for line in kept)
    paragraphs: list[str] = []
    last: Line | None = None
    for line in kept:
        if last is not None and _goes_on(last, line, columns, usual):
            paragraphs[-1] = _joined(paragraphs[-1], line.text.strip(), whole=whole)
        else:
            paragraphs.append(line.text.strip())
        last = line
    return [_without_layout_spaces(paragraph) for paragraph in paragraphs]


def _without_running_lines(lines: Sequence[Line], pages: int) -> list[Line]:
    """Leave off page numbers, and lines at the edge of pages that stand on half of the pages, but for their numbers.

    What is set larger than the text stays: the title is often the running header as well.
    """
    size = statistics.median(line.size for line in lines) if lines else 1.0
    edges = {i for i in _edges(lines) if lines[i].size <= _TITLE_SIZE * size}
    repeated = Counter(pattern for _, pattern in {(lines[i].page, _pattern(lines[i].text)) for i in edges})
    often = max(2, pages // 2)
    return [
        line
        for i, line in enumerate(lines)
        if i not in edges or not (repeated[_pattern(line.text)] >= often or _is_of_the_page(line.text.strip()))
    ]


def _is_of_the_page(line: str) -> bool:
    """Tell whether a line at the edge of a page only says which page it is."""
    return bool(_PAGE_NUMBER.fullmatch(line) or _PRINTED_BY_BROWSER.fullmatch(line))


def _edges(lines: Sequence[Line]) -> Iterator[int]:
    """Give the numbers of the lines that stand highest and lowest on their pages."""
    by_page: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(i)
    for numbers in by_page.values():
        if len(numbers) > 1:
            numbers.sort(key=lambda i: lines[i].y)
            yield from numbers[:_EDGE_LINES]
            yield from numbers[-_EDGE_LINES:]


def _pattern(text: str) -> str:
    """Return what running lines of several pages have in common: all but their numbers.

    Lines of the text may differ in nothing but a number too, and be lost: sentences and full lines count as they are.
    """
    line = "".join(text.split())
    is_text = line[-1] in "。！？；，,;" or text_width(line) >= _RUNNING_WIDTH
    return line if is_text else re.sub(r"\d+", "#", line)


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return the columns of text, from the left: where each begins and where its longest lines end, in points."""
    if not lines:
        return []
    size = statistics.median(line.size for line in lines)
    starts = Counter(round(line.x) for line in lines)
    enough = min(max(_COLUMN_LINES, len(lines) // 8), max(starts.values()))
    columns: list[tuple[float, float]] = []
    for x in sorted(x for x, count in starts.items() if count >= enough):
        if columns and (x < columns[-1][0] + _COLUMN_APART * size or _right(lines, columns[-1][0], x, size) > x):
            continue  # an indentation, or the lines further to the left run past it
        if columns:
            columns[-1] = (columns[-1][0], _right(lines, columns[-1][0], x, size))
        columns.append((float(x), _right(lines, x, float("inf"), size)))
    return columns


def _right(lines: Sequence[Line], left: float, beyond: float, size: float) -> float:
    """Return where the longest lines end that begin between two places; a few that run further do not count."""
    ends = sorted(line.end for line in lines if left - size <= line.x < beyond - size)
    return ends[int(0.9 * (len(ends) - 1))] if len(ends) >= 10 else max(ends, default=left)


def _usual_distances(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of two lines, in points, for each size of letters (in whole points)."""
    found: dict[int, list[float]] = {}
    for above, below in itertools.pairwise(lines):
        distance = above.y - below.y
        if above.page == below.page and _alike(above, below) and 0 < distance < 4 * below.size:
            found.setdefault(round(below.size), []).append(distance)
    # Not the median: in a text of short paragraphs most distances are those between paragraphs.
    return {size: sorted(distances)[len(distances) // 4] for size, distances in found.items()}


def _alike(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) <= _OTHER_SIZE * max(a.size, b.size)


def _goes_on(above: Line, below: Line, columns: Sequence[tuple[float, float]], usual: dict[int, float]) -> bool:
    """Tell whether the paragraph of one line goes on in the next."""
    size = below.size
    if not _alike(above, below) or below.text.startswith("\u3000"):
        return False
    together = above.page == below.page and above.y > below.y  # not at the head of another page or column
    if together and above.y - below.y > _WIDE_GAP * usual.get(round(size), 2 * size):
        return False
    if _HYPHEN.search(above.text.rstrip()) and below.text[:1].islower():
        return True
    left, right = next((c for c in reversed(columns) if c[0] <= above.x + size), (above.x, above.end))
    item_above, item = _ITEM.match(above.text.strip()), _ITEM.match(below.text.strip())
    ended = bool(_SENTENCE_END.search(above.text.rstrip()))
    if item and (ended or item_above or not _WIDE.match(item[0][-1:])):
        return False
    here = next((c[0] for c in reversed(columns) if c[0] <= below.x + size), below.x)
    indent_above, indent = above.x - left, below.x - here
    if indent > indent_above + _INDENT * size and not item_above:
        return False
    if indent > _INDENT * size and ended and not item_above:
        return False
    if ended and right - left < _NARROW_COLUMN * size:
        return False  # there is no telling whether a line of a few words is full
    word = _FIRST_WORD.match(below.text.strip())
    needed = text_width((word[0] if word else "") + ("" if _WIDE.match(below.text.strip()) else " ")) * size
    latin = not _WIDE.search(above.text)
    return above.end + needed > left + (right - left) * (_FULL_LATIN if latin else _FULL)


def _joined(text: str, line: str, *, whole: str) -> str:
    """Return a paragraph with its next line: Chinese without a space, a word cut by a hyphen whole again.

    :param whole: the whole text, which may write the word with its hyphen in the middle of a line.
    """
    if _HYPHEN.search(text) and line[:1].islower():
        word = _CUT_WORD.search(f"{text}\n{line}")
        is_compound = word is not None and re.search(rf"\b{word[1]}-{word[2]}\b", whole)
        return text + line if is_compound else text[:-1] + line
    if _WIDE.match(text[-1:]) or _WIDE.match(line):
        return text + line
    return f"{text} {line}"


def _without_layout_spaces(text: str) -> str:
    """Leave off the spaces that only the layout makes: doubled ones, in running Chinese also those beside Chinese."""
    text = re.sub(r" {2,}", " ", text.replace("\xad", "")).strip()
    text = _LEADER.sub(" … ", text)
    return _SPACE_BESIDE_CJK.sub("", text) if _RUNNING_TEXT.search(text) else text
