"""Reads a PDF document: its text, a line for each paragraph, and what its properties tell."""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

from qa.document_facts import document_facts
from qa.errors import ArticleError
from qa.lines import has_words
from qa.pdf_characters import is_unknown, mended
from qa.pdf_layout import Line, paragraphs_of
from qa.settings import MAX_ARTICLE_CHARS

MAX_PAGES = 1_000
MAX_SECONDS = 30.0
# pypdf's own limits are for a desk where one waits for one document; here a stranger's must not stop the others.
_LIMITS: Mapping[str, Any] = {
    "array_based_stream_maximum_output_length": 20_000_000,
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "brotli_maximum_output_length": 20_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "page_tree_maximum_page_entries": 50_000,
    "xform_maximum_invocations_per_extraction": 500,
}
# So many characters that a font does not name make a text unreadable.
_UNKNOWN_SHARE = 0.3


class _TooSlow(BaseException):
    """The deadline has passed: not an `Exception`, which pypdf would swallow."""


def read_pdf(data: bytes, *, max_seconds: float = MAX_SECONDS) -> tuple[str, dict[str, str]]:
    """Return the text of a PDF document, a line for each paragraph, and its title and author if it tells them.

    Running headers, footers and page numbers are left off. Nothing of the document is run or fetched.

    :param max_seconds: to read it.
    :raises ArticleError: encrypted, broken, without text (a scan), too many pages, too much text, too slow.
    """
    import pypdf  # here: it takes a moment, and only PDF needs it
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, WrongPasswordError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports as warnings what we handle
    deadline = time.monotonic() + max_seconds
    try:
        with pypdf.apply_configuration(pypdf.Configuration(**_LIMITS)):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):  # many may be read by anybody, only not changed
                raise ArticleError(
                    "expected a PDF that opens without a password, got an encrypted one", reason="encrypted"
                )
            pages = len(reader.pages)
            if pages > MAX_PAGES:
                raise ArticleError(f"expected a PDF of at most {MAX_PAGES:,} pages, got {pages:,}", reason="too_much")
            lines = _lines(reader, deadline)
            facts = document_facts(_properties(reader))
    except ArticleError:
        raise
    except _TooSlow:
        raise ArticleError(
            f"expected a PDF that can be read in {max_seconds:g} seconds, got a slower one", reason="too_slow"
        ) from None
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        raise ArticleError(
            "expected a PDF that opens without a password, got an encrypted one", reason="encrypted"
        ) from None
    except LimitReachedError:
        raise ArticleError(
            "expected a PDF whose pages unpack to a usual size, got far more", reason="too_much"
        ) from None
    except Exception as error:  # whatever the parser makes of hostile or broken files
        raise ArticleError(
            f"expected a PDF document, got one that cannot be read ({type(error).__name__})", reason="broken"
        ) from None
    text = "\n".join(paragraphs_of(lines, pages))
    if not has_words(text):
        raise ArticleError(
            f"expected a PDF with text, got pictures only on {pages} pages (a scan? recognise its text first)",
            reason="scanned",
        )
    if sum(map(is_unknown, text)) > _UNKNOWN_SHARE * len(text):
        raise ArticleError(
            "expected a PDF whose fonts tell their characters, got one whose text cannot be copied", reason="fonts"
        )
    return text, facts


def _lines(reader: Any, deadline: float) -> list[Line]:
    """Return the lines of all pages in reading order.

    :raises _TooSlow: the deadline has passed.
    :raises ArticleError: more text than an article may have.
    """
    lines: list[Line] = []
    chars = 0
    for number, page in enumerate(reader.pages):
        collector = _Collector(number, deadline)
        page.extract_text(visitor_operand_before=collector.operation, visitor_text=collector.piece)
        collector.end_line()
        lines += collector.lines
        chars += sum(len(line.text) for line in collector.lines)
        if chars > MAX_ARTICLE_CHARS:
            raise ArticleError(
                f"expected an article of at most {MAX_ARTICLE_CHARS:,} characters, got more", reason="too_long"
            )
    return lines


class _Collector:
    """Takes the pieces of text that pypdf finds on a page, and makes lines of them."""

    def __init__(self, page: int, deadline: float) -> None:
        """Collect the lines of a page, counted from 0, until the deadline on the monotonic clock."""
        self.lines: list[Line] = []
        self._page, self._deadline = page, deadline
        self._text = ""
        self._begins = (0.0, 0.0)  # x, y in points
        self._sizes: Counter[float] = Counter()  # of letters in points, by how many letters have it

    def operation(self, *_: Any) -> None:
        """Look at the clock before each operation of the page."""
        if time.monotonic() > self._deadline:
            raise _TooSlow

    def piece(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """Take a piece of text, with the matrices that place it."""
        for part in re.split(r"(\n)", mended(text)):
            if part == "\n":
                self.end_line()
            elif part.strip():
                a, b, c, d, e, f = (float(n) for n in cm)
                x, y = float(tm[4]), float(tm[5])
                if not self._text.strip():
                    self._begins = (x * a + y * c + e, x * b + y * d + f)
                scale = abs(float(tm[3]) * d + float(tm[2]) * b) or abs(float(tm[1]) * c) or 1.0
                self._sizes[abs(float(size)) * scale or 1.0] += len(part.strip())
                self._text += part
            else:
                self._text += part

    def end_line(self) -> None:
        """End the line that is being collected."""
        if self._text.strip():
            # An ideographic space in front is how a paragraph is indented; any other is layout.
            text = self._text.rstrip().lstrip(" \n")
            self.lines.append(Line(text, self._page, *self._begins, self._sizes.most_common(1)[0][0]))
        self._text = ""
        self._sizes.clear()


def _properties(reader: Any) -> Mapping[str, str]:
    """Return what the document's properties tell, which may be broken though its pages are not."""
    try:
        information = reader.metadata or {}
        return {"title": str(information.get("/Title") or ""), "author": str(information.get("/Author") or "")}
    except Exception:  # pypdf raises of every sort; a property is no reason to refuse a document
        return {}
