"""Changes over a year and over a month: what says of which of them a question asks, and a sentence tells."""

import re

OVER_A_YEAR = "同比|[比较与和跟同](?:上年|去年|一年前)"
OVER_A_MONTH = r"环比|[比较与和跟同](?:上个?[月季周]|上一[月季周])"
_YEAR, _MONTH = re.compile(OVER_A_YEAR), re.compile(OVER_A_MONTH)
_EITHER = re.compile(f"(?P<year>{OVER_A_YEAR}|年率)|(?P<month>{OVER_A_MONTH})")
# By how much, in the words of one who asks; how much there is asks for no change.
_ASKS_CHANGE = re.compile("[涨跌降升增减贵]|便宜|回落|下滑|扩大|缩小|[多少高低]了?(?:多少|几|百分)|幅|增速|变化")


def asked_over(question: str) -> str:
    """Return "year" or "month", over which a question asks for a change; "" where it names neither, or both.

    >>> asked_over("鲜菜比上月便宜多少?"), asked_over("鲜菜同比降了多少?"), asked_over("上月销量增长多少?")
    ('month', 'year', '')
    """
    year, month = _YEAR.search(question), _MONTH.search(question)
    return "" if bool(year) == bool(month) else "year" if year else "month"


def told_over(told: str) -> str:
    """Return "year" or "month", over which a sentence tells a change at its end: what it said last; "" for neither."""
    last = [m for m in _EITHER.finditer(told)][-1:]
    return "" if not last else "year" if last[0]["year"] else "month"


def over_another_time(question: str, told: str) -> bool:
    """Tell whether a change is told over a year where a question asks for that over a month, or the reverse.

    :param told: the sentence up to the amount.

    >>> told = "鲜果价格同比上涨4.2%,鲜菜下降"
    >>> [over_another_time(q, told) for q in ("鲜菜比上月便宜多少?", "鲜菜同比降了多少?", "上月鲜菜降了多少?")]
    [True, False, False]
    """
    asked = asked_over(question)
    return bool(asked and _ASKS_CHANGE.search(question)) and told_over(told) not in ("", asked)
