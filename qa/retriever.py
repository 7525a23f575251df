"""Finds the passages that a question is about: by meaning, by words, and both fused."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import bm25s
import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from embeddings.index import PassageIndex
from qa.normalize import for_models
from qa.terms import tokens
from qa.types import Evidence, Passage

Progress = Callable[[int, int], None]

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it sets itself to DEBUG and talks at every index

# Reciprocal rank fusion: score = sum of 1 / (60 + rank). Cormack, Clarke, Büttcher, SIGIR 2009, who found 60 to serve.
RRF_CONSTANT = 60


def to_document(passage: Passage) -> Document:
    """Wrap a passage for LangChain: the text as the encoder reads it, the exact text and offsets as metadata."""
    shown = f"{passage.heading}\n{passage.text}" if passage.heading else passage.text
    return Document(
        id=passage.id,
        page_content=for_models(shown),
        metadata={
            "article_id": passage.article_id,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "heading": passage.heading,
        },
    )


def to_passage(document: Document) -> Passage:
    """Unwrap what `to_document` made."""
    m = document.metadata
    return Passage(str(document.id), m["article_id"], m["text"], m["start"], m["end"], m["heading"])


class LexicalIndex:
    """BM25 over the passages (bm25s, Lucene's variant).

    :param passages: at least one.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._ids = [p.id for p in passages]
        corpus = [tokens(f"{p.heading}\n{p.text}") for p in passages]
        self._vocabulary = {term for terms in corpus for term in terms}
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75)
        if self._vocabulary:  # bm25s refuses a corpus without a single term
            self._bm25.index(corpus, show_progress=False)

    def search(self, question: str, k: int) -> list[tuple[str, float]]:
        """Return up to k passage ids with their scores, best first; passages that share no term are left out."""
        known = [t for t in tokens(question) if t in self._vocabulary]
        if not known:
            return []
        scores = self._bm25.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:k]
        return [(self._ids[i], float(scores[i])) for i in best if scores[i] > 0]


class HybridRetriever(BaseRetriever):
    """A LangChain retriever over one set of passages: FAISS and BM25, fused by reciprocal rank.

    Made by `HybridRetriever.over(passages, encoder)`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: PassageIndex
    lexical: Any  # LexicalIndex; pydantic would otherwise want a schema of it
    passages: dict[str, Passage]
    k: int = 8

    @classmethod
    def over(
        cls, passages: Sequence[Passage], encoder: Embeddings, *, k: int = 8, progress: Progress | None = None
    ) -> "HybridRetriever":
        """Embed and index the passages.

        :param progress: called with (passages done, passages in all) while embedding.
        """
        index = PassageIndex(embedding=encoder)
        documents = [to_document(p) for p in passages]
        step = 64
        for at in range(0, len(documents), step):
            index.add_documents(documents[at : at + step], ids=[p.id for p in passages[at : at + step]])
            if progress:
                progress(min(at + step, len(documents)), len(documents))
        return cls(index=index, lexical=LexicalIndex(passages), passages={p.id: p for p in passages}, k=k)

    def dense(self, question: str, k: int) -> list[tuple[str, float]]:
        """Return up to k passage ids with their cosines, best first."""
        found = self.index.similarity_search_with_score(for_models(question), k=k)
        return [(str(document.id), score) for document, score in found]

    def retrieve(self, question: str, k: int | None = None) -> list[Evidence]:
        """Return the k best passages, best first, scored by reciprocal rank fusion.

        :param k: how many, 1 or more; `self.k` where None.
        """
        k = min(self.k if k is None else k, len(self.passages))
        # Ranks far below k hardly move the sum, but a passage that only one of the two finds must not be lost.
        pool = min(len(self.passages), max(4 * k, 50))
        fused: dict[str, float] = {}
        for ranking in (self.dense(question, pool), self.lexical.search(question, pool)):
            for rank, (id_, _) in enumerate(ranking, 1):
                fused[id_] = fused.get(id_, 0.0) + 1.0 / (RRF_CONSTANT + rank)
        best = sorted(fused, key=lambda id_: (-fused[id_], self.passages[id_].start))[:k]
        return [Evidence(self.passages[id_], fused[id_]) for id_ in best]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return [to_document(e.passage) for e in self.retrieve(query, k)]
