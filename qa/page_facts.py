"""Finds the facts that a page prints around its text (date, source, author …), by offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from qa import page_patterns as patterns
from qa.lines import has_words, lines
from qa.normalize import to_simplified

FACTS = ("date", "source", "author", "editor", "views", "category")
LINE_CHARS = 160  # a line of page facts is not longer
# The page prints its facts above the second paragraph and below the text, where disclaimers may follow them.
HEAD_LINES, TAIL_LINES, TAIL_CHARS = 12, 15, 6_000
_NEED_SEPARATOR = ("文", "文字", "采访", "编译", "图", "摄")  # labels that are words of sentences, too


@dataclass(frozen=True, slots=True)
class PageFact:
    """A fact of the page that is printed in the text: `text[start:end] == value`."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch of the text that may print page facts; `kind` says how much is believed there."""

    start: int
    end: int
    kind: Literal["line", "opening", "closing"]
    at_top: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A fact at its place; the lowest rank wins, then the first."""

    name: str
    rank: int
    start: int
    end: int


def page_facts(text: str) -> dict[str, PageFact]:
    r"""Return the facts that the page prints above and below its text: date, source, author, editor, views, category.

    Only lines of facts near the top and the bottom count, the first words of the first paragraphs and what stands
    behind the last full stop: a sentence that speaks of a source names none.

    >>> page_facts("年会闭幕\n来源：某某日报 作者：于璐\n会议由敖宏主持。")["author"]
    PageFact(value='于璐', start=16, end=18)
    """
    best: dict[str, _Found] = {}
    plain = _plain(text)
    for zone in _zones(plain):
        for found in _facts_in(plain, zone):
            if found.name not in best or found.rank < best[found.name].rank:
                best[found.name] = found
    return {
        name: PageFact(text[best[name].start : best[name].end], best[name].start, best[name].end)
        for name in FACTS
        if name in best
    }


def prints_facts(line: str) -> bool:
    """Tell whether a line alone would be read as a line of page facts."""
    plain = _plain(line)
    zone = _line_zone(plain, 0, len(plain), at_top=True)
    return zone is not None and any(_facts_in(plain, zone))


def _plain(text: str) -> str:
    """Return the text with traditional labels made simplified where page facts may stand, of the same length."""
    if not any(patterns.TRADITIONAL.search(part) for part in (text[:TAIL_CHARS], text[-TAIL_CHARS:])):
        return text
    if len(text) <= 2 * TAIL_CHARS:
        return to_simplified(text)
    return to_simplified(text[:TAIL_CHARS]) + text[TAIL_CHARS:-TAIL_CHARS] + to_simplified(text[-TAIL_CHARS:])


def _line_zone(text: str, start: int, end: int, *, at_top: bool) -> _Zone | None:
    """Return the line as a zone if it is short and no sentence."""
    if end - start > LINE_CHARS or patterns.SENTENCE_ENDS.search(text, start, end):
        return None
    return _Zone(start, end, "line", at_top)


def _zones(text: str) -> Iterator[_Zone]:
    """Give the zones of a text in the order in which they are believed: from the top, then from the bottom."""
    paragraphs = 0
    seen: set[int] = set()
    for start, end in islice(lines(text), HEAD_LINES):
        seen.add(start)
        if zone := _line_zone(text, start, end, at_top=True):
            yield zone
            continue
        stamp = patterns.STAMP.match(text[start : start + LINE_CHARS + 5])
        if stamp and paragraphs == 0:
            yield _Zone(start, start + stamp.end() - len("正文："), "line", True)
            start += stamp.end()
        yield _Zone(start, min(end, start + 100), "opening", True)
        paragraphs += 1
        if paragraphs == 2:
            break
    tail_start = max(0, len(text) - TAIL_CHARS)
    tail = list(lines(text, tail_start))[-TAIL_LINES:]
    for start, end in tail:
        whole = tail_start == 0 or start > tail_start or text[start - 1] in "\r\n"
        if start not in seen and whole and (zone := _line_zone(text, start, end, at_top=False)):
            yield zone
            continue
        ends = [m.end() for m in patterns.SENTENCE_ENDS.finditer(text, start, end)]
        if ends and 2 < end - ends[-1] <= LINE_CHARS:
            yield _Zone(ends[-1], end, "closing", False)


def _facts_in(text: str, zone: _Zone) -> Iterator[_Found]:
    """Give every fact in a zone."""
    labelled = list(_labelled(text, zone)) if zone.kind != "opening" else []
    yield from labelled
    bylines = list(_bylines(text, zone))
    yield from bylines
    if zone.kind == "closing":
        return
    dates = list(_dates(text, zone, has_labels=bool(labelled or bylines)))
    yield from dates
    if zone.kind == "line":
        yield from _views(text, zone, is_facts=bool(labelled or dates))


def _accepted_labels(text: str, zone: _Zone) -> Iterator[tuple[str, int, re.Match[str]]]:
    """Give the labels in a zone that stand where a label stands: name of the fact or "", rank, match."""
    previous = -1
    for match in patterns.LABEL.finditer(text, zone.start, zone.end):
        name, rank, _ = next(label for i, label in enumerate(patterns.LABELS) if match[f"f{i}"] is not None)
        word, separator = match[0][: -len(match["sep"])], match["sep"].strip()
        if not separator:
            is_person = name in ("author", "editor", "") and not (word in _NEED_SEPARATOR or word.isascii())
            if not is_person and not patterns.ENGLISH_VERB.match(word):
                continue
        elif separator not in (":", "：") and name not in ("author", "editor", "source", ""):
            continue
        before = text[match.start() - 1] if match.start() > zone.start else " "
        # 图片来源 is no 来源; but one value may run into the next label: 作者：于璐来源：某报.
        runs_on = (
            0 <= previous <= match.start()
            and match.start() - previous <= 14
            and not re.search(r"[，。；;]", text[previous : match.start()])
        )
        # Nothing but an editor is called 责编 or 责任编辑.
        is_plain = name == "editor" and rank < 2 and separator in (":", "：") and word[0] == "责"
        if before.isalpha() and (word.isascii() or not (runs_on or is_plain)):
            continue
        previous = match.end()
        yield name, rank, match


def _labelled(text: str, zone: _Zone) -> Iterator[_Found]:
    """Give the facts that a label names."""
    labels = list(_accepted_labels(text, zone))
    for i, (name, rank, match) in enumerate(labels):
        end = labels[i + 1][2].start() if i + 1 < len(labels) else zone.end
        start = match.end()
        has_colon = match["sep"].strip() in (":", "：")
        span: tuple[int, int] | None = None
        if name == "date":
            is_event = rank == 1 and patterns.EVENT.search(text, start, start + 80)
            span = None if is_event else _date_at(text, start, end)
        elif name in ("author", "editor"):
            span = _names_at(text, start, end)
            if span is None and has_colon and name == "editor" and (alias := patterns.NICKNAME.match(text, start, end)):
                span = alias.span()
            if span is None and has_colon and name == "author" and rank == 0:
                span = _value_at(text, start, end, limit=20)
        elif name:
            span = _value_at(text, start, end, limit=40)
        if span:
            yield _Found(name, rank, *span)


def _date_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    match = patterns.DATE.match(text, start, end)
    return match.span() if match else None


def _names_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the names of people stand, behind the name of their newspaper or not."""
    match = patterns.NAMES.match(text, start, end)
    if match is None and (organisation := patterns.ORGANISATION.match(text, start, end)):
        match = patterns.NAMES.match(text, organisation.end(), end)
    if match is None or text.startswith("记者", match.end()):  # 采写：某报记者 names a newspaper
        return None
    return match.span()


def _value_at(text: str, start: int, end: int, *, limit: int) -> tuple[int, int] | None:
    """Return where the value of a label stands: up to a separator; Chinese ones up to a space."""
    if stop := patterns.VALUE_END.search(text, start, end):
        end = stop.start()
    chinese = re.match(r"[@《【]?[\u2e80-\u9fff]", text[start:end])
    if chinese and (space := re.search(r"\s", text[start:end])):
        end = start + space.start()
    if (bracket := re.search(r"[（(]", text[start:end])) and not patterns.EDITION.match(text, start + bracket.start()):
        end = start + bracket.start()
    if text[end : end + 1] in ("）", ")") and patterns.EDITION.search(text[start : end + 1]):
        end += 1
    value = text[start:end]
    end -= len(value) - len(value.rstrip(" \u3000\xa0:：-—/、“【[("))
    value = text[start:end]
    if not 2 <= len(value) <= limit or not any(c.isalpha() for c in value) or patterns.BAD_SOURCE.search(value):
        return None
    return start, end


def _bylines(text: str, zone: _Zone) -> Iterator[_Found]:
    """Give the authors that are named without a colon: （记者 于璐）, 本报记者 于璐, By Jane Doe."""
    if zone.kind == "line" and zone.at_top and (match := patterns.BYLINE.match(text, zone.start, zone.end)):
        yield _Found("author", 1, *match.span("names"))
    if zone.kind in ("opening", "line") and (match := patterns.OPENING_BYLINE.match(text, zone.start, zone.end)):
        yield _Found("author", 1, *match.span("names"))
    if zone.kind == "line":
        if match := patterns.BYLINE_ALONE.match(text, zone.start, zone.end):
            yield _Found("author", 1, *match.span("names"))
        if not patterns.IN_BRACKETS.fullmatch(text, zone.start, zone.end):
            return
    for brackets in patterns.IN_BRACKETS.finditer(text, zone.start, zone.end):
        # On the piece, where ^ and $ are its ends.
        if match := patterns.REPORTERS.search(brackets[1]) or patterns.PAPER_AND_NAMES.fullmatch(brackets[1]):
            start, end = match.span("names")
            yield _Found("author", 2, brackets.start(1) + start, brackets.start(1) + end)
        elif zone.kind == "closing" and (match := patterns.SIGNED.fullmatch(brackets[1])):
            yield _Found("author", 4, *brackets.span(1))


def _dates(text: str, zone: _Zone, *, has_labels: bool) -> Iterator[_Found]:
    """Give the date that a line prints without a label, where the line holds little else."""
    match = patterns.DATE.search(text, zone.start, zone.end)
    if match is None or patterns.EVENT.search(text, zone.start, zone.end):
        return
    if zone.kind == "opening":  # a paragraph that begins with day and time was stamped by a page
        if match["time"] and not has_words(text[zone.start : match.start()]):
            yield _Found("date", 2, *match.span())
        return
    if text[match.start() - 1 : match.start()].isalpha() and match.start() > zone.start:
        return
    rest = sum(c.isalnum() for c in text[zone.start : match.start()] + text[match.end() : zone.end])
    is_stamp = rest <= (10 if zone.at_top else 4) or has_labels
    if is_stamp or (
        zone.at_top and (patterns.VIEWS.search(text, zone.start, zone.end) or text[match.end() :].startswith(" 来自"))
    ):
        yield _Found("date", 2 if zone.at_top else 3, *match.span())


def _views(text: str, zone: _Zone, *, is_facts: bool) -> Iterator[_Found]:
    """Give the number of readers, in a line that holds little else or other facts."""
    for match in patterns.VIEWS.finditer(text, zone.start, zone.end):
        group = "after" if match["after"] else "before"
        rest = zone.end - zone.start - len(match[0])
        if is_facts or match["colon"] or rest <= 6:
            start, end = match.span(group)
            yield _Found("views", 0, start, start + len(text[start:end].rstrip()))
            return
