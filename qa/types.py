"""The values that the stages hand to one another, each frozen and checked where it is made.

Offsets are half-open, in characters of `Article.text` (Python str indices). A higher score is better, everywhere.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

from qa.errors import ArticleError, InputError
from qa.settings import MAX_ARTICLE_CHARS

Kind = Literal["fact", "list", "count", "yes_no", "reason", "speech", "summary", "page", "small_talk", "off_topic"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Article:
    """A text that questions are asked about.

    :param id: short name of the content, the same for the same text.
    :param title: the title, never empty.
    :param text: the whole text, at least one visible character, at most `MAX_ARTICLE_CHARS`.
    :param metadata: facts of the page by name: date, source, author, editor, views, category, url, file.
    :raises ArticleError: no visible text, or too much.
    """

    id: str
    title: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise ArticleError(f"expected the article as str, got {type(self.text).__name__}", reason="unreadable")
        if len(self.text) > MAX_ARTICLE_CHARS:
            raise ArticleError(
                f"expected an article of at most {MAX_ARTICLE_CHARS:,} characters, got {len(self.text):,}",
                reason="too_long",
            )
        if not any(c.isalnum() for c in self.text):
            raise ArticleError(
                f"expected an article with words in it, got {len(self.text)} characters without any", reason="no_words"
            )
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))

    @staticmethod
    def id_of(text: str) -> str:
        """Return the id of a text: the first 16 hex digits of the sha256 of its UTF-8 bytes."""
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _check_span(what: str, start: int, end: int, length: int) -> None:
    if not 0 <= start < end <= length:
        raise InputError(f"expected a {what} inside the {length} characters of the article, got [{start}, {end})")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one paragraph, the unit of retrieval: `article.text[start:end] == text`.

    :param heading: a line above it that the models may be shown beside it; not counted in the offsets.
    """

    id: str
    article_id: str
    text: str
    start: int
    end: int
    heading: str = ""

    @classmethod
    def of(cls, article: Article, start: int, end: int, *, heading: str = "") -> Self:
        """Cut a passage out of an article.

        :raises InputError: offsets outside the article.
        """
        _check_span("passage", start, end, len(article.text))
        return cls(f"{article.id}:{start}-{end}", article.id, article.text[start:end], start, end, heading)

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text:
            raise InputError(f"expected {self.end - self.start} characters of passage, got {len(self.text)}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage chosen for one question, with the retriever's score."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """Exact words that the reader offers as the answer; `score` is its margin over "no answer here"."""

    article_id: str
    text: str
    start: int
    end: int
    score: float

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text:
            raise InputError(f"expected {self.end - self.start} characters of span, got {len(self.text)}")


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence that proves an answer: `quote == article.text[start:end]`.

    :param focus: (start, end) of the exact words inside it, in offsets of the article, or None.
    """

    article_id: str
    start: int
    end: int
    quote: str
    focus: tuple[int, int] | None = None

    @classmethod
    def of(cls, article: Article, start: int, end: int, *, focus: tuple[int, int] | None = None) -> Self:
        """Cite article.text[start:end].

        :raises InputError: offsets outside the article, or a focus outside the quote.
        """
        _check_span("citation", start, end, len(article.text))
        return cls(article.id, start, end, article.text[start:end], focus)

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise InputError(f"expected {self.end - self.start} characters of quote, got {len(self.quote)}")
        if self.focus is not None and not self.start <= self.focus[0] < self.focus[1] <= self.end:
            raise InputError(f"expected a focus inside [{self.start}, {self.end}), got {list(self.focus)}")


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question.

    :param text: what the person reads.
    :param answerable: False where the text says that the article does not tell.
    :param confidence: in [0, 1], the probability that this reply is right, an answer or a refusal.
    :param citations: in the order of the article, those of several articles one article after the other; a refusal
        has at most one, the nearest sentence.
    :param kind: one of `KINDS`; a refusal keeps the kind of its question.
    :param question: as it was asked.
    :param standalone_question: as it was understood, follow-ups completed.
    :param timings_ms: milliseconds by stage.
    :param note: one line beside the text, in its language: what was left out of it, or why no language model wrote it.
    :raises InputError: a value outside these bounds.
    """

    text: str
    answerable: bool
    confidence: float
    citations: tuple[Citation, ...]
    kind: Kind
    question: str
    standalone_question: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    def __post_init__(self) -> None:
        if not self.text:
            raise InputError("expected an answer with text, got none")
        if not 0.0 <= self.confidence <= 1.0:
            raise InputError(f"expected a confidence in [0, 1], got {self.confidence}")
        if self.kind not in KINDS:
            raise InputError(f"expected a kind of {', '.join(KINDS)}, got {self.kind!r}")
        if not self.answerable and len(self.citations) > 1:
            raise InputError(f"expected at most one citation with a refusal, got {len(self.citations)}")
        if self.kind == "off_topic" and self.answerable:
            raise InputError("expected an off-topic question to be declined, got an answer")
        ids = list(dict.fromkeys(c.article_id for c in self.citations))
        places = [(ids.index(c.article_id), c.start) for c in self.citations]
        if places != sorted(places):
            starts = [start for _, start in places]
            raise InputError(f"expected citations in the order of the article, got starts {starts}")
        object.__setattr__(self, "timings_ms", MappingProxyType(dict(self.timings_ms)))

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON; tuples become lists."""
        return {
            "text": self.text,
            "answerable": self.answerable,
            "confidence": self.confidence,
            "citations": [asdict(c) | {"focus": list(c.focus) if c.focus else None} for c in self.citations],
            "kind": self.kind,
            "question": self.question,
            "standalone_question": self.standalone_question,
            "timings_ms": dict(self.timings_ms),
            "note": self.note,
        }
