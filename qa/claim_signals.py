"""How likely a claim is true, false or not told, by what words, figures, names and the reader tell."""

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
    :param true: its log odds that the claim is true rather than false, if it is decided, about -8 to 8: the mean of
        those beside the sentence, the sentence with the one before, and its passage.
    :param otherwise: 1.0 where a sentence says in so many words that it is not so (`qa.weighing`), else 0.0.
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
    true: float
    otherwise: float

    @property
    def contradicted(self) -> bool:
        """Whether something stands against the claim: without that nothing makes it false."""
        return max(self.figure_differs, self.figure_elsewhere, self.name_differs, self.turned) > 0


# Fitted by benchmarks/fit_claims.py: of claims that something stands against, whether they are false …
FALSE: Mapping[str, float] = {
    "covered": 4.47, "figure_differs": 0.48, "name_differs": 1.23, "told": 0.25, "true": -0.69,
    "constant": -2.76,
}  # fmt: skip
# … of the others, whether they are true …
TRUE: Mapping[str, float] = {
    "covered": 1.0, "name_elsewhere": -0.71, "unknown": -0.46, "told": 0.22, "true": 0.68,
    "constant": -1.14,
}  # fmt: skip
# … and of all, whether the sentence decides them.
TOLD: Mapping[str, float] = {
    "covered": 1.23, "near": 0.15, "name_elsewhere": -1.07, "unknown": -0.09, "told": 0.49,
    "constant": -0.46,
}  # fmt: skip
# How likely a claim is false where a sentence says so in so many words: it was in 36 of 40.
OTHERWISE = 0.85
# What is less likely is not said: a wrong yes or no does more harm than a wrong word of an answer. Of 480 claims of the
# sets that are worked on, each weighed by weights that did not see its article, 194 are decided rightly and 74 wrongly
# from 0.35 on, 175 and 44 from here, 164 and 37 from 0.5.
THRESHOLD = 0.45
# How likely the sentence must decide a claim to be quoted where neither yes nor no is likely enough.
QUOTED = 0.7


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely a claim is true, and false, and how likely its sentence decides it, each in (0, 1)."""

    true: float
    false: float
    told: float


def _logistic(signals: ClaimSignals, weights: Mapping[str, float]) -> float:
    values = asdict(signals) | {"constant": 1.0}
    z = sum(weight * values[name] for name, weight in weights.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


def likely(
    signals: ClaimSignals,
    *,
    true: Mapping[str, float] = TRUE,
    false: Mapping[str, float] = FALSE,
    told: Mapping[str, float] = TOLD,
) -> Likely:
    """Return how likely the claim is true, and false, and decided at all."""
    if signals.otherwise:
        return Likely(0.0, OTHERWISE, max(OTHERWISE, _logistic(signals, told)))
    against = _logistic(signals, false) if signals.contradicted else 0.0
    return Likely((1.0 - against) * _logistic(signals, true), against, _logistic(signals, told))
