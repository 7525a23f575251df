"""The root of the project's exceptions, and those that the embeddings package raises itself.

ArticleQAError
├── ModelError         a model folder is missing, unreadable, or not what the program needs
├── EmbeddingError     a text cannot be embedded (empty, not a string)
└── IndexStoreError    an index refuses what it was asked to hold, or a saved index fails its checks

`qa.errors` adds the rest of the tree below the same root.
"""


class ArticleQAError(Exception):
    """Any error that this project raises on purpose; its text is one line, fit to be shown to a person."""


class ModelError(ArticleQAError):
    """A model folder is missing, unreadable, or not what the program needs."""


class EmbeddingError(ArticleQAError, ValueError):
    """A text cannot be embedded."""


class IndexStoreError(ArticleQAError, ValueError):
    """An index refuses what it was asked to hold, or a saved index fails its checks."""
