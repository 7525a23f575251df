"""Answers that are lists: an enumeration of the article, one item of it, or names set side by side."""

import re

from qa import replies
from qa.confidence import probability
from qa.drafts import Case, Draft, best_fact
from qa.enumerations import Enumeration
from qa.normalize import for_models
from qa.passages import Span
from qa.prepared import PreparedArticle
from qa.question import ORDINAL, number_of

# An item longer than this is shown by its first sentence; the citation holds the whole of it.
_ITEM_CHARS = 60
# An enumeration must speak of at least this share of the question's content to be the one that is asked for.
_MIN_SCORE = 0.5
# What an enumeration that is spelled out is asked for with.
_ASKS_FOR_POINTS = re.compile(
    r"要求|措施|举措|建议|倡议|提示|部署|方面|原因|做法|要点|步骤|任务|目标|条件|特点|内容|[点条项]|安排|工作|规定|意见|注意|points?|steps?|measures?|requirements?|demands?|reasons?",
    re.IGNORECASE,
)
_ASKED_NUMBER = re.compile(r"([二两三四五六七八九十]|\d{1,2})\s?(?:大)?(?:个|项|点|条|方面|步|种|类|部分|大|件)")
_CANDIDATES = 5
_JOINTS = "、"
_LAST_JOINT = re.compile(r"以及|及其|[和及与]")
_BREAKS = "。！？!?；;，,：:\n“”"


def _asked_number(text: str) -> int | None:
    """Return how many items a question speaks of (四点要求), or None."""
    match = _ASKED_NUMBER.search(text)
    return number_of(match[1]) if match else None


def _context(prepared: PreparedArticle, enumeration: Enumeration) -> str:
    """Return what introduces an enumeration: its introduction and the first sentence of that paragraph."""
    number = prepared.sentence_number(enumeration.intro[0])
    paragraph = prepared.sentences[number].paragraph
    first = number
    while first > 0 and prepared.sentences[first - 1].paragraph == paragraph:
        first -= 1
    opening = prepared.text_of(prepared.sentences[first])
    return f"{opening}\n{prepared.article.text[enumeration.intro[0] : enumeration.intro[1]]}"


def _score(case: Case, enumeration: Enumeration) -> float:
    """Return how well an enumeration fits a question, in about [0, 1.5]."""
    prepared, asked_for = case.prepared, case.question.text
    # How many and which one say nothing about what.
    terms = prepared.relevance.content(_ASKED_NUMBER.sub(" ", ORDINAL.sub(" ", for_models(asked_for))))
    items = case.words(enumeration.items[0][0], enumeration.items[-1][1])
    score = 0.8 * prepared.relevance.coverage(terms, _context(prepared, enumeration))
    score += 0.2 * prepared.relevance.coverage(terms, items)
    if case.strange(prepared.sentence_number(enumeration.items[0][0])):
        score -= 0.5
    asked = _asked_number(asked_for)
    if asked is not None and case.question.ordinal is None:
        score += 0.2 if asked == len(enumeration.items) else -0.3
    low, high = enumeration.intro[0], enumeration.items[-1][1]
    if any(low <= s.start < high for s in case.spans[:3]):
        score += 0.15
    return score + 0.15 * bool(_ASKS_FOR_POINTS.search(asked_for))


def _best_enumeration(case: Case) -> tuple[Enumeration, float] | None:
    scored = [(e, _score(case, e)) for e in case.prepared.enumerations]
    return max(scored, key=lambda pair: pair[1], default=None)


# The mark that an item begins with; the answer numbers the items itself.
_MARK = re.compile(
    r"(?:[一二三四五六七八九十](?:[是为则、]|(?=要))|第[一二三四五六七八九十](?:个|点|条|步|方面)?[,，、:：是]?"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、）)．.]|[①-⑩]|(?:首先|其次|再次|最后)[,，]?"
    r"|(?:first|second|third|fourth|fifth|sixth)(?:ly)?[,:]?\s)\s*",
    re.IGNORECASE,
)


def _short(text: str, span: Span) -> str:
    """Return an item as it is shown in the list: without its mark, whole or only its first sentence."""
    item = text[slice(*span)]
    item = item[mark.end() :] if (mark := _MARK.match(item)) and mark.end() < len(item) else item
    if len(item) <= _ITEM_CHARS:
        return item.rstrip("。；;，,")
    return re.split(r"(?<=[。！？；;])", item, maxsplit=1)[0].rstrip("。；;，,")


def items(case: Case) -> Draft | None:
    """Return the enumeration that is asked for, one item of it, or names set side by side; None where none is."""
    found = _best_enumeration(case)
    plain = _side_by_side(case)
    if found is None or found[1] < _MIN_SCORE:
        return plain
    enumeration, score = found
    confidence = min(0.95, 0.1 + 0.65 * score)
    ordinal = case.question.ordinal
    if ordinal is None:
        if plain and plain.confidence > confidence:
            return plain
        lines = [f"{i}. {_short(case.prepared.article.text, span)}" for i, span in enumerate(enumeration.items, 1)]
        return Draft("\n".join(lines), tuple(case.prepared.cite(*span) for span in enumeration.items), confidence)
    if ordinal > len(enumeration.items):
        return None
    span = enumeration.items[ordinal - 1 if ordinal > 0 else -1]
    return Draft(case.words(*span), (case.prepared.cite(*span),), confidence)


def coordination(text: str, start: int, end: int, low: int, high: int) -> list[Span]:
    """Return the members of a、b和c around a span, within [low, high); one member where nothing is set side by side.

    >>> t = "会上，甲公司、乙公司和丙公司获奖。"
    >>> [t[a:b] for a, b in coordination(t, 3, 6, 0, len(t))]
    ['甲公司', '乙公司', '丙公司获奖']
    """
    left = start
    while left > low and text[left - 1] in _JOINTS:
        left -= 1
        while left > low and text[left - 1] not in _BREAKS + _JOINTS:
            left -= 1
    right = end
    if right < high and text[right] not in _BREAKS:
        while right < high and (text[right] in _JOINTS or _LAST_JOINT.match(text, right)):
            right += 1 if text[right] in _JOINTS else len(_LAST_JOINT.match(text, right)[0])  # type: ignore[index]
            while right < high and text[right] not in _BREAKS + _JOINTS and not _LAST_JOINT.match(text, right):
                right += 1
    members: list[Span] = []
    at = left
    for match in re.finditer(r"、|(?<=[^、])(?:以及|及其|[和及与])", text[left:right]):
        if text[left + match.start()] == "、" or "、" in text[left:right]:
            members.append((at, left + match.start()))
            at = left + match.end()
    members.append((at, right))
    return [(a, b) for a, b in members if a < b]


def _side_by_side(case: Case) -> Draft | None:
    """Return the names set side by side around the likeliest span of the reader."""
    best: Draft | None = None
    asked = _asked_number(case.question.text)
    for span in case.spans[:_CANDIDATES]:
        sentence = case.prepared.sentence_at(span.start)
        high = max(sentence.end, span.end)
        members = coordination(case.prepared.article.text, span.start, span.end, sentence.start, high)
        if len(members) < 2 or (asked is not None and len(members) != asked):
            continue
        start, end = members[0][0], members[-1][1]
        likely = probability(case.signals(start, end, span.score))
        if best is None or likely > best.confidence:
            best = Draft(case.words(start, end), (case.prepared.cite(start, end),), likely)
    return best


def count(case: Case) -> Draft | None:
    """Return the number that the article states, else the number of the items that it enumerates."""
    stated = best_fact(case)
    found = _best_enumeration(case)
    if found is None or found[1] < _MIN_SCORE:
        return stated
    enumeration, score = found
    confidence = min(0.9, 0.1 + 0.6 * score)
    if stated and stated.confidence >= confidence:
        return stated
    text = replies.COUNTED[case.question.language].format(count=len(enumeration.items))
    return Draft(text, tuple(case.prepared.cite(*span) for span in enumeration.items), confidence)
