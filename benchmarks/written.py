"""Measures the whole program on written news that no reader was trained on; it needs no other file.

    python benchmarks/written.py [--failures]

What is kept aside of qa/training_texts: articles with questions and near misses, and packs of snippets about look-alike
matters, each pack read as one article. A large language model wrote them, and a reader trained on the others knows its
hand: they are easier than news by journalists (benchmarks/news). An answer is right where the gold words stand in it
and it has at most `MAX_ANSWER_CHARS`; of near misses, right is to refuse.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tqdm import tqdm

from qa.normalize import for_matching
from qa.pipeline import ArticleQA
from qa.report import Share
from qa.training_articles import ARTICLES, PACKS, rows

MAX_ANSWER_CHARS = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a text, with what its answer must hold; nothing where the text does not tell."""

    part: str
    question: str
    text: str
    title: str | None
    gold: tuple[str, ...]


def read() -> Iterator[Asked]:
    """Yield the questions, those about one text side by side."""
    for row in rows(ARTICLES, aside=True):
        for item in row["questions"]:
            yield Asked("articles", item["q"], row["text"], row["title"], (item["answer"],))
        for question in row["unanswerable"]:
            yield Asked("articles", question, row["text"], row["title"], ())
    for row in rows(PACKS, aside=True):
        for item in row["questions"]:
            yield Asked(
                "packs", item["q"], "\n".join(row["snippets"]), None, tuple(a["answer"] for a in item["answers"])
            )


def is_right(answerable: bool, words: str, gold: tuple[str, ...]) -> bool:
    """Tell whether an answer holds one of the gold ones and is short, or where there is none, whether it is a refusal.

    >>> is_right(True, "约3吨", ("3吨",)), is_right(False, "文章没有说明", ()), is_right(True, "3吨", ())
    (True, True, False)
    """
    if not gold:
        return not answerable
    plain = for_matching(words)
    return answerable and len(words) <= MAX_ANSWER_CHARS and any(for_matching(g) in plain for g in gold)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failures", action="store_true", help="print what was not answered rightly")
    options = parser.parse_args()
    found: dict[tuple[str, bool], list[bool]] = {}
    qa, last = None, ""
    for asked in tqdm(list(read()), desc="written", unit="q", disable=None):
        if qa is None or asked.text != last:
            qa, last = ArticleQA.from_text(asked.text, title=asked.title), asked.text
        answer = qa.answer(asked.question)
        right = is_right(answer.answerable, answer.text, asked.gold)
        found.setdefault((asked.part, bool(asked.gold)), []).append(right)
        if options.failures and not right:
            print(f"{asked.question} | {' / '.join(asked.gold)} | {answer.text[:MAX_ANSWER_CHARS]}")
    for (part, told), rights in found.items():
        share = Share(sum(rights), len(rights))
        bounds = share.interval
        what = "right" if told else "refused, where nothing answers"
        print(
            f"{part}: {what} {share}, {100 * (share.value or 0):.1f} % ({100 * bounds.low:.1f}–{100 * bounds.high:.1f})"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
