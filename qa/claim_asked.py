"""Asks the article for each figure, date and name of a claim: what the reader answers must be what the claim says.

A claim with one of these left out is a question (QA-based factuality, Wang et al. 2020, QAGS; Fabbri et al. 2022,
QAFactEval). Of a claim that joins two facts of the article, or exchanges names, the reader finds another answer.
"""

import re
from collections.abc import Iterator, Sequence

from qa.claim_figures import proves
from qa.claim_items import HAN, Item, Name, Told, is_named
from qa.dates import Date, same_date
from qa.figures import Figure
from qa.normalize import for_matching
from qa.reader import SpanReader
from qa.types import Passage

# Each is read for, so of a long claim only so many, the first.
_MOST_ASKED = 6
# What is not among the best spans of the reader counts as this score.
_UNREAD = -8.0
# How far apart two answers are at most.
_FARTHEST = 8.0
# Behind the name of a body these are part of it: 华兴 of 华兴资本.
_TAIL = re.compile(
    "集团|公司|银行|大学|学院|中学|小学|医院|法院|检察院|协会|学会|基金会|研究院|研究所|俱乐部|博物馆|委员会|联盟|派出所|资本|证券"
)
_ASKING = {"person": "谁", "place": "哪里", "body": "哪家", "word": "什么"}


def questions(claim: str, wanted: Sequence[Item]) -> Iterator[tuple[Item, str]]:
    """Yield the items of a claim that can be asked for, at most six, each with the question.

    :param claim: folded and simplified, as by `for_models`.

    >>> from qa.claim_items import items
    >>> claim = "姚林在2019年捐了30万元"
    >>> [question for _, question in questions(claim, items(claim, ["姚林"], claim))]
    ['谁在2019年捐了30万元?', '姚林在哪一年捐了30万元?', '姚林在2019年捐了多少元?']
    """
    asked = [item for item in wanted if item.kind != "quote"][:_MOST_ASKED]
    for item in asked:
        end, word = _asking(claim, item)
        yield item, f"{claim[: item.start]}{word}{claim[end:].rstrip('。.! ')}?"


def _asking(claim: str, item: Item) -> tuple[int, str]:
    """Return what asks for an item, and where it ends in the claim."""
    value, english = item.value, not HAN.search(claim)
    if isinstance(value, Figure):
        if english:
            return item.end, "how many"
        if value.kind == "percent":
            return item.end, "百分之多少"
        if value.kind == "time":
            return item.end, "几点"
        return item.end, f"{'第几' if value.kind == 'ordinal' else '多少'}{value.unit}"
    if isinstance(value, Date):
        if english:
            return item.end, "when"
        whole_year = value.year is not None and value.month is None
        return item.end, "哪一年" if whole_year else "哪天" if value.day is not None else "什么时候"
    assert isinstance(value, Name)  # noqa: S101  (for the type checker: quotations are not asked for)
    if english:
        return item.end, "who" if value.sort == "person" else "which"
    tail = _TAIL.match(claim, item.end) if value.sort == "body" else None
    return tail.end() if tail else item.end, _ASKING[value.sort]


def agreement(claim: str, wanted: Sequence[Item], passages: Sequence[Passage], reader: SpanReader) -> float:
    """Return how much better the reader likes what a claim says than another answer, in the mean of its items.

    :param passages: those that the claim is said to rest on.
    :return: -8 to 8; 0 for a claim without anything to ask for.
    """
    plain = for_matching(claim)
    ahead: list[float] = []
    for item, question in questions(claim, wanted):
        mine = others = None
        for span in reader.read(question, passages):
            told = Told.of(span.text)
            if _tells(plain, item, told):
                mine = span.score if mine is None else mine
            elif _is_of_kind(item, told):
                others = span.score if others is None else others
        if mine is not None or others is not None:
            lead = (_UNREAD if mine is None else mine) - (_UNREAD if others is None else others)
            ahead.append(max(-_FARTHEST, min(_FARTHEST, lead)))
    return sum(ahead) / len(ahead) if ahead else 0.0


def _tells(claim: str, item: Item, told: Told) -> bool:
    """Tell whether an answer has an item of a claim."""
    value = item.value
    if isinstance(value, Figure):
        return proves(claim, value, told)
    if isinstance(value, Date):
        return any(same_date(value, day) for day in told.dates)
    return isinstance(value, Name) and is_named(value.text, told.plain)


def _is_of_kind(item: Item, told: Told) -> bool:
    """Tell whether an answer is one to what is asked."""
    return bool(told.figures if item.kind == "figure" else told.dates if item.kind == "date" else True)
