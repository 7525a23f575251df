"""The one exception tree of the project.

ArticleQAError               any error raised on purpose; one line that says what was expected and what came
├── InputError               what the caller handed over cannot be used (also a ValueError)
│   ├── ArticleError         no text, too long, binary, unreadable file, unknown type
│   │   └── FetchError       a web address that is refused or cannot be read
│   ├── QuestionError        empty or too long
│   ├── QuestionSetError     a test question set that does not follow the format
│   └── FeedbackError        feedback that cannot be kept
├── LLMError                 a language model that does not answer, or not so that it can be used; never its own words
├── ModelError               a model folder is missing, unreadable or unfit        (embeddings.errors)
├── EmbeddingError           a text cannot be embedded                             (embeddings.errors)
└── IndexStoreError          an index, or a saved index, that fails its checks     (embeddings.errors)
"""

from typing import Literal

from embeddings.errors import ArticleQAError, EmbeddingError, IndexStoreError, ModelError

__all__ = [
    "ArticleError",
    "ArticleQAError",
    "EmbeddingError",
    "FeedbackError",
    "FetchError",
    "IndexStoreError",
    "InputError",
    "LLMError",
    "LLMTrouble",
    "ModelError",
    "QuestionError",
    "QuestionSetError",
    "Reason",
]

# Why what was handed over cannot be used, where the page says so to a person in words of its own (`ui.texts.REASONS`).
Reason = Literal[
    # of a file, or of a page
    "empty", "no_words", "too_long", "too_large", "too_much", "too_slow", "binary", "encoding", "broken", "not_word",
    "scanned", "encrypted", "fonts", "unreadable",
    # of a web address
    "address", "not_public", "no_host", "unreachable", "status", "page_type",
    # of several articles, and of one that was put away
    "too_many", "unknown", "put_away",
    # of an opinion
    "long_opinion", "feedback_file",
]  # fmt: skip


class InputError(ArticleQAError, ValueError):
    """What the caller handed over cannot be used.

    :ivar reason: why, where the page says so in words of its own; else None.
    :ivar got: what came, where those words repeat it.
    """

    def __init__(self, message: str, *, reason: Reason | None = None, got: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        self.got = got


class ArticleError(InputError):
    """An article that cannot be used: no text, too long, binary, unreadable, of an unknown type."""

    reason: Reason

    def __init__(self, message: str, *, reason: Reason, got: str = "") -> None:
        super().__init__(message, reason=reason, got=got)


class FetchError(ArticleError):
    """A web address that is refused or cannot be read."""


class QuestionError(InputError):
    """A question that is empty or too long."""


class QuestionSetError(InputError):
    """A test question set that does not follow the format."""


class FeedbackError(InputError):
    """Feedback that cannot be kept: its file cannot be written, or is full."""

    def __init__(self, message: str) -> None:
        super().__init__(message, reason="feedback_file")


# Why a language model's answer cannot be used; `replies.LLM_TROUBLE` says each to the person.
LLMTrouble = Literal["unreachable", "slow", "busy", "declined", "broken", "empty", "endless"]


class LLMError(ArticleQAError):
    """A language model that does not answer, or not so that it can be used.

    What its server said is not repeated: it may hold a part of the key.

    :param trouble: why.
    """

    def __init__(self, trouble: LLMTrouble) -> None:
        super().__init__(f"expected an answer of the language model, got none that can be used ({trouble})")
        self.trouble = trouble
