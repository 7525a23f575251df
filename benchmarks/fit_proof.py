"""Fits qa/proof_signals.py: how likely a sentence that nothing contradicts is faithful, on the working parts alone.

    python benchmarks/fit_proof.py --articles PATH/docs.jsonl.gz

Faithful sentences with their own passages against the same with the other passages of their article, and against the
altered ones in which nothing else is found wrong. Prints the weights for sentences in the language of the article and
in another, and for several thresholds how many of each would be proven. Needs scikit-learn, which comes with
sentence-transformers.
"""

import argparse
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from proof import WORKING, Case, overlap, prepared_articles, read_cases
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from qa.proof import Held, contradicted, hold, signals
from qa.proof_signals import ProofSignals

# Across languages words tell nothing; these still do.
ACROSS = ("near", "ahead", "proven", "told", "true", "agrees")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with the passages of one side, and whether these prove it."""

    article: str
    signals: ProofSignals
    same_language: bool
    faithful: bool


def rows(cases: list[Case], texts: dict[str, str]) -> Iterator[Row]:
    """Yield what there is to fit on."""
    ready = prepared_articles(texts, [c.article for c in cases])
    for case in cases:
        prepared = ready[case.article]
        own = overlap(prepared, case.evidence)
        others = [p for p in prepared.passages if p not in own]
        held = hold(case.sentence, own, prepared)
        if isinstance(held, Held) and (case.faithful or not contradicted(held, prepared)):
            yield Row(case.article, signals(held, prepared), held.same_language, case.faithful)
        if case.faithful and others:
            held = hold(case.sentence, others, prepared)
            if isinstance(held, Held):
                yield Row(case.article, signals(held, prepared), held.same_language, False)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    args = parser.parse_args()
    found = [row for part in WORKING for row in rows(*read_cases(part, args.articles))]
    for same_language in (True, False):
        some = [r for r in found if r.same_language == same_language]
        x, y = np.array([astuple(r.signals) for r in some]), np.array([r.faithful for r in some])
        names = [f.name for f in fields(ProofSignals)]
        used = [i for i, n in enumerate(names) if same_language or n in ACROSS]
        # C = 0.3: few sentences want a firm hand.
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=5_000))
        groups = [r.article for r in some]
        unseen = cross_val_predict(model, x[:, used], y, groups=groups, cv=LeaveOneGroupOut(), method="predict_proba")
        model.fit(x[:, used], y)
        scaler, logistic = model.named_steps["standardscaler"], model.named_steps["logisticregression"]
        weights = logistic.coef_[0] / scaler.scale_
        constant = float(logistic.intercept_[0] - (weights * scaler.mean_).sum())
        fitted = dict.fromkeys(names, 0.0) | {names[i]: round(float(w), 2) for i, w in zip(used, weights, strict=True)}
        print("WEIGHTS:" if same_language else "ACROSS:", fitted | {"constant": round(constant, 2)})
        print(
            f"{sum(y)} faithful, {sum(~y)} not; by threshold, how many are proven (each by weights that saw neither it"
        )
        print("nor its article)")
        for threshold in np.arange(0.1, 0.65, 0.05):
            proven = unseen[:, 1] >= threshold
            print(f"{threshold:9.2f} {sum(proven & y):6} {sum(proven & ~y):6}")


if __name__ == "__main__":
    main()
