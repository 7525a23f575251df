"""Answers how old somebody is: Chinese news puts the age right before or behind the name, or in the same few words."""

import re
from collections.abc import Sequence

from qa.drafts import Case, Draft
from qa.normalize import for_models
from qa.passages import Span

_OLD = "(?:几|多少)周?岁|多大(?:年纪|岁数|年龄)?"
_ASKS = re.compile(
    rf"(?:先生|女士|教授|本人)?(?:今年|现年|现在|目前|已经?|有)*(?:{_OLD}|的?(?:年龄|年纪|岁数)(?:是|有)?(?:{_OLD}|多少)?)[了啦呢啊呀?？]*"
)
_AGE = r"(?<![\d一二三四五六七八九十])(?:\d{1,3}|[一二三四五六七八九十百]{1,4})(?:多|余)?周?岁(?:零\d+个?月)?"
_EN_ASKS = re.compile(r"^how old is (?P<who>[^,?]{2,40}?)(?: now| today)?\?*$", re.IGNORECASE)
_CLAUSE = r"[^,，。;；:：!?！？、“”\n]"
_NOW = "(?:今年|现年|时年|年仅|刚满|已经?|才|是?一?[名位个])?"
_TELLS = 0.85


def aged(case: Case) -> Draft | None:
    """Return the one age that the article gives to a person whom a question names; None for any other question."""
    prepared, asked = case.prepared, for_models(case.question.text)
    if english := _EN_ASKS.match(asked):
        at = _english(prepared.plain, english["who"])
        return Draft(case.words(*at), (prepared.cite(*at),), _TELLS) if at else None
    named = prepared.named_in(asked)
    if len(named) != 1 or not _ASKS.fullmatch(asked.partition(named[0])[2]):
        return None
    found = {prepared.plain[slice(*at)]: at for at in _ages(prepared.plain, named[0], prepared.people)}
    if len(found) != 1:
        return None
    ((_, at),) = found.items()
    return Draft(case.words(*at), (prepared.cite(*at),), _TELLS)


def _english(plain: str, name: str) -> Span | None:
    """Return where an English text gives the age of somebody: Ana Duarte, now 29, and the 29-year-old Ana Duarte.

    >>> _english("A student, Ana Duarte, now 29, said so.", "Ana Duarte")
    (27, 29)
    """
    behind = rf"\b{re.escape(name)}(?: \w+)?, (?:now |aged |age )?(?P<age>\d{{1,3}})(?=,|\.|;| \()"
    before = rf"(?P<age>\b\d{{1,3}})-year-old (?:(?!of |with |and |who )\w+ ){{0,3}}{re.escape(name)}\b"
    found = next((m for pattern in (behind, before) for m in re.finditer(pattern, plain)), None)
    return found.span("age") if found else None


def _ages(plain: str, name: str, people: Sequence[str]) -> list[Span]:
    """Return where a text gives the age of somebody: 46岁的甲, 甲(男,46岁), 甲今年46岁, and nobody else between.

    >>> t = "原总经理、46岁的佟励接任,52岁的麦青留任"
    >>> [t[slice(*at)] for at in _ages(t, "佟励", ["佟励", "麦青"])]
    ['46岁']
    """
    before = rf"(?P<age>{_AGE})的?{_CLAUSE}{{0,14}}?{re.escape(name)}"
    behind = rf"{re.escape(name)}[(（,，]?(?:[男女][,，])?{_NOW}(?P<age>{_AGE})"
    others = [other for other in people if other not in name]
    return [
        match.span("age")
        for pattern in (before, behind)
        for match in re.finditer(pattern, plain)
        if not any(other in match[0] for other in others) and len(re.findall(_AGE, match[0])) == 1
    ]
