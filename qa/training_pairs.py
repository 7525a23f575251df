"""Makes what the encoder is trained on: python -m qa.training_pairs --data FOLDER --out FILE.

Of reading-comprehension sets, each line of the result is a question, a passage that answers it, and one that does not
although it shares its words: {"question", "passage", "negative"}, for `python -m embeddings.train`. Passages are cut as
`qa.passages` cuts them, or whole paragraphs.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import opencc
from tqdm import tqdm

from qa.terms import tokens
from qa.training_data import Example, pieces, read_sets, view

# The negative is one of the so many lexically nearest passages that don't hold the words of the answer.
NEAREST = 8
# So many questions are searched at once: fewer would leave the processor waiting, more take memory for nothing.
SEARCHED = 1_000
# So many pairs are turned to traditional characters: the program reads simplified ones, other users of the encoder not.
TRADITIONAL = 0.1


@dataclass(frozen=True, slots=True)
class Triplet:
    """A question, a passage that answers it, and one that does not."""

    question: str
    passage: str
    negative: str


def triplets(examples: Sequence[Example], rng: random.Random) -> Iterator[Triplet]:
    """Yield one triplet for each question that has an answer and a near passage without it."""
    answered = [e for e in examples if e.answer]
    corpus = sorted({e.context[a:b] for e in answered for a, b in pieces(e.context)})
    index = bm25s.BM25()
    index.index([tokens(c) for c in corpus], show_progress=False)
    to_traditional = opencc.OpenCC("s2t").convert
    depth = min(3 * NEAREST, len(corpus))
    for at in tqdm(range(0, len(answered), SEARCHED), desc="searching", disable=None):
        block = answered[at : at + SEARCHED]
        found, _ = index.retrieve([tokens(e.question) for e in block], k=depth, show_progress=False)
        for example, numbers in zip(block, np.asarray(found), strict=True):
            words = example.context[slice(*(example.answer or (0, 0)))]
            near = [corpus[n] for n in numbers if words not in corpus[n]][:NEAREST]
            if near:
                made = (example.question, view(example, rng).context, rng.choice(near))
                yield Triplet(*(map(to_traditional, made) if rng.random() < TRADITIONAL else made))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets, NAME.jsonl.gz each")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = list(triplets(read_sets(options.data), random.Random(options.seed)))  # noqa: S311
    with options.out.open("w", encoding="utf-8") as lines:
        for t in made:
            row = {"question": t.question, "passage": t.passage, "negative": t.negative}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(made):,} triplets")


if __name__ == "__main__":
    main()
