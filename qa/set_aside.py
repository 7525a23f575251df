"""What a Chinese sentence says is left undecided, put off, cancelled or turned down."""

import re

from qa.claim_words import CLAUSE, DENIES, REACH, SAID, SOME, letters_of, share

_PUT_OFF = re.compile("推迟|延期|延后|延迟|改期|改[至到在]|顺延|推后|延误")
_AS_PLANNED = re.compile("按原[定计]|如期|照常|照旧|按时|例外")
_PLANNED_FOR = re.compile("原(?:定|计划|拟|本)")
_CANCELLED = re.compile("取消|未能成行|没有成行|作罢|落空|叫停|搁置")
_TIME = re.compile(
    r"[今明后去]年(?:年?[初中末底]|[上下]半年)?|[昨今明后]天|\d{1,2}月(?:\d{1,2}日)?|[上本下这]个?[周月]|现在|目前|[春夏秋冬][天季]"
)
_NOT_BEFORE = re.compile("[^,，。;；]{2,14}才(?:能|可)")
_SETTLES = re.compile(
    "决定|认定|定下来?|定了|定好|确定|定下|敲定|公布|宣布|透露|回应|说明|解释|道歉|签约|批准|通过|同意|达成"
)
_TURNED_DOWN = re.compile(
    "(?:没有|未|不予|不)(?:获得?|予|被)?(?:支持|采纳|批准|同意|通过|受理|认可|接受|保留|写入|列入|纳入)|删[除去掉]了?|驳回|否决|被拒|拒绝了?|遭拒"
)
_ASKED_FOR = re.compile("请求|要求|申请|主张|提议|建议|诉求|呼吁|提案|上诉|征求意见稿|草案|初稿|原方案")
# What is still to be approved by somebody is not: 尚需提交股东大会审议.
_AWAITS = re.compile(
    "(?<![无不毋])(?:[尚还仍]需|[尚有]待|需要?|须|待)(?P<whom>[^,，。;；]{0,22}?)(?:审议|批准|审批|审核|表决|核准|通过|同意)"
)
_APPROVES = re.compile(
    "(?P<who>[\u4e00-\u9fff]{2,12}?)(?:已经?|都|也|会)?(?:审议|表决)?(?:通过|获批|批准|核准|同意|批复)"
)
_REST_OF = re.compile("其[他它余]|另外|部分|判决|同意")
_AFTER_ALL = re.compile("后来|最终|随后|协商|决定|但是?|不过|改为")
_COURT = re.compile("(?:法院|法庭|判决|裁定|仲裁委?)[^,，]{0,6}(?:要求|主张)")


def settles(claim: str) -> bool:
    """Tell whether a claim says that something is settled or told.

    >>> settles("名单定了"), settles("影响发育")
    (True, False)
    """
    return _SETTLES.search(claim) is not None


def is_undecided(claim: str, told: str) -> bool:
    """Tell whether a claim says that something is settled or told, and a sentence that this is not done.

    >>> is_undecided("公司已经决定上诉", "是否上诉目前尚未决定"), is_undecided("公司决定上诉", "公司决定上诉,时间未定")
    (True, False)
    >>> is_undecided("股东大会通过了", "该事项尚需提交20日召开的股东大会审议")
    True
    """
    approves = _APPROVES.match(claim)
    if approves and not DENIES.search(claim):
        awaited = any(approves["who"] in awaits["whom"] for awaits in _AWAITS.finditer(told))
        done = re.search(rf"{approves['who']}[^,，。;；]{{0,6}}(?:通过|批准|核准|同意)", told)
        if awaited and not done:
            return True
    for settles in _SETTLES.finditer(claim):
        words = "(?:确定|敲定|决定|明确|定)" if settles[0].startswith("定") else re.escape(settles[0])
        left_open = re.search(rf"(?:尚未|还未|仍未|还没有?|没有|未|不曾|才能?){words}", told)
        if left_open and not re.search(rf"(?<!未)(?<!有)(?<!没)(?<!才)(?<!才能){words}", told):
            return True
    return False


def is_put_off(claim: str, told: str) -> bool:
    """Tell whether a sentence says that what a claim says of a time is to be later, or not at all.

    >>> told = "原定今年年底投产的工厂推迟至明年二季度"
    >>> is_put_off("工厂今年年底投产", told), is_put_off("工厂明年投产", told)
    (True, False)
    >>> is_put_off("首相访问了港口", "首相原定访问港口,行程取消"), is_put_off("高三推迟返校", "高三仍按原定时间返校")
    (True, True)
    """
    letters = letters_of(claim)
    if _PUT_OFF.search(claim):
        as_planned = [
            c for c in CLAUSE.split(told) if _AS_PLANNED.search(c) and share(letters_of(claim[-4:]), c) >= 0.5
        ]
        return bool(as_planned) and not DENIES.search(claim) and share(letters, told) >= SAID
    if DENIES.search(claim) or share(letters, told) < SOME:
        return False
    if _PLANNED_FOR.search(told) and _CANCELLED.search(told):
        return True
    times = _TIME.findall(claim)
    for later in _PUT_OFF.finditer(told):
        until = CLAUSE.split(told[later.end() :], maxsplit=1)[0]
        if times and _TIME.search(until) and times[0] not in until:
            return True
    return bool(times) and any(times[0] not in only[0] and _TIME.search(only[0]) for only in _NOT_BEFORE.finditer(told))


def is_turned_down(claim: str, told: str) -> bool:
    """Tell whether a sentence tells of what a claim says as asked for, and turned down.

    >>> is_turned_down("法院要求公司公开道歉", "原告提出的要求公司公开道歉的请求,法院没有支持。")
    True
    """
    if DENIES.search(claim) or _ASKED_FOR.search(_COURT.sub("", claim)):
        return False
    letters, deed = letters_of(claim), letters_of(claim[-REACH:])  # what is done stands last
    for refused in _TURNED_DOWN.finditer(told):
        wish = _ASKED_FOR.search(told, 0, refused.start())
        if wish is None or _REST_OF.search(told, wish.start(), refused.end()) or _AFTER_ALL.search(told, refused.end()):
            continue
        asked = told[wish.start() : refused.start()]
        if share(deed, asked) >= SAID and share(letters, told[: refused.end()]) >= SAID:
            return True
    return False
