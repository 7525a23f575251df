"""Turns reading-comprehension sets into what the reader is trained on: passages as the program cuts them, negatives."""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import bm25s

from qa.normalize import for_models
from qa.passages import split
from qa.terms import tokens
from qa.types import Article

# Files of the data folder, all under CC BY-SA; never cmrc2018-dev, which measures the reader.
SETS = ("cmrc2018-train", "cmrc2018-trial", "drcd-dev", "drcd-test", "squad2-zh", "xquad-zh", "xquad-en")
# Kept aside to choose a threshold: the titles of squad2-zh and their twins in XQuAD.
KEPT_ASIDE = frozenset({"黑死病", "哈佛大学", "华沙", "Black_Death", "Harvard_University", "Warsaw"})

# Of the questions with an answer, so many are asked once more of a text that does not tell it: the lexically nearest
# other paragraph, another passage of the same text, and the same text about another year, number or name.
_OTHER_PARAGRAPH = 0.15
_OTHER_PASSAGE = 0.20
_ALTERED = 0.10
# Of the windows, so many are one passage as `qa.passages` cuts it; the rest are longer stretches of the text.
_AS_PASSAGE = 0.6
# Where nothing answers, so many of these passages are any of the text's; the rest sound most like the question.
_ANYWHERE = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a text, and where in it the answer stands.

    :param answer: half-open offsets into `context`, or None where the text does not tell.
    """

    source: str
    title: str
    question: str
    context: str
    answer: tuple[int, int] | None


def read_sets(folder: Path, *, kept_aside: bool = False) -> list[Example]:
    """Read the sets, in the form that the models read (half-width, simplified).

    A question that stands in Chinese and in English, by its id, is also asked in English of the Chinese text.

    :param kept_aside: only the titles that are not trained on, instead of all others.
    """
    examples = []
    chinese: dict[str, list[Example]] = {}
    english: dict[str, str] = {}
    for name in SETS:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if (row["title"] in KEPT_ASIDE) != kept_aside:
                    continue
                context, first = for_models(row["context"]), (row["answers"] or [None])[0]
                answer = (first["start"], first["start"] + len(first["text"])) if first else None
                examples.append(Example(name, row["title"], for_models(row["question"]), context, answer))
                if name.endswith("-zh"):
                    chinese.setdefault(row["id"], []).append(examples[-1])
                elif name.endswith("-en"):
                    english[row["id"]] = examples[-1].question
    for id_, question in english.items():
        examples.extend(replace(e, source="crossed", question=question) for e in chinese.get(id_, ()))
    return examples


def hard_negatives(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Make questions that sound as if the text told the answer, and it does not."""
    answered = [e for e in examples if e.answer]
    made = list(_other_paragraphs(answered, rng))
    for example in rng.sample(answered, round(_OTHER_PASSAGE * len(answered))):
        if elsewhere := other_passage(example, rng):
            made.append(elsewhere)
    for example in rng.sample(answered, round(_ALTERED * len(answered))):
        if altered := _altered(example, rng):
            made.append(altered)
    return made


def other_passage(example: Example, rng: random.Random) -> Example | None:
    """Return the question with a passage of its text that does not hold the words of the answer; None without one."""
    start, end = example.answer or (0, 0)
    words = example.context[start:end]
    spare = [p for a, b in pieces(example.context) if words not in (p := example.context[a:b])]
    return replace(example, context=rng.choice(spare), answer=None) if spare else None


def _other_paragraphs(answered: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    """Yield questions with the lexically nearest paragraph that does not hold the words of the answer."""
    contexts = sorted({e.context for e in answered})
    index = bm25s.BM25()
    index.index([tokens(c) for c in contexts], show_progress=False)
    for example in rng.sample(list(answered), round(_OTHER_PARAGRAPH * len(answered))):
        start, end = example.answer or (0, 0)
        words = example.context[start:end]
        found, _ = index.retrieve([tokens(example.question)], k=min(6, len(contexts)), show_progress=False)
        for number in found[0]:
            if words not in contexts[number] and contexts[number] != example.context:
                yield replace(example, context=contexts[number], answer=None)
                break


_FIGURE = re.compile(r"\d+")


def _altered(example: Example, rng: random.Random) -> Example | None:
    """Return the question about another figure, or another name, than its text speaks of; None where it has neither."""
    question, context = example.question, example.context
    if figures := [m for m in _FIGURE.finditer(question) if m[0] in context]:
        chosen = rng.choice(figures)
        value = int(chosen[0])
        # A near one: the year before, the next edition.
        others = [str(value + d) for d in (-3, -2, -1, 1, 2, 3, 10) if value + d > 0 and str(value + d) not in context]
        if others:
            changed = question[: chosen.start()] + rng.choice(others) + question[chosen.end() :]
            return replace(example, question=changed, answer=None)
    # The longest word of the question that the text has, made another by exchanging two of its characters' neighbours:
    # a name that nobody has, as near as a name can be.
    names = [m[0] for m in re.finditer(r"[《“\"][^《》“”\"]{2,12}[》”\"]|[A-Z][a-z]{3,}", question) if m[0] in context]
    if names:
        name = max(names, key=len)
        inner = list(name.strip('《》“”"'))
        rng.shuffle(inner)
        other = "".join(inner)
        if other not in context:
            return replace(example, question=question.replace(name.strip('《》“”"'), other), answer=None)
    return None


# Words that ask for the same, so that none of them alone is what a question of a sort is known by.
_ASKED_ALIKE = (
    ("什么时候", "何时", "哪个时候", "啥时候", "什么时间"),
    ("什么地方", "哪里", "哪儿", "何处"),
    ("为什么", "为何", "什么原因", "怎么会"),
    ("什么人", "谁", "哪位"),
    ("怎么样", "怎样", "如何"),
    ("是什么", "是啥", "指什么"),
)
_REWORDED = 0.25


def reworded(question: str, rng: random.Random) -> str:
    """Return a question as somebody else would type it: another word for what, no question mark, a polite beginning.

    >>> made = {reworded("谁赢了?", random.Random(seed)) for seed in range(60)}
    >>> made >= {"谁赢了?", "谁赢了", "哪位赢了?", "请问谁赢了?"}
    True
    """
    if rng.random() < _REWORDED:
        for words in rng.sample(_ASKED_ALIKE, len(_ASKED_ALIKE)):
            if found := next((w for w in words if w in question), None):
                question = question.replace(found, rng.choice(words), 1)
                break
    if rng.random() < _REWORDED / 2:
        question = question.rstrip("?")
    if rng.random() < _REWORDED / 5 and "\u4e00" <= question[:1] <= "\u9fff":
        question = f"请问{question}"
    return question


def pieces(context: str) -> list[tuple[int, int]]:
    """Return the half-open offsets of the passages of a text."""
    return [(p.start, p.end) for p in split(Article("x", "x", context))]


def _likeness(example: Example) -> Callable[[tuple[int, int]], int]:
    """Return what tells how many terms of the question a passage of its text has."""
    asked = set(tokens(example.question))
    return lambda piece: len(asked & set(tokens(example.context[piece[0] : piece[1]])))


def view(example: Example, rng: random.Random) -> Example:
    """Return an example with the part of its text that one window shows, about as the program would cut it."""
    context, answer = example.context, example.answer
    if rng.random() < _AS_PASSAGE:
        cut = pieces(context)
        if answer is None:
            a, b = rng.choice(cut) if rng.random() < _ANYWHERE else max(cut, key=_likeness(example))
            return replace(example, context=context[a:b])
        start, end = answer
        holding = [(a, b) for a, b in cut if a <= start and end <= b]
        if holding:
            a, b = holding[0]
            return replace(example, context=context[a:b], answer=(start - a, end - a))
    return example
