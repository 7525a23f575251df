import math

import pytest
from langchain_core.embeddings import Embeddings

from qa.similarity import SentenceVectors


class Table(Embeddings):
    """Vectors by hand, and a count of what was asked for."""

    def __init__(self, vectors: dict[str, list[float]]) -> None:
        self.vectors = vectors
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [self.vectors[t] for t in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.vectors[text]


def test_standard_deviations_by_hand_and_each_sentence_embedded_once() -> None:
    encoder = Table({"甲": [2.0, 0.0], "乙": [0.0, 3.0], "问": [1.0, 0.0]})
    vectors = SentenceVectors(encoder=encoder, texts=["甲", "乙"])
    near = vectors.similar("问", [0, 1])
    # Cosines 1 and 0, and four usual ones: mean (1 + 0 + 4 * 0.82) / 6, variance (0.25 + 0.25 + 4 * 0.016 ** 2) / 6.
    middle, spread = 4.28 / 6, (0.501024 / 6) ** 0.5
    assert near[0] == pytest.approx((1 - middle) / spread)
    assert near[1] == pytest.approx((0 - middle) / spread)
    assert encoder.asked == ["甲", "乙"]
    assert vectors.similar("问", []) == {}


def test_a_single_sentence_is_held_against_what_is_usual() -> None:
    vectors = SentenceVectors(encoder=Table({"近": [1.0, 0.0], "远": [0.0, 1.0], "问": [1.0, 0.0]}), texts=["近", "远"])
    assert vectors.similar("问", [0])[0] > 1 > -1 > vectors.similar("问", [1])[1]


def test_a_zero_vector_is_like_nothing() -> None:
    vectors = SentenceVectors(encoder=Table({"甲": [0.0], "问": [1.0]}), texts=["甲"])
    assert all(math.isfinite(v) for v in vectors.similar("问", [0]).values())
