import math

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
    # Cosines 1 and 0: mean 0.5, standard deviation 0.5.
    assert vectors.similar("问", [0, 1]) == {0: 1.0, 1: -1.0}
    assert vectors.similar("问", [1]) == {1: 0.0}
    assert encoder.asked == ["甲", "乙"]
    assert vectors.similar("问", []) == {}


def test_a_zero_vector_is_like_nothing() -> None:
    vectors = SentenceVectors(encoder=Table({"甲": [0.0], "问": [1.0]}), texts=["甲"])
    assert all(math.isfinite(v) for v in vectors.similar("问", [0]).values())
