"""How likely an extracted answer is right: a logistic function of what reader, encoder, words and form tell."""

import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer.

    :param margin: of the reader, over "no answer here"; about -10 to 10.
    :param in_sentence: share of the question's content that the cited sentence speaks of, in [0, 1].
    :param near: how near in meaning the sentence is to the question, in standard deviations from others.
    :param strange: 1.0 where the question names a number that the article does not have, or a person, a year or an
        edition that the sentence speaks of differently, else 0.0.
    :param fits: 1.0 where the answer is of the sort that the question wants, else 0.0.
    :param statement: 1.0 where whole sentences are given, else 0.0.
    """

    margin: float
    in_sentence: float
    near: float
    strange: float
    fits: float
    statement: float


# Fitted by benchmarks/fit_confidence.py on the working half of the news questions.
WEIGHTS = Signals(margin=0.24, in_sentence=1.59, near=0.69, strange=-3.28, fits=0.62, statement=1.55)
BIAS = -1.84
# An answer that is less likely right than this is not given.
THRESHOLD = 0.35


def probability(signals: Signals) -> float:
    """Return the probability, in (0, 1), that the answer is right."""
    z = BIAS + sum(w * x for w, x in zip(astuple(WEIGHTS), astuple(signals), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))
