"""Fits qa/claim_signals.py: how likely a claim is true or false, on claims about articles with even ids.

    python benchmarks/fit_claims.py --articles PATH/docs.jsonl.gz

Prints the weights, and how the claims about the articles with odd ids, which were not fitted on, would be decided.
Needs scikit-learn, which comes with sentence-transformers.
"""

import argparse
from collections import Counter
from dataclasses import astuple
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from qa.claim_signals import NAMES, ClaimSignals, probabilities
from qa.confidence import THRESHOLD
from qa.pipeline import ArticleQA
from qa.question import analyse
from qa.question_sets import read_question_set
from qa.yes_no import claim_of, weigh

VERDICTS = ("not told", "true", "false")
_DENIALS = ("不", "没", "否")


def signals(path: Path, articles: Path) -> list[tuple[int, int, ClaimSignals]]:
    """Return (article, verdict, signals) for every yes-or-no question of a set that is no conversation."""
    questions = read_question_set(path, articles=articles)
    systems: dict[str, ArticleQA] = {}
    found = []
    for q in tqdm(questions.questions, desc=path.name, disable=None):
        if q.kind != "yes_no" or len(q.turns) > 1 or q.article is None:
            continue
        if q.article not in systems:
            systems[q.article] = ArticleQA.from_text(questions.texts[q.article].text)
        case = systems[q.article].case(analyse(q.text))
        false = q.answerable and any(word.startswith(_DENIALS) for word in q.answers[0])
        verdict = 0 if not q.answerable else 2 if false else 1
        number = int("".join(c for c in q.article if c.isdigit()) or 0)
        found.append((number, verdict, weigh(case, claim_of(q.text)).signals))
    return found


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    here = Path(__file__).parent
    args = parser.parse_args()
    claims = signals(here / "claims.jsonl", args.articles)
    fitted = [c for c in claims if c[0] % 2 == 0] + signals(here / "news" / "working.jsonl", args.articles)
    unseen = [c for c in claims if c[0] % 2]
    x, y = np.array([astuple(s) for _, _, s in fitted]), np.array([v for _, v, _ in fitted])
    # C = 0.2: ten weights a verdict from a hundred claims want a firm hand.
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.2, max_iter=5_000))
    model.fit(x, y)
    scaler, logistic = model.named_steps["standardscaler"], model.named_steps["logisticregression"]
    coefficients = (logistic.coef_[1:] - logistic.coef_[0]) / scaler.scale_  # (2, signals)
    constants = logistic.intercept_[1:] - logistic.intercept_[0] - coefficients @ scaler.mean_
    weights = np.vstack([coefficients.T, constants])
    for name, row in zip((*NAMES, "constant"), weights, strict=True):
        print(f"        [{row[0]:.2f}, {row[1]:.2f}],  # {name}")
    for title, part in (("fitted on", fitted), ("not fitted on", unseen)):
        counts: Counter[tuple[int, int]] = Counter()
        for _, verdict, signal in part:
            true, false = probabilities(signal, weights)
            decided = 0 if max(true, false) < THRESHOLD else 1 if true >= false else 2
            decided = 0 if 1 - true - false > max(true, false) else decided
            counts[verdict, decided] += 1
        print(f"{title}: {sum(counts[v, v] for v in range(3))} of {len(part)} right")
        for v, name in enumerate(VERDICTS):
            print(f"  {name:9}" + "".join(f"  {VERDICTS[d]} {counts[v, d]:3}" for d in range(3)))


if __name__ == "__main__":
    main()
