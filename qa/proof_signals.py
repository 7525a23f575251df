"""How likely a sentence says what its proof says, from the words they share and how near they are in meaning."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class ProofSignals:
    """What speaks for a sentence whose figures, dates and names stand in its proof.

    :param covered: share of the weight of its terms that the cited sentences have, in [0, 1].
    :param letters: share of its Chinese characters that name something, or of its words, that they have, in [0, 1].
    :param near: cosine of its vector and that of the nearest cited sentence.
    :param ahead: how much that is more than the mean cosine of the article's other sentences that were compared.
    :param unknown: how many of its nouns and verbs have no character in the cited sentences, 3 at most.
    :param proven: how many figures, dates, names and quotations it has, all of them proven, 3 at most.
    """

    covered: float
    letters: float
    near: float
    ahead: float
    unknown: float
    proven: float


# Fitted by benchmarks/fit_proof.py.
WEIGHTS: Mapping[str, float] = {
    "covered": 2.71, "letters": 1.93, "near": 31.52, "ahead": 28.72, "unknown": -0.27, "proven": -0.44,
    "constant": -32.16,
}  # fmt: skip
# A sentence is proven from here on: of the faithful ones hardly any is below, of the others four in five are.
THRESHOLD = 0.3
# Of a sentence in another language than the article: words tell nothing, and nearness in meaning little.
ACROSS: Mapping[str, float] = {
    "covered": 0.0, "letters": 0.0, "near": -0.46, "ahead": 15.2, "unknown": 0.0, "proven": -0.2, "constant": -0.23,
}  # fmt: skip
ACROSS_THRESHOLD = 0.4


def likely(signals: ProofSignals, weights: Mapping[str, float]) -> float:
    """Return how likely the sentence is faithful: a logistic function of its signals."""
    values = asdict(signals) | {"constant": 1.0}
    z = sum(weight * values[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))
