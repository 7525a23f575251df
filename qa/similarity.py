"""How near in meaning each sentence of an article is to a question; sentences are embedded when first needed."""

import threading
from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from qa.normalize import for_models

Vectors = NDArray[np.float32]


# Mean and standard deviation of the cosines of the embedded encoder between a question and the sentences of an article,
# and how many sentences these stand for: an article of one sentence has no spread of its own.
_USUAL = (0.82, 0.016)
_FEW = 4


class SentenceVectors:
    """Unit vectors of the sentences of one article, each made once; safe in many threads.

    :param encoder: LangChain embeddings.
    :param texts: the sentences.
    """

    def __init__(self, *, encoder: Embeddings, texts: Sequence[str]) -> None:
        self.encoder = encoder
        self._texts = texts
        self._known: dict[int, NDArray[np.float32]] = {}
        self._last: tuple[str, NDArray[np.float32]] | None = None
        self._lock = threading.Lock()

    def of(self, numbers: Sequence[int]) -> Vectors:
        """Return the vectors (n, d) of some sentences, by their numbers."""
        with self._lock:
            missing = [n for n in dict.fromkeys(numbers) if n not in self._known]
            if missing:
                made = _unit(self.encoder.embed_documents([for_models(self._texts[n]) for n in missing]))
                self._known.update(zip(missing, made, strict=True))
            return np.stack([self._known[n] for n in numbers])

    def similar(self, question: str, numbers: Sequence[int]) -> dict[int, float]:
        """Return how near some sentences are to a question, by their numbers.

        Cosines of one model crowd together (E5: 0.7 to 0.9), so each is given in standard deviations from the mean of
        all that are asked about, and a few of `_USUAL` where these are few.
        """
        if not numbers:
            return {}
        cosines = self.towards(question, numbers)
        mean, spread = _USUAL
        n = len(numbers)
        middle = (cosines.sum() + _FEW * mean) / (n + _FEW)
        variance = (((cosines - cosines.mean()) ** 2).sum() + _FEW * spread**2) / (n + _FEW)
        return {i: float((c - middle) / variance**0.5) for i, c in zip(numbers, cosines, strict=True)}

    def towards(self, question: str, numbers: Sequence[int]) -> Vectors:
        """Return the cosines (n,) between a text, embedded as a question is, and some sentences."""
        return np.asarray(self.of(numbers) @ self._asked(question), dtype=np.float32)

    def nearest(self, question: str, texts: Sequence[str]) -> float:
        """Return the highest cosine of a text, embedded as a question is, and others, which are not kept."""
        made = _unit(self.encoder.embed_documents([for_models(t) for t in texts]))
        return float((made @ self._asked(question)).max())

    def _asked(self, question: str) -> NDArray[np.float32]:
        """Return the vector of a question; the last one is kept, for it is asked of several sentences in turn."""
        last = self._last
        if last is None or last[0] != question:
            last = question, _unit([self.encoder.embed_query(for_models(question))])[0]
            self._last = last
        return last[1]


def _unit(vectors: Sequence[Sequence[float]]) -> Vectors:
    made = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    lengths[lengths == 0] = 1  # a zero vector is like nothing
    return np.asarray(made / lengths, dtype=np.float32)
