"""Makes a reader's span whole: no half number, name or title, no open bracket; and narrows it to what is asked."""

import re
from collections.abc import Sequence, Set

from qa.normalize import for_models
from qa.passages import Span
from qa.sorts import NUMBER, QUANTITY, SCORE, figures_of, fits, has_unit

_PAIRS = {
    "《": "》",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〈": "〉",
    "[": "]",
}
_OPENERS = {close: open_ for open_, close in _PAIRS.items()}
# 三年以上十年以下
_WEEKDAY = re.compile("(?:每?周|星期|礼拜|週)[一二三四五六日天](?![年个])")
# 今年 of 今年底
_PART_OF_YEAR = re.compile(
    r"(?:[今明去前后本当次同翌]年|\d{4}年)(?:年?(?:底(?![特层部盘线价气])|初(?![中一二三次赛级步心])|末(?![端位班日世]))|春节"
    r"|[春夏秋冬](?:[季天]|(?![\u4e00-\u9fff]))|[上下]半年|第?[一二三四]季度"
    r"|\d{1,2}月(?:\d{1,2}[日号]|[底初末](?![\u4e00-\u9fff])|[上中下]旬)?)"
    r"|\d{1,2}月(?:\d{1,2}[日号]|[底初末](?![\u4e00-\u9fff])|[上中下]旬)"
)
# 一年六个月
_YEARS_AND_MONTHS = re.compile(
    "(?:\\d{1,3}|[一二三四五六七八九十两]{1,3})年[零又]?(?:\\d{1,2}|[一二三四五六七八九十两]{1,2})个月"
    "|(?:\\d{1,3}|[一二三四五六七八九十两]{1,3})个?小时[零又]?(?:\\d{1,2}|[一二三四五六七八九十两]{1,3})分钟?(?:\\d{1,2}秒)?"
)
# 10秒06, 1分32秒05, 5米70, March 3, 2023: no 21名 of 10秒21名列第三
_RESULT = re.compile(
    r"(?:\d{1,2}小?时)?(?:\d{1,2}分)?\d{1,2}秒\d{1,2}|\d{1,2}米\d{2}(?!\d)"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}(?:, \d{4})?"
)
_FROM_TO = re.compile(
    r"(?:\d[\d,.]*|[一二三四五六七八九十百千万两]+)[\u4e00-\u9fff]{1,3}以上[、,，不]?(?:不满)?"
    r"(?:\d[\d,.]*|[一二三四五六七八九十百千万两]+)[\u4e00-\u9fff]{1,3}以下"
)
# A word, a code, a mail or web address.
_LATIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9@._/+-]*[A-Za-z0-9])?")


def complete(text: str, start: int, end: int, low: int, high: int) -> Span:
    """Widen a span so that it cuts nothing in half, without leaving [low, high).

    :param text: the whole article.
    :param low: start of the sentence that holds the span.
    :param high: end of that sentence.

    >>> t = "共发布《我的宣言》等1,200份。"
    >>> complete(t, 4, 8, 0, 17), complete(t, 10, 12, 0, 17)
    ((3, 9), (10, 16))
    """
    for match in NUMBER.finditer(text, low, high):
        if match.end() > match.start() and match.start() < end and start < match.end():
            start, end = min(start, match.start()), max(end, match.end())
    for figure in figures_of(text[low:high]):  # its unit: 10吉瓦时, 14 percent
        a, b = low + figure.start, low + figure.end
        if a < end and start < b:
            start, end = min(start, a), max(end, b)
    for match in _RESULT.finditer(text, low, high):
        if match.start() < end and start < match.end() and end <= match.end() + 1:
            start, end = match.span()
    for match in _FROM_TO.finditer(text, low, high):  # half a range
        if match.start() < end and start < match.end():
            start, end = min(start, match.start()), max(end, match.end())
    for pattern in (_WEEKDAY, _PART_OF_YEAR, _YEARS_AND_MONTHS):
        for match in pattern.finditer(text, low, high):
            if match.start() < end and start < match.end():
                start, end = min(start, match.start()), max(end, match.end())
    for match in _LATIN.finditer(text, low, high):  # half a Latin word or address
        if match.start() < end and start < match.end():
            start, end = min(start, match.start()), max(end, match.end())
    return _balance(text, start, end, low, high)


def _balance(text: str, start: int, end: int, low: int, high: int) -> Span:
    """Close what is open in the span, open what is closed in it, and take in the 《》 around a title."""
    open_: list[str] = []
    missing: list[str] = []
    for char in text[start:end]:
        if char in _PAIRS:
            open_.append(char)
        elif char in _OPENERS:
            if open_ and open_[-1] == _OPENERS[char]:
                open_.pop()
            else:
                missing.append(_OPENERS[char])
    for char in missing:
        at = text.rfind(char, low, start)
        start = at if at >= 0 else start
    for char in reversed(open_):
        at = text.find(_PAIRS[char], end, high)
        end = at + 1 if at >= 0 else end
    left = text.rfind("《", low, start)
    right = text.find("》", end - 1, high)
    inside = left >= 0 and right >= 0 and text.find("》", left, start) < 0
    if inside and (end - start) * 2 >= right - left:
        # The whole title, unless the span takes up a small part of it, as a name in a long title may.
        start, end = left, max(end, right + 1)
    return start, end


_CLAUSE = re.compile(r"(?:[^,，;；。!！?？]|(?<=\d)[,，](?=\d{3}))+")
# What belongs to an amount though it stands before it.
_ABOUT = re.compile(
    r"(?:(?<![签预节制合条公违履契失解邀赴])约|近|超过?|逾|达到?|[至最]少|最多|起码|不[得能应可宜准许]?[少多低高大小]于|不[得能应可宜准许]?超过?|不到|不足|第|每[年月日天人次]|大约|将近|接近)$"
)
# So many characters around an amount are left: 每人, 不足.
_AROUND = 2
# Units that no table has: 711万标箱, where it is asked 多少标箱.
_ASKED_UNIT = re.compile("(?:多少|几)个?([\u4e00-\u9fff]{2,8})")
_NO_UNIT = re.compile("[\\d百千万亿]$")


def _asked_unit(question: str) -> str:
    """Return the noun that a question counts: 标箱 of 多少标箱."""
    import rjieba  # loads a dictionary

    asked = _ASKED_UNIT.search(question)
    words = rjieba.tag(asked[1]) if asked else []
    return words[0][0] if words and words[0][1][0] in "nlxj" and len(words[0][0]) > 1 else ""


def narrow(question: str, text: str, start: int, end: int) -> Span:
    """Cut a span that holds more than the amount asked for down to it; any other stays.

    Of several clauses, the one whose amount comes in the wanted unit and that shares most characters with the question.

    >>> t = "票房为13.1亿元，同比增长25%"
    >>> narrow("票房是多少?", t, 3, len(t)), narrow("增长了百分之几?", t, 0, len(t)), narrow("减多少?", "减一半", 1, 3)
    ((3, 9), (14, 17), (1, 3))
    >>> t = "观景台9处、驿站4座"
    >>> narrow("How many platforms?", t, 3, 10), narrow("驿站有多少?", t, 3, 10), narrow("各有多少?", t, 0, 10)
    ((3, 5), (6, 10), (0, 10))
    """
    words = text[start:end]
    if (
        re.search(r"比分|几比几|\bscore\b", question, re.IGNORECASE)
        and len(scores := list(re.finditer(SCORE, words))) == 1
    ):
        return start + scores[0].start(), start + scores[0].end()
    clauses = [m.span() for m in _CLAUSE.finditer(words) if QUANTITY.search(for_models(m[0]))]
    if not clauses:
        return start, end
    fitting = [c for c in clauses if has_unit(question, words[slice(*c)])] or clauses
    asked_plain = for_models(question)
    asked = set(asked_plain)
    named = asked - _ASKS_AMOUNT
    a, b = max(fitting, key=lambda c: (len(named & set(for_models(words[slice(*c)]))), -c[0]))
    a, b = _one_of_several(asked, words, a, b)
    clause = words[a:b]
    amounts = [m for m in NUMBER.finditer(clause) if m[0] and has_unit(question, m[0])]
    around = _AROUND
    if len(amounts) > 1 and not _YEARS_AND_MONTHS.search(for_models(clause)):  # 七章四十二条, 八册已有六册
        amounts, around = _counted(asked_plain, clause, amounts), 0
    if len(amounts) == 1 and len(clause) > len(amounts[0][0]) + around:
        figure = next((f for f in figures_of(clause) if f.start < amounts[0].end() <= f.end), None)
        measure = _HYPHEN.match(clause, amounts[0].end())  # 41-centimetre
        to = figure.end if figure else measure.end() if measure else amounts[0].end()
        a, b = a + amounts[0].start(), a + to
    b -= words[a:b].endswith("的")  # 16岁的
    start, end = start + a, start + b
    unit = _asked_unit(for_models(question)) if _NO_UNIT.search(text[start:end]) else ""
    if unit and for_models(text[end : end + len(unit)]) == unit:
        end += len(unit)
    about = _ABOUT.search(text[max(0, start - 4) : start])
    return start - (len(about[0]) if about else 0), end


_ASKS_AMOUNT = frozenset("多少几人名个位有的了在是")  # every amount of people goes with these
_HYPHEN = re.compile("-[a-z]{2,}")
# What is counted, and words that ask for all of it.
_MEASURE_ASKED = re.compile("(?:多少|几)(?P<measure>[\u4e00-\u9fff])")
_IN_ALL = re.compile("[一总]共|共有|全部|总[数计]")


def _counted(asked: str, clause: str, amounts: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Return the amounts of a clause in the measure that a question asks for; the first where it asks for all."""
    measure = _MEASURE_ASKED.search(asked)
    mine = [m for m in amounts if measure and for_models(m[0]).endswith(measure["measure"])]
    return mine[:1] if len(mine) == 1 or (mine and _IN_ALL.search(asked)) else list(amounts)


def _one_of_several(asked: Set[str], words: str, start: int, end: int) -> Span:
    """Cut 9处、驿站4座 to the amount that is of what is asked, or to the first where the span begins with it."""
    parts = [m.span() for m in re.finditer(r"[^、]+", words[start:end])]
    if len(parts) < 2 or not all(figures_of(words[start + a : start + b]) for a, b in parts):
        return start, end
    shares = [len(asked & set(for_models(words[start + a : start + b]))) for a, b in parts]
    best = shares.index(max(shares))
    if shares.count(shares[best]) > 1:
        if not words[start].isdigit() or words[start + parts[1][0]].isdigit():
            return start, end
        best = 0
    return start + parts[best][0], start + parts[best][1]


_WHEN = re.compile("什么时[候间]|何时|几时|哪[一几]?[天年月日]|几[点号月]")


def narrow_time(question: str, text: str, start: int, end: int) -> Span:
    """Cut a span of several clauses with times down to the one that shares more with the question than the others.

    >>> t = "去年11月动工,原计划今年五一"
    >>> t[slice(*narrow_time("原计划什么时候开放?", t, 0, len(t)))], narrow_time("什么时候?", t, 0, len(t))
    ('原计划今年五一', (0, 15))
    """
    words = text[start:end]
    clauses = [m.span() for m in _CLAUSE.finditer(words) if fits("time", m[0])]
    asked = set(_WHEN.sub("", for_models(question)))
    shared = sorted(((len(asked & set(for_models(words[a:b]))), a, b) for a, b in clauses), reverse=True)
    if len(shared) < 2 or shared[0][0] == shared[1][0]:
        return start, end
    return start + shared[0][1], start + shared[0][2]


# What an agency puts before the first sentence: where and when it was sent, and by whom.
_DATELINE = re.compile(
    r"^[^,，。;；]{0,24}?(?:\d{1,2}月)?\d{1,2}日[电讯](?:[^\S\n]*[（(][^（）()\n]{1,30}[）)][^\S\n]*|[^\S\n]+)(?=\S)"
)


def without_dateline(text: str, start: int, end: int) -> Span:
    """Leave the dateline of a news agency off a span that goes on behind it.

    >>> t = "某社北京8月16日电 （王晓）8月15日是首个节日"
    >>> t[slice(*without_dateline(t, 0, 20))], without_dateline(t, 4, 9)
    ('8月15日', (4, 9))
    """
    match = _DATELINE.match(text[start:end])
    return (start + match.end(), end) if match else (start, end)


# The stop of an English sentence, and none of a short form: Dec. 1., the mill.
_FULL_STOP = re.compile(r"(?:\d|\b[a-z]{4,})\.$")


def without_full_stop(text: str, start: int, end: int) -> Span:
    """Leave the stop of an English sentence off a span.

    >>> without_full_stop("from Dec. 1.", 5, 12), without_full_stop("from Dec. 1.", 5, 9)
    ((5, 11), (5, 9))
    """
    return start, end - bool(_FULL_STOP.search(text[start:end]))


# Words that lean on what stands beside them: 的三条, 8月24日在.
_LEANS_BACK = re.compile(r"^[的了](?=[\d一二三四五六七八九十两几《“])")
_OF = re.compile("(?<=[队司团会院校厅局部])的$")
_LEANS_ON = re.compile(r"(?<=[年月日号时点天上下元个名人次米%位])(?:在|于|将|被|由|和|与|及|对|为)$")


def without_particles(text: str, start: int, end: int) -> Span:
    """Leave a particle at the beginning off a span, and a preposition at the end.

    >>> without_particles("新开的三条航线", 2, 5), without_particles("8月24日在京闭幕", 0, 6)
    ((3, 5), (0, 5))
    """
    begins = _LEANS_BACK.match(text[start:end])
    ends = _LEANS_ON.search(text[start:end]) or _OF.search(text[start:end])
    first, last = start + (begins.end() if begins else 0), end - (len(ends[0]) if ends else 0)
    return (first, last) if first < last else (start, end)
