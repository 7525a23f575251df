"""What a question for a list or a count tells about the list: how many, of what, and of which sort each item is."""

import re
from dataclasses import dataclass

from qa.digits import ENGLISH_DIGITS, value
from qa.names import POST
from qa.normalize import for_models
from qa.question import ORDINAL, Question, Wants
from qa.units import UNITS

_NUMERAL = r"(?:[二两三四五六七八九十]|(?<!\d)\d{1,2}(?![\d.]))"
_MEASURE = "|".join(sorted((re.escape(u) for u in [*UNITS, "方面", "大", "步", "要求"]), key=len, reverse=True))
_WHICH = rf"哪(?:些|几|{_NUMERAL})"
# How many items there must be: 哪三个城市, 四点要求分别是什么, 排前三的是哪几种.
_ASKED = re.compile(
    rf"哪({_NUMERAL})|({_NUMERAL})\s?大?(?:{_MEASURE})[^,，。?？]{{0,12}}?(?:分别|[是有包指](?:括|的是)?)[^,，。?？]{{0,4}}?(?:哪|什么|啥|谁)"
    rf"|前({_NUMERAL})(?:名|位|个|种|家|大)?的?(?:[^,，?？]{{0,6}})?(?:是|为|有)",
)
_WHICH_ONES = re.compile(_WHICH)
_BEHIND = re.compile(rf"{_WHICH}\s?大?(?:{_MEASURE})?(?:的)?(?P<noun>[\u4e00-\u9fffA-Za-z]{{1,6}})")
_BEFORE = re.compile(
    rf"(?P<noun>[\u4e00-\u9fffA-Za-z]{{2,4}}?)(?:都|一共|总共|分别|具体|主要|还)*(?:[是有]|包[括含]|叫)?(?:{_WHICH}(?:{_MEASURE})?|什么|谁|(?:几|多少)(?:{_MEASURE})(?=[?？]|$))"
)
_COUNTED = re.compile(rf"(?:几|多少)\s?大?(?P<measure>{_MEASURE})?(?P<noun>[\u4e00-\u9fff]{{0,6}})")
_NOT_COUNTED = re.compile(r"哪|什么|啥|谁|分别|几[月号日]")
# What speaks of the list as a list and not of what is in it.
_FRAME = re.compile(
    rf"{_WHICH}\s?大?(?:{_MEASURE})?|(?:几|多少|{_NUMERAL})\s?大?(?:{_MEASURE})|前{_NUMERAL}|列出的?|列举的?|罗列|点名|提[到及]的?|文章|文中|本文|报道里?|新闻|具体|方面|内容|一共|总共|(?:提出|作出|做出|给出)了?(?=哪|几|多少)|(?:说|表示|指出|强调|认为)(?:要|了)?|分[为成]?(?=$|[?？哪几])|包[括含]|分别"
)
_ENGLISH_NUMBER = "|".join(ENGLISH_DIGITS)
_ENGLISH = re.compile(
    rf"\b(?:which|what(?: (?:are|were))?|name|list)(?: the)?(?: (?P<number>{_ENGLISH_NUMBER}|\d{{1,2}}))?"
    r" (?P<noun>[a-z]{3,20})",
    re.IGNORECASE,
)
_ENGLISH_FRAME = re.compile(
    rf"\b(?:which|what|name|list|things?|steps?|points?|items?|first|second|third|fourth|fifth|last|{_ENGLISH_NUMBER})\b",
    re.IGNORECASE,
)
# Nouns that name no sort of thing.
_EMPTY = frozenset("方面 内容 情况 东西 事情 特点 问题 时候 措施 要求 建议 工作 举措 意见 原因".split())
_VERBS = re.compile(
    r"^(?:是|有|在|被|把|会(?![议员长场])|能(?![力源量])|可|将|要|得|参|出|做|说|讲|获|受|来|去|进|开|提|采|组|发|引)"
)
_SORTS: tuple[tuple[Wants, re.Pattern[str]], ...] = (
    ("person", re.compile(r"^人(?![类工])|领导|嘉宾|专家|选手|球员|运动员|学者|演员|明星|官员|负责人|高管")),
    (
        "organisation",
        re.compile(r"(?:公司|企业|单位|机构|部门|集团|组织|协会|法院|学校|大学|医院|银行|高校|球队|院校|央企|国企)"),
    ),
    ("place", re.compile(r"^(?:国家|城市|省|市|县|地区|地方|区县|村|乡镇|地点|场馆|街道)")),
)
_PERSON = re.compile(r"哪[些几二两三四五六七八九十]位|哪[些几二两三四五六七八九十]个?人|谁")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list question asks for.

    :param number: how many items there must be, or None where it does not say.
    :param noun: its first two characters, or "".
    :param pairs: the character pairs of the noun that names the items (城市 -> 城市; 防暑用品 -> 防暑, 暑用, 用品).
    :param sort: of each item.
    :param measure: the word that the items are counted with, or "".
    :param only_counted: whether nothing but their number is asked for.
    """

    number: int | None
    noun: str
    pairs: frozenset[str]
    sort: Wants
    measure: str
    only_counted: bool


def _noun(plain: str) -> str:
    """Return the words that name the items: those right behind 哪些 or 几个, or else the last before them."""
    if (found := _COUNTED.search(plain)) and found["noun"]:
        return found["noun"]
    if (found := _BEHIND.search(plain)) and not _VERBS.match(found["noun"]):
        return found["noun"]
    found = _BEFORE.search(plain)
    return found["noun"][-2:] if found else ""


def content(question: Question) -> str:
    """Return a question without what only says that it asks for a list.

    >>> from qa.question import analyse
    >>> content(analyse("报道里提到的三位副局长分别是谁?"))
    ' 副局长 是谁?'
    """
    plain = ORDINAL.sub(" ", for_models(question.text))
    return re.sub(r"\s+", " ", _ENGLISH_FRAME.sub(" ", _FRAME.sub(" ", plain)))


def wanted(question: Question) -> Wanted:
    """Tell what list a question asks for.

    >>> from qa.question import analyse
    >>> w = wanted(analyse("哪三个城市举行了比赛?")); w.number, w.sort, "城市" in w.pairs
    (3, 'place', True)
    """
    plain = for_models(question.text)
    if question.language == "en":
        return _wanted_in_english(question, plain)
    asked = _ASKED.search(ORDINAL.sub("", plain))
    number = value(asked[1] or asked[2] or asked[3]) if asked else None
    noun = _noun(plain)
    pairs = frozenset(noun[i : i + 2] for i in range(min(3, len(noun) - 1))) - _EMPTY
    sort: Wants = next((name for name, pattern in _SORTS if pattern.search(noun)), "anything")
    # 在哪里 asks for a place; 在哪两次比赛 for what its noun says.
    if question.wants in ("person", "organisation", "title") or (
        question.wants == "place" and not _WHICH_ONES.search(plain)
    ):
        sort = question.wants
    counted = _COUNTED.search(plain)
    measure = (counted["measure"] or "") if counted else ""
    if _PERSON.search(plain) or UNITS.get(measure) == "人":
        sort = "person"
        pairs |= {post[:2] for post in re.findall(rf"副?(?:{POST})", plain)}
    only_counted = counted is not None and not _NOT_COUNTED.search(plain)
    return Wanted(int(number) if number is not None else None, noun[:2], pairs, sort, measure, only_counted)


def _wanted_in_english(question: Question, plain: str) -> Wanted:
    """Tell what list an English question asks for."""
    found = _ENGLISH.search(plain)
    numeral = (found["number"] or "").lower() if found else ""
    number = ENGLISH_DIGITS.get(numeral, int(numeral) if numeral.isdecimal() else None)
    noun = re.sub(r"(?:ies|es|s)$", "", found["noun"].lower()) if found else ""
    only_counted = bool(re.search(r"\bhow many\b", plain, re.IGNORECASE))
    sort: Wants = question.wants if question.wants in ("person", "place", "organisation", "title") else "anything"
    return Wanted(number, noun, frozenset({noun} - {""}), sort, "", only_counted)
