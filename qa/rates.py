"""Answers by how much something rose or fell: reports tell it subject by subject, over a year or over a month."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.confidence import THRESHOLD, probability
from qa.drafts import Case, Draft
from qa.normalize import for_models
from qa.passages import Span
from qa.periods import OVER_A_MONTH, OVER_A_YEAR, asked_over

_UP = "上涨|上升|增长|增加|提高|提升|走高|攀升|上浮|上调|扩大|涨|升|增"
_DOWN = "下降|下跌|下滑|减少|回落|降低|走低|下调|下浮|缩减|收窄|降|跌|减"
_VALUE = r"\d[\d,]*(?:\.\d+)?(?:%|个百分点|倍|个基点)"
_CHANGE = re.compile(
    rf"(?P<verb>(?P<up>{_UP})|{_DOWN})(?:了|约|近|超过?|达到?|为){{0,2}}(?P<value>{_VALUE})(?!转为|变为)"
)
_KIND = re.compile(f"(?P<year>{OVER_A_YEAR}|年率)|(?P<month>{OVER_A_MONTH})")
_OTHER_TIME = re.compile(r"[比较](?:年初|前一[天日周]|\d{4}年|节前|疫情前|[前后]年)")
_CLAUSE = re.compile(r"(?:[^,，;；。]|(?<=\d)[,，](?=\d{3}))+")
# Of the change itself, and no subject: 涨幅比上月回落0.2个百分点.
_ITSELF = re.compile("(?:增速|增幅|涨幅|降幅|跌幅|增长率)")
_ADVERBS = re.compile(
    "(?:同比|环比|则|也|均|都|再|仍|又|大幅|小幅|略有?|微|分别|继续|首次|名义|实际|累计|季节性|平均|连续[^,，]{1,6}|[由从][^,，由从]{1,16}转为)+$"
)
_ASKS = re.compile(
    rf"(?P<asked>(?P<up>{_UP}|贵|高)|{_DOWN}|便宜|低)(?:了|出|幅)*(?:有|是|为|达)?(?:多少|百分之几|百分之多少|几成|几个点)(?![\u4e00-\u9fff]*[钱元人家次天年吨名块度米斤户台辆])"
    r"|(?P<rate>增速|增幅|涨幅|降幅|跌幅|增长率)(?:是|有|为|达)?(?:多少|多大|百分之几)"
)
_ASKED_WORDS = re.compile(
    f"{re.sub('[?]P<[a-z]+>', '', _ASKS.pattern)}|{OVER_A_YEAR}|{OVER_A_MONTH}"
    "|同期|同月|同时期|这时候|相?比|总共|一共|到底|大概|价格|的"
)
# Of what a rate is of, the question must name so much, and clearly more than of any other.
_SURE, _MORE = 0.8, 0.2
_NUMBER = re.compile(r"\d")
_CONDITION = re.compile("若|如果|假如|一旦|倘若|预计|预期|目标|力争|有望|可能")
# The words of a change say it as surely as a reader's good span.
_MARGIN = 12.0


@dataclass(frozen=True, slots=True)
class Rate:
    """By how much something changed.

    :param subject: the words before it.
    :param over: "year" or "month", as far as the sentence tells; "other" beside another time, "" where it tells none.
    :param rose: whether it did, or fell.
    :param at: offsets of the change with its direction.
    """

    subject: str
    over: str
    rose: bool
    at: Span


def rates(plain: str) -> Iterator[Rate]:
    """Yield the changes that a sentence tells; what has no subject or time of its own takes those before it.

    :param plain: as by `for_models`.

    >>> told = "猪肉价格同比上涨8.9%,环比继续上涨2.4%,涨幅收窄1%;鲜菜环比由上月下降0.3%转为上涨3.1%"
    >>> [(rate.subject, rate.over, told[slice(*rate.at)]) for rate in rates(told)]
    [('猪肉价格', 'year', '上涨8.9%'), ('猪肉价格', 'month', '上涨2.4%'), ('鲜菜', 'month', '上涨3.1%')]
    """
    subject, over = "", ""
    for clause in _CLAUSE.finditer(plain):
        match = _CHANGE.search(plain, clause.start(), clause.end())
        before = plain[clause.start() : match.start() if match else clause.end()]
        if _ITSELF.search(before):
            continue
        if _OTHER_TIME.search(before):
            over = "other"
        elif kinds := list(_KIND.finditer(before)):
            over = "year" if kinds[-1]["year"] else "month"
        words = _KIND.sub("", _ADVERBS.sub("", before))
        words = _NUMBER.split(words, maxsplit=1)[0] if match is None else _ADVERBS.sub("", words)
        if len(words) > 1:
            subject = words
        if match:
            yield Rate(subject, over, match["up"] is not None, (match.start("verb"), match.end("value")))


def changed_by(case: Case) -> Draft | None:
    """Return by how much rose or fell what a question names, where the article tells just one such change of it."""
    prepared, asked = case.prepared, for_models(case.question.text)
    asks = _ASKS.search(asked)
    if case.question.language != "zh" or prepared.language != "zh" or asks is None:
        return None
    terms = prepared.relevance.content(_ASKED_WORDS.sub(" ", asked))
    if not terms:
        return None
    over, rose = asked_over(asked), asks["up"] is not None if asks["asked"] else None
    found: list[tuple[float, bool, Span]] = []
    for sentence in prepared.sentences:
        told = prepared.plain_of(sentence)
        for rate in rates(told):
            if rate.over not in ((over,) if over else ("", "year")):
                continue
            if _CONDITION.search(re.split("[;；]", told[: rate.at[0]])[-1]):
                continue
            share = prepared.relevance.coverage(terms, rate.subject)
            at = sentence.start + rate.at[0], sentence.start + rate.at[1]
            found.append((share, rate.rose, at))
    share, up, at = max(found, default=(0.0, False, (0, 0)))
    others = [s for s, _, a in found if prepared.plain[slice(*a)] != prepared.plain[slice(*at)]]
    if share < _SURE or max(others, default=0.0) > share - _MORE or rose not in (None, up):
        return None
    likely = probability(case.signals(*at, _MARGIN))
    return Draft(case.words(*at), (prepared.cite(*at),), likely) if likely >= THRESHOLD else None
