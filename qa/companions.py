"""Takes in those whom an article names together with somebody that was chosen as the answer: 主演是谁? 甲、乙."""

import re

from qa.names import like_a_name
from qa.normalize import for_models
from qa.passages import Span
from qa.prepared import PreparedArticle
from qa.terms import content_letters

# One of several is asked for, or each of them did something of their own.
_ONE = re.compile(r"最|第[一二三四五六七八九十\d]|首[位名个先次]|哪一?[个位名]|之一|一[位名个]")
_EACH = re.compile("分别|各自|依次")
_JOINTS = ("以及", "、", "和", "与", "及")


def together(prepared: PreparedArticle, question: str, start: int, end: int) -> Span:
    """Widen a name to the list of people that it is one of, where the question does not tell them apart.

    :param start: of the chosen words; they end at `end`.
    """
    asked = for_models(question)
    sentence = prepared.sentence_at(start)
    alone = _ONE.search(asked) or prepared.named_in(asked)
    if alone or _EACH.search(prepared.plain, sentence.start, sentence.end) or _name(prepared, (start, end)) is None:
        return start, end
    for each in prepared.coordinations:
        low, high = each.span
        names = [_name(prepared, member) for member in each.members]
        if low <= start and end <= high and not each.clauses and all(names):
            found = [name for name in names if name]
            return _group(prepared, asked, each.members, found, (start, end))
    return _neighbours(prepared, start, end)


def _name(prepared: PreparedArticle, span: Span) -> Span | None:
    """Return where the one person stands that some words name, at their end; None where they name another number."""
    words = prepared.plain[slice(*span)]
    named = [name for name in prepared.named_in(words) if words.endswith(name)]
    if len(named) == 1 and len(prepared.named_in(words)) == 1:
        return span[1] - len(named[0]), span[1]
    return span if like_a_name(words) else None


def _group(prepared: PreparedArticle, asked: str, members: tuple[Span, ...], names: list[Span], chosen: Span) -> Span:
    """Return the whole list, or, where what stands before the names tells who is meant, those whom it stands before."""
    posts = [prepared.plain[member[0] : name[0]] for member, name in zip(members, names, strict=True)]
    meant = [bool(content_letters(asked) & content_letters(post)) for post in posts]
    if not any(meant):
        return members[0][0], members[-1][1]
    at = next(i for i, member in enumerate(members) if chosen[0] < member[1])
    heads = [i for i, post in enumerate(posts) if post or i == 0]
    head = max(i for i in heads if i <= at)
    if not meant[head]:
        return chosen
    after = min((i for i in heads if i > at), default=len(members))
    return names[head][0], names[after - 1][1]


def _neighbours(prepared: PreparedArticle, start: int, end: int) -> Span:
    """Take in the names that are joined right before and right behind: 甲和乙."""
    plain, people = prepared.plain, sorted(prepared.people, key=len, reverse=True)
    if plain[start:end] not in people:
        return start, end
    behind = [joint + name for joint in _JOINTS for name in people]
    before = [name + joint for joint in _JOINTS for name in people]
    while more := next((words for words in behind if plain.startswith(words, end)), None):
        end += len(more)
    while more := next((words for words in before if plain.endswith(words, 0, start)), None):
        start -= len(more)
    return start, end
