"""JSON from files that anybody may have made: read within limits, each value checked, errors that say where."""

import gzip
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO, Any, cast

from qa.errors import QuestionSetError

# Every whole number up to here has its own float.
MAX_NUMBER = 2**53


@contextmanager
def open_packed(path: Path) -> Iterator[IO[bytes]]:
    """Open a file, gzip'd or not, and turn what goes wrong with it into one error."""
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            yield cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
    except (OSError, EOFError, zlib.error) as error:  # gzip raises all three on a damaged file
        what = getattr(error, "strerror", None) or str(error)
        raise QuestionSetError(f"expected a readable file, plain or gzip'd, got {path}: {what}") from None


def read_lines(file: IO[bytes], name: str, *, limit: int, line_limit: int) -> Iterator[bytes]:
    """Yield the lines of a file.

    :param limit: bytes in all.
    :param line_limit: bytes of a line.
    :raises QuestionSetError: more than that.
    """
    size = 0
    for number in count(1):
        line = file.readline(line_limit + 1)
        size += len(line)
        if len(line) > line_limit:
            raise QuestionSetError(f"{name}, line {number}: expected at most {line_limit:,} bytes a line")
        if size > limit:
            raise QuestionSetError(f"{name}: expected at most {limit:,} bytes")
        if not line:
            return
        yield line


def parse(line: bytes) -> Any:
    """Parse JSON; None where it is none."""
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # a decoding error is a ValueError too
        return None


def shown(line: bytes) -> str:
    """Return the beginning of a line for an error message."""
    text = line[:60].decode("utf-8", "replace")
    return repr(text) if text.strip() else "nothing"


class Row:
    """A JSON object that says what is wrong with it, and where it stands.

    :param where: file and line.
    :raises QuestionSetError: by every method, a value that is not what was asked for.
    """

    def __init__(self, value: object, where: str) -> None:
        self.where = where
        if not isinstance(value, dict):
            raise QuestionSetError(f"{where}: expected a JSON object, got {type(value).__name__}")
        self._value: dict[str, Any] = value

    def __contains__(self, key: str) -> bool:
        return key in self._value

    def error(self, expected: str, key: str) -> QuestionSetError:
        """Return the error to raise about a value."""
        got = f"{type(self._value[key]).__name__} {str(self._value[key])[:40]!r}" if key in self._value else "nothing"
        return QuestionSetError(f"{self.where}: expected {expected} as {key!r}, got {got}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; it may be empty."""
        value = self._value.get(key, default)
        if not isinstance(value, str):
            raise self.error("a text", key)
        return value

    def name(self, key: str) -> str:
        """Return an id: a text that is not empty, or a whole number."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise self.error("a text or number", key)
        return str(value)

    def flag(self, key: str) -> bool:
        """Return true or false."""
        value = self._value.get(key)
        if not isinstance(value, bool):
            raise self.error("true or false", key)
        return value

    def offset(self, key: str) -> int | None:
        """Return a whole number of at least 0, None where there is none."""
        value = self._value.get(key)
        if value is not None and (type(value) is not int or value < 0):
            raise self.error("an offset", key)
        return value

    def has(self, key: str) -> bool:
        """Tell whether there is a value that is not null."""
        return self._value.get(key) is not None

    def number(self, key: str) -> float:
        """Return a finite number."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < MAX_NUMBER:
            raise self.error("a number", key)
        return float(value)

    def items(self, key: str) -> list[Any]:
        """Return a list of anything."""
        value = self._value.get(key)
        if not isinstance(value, list):
            raise self.error("a list", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.items(key)
        if not all(isinstance(v, str) for v in value):
            raise self.error("a list of texts", key)
        return tuple(value)
