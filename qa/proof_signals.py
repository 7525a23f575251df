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
    :param clause: the same of the nearest run of clauses that share words with it.
    :param ahead: how much that is more than the mean cosine of the article's other sentences that were compared.
    :param unknown: how many of its nouns and verbs have no character in the cited sentences, 3 at most.
    :param proven: how many figures, dates, names and quotations it has, all of them proven, 3 at most.
    :param displaced: how far one of these is from where the article has it, in [0, 1].
    :param told: the reader's log odds that the cited sentences decide it, -8 to 8.
    :param true: and that they make it true rather than false, -8 to 8.
    :param agrees: how much better the reader, asked for each of its figures, dates and names, likes what it says than
        another answer, -8 to 8 (`qa.claim_asked`).
    """

    covered: float
    letters: float
    near: float
    clause: float
    ahead: float
    unknown: float
    proven: float
    displaced: float
    told: float
    true: float
    agrees: float


# Fitted by benchmarks/fit_proof.py.
WEIGHTS: Mapping[str, float] = {
    "covered": 0.41, "letters": 0.86, "near": 7.1, "clause": 9.78, "ahead": 0.43, "unknown": -0.43, "proven": -0.16,
    "displaced": -0.75, "told": 0.42, "true": 0.25, "agrees": 0.13, "constant": -18.13,
}  # fmt: skip
# A sentence is proven from here on; what is below is quoted instead, so that to catch more costs little.
THRESHOLD = 0.4
# From here on what is not proven is about the same matter as the sentences it comes nearest to.
SAME_MATTER = 0.05
# Of a sentence in another language than the article: words tell nothing, and nearness in meaning little.
ACROSS: Mapping[str, float] = {
    "covered": 0.0, "letters": 0.0, "near": 2.53, "clause": 0.0, "ahead": -1.25, "unknown": 0.0, "proven": 0.06,
    "displaced": 0.0, "told": 0.26, "true": 0.33, "agrees": 0.06, "constant": -2.91,
}  # fmt: skip
ACROSS_THRESHOLD = 0.3


def likely(signals: ProofSignals, weights: Mapping[str, float]) -> float:
    """Return how likely the sentence is faithful: a logistic function of its signals."""
    values = asdict(signals) | {"constant": 1.0}
    z = sum(weight * values[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))
