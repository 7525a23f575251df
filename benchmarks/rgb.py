"""Measures noise robustness and rejection on RGB (Chen et al., AAAI 2024): news snippets, some beside the point.

    python benchmarks/rgb.py PATH/zh_refine-even.jsonl.gz [--limit N] [--json OUT]

Five snippets a question, joined by newlines into one article: ceil(5 · noise) that do not hold the answer, the others
do, the first of each as the authors take them, shuffled by a fixed seed. Right is, as the authors score, an answer in
which every gold answer stands, one alternative of each being enough; an answer of more than 40 characters is not right,
for the whole article would be. With five negative snippets right is to decline. At the threshold that is shipped; it
and the last reader were chosen with these figures in view. The column "no threshold" counts what was held back as if it
had been given, AUROC compares the probabilities of answers to those where no snippet tells: both are free of the
threshold.
"""

import argparse
import json
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tqdm import tqdm

from embeddings.encoder import load_encoder
from qa.article import article_from_text
from qa.errors import ArticleQAError, QuestionSetError
from qa.evaluate import withheld
from qa.json_rows import Row, open_packed, parse, read_lines, shown
from qa.metrics import auroc
from qa.pipeline import ArticleQA
from qa.prepared import prepare
from qa.reader import MODEL, SpanReader, Window
from qa.report import Share, aligned, percent
from qa.settings import Settings

SNIPPETS = 5
NOISE = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
MAX_ANSWER_CHARS = 40
SEED = 0
MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Item:
    """A question, what its answer must hold (groups of alternatives), and snippets that tell it and that do not."""

    id: str
    question: str
    answers: tuple[tuple[str, ...], ...]
    positive: tuple[str, ...]
    negative: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question was answered at one noise; `words` are the answer, or what a refusal held back.

    :param probability: of the answer given or held back, in [0, 1].
    :param unthresholded: whether it would be right were nothing refused.
    """

    id: str
    noise: float
    question: str
    gold: tuple[tuple[str, ...], ...]
    answered: bool
    words: str
    probability: float
    right: bool
    unthresholded: bool


def read_items(path: Path) -> list[Item]:
    """Read lines of {"id", "query", "answer", "positive", "negative"}, plain or gzip'd.

    :raises QuestionSetError: unreadable or malformed, with the line.
    """
    items = []
    with open_packed(path) as file:
        for number, line in enumerate(read_lines(file, path.name, limit=MAX_BYTES, line_limit=MAX_BYTES), 1):
            if not line.strip():
                continue
            where = f"{path.name}, line {number}"
            value = parse(line)
            if value is None:
                raise QuestionSetError(f"{where}: expected a JSON object, got {shown(line)}")
            row = Row(value, where)
            groups = tuple(tuple(a) if isinstance(a, list) else (a,) for a in row.items("answer"))
            if not groups or not all(g and all(isinstance(a, str) and a for a in g) for g in groups):
                raise row.error("texts, or lists of texts", "answer")
            item = Item(row.name("id"), row.text("query"), groups, row.texts("positive"), row.texts("negative"))
            if min(len(item.positive), len(item.negative)) < SNIPPETS:
                raise QuestionSetError(f"{where}: expected at least {SNIPPETS} positive and negative snippets")
            items.append(item)
    if not items:
        raise QuestionSetError(f"{path.name}: expected at least one question, got none")
    return items


def snippets(item: Item, noise: float) -> list[str]:
    """Return the snippets that are read at a noise, in their order.

    >>> sorted(snippets(Item("q", "?", (("a",),), ("p1", "p2", "p3", "p4", "p5"), ("n1", "n2")), 0.4))
    ['n1', 'n2', 'p1', 'p2', 'p3']
    """
    negative = math.ceil(SNIPPETS * noise)
    chosen = [*item.positive[: SNIPPETS - negative], *item.negative[:negative]]
    random.Random(f"{SEED} {item.id} {noise}").shuffle(chosen)  # noqa: S311  (no secret)
    return chosen


def is_right(words: str, answers: Sequence[Sequence[str]]) -> bool:
    """Tell whether words hold every gold answer, by the authors' rule, and are short.

    >>> is_right("Tim Cook", [["tim cook", "库克"]]), is_right("库" * 41, [["库"]])
    (True, False)
    """
    text = words.lower()
    return len(words) <= MAX_ANSWER_CHARS and all(any(a.lower() in text for a in group) for group in answers)


class RememberingEncoder(Embeddings):
    """Embeds each text once: the settings of one question share their snippets."""

    def __init__(self, inner: Embeddings) -> None:
        self._inner = inner
        self._known: dict[str, list[float]] = {}

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts, those anew that were not seen before."""
        missing = [t for t in dict.fromkeys(texts) if t not in self._known]
        if missing:
            self._known.update(zip(missing, self._inner.embed_documents(missing), strict=True))
        return [self._known[t] for t in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self._inner.embed_query(text)


class RememberingReader(SpanReader):
    """Reads each window once; `forget` before the next question."""

    def __init__(self, *, folder: Path = MODEL, threads: int = 2) -> None:
        super().__init__(folder=folder, threads=threads)
        self._known: dict[tuple[int, ...], tuple[NDArray[np.float32], ...]] = {}

    def forget(self) -> None:
        """Free what is remembered."""
        self._known.clear()

    def outputs(self, windows: Sequence[Window]) -> list[tuple[NDArray[np.float32], ...]]:
        """Run the model on the windows that were not seen before."""
        missing = list({w.ids: w for w in windows if w.ids not in self._known}.values())
        if missing:
            self._known.update(zip((w.ids for w in missing), super().outputs(missing), strict=True))
        return [self._known[w.ids] for w in windows]


def ask(item: Item, noise: float, encoder: Embeddings, reader: SpanReader) -> Outcome:
    """Ask one question at one noise."""
    article = article_from_text("\n".join(snippets(item, noise)))
    answer = ArticleQA(prepared=prepare(article, encoder), reader=reader).answer(item.question)
    told = noise < 1
    words = answer.text if answer.answerable else withheld(answer, article)
    holds = told and is_right(words, item.answers)
    return Outcome(
        id=item.id,
        noise=noise,
        question=item.question,
        gold=item.answers,
        answered=answer.answerable,
        words=words,
        probability=answer.confidence if answer.answerable else 1.0 - answer.confidence,
        right=answer.answerable and holds if told else not answer.answerable,
        unthresholded=holds,
    )


def measure(items: Sequence[Item], *, progress: bool = True) -> list[Outcome]:
    """Ask every question at every noise."""
    threads = Settings.from_env().threads
    reader = RememberingReader(threads=threads)
    found = []
    for item in tqdm(items, desc="RGB", unit="q", disable=not progress):
        reader.forget()
        encoder = RememberingEncoder(load_encoder(None, threads=threads))
        found += [ask(item, noise, encoder, reader) for noise in NOISE]
    return found


def table(found: Sequence[Outcome]) -> str:
    """Return the figures as a person reads them."""
    rows = [("noise", "right", "", "95 %", "answered", "too long", "no threshold", "AUROC")]
    silent = [o.probability for o in found if o.noise == 1]
    for noise in NOISE:
        these = [o for o in found if o.noise == noise]
        right = Share(sum(o.right for o in these), len(these))
        told = noise < 1
        free = Share(sum(o.unthresholded for o in these), len(these))
        rows.append(
            (
                f"{noise:.1f}" if told else "declines",
                percent(right.value),
                str(right),
                f"{percent(right.interval.low)}–{percent(right.interval.high)}",
                str(sum(o.answered for o in these)),
                str(sum(o.answered and len(o.words) > MAX_ANSWER_CHARS for o in these)),
                percent(free.value) if told else "",
                f"{auroc([o.probability for o in these], silent):.3f}" if told else "",
            )
        )
    return "\n".join(aligned(rows))


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, metavar="SET", help="zh_refine, JSON lines, plain or gzip'd")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N questions")
    parser.add_argument("--json", type=Path, metavar="OUT", help="save every outcome, one a line")
    options = parser.parse_args()
    try:
        found = measure(read_items(options.questions)[: options.limit])
    except ArticleQAError as error:
        print(f"rgb: {error}", file=sys.stderr)
        return 2
    if options.json:
        lines = (json.dumps(asdict(o), ensure_ascii=False) + "\n" for o in found)
        options.json.write_text("".join(lines), encoding="utf-8")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
