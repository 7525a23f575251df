"""Passages with their vectors, searched exactly: a LangChain VectorStore over FAISS."""

import threading
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any, Self

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from langchain_core.vectorstores.utils import maximal_marginal_relevance
from numpy.typing import ArrayLike, NDArray

from embeddings.encoder import Encoder, Progress
from embeddings.errors import IndexStoreError
from embeddings.index_files import ModelIdentity, read_index, write_index

Filter = Mapping[str, Any] | Callable[[Document], bool]


class PassageIndex(VectorStore):
    """Passages with their vectors, searched exactly by cosine: scores in [-1, 1], higher is better.

    Safe to use from many threads.

    >>> index = PassageIndex(embedding=load_encoder())
    >>> index.add_texts(["会议由敖宏主持。", "今天下雨。"], ids=["a", "b"])
    ['a', 'b']
    >>> index.similarity_search("谁主持了会议?", k=1)[0].id
    'a'

    Options that a method does not know are errors, not passed over as in other stores, hence the overrides.

    :param embedding: turns texts into vectors, of any length; they are normalised here.
    """

    def __init__(self, *, embedding: Embeddings) -> None:
        self._embedding = embedding
        self._lock = threading.RLock()
        self._documents: list[Document] = []  # row -> document
        self._rows: dict[str, int] = {}  # id -> row
        self._vectors = np.zeros((0, 0), np.float32)  # (n, dimension)
        self._faiss: Any = None  # IndexFlatIP of _vectors, made by the first search after a change

    def __len__(self) -> int:
        """Return the number of passages."""
        return len(self._documents)

    @property
    def embeddings(self) -> Embeddings:
        """The model behind it."""
        return self._embedding

    # --- change ------------------------------------------------------------------------------------------------------

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | list[str | None] | None = None,
        progress: Progress | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Embed and add texts; one whose id is there already replaces what is there. Either all are added or none.

        :param metadatas: one for each text, of what JSON can hold.
        :param ids: one for each text; None, or None in place of one, makes a new id.
        :param progress: handed to an encoder of ours, see `Encoder.encode_documents`.
        :param kwargs: hints of LangChain's indexing such as batch_size, of no use here.
        :returns: the ids, in the order of the texts.
        :raises IndexStoreError: lists of different length, an id that is no str, vectors that cannot be compared.
        """
        texts = list(texts)
        metadatas = [{} for _ in texts] if metadatas is None else metadatas
        given: Sequence[str | None] = [None] * len(texts) if ids is None else ids
        if not len(texts) == len(metadatas) == len(given):
            sizes = f"{len(texts)} texts, {len(metadatas)} metadatas, {len(given)} ids"
            raise IndexStoreError(f"expected as many metadatas and ids as texts, got {sizes}")
        names = [str(uuid.uuid4()) if name is None else name for name in given]
        for name in names:
            if not isinstance(name, str) or not name:
                raise IndexStoreError(f"expected each id as a str that is not empty, got {name!r}")
        if not texts:
            return []
        if isinstance(self._embedding, Encoder):
            vectors = _unit(self._embedding.encode_documents(texts, progress=progress), rows=len(texts))
        else:
            vectors = _unit(self._embedding.embed_documents(texts), rows=len(texts))
        documents = [
            Document(id=name, page_content=text, metadata=deepcopy(metadata))
            for name, text, metadata in zip(names, texts, metadatas, strict=True)
        ]
        self._upsert(documents, vectors)
        return names

    def _upsert(self, documents: list[Document], vectors: NDArray[np.float32]) -> None:
        with self._lock:
            if self._documents and vectors.shape[1] != self._vectors.shape[1]:
                raise IndexStoreError(f"expected vectors of {self._vectors.shape[1]} numbers, got {vectors.shape[1]}")
            last = {document.id: i for i, document in enumerate(documents)}  # of one id twice, the last counts
            new = [i for name, i in last.items() if name not in self._rows]
            kept = self._vectors.copy() if self._documents else vectors[:0]
            for name, i in last.items():
                if (row := self._rows.get(str(name))) is not None:
                    kept[row] = vectors[i]
                    self._documents[row] = documents[i]
            for i in new:
                self._rows[str(documents[i].id)] = len(self._documents)
                self._documents.append(documents[i])
            self._vectors = np.concatenate([kept, vectors[new]])
            self._faiss = None

    def delete(self, ids: list[str] | None = None) -> bool:  # type: ignore[override]
        """Take passages out; ids that are not there are passed over.

        :param ids: None takes out all.
        """
        with self._lock:
            gone = set(self._rows) if ids is None else set(ids)
            rows = [row for row, document in enumerate(self._documents) if document.id not in gone]
            if len(rows) < len(self._documents):
                self._documents = [self._documents[row] for row in rows]
                self._rows = {str(document.id): row for row, document in enumerate(self._documents)}
                self._vectors = self._vectors[rows]
                self._faiss = None
        return True

    # --- look up and search ------------------------------------------------------------------------------------------

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """Return the passages of these ids in their order, without those that are not there."""
        with self._lock:
            return [_copy(self._documents[self._rows[name]]) for name in ids if name in self._rows]

    def similarity_search(  # type: ignore[override]
        self,
        query: str,
        k: int = 4,
        filter: Filter | None = None,
    ) -> list[Document]:
        """Return the k passages nearest to a question, best first; see `similarity_search_with_score`."""
        return [document for document, _ in self.similarity_search_with_score(query, k, filter)]

    def similarity_search_with_score(
        self,
        query: str,
        k: int = 4,
        filter: Filter | None = None,
    ) -> list[tuple[Document, float]]:
        """Return the k passages nearest to a question with their cosine in [-1, 1], best first.

        :param k: at least 0; fewer come back where there are fewer.
        :param filter: metadata that a passage must have, or a function that is true for those to keep.
        :raises IndexStoreError: k below 0.
        """
        if _checked_count(k, "k") == 0 or not len(self):
            return []
        return self.similarity_search_with_score_by_vector(self._embedding.embed_query(query), k, filter)

    def similarity_search_by_vector(  # type: ignore[override]
        self,
        embedding: list[float],
        k: int = 4,
        filter: Filter | None = None,
    ) -> list[Document]:
        """Return the k passages nearest to a vector, best first."""
        return [document for document, _ in self.similarity_search_with_score_by_vector(embedding, k, filter)]

    def similarity_search_with_score_by_vector(
        self,
        embedding: ArrayLike,
        k: int = 4,
        filter: Filter | None = None,
    ) -> list[tuple[Document, float]]:
        """Return the k passages nearest to a vector with their cosine in [-1, 1], best first.

        :param embedding: (dimension,), of any length but 0.
        :raises IndexStoreError: k below 0, a vector of another dimension, of length 0 or with NaN in it.
        """
        with self._lock:
            found = self._nearest(embedding, k, filter)
            return [(_copy(self._documents[row]), score) for row, score in found]

    def max_marginal_relevance_search(  # type: ignore[override]
        self,
        query: str,
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: Filter | None = None,
    ) -> list[Document]:
        """Return k passages near to a question and unlike one another (Carbonell and Goldstein 1998).

        :param fetch_k: how many of the nearest to choose from.
        :param lambda_mult: from 0, as different as can be, to 1, only near.
        """
        if _checked_count(k, "k") == 0 or not len(self):
            return []
        vector = self._embedding.embed_query(query)
        return self.max_marginal_relevance_search_by_vector(vector, k, fetch_k, lambda_mult, filter)

    def max_marginal_relevance_search_by_vector(  # type: ignore[override]
        self,
        embedding: list[float],
        k: int = 4,
        fetch_k: int = 20,
        lambda_mult: float = 0.5,
        filter: Filter | None = None,
    ) -> list[Document]:
        """Return k passages near to a vector and unlike one another; see `max_marginal_relevance_search`."""
        _checked_count(k, "k")
        with self._lock:
            rows = [row for row, _ in self._nearest(embedding, _checked_count(fetch_k, "fetch_k"), filter)]
            if not rows:
                return []
            query = _unit([embedding], rows=1)[0]
            chosen = maximal_marginal_relevance(query, list(self._vectors[rows]), lambda_mult, k)
            return [_copy(self._documents[rows[i]]) for i in chosen]

    def _nearest(self, embedding: ArrayLike, k: int, condition: Filter | None) -> list[tuple[int, float]]:
        """Return (row, cosine) of the k nearest that meet the condition, best first; of equals, the one added first."""
        k = _checked_count(k, "k")
        if k == 0 or not self._documents:
            return []
        query = _unit([embedding], rows=1)
        if query.shape[1] != self._vectors.shape[1]:
            raise IndexStoreError(f"expected a vector of {self._vectors.shape[1]} numbers, got {query.shape[1]}")
        import faiss

        if self._faiss is None:
            self._faiss = faiss.IndexFlatIP(self._vectors.shape[1])
            self._faiss.add(self._vectors)
        parameters, count = None, len(self._documents)
        if condition is not None:
            rows = [row for row, document in enumerate(self._documents) if _meets(document, condition)]
            selected = faiss.IDSelectorBatch(np.array(rows, np.int64))
            parameters, count = faiss.SearchParameters(sel=selected), len(rows)  # type: ignore[call-arg]
        if count == 0:
            return []
        scores, found = self._faiss.search(query, min(k, count), params=parameters)
        pairs = [(int(row), min(1.0, max(-1.0, float(score)))) for row, score in zip(found[0], scores[0], strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _select_relevance_score_fn(self) -> Callable[[float], float]:
        """Map the cosine to LangChain's relevance from 0 to 1."""
        return lambda cosine: (1 + cosine) / 2

    # --- make, save, load --------------------------------------------------------------------------------------------

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """Make an index of texts; see `add_texts`."""
        index = cls(embedding=embedding)
        index.add_texts(texts, metadatas, ids=ids, **kwargs)
        return index

    def save(self, folder: Path) -> None:
        """Write the index into a folder; stopped at any point, the folder still holds the index that it held before.

        :raises IndexStoreError: metadata that JSON cannot hold, or a folder that cannot be written.
        """
        with self._lock:
            write_index(
                Path(folder), model=_identity(self._embedding), vectors=self._vectors, documents=self._documents
            )

    @classmethod
    def load(cls, folder: Path, embedding: Embeddings) -> Self:
        """Open a saved index.

        :param embedding: the model that it was made with.
        :raises IndexStoreError: not an index, of another version or model, or changed since it was saved.
        """
        index = cls(embedding=embedding)
        index._vectors, index._documents = read_index(Path(folder), model=_identity(embedding))
        index._rows = {str(document.id): row for row, document in enumerate(index._documents)}
        return index


def _checked_count(count: int, name: str) -> int:
    if not isinstance(count, int) or count < 0:
        raise IndexStoreError(f"expected {name} as a whole number of 0 or more, got {count!r}")
    return count


def _meets(document: Document, condition: Filter) -> bool:
    if callable(condition):
        return bool(condition(document))
    return all(key in document.metadata and document.metadata[key] == value for key, value in condition.items())


def _copy(document: Document) -> Document:
    """Return a copy for the caller, who may change it without changing the index."""
    return document.model_copy(deep=True)


def _unit(vectors: object, *, rows: int) -> NDArray[np.float32]:
    """Return vectors at unit length, (rows, dimension).

    :raises IndexStoreError: another shape, NaN, infinity or length 0.
    """
    try:
        array = np.array(
            vectors, dtype=np.float64
        )  # float32 would overflow on the way to the length of a vector of 1e30
    except (ValueError, TypeError) as error:
        raise IndexStoreError(f"expected {rows} vectors of equal length, got: {error}") from error
    if array.ndim != 2 or array.shape[0] != rows or array.shape[1] == 0:
        raise IndexStoreError(f"expected {rows} vectors, got an array of shape {array.shape}")
    lengths = np.linalg.norm(array, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or not lengths.all():
        raise IndexStoreError("expected vectors of finite numbers and a length above 0, got NaN, infinity or 0")
    return np.ascontiguousarray(array / lengths, dtype=np.float32)


def _identity(embedding: Embeddings) -> ModelIdentity:
    """Return the name and fingerprint of a model; of foreign Embeddings only their class is known."""
    if isinstance(embedding, Encoder):
        return ModelIdentity(embedding.name, embedding.fingerprint)
    return ModelIdentity(f"{type(embedding).__module__}.{type(embedding).__qualname__}", "")
