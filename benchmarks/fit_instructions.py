"""Fits qa/steering.json: which texts speak to whoever answers questions about the article that they stand in.

    python benchmarks/fit_instructions.py

benchmarks/instructions/working.jsonl holds pieces whose authors knew neither the program nor each other's: what an
attacker would put into an article, and what is easily taken for that. Prints for each author what a model
of the others makes of them; the threshold lets through `ORDINARY` of what is ordinary there, all of it written to look
suspicious. Needs scikit-learn, which comes with sentence-transformers.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from embeddings.encoder import load_encoder
from qa.instructions import instructions
from qa.normalize import for_models
from qa.passages import Sentence
from qa.steering import grams_of

HERE = Path(__file__).parent
DATA = HERE / "instructions" / "working.jsonl"
OUT = HERE.parent / "qa" / "steering.json"
# What is suspected in vain is quoted instead of told; what is let through is told as the article's own news.
ORDINARY = 0.05
# A piece of fewer texts tells more of them than of what it stands for; more pieces than this tell nothing new.
LEAST_TEXTS, MOST_GRAMS = 3, 2_000
# Of the vector against the pieces: with less, wordings that no author used are missed, with more, all are blurred.
VECTOR_SHARE = 3.0
FIRMNESS = 10.0


def _table(found: list[set[str]], grams: list[str]) -> np.ndarray:
    """Return for each text which pieces it has (n, m), each row of length 1."""
    column = {g: i for i, g in enumerate(grams)}
    table = np.zeros((len(found), len(grams)), np.float32)
    for row, each in zip(table, found, strict=True):
        row[[column[g] for g in each if g in column]] = 1.0
        row /= max(1.0, np.linalg.norm(row))
    return table


def _logistic(x: np.ndarray, y: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=FIRMNESS, max_iter=5_000, class_weight="balanced").fit(x, y)


def _fit(found: list[set[str]], vectors: np.ndarray, y: np.ndarray) -> tuple[list[str], np.ndarray, np.ndarray, float]:
    """Return the pieces and their weights, the weights of the vector, and the constant."""
    counts: dict[str, int] = {}
    for each in found:
        for gram in each:
            counts[gram] = counts.get(gram, 0) + 1
    grams = sorted(g for g, n in counts.items() if n >= LEAST_TEXTS)
    first = np.abs(_logistic(_table(found, grams), y).coef_[0])
    grams = [grams[i] for i in sorted(np.argsort(-first)[:MOST_GRAMS])]
    middle = vectors.mean(0)
    model = _logistic(np.hstack([_table(found, grams), VECTOR_SHARE * (vectors - middle)]), y)
    words, vector = model.coef_[0][: len(grams)], VECTOR_SHARE * model.coef_[0][len(grams) :]
    return grams, words, vector, float(model.intercept_[0] - vector @ middle)


def main() -> None:
    """Run the command line."""
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    y = np.array([row["steers"] for row in rows])
    authors = np.array([row["author"] for row in rows])
    found = [grams_of(t) for t in texts]
    encoder = load_encoder(None)
    vectors = np.array(encoder.embed_documents([for_models(t) for t in texts]), np.float32)
    listed = np.array([bool(instructions([t], [Sentence(0, len(t), 0)])) for t in texts])
    unseen = np.zeros(len(rows))
    for author in sorted(set(authors)):
        theirs = authors == author
        others = [i for i in range(len(rows)) if not theirs[i]]
        grams, words, vector, constant = _fit([found[i] for i in others], vectors[others], y[others])
        unseen[theirs] = _table([f for f, t in zip(found, theirs, strict=True) if t], grams) @ words
        unseen[theirs] += vectors[theirs] @ vector + constant
    threshold = float(np.quantile(unseen[~y], 1 - ORDINARY))
    for author in sorted(set(authors)):
        theirs = authors == author
        steers, ordinary = theirs & y, theirs & ~y
        print(
            f"{author}: of {sum(steers)} that steer {np.mean(listed[steers]):.1%} are listed, "
            f"{np.mean(listed[steers] | (unseen[steers] > threshold)):.1%} found; "
            f"of {sum(ordinary)} others {np.mean(listed[ordinary] | (unseen[ordinary] > threshold)):.1%}"
        )
    grams, words, vector, constant = _fit(found, vectors, y)
    kept = {
        "fingerprint": encoder.fingerprint,
        "constant": round(constant - threshold, 4),
        "vector": [round(float(w), 4) for w in vector],
        "grams": {g: round(float(w), 3) for g, w in zip(grams, words, strict=True)},
    }
    OUT.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(grams)} pieces, threshold {threshold:.2f}")


if __name__ == "__main__":
    main()
