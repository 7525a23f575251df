"""Reads the written news of training_texts and its questions.

A large language model wrote it for this project: articles.jsonl holds articles about people and bodies that do not
exist, questions as readers ask them, near misses, and pairs of a true and a false sentence (for benchmarks/proof.py);
packs.jsonl holds snippets of look-alike news (the same prize in three years, a firm's quarter and year), and questions
that some of them answer and the others seem to; set_questions.jsonl and set_claims.jsonl hold more questions, near
misses and claims about texts of the public sets, which are not in the repository. Templates (`qa.training_news`) have
no such wealth of wordings, and encyclopaedias no such texts.
"""

import gzip
import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.normalize import for_models
from qa.training_data import Example

TEXTS = Path(__file__).parent / "training_texts"
ARTICLES = TEXTS / "articles.jsonl"
PACKS = TEXTS / "packs.jsonl"
SET_QUESTIONS = TEXTS / "set_questions.jsonl"
SET_CLAIMS = TEXTS / "set_claims.jsonl"

SOURCE = "written"


@dataclass(frozen=True, slots=True)
class Written:
    """An article with its questions."""

    title: str
    text: str
    examples: tuple[Example, ...]


# Never trained on: benchmarks/written.py measures on it.
_ASIDE = "aside"


def rows(path: Path, *, aside: bool = False) -> Iterator[dict[str, Any]]:
    """Yield what a file holds, without what is kept aside, or only that."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if (row.get("part") == _ASIDE) == aside:
            yield row


def written(path: Path = ARTICLES) -> tuple[Written, ...]:
    """Read the articles, in the form that the models read."""
    return tuple(_written(row) for row in rows(path))


def _written(row: dict[str, Any]) -> Written:
    title, text = for_models(str(row["title"])), for_models(str(row["text"]))

    def asked(question: str, answer: tuple[int, int] | None) -> Example:
        return Example(SOURCE, title, for_models(question), text, answer)

    examples = []
    for item in row["questions"]:
        evidence, answer = for_models(item["evidence"]), for_models(item["answer"])
        start = text.index(evidence) + evidence.index(answer)
        examples.append(asked(item["q"], (start, start + len(answer))))
    examples += [asked(question, None) for question in row["unanswerable"]]
    return Written(title, text, tuple(examples))


# Of a pack's examples, so many show other snippets around: a page of search results is read in pieces of one or two.
_JOINED = 0.4
# Snippets that do not answer, of each question of a pack in one pass: those around an answer outnumber it.
_LOOK_ALIKES = 2


def packs(rng: random.Random, path: Path = PACKS) -> Iterator[Example]:
    """Yield each question of the packs with a snippet that answers, if one does, and with some that do not."""
    for row in rows(path):
        snippets = [for_models(s) for s in row["snippets"]]
        for item in row["questions"]:
            answers = {a["snippet"]: (for_models(a["answer"]), for_models(a["evidence"])) for a in item["answers"]}
            silent = [i for i in range(len(snippets)) if i not in answers]
            for shown in [*rng.sample(sorted(answers), min(1, len(answers))), *rng.sample(silent, _LOOK_ALIKES)]:
                around = rng.sample([i for i in silent if i != shown], rng.choice((1, 2)))
                order = [shown, *around] if rng.random() < _JOINED else [shown]
                rng.shuffle(order)
                context = "\n".join(snippets[i] for i in order)
                answer = None
                if shown in answers:
                    words, evidence = answers[shown]
                    start = context.index(snippets[shown]) + snippets[shown].index(evidence) + evidence.index(words)
                    answer = (start, start + len(words))
                yield Example("packs", str(row["topic"]), for_models(item["q"]), context, answer)


def asked_anew(folder: Path, path: Path = SET_QUESTIONS) -> list[Example]:
    """Read the questions about texts of the public sets that a folder has; an answer is by its offsets there.

    :param folder: of the sets, NAME.jsonl.gz each.
    """
    asked = list(rows(path))
    texts = set_texts(folder, {(row["set"], row["id"]) for row in asked})
    made = []
    for row in asked:
        if (row["set"], row["id"]) not in texts:
            continue
        title, text = texts[row["set"], row["id"]]
        questions: Sequence[tuple[str, tuple[int, int] | None]] = [
            *((item["q"], (item["answer"][0], item["answer"][1])) for item in row["questions"]),
            *((question, None) for question in row["unanswerable"]),
        ]
        made += [Example("anew", title, for_models(question), text, answer) for question, answer in questions]
    return made


def set_texts(folder: Path, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the titles and texts of the public sets by (set, id), in the form that the models read.

    :param folder: of the sets, NAME.jsonl.gz each.
    """
    texts: dict[tuple[str, str], tuple[str, str]] = {}
    for name in sorted({name for name, _ in wanted}):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if (name, row["id"]) in wanted:
                    texts[name, row["id"]] = (row["title"], for_models(row["context"]))
    return texts
