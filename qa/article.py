"""Loads an article from text, bytes or a file."""

import re
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Literal

from qa.decoding import binary_kind, decode, decode_html
from qa.errors import ArticleError
from qa.front_matter import front_matter
from qa.html_text import read_html
from qa.lines import one_line
from qa.page_facts import page_facts
from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES
from qa.titles import first_words, headline
from qa.types import Article

Form = Literal["text", "markdown", "html", "pdf", "docx"]
_FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
_TYPES = "txt, md, html, pdf or docx"
# Documents are known by how they begin, whatever their names say.
_DOCUMENTS: tuple[tuple[re.Pattern[bytes], Form], ...] = (
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "docx"),
)
_BEGINS_LIKE_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)

# What nobody begins an article with. A text is judged by less than a file is, whose name may say what it is.
_IS_A_PAGE = re.compile(r"\ufeff?\s*<(?:!doctype\s+html|html)(?=[\s>])", re.I)


def article_from_text(text: str, *, title: str | None = None, metadata: Mapping[str, str] | None = None) -> Article:
    r"""Make an article of a text, which is kept to the character.

    The title is the given one, else the headline that the text begins with, else `metadata["title"]`, else the
    beginning of the first sentence. A headline of two lines gives the title and `metadata["subtitle"]`: each alone
    stands in the text, so that each can be cited.

    :param metadata: what is known about the page from elsewhere; facts printed in the text take precedence, because
        they can be cited.
    :raises ArticleError: no text, or too much.

    >>> article = article_from_text("年会闭幕\n来源：某某日报 作者：于璐\n会议由敖宏主持。")
    >>> article.title, dict(article.metadata)
    ('年会闭幕', {'source': '某某日报', 'author': '于璐'})
    """
    known = {key: value for key, value in (metadata or {}).items() if value.strip()}
    article = Article(Article.id_of(text) if isinstance(text, str) else "", "", text, known)
    first_line, subtitle = headline(text)
    found = {"subtitle": subtitle} if subtitle else {}
    found |= {name: fact.value for name, fact in page_facts(text).items()}
    name = one_line(title or "") or first_line or one_line(known.get("title", "")) or first_words(text)
    return Article(article.id, name, text, known | found)


def article_from_pasted(text: str, *, title: str | None = None) -> Article:
    """Make an article of what a person has pasted or a program has sent: a whole page of html is read as one.

    Any other text is kept to the character, as `article_from_text` keeps every text.

    :param title: by default that of the page, or taken from the text.
    :raises ArticleError: no text, or too much; a page that cannot be read.

    >>> article_from_pasted("<!doctype html><title>年会闭幕</title><p>会议由敖宏主持。</p>").text
    '会议由敖宏主持。'
    """
    if not _IS_A_PAGE.match(text) or len(text) > MAX_ARTICLE_CHARS:  # a longer one is refused there
        return article_from_text(text, title=title)
    return _article_from_page(text.removeprefix("\ufeff"), title=title)


def article_from_bytes(data: bytes, *, name: str) -> Article:
    """Make an article of the content of a file: pdf and docx are known by it, text by the name.

    A name without a suffix, or with one that is not known, is taken as text if the content is text, and as html if it
    begins like a page.

    :param name: of the file, as the user knows it; only its last part is kept.
    :raises ArticleError: neither a text nor a document, without text, encrypted, broken, empty, too large, too slow to
        read.
    """
    base = PurePosixPath(name.replace("\\", "/")).name
    form = _document_form(data) or _FORMS.get(PurePosixPath(base).suffix.lower())
    if form is None:
        form = "html" if _BEGINS_LIKE_HTML.match(data[:1024]) else "text"
    return article_from_content(data, form=form, metadata={"file": base})


def article_from_file(path: str | Path) -> Article:
    """Load a txt, md, html, pdf or docx file.

    :raises ArticleError: no such file, a folder, unreadable, or content that `article_from_bytes` refuses.
    """
    shown = _shown(str(path))
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(None, "expected a file, got a folder")
        if not stat.S_ISREG(mode):  # a pipe would be waited for, a device never ends
            raise OSError(None, "expected an ordinary file, got a device or pipe")
        with Path(path).open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ArticleError(f"no such file: {shown}", reason="unreadable") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ArticleError(f"the file cannot be read ({reason}): {shown}", reason="unreadable") from None
    return article_from_bytes(data, name=Path(path).name)


def article_from_content(
    data: bytes, *, form: Form, charset: str | None = None, metadata: Mapping[str, str] | None = None
) -> Article:
    """Make an article of bytes of a known type: byte order mark off, lines end as on Linux.

    :param charset: what the sender called the encoding, if anything.
    :param metadata: what is known about the page from elsewhere, such as its file or url.
    :raises ArticleError: not of this type, without text, encrypted, broken, empty, too large, too slow to read.
    """
    if not data.strip():
        raise ArticleError(f"expected an article, got an empty file of {len(data)} bytes", reason="empty")
    known = dict(metadata or {})
    if form in ("pdf", "docx"):
        return _article_from_document(data, form=form, metadata=known)
    if kind := binary_kind(data):
        name = f": {_shown(known['file'])}" if "file" in known else ""
        raise ArticleError(f"expected a {_TYPES} file, got {kind}{name}", reason="binary")
    _check_size(data)
    if form == "html":
        return _article_from_page(decode_html(data, charset=charset), metadata=known)
    text = decode(data, charset=charset).replace("\r\n", "\n").replace("\r", "\n")
    if form == "markdown":
        return article_from_text(text, metadata=front_matter(text) | known)
    return article_from_text(text, metadata=known)


def _article_from_page(page: str, *, title: str | None = None, metadata: Mapping[str, str] | None = None) -> Article:
    text, head = read_html(page)
    # The head of a page names its title more surely than the first line of what was extracted.
    return article_from_text(text, title=title or head.get("title"), metadata=head | dict(metadata or {}))


def _document_form(data: bytes) -> Form | None:
    return next((form for beginning, form in _DOCUMENTS if beginning.match(data[:1024])), None)


def _article_from_document(data: bytes, *, form: Form, metadata: Mapping[str, str]) -> Article:
    """Make an article of a pdf or docx document; a fault is told with the name of the file."""
    _check_size(data)
    # Here: few articles are documents, and their libraries take a moment.
    from qa.docx_text import read_docx
    from qa.pdf_text import read_pdf

    try:
        text, facts = (read_pdf if form == "pdf" else read_docx)(data)
    except ArticleError as error:
        named = f"{error}: {_shown(metadata['file'])}" if "file" in metadata else str(error)
        raise ArticleError(named, reason=error.reason) from None
    # Not the title for sure: the properties are often those of the document that another was made from.
    return article_from_text(text, metadata=facts | dict(metadata))


def _check_size(data: bytes) -> None:
    """Refuse more bytes than a file may have.

    :raises ArticleError: there are more.
    """
    if len(data) > MAX_FILE_BYTES:
        raise ArticleError(f"expected a file of at most {MAX_FILE_BYTES:,} bytes, got more", reason="too_large")


def _shown(name: str) -> str:
    """Return a name fit for a one-line message."""
    return repr(name if len(name) <= 200 else name[:199] + "…")
