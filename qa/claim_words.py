"""The words of a claim beside those of a Chinese clause: how many it has, whether all, and whether it denies them."""

import re

_LETTER = re.compile("[\u4e00-\u9fffA-Za-z]")
CLAUSE = re.compile("[,，;；。!！?？]")
# That a claim itself denies something: what stands against it is then another matter.
DENIES = re.compile("[不没未]|谣|否认|虚假|辟谣")
# A clause says what a claim does where it has so much of the claim, and speaks of it where it has some.
SAID, SOME = 0.6, 0.4
# Characters that tell nothing of what a claim is about.
_EMPTY = frozenset("的了着过是有在也都就还会能可以要被把和与或这那其个些人已经将吗呢上下中里")
_NEGATES = re.compile(
    "不(?!仅|断|但|同|少|过|错|久|得不|只|论|管|是|到|幸|慎|料|如|禁|愧|惜|满|足|顾|用|必|久|一会|动产)|没有?|未(?!来|成年)|无(?!论|疑|数|需|须|人[机艇舰车船驾岛区值]|线|锡|锋)|暂不|谢绝|从不"
)
# A negation reaches over so many characters behind it.
REACH = 6
_AND_SO = re.compile("即可|[就便才而后]")
_NEAR = 0.6
# What costs nothing, in many words.
_FREE = re.compile(
    "(?:不用|不必|无需|无须|不需要?|不再?|免)(?:再|另外|额外|另行|单独)?(?:(?:交|付|掏|花|收|要|缴)(?:取|纳)?(?:任何)?(?:钱|费用?|款)(?:[买购]票)?|[买购]票)"
)
_OF_IT = 0.3  # the subject may be left out
_DEED = 4  # the last characters of a claim tell what is done


def letters_of(text: str) -> set[str]:
    """Return the characters of a text that tell what it is about, each once.

    >>> sorted(letters_of("他的船"))
    ['他', '船']
    """
    return set(_LETTER.findall(text)) - _EMPTY


def share(letters: set[str], text: str) -> float:
    """Return the share of some characters, in [0, 1], that a text has; 0 without any."""
    return len(letters & set(text)) / len(letters) if letters else 0.0


def is_word_for_word(claim: str, told: str) -> bool:
    """Tell whether one clause of a sentence has every character of a claim.

    >>> is_word_for_word("法院判决商场赔偿医疗费", "法院判决商场赔偿原告医疗费2.3万元,对其他请求不予支持。")
    True
    """
    letters = letters_of(claim)
    return len(letters) > _DEED and any(share(letters, clause) == 1.0 for clause in CLAUSE.split(told))


_YUAN = re.compile(r"(?<=[\d百千万亿])块钱?(?![\u4e00-\u9fff]?[地田牌])")


def same_free(text: str) -> str:
    """Write what costs nothing in one way, and money in yuan.

    >>> same_free("打球不用交钱"), same_free("活动不收费用"), same_free("持票者不必另外购票")
    ('打球免费', '活动免费', '持票者免费')
    >>> same_free("扣20块钱")
    '扣20元'
    """
    return _YUAN.sub("元", _FREE.sub("免费", text))


_SUCCEEDS = re.compile("成功|通过|跳过|胜|赢|晋级|获批|支持|成立$")
_COSTS = re.compile("要(?:付|交|花|掏)?钱|收(?:费|钱)|花钱|付费|交钱|买票|购票")


def is_free(claim: str, told: str) -> bool:
    """Tell whether a claim says that something costs money, and a sentence that it is free, and names no price.

    >>> is_free("老人坐车要钱", "65岁以上老人凭卡免费乘坐"), is_free("学生要钱", "老人免费,学生10元")
    (True, False)
    """
    return bool(_COSTS.search(claim)) and "免费" in told and not re.search(r"\d元|收费|半价", told)


_FAILS = re.compile("失败|失利|驳回|未果|落空|被拒|未遂")


def is_deed_denied(claim: str, told: str) -> bool:
    """Tell whether what a claim says is done stands in a sentence only behind a negation, or in a clause that fails.

    >>> is_deed_denied("掉墙皮伤到人", "事故没有造成人员受伤"), is_deed_denied("申诉成功", "申诉被委员会驳回")
    (True, True)
    >>> is_deed_denied("伤到人", "2人受伤,没有造成火灾")
    False
    """
    if DENIES.search(claim) or _FAILS.search(claim):
        return False
    deed = letters_of(claim[-_DEED:])
    denied, left = "", ""
    for clause in CLAUSE.split(told):
        negated = _NEGATES.search(clause)
        if _FAILS.search(clause) and _SUCCEEDS.search(claim) and share(letters_of(claim), clause) >= _OF_IT:
            return True
        denied += clause[negated.end() :] if negated else ""
        left += clause[: negated.start()] if negated else clause
    return bool(deed & set(denied)) and not deed & set(left)


def is_denied_nearby(claim: str, told: str) -> bool:
    """Tell whether the clause that speaks of a claim in its own words denies something of it, or the next what is done.

    >>> is_denied_nearby("城墙上能摆摊", "城墙上不设商业摊点,灯光秀暂缓。"), is_denied_nearby("能摆摊", "可以摆摊")
    (True, False)
    """
    if DENIES.search(claim):
        return False
    letters, deed = letters_of(claim), letters_of(claim[-_DEED:])
    clauses = CLAUSE.split(told)
    for before, clause in zip(["", *clauses], clauses, strict=False):
        for match in _NEGATES.finditer(clause):
            behind = letters & set(_AND_SO.split(clause[match.end() : match.end() + REACH], maxsplit=1)[0])
            near = share(letters, clause) >= _NEAR or (behind & deed and share(letters, before + clause) >= _NEAR)
            if near and behind - set(told.replace(clause, "") + clause[: match.start()]):
                return True
    return False
