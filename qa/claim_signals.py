"""How likely a claim is true, false or not told: logistic functions of what words, figures and names tell."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class ClaimSignals:
    """What speaks for and against a claim in the sentence that decides it.

    :param covered: share of the claim's content that the sentence speaks of, in [0, 1]; where the sentence has another
        figure or date, of the claim with that in its place.
    :param near: how near in meaning the sentence is to the claim, in standard deviations from others.
    :param figure_same: 1.0 where all figures and dates of the claim stand in the sentence, else 0.0.
    :param figure_differs: 1.0 where the sentence has another figure or date of the same sort instead, else 0.0.
    :param name_differs: how likely another name or title stands where the claim's does, in [0, 1].
    :param turned: 1.0 where just one of the two is negated, or a word stands against its opposite, else 0.0.
    :param figure_elsewhere: 1.0 where a figure or date of the claim does not stand in the article, or of another thing,
        as `qa.proof` finds it, else 0.0.
    :param name_elsewhere: the same of a name.
    :param unknown: 1.0 where the claim names something that the article never does, else 0.0.
    :param told: the reader's log odds that the sentence decides the claim, about -12 to 12; likewise.
    """

    covered: float
    near: float
    figure_same: float
    figure_differs: float
    name_differs: float
    turned: float
    figure_elsewhere: float
    name_elsewhere: float
    unknown: float
    told: float

    @property
    def contradicted(self) -> bool:
        """Whether something stands against the claim: without that, likeness may make it true, never false."""
        return max(self.figure_differs, self.figure_elsewhere, self.name_differs, self.turned) > 0


# Fitted by benchmarks/fit_claims.py: of claims that something stands against, whether they are false …
FALSE: Mapping[str, float] = {
    "covered": 4.97, "near": 0.37, "figure_differs": 0.63, "figure_elsewhere": 0.05, "name_differs": 2.73,
    "turned": -0.23, "told": 0.18, "constant": -2.93,
}  # fmt: skip
# … and of the others, whether they are true.
TRUE: Mapping[str, float] = {
    "near": 0.17, "figure_same": 0.64, "name_elsewhere": -1.47, "unknown": -0.56, "told": 0.34, "constant": -0.34,
}  # fmt: skip
# What is less likely is not said: a wrong yes or no does more harm than a wrong word of an answer.
THRESHOLD = 0.45


def _logistic(signals: ClaimSignals, weights: Mapping[str, float]) -> float:
    values = asdict(signals) | {"constant": 1.0}
    z = sum(weight * values[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


def probabilities(
    signals: ClaimSignals, *, true: Mapping[str, float] = TRUE, false: Mapping[str, float] = FALSE
) -> tuple[float, float]:
    """Return how likely the claim is true, and false; what is left is how likely the article does not tell."""
    against = _logistic(signals, false) if signals.contradicted else 0.0
    return (1.0 - against) * _logistic(signals, true), against
