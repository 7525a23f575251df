"""Whether a sentence denies what a claim says, leaves it untold, or says it of some where the claim means all."""

import re
from collections.abc import Sequence

from qa.normalize import for_matching
from qa.question import language_of

_NEGATION = re.compile(
    r"不(?!仅|断|但|同|少|过|错|久|得不|只|论|管|是|到|幸|慎|料|禁|愧|惜)|并非|不是|没有?|未(?!来)|无(?!论|疑|数)|禁止|严禁|拒绝|否认|\bnot\b|n't\b|\bno\b|\bnever\b",
    re.IGNORECASE,
)
# A negation turns a claim where it stands so near before something that the claim speaks of; a ban, of more.
_REACH, _REACH_OF_BAN = 6, 14
# English denies with many words, anywhere before what it denies in the clause …
_DENIES = re.compile(
    r"\b(?:not(?! only)|never|no(?!\. ?\d| longer than| fewer| less)|neither|nor|cannot|refus(?:e[sd]?|ing)"
    r"|den(?:y|ie[sd]|ying)|reject(?:s|ed|ing)?|declin(?:e[sd]?|ing) to|turn(?:s|ed|ing)? down|fail(?:s|ed)? to"
    r"|rul(?:es|ed) out|unable)\b|n't\b",
    re.IGNORECASE,
)
# … or refuses what the clause before spoke of: but the company refused.
_REFUSES = re.compile(r"\b(?:refused|denied|declined|turned (?:it |them )?down)\W*$")
_ENGLISH_CLAUSE = re.compile(r"[,;:—]|\b(?:but|though|although|while|whereas)\b", re.IGNORECASE)
_WEEKDAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])|(节假日|春节|除夕|国庆|元旦|端午|中秋|清明)")
_OPEN = re.compile("开(?:放|门|馆|园|业|着)|营业|上班|开$")
# What is shut on a day is what the claim is about where the clause has no more characters of its own.
_OTHER_WORDS = 4
_HAN = re.compile("[\u4e00-\u9fff]")
_SHUT = re.compile("(?<![不无未消])(?:休馆|休息|休市|闭馆|闭园|停业|停用|关门|关闭|封闭|不开|不营业|闭店|放假)(?!时间)")
_CLAUSE = re.compile("[,，;；。]")
_HAN_PAIR = re.compile("[\u4e00-\u9fff]{2}")
_ENGLISH_WORD = re.compile("[a-z]{4,}")
# Whether something is done is asked, and a sentence tells that it is to come.
_IS_DONE = re.compile(r"已经?|了(?:吗|么|没有?|嘛|吧|是吗|对吗|对吧)?[?？。 ]*$")
_TO_COME = re.compile(
    "将(?!近|军|士|领|帅|来|正在)|拟(?!人)|(?<![比较])预计|(?<![原比较])计划|有望|准备|即将|打算|争取|力争|[正仍还尚]在|尚待|[未没]|(?:[须需应]|要求|责令)(?=[^,，。]{0,10}(?:前|之内|内))"
    "|(?<![比较])原(?:定|计划|拟)(?=[^,，。]*(?:未|没|无法))"
)
_IS_PAST = re.compile("已|了|曾")
# The sentence says that something is not told, or not known yet.
_UNTOLD = re.compile(
    r"(?:[未没](?:有)?|拒绝|不愿)(?:透露|公布|披露|说明|公开|表明|明确|回应|提及|提到|证实)|尚?不(?:清楚|明确|得而知)|尚待"
    r"|有待(?:确认|核实|观察)|\b(?:(?:did|does|do|has|have|would|could)(?: not|n't) (?:say|said|disclosed?"
    r"|reveal(?:ed)?|specif(?:y|ied)|commented?|announced?|confirm(?:ed)?)"
    r"|(?:has|have|had|was|were|is|are)(?: not|n't) (?:yet )?(?:been )?(?:decided?|determined|settled)"
    r"|yet to (?:be )?decided?|undecided"
    r"|(?:put off|postponed|deferred|delayed) (?:a |the |any |its )?(?:decision|vote)"
    r"|(?<![a-z] )asked (?:if|whether)|unclear|unknown|remains to be seen"
    r"|declined to (?:say|comment))\b",
    re.IGNORECASE,
)
# What stands before it is not known yet.
_STILL_OPEN = re.compile("[仍还尚正]在(?:进一步)?(?:调查|核实|核查|统计|研究|商议|商讨|磋商|侦办|审理)|原因不明")
_LOOKS_INTO = re.compile("调查|核实|核查|统计|研究|商议|商讨|磋商|侦办|审理")
_UNTIL = re.compile(r"[,;，；。]|\bbut\b")
# All, where the sentence has no such word, is more than it says.
_ALL_OF = re.compile(
    r"[全都][都部体]|全(?=[拿收退付还赔]到?)|[们校户者员]都|所有|一切|每[一个名位家]|\b(?:all|every|everyone|everybody|always|entirely)\b",
    re.IGNORECASE,
)
_ANY_ALL = re.compile(
    r"全|都|所有|一切|每|各|均|\b(?:all|every\w*|each|always|entire\w*|whole|unanimous\w*|both|any)\b", re.IGNORECASE
)


def is_of_all(claim: str, told: str) -> bool:
    """Tell whether a claim is about all of something, and a sentence has no such word.

    >>> is_of_all("所有人都来了", "八成的人来了"), is_of_all("所有人都来了", "全员到齐")
    (True, False)
    """
    return bool(_ALL_OF.search(claim)) and not _ANY_ALL.search(told)


_EACH = re.compile(rf"{_ALL_OF.pattern}|(?<![首成古国帝大])都(?![会市城江匀])(?=[\u4e00-\u9fff])", re.IGNORECASE)
_TWO = re.compile("[和与跟、两俩]")
_SOME_OF = re.compile(
    r"其中|只有|仅有|其余|余下|剩[余下]|其[他它](?!人员)|另有|部分|不是都|并非都|没有全|未全"
    r"|只[\u4e00-\u9fff]{1,3}[\d一二三四五六七八九十两]"
)


def is_of_some(claim: str, told: str) -> bool:
    """Tell whether a claim is about all of something, and a sentence tells some of it from the others.

    >>> is_of_some("他们都到场", "8人中只有2人到场"), is_of_some("他们都到场", "8人到场")
    (True, False)
    """
    return (
        bool(_EACH.search(claim))
        and not _TWO.search(claim)
        and not _ANY_ALL.search(told)
        and bool(_SOME_OF.search(told))
    )


def is_untold(claim: str, told: str, terms: Sequence[str]) -> bool:
    """Tell whether a sentence says of what a claim speaks of, unlike the claim, that it is not told.

    :param claim: and `told`, as by `for_models`.
    :param terms: the claim's words of content, as by `for_matching`.

    >>> is_untold("票价上涨", "公司未透露票价是否上涨。", ["票价", "上涨"]), is_untold("票价上涨", "票价涨了", ["票价"])
    (True, False)
    """
    if _UNTOLD.search(claim):
        return False
    left_open = [_UNTIL.split(told[m.start() :], maxsplit=1)[0] for m in _UNTOLD.finditer(told)]
    left_open += [words for words in _UNTIL.split(told) if _STILL_OPEN.search(words) and not _LOOKS_INTO.search(claim)]
    for words in left_open:
        here, rest = for_matching(words), for_matching(told.replace(words, " "))
        only_here = [term for term in terms if term not in rest]
        if only_here and 2 * sum(term in here for term in only_here) >= len(only_here):
            return True
    return False


def is_to_come(question: str, claim: str, told: str, names: Sequence[str] = ()) -> bool:
    """Tell whether a sentence says of what a question asks whether it is done that it is still to come.

    :param claim: of the question; and `told`, as by `for_models`.
    :param names: people that the claim names, of whom much else may be to come.

    >>> is_to_come("宿舍完工了吗?", "宿舍完工", "预计明年7月完工"), is_to_come("会完工吗?", "完工", "预计明年7月完工")
    (True, False)
    """
    if not _IS_DONE.search(question) or _TO_COME.search(claim):
        return False
    for name in names:
        claim = claim.replace(name, " ")
    words = {claim[i : i + 2] for i in range(len(claim) - 1) if _HAN_PAIR.fullmatch(claim[i : i + 2])}
    words |= set(_HAN.findall(claim[-1:]))  # the verb, where it has one character: 关了吗? 预计下月关闭
    clauses = _CLAUSE.split(told)
    # Not where another clause tells the very same without that: 昨日通车,预计将缩短车程.
    elsewhere = [clause for clause in clauses if not _TO_COME.search(clause)]
    for clause in clauses:
        match = _TO_COME.search(clause)
        if match is None or _IS_PAST.search(clause):
            continue
        behind = [w for w in words if re.search(rf"{re.escape(w)}(?!之?[后前]|以[来后前])", clause[match.end() :])]
        if behind and not any(word in other for word in behind for other in elsewhere):
            return True
    return False


def is_shut(claim: str, told: str) -> bool:
    """Tell whether a sentence says that what a claim says is open, on a day of the week or at all, is shut.

    >>> is_shut("周一开门", "周二至周日9时开馆,周一休馆"), is_shut("周二开门", "周二至周日9时开馆,周一休馆")
    (True, False)
    >>> is_shut("停车场开", "停车场关闭,可停在体育馆"), is_shut("体育馆开", "停车场关闭,可停在体育馆")
    (True, False)
    """
    opens = _OPEN.search(claim)
    if opens is None:
        return False
    days, what = set(_WEEKDAY.findall(claim)), claim[: opens.start()]
    shut = [clause for clause in _CLAUSE.split(told) if _SHUT.search(clause)]
    if not days:
        closed = re.compile(rf"{re.escape(what)}(?:已|将|暂时?|临时)*(?:{_SHUT.pattern})")
        return len(what) > 1 and any(closed.search(clause) for clause in shut)
    for clause in shut:
        rest = set(_HAN.findall(_WEEKDAY.sub("", _SHUT.sub("", clause)))) - set(claim)
        if days & set(_WEEKDAY.findall(clause)) and len(rest) <= _OTHER_WORDS:
            return True
    return False


def negated(text: str, claim: str | None = None) -> bool:
    """Tell whether a text denies: anywhere, or, of a sentence, right before something that the claim speaks of.

    >>> negated("The council asked for a delay, but the company refused.", "the company agreed")
    True
    >>> negated("The council asked for a delay, but the company refused.", "the council asked for a delay")
    False
    """
    if language_of(text) == "en":
        if claim is None:
            return _DENIES.search(text) is not None
        terms = set(_ENGLISH_WORD.findall(claim.lower()))
        for clause in _ENGLISH_CLAUSE.split(text.lower()):
            if _REFUSES.search(clause) and terms.intersection(_ENGLISH_WORD.findall(clause)):
                return True
            if any(terms.intersection(_ENGLISH_WORD.findall(clause[m.end() :])) for m in _DENIES.finditer(clause)):
                return True
        return False
    for match in _NEGATION.finditer(text):
        reach = _REACH_OF_BAN if match[0] in ("禁止", "严禁") else _REACH
        behind = text[match.end() : match.end() + reach]
        if claim is None or any(behind[i : i + 2] in claim for i in range(len(behind) - 1)):
            return True
        if match[0] == "未" and claim[-1:] in behind[:2]:  # 票价定了吗? 票价尚未确定
            return True
    return False
