"""Reads the files that a visitor uploads together: one that cannot be used is told by name, the others are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.article import article_from_bytes
from qa.errors import ArticleError
from qa.question import Language
from qa.settings import MAX_FILE_BYTES, MAX_LIBRARY_ARTICLES, MAX_LIBRARY_CHARS
from qa.types import Article
from ui.problems import problem_of
from ui.texts import TEXTS, Texts

FILE_TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a visitor has brought.

    :param articles: each once; none where nothing can be used.
    :param problem: what could not be used and why, in the language of the page, or an empty string.
    """

    articles: Sequence[Article]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it came.

    :param problem: why it is not read, in the language of the page, or an empty string.
    """

    name: str
    data: bytes = b""
    problem: str = ""


def excess(files: Sequence[Path], texts: Texts) -> str:
    """Say why files are too much together, or an empty string; one alone never is."""
    if len(files) > MAX_LIBRARY_ARTICLES:
        return texts.many_files.format(limit=MAX_LIBRARY_ARTICLES, number=len(files))
    size = sum(file.stat().st_size for file in files)
    if len(files) > 1 and size > MAX_FILE_BYTES:
        return texts.large_files.format(limit=MAX_FILE_BYTES // 1_000_000, size=-(-size // 1_000_000))
    return ""


def taken(file: Path, texts: Texts) -> UploadedFile:
    """Take the content of a file, if its type and size are such as can be used."""
    size = file.stat().st_size
    if file.suffix.lower() not in FILE_TYPES:
        return UploadedFile(file.name, problem=texts.wrong_type.format(type=file.suffix or file.name))
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1_000_000
        return UploadedFile(file.name, problem=texts.large_file.format(limit=limit, size=-(-size // 1_000_000)))
    return UploadedFile(file.name, file.read_bytes())


def opened(files: Sequence[UploadedFile], spoken: Language) -> Brought:
    """Make articles of files; the same text twice is one article."""
    texts = TEXTS[spoken]
    articles: dict[str, Article] = {}
    problems: list[str] = []
    for file in files:
        problem = file.problem
        if not problem:
            try:
                article = article_from_bytes(file.data, name=file.name)
                articles.setdefault(article.id, article)
            except ArticleError as error:
                problem = problem_of(error, spoken)
        if problem:
            problems.append(texts.of_file.format(file=file.name, problem=problem) if len(files) > 1 else problem)
    length = sum(len(article.text) for article in articles.values())
    if len(articles) > 1 and length > MAX_LIBRARY_CHARS:
        return Brought((), texts.long_articles.format(limit=MAX_LIBRARY_CHARS, length=length))
    return Brought(tuple(articles.values()), " ".join(problems))
