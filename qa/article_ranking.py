"""Ranks the articles of a library for a question, by the passages that it finds in all of them together."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain

from qa.normalize import for_models
from qa.retriever import RRF_CONSTANT, HybridRetriever, LexicalIndex

# Passages that each of the two rankings brings. What comes behind them moves no article.
_DEPTH = 50


class ArticleRanking:
    """Ranks articles by their best passage, by meaning and by words, fused by reciprocal rank.

    By the best alone: a sum over several favours long articles. A word is as rare as it is in the
    whole library, not in one article: every article about a meeting has 会议.

    :param retrievers: one for each article, over its passages, all with one encoder; at least one.
    """

    def __init__(self, *, retrievers: Sequence[HybridRetriever]) -> None:
        self._retrievers = retrievers
        self._article_of = {id_: n for n, retriever in enumerate(retrievers) for id_ in retriever.passages}
        self._lexical = LexicalIndex(list(chain.from_iterable(r.passages.values() for r in retrievers)))

    def rank(self, question: str) -> list[tuple[int, float]]:
        """Return every article as (number from 0, score), best first; of equals, the earlier.

        The score is that of its best passage in the fused ranking of all passages, as in `HybridRetriever`; 0.0 where
        none of its passages is among them.
        """
        fused: dict[str, float] = defaultdict(float)
        for ranking in (self._dense(question), self._lexical.search(question, _DEPTH)):
            for rank, (id_, _) in enumerate(ranking, 1):
                fused[id_] += 1.0 / (RRF_CONSTANT + rank)
        scores = [0.0] * len(self._retrievers)
        for id_, score in fused.items():
            number = self._article_of[id_]
            scores[number] = max(scores[number], score)
        return sorted(enumerate(scores), key=lambda pair: -pair[1])

    def _dense(self, question: str) -> list[tuple[str, float]]:
        """Return the nearest passages of all articles with their cosines, best first."""
        vector = self._retrievers[0].index.embeddings.embed_query(for_models(question))
        found = [
            (str(document.id), score)
            for retriever in self._retrievers
            for document, score in retriever.index.similarity_search_with_score_by_vector(vector, k=_DEPTH)
        ]
        return sorted(found, key=lambda pair: -pair[1])[:_DEPTH]
