"""Fits qa/confidence.py: how likely a span is right, from the signals, on the news questions that are worked on.

    python benchmarks/fit_confidence.py --articles PATH/docs.jsonl.gz

Prints the weights, the bias and, for several thresholds, how many questions would be answered right, answered wrongly
and refused; those figures by cross-validation over articles: no question is judged by weights that saw its article.
Needs scikit-learn, which comes with sentence-transformers.
"""

import argparse
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from tqdm import tqdm

from qa.confidence import Signals
from qa.metrics import groups_met
from qa.pipeline import ArticleQA
from qa.question import analyse
from qa.question_sets import read_question_set

SPAN_KINDS = ("fact", "count", "page", "list")
STATEMENT_KINDS = ("reason", "speech")
# A longer span is no answer to a fact, whatever it holds.
SPAN_CHARS = 60


@dataclass(frozen=True, slots=True)
class Candidate:
    """One span that could be given, and whether it would be right."""

    question: str
    article: str
    signals: Signals
    right: bool
    answerable: bool


def candidates(path: Path, articles: Path) -> Iterator[Candidate]:
    """Yield the reader's spans for every question of the set that is no conversation."""
    questions = read_question_set(path, articles=articles)
    systems: dict[str, ArticleQA] = {}
    for q in tqdm(questions.questions, desc="reading"):
        if len(q.turns) > 1 or q.kind not in SPAN_KINDS + STATEMENT_KINDS:
            continue
        if q.article not in systems:
            systems[q.article] = ArticleQA.from_text(questions.texts[q.article].text)
        system = systems[q.article]
        case = system.case(analyse(q.text)).possible()
        statement = analyse(q.text).kind in STATEMENT_KINDS
        for span in case.spans[:8]:
            start, end = case.completed(span)
            if statement:
                sentence = case.prepared.sentence_at(start)
                words = case.words(sentence.start, sentence.end)
            else:
                words = case.words(start, end)
            right = q.answerable and groups_met(words, q.answers) and (statement or len(words) <= SPAN_CHARS)
            yield Candidate(
                q.id, q.article, case.signals(start, end, span.score, statement=statement), right, q.answerable
            )


def own_articles(path: Path) -> Path | None:
    """Return the file of articles that lies beside a set, None where there is none."""
    beside = path.with_name(f"{path.stem}-articles.jsonl")
    return beside if beside.exists() else None


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True)
    news = Path(__file__).parent / "news"
    worked_on = [news / "working.jsonl", news / "working-2.jsonl", news.parent / "everyday" / "working.jsonl"]
    parser.add_argument(
        "--questions", type=Path, nargs="+", default=worked_on, help="question sets, fitted on together"
    )
    args = parser.parse_args()
    found = [c for path in args.questions for c in candidates(path, own_articles(path) or args.articles)]
    x = np.array([astuple(c.signals) for c in found])
    y = np.array([c.right for c in found])
    groups = np.array([c.article for c in found])
    # C = 0.3: seven weights from a hundred questions want a firm hand.
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=2_000))
    unseen = cross_val_predict(model, x, y, groups=groups, cv=LeaveOneGroupOut(), method="predict_proba")[:, 1]
    model.fit(x, y)
    scaler, logistic = model.named_steps["standardscaler"], model.named_steps["logisticregression"]
    weights = logistic.coef_[0] / scaler.scale_
    bias = float(logistic.intercept_[0] - (weights * scaler.mean_).sum())
    print("WEIGHTS:", {f.name: round(float(w), 2) for f, w in zip(fields(Signals), weights, strict=True)})
    print("BIAS:", round(bias, 2))
    best: dict[str, tuple[float, Candidate]] = {}
    for probability, candidate in zip(unseen, found, strict=True):
        if candidate.question not in best or probability > best[candidate.question][0]:
            best[candidate.question] = (float(probability), candidate)
    print("threshold  right  wrong  falsely refused  near misses refused")
    for threshold in np.arange(0.1, 0.65, 0.05):
        told = [c for p, c in best.values() if c.answerable and p >= threshold]
        near = [p for p, c in best.values() if not c.answerable]
        answerable = sum(c.answerable for _, c in best.values())
        right = sum(c.right for c in told)
        refused = sum(p < threshold for p in near)
        print(
            f"{threshold:9.2f} {right:6} {len(told) - right:6} {answerable - len(told):16} {refused:10} of {len(near)}"
        )


if __name__ == "__main__":
    main()
