"""How likely a claim is true, false or not told: a logistic function of what reader, words, figures and names tell."""

from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class ClaimSignals:
    """What speaks for and against a claim in the sentence that decides it.

    :param told_true: log of how much likelier the reader finds it true than not told; 0.0 where it cannot judge.
    :param told_false: likewise, false.
    :param covered: share of the claim's content that the sentence speaks of, in [0, 1].
    :param near: how near in meaning the sentence is to the claim, in standard deviations from others.
    :param figure_same: 1.0 where all figures and dates of the claim stand in the sentence, else 0.0.
    :param figure_differs: 1.0 where the sentence has another figure or date of the same sort instead, else 0.0.
    :param name_differs: how likely another name or title stands where the claim's does, in [0, 1].
    :param turned: 1.0 where just one of the two is negated, or a word stands against its opposite, else 0.0.
    :param unknown: 1.0 where the claim names something that the article never does, else 0.0.
    """

    told_true: float
    told_false: float
    covered: float
    near: float
    figure_same: float
    figure_differs: float
    name_differs: float
    turned: float
    unknown: float


NAMES = tuple(f.name for f in fields(ClaimSignals))

# One row a signal, then the constant: what it adds to "true" and to "false" over "not told".
# Fitted by benchmarks/fit_claims.py.
WEIGHTS: NDArray[np.float64] = np.array(
    [
        [0.50, 0.00],
        [0.00, 0.50],
        [2.00, 1.50],
        [0.40, 0.30],
        [0.60, -0.50],
        [-1.00, 1.50],
        [-1.00, 2.00],
        [-1.00, 1.00],
        [-1.00, -0.50],
        [-1.60, -1.80],
    ]
)


def probabilities(signals: ClaimSignals, weights: NDArray[np.float64] = WEIGHTS) -> tuple[float, float]:
    """Return how likely the claim is true, and false; what is left is how likely the article does not tell."""
    scores = np.array([*astuple(signals), 1.0]) @ weights  # (2,)
    raised = np.exp(np.append(scores, 0.0) - max(0.0, float(scores.max())))
    true, false, _ = raised / raised.sum()
    return float(true), float(false)
