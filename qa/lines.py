"""The lines of a text, and whether words stand in them."""

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def lines(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Give the half-open spans of the lines that hold something, without the white space around them."""
    for match in _LINE.finditer(text, start):
        piece = match[0]
        if kept := piece.strip():
            at = match.start() + len(piece) - len(piece.lstrip())
            yield at, at + len(kept)


def has_words(text: str) -> bool:
    """Tell whether a letter, a digit or a Chinese character stands in a text."""
    return any(char.isalnum() for char in text)


def one_line(text: str) -> str:
    """Return a title on one line, of at most 200 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:199] + "…"
