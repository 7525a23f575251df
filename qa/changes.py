"""Amounts that rose or fell: by how much, from what, to what, beside what a question asks."""

import re
from itertools import pairwise

from qa.figures import Figure, figures
from qa.normalize import for_models
from qa.passages import Span
from qa.units import compatible

_CLAUSE_END = re.compile("[,，;；。]")
# By how much something rose or fell.
_BY_HOW_MUCH = re.compile(
    "(?:涨|增长?加?|上升|提[高升]|下降|下滑|[跌降]低?|减少?|回落|缩减|扩大)了?(?:多少|几成|几倍|百分之几)(?![人名位家个])"
)
_ROSE = re.compile("[增涨升跌降减落缩]|提高|扩大|下滑|[多少高低]了|倍|同比|环比|比.*[多少高低]")


def can_be_a_rise(question: str, clause: str) -> bool:
    """Tell whether an amount in a clause can say by how much something rose, where that is asked.

    >>> can_be_a_rise("比去年同期涨了多少?", "净利润约3.11亿元"), can_be_a_rise("涨了多少?", "同比增长223.95%")
    (False, True)
    """
    return not _BY_HOW_MUCH.search(for_models(question)) or bool(_ROSE.search(for_models(clause)))


# By how much: what stands right before an amount, in a clause that compares.
_BY = re.compile(
    r"(?:减少|增加|增长|新增|下降|上升|提[高升]|下跌|上涨|下滑|回落|节[省约]|压减|超[出支]|便宜|贵|[多少高低涨跌降升薄厚宽窄轻重快慢长短])[了出]?(?:约|近|超过?|逾|达)?$"
)
_COMPARES = re.compile("[比较]|同比|环比")
_ASKS_CHANGE = re.compile(
    "[增减升降涨跌缩扩差超省贵余剩]|便宜|节约|提高|变化|幅度|回落|[多少高低薄厚宽窄轻重快慢长短](?!少|大)[了出]?(?=多少|几)"
)


def is_a_change(question: str, before: str) -> bool:
    """Tell whether an amount says by how much something rose or fell, where it is asked how much there is.

    :param before: the clause of the amount up to it.

    >>> is_a_change("年初有多少员工?", "比年初减少"), is_a_change("比年初少多少?", "比年初减少")
    (True, False)
    """
    before = for_models(before)
    return bool(_BY.search(before) and _COMPARES.search(before)) and not _ASKS_CHANGE.search(for_models(question))


# From one amount to another: 从去年的18%升至35%.
_TO = (
    "(?:升|降|增|减|涨|跌|提高|下调|上调|缩[减短]|压缩|延长|扩[大展]|增加|减少|上升|下降|提升|变|改|调整?)"
    "[为至到]了?(?:约|近|逾)?"
)
_FORMERLY = re.compile("原|之前|此前|以前|起初|最初|从前|[由从]多少|(?:调整?|涨价?|降价?|改造?|上调|下调|提高)前")
# What is to come is not so now: 将从180人增至260人.
_ONCE = re.compile("[由从](?P<when>[\u4e00-\u9fff]{2,6}?)[时前]?的?约?$")
# 与去年同期相比,投诉量由538件下降到402件
_COMPARED_WITH = re.compile("[与和同跟](?P<when>去年(?:同期)?|上年(?:同期)?|前年|年初|上(?:个?月|季度|届|周))相?比")
_STILL_TO_COME = re.compile("(?:将(?=[把由从再在于继进逐陆])|拟(?![定人])|计划|预计|明年|打算)[^,，。;；]*$")
_NOW = re.compile("现在|目前|如今|现有|眼下|现阶段")
_OF_TIME = frozenset(("秒", "分钟", "小时", "天", "周", "月", "年", "季度"))
# These mean it only where they stand with it: 从去年的18%.
_OF_BEFORE = re.compile(
    r"(?P<when>去年(?:同[期月])?|前年|年初|上(?:年(?:同[期月])?|季度?|月|届)|\d{4}年|[\d一二三四五六七八九十]{1,3}年前)[时末底]?的?约?$"
)


def changed(question: str, text: str, start: int, end: int, low: int, high: int) -> Span:
    """Move a span to the amount that something came to, or was before where a question asks that; any other stays.

    >>> t = "占比从去年的18%升至35%"
    >>> [t[slice(*changed(q, t, 6, 9, 0, len(t)))] for q in ("占比是多少?", "去年占比是多少?", "占比提高了多少?")]
    ['35%', '18%', '18%']
    >>> t = "与去年同期相比,投诉由538件降到402件"
    >>> [t[slice(*changed(q, t, 17, 21, 0, len(t)))] for q in ("去年同期有多少投诉?", "有多少投诉?")]
    ['538件', '402件']
    >>> t = "将从180人增至260人"
    >>> [t[slice(*changed(q, t, 9, 13, 0, len(t)))] for q in ("现在有多少人?", "将有多少人?")]
    ['180人', '260人']
    """
    plain, asked = for_models(text[low:high]), for_models(question)
    if len(plain) != high - low or _BY_HOW_MUCH.search(asked):
        return start, end
    for to in re.finditer(_TO, plain):
        before = [f for f in figures(plain[: to.start()]) if f.end == to.start()]
        behind = [f for f in figures(plain[to.end() :]) if f.start == 0]
        if before and behind:
            first = low + before[0].start, low + before[0].end
            last = low + to.end(), low + to.end() + behind[0].end
            if _same_sort(before[0], behind[0]) and start < last[1] and first[0] < end:
                then = _OF_BEFORE.search(plain[: before[0].start])
                before_that = then and re.sub("同[期月]$", "", then["when"]) in asked
                # 由批复时的152亿元增加到171亿元
                once = _ONCE.search(plain[: before[0].start])
                beside = _COMPARED_WITH.search(plain[: before[0].start])
                before_that = before_that or any(m and m["when"] in asked for m in (once, beside))
                still = _STILL_TO_COME.search(plain[: before[0].start]) and _NOW.search(asked)
                return first if before_that or still or _FORMERLY.search(asked) else last
    return _in_the_end(asked, plain, start - low, end - low, low) or (start, end)


def _same_sort(before: Figure, behind: Figure) -> bool:
    """Tell whether one amount can become another: 22% no eighth place, but 4小时 20分钟."""
    of_time = {before.unit, behind.unit} <= _OF_TIME
    return before.kind == behind.kind and (of_time or compatible(before.unit, behind.unit))


_PAST_YEAR = re.compile(r"\d{4}年")
_THIS_YEAR = re.compile("今年|现在|目前|如今|眼下|去年")


def is_of_then(question: str, sentence: str, clause: str) -> bool:
    """Tell whether a clause is about a year that is past, another about now, and a question asks for now.

    >>> told = "2015年是80块,今年涨到了260块"
    >>> is_of_then("现在多少钱?", told, "2015年是80块"), is_of_then("2015年多少钱?", told, "2015年是80块")
    (True, False)
    """
    now = (_NOW.search(question) or "今年" in question) and not re.search("哪|何时|什么时候|几时", question)
    dated = _PAST_YEAR.search(clause) and not _THIS_YEAR.search(clause) and not re.search("截|其中", clause)
    dated = dated and not re.search("[比较]|提前|推迟", clause)
    return bool(
        now
        and dated
        and not _ASKS_CHANGE.search(question)
        and re.search("今年|现在|目前|如今", sentence.replace(clause, ""))
    )


_RIGHT_BEHIND = 8  # characters, a comma none of them
_ANY_CHANGE = re.compile("高(?!峰)|[增减升降涨跌多少低快慢,，;；]")
# What something is compared with: 较年初减少.
_BESIDE = re.compile(
    "[比较](?:于|之)?(?P<when>年初|期初|去年(?:同期|[底末])?|上年(?:同期|[底末])?|前年|上一?(?:季度|[月周届次代款版])末?"
    "|[一二三四]季度末?|[上下]半年|\\d{4}年(?:同期|[底末初])?)"
)


def is_of_now(question: str, sentence: str, start: int) -> bool:
    """Tell whether a sentence names the time that a question asks about only as what its amounts are compared with.

    :param start: of the amount in the sentence; one right behind the time is of that time.

    >>> is_of_now("年初有多少人?", "现有1863人,较年初减少74人", 2), is_of_now("比年初少多少?", "较年初减少74人", 5)
    (True, False)
    >>> is_of_now("2021年有多少辆?", "总量比2021年高峰时的27万辆少", 11)
    False
    """
    for beside in _BESIDE.finditer(sentence):
        between = sentence[beside.end() : start] if beside.end() <= start else None
        own = between is not None and len(between) <= _RIGHT_BEHIND and not _ANY_CHANGE.search(between)
        own = own or (between is not None and re.search("[当那彼]时", between) is not None)
        if beside["when"] in question and not own and not _ASKS_CHANGE.search(question):
            return beside["when"] not in _BESIDE.sub("", sentence)
    return False


# At first, and in the end: 起初只有三成,后来稳定在八成五.
_AT_FIRST = re.compile("起初|最初|一开始|刚开始|开始时|原先|原本|当初")
_IN_THE_END = re.compile("最[后终]|后来|如今|现在|目前")
_LATER = re.compile("(?:后来|随后|如今|现在|目前|最终|最后|到后来)[^,，。;；]*")


def _in_the_end(asked: str, plain: str, start: int, end: int, low: int) -> Span | None:
    """Return the amount that something came to in the end for one of the beginning, where a question asks for that."""
    if not _IN_THE_END.search(asked):
        return None
    for first in _AT_FIRST.finditer(plain, 0, start):
        if _CLAUSE_END.search(plain[first.end() : start]):
            continue
        if (later := _LATER.search(plain, end)) and (mine := figures(plain[start:end])):
            its = [f for f in figures(later[0]) if (f.kind, f.unit) == (mine[0].kind, mine[0].unit)]
            if len(its) == 1:
                return low + later.start() + its[0].start, low + later.start() + its[0].end
    return None


# So many of so many: 9台发动机中的2台.
_OF_THESE = re.compile(r"(?:中|里|当中)(?:的|,|,?有|,?已有)?$")
_ONLY = re.compile("^[\u4e00-\u9fff]{0,4}(?:只|仅)有$")  # 14座车站只有9座
_OUT_OF = re.compile(r"^ (?:out )?of (?:the|its|their|his|her|these|all) (?:\w+ )?$")
_THEREOF = re.compile("其中")


def of_the_part(question: str, text: str, start: int, end: int, low: int, high: int) -> Span:
    """Move an amount to the one of the whole, or of the part, that the question is about; any other stays.

    >>> t = "9台发动机中的2台异常关机"
    >>> [t[slice(*of_the_part(q, t, 0, 2, 0, len(t)))] for q in ("几台异常关机?", "共有几台发动机?")]
    ['2台', '9台']
    >>> t = "已发射7次,其中6次成功"
    >>> [t[slice(*of_the_part(q, t, 8, 10, 0, len(t)))] for q in ("发射过几次?", "几次成功?")]
    ['7次', '6次']
    >>> t = "at least seven of the 312 objects had forged papers"
    >>> t[slice(*of_the_part("How many objects had forged papers?", t, 22, 25, 0, len(t)))]
    'seven'
    """
    plain, asked = for_models(text[low:high]), for_models(question)
    if len(plain) != high - low:
        return start, end
    if (out_of := _english_part(asked, plain, start - low, end - low)) is not None:
        return low + out_of[0], low + out_of[1]
    told = [f for f in figures(plain) if f.unit]
    for whole, part in pairwise(told):
        between = plain[whole.end : part.start]
        behind = _CLAUSE_END.split(plain[part.end :], maxsplit=1)[0]
        if part.unit != whole.unit or not (
            _OF_THESE.search(between) or _THEREOF.search(between) or _ONLY.search(between)
        ):
            continue
        if _CLAUSE_END.search(between) and not _THEREOF.search(between):
            continue
        before = re.split("[,，;；]", plain[: whole.start])[-1]
        of_part = _shared(asked, behind) or _shared(asked, between.partition("其中")[2])
        of_whole = _shared(asked, before)
        if _ONLY.search(between) and not re.search("一?共|总|全部", asked) and not of_whole:
            of_part = 1
        chosen = (low + whole.start, low + whole.end), (low + part.start, low + part.end)
        both = start <= chosen[0][0] and chosen[1][1] <= end
        if start < chosen[0][1] and chosen[0][0] < end and (of_part > of_whole or (both and of_part == of_whole)):
            return chosen[1]
        if start < chosen[1][1] and chosen[1][0] < end and of_whole > of_part:
            return chosen[0]
    return start, end


_OF_THE_WHOLE = re.compile(r"(?: \w+)? (?:who|that|which) (?P<does>\w+)")
_HOW_MANY_IN_ALL = re.compile(
    r"\b(?:total|in all|altogether|overall|(?:are|were) (?:there|in)|do|does|did)\b|\b(?:has|have|own)\W*$",
    re.IGNORECASE,
)


def _english_part(question: str, told: str, start: int, end: int) -> Span | None:
    """Return the part in “seven of the 312 objects”, where the whole stands at [start, end) and not that is asked."""
    for part, whole in pairwise(figures(told)):
        if _OUT_OF.match(told[part.end : whole.start]) and start < whole.end and whole.start < end:
            of_whole = _OF_THE_WHOLE.match(told, whole.end)  # 40 of the 200 people who work there
            asks_whole = of_whole is not None and of_whole["does"] in question
            return None if asks_whole or _HOW_MANY_IN_ALL.search(question) else (part.start, part.end)
    return None


def _shared(question: str, words: str) -> int:
    """Count the pairs of characters that two texts share."""
    return len(
        {question[i : i + 2] for i in range(len(question) - 1)} & {words[i : i + 2] for i in range(len(words) - 1)}
    )
