"""Measures how well the reader alone tells that a paragraph does not answer a question.

    python benchmarks/no_answer.py FOLDER_OF_THE_SETS [--model FOLDER]

On the titles that are kept aside when the reader is trained (qa/training_data.py): translated SQuAD 2.0, half of its
questions without an answer, and XQuAD. Prints for each threshold of the score the F1 of the questions that have an
answer (0 where it is withheld), the share of the others that are refused, and the F1 over all (Rajpurkar et al. 2018,
https://arxiv.org/abs/1806.03822); and how often an answer of the one sort scores higher than one of the other (AUC).
"""

import argparse
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from qa.errors import ArticleQAError, QuestionSetError
from qa.metrics import f1
from qa.reader import SpanReader, load_reader
from qa.training_data import Example, read_sets
from qa.types import Article, Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span of a question.

    :param overlap: its F1, or None where the paragraph has no answer.
    """

    score: float
    overlap: float | None


def read(examples: Sequence[Example], reader: SpanReader) -> list[Reading]:
    """Read the paragraph of each question, whole."""
    readings = []
    for example in tqdm(examples, unit="q", disable=None):
        passage = Passage.of(Article("x", "x", example.context), 0, len(example.context))
        best = reader.read(example.question, [passage], top=1)
        words = best[0].text if best else ""
        gold = example.context[slice(*example.answer)] if example.answer else None
        readings.append(Reading(best[0].score if best else -1e9, None if gold is None else f1(words, [gold])))
    return readings


def auc(readings: Sequence[Reading]) -> float:
    """Return how often a question with an answer scores higher than one without, ties counted half.

    >>> auc([Reading(2.0, 1.0), Reading(0.0, 0.0), Reading(1.0, None)])
    0.5
    """
    told = np.array([r.score for r in readings if r.overlap is not None])
    others = np.sort([r.score for r in readings if r.overlap is None])
    below, up_to = np.searchsorted(others, told, "left"), np.searchsorted(others, told, "right")
    return float((below + up_to).mean() / 2 / len(others))


def at(readings: Sequence[Reading], threshold: float) -> tuple[float, float, float]:
    """Return the F1 with an answer, the share refused without one, and the F1 over all, when less is withheld.

    >>> at([Reading(2.0, 0.5), Reading(0.0, 1.0), Reading(1.0, None)], 1.5)
    (0.25, 1.0, 0.5)
    """
    told = [r.overlap if r.score >= threshold else 0.0 for r in readings if r.overlap is not None]
    refused = [float(r.score < threshold) for r in readings if r.overlap is None]
    return statistics.fmean(told), statistics.fmean(refused), statistics.fmean(told + refused)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder of the sets, NAME.jsonl.gz each")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="another reader than the embedded one")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    try:
        reader = load_reader(args.model, threads=args.threads)
        examples = read_sets(args.data, kept_aside=True)
        for name in sorted({e.source for e in examples}):
            some = [e for e in examples if e.source == name]
            readings = read(some, reader)
            told = [r.overlap for r in readings if r.overlap is not None]
            if not told:
                raise QuestionSetError(f"{name}: expected questions with an answer, got none")
            print(f"{name}: {len(some)} questions, {len(told)} with an answer, F1 {100 * statistics.fmean(told):.1f}")
            if len(told) < len(some):
                print(f"AUC {auc(readings):.3f}\nthreshold  F1 with  refused without  F1 over all")
                for threshold in np.arange(-6.0, 6.5, 1.0):
                    a, b, c = at(readings, float(threshold))
                    print(f"{threshold:9.1f} {100 * a:8.1f} {100 * b:16.1f} {100 * c:12.1f}")
    except (ArticleQAError, OSError) as error:
        print(f"no_answer: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
