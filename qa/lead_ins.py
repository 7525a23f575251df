"""Words by which an answer begins that are about the article itself: 根据文章, 文中提到, according to the article."""

import re

_ARTICLE = (
    r"(?:这篇|本篇|该篇|本|该|原)?(?:文章|文中|文里|报道|新闻|原文|本文|全文|材料|资料|内容|文)(?:中|里|内容)?(?:的)?"
)
# None of these goes on as another word: 说明会, 介绍信, 显示屏.
_TELLS = (
    r"(?:提到|提及|指出|说(?![明法服])|写道|写到|介绍(?![会信所])|称(?![呼号为])|显示(?![屏器])|表明|记载|讲到|讲述了?"
    r"|描述)"
)
_LEAD_IN = re.compile(
    rf"(?:根据|依据|按照|据|从|按){_ARTICLE}"
    r"(?:(?:(?:描述|介绍|所述|信息|说法|报道|内容|显示)?[,，:：])|(?:来看|可知|可以看出|可以得知)[,，:：]?)"
    rf"|{_ARTICLE}(?:还|也|明确|具体|只|并|曾)?{_TELLS}(?:了|过)?[,，:：]?"
    r"|(?:据报道|据悉|据介绍|总的来说|总之|简单来说|具体来说|具体而言|也就是说|简而言之|综上所述|综上)[,，:：]"
    r"|according to the (?:article|text|report|passage|news)[a-z ]{0,12}, ?"
    r"|the (?:article|text|report|passage) (?:also )?(?:says|states|mentions|notes|reports|explains)(?: that)? ?",
    re.IGNORECASE,
)


def without_lead_in(claim: str) -> str:
    """Return a sentence without such words at its beginning; the whole where nothing else is left.

    >>> without_lead_in("根据文章,会议由敖宏主持。"), without_lead_in("文中提到,会议由敖宏主持。")
    ('会议由敖宏主持。', '会议由敖宏主持。')
    >>> without_lead_in("新闻说明会8日召开。"), without_lead_in("从新闻系毕业后,他当了记者。")
    ('新闻说明会8日召开。', '从新闻系毕业后,他当了记者。')
    >>> without_lead_in("According to the article, Ao Hong chaired it."), without_lead_in("文章是于璐写的。")
    ('Ao Hong chaired it.', '文章是于璐写的。')
    """
    rest = claim
    while match := _LEAD_IN.match(rest):
        rest = rest[match.end() :]
    return rest if any(c.isalnum() for c in rest) else claim
