"""Two questions in one message: told apart, and their answers put together."""

import re
from collections.abc import Sequence

from qa.normalize import for_models
from qa.question import language_of
from qa.types import Answer

_MOST = 4
_ASKS = re.compile(
    r"谁|什么|啥|哪|总结|概括|概述|多少|(?<![这那十百千好])几(?!乎|天[来前后])|怎[么样]|咋|如何|为何|何[时地人处]|是否|是不是|有没有|多[大高长久远重深宽]|吗[?？]?$"
    r"|\b(?:who|what|when|where|which|why|how|whose|whom)\b|^(?:is|are|was|were|did|does|do|has|have|had|can|could|will)\b",
    re.IGNORECASE,
)
# The second of two questions is one of its own, not more about the first: 有哪些要求,分别是什么?
_LEANS = re.compile(r"分别|各是|各有|各自|都[有是]|具体|也就是|即|比如|例如|还是|或者?是?|其中|包括|对[吗不]|是[吗不]")
_WHATEVER = re.compile(
    r"无论|不管|不论|如果|假如|要是|除了|除|自从|由于|因为|虽然|尽管|当|随着|\b(?:if|when|whether|although|besides|after|before)\b",
    re.I,
)
_AND = re.compile(
    r"^(?:以及|还有|另外|此外|并且|同时|而且|然后|再就是|并|顺便问一?下?|那么?|and|also)[,， ]*", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^?？\n]*[?？\n]+|[^?？\n]+$")
_CLAUSE = re.compile(r"[,，;；]|\s+and (?=(?:who|what|when|where|which|why|how)\b)", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]{0,200}”|《[^》]{0,200}》|「[^」]{0,200}」|\"[^\"]{0,200}\"|[(（][^)）]{0,200}[)）]")


def _asks(text: str) -> bool:
    return bool(_ASKS.search(_QUOTED.sub("", for_models(text)).strip()))


def _hidden(text: str) -> str:
    """Blank out what stands in quotation marks and brackets; the length stays."""
    return _QUOTED.sub(lambda m: "\0" * len(m[0]), text)


def _clauses(sentence: str) -> list[str]:
    """Cut a sentence at commas where both sides ask something of their own."""
    plain = for_models(sentence)
    hidden = _hidden(plain)
    if _WHATEVER.match(plain.strip()):
        return [sentence]
    cut, at = [], 0
    for match in _CLAUSE.finditer(hidden):
        before, after = sentence[at : match.start()], sentence[match.end() :]
        following = _AND.sub("", for_models(after).strip())
        if _asks(before) and _asks(after.split(",")[0].split("，")[0]) and not _LEANS.match(following):
            cut.append(before)
            at = match.end()
    return [*cut, sentence[at:]]


def parts(message: str) -> list[str]:
    """Return the questions of a message, each with its question mark; the message itself where it asks one thing.

    >>> parts("谁主持了会议?会议在哪里召开?"), parts("谁主持会议,几点开始?"), parts("提出了哪些要求,分别是什么?")
    (['谁主持了会议?', '会议在哪里召开?'], ['谁主持会议?', '几点开始?'], ['提出了哪些要求,分别是什么?'])
    """
    found: list[str] = []
    before = ""  # a statement in front of a question belongs to it
    for match in _SENTENCE.finditer(_hidden(message)):
        piece = message[match.start() : match.end()]
        sentence = before + piece
        if not any(c.isalnum() for c in piece):
            continue
        if not (_asks(sentence) or piece.rstrip("\n").endswith(("?", "？"))):
            before = sentence
            continue
        before = ""
        found.extend(_clauses(sentence.strip()))
    mark = "?" if language_of(message) == "en" or "?" in message else "？"
    found = [_AND.sub("", f.strip(" ,，;；\n")) for f in found]
    found = [f if f.endswith(("?", "？")) else f + mark for f in found if any(c.isalnum() for c in f)]
    return found if 2 <= len(found) <= _MOST and not before.strip() else [message]


def joined(message: str, answers: Sequence[Answer]) -> Answer:
    """Put the answers to the questions of one message together, numbered; as sure as the least sure of them.

    :param answers: at least one.
    """
    told = [a for a in answers if a.answerable]
    first = (told or answers)[0]
    citations = dict.fromkeys(c for a in told for c in a.citations)
    ids = list(dict.fromkeys(c.article_id for c in citations))
    in_order = tuple(sorted(citations, key=lambda c: (ids.index(c.article_id), c.start, c.end)))
    return Answer(
        text="\n".join(f"{i}. {a.text}" for i, a in enumerate(answers, 1)),
        answerable=bool(told),
        confidence=min(a.confidence for a in answers),
        citations=in_order if told else first.citations,
        kind=first.kind,
        question=message,
        standalone_question=message if _as_asked(answers) else " ".join(a.standalone_question for a in answers),
        timings_ms=_added(answers),
        note=" ".join(dict.fromkeys(a.note for a in answers if a.note)),
    )


def _as_asked(answers: Sequence[Answer]) -> bool:
    return all(a.standalone_question == a.question for a in answers)


def _added(answers: Sequence[Answer]) -> dict[str, float]:
    total: dict[str, float] = {}
    for answer in answers:
        for stage, milliseconds in answer.timings_ms.items():
            total[stage] = total.get(stage, 0.0) + milliseconds
    return total
