"""Fits qa/claim_signals.py: how likely a claim is true or false, on claims about real news.

    python benchmarks/fit_claims.py --articles PATH/docs.jsonl.gz

Prints the weights, and how the claims would be decided by weights that did not see their articles.
Needs scikit-learn, which comes with sentence-transformers.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from qa.claim_signals import QUOTED, THRESHOLD, ClaimSignals, Likely, likely
from qa.pipeline import ArticleQA
from qa.question import analyse
from qa.question_sets import read_question_set
from qa.yes_no import claim_of, weigh

VERDICTS = ("not told", "true", "false")
_DENIALS = ("不", "没", "否", "No")
FOLDS = 10


def signals(path: Path, articles: Path, *, elsewhere: bool = False) -> list[tuple[int, int, ClaimSignals]]:
    """Return (article, verdict, signals) for every yes-or-no question of a set that is no conversation.

    :param elsewhere: each question is asked of the next article of the set instead, which does not tell.
    """
    questions = read_question_set(path, articles=articles)
    systems: dict[str, ArticleQA] = {}
    found = []
    asked = [q for q in questions.questions if q.kind == "yes_no" and len(q.turns) == 1 and q.article is not None]
    names = list(dict.fromkeys(q.article or "" for q in asked))
    after = dict(zip(names, [*names[1:], names[0]], strict=True))
    for q in tqdm(asked, desc=path.name, disable=None):
        article = after[q.article or ""] if elsewhere else q.article or ""
        if article not in systems:
            systems[article] = ArticleQA.from_text(questions.texts[article].text)
        case = systems[article].case(analyse(q.text))
        told = q.answerable and not elsewhere
        false = told and any(word.startswith(_DENIALS) for word in q.answers[0])
        verdict = 0 if not told else 2 if false else 1
        number = crc32((q.article or "").encode())
        found.append((number, verdict, weigh(case, claim_of(q.text)).signals))
    return found


# What each of the three is told by.
_AGAINST = ("covered", "figure_differs", "name_differs", "told", "true")
_FOR = ("covered", "name_elsewhere", "unknown", "told", "true")
_DECIDES = ("covered", "near", "name_elsewhere", "unknown", "told")
Weights = dict[str, float]


def fit(cases: Sequence[tuple[bool, ClaimSignals]], names: Sequence[str]) -> Weights:
    """Return the weights of a logistic regression on some of the signals, and its constant."""
    x = np.array([[getattr(s, name) for name in names] for _, s in cases])
    # C = 0.3: six weights from some hundred claims want a firm hand.
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=5_000))
    model.fit(x, [right for right, _ in cases])
    scaler, logistic = model.named_steps["standardscaler"], model.named_steps["logisticregression"]
    weights = logistic.coef_[0] / scaler.scale_
    constant = float(logistic.intercept_[0] - (weights * scaler.mean_).sum())
    return {name: round(float(w), 2) for name, w in zip((*names, "constant"), (*weights, constant), strict=True)}


def fitted(claims: Sequence[tuple[int, int, ClaimSignals]]) -> dict[str, Weights]:
    """Return the weights: of claims that something stands against, whether they are false, and so on."""
    claims = [c for c in claims if not c[2].otherwise]  # these need no weighing
    return {
        "false": fit([(v == 2, s) for _, v, s in claims if s.contradicted], _AGAINST),
        "true": fit([(v == 1, s) for _, v, s in claims if not s.contradicted], _FOR),
        "told": fit([(v != 0, s) for _, v, s in claims], _DECIDES),
    }


def outcome(found: Likely) -> int:
    """Return what is said of a claim: 0 that it is not told, 1 yes, 2 no, 3 only the sentence."""
    if max(found.true, found.false) >= THRESHOLD:
        return 1 if found.true >= found.false else 2
    return 3 if found.told >= QUOTED else 0


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    here = Path(__file__).parent
    args = parser.parse_args()
    paths = ("claims.jsonl", "news/working.jsonl", "news/working-2.jsonl")
    claims = [c for path in paths for c in signals(here / path, args.articles)]
    for name in ("yes_no", "everyday"):
        claims += signals(here / name / "working.jsonl", here / name / "working-articles.jsonl")
    # Claims about something else altogether, of which the sets have none: words that the article lacks speak against.
    elsewhere = signals(here / "claims.jsonl", args.articles, elsewhere=True)
    for name, weights in fitted([*claims, *elsewhere]).items():
        print(f"{name.upper()}:", weights)
    counts: defaultdict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    articles = sorted({number for number, _, _ in claims})
    for fold in range(FOLDS):
        aside = set(articles[fold::FOLDS])
        weights_ = fitted([c for c in (*claims, *elsewhere) if c[0] not in aside])
        for title, part in (("claims", claims), ("about something else", elsewhere)):
            for _, verdict, signal in (c for c in part if c[0] in aside):
                counts[title][verdict, outcome(likely(signal, **weights_))] += 1
    print("each decided by weights that did not see its article:")
    for title, count in counts.items():
        print(f"{title}: {sum(count[v, v] for v in range(3))} of {count.total()} right")
        for v, name in enumerate(VERDICTS):
            said = (*VERDICTS, "only quoted")
            print(f"  {name:9}" + "".join(f"  {said[d]} {count[v, d]:3}" for d in range(4)))


if __name__ == "__main__":
    main()
