"""The one exception tree of the project.

ArticleQAError               any error raised on purpose; one line that says what was expected and what came
├── InputError               what the caller handed over cannot be used (also a ValueError)
│   ├── ArticleError         no text, too long, binary, unreadable file, unknown type
│   │   └── FetchError       a web address that is refused or cannot be read
│   ├── QuestionError        empty or too long
│   ├── QuestionSetError     a test question set that does not follow the format
│   └── FeedbackError        feedback that cannot be kept
├── ModelError               a model folder is missing, unreadable or unfit        (embeddings.errors)
├── EmbeddingError           a text cannot be embedded                             (embeddings.errors)
└── IndexStoreError          an index, or a saved index, that fails its checks     (embeddings.errors)
"""

from embeddings.errors import ArticleQAError, EmbeddingError, IndexStoreError, ModelError

__all__ = [
    "ArticleError",
    "ArticleQAError",
    "EmbeddingError",
    "FeedbackError",
    "FetchError",
    "IndexStoreError",
    "InputError",
    "ModelError",
    "QuestionError",
    "QuestionSetError",
]


class InputError(ArticleQAError, ValueError):
    """What the caller handed over cannot be used."""


class ArticleError(InputError):
    """An article that cannot be used: no text, too long, binary, unreadable, of an unknown type."""


class FetchError(ArticleError):
    """A web address that is refused or cannot be read."""


class QuestionError(InputError):
    """A question that is empty or too long."""


class QuestionSetError(InputError):
    """A test question set that does not follow the format."""


class FeedbackError(InputError):
    """Feedback that cannot be kept: its file cannot be written, or is full."""
