"""What a court imposed: for which crime, and in all."""

import re

from qa.figures import figures
from qa.normalize import for_models
from qa.passages import Span

# Behind 因, 以, 犯, 涉嫌 and 构成, none of which is a part of its name.
_CRIME = re.compile(r"(?P<crime>[^\W因以犯嫌成的和与]{1,12}罪)(?![名责状犯行证])")
_ASKS_SENTENCE = re.compile("判了?|刑期|有期徒刑|坐牢|监禁")
_IN_ALL = re.compile("(?:决定|合并)执行(?:有期徒刑|罚金|刑期)?")
_ANOTHER = re.compile("同案|被告人?|[主从]犯|另[一外有]|某|[,，;；][\u4e00-\u9fff]{2,4}(?:犯|因|涉嫌)")
# What stands right before the name of a crime.
_BEFORE_CRIME = re.compile(r"(?:犯|以|因|为|涉嫌|构成|[、,，;；:：“《和及与]|^)$")


def in_all(question: str, text: str, start: int, end: int, low: int, high: int) -> Span:
    """Move a sentence for one crime to the one for all, where a question asks for no crime; any other stays.

    >>> t = "以受贿罪判处十一年,以滥用职权罪判处三年,决定执行有期徒刑十二年"
    >>> [t[slice(*in_all(q, t, 6, 9, 0, len(t)))] for q in ("判了几年?", "受贿罪判了几年?")]
    ['十二年', '十一年']
    """
    plain, asked = for_models(text[low:high]), for_models(question)
    if len(plain) != high - low or not _ASKS_SENTENCE.search(asked) or "罪" in asked:
        return start, end
    mine = figures(plain[start - low : end - low])
    for decided in _IN_ALL.finditer(plain, max(0, end - low)):
        if _ANOTHER.search(plain, end - low, decided.start()):
            break
        behind = figures(plain[decided.end() :])
        if mine and behind and behind[0].start == 0 and behind[0].unit == mine[0].unit:
            return low + decided.end(), low + decided.end() + behind[0].end
    return start, end


def of_another_crime(question: str, clause: str, article: str) -> bool:
    """Tell whether a clause has the crime that a question names only as the end of another one, unlike the article.

    >>> told = "因犯利用影响力受贿罪被判四年", "以受贿罪判处三年"
    >>> [of_another_crime("受贿罪判几年?", clause, "".join(told)) for clause in told]
    [True, False]
    """
    for asked in _CRIME.finditer(for_models(question)):
        told = for_models(clause)
        if asked["crime"] in told and not _by_itself(asked["crime"], told) and _by_itself(asked["crime"], article):
            return True
    return False


def _by_itself(crime: str, text: str) -> bool:
    """Tell whether a text has a crime anywhere that is not the end of another one's name."""
    return any(_BEFORE_CRIME.search(text, 0, m.start()) for m in re.finditer(re.escape(crime), text))
