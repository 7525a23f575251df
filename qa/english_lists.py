"""Finds what an English sentence sets side by side: A, B and C."""

import re
from collections.abc import Iterator

from qa.passages import Sentence, Span

_HAN = re.compile(r"[\u3400-\u9fff]")
_BREAK = re.compile(r"[;:!?\n()]|\.(?=\s|$)")
_COMMA = re.compile(r",\s+")
_AND = re.compile(r"(?:^|\s+)(?:and|or)\s+")
# What a list follows, and what follows a list.
_BEFORE = re.compile(
    r"\b(?:includ(?:e|es|ed|ing)|such as|like|are|were|is|was|from|of|in|to|with|by|at|for|on|between|both|called)"
    r"\s+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s+(?:who|which|that|are|were|is|was|have|has|had|will|would|can|could|in|at|on|for|from|to|after|before|during|by|with|as|won|took|said)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 6  # of an item between two others


def english_lists(text: str, sentence: Sentence) -> Iterator[tuple[Span, ...]]:
    """Yield the items of each A, B and C in a sentence without Chinese characters, three or more.

    >>> t = "Teams from Austria, South Korea and Peru took part."
    >>> [[t[a:b] for a, b in items] for items in english_lists(t, Sentence(0, len(t), 0))]
    [['Austria', 'South Korea', 'Peru']]
    """
    if _HAN.search(text, sentence.start, sentence.end):
        return
    low = sentence.start
    for match in [*_BREAK.finditer(text, sentence.start, sentence.end), None]:
        high = match.start() if match else sentence.end
        if items := _items(text, low, high):
            yield items
        low = match.end() if match else high


def _items(text: str, low: int, high: int) -> tuple[Span, ...]:
    """Return the items of the list in text[low:high]; none where there are fewer than three."""
    commas = [m.span() for m in _COMMA.finditer(text, low, high)]
    if not commas:
        return ()
    bounds = [low, *(x for comma in commas for x in comma), high]
    pieces = list(zip(bounds[::2], bounds[1::2], strict=True))
    for last in range(1, len(pieces)):
        start, end = pieces[last]
        joint = _AND.search(text[start:end])
        if joint is None or len(text[start : start + joint.start()].split()) > _MOST_WORDS:
            continue
        first = last - 1
        while first > 0 and len(text[slice(*pieces[first])].split()) <= _MOST_WORDS:
            first -= 1
        between = [] if joint.start() == 0 else [(start, start + joint.start())]
        items = [*pieces[first:last], *between, (start + joint.end(), end)]
        leads = [m.end() for m in _BEFORE.finditer(text, *items[0])]
        items[0] = (max(leads, default=items[0][0]), items[0][1])
        if tail := _BEHIND.search(text, *items[-1]):
            items[-1] = (items[-1][0], tail.start())
        whole = [(a, b) for a, b in items if text[a:b].strip()]
        return tuple(whole) if len(whole) == len(items) >= 3 else ()
    return ()
