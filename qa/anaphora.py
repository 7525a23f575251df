"""Replaces 他, 它, 该公司, 那里, 当时 and the like by what they stand for in the turns before."""

import re
from collections.abc import Callable, Collection

from qa.mentions import named, phrases, sort_of
from qa.question import language_of
from qa.referents import Thread
from qa.wording import statement

_HE = re.compile(
    r"(?<![其吉])他(?![们人国乡方者]|山之石)|她(?!们)|(?<!另外)(?:这|那|此)(?:一)?(?:个|位|名)(?:人|先生"
    r"|女士|领导|官员|男子|女子|男的|女的)(?!员|士)|(?:这|那)(?:位|名)(?=[是在有说的,，?？]|什么|多|叫|$)"
    r"|此人(?!员)|该(?:负责人|官员|男子|女子|人)(?![民员士])|(?:^|(?<=[,，]))本人(?=的|是|有)"
)
_THEY = re.compile(
    r"(?:他|她|它)们(?:俩|两个?|几个|三个)?|(?:这|那)(?:两|几|三|四|五|些)个?[位名]?人|(?<![有是])(?:^|(?<=[,，]))(?:两人|二人|双方|两者)"
)
# 其 is a pronoun where a word begins with it, not in 其中, 其他, 尤其.
_ITS = re.compile(r"(?:^|(?<=[,，对在由将为把向以及和与是]))其(?![他它她实中次余间后一二三])")
_IT = re.compile(r"(?<!其)它(?!们)")
_BARE = re.compile(
    r"(?:^|(?<=[,，]))(?:这|那)(?:个|项|款|部|本|份|件|种|座|座|艘|架)?(?=(?:是|有|叫|在|为|由|会|能|对|让|什么|多|怎么|的|又|到底|究竟)|$|[,，?？])"
    r"|(?<=[是对把与和由从])(?:这个|那个)(?=[?？的]|$)"
)
# What was said as a whole: 这说明什么? 这件事是真的吗?
_THAT_FACT = re.compile(
    r"^(?:这|那|这件事|那件事|此事|这事|那事|这一点|这)(?:情?)(?=(?:又|都|到底|究竟|能|就)?(?:说明|意味"
    r"|表明|导致|造成|引起|怎么回事|是怎么回事|是为什么|为什么|是为何|是真的|属实|是因为|是什么原因|发生"
    r"|是怎么|是什么时候|是在|对|有什么|有何|会))"
)
_THERE = re.compile(
    r"(?<![是到去来哪])(?:那里|那儿|那边|当地|该地|此地|那个地方|这里|这儿)(?!面)|(?<=[到去来在从])(?:那里|那儿|那边|这里|这儿|当地)"
)
_THEN = re.compile(
    r"(?:在)?(?P<year>那一?年|当年|同年|这一年|该年)|(?P<month>那个?月|当月|该月)|(?P<day>那一?天|当天"
    r"|当日|这一天|同一天|同日|该日)|(?P<any>那时候?|当时|到时候?|那个时候|届时|这期间|那段时间|此时)"
)
_THAT_TIME = re.compile(r"(?:那|这)(?:一)?次(?![^为什怎有是,，?？的谁]{1,6}[会赛展])")
_DETERMINED = re.compile(
    r"(?:该|上述|前述|(?:这|那|此|本)(?:一)?(?:家|个|位|名|场|次|起|项|部|份|件|款|种|座|所|篇|届|支|只|艘"
    r"|辆|架|本|首|笔|股|条|批|则|处|块|台|幅|间|套|轮|枚|门|片|头|类|道|棵|群|档|期|桩|宗"
    r"|段)?)(?=[\u4e00-\u9fff])"
)
_PAGE_NOUN = re.compile(
    r"文章|新闻|报道|报导|稿|网页|页面|问题|话题|里|些|么|样|边|儿|时|次|天|年|月|会儿|期间|之|以|来|类|点|人|位|名"
)
# Nouns of a kind that the tagger joins with what is around them.
_NOUN = re.compile(
    r"公司|集团|企业|机构|单位|组织|部门|学校|大学|医院|银行|球队|队伍|队|党|会议|大会|活动|仪式|论坛|比赛"
    r"|赛事|事故|事件|案件|案子|案|火灾|爆炸|地震|台风|办法|方案|规定|条例|政策|法案|法律|文件|报告|论文"
    r"|电影|影片|节目|书|歌|城市|国家|地区|地方|省|市|县|镇|村|岛|系统|产品|项目|计划|技术|平台|疫苗|病毒"
    r"|奖项|奖"
)
_EN_HE = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_EN_HIS = re.compile(r"\bhis\b|\bher\b(?= [a-z]+\b)(?! (?:a|the|to|in|on|at|and|for|with|from)\b)", re.IGNORECASE)
_EN_HER = re.compile(r"\bher\b", re.IGNORECASE)
_EN_THEY = re.compile(r"\b(?:they|them|those people|these people|both of them|the two of them)\b", re.IGNORECASE)
_EN_NAMES = re.compile(r"\bnames?\b", re.IGNORECASE)
_EN_THEIR = re.compile(r"\btheir\b", re.IGNORECASE)
_EN_ITS = re.compile(r"\bits\b", re.IGNORECASE)
_EN_IT = re.compile(
    r"\b(?:this|that) one\b|\bit\b(?! (?:true|rain|snow|possible|likely|clear|take to)\b)|^(?:this"
    r"|that)(?= (?:is|was|has|happen))|\b(?:is|was|did|does|about|of|for) (?P<it>this|that)\b(?! [a-z])",
    re.IGNORECASE,
)
_EN_THERE = re.compile(
    r"\b(?<!is )(?<!are )(?<!was )(?<!were )(?<!did )there\b(?! (?:is|are|was|were)\b)", re.IGNORECASE
)
_EN_THEN = re.compile(
    r"\b(?:(?:that|the same) (?P<grain>year|month|day)|(?:at that time|back then|by then|then(?=\W*$)))\b",
    re.IGNORECASE,
)
_EN_THE = re.compile(
    r"\b(?:the|this|that) (?P<noun>company|firm|corporation|organi[sz]ation|university|school|party|team"
    r"|city|country|province|man|woman|person|official|meeting|event|report|book|film|plan)\b(?! (?:of|in"
    r"|that|who|which|from)\b)",
    re.IGNORECASE,
)
_EN_KINDS = {
    "company": "公司", "firm": "公司", "corporation": "公司", "organisation": "组织", "organization": "组织",
    "university": "学校", "school": "学校", "party": "党", "team": "队", "city": "城市", "country": "国家",
    "province": "省", "meeting": "会议", "event": "活动", "report": "报告", "book": "书", "film": "电影",
    "plan": "计划",
}  # fmt: skip


def resolve(plain: str, thread: Thread) -> str:
    """Return a question with its pronouns replaced; those whose meaning is unsure are left as they are.

    :param plain: as the models read it.
    """
    return _resolve_english(plain, thread) if language_of(plain) == "en" else _resolve_chinese(plain, thread)


def within(plain: str, people: Collection[str]) -> str:
    """Return a message of several sentences with each he and she replaced by whom the sentence before named alone.

    >>> within("李雷是谁?他多大?", ["李雷"])
    '李雷是谁?李雷多大?'
    """
    match = re.match(r"([^?？。!！;；]{2,80}[?？。!！;；]\s?)(.{2,80})$", plain)
    if not match or len(names := {m.text for m in named(match[1], people)}) != 1 or named(match[2], people):
        return plain
    return match[1] + _HE.sub(_as_is(names.pop()), match[2])


def _earlier(plain: str, at: int, thread: Thread) -> bool:
    """Tell whether the same sentence names a person before an offset, whom a pronoun then means: 姚林说他…."""
    begin = max(plain.rfind(c, 0, at) for c in "?？。!！;；") + 1
    names = named(plain[begin:at], thread.people)
    # 姚林和他: the pronoun is another person than the one beside it.
    return bool(names) and not re.search(r"(?:和|与|跟|同|及|、|对|向|给|比)$", plain[begin:at])


def _substitute(pattern: re.Pattern[str], plain: str, words: str | None, thread: Thread, behind: str = "") -> str:
    if not words:
        return plain

    def put(match: re.Match[str]) -> str:
        return match[0] if _earlier(plain, match.start(), thread) else f"{words}{behind}"

    return pattern.sub(put, plain)


def _resolve_chinese(plain: str, thread: Thread) -> str:
    text = plain
    if _THAT_FACT.search(text) and (told := statement(thread)):
        # The whole statement, which a person would point at: 甲公司裁员了500人,这说明什么?
        if re.match(r"(?:这|那)(?:件)?(?:事|一点)|此事", text):
            return (
                f"{told}{text}"
                if thread.event() is None
                else re.sub(r"^(?:(?:这|那)(?:件)?(?:事|一点)|此事)情?", thread.event() or "", text)
            )
        if not re.match(r"(?:这|那)(?:是什么时候|是在|是怎么|对|有什么|有何|会)", text):
            return f"{told},{text}"
    if _THEY.search(text):
        text = _substitute(_THEY, text, thread.several(), thread)
    if _HE.search(text):
        text = _substitute(_HE, text, thread.person(), thread)
    text = _determined(text, thread)
    if _IT.search(text):
        text = _IT.sub(_as_is(thread.thing()), text) if thread.thing() else text
    if _ITS.search(text):
        owner = _owner(text, thread)
        text = _ITS.sub(_as_is(f"{owner}的"), text) if owner else text
    if _THERE.search(text) and (place := thread.place()):
        text = _THERE.sub(_as_is(place), text)
    text = _times(text, thread)
    if text == plain and _BARE.search(text) and (thing := thread.thing()):
        text = _BARE.sub(_as_is(thing), text, count=1)
    return text


def _as_is(words: str | None) -> Callable[[re.Match[str]], str]:
    """Return a replacement whose backslashes are no references to groups."""
    return lambda _: words or ""


def _owner(plain: str, thread: Thread) -> str | None:
    """Return whose 其 is: a person's where a person was last spoken of, else a thing's."""
    person = thread.person()
    asked = thread.last_analysed()
    if person and (asked.wants == "person" or person in thread.last):
        return person
    return thread.thing() or person


def _times(text: str, thread: Thread) -> str:
    def put(match: re.Match[str]) -> str:
        grain = next((g for g, name in (("年", "year"), ("月", "month"), ("日", "day")) if match[name]), "")
        return thread.time(grain) or match[0]

    if re.search(r"\d年|\d月|\d[日号]", text):
        return text  # 2008年当时: the time stands there
    text = _THEN.sub(put, text, count=1)
    if (match := _THAT_TIME.match(text)) and (when := thread.time()):
        text = f"{when}{match[0]}{text[match.end() :]}"
    return text


def _determined(text: str, thread: Thread) -> str:
    """Replace 该公司, 这场爆炸, 上述报告 by the thing of that kind; one that is told closely enough stays."""
    found = phrases(text, thread.people)
    for match in reversed(list(_DETERMINED.finditer(text))):
        if match[0] == "本" or _PAGE_NOUN.match(text, match.end()):
            continue
        phrase = next((m for m in found if m.start <= match.end() < m.end), None)
        kind = _NOUN.match(text, match.end())
        noun = text[match.end() : phrase.end].split("的")[0] if phrase else kind[0] if kind else ""
        if not noun or len(noun) > 8:
            continue
        name = thread.of_kind(noun)
        if name is None and (match[0][-1] in "位名" or (match[0] in ("该", "上述") and _role(noun))):
            name = thread.person()  # 这位: only people are counted so
        if name is None and len(noun) <= 2 and match[0] in ("该", "上述"):
            continue
        if name and noun not in ("人",) and name not in text:
            text = f"{text[: match.start()]}{name}{text[match.end() + len(noun) :]}"
    return text


def _role(noun: str) -> bool:
    return sort_of(noun, ()) == "person"


def _resolve_english(plain: str, thread: Thread) -> str:
    text = plain
    # Did Yao Lin say that he …: whom the same question names.
    name_inside = any(m.sort == "person" for m in phrases(plain, thread.people))
    if not name_inside:
        if person := thread.person():
            text = _EN_HIS.sub(_as_is(f"{person}'s"), text)
            text = _EN_HER.sub(_as_is(person), _EN_HE.sub(_as_is(person), text))
        # A thing may be they (a firm), but has no names.
        one = None if _EN_NAMES.search(text) else thread.thing()
        if (_EN_THEY.search(text) or _EN_THEIR.search(text)) and (several := thread.several() or one):
            text = _EN_THEIR.sub(_as_is(f"{several}'s"), _EN_THEY.sub(_as_is(several), text))

    def the(match: re.Match[str]) -> str:
        noun = match["noun"].lower()
        if noun in ("man", "woman", "person", "official"):
            return thread.person() or match[0]
        return thread.of_kind(noun) or thread.of_kind(_EN_KINDS[noun]) or match[0]

    text = _EN_THE.sub(the, text)
    if thing := thread.thing():
        text = _EN_ITS.sub(_as_is(f"{thing}'s"), text)
        text = _EN_IT.sub(lambda m: m[0].replace(m["it"], thing) if m["it"] else thing, text, count=1)
    if _EN_THERE.search(text) and (place := thread.place()):
        text = _EN_THERE.sub(_as_is(f"in {place}"), text)
    if (match := _EN_THEN.search(text)) and not re.search(r"\b\d{4}\b", text):
        grain = {"year": "年", "month": "月", "day": "日"}.get((match["grain"] or "").lower(), "")
        if when := thread.time(grain):
            before = text[: match.start()].rstrip()
            joined = when if re.search(r"\b(?:in|on|by|since|until)$", before) else f"in {when}"
            text = f"{before} {joined}{text[match.end() :]}"
    return text
