"""Answers what post a person holds, and who holds a post: Chinese news puts it right before the name."""

import re

from qa.drafts import Case, Draft
from qa.name_spans import narrow_post
from qa.names import POST, held_posts
from qa.normalize import for_models

# Asked who somebody is, the article tells by what they hold.
_WHO_IS = re.compile(
    r"^[^,，的]{2,12}?(?:到底|究竟|又)?是(?:谁|什么人|何人|哪位|何许人)[呀啊呢?？]*$|^who is [^,]{2,30}\?*$",
    re.IGNORECASE,
)
# Asked who holds a post: 图书馆馆长是谁, 谁是图书馆的馆长.
_WHO_HOLDS = re.compile(
    rf"^(?:(?P<of>[^,，?？]{{0,20}}?)的?(?:{POST})(?:是谁|是哪位|叫什么(?:名字)?)|谁是(?P<whose>[^,，?？]{{0,20}}?)的?(?:{POST}))[呢啊?？]*$"
)
_NOW = re.compile("现在|目前|如今|现任")
_HOLDS = 0.7
# What the post is of must be spoken of beside it, or in the title, to this share.
_SPOKEN_OF = 0.7


def held(case: Case) -> Draft | None:
    """Return the post of the person that the question names; None where it wants something else or no post is there."""
    prepared = case.prepared
    if case.question.wants != "post" and not _WHO_IS.search(for_models(case.question.text)):
        return None
    plain = prepared.plain
    for name in sorted(prepared.named_in(for_models(case.question.text)), key=len, reverse=True):
        for _, span in held_posts(plain, name, prepared.people):
            if plain.startswith("原", span[0]) and _NOW.search(for_models(case.question.text)):
                continue
            span = narrow_post(for_models(case.question.text), plain, *span)
            return Draft(prepared.article.text[slice(*span)], (prepared.cite(*span),), 0.9)
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
        for who, span in held_posts(plain, name, prepared.people):
            held = plain[slice(*span)].split("、")
            if any(title.endswith(post) and title[: -len(post)][-1:] != "副" for title in held):
                found.append((name, who))
                break
    if not found:
        return None
    citations = sorted((prepared.cite(*span) for _, span in found), key=lambda c: c.start)
    return Draft("、".join(prepared.article.text[slice(*span)] for _, span in found), tuple(citations), 0.75)
