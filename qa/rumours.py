"""What a Chinese sentence tells as what people say, and what is denied in it or in the next."""

import re

from qa.claim_words import DENIES, SAID, letters_of, share

_SEGMENT = re.compile("[;；。]")
_CLAUSE_END = re.compile("[,，;；。]")
# What people say, and that it is not so; behind it, in this sentence or the next.
_RUMOUR = re.compile(
    "网[上友络][^,，。;；]{0,8}(?:说|称|传|爆料)|网传|传[言闻]|谣传|[盛疯误讹]传|听说|据传|有人[说称传]|有说法"
    "|有(?:文章|报道|媒体|消息|人)[^,，。]{0,4}[说称传]|外界[传说称猜]|坊间|流传|消息称|的说法"
)
_UNTRUE = re.compile(
    "谣言|不实|不属实|否认|辟谣|是假的?|假消息|(?:不是|并非)(?:事实|真的|如此)|(?:不符合|不符|有违)事实|与事实不符|旧(?:画面|视频|图|闻|照)"
    "|移花接木|张冠李戴|摆拍|造谣|更正|从未|误会|没有(?:这|此)回?事|并无此事|子虚乌有|无中生有|纯属(?:虚构|捏造|误)|澄清|误[传读]|不是真的|无稽之谈|不会的?$"
)
_CONFIRMED = re.compile("证实|承认|确认(?!函)|属实|坐实|签[署订约]|宣布|确[有实已是系]|公告")
# How a sentence begins that speaks of what the one before tells.
_ANSWERS = (
    "对此",
    "但",
    "不过",
    "然而",
    "这",
    "此",
    "官方",
    "警方",
    "该",
    "经",
    "其实",
    "事实上",
    "“",
    "公司",
    "记者",
    "他",
    "她",
)


def is_denied_rumour(claim: str, told: str, following: str) -> bool:
    """Tell whether what a claim says is told as what people say, and denied in this sentence or the next.

    :param claim: and `told`, `following`, as by `for_models`.

    >>> is_denied_rumour("登塔要收门票", "网上有人说登塔要收80元门票,“那是谣言”,他说。", "")
    True
    >>> is_denied_rumour("登塔要预约", "登塔需预约,网上说要收门票是谣言。", "")
    False
    """
    if DENIES.search(claim) or _RUMOUR.search(claim):
        return False
    text = f"{told}{following}"
    rumour = _RUMOUR.search(told)
    untrue = _UNTRUE.search(text, rumour.end()) if rumour else None
    if rumour is None or untrue is None:
        return False
    letters, said = letters_of(claim), text[rumour.end() : untrue.start()]
    return share(letters, said) >= SAID and not share(letters, told[: rumour.start()]) >= SAID


def is_only_rumour(claim: str, told: str, following: str = "") -> bool:
    """Tell whether a sentence tells what a claim says as what people say, and neither it nor the next as a fact.

    >>> told = "此前市场传闻公司将收购乙厂,公司未作说明", "公司将收购乙厂"
    >>> [is_only_rumour("公司要收购乙厂", words) for words in told]
    [True, False]
    """
    rumour = _RUMOUR.search(told)
    if rumour is None or rumour[0] == "听说" or DENIES.search(claim) or _RUMOUR.search(claim):
        return False
    said = _CLAUSE_END.split(told[rumour.end() :], maxsplit=1)[0]
    letters = letters_of(claim)
    if claim[-2:] in told.replace(said, "") or _CONFIRMED.search(told, rumour.end()) or _CONFIRMED.search(following):
        return False
    return share(letters, said) >= SAID > max(share(letters, told.replace(said, "")), share(letters, following))


def in_denied_rumour(question: str, told: str, following: str, at: int) -> bool:
    """Tell whether words at an offset of a sentence are what people say and what is denied, and not asked as such.

    >>> told = "网上有人说要收80元门票,“那是谣言”,他说。"
    >>> in_denied_rumour("门票多少钱?", told, "", told.index("80")), in_denied_rumour("网上说多少钱?", told, "", 8)
    (True, False)
    """
    if _RUMOUR.search(question) or _UNTRUE.search(question) or "说" in question:
        return False
    rumour = next((m for m in _RUMOUR.finditer(told, 0, at)), None)
    if rumour is None:
        return False
    text = f"{told}{following}"
    untrue = _UNTRUE.search(text, at)
    return (
        untrue is not None
        and not _SEGMENT.search(told, rumour.end(), at)
        and not (
            untrue.start() >= len(told) and _UNTRUE.match(following) is None and not following.startswith(_ANSWERS)
        )
    )
