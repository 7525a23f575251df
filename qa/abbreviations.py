"""Writes well-known short and long forms of a question as the article does: CEO for 首席执行官, 央行 for 人民银行."""

import re
from functools import cache

from qa.digits import value

# The same under several names; none of them means anything else in news.
_SAME = tuple(
    tuple(line.split("/"))
    for line in """
    CEO/首席执行官 CFO/首席财务官 COO/首席运营官 CTO/首席技术官 MVP/最有价值球员/最有价值运动员 董秘/董事会秘书
    GDP/国内生产总值/地区生产总值 CPI/居民消费价格指数/居民消费价格 PPI/工业生产者出厂价格指数/工业生产者出厂价格
    PMI/采购经理指数/采购经理人指数 IPO/首次公开发行/首次公开募股 AI/人工智能 VR/虚拟现实 APP/应用程序/手机应用
    WHO/世界卫生组织/世卫组织 WTO/世界贸易组织/世贸组织 IMF/国际货币基金组织 FIFA/国际足联 IOC/国际奥委会
    NASA/美国国家航空航天局/美国航天局/美国宇航局 NATO/北约 OPEC/欧佩克/石油输出国组织
    FDA/美国食品药品监督管理局/美国食药监局 央行/人民银行 发改委/发展改革委/发展和改革委员会
    国资委/国有资产监督管理委员会 证监会/证券监督管理委员会 卫健委/卫生健康委/卫生健康委员会
    人社局/人力资源和社会保障局/人力资源社会保障局 人社部/人力资源和社会保障部/人力资源社会保障部
    住建局/住房和城乡建设局/住房城乡建设局 住建部/住房和城乡建设部/住房城乡建设部 工信部/工业和信息化部
    工信局/工业和信息化局 市监局/市场监管局/市场监督管理局 应急局/应急管理局 文旅局/文化和旅游局 文旅部/文化和旅游部
    营收/营业收入 三季报/三季度报告/第三季度报告 一季报/一季度报告/第一季度报告 半年报/半年度报告 高铁/高速铁路
    奥运会/奥林匹克运动会 亚运会/亚洲运动会 全运会/全国运动会 世锦赛/世界锦标赛 新冠/新型冠状病毒
    网信办/互联网信息办公室 交警队/交警大队/公安交通管理大队 全国人大/全国人民代表大会
    百米/100米 去年同期/上年同期 去年底/上年末/上年底
    """.split()
)


_MONTHS = ("", "(?:1|一)", "(?:2|[二两])", *(f"(?:{n}|{c})" for n, c in enumerate("三四五六七八九十", 3)), "11", "12")
_FIRST_MONTHS = re.compile(r"前(?P<last>\d|1[01]|[二两三四五六七八九十])个?月|1月?[-~—至到](?P<last2>\d|1[01])月")
_WEEKDAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")


# 经营收入, 新冠军 and 欧洲央行 are something else.
_NOT_INSIDE = {"营收": "(?<!经)营收(?!入)", "新冠": "新冠(?!军)", "央行": "(?<![洲本度斯])(?<!(?<!中)国)央行"}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return what finds a name, but not inside another word."""
    if name.isascii():
        return re.compile(rf"(?<![A-Za-z]){name}(?![A-Za-z])", re.IGNORECASE)
    return re.compile(_NOT_INSIDE.get(name, name))


def as_written(question: str, article: str) -> str:
    """Return a question with each such name that the article lacks written as the article has it.

    :param question: and `article`, folded and simplified, as by `for_models`.

    >>> as_written("CEO是谁?", "首席执行官郗望舒表示"), as_written("CEO是谁?", "CEO郗望舒表示")
    ('首席执行官是谁?', 'CEO是谁?')
    """
    for names in _SAME:
        for name in names:
            if not _pattern(name).search(question) or _pattern(name).search(article):
                continue
            if other := next((n for n in names if _pattern(n).search(article)), None):
                question = _pattern(name).sub(other, question)
                break
    question = _FIRST_MONTHS.sub(lambda months: _months(months, article), question)
    return _WEEKDAY.sub(lambda day: _weekday(day, article), question)


def _months(months: re.Match[str], article: str) -> str:
    """Return the first months of a year as the article writes them: 1至8月 for 前八个月."""
    number = value(months["last"] or months["last2"])
    if months[0] in article or number is None:
        return months[0]
    form = re.search(rf"(?<!\d)1月?(?:份)?[-~—至到]{number}月份?|前{_MONTHS[int(number)]}个?月", article)
    return form[0] if form else months[0]


def _weekday(day: re.Match[str], article: str) -> str:
    """Return a day of the week as the article writes it: 周一 for 礼拜一."""
    forms = (week + name for week in ("周", "星期", "礼拜") for name in ("日天" if day[1] in "日天" else day[1]))
    return day[0] if day[0] in article else next((form for form in forms if form in article), day[0])
