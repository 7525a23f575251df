"""Reads a Word document (docx): a line for each paragraph and row of a table, and what its properties tell."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from qa.document_facts import document_facts
from qa.docx_numbering import Numbering, W
from qa.errors import ArticleError
from qa.lines import has_words
from qa.settings import MAX_ARTICLE_CHARS

# The longest article as XML, which takes ten times as much memory when parsed; and that beside its pictures.
MAX_XML_BYTES = 30_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_PARTS = 5_000
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What is no text of the document: deleted passages, the code of fields, the older twin of a drawing.
_SKIPPED = frozenset(
    {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", f"{_MC}Fallback"}
)
_OTHERS = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "META-INF/container.xml": "an EPUB book",
    "content.xml": "an OpenDocument file",
}
_OFF = frozenset({"0", "false", "off"})


def read_docx(data: bytes) -> tuple[str, dict[str, str]]:
    """Return the text of a Word document, a line for each paragraph and row of a table, and its title and author.

    Text comes in the order of the document, with the numbers that Word writes before the items of a list; hidden and
    deleted text, headers, footers, notes and comments are left off.

    :raises ArticleError: not a Word document, broken, encrypted, without text, too large when unpacked.
    """
    _check_archive(data)
    import docx  # here: it takes a moment, and only docx needs it

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_Reader(document).lines())
        properties = document.core_properties
        titled = next((line for line, style in lines if style in ("title", "标题")), "")
        facts = document_facts({"title": titled or properties.title or "", "author": properties.author or ""})
    except ArticleError:
        raise
    except Exception as error:  # whatever zip and XML parsers make of hostile or broken files
        raise ArticleError(
            f"expected a Word document, got one that cannot be read ({type(error).__name__})", reason="broken"
        ) from None
    text = "\n".join(line for line, _ in lines)
    if not has_words(text):
        raise ArticleError("expected a Word document with text, got one without any", reason="no_words")
    return text, facts


def _check_archive(data: bytes) -> None:
    """Look at what an archive says of itself before anything of it is unpacked.

    Python unpacks no more of a part than its stated size, so that a stated size is a true limit.

    :raises ArticleError: no Word document, or one that unpacks to too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except Exception as error:  # zipfile raises of several sorts
        raise ArticleError(
            f"expected a Word document, got a broken zip archive ({type(error).__name__})", reason="broken"
        ) from None
    if not any(name.lower().startswith("word/") for name in names):
        found = next((kind for name, kind in _OTHERS.items() if name in names), "a zip archive without one in it")
        raise ArticleError(f"expected a Word document (docx), got {found}", reason="not_word")
    if any(part.file_size > MAX_XML_BYTES and part.filename.lower().endswith((".xml", ".rels")) for part in parts):
        raise ArticleError(
            f"expected a Word document of at most {MAX_XML_BYTES:,} bytes of XML, got more", reason="too_much"
        )
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise ArticleError(
            f"expected a Word document that unpacks to at most {MAX_UNPACKED_BYTES:,} bytes, got more",
            reason="too_much",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ArticleError(
            "expected a Word document that opens without a password, got an encrypted one", reason="encrypted"
        )


class _Reader:
    """Walks through the body of a document."""

    def __init__(self, document: Any) -> None:
        related = {relation.reltype.rpartition("/")[2]: relation for relation in document.part.rels.values()}
        roots = [
            related[name].target_part.element if name in related and not related[name].is_external else None
            for name in ("numbering", "styles")
        ]
        self._body = document.element.body
        self._numbering = Numbering(*roots)
        self._style_names = {style.style_id: (style.name or "").lower() for style in document.styles}
        self._chars = 0

    def lines(self) -> Iterator[tuple[str, str]]:
        """Give the lines of the document, each with the name of its style, in small letters.

        :raises ArticleError: more text than an article may have.
        """
        for line, style in self._blocks(self._body):
            self._chars += len(line)
            if self._chars > MAX_ARTICLE_CHARS:
                raise ArticleError(
                    f"expected an article of at most {MAX_ARTICLE_CHARS:,} characters, got more", reason="too_long"
                )
            yield line, style

    def _blocks(self, parent: Any) -> Iterator[tuple[str, str]]:
        """Give the lines of the paragraphs and tables under an element, also inside content controls."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._rows(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[tuple[str, str]]:
        boxes: list[Any] = []
        text = "".join(_pieces(paragraph, boxes))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = self._style_names.get(style.get(f"{W}val"), "") if style is not None else ""
        lines = [line for line in (_squeezed(line) for line in text.split("\n")) if line]
        if lines and not name.startswith("toc "):  # a table of contents only says again what comes
            if label := self._numbering.label(paragraph):
                lines[0] = label + ("" if label[-1] in "、）．，" else " ") + lines[0]
            yield from ((line, name) for line in lines)
        for box in boxes:
            yield from self._blocks(box)

    def _rows(self, table: Any) -> Iterator[tuple[str, str]]:
        """Give a line for each row, its cells between bars; of a row of a single cell, the lines of the cell."""
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue  # of a table inside a cell, which is read with its cell
            cells = [list(self._blocks(cell)) for cell in row.iterchildren(f"{W}tc", f"{W}sdt")]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1:
                yield from filled[0]
            elif filled:
                yield " | ".join(" ".join(line for line, _ in cell) for cell in filled), "table"


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    """Give the pieces of text under an element of a paragraph, and put the text boxes in it aside."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            yield (child.text or "").replace("\n", " ")
        elif tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif tag in (f"{W}tab", f"{W}ptab"):
            yield " "
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif not (tag == f"{W}r" and _is_hidden(child)):
            yield from _pieces(child, boxes)


def _is_hidden(run: Any) -> bool:
    """Tell whether no reader sees a run of text."""
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1").lower() not in _OFF


def _squeezed(line: str) -> str:
    """Return a line without white space at its ends, and with single spaces in it."""
    return re.sub(r"[ \t\xa0\r\v\f]+", " ", line).strip()
