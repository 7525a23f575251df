"""Answers what post a person holds, and who holds a post: Chinese news puts it right before the name."""

import re
from collections.abc import Sequence

from qa.drafts import Case, Draft
from qa.names import POST
from qa.normalize import for_models
from qa.passages import Span

_BREAK = re.compile(r"[,，。;；:：!！?？\n“”()（）]|\s")
# Asked who somebody is, the article tells by what they hold.
_WHO_IS = re.compile(
    r"^[^,，的]{2,12}?(?:到底|究竟|又)?是(?:谁|什么人|何人|哪位|何许人)[呀啊呢?？]*$|^who is [^,]{2,30}\?*$",
    re.IGNORECASE,
)
# Asked who holds a post: 图书馆馆长是谁, 谁是图书馆的馆长.
_WHO_HOLDS = re.compile(
    rf"^(?:(?P<of>[^,，?？]{{0,20}}?)的?(?:{POST})(?:是谁|是哪位|叫什么(?:名字)?)|谁是(?P<whose>[^,，?？]{{0,20}}?)的?(?:{POST}))[呢啊?？]*$"
)
_HOLDS = 0.7
# What the post is of must be spoken of beside it, or in the title, to this share.
_SPOKEN_OF = 0.7
_POST_END = re.compile(rf"(?:{POST})$")


def post_before(text: str, name_at: int, names: Sequence[str]) -> Span | None:
    """Return the span of the post that stands right before a name, or None.

    :param text: as the models read it.
    :param name_at: where the name begins.
    :param names: all names of the article; a post ends where another name stands.

    >>> t = "会上,甲公司董事长姚林、总经理、党委副书记刘洋发言。"
    >>> [t[slice(*post_before(t, t.find(n), ["姚林", "刘洋"]))] for n in ("姚林", "刘洋")]
    ['甲公司董事长', '总经理、党委副书记']
    """
    breaks = [m.end() for m in _BREAK.finditer(text, max(0, name_at - 80), name_at)]
    start = max(breaks, default=max(0, name_at - 80))
    for name in names:
        if (at := text.rfind(name, start, name_at)) >= 0:
            start = max(start, at + len(name))
    while start < name_at and text[start] in "、和与及":
        start += 1
    return (start, name_at) if _POST_END.search(text[start:name_at]) else None


def held(case: Case) -> Draft | None:
    """Return the post of the person that the question names; None where it wants something else or no post is there."""
    prepared = case.prepared
    if case.question.wants != "post" and not _WHO_IS.search(for_models(case.question.text)):
        return None
    plain = prepared.plain
    for name in sorted(prepared.named_in(for_models(case.question.text)), key=len, reverse=True):
        for match in re.finditer(re.escape(name), plain):
            if span := post_before(plain, match.start(), prepared.people):
                words = prepared.article.text[slice(*span)]
                return Draft(words, (prepared.cite(*span),), 0.9)
    return None


def holder(case: Case) -> Draft | None:
    """Return who holds the one post that the question asks about, of what the words around them speak of; else None."""
    prepared = case.prepared
    asked = _WHO_HOLDS.match(for_models(case.question.text))
    if asked is None or case.question.language != prepared.language:
        return None
    found = holders(case)
    if found is None or len(found.citations) != 1:
        return None
    number = prepared.sentence_number(found.citations[0].start)
    around = [prepared.text_of(s) for s in prepared.sentences[max(0, number - 1) : number + 1]]
    terms = prepared.relevance.content(asked["of"] or asked["whose"] or "")
    covered = prepared.relevance.coverage(terms, prepared.article.title, *around)
    return Draft(found.text, found.citations, _HOLDS) if covered >= _SPOKEN_OF else None


def holders(case: Case) -> Draft | None:
    """Return everybody who holds a post that the question asks about; None where it names no post."""
    prepared = case.prepared
    plain, asked = prepared.plain, for_models(case.question.text)
    posts = [m[0] for m in re.finditer(rf"[副总党组常务执行]*(?:{POST})", asked)]
    if case.question.wants != "person" or not posts:
        return None
    post = max(posts, key=len)
    found = []
    for name in prepared.people:
        for match in re.finditer(re.escape(name), plain):
            span = post_before(plain, match.start(), prepared.people)
            if span and any(
                held.endswith(post) and held[: -len(post)][-1:] != "副" for held in plain[slice(*span)].split("、")
            ):
                found.append((name, match.span()))
                break
    if not found:
        return None
    citations = sorted((prepared.cite(*span) for _, span in found), key=lambda c: c.start)
    return Draft("、".join(prepared.article.text[slice(*span)] for _, span in found), tuple(citations), 0.75)
