"""Completes a follow-up from the turns before it, by rules: pronouns, ellipsis, a topic carried over."""

import re
from collections.abc import Collection, Sequence

from qa.normalize import for_models
from qa.question import analyse, language_of
from qa.types import Answer

# Part-of-speech tags (ICTCLAS) of the words that a noun phrase is made of, and of those that may only stand inside one.
_NOMINAL = ("n", "vn", "j", "l", "i", "eng", "b", "an", "s", "t", "v n")
_INSIDE = ("m", "q", "a", "ad", "uj", "f", "x", "zg", "ng", "g", "k", "h", "nz")
# Nouns that name a property of something: alone they ask about what was talked of before.
_ATTRIBUTE = re.compile(
    r"时间|日期|地点|地方|原因|题目|标题|主题|名称|名字|内容|目的|结果|人数|数量|金额|价格|比例|职务|职位|身份|头衔|作者|意义|影响|背景|作用|特点|措施|要求|建议|观点|理由|依据|方式|方法|办法|单位|部门|国家|城市|年龄|学历|"
    r"情况|问题|人|事|事情|时候|一点|方面|哪里|原文|来源|过程|进展|计划|目标|标准|条件|范围|对象"
)
_ASKING = re.compile(
    r"[?？!！。]|请问|什么时候|为什么|为何|怎么样|怎么|怎样|如何|哪些人|哪些|哪几|哪[一二两三四五六七八九十]?[个项点条位家名天年]?|何时|何地|什么人|什么|多少|几(?=[个项点条位家名次人])[个项点条位家名次人]?|谁|吗|呢|是不是|是否|有没有"
)
_WHAT_ABOUT = re.compile(r"^(?:那|那么|那末|还有|至于|而)?[,，]?(.{1,30}?)(?:又)?(?:呢|怎么样|如何)[?？。! ]*$")
_EN_WHAT_ABOUT = re.compile(
    r"^(?:and |then )?(?:what|how) about (?P<x>.{1,60}?)\W*$|^and (?P<y>(?!when|why|where|who|what|how).{1,60}?)\W*$",
    re.I,
)
_IS_IT = re.compile(r"^(?:那)?(?:是|是不是)(?P<x>.{1,20}?)(?:吗|么|吧)?[?？。! ]*$")
_ASKED_PART = re.compile(r"谁|哪位|什么时候|何时|哪天|哪里|哪儿|哪家公司|哪个\S|什么\S?|多少")
_MORE = re.compile(
    r"^(?:还有(?:吗|呢|什么|哪些|别的吗)?|然后呢?|接着呢|继续|其他的?呢|别的呢|(?:and )?what else|anything else|go on)[?？。! ]*$",
    re.I,
)
_HE = re.compile(
    r"他(?!们|人|国|乡|方)|她(?!们)|这(?:个|位)(?:人|先生|女士|领导|官员)|那(?:个|位)人|此人|该(?:负责人|官员|男子|女子|人)(?!民)|本人(?=的|是)"
)
_IT = re.compile(
    r"它(?!们)|(?:^|(?<=[,，]))(?:这|那)(?=是|有|叫|在|为|由|会|能|对|让|发生|说明|意味|一|$|[,，?？])"
    r"|该(?:公司|集团|企业|机构|单位|报告|项目|计划|方案|活动|会议|学校|大学|国|省|市|县|组织|法案|产品|系统|比赛|赛事|事故|事件|案件|案|病毒|船|车)"
    r"|这(?:个|份|项|家|件|部|场|起|种|款|座|所|篇)(?:公司|集团|企业|机构|单位|报告|项目|计划|方案|法案|产品|系统|比赛|病毒|案件|案子|事|奖|奖项|活动)?|那(?:个|份|项|家|件|部|场|起)"
)
_EN_HE = re.compile(r"\b(?:he|she|him)\b", re.I)
_EN_HIS = re.compile(r"\b(?:his|her)\b", re.I)
_EN_IT = re.compile(
    r"\b(?:it|this one|that one)\b|^(?:this|that)(?= (?:is|was|has|happen))|\b(?:is|was|did|does) (?:this|that)\b(?! \w)",
    re.I,
)
_ORDINAL = re.compile(r"第(?:[一二三四五六七八九十]|\d{1,2})(?:个|项|点|条|方面|步|部分)?|最后一?(?:个|项|点|条)")
_TITLE = re.compile(r"《[^《》]{1,60}》")
_NUMBERED = re.compile(r"\d{4}年|\d{1,2}月\d{1,2}日|\d{1,2}月|第[一二三四五六七八九十\d]+[届次期季]|“[^”]{1,8}”")
_SHORT_ANSWER = 30  # characters: longer ones are no name for anything


def topic(question: str) -> str:
    """Return the longest noun phrase of a question, or an empty string.

    >>> topic("第四届社会责任工作大会是什么时候举行的?")
    '第四届社会责任工作大会'
    """
    import rjieba  # loads a dictionary, and only conversations need it

    plain = for_models(question)
    if title := _TITLE.search(plain):
        return title[0]
    if language_of(plain) == "en":
        match = re.search(
            r"\bthe ((?:[\w-]+ ){0,5}?[\w-]+)(?= (?:of|in|on|by|held|is|was|were|did|at)\b|\W*$)", plain, re.I
        )
        return f"the {match[1]}" if match else ""
    phrases: list[str] = []
    current: list[tuple[str, str]] = []
    for word, tag in [*rjieba.tag(_ASKING.sub(" ", plain)), (" ", "end")]:
        nominal = tag.startswith("n") or tag in _NOMINAL
        if word.strip() and (nominal or (tag in _INSIDE and not re.fullmatch(r"[的,，:：]", word))):
            current.append((word, tag))
            continue
        while current and not (current[-1][1].startswith("n") or current[-1][1] in _NOMINAL):
            current.pop()
        phrases.append("".join(w for w, _ in current))
        current = []
    solid = [p for p in phrases if len(p) > 1 and not _ATTRIBUTE.fullmatch(p)]
    return max(solid, key=len, default="")


def _named(text: str, people: Collection[str]) -> str | None:
    """Return the person that a text names first, or None."""
    plain = for_models(text)
    there = [(plain.find(name), name) for name in people if name in plain]
    return min(there)[1] if there else None


def _focus(answer: Answer) -> str:
    """Return the exact words of a short answer, or an empty string."""
    if not answer.answerable or len(answer.citations) != 1 or not (focus := answer.citations[0].focus):
        return ""
    citation = answer.citations[0]
    words = citation.quote[focus[0] - citation.start : focus[1] - citation.start]
    return words if len(words) <= _SHORT_ANSWER else ""


def _person(turns: Sequence[Answer], people: Collection[str]) -> str | None:
    """Return whom a he or she means: the newest person asked about or answered with."""
    for turn in reversed(turns):
        asked = analyse(turn.standalone_question)
        if name := _named(turn.standalone_question, people):
            return name
        if asked.wants == "person" and (words := _focus(turn)):
            return _named(words, people) or words
        if name := _named(_focus(turn), people):
            return name
    for turn in reversed(turns):
        if turn.answerable and (name := _named(turn.text, people)):
            return name
    return None


def _thing(turns: Sequence[Answer]) -> str | None:
    """Return what an it or this means: the newest thing answered with, else asked about."""
    for turn in reversed(turns):
        asked = analyse(turn.standalone_question)
        words = _focus(turn)
        if words and asked.wants in ("anything", "organisation", "place") and asked.kind == "fact":
            return words
        if subject := topic(turn.standalone_question):
            return subject
    return None


def _instead(turns: Sequence[Answer], x: str, people: Collection[str]) -> str:
    """Ask the last question again about x."""
    last = turns[-1].standalone_question
    plain = for_models(last)
    if match := _ORDINAL.search(x):
        if inside := _ORDINAL.search(plain):
            return plain.replace(inside[0], match[0], 1)
        return f"{_ASKING.sub('', plain).strip()},{match[0]}是什么?"
    if _ATTRIBUTE.fullmatch(x):
        subject = topic(last) or _person(turns, people) or ""
        return f"{subject}的{x}是什么?" if subject else f"{x}是什么?"
    if (number := _NUMBERED.fullmatch(x)) and (inside := _NUMBERED.search(plain)):
        return plain.replace(inside[0], number[0], 1)
    is_person = _named(x, people) is not None
    if is_person and (name := _named(last, people)):
        return plain.replace(name, x)
    if not is_person and (subject := topic(last)) and subject in plain:
        return plain.replace(subject, x, 1)
    if is_person and analyse(last).wants == "person":
        return f"{x}做了什么?"
    return f"{x},{last}"


def complete(turns: Sequence[Answer], question: str, people: Collection[str]) -> str:
    """Return a question that can be understood without the conversation; unchanged where it already can.

    :param turns: earlier replies, oldest first.
    :param people: names of people in the article.
    """
    turns = [t for t in turns if t.kind not in ("small_talk", "off_topic")]
    plain = for_models(question).strip()
    if not turns or (
        analyse(question).kind in ("small_talk", "off_topic", "page", "summary") and not _HE.search(plain)
    ):
        return question
    if _MORE.match(plain):
        return turns[-1].standalone_question
    if match := _EN_WHAT_ABOUT.match(plain):
        return _instead(turns, match["x"] or match["y"], people)
    if (match := _WHAT_ABOUT.match(plain)) and len(match[1]) <= 16 and not _HE.search(match[1]):
        return _instead(turns, match[1], people)
    last = for_models(turns[-1].standalone_question)
    if (match := _IS_IT.match(plain)) and (part := _ASKED_PART.search(last)):
        # 谁主持的? 是姚林吗? The one asked for is put where the asking word stood.
        return f"{last[: part.start()]}{match['x']}{last[part.end() :].rstrip('?？。 ')}吗?"
    english = language_of(plain) == "en"
    person, thing = _person(turns, people), _thing(turns)
    completed = plain
    if person:
        completed = (_EN_HE if english else _HE).sub(person, completed)
        completed = (
            _EN_HIS.sub(f"{person}'s", completed)
            if english
            else re.sub(r"(?:^|(?<=[,，]))其(?=[^他它实中次余])", f"{person}的", completed)
        )
    if thing:
        completed = (_EN_IT if english else _IT).sub(thing, completed, count=1)
    if completed != plain:
        return completed
    if _named(plain, people) or topic(plain):
        return question
    if ordinal := _ORDINAL.search(plain):
        return _instead(turns, ordinal[0], people)
    subject = topic(turns[-1].standalone_question) or _named(turns[-1].standalone_question, people) or thing or person
    if not subject or subject in plain:
        return question
    # Only an asking word or a property is left: it is asked of what was talked about.
    if english:
        return f"{plain.rstrip('? ')} ({subject})?"
    return f"{subject}{'的' if _ATTRIBUTE.match(plain) else ''}{plain}"
