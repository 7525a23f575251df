"""Makes look-alikes of passages: the same told of another year, number or name, so that what is asked of must be read.

A question about 2023 beside a passage about 2022 is what search results, and articles that compare years, are full of;
`qa.training_data.hard_negatives` alters questions, this alters passages and shows them beside the true one.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.training_data import Example, pieces

# Of the questions with an answer, so many get a look-alike, if one can be made.
_SHARE = 0.25
# Of those, so many are shown the look-alike beside the true passage, the others the look-alike alone.
_BESIDE = 0.6
_NAMES = frozenset(("nr", "nrt", "nrfg", "ns", "nt", "nz"))
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NAMED = re.compile(r"[《“\"][^《》“”\"]{2,16}[》”\"]|[A-Z][A-Za-z]{2,}")
_LATIN = re.compile("[A-Za-z]")
# What asks for an answer of another sort; the first that a question has.
_ASKS = re.compile(
    "谁|何时|时候|时间|哪[里儿]|地方|何处|为什么|为何|原因|多少|几|怎么|怎样|如何|哪|什么|who|when|where|why|how|which|what",
    re.IGNORECASE,
)


def look_alikes(examples: Sequence[Example], rng: random.Random) -> Iterator[Example]:
    """Yield questions with a passage that tells the same of something else, beside the true passage or alone.

    :param examples: those with an answer are taken from; the names and answers put in are theirs.
    """
    answered = [e for e in examples if e.answer]
    chosen = rng.sample(answered, round(_SHARE * len(answered)))
    keys = [_keys(e) for e in chosen]
    names: dict[str, list[str]] = {}
    for found in keys:
        for word, sort in found:
            names.setdefault(sort, []).append(word)
    answers: dict[tuple[str, int], list[str]] = {}
    for example in chosen:
        answers.setdefault(_shape(example), []).append(_words(example))
    for example, found in zip(chosen, keys, strict=True):
        if made := _look_alike(example, found, names, answers, rng):
            yield made


def _words(example: Example) -> str:
    return example.context[slice(*(example.answer or (0, 0)))]


def _shape(example: Example) -> tuple[str, int]:
    """Return what answers of one sort have in common: what asks for them, or the unit of a figure; about the length."""
    words = _words(example)
    if _FIGURE.search(words):
        return "latin" if _LATIN.match(words[-1]) else words[-1], len(words) // 3
    asks = _ASKS.search(example.question)
    return asks[0].lower() if asks else "", len(words) // 3


def _keys(example: Example) -> list[tuple[str, str]]:
    """Return the figures and names of a question that the passage of its answer has outside of the answer."""
    import rjieba

    found = [(m[0], "figure") for m in _FIGURE.finditer(example.question)]
    found += [(m[0].strip('《》“”"'), "named") for m in _NAMED.finditer(example.question)]
    found += [(w, t[:2]) for w, t in rjieba.tag(example.question) if t in _NAMES and len(w) > 1 and not w.isascii()]
    start, end = example.answer or (0, 0)
    for a, b in pieces(example.context):
        if a <= start and end <= b:
            around = f"{example.context[a:start]}\n{example.context[end:b]}"
            return [(w, s) for w, s in dict(found).items() if w in around and w not in _words(example)]
    return []


def _look_alike(
    example: Example,
    keys: Sequence[tuple[str, str]],
    names: dict[str, list[str]],
    answers: dict[tuple[str, int], list[str]],
    rng: random.Random,
) -> Example | None:
    """Return a question with its look-alike; None where the passage has nothing of the question to exchange."""
    if not keys:
        return None
    key, sort = rng.choice(keys)
    context = example.context
    other = _other_figure(key, context, rng) if sort == "figure" else _other(key, names[sort], context, rng)
    words = _words(example)
    another = _other(words, answers[_shape(example)], context, rng) or _digits(words, rng)
    if not other or not another:
        return None
    start, end = example.answer or (0, 0)
    a, b = next((a, b) for a, b in pieces(context) if a <= start and end <= b)
    before, behind = (_exchanged(context[x:y], key, other) for x, y in ((a, start), (end, b)))
    made = f"{before}{another}{behind}"
    if rng.random() >= _BESIDE:
        return replace(example, context=made, answer=None)
    if rng.random() < 0.5:
        return replace(example, context=f"{context[a:b]}\n{made}", answer=(start - a, end - a))
    at = len(made) + 1 + start - a
    return replace(example, context=f"{made}\n{context[a:b]}", answer=(at, at + end - start))


def _exchanged(text: str, key: str, other: str) -> str:
    """Return a text with another figure or name; 12 is no part of 2012."""
    edge = r"(?<![\d.]){}(?![\d.]*\d)" if key[0].isdigit() else "{}"
    return re.sub(edge.format(re.escape(key)), other, text)


def _other_figure(key: str, context: str, rng: random.Random) -> str:
    """Return a near figure that the text does not have: the year before, the next edition; "" where there is none."""
    if "." in key or len(key) > 4:
        return _digits(key, rng)
    near = [int(key) + d for d in (-3, -2, -1, 1, 2, 3, 10) if int(key) + d > 0]
    return str(rng.choice(some)) if (some := [n for n in near if str(n) not in context]) else ""


def _digits(words: str, rng: random.Random) -> str:
    """Return words with other figures; "" where they have none."""
    made = _FIGURE.sub(lambda m: re.sub(r"\d", lambda d: str(rng.randint(1, 9)), m[0]), words)
    return made if made != words else ""


def _other(words: str, others: Sequence[str], context: str, rng: random.Random) -> str:
    """Return one of some words that the text does not have; "" where a few tries find none."""
    for _ in range(8):
        found = rng.choice(others)
        if found != words and found not in context and bool(_LATIN.match(found)) == bool(_LATIN.match(words)):
            return found
    return ""
