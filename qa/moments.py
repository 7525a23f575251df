"""Cuts a time down to what is asked of it: the hour, or where a span of days begins or ends."""

import re

from qa.dates import dates
from qa.normalize import for_models
from qa.passages import Span

_HOUR = re.compile(r"几点|几时|什么钟点|\bwhat time(?! of (?:the )?(?:year|month|week))\b", re.IGNORECASE)
_CLOCK = (
    "(?:(?:今天|明天|次日|当天|今日|明日|当日)?(?:凌晨|清晨|早[上晨间]|上午|中午|午间|下午|傍晚|晚[上间]?|夜[里间]|深夜))?"
    r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[:：]\d{2}|[时点](?:\d{1,2}分?|半|整)?)"
)
# What else tells the time of the day.
_OF_DAY = re.compile(
    rf"{_CLOCK}|凌晨|清晨|早[上晨]|上午|中午|正午|下午|傍晚|晚|夜|\d ?[ap]\.?m\b"
    r"|noon|midnight|o'clock|morning|evening|night|dawn|dusk"
    r"|\d{4} ?(?:GMT|UTC|hours)|拂晓|黎明|午后",
    re.IGNORECASE,
)
_CLOCKS = re.compile(rf"{_CLOCK}(?:\s*(?:至|到|[-—~～]+)\s*{_CLOCK})?")
_BEGINS = re.compile("开始|开幕|启动|开门|开馆|开园|起(?:[呢啊?？]|$)|从(?:什么时候|何时|哪一?天|几号|几月|几点)")
_ENDS = re.compile(
    "结束|截止|截至|闭幕|关门|打烊|闭馆|闭园|为止|(?<![点时号天日月候])到(?:什么时候|何时|哪一?天|几号|几月|几点)"
)
_ON_TO = re.compile(r"[\u4e00-\u9fff]{0,4}[到至][\u4e00-\u9fff]{0,3}")  # 22时干到次日5时
_TO = re.compile(r"(?:[（(][^（）()]{1,12}[）)])?\s*(?:至|到|[-—~～]+)\s*")


def moment(question: str, text: str, start: int, end: int) -> Span:
    """Return the part of a time that a question asks for; all of it where it asks for no part.

    >>> t = "2月14日(周六)至2月23日,每日9时至22时"
    >>> [t[slice(*moment(q, t, 0, n))] for q, n in (("从哪天开始?", 15), ("哪天结束?", 15), ("几点开放?", len(t)))]
    ['2月14日', '2月23日', '9时至22时']
    >>> t[slice(*moment("什么时候管制?", t, 0, 15))]
    '2月14日(周六)至2月23日'
    """
    asked, words = for_models(question), for_models(text[start:end])
    if _HOUR.search(asked):
        clocks = [m.span() for m in _CLOCKS.finditer(words)]
        if len(clocks) == 1:
            start, end = start + clocks[0][0], start + clocks[0][1]
            words = words[slice(*clocks[0])]
            halves = [m.span() for m in re.finditer(_CLOCK, words)]
            return _half(asked, start, end, halves)
        joined = len(clocks) == 2 and _ON_TO.fullmatch(words[clocks[0][1] : clocks[1][0]])
        return _half(asked, start, end, clocks) if joined else (start, end)
    days = [(d.start, d.end) for d in dates(words)]
    if len(days) == 2 and _TO.fullmatch(words[days[0][1] : days[1][0]]):
        return _half(asked, start, end, days)
    return start, end


_WHICH_DAY = re.compile("哪一?天|几号|几月几[日号]|哪月哪[日号]|具体日期")
_DAY = re.compile(
    r"\d{1,2}[日号]|[一二三四五六七八九十]{1,3}[日号]|周[一二三四五六日末天]|星期|礼拜|初[一二三四五六七八九十]"
    r"|[昨今明前后次当同翌][天日]|节|元旦|除夕|中秋|清明|端午|国庆"
)


def of_the_day(question: str, words: str) -> bool:
    """Tell whether words name a day, or a question asks for none in particular.

    >>> of_the_day("哪天开始?", "10月"), of_the_day("哪天开始?", "10月8日"), of_the_day("何时开始?", "10月")
    (False, True, True)
    """
    return not _WHICH_DAY.search(for_models(question)) or bool(_DAY.search(for_models(words)))


def can_be_the_hour(question: str, words: str) -> bool:
    """Tell whether words can say at what time of the day, where that is asked.

    >>> can_be_the_hour("几点关门?", "明年2月"), can_be_the_hour("几点关门?", "23时"), can_be_the_hour("哪天?", "2月")
    (False, True, True)
    """
    return not _HOUR.search(for_models(question)) or _OF_DAY.search(for_models(words)) is not None


def _half(asked: str, start: int, end: int, halves: list[Span]) -> Span:
    """Return the first or the second of two times, as a question asks for where it begins or ends."""
    begins, ends = bool(_BEGINS.search(asked)), bool(_ENDS.search(asked))
    if len(halves) != 2 or begins == ends:
        return start, end
    first, last = halves
    return (start + first[0], start + first[1]) if begins else (start + last[0], start + last[1])
