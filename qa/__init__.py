"""Answers questions about an article, with the exact words that prove the answer.

>>> from qa import answer
>>> answer("谁主持了会议?").text  # doctest: +SKIP
'敖宏'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from qa.errors import (
    ArticleError,
    ArticleQAError,
    EmbeddingError,
    FetchError,
    IndexStoreError,
    InputError,
    ModelError,
    QuestionError,
    QuestionSetError,
)
from qa.types import KINDS, Answer, AnswerSpan, Article, Citation, Evidence, Kind, Passage

if TYPE_CHECKING:
    from qa.chat import Chat
    from qa.explanation import Explanation
    from qa.library import Library, LibraryChat
    from qa.pipeline import ArticleQA, answer, default_article

# These bring LangChain, FAISS and onnxruntime: they are imported when they are first used.
_LAZY = {name: "qa.pipeline" for name in ("ArticleQA", "answer", "default_article")}
_LAZY |= dict.fromkeys(("Library", "LibraryChat"), "qa.library")
_LAZY |= {"Chat": "qa.chat", "Explanation": "qa.explanation"}

__all__ = [
    "KINDS",
    "Answer",
    "AnswerSpan",
    "Article",
    "ArticleError",
    "ArticleQA",
    "ArticleQAError",
    "Chat",
    "Citation",
    "EmbeddingError",
    "Evidence",
    "Explanation",
    "FetchError",
    "IndexStoreError",
    "InputError",
    "Kind",
    "Library",
    "LibraryChat",
    "ModelError",
    "Passage",
    "QuestionError",
    "QuestionSetError",
    "answer",
    "default_article",
]


def __getattr__(name: str) -> Any:
    if name not in _LAZY:
        raise AttributeError(f"module 'qa' has no attribute {name!r}")
    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value
