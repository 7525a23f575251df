"""Answers who issued a notice, and when: an official letter is signed and dated below its text."""

import re

from qa.drafts import Case, Draft
from qa.normalize import for_models
from qa.passages import Span
from qa.prepared import PreparedArticle

_KINDS = "通知|公告|通告|公示|通报|启事|声明|决定|意见|办法|方案|规定|的函|复函"
_NOTICE = re.compile(rf"(?:{_KINDS})[》）)]?$")
_ISSUED = r"(?:印发|发布|发出|下发|公布|制定|出台|签发|发)"
_ITSELF = rf"(?:这|该|本)?[个份则条项篇]?(?:{_KINDS}|文件)?"
_WHO = re.compile(
    rf"(?:谁|哪一?个?(?:单位|部门|机构|机关)|什么(?:单位|部门|机构|机关)){_ISSUED}[的了]?{_ITSELF}[的呢啊?？]*"
    rf"|{_ITSELF}(?:是|由)?(?:谁|哪一?个?(?:单位|部门|机构|机关)|什么(?:单位|部门|机构|机关)){_ISSUED}的?[呢啊?？]*"
    r"|(?:发文|发布|印发|落款)(?:单位|机关|部门|机构)(?:是谁|是哪个?|是什么|叫什么)?[呢啊?？]*"
)
_WHEN_WORDS = r"(?:什么时候|啥时候|何时|哪一?天|几号|几月几[日号])"
_WHEN = re.compile(
    rf"{_ITSELF}(?:是|在)?{_WHEN_WORDS}{_ISSUED}[的了]?{_ITSELF}[的呢啊?？]*"
    r"|(?:发文|印发|落款)(?:日期|时间)(?:是什么时候|是哪一?天|是几号|是多少)?[呢啊?？]*"
)
_SIGNS = re.compile(
    r"[\u4e00-\u9fff（）()·]{2,40}(?:局|厅|委|委员会|政府|办公室|办公厅|部|院|会|公司|集团|中心|学校|大学|中学|小学|银行|处|站|馆|社|所|队)"
)
_LIKELY = 0.9


def issued(case: Case) -> Draft | None:
    """Return who signed the notice that the article is, or its date, where a question asks that; else None."""
    prepared, asked = case.prepared, for_models(case.question.text).strip()
    if not _NOTICE.search(for_models(prepared.article.title)):
        return None
    found = None
    if _WHO.fullmatch(asked):
        found = _signature(prepared)
    elif _WHEN.fullmatch(asked) and (fact := prepared.facts.get("date")) and _signature(prepared):
        found = fact.start, fact.end
    return Draft(case.words(*found), (prepared.cite(*found),), _LIKELY) if found else None


def _signature(prepared: PreparedArticle) -> Span | None:
    """Return where the body stands, alone in its line, right above the date below the text."""
    text, date = prepared.article.text, prepared.facts.get("date")
    if date is None:
        return None
    above = text[: date.start].rstrip()
    line = above[above.rfind("\n") + 1 :].strip()
    return (len(above) - len(line), len(above)) if _SIGNS.fullmatch(line) else None
