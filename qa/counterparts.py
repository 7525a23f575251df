"""Asks a question again of the counterpart of what it names: 冬天 for 夏天, 现在 for 起初, 比去年 for 比上个月."""

import re

from qa.mentions import TIME

_PHASES = (
    "刚开始 一开始 开始的时候 最开始 起初 最初 当初 以前 从前 过去 原来 原先 本来 此前 之前 当时 那时候? 那会儿 早先"
    " 现在 如今 眼下 目前 后来 以后 之后 将来 今后 最终"
)
# Words of one row stand for each other in a question. The longer come first.
_ROWS = tuple(
    re.compile("|".join(sorted(row.split(), key=len, reverse=True)))
    for row in (
        _PHASES,
        "春天 夏天 秋天 冬天 春季 夏季 秋季 冬季 旺季 淡季 平季",
        "白天 晚上 夜里 夜间 早上 上午 中午 下午 傍晚 半夜 凌晨",
        "平时 平日 工作日 周末 双休日 节假日 寒假 暑假",
        "高峰期? 平峰期? 早高峰 晚高峰 低谷",
        "同比 环比",
        "线上 线下 网上 现场",
        "大人 成人 小孩 孩子 儿童 老人 老年人 大学生 中学生 小学生 学生 军人 残疾人",
        "最高 最低 最多 最少 最大 最小 最长 最短 最贵 最便宜 最早 最晚 最快 最慢",
    )
)
_WHILE = re.compile(r"(?P<what>[\u4e00-\u9fff]{1,3})的时候")
_THAN = re.compile(r"(?:跟|和|与|同)?(?P<than>[^,，?？]{1,8}?)相?比(?:较|起来)?")
# What a question compares with: a time.
_COMPARED = re.compile(
    r"(?<![占同环对])[比较](?P<than>(?:去年|上年|前年|今年|年初|上个?月|上一?季度|上周|昨天|\d{4}年|[\d一二三四五六七八九十]{1,2}月份?)"
    r"(?:同期|同月|这时候|的?时候)?)"
)
_NO_TIME = re.compile("[占同环对]$|性价$")
_LAST_YEAR, _LAST_MONTH = re.compile("去年|上年"), re.compile("上个?月|上一?季度")
_GROWTH = re.compile("同比|环比")
_MODEL = "(?:版本?|(?<![存贷捐罚赔汇付拨欠借])款|(?<![大小中新微重轻类])型|套餐|档|(?<![分适])配)"
_WHICH_ONE = re.compile(
    rf"^[^,，?？的]{{0,6}}[那这][个款种档只台部辆间](?:版本?|型号?|款|套餐|档)?|^[^,，?？的多几]{{1,6}}{_MODEL}"
)
_VERSION = re.compile(f"{_MODEL}的?$")


def instead(x: str, last: str) -> str | None:
    """Return the newest question with x where its counterpart stands; None where it has none.

    >>> instead("冬天", "夏天门票多少钱?"), instead("现在", "刚开始收多少钱?"), instead("最高配", "中间那款扫多大?")
    ('冬天门票多少钱?', '现在收多少钱?', '最高配扫多大?')
    >>> instead("人少的时候", "6路车人多的时候几分钟一趟?"), instead("跟去年比", "猪肉比上个月贵多少?")
    ('6路车人少的时候几分钟一趟?', '猪肉比去年贵多少?')
    >>> instead("跟上个月比", "CPI同比增长多少?"), instead("现在", "2015年门票多少钱?"), instead("上海", "北京多大?")
    ('CPI环比增长多少?', '现在门票多少钱?', None)
    """
    for row in _ROWS:
        if not row.fullmatch(x):
            continue
        there = list(row.finditer(last))
        if len(there) == 1 and there[0][0] != x and _is_word(last, *there[0].span()):
            return f"{last[: there[0].start()]}{x}{last[there[0].end() :]}"
        if row is _ROWS[0] and not there:
            times = list(TIME.finditer(last))
            return f"{last[: times[0].start()]}{x}{last[times[0].end() :]}" if len(times) == 1 else f"{x}{last}"
        return None
    if (while_ := _WHILE.search(x)) and (there_ := _WHILE.search(last)):
        same = len(while_["what"]) if while_.end() == len(x) else 0
        start = max(there_.start(), there_.end() - same - len("的时候"))
        return f"{last[:start]}{x}{last[there_.end() :]}" if same else None
    if (than := _THAN.fullmatch(x)) and not _NO_TIME.search(than["than"]):
        return _than(than["than"], last)
    if _VERSION.search(x) and (model := _WHICH_ONE.match(last)):
        return f"{x}{last[model.end() :]}"
    return None


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether [start, end) is no part of a longer word: no 学生 of 大学生."""
    import rjieba  # loads a dictionary, and only conversations need it

    at, edges = 0, {0}
    for word in rjieba.cut(text):
        at += len(word)
        edges.add(at)
    return start in edges and end in edges


def _than(other: str, last: str) -> str | None:
    """Return a question that compares, with something else to compare with."""
    if _GROWTH.search(last) and (_LAST_YEAR.search(other) or _LAST_MONTH.search(other)):
        return _GROWTH.sub("同比" if _LAST_YEAR.search(other) else "环比", last)
    if there := _COMPARED.search(last):
        return f"{last[: there.start('than')]}{other}{last[there.end('than') :]}"
    return None
