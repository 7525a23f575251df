"""Answers that are lists or numbers of items: whole, numbered, each item cited."""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa import list_candidates, replies
from qa.confidence import THRESHOLD
from qa.drafts import Case, Draft
from qa.facts import best_fact
from qa.figures import figures
from qa.list_candidates import Found
from qa.list_question import Wanted, content, wanted
from qa.list_signals import shifted
from qa.normalize import for_models
from qa.passages import Span
from qa.posts import holders
from qa.sorts import has_unit
from qa.types import Citation
from qa.units import UNITS, answers

# An item longer than this is shown by its first sentence; the citation holds the whole of it.
_ITEM_CHARS = 60
# Fewer items stand in the words of the article, without numbers.
_MIN_NUMBERED = 3
# A count says what it counted where that is no longer.
_COUNTED_CHARS = 60
# In log odds: one thing where several are asked for; words that only repeat the question.
_ALONE = -1.1
_REPEATED = -1.5
_NOT_SO_MANY = -3.0
# How likely the third point is that of the only list that the article spells out.
_ONLY = 0.75
# Nobody numbered the items of a list in one sentence: its second item is told only where no other list is likely.
_UNNUMBERED = 0.5
# In log odds: a number without the measure word of the question.
_OTHER_MEASURE = -1.0
# The mark that an item begins with; the answer numbers the items itself.
_MARK = re.compile(
    r"(?:[一二三四五六七八九十](?:[是为则、]|(?=要))|第[一二三四五六七八九十](?:个|点|条|步|方面)?[,，、:：是]?|其[一二三四五六七八九十][,，、:：是]?"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]|0?\d{1,2}[、）)．.]|0\d(?=[\u4e00-\u9fff“【])|[①-⑩]|[•·●■◆▪★☆*-]"
    r"|(?:首先|其次|再次|最后)[,，]?|另?一方面[,，]?|(?:first|second|third|fourth|fifth|sixth)(?:ly)?[,:]?\s)\s*",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[、和与及,，/~—-]|\band\b")
# What is asked of one item: 第二条里有哪三个…
_IN_ITEM = re.compile(r"第.{1,4}(?:里|中|当中|内)(?!容).{0,12}哪[些几二两三四五六七八九十\d]")
# What things that stand in a list are not counted with.
_AMOUNTS = frozenset("套台辆架艘只头户天年月元吨米") | {"小时", "分钟", "公里", "万"}
_LARGE = re.compile(r"\d{3}|\d[,.]\d|[百千万亿]")
_LISTED = re.compile(r"列出|列举|点名|提到|提及|写到|出现")
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万亿几]+")


def _short(item: str) -> str:
    """Return an item as it is shown in the list: without its mark, whole or only its first sentence.

    >>> _short("二是修路；")
    '修路'
    """
    item = item[mark.end() :] if (mark := _MARK.match(item)) and mark.end() < len(item) else item
    if len(item) > _ITEM_CHARS:
        item = re.split(r"(?<=[。！？；;])", item, maxsplit=1)[0]
    return item.rstrip("。；;，, ").strip()


def _citations(case: Case, members: Sequence[Span]) -> tuple[Citation, ...]:
    """Cite the sentence of each item; items of one sentence are cited together."""
    groups: list[Span] = []
    for start, end in members:
        if groups and case.prepared.sentence_number(groups[-1][1] - 1) == case.prepared.sentence_number(start):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return tuple(case.prepared.cite(*group) for group in groups)


def _listed(case: Case, chosen: Found) -> Draft:
    """Write a list: numbered lines under how many there are, or two names as the article joins them."""
    members = chosen.members
    start, end = members[0][0], members[-1][1]
    if len(members) < _MIN_NUMBERED and not chosen.points:
        text = case.words(start, end)
    else:
        lines = [f"{i}. {_short(case.words(*span))}" for i, span in enumerate(members, 1)]
        if len(members) >= _MIN_NUMBERED:
            head = replies.NAMED_ITEMS if chosen.open else replies.ITEMS
            lines.insert(0, replies.said(head, case.question.spoken, count=len(members)))
        text = "\n".join(lines)
    return Draft(text, _citations(case, members), chosen.likely)


def _item(case: Case, wanted: Wanted) -> Draft | None:
    """Return the one item that the question asks for by its number, or a list in it; None where no list has it."""
    ordinal = case.question.ordinal
    lists = list_candidates.found(case, wanted)
    points = [f for f in lists if f.points]
    if len(points) == 1 and not case.prepared.relevance.content(content(case.question)):
        lists = [replace(points[0], likely=max(points[0].likely, _ONLY))]  # no other can be meant
    for each in lists:
        if ordinal is not None and each.points and ordinal <= len(each.members):
            span = each.members[ordinal - 1 if ordinal > 0 else -1]
            if _IN_ITEM.search(for_models(case.question.text)):
                within = (f for f in lists if span[0] <= f.members[0][0] and f.members[-1][1] <= span[1])
                inner = next((f for f in within if wanted.number in (None, len(f.members))), None)
                return _listed(case, replace(inner, likely=max(inner.likely, 0.8 * each.likely))) if inner else None
            return Draft(case.words(*span), (case.prepared.cite(*span),), each.likely)
    if points or ordinal is None or _IN_ITEM.search(for_models(case.question.text)):
        return None
    for each in lists:
        if not each.barred and each.likely >= _UNNUMBERED and _MIN_NUMBERED <= len(each.members) >= ordinal:
            span = each.members[ordinal - 1 if ordinal > 0 else -1]
            return Draft(case.words(*span), (case.prepared.cite(*span),), each.likely)
    return None


def items(case: Case) -> Draft | None:
    """Return the list that is asked for, one item of it by its number, or the one thing that the article tells."""
    asked = wanted(case.question)
    if case.question.ordinal is not None:
        return _item(case, asked)
    if asked.only_counted:
        return count(case)
    if people := _holders(case, asked):
        return people
    lists = list_candidates.found(case, asked)
    one = _alone(case, asked)
    if one is None:
        return _listed(case, lists[0]) if lists else None
    # What the reader marks as one is a list of its own where the article sets things side by side in it.
    low, high = one.citations[0].focus or (0, 0)
    inside = [f for f in lists if not f.points and sum(low < b and a < high for a, b in f.members) > 1]
    if inside and not inside[0].barred:
        inside[0] = replace(inside[0], likely=max(inside[0].likely, one.confidence))
    # And a likely list in the sentence of the span is rather what is asked for than the one thing.
    same = [replace(f, likely=max(f.likely, one.confidence)) for f in lists if _beside(case, f, low)]
    best = max([*inside[:1], *same[:1], *lists[:1]], key=lambda f: f.likely, default=None)
    return _listed(case, best) if best and (inside or best.likely >= one.confidence) else one


def _beside(case: Case, each: Found, offset: int) -> bool:
    """Tell whether a list is likely and begins in the sentence that holds an offset."""
    here = case.prepared.sentence_number(each.members[0][0]) == case.prepared.sentence_number(offset)
    return here and not each.points and each.likely >= THRESHOLD


def _holders(case: Case, asked: Wanted) -> Draft | None:
    """Return the people who hold a post that the question asks about."""
    return holders(replace(case, question=replace(case.question, wants="person"))) if asked.sort == "person" else None


def _alone(case: Case, asked: Wanted) -> Draft | None:
    """Return the reader's best span where it may be the whole answer."""
    one = best_fact(case)
    if one is None:
        return None
    plain = for_models(one.text)
    if plain.endswith("之一"):
        return None
    by = 0.0 if _JOINED.search(plain) else _ALONE
    if asked.number is not None and asked.number > 1:
        by += 0.0 if asked.number == 2 and _JOINED.search(plain) else _NOT_SO_MANY
    terms = case.prepared.relevance.content(one.text)
    if terms and case.prepared.relevance.coverage(terms, case.question.text) > 0.5:
        by += _REPEATED
    return replace(one, confidence=shifted(one.confidence, by))


def count(case: Case) -> Draft | None:
    """Return the number that the article states, else the number of the items that it lists."""
    asked = wanted(case.question)
    stated = best_fact(case)
    if stated:
        stated = replace(stated, confidence=shifted(stated.confidence, _measured(case, asked, stated.text)))
    counted = _counted(case, asked) if asked.only_counted and asked.measure not in _AMOUNTS else None
    if counted and (stated is None or stated.confidence < counted.confidence) and not _large(stated):
        return stated if stated and _agree(stated, counted) else counted
    return stated


def _agree(stated: Draft, counted: Draft) -> bool:
    """Tell whether a likely number is what was counted: then it is told as the article tells it."""
    first, second = (figures(for_models(d.text)) for d in (stated, counted))
    return bool(first and second) and stated.confidence >= THRESHOLD and first[0].value == second[0].value


def _large(stated: Draft | None) -> bool:
    """Tell whether the article states a number that is too large to be listed: 3470件."""
    return stated is not None and stated.confidence >= THRESHOLD and bool(_LARGE.search(for_models(stated.text)))


def _measured(case: Case, asked: Wanted, text: str) -> float:
    """Return, in log odds, what speaks against a number: another measure word than the question's."""
    if not asked.measure or asked.measure not in UNITS:
        return 0.0
    plain = for_models(text)
    unit = UNITS[asked.measure]
    at = _NUMBER.search(plain)
    behind = plain[at.end() : at.end() + 3] if at else ""
    told = next((UNITS[behind[:n]] for n in (3, 2, 1) if behind[:n] in UNITS), "")
    before = plain[: at.start()][-1:] if at else ""
    if (before.isascii() and before.isalpha()) or (before == "第" and not behind):
        return _OTHER_MEASURE  # part of a name: A4, 第五
    return 0.0 if at and answers(unit, told) and has_unit(case.question.text, text) else _OTHER_MEASURE


def _counted(case: Case, asked: Wanted) -> Draft | None:
    """Count the items of the list that the question asks about."""
    people = _holders(case, asked)
    # One volunteer who is named says nothing of how many there are.
    if people and len(names := people.text.split("、")) > 1:
        return _number_of(case, asked, names, people.citations, people.confidence)
    lists = (f for f in list_candidates.found(case, asked) if len(f.members) >= _MIN_NUMBERED)
    best = next((f for f in lists if not f.open or _LISTED.search(case.question.text)), None)
    if best is None or best.likely < THRESHOLD:
        return None
    names = [_short(case.words(*span)) for span in best.members]
    return _number_of(case, asked, names, _citations(case, best.members), best.likely)


def _number_of(
    case: Case, asked: Wanted, names: Sequence[str], citations: tuple[Citation, ...], likely: float
) -> Draft:
    spoken = case.question.spoken
    text = replies.said(
        replies.COUNTED, spoken, count=len(names), measure=replies.asked_again(asked.measure or "项", spoken)
    )
    told = (", " if spoken == "en" else "、").join(names)
    if len(told) <= _COUNTED_CHARS:
        text = replies.said(replies.COUNTED_ITEMS, spoken, counted=text, items=told)
    return Draft(text, citations, likely)
