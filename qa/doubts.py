"""What a Chinese sentence leaves open, tells of a part, of before, or as the first time."""

import re

from qa.claim_words import CLAUSE, DENIES, REACH, SAID, SOME, letters_of, share

_SEGMENT = re.compile("[;；。]")
# A clause that asks: whether, when, how.
_WHETHER = re.compile("是否|会不会|能不能|能否|可否|是不是|有没有|要不要|该不该")
_WHEN = re.compile("(?:何时|什么时候|几时|哪一?[年天])[\u4e00-\u9fff]{1,8}")
_NOT_SETTLED = re.compile(
    "[未没](?:有)?[^,，;；]{0,6}(?:回应|回答|答复|说明|透露|表态|明确|确定|定论|时间|公布|结论|消息|决定|置评)|未置可否|不予置评|拒绝|不清楚|不好说|未知"
    "|(?:尚|有)待|[还需须]要?等[^,，]{0,12}(?:批[复准]|审批|结果|通知)|(?:后|再|才)(?:作出?|做出?)?决定|难说|无从|尚无|要看(?!到)|打包票|看情况|取决于|视[^,，]{1,10}而定|存疑|争议|[正还仍]在[^,，]{0,4}(?:讨论|研究|商[议量讨]|考虑)|犹豫"
)
_FOUND_OUT = re.compile("结果|结论是|合格|达标|最终|已决定|表示[不将]?会")
_DONE = re.compile("已经?|了$|过$|开始")
# Now, where a question asks it, and before, where a clause tells it.
_NOW = re.compile("这[次回届]|本[次届季年月周]|此次|今[年天次]|现在|目前|如今")
_BEFORE = re.compile("曾|此前|过去|去年|前年|上[届次回季]|往[年届]|以往|当年|最初|起初|原来")
# What something is compared with is not when it was.
_BESIDE = re.compile("[比较](?:去年|上年|前年|此前|以往|过去|往年|上[届次回季])(?:同期)?|同比")
_STILL = re.compile("还(?:当着?|担任|做着|任)|还是(?!不)|仍然?是?|仍旧|依然|至今还?|还在(?!建)")
_WAS = re.compile("曾[任是为在]|原(?=[\u4e00-\u9fff]{2,10}[长任席记员理])|前任|卸任|不再|离任|离职|离开")
# Done before, which the first time excludes.
_EARLIER = re.compile("以前|过去(?!一年)|从前|之前|此前|曾")
# The first time of late is none at all, and after one that is past there may have been more.
_SINCE = re.compile(r"年来|时隔|赛季|\d{4}年|此后|至今|[又再]次?")
_FIRST = re.compile(
    "首[次度届秀演现尝位名个家例]|第一[位名个家例起]|初次|第一次|头一[次回遭]|首(?=现|演|秀|登|参)|从未|从没|史无前例|(?<!不)破天荒"
)
# All done, where a part is told.
_ALL_DONE = re.compile("完工|完成|建成|竣工|建好|修[好完]|装[好完]|做完|搬完|拆[完除]|还[清完]|卖[完光]|售罄|结束|改完")
_A_PART = re.compile(
    "(?:完成|建成|完工|修[好完]|拆除?|售出|还[清上]?|卖[出掉]|搬[走迁]?|装[好上])了?(?:约|近|超过?|逾|将近|不到)?"
    "(?:[一二三四五六七八九两]成|过半|一半|大半|部分|百分之|\\d{1,2}(?:\\.\\d+)?%|[一二三四五六七八九两\\d]+分之[一二三四五六七八九\\d]+)"
)
# What is ended, given up or sold is that very thing, and not something of it.
_ENDS = re.compile("取消|停[办止用播售]|撤销|关闭|拆除|废除|废止|淘汰|更换|卖[掉出]|出售|收购|解散|删除|放弃")
_OF_IT = re.compile(
    "的(?!决定|通知|规定|消息|工程|费用|时间|钱|做法|计划|方案|政策|措施|公告|申请|要求|建议|传[闻言]|说法|原因|理由|办法|行为|项目|企业|公司|人|事|过程)"
    "[\u4e00-\u9fff]{2}"
)
_IS_NOT = re.compile("不是|并非|不算|算不上|没有|未")
_THE_FIRST = re.compile("第一[个家所位座次条支]|首[个家所位座例]|最早|率先|头一[个家所]")


def is_asked(claim: str, told: str) -> bool:
    """Tell whether a sentence asks whether a claim is so, and leaves it open.

    >>> is_asked("两港会合并", "有人问两港是否会合并,他未作回应。"), is_asked("两港会合并", "被问及是否合并,他说会。")
    (True, False)
    """
    if not _NOT_SETTLED.search(told) or _FOUND_OUT.search(told):
        return False
    letters = letters_of(claim)
    asking = [clause[m.end() :] for clause in CLAUSE.split(told) for m in _WHETHER.finditer(clause)]
    here = {c for words in asking for c in letters & set(words)}
    rest = told
    for words in asking:
        rest = rest.replace(words, "")
    only_here = here - set(rest)
    return bool(only_here) and 2 * len(only_here) >= len(letters - set(rest))


_ANYBODY = re.compile("目前|现在|至今|学界|业[内界]|专家们?|各方|双方|还|尚|仍")
_OPEN_YET = re.compile(
    "[未没][有能]?(?:定案|定论|结论)|[未没]有?敲定|待定|未定(?!义)|[正还仍]在?[与和同跟][^,，。;；]{1,12}(?:洽谈|商谈|协商|谈判)"
    "|(?:后|再|才)(?:作出?|做出?)?决定|另行(?:通知|公布)"
)


def is_left_open(claim: str, told: str) -> bool:
    """Tell whether a sentence ends by leaving open what a claim says, or what it speaks of itself.

    >>> is_left_open("会去南部", "正与两个县市洽谈,尚未定案"), is_left_open("发射成功", "成功入轨,返回舱的回收方式待定")
    (True, False)
    """
    clauses = [clause for clause in CLAUSE.split(told) if clause.strip()]
    last = clauses[-1].split()[-1] if clauses else ""  # of a headline the last part
    if (left := _OPEN_YET.search(last)) is None:
        return False
    of = letters_of(_ANYBODY.sub("", last[: left.start()] + last[left.end() :]))  # 交易价格 of 交易价格未定
    return not of or bool(of & letters_of(claim))


def is_not_begun(question: str, claim: str, told: str) -> bool:
    """Tell whether a sentence says that nobody knows when something happens of which a question asks if it is done.

    >>> is_not_begun("北段已经开始修了吗?", "北段已经开始修", "北段协议未签完,何时动工没有时间表。")
    True
    """
    if not _DONE.search(claim) and not re.search("了(?:吗|么|没)", question):
        return False
    for segment in _SEGMENT.split(told):
        clauses = CLAUSE.split(segment)
        if claim[:2] in segment and any(_WHEN.search(c) and _NOT_SETTLED.search(c) for c in clauses):
            return True
    return False


def is_of_before(claim: str, told: str) -> bool:
    """Tell whether a claim is about now, and the clause that speaks of it about before.

    >>> is_of_before("甲队这次得了冠军", "甲队曾三次获得冠军,这次输了。"), is_of_before("甲今年夺冠", "甲今年夺冠")
    (True, False)
    """
    if not _NOW.search(claim) or _BEFORE.search(claim):
        return False
    letters, clauses = letters_of(_NOW.sub("", claim)), CLAUSE.split(_BESIDE.sub("", told))
    if any(_NOW.search(c) and letters_of(claim[-2:]) & set(c) for c in clauses):
        return False
    best = max(clauses, key=lambda clause: share(letters, clause))
    return bool(_BEFORE.search(best)) and share(letters, best) >= SAID


def is_no_more(claim: str, told: str) -> bool:
    """Tell whether a claim says that something is still so, and a sentence that it was.

    >>> is_no_more("葛某现在还是副院长", "带头人是曾任副院长的葛某"), is_no_more("葛某还是副院长", "副院长葛某")
    (True, False)
    """
    if not _STILL.search(claim):
        return False
    letters = letters_of(_STILL.sub("", _NOW.sub("", claim)))
    best = max(CLAUSE.split(told), key=lambda clause: share(letters, clause))
    was = _WAS.search(best)
    return was is not None and not _STILL.search(told) and "仍" not in told and share(letters, best) >= SAID


def is_the_first_time(claim: str, told: str) -> bool:
    """Tell whether a claim says that something was done before, and a clause that it is the first time.

    >>> is_the_first_time("青原队以前参加过", "季军由首次参赛的青原省队获得"), is_the_first_time("参加过", "第三次参赛")
    (True, False)
    """
    if not _EARLIER.search(claim) or _FIRST.search(claim) or DENIES.search(claim) or _SINCE.search(told):
        return False
    letters = letters_of(_EARLIER.sub("", claim))
    return any(_FIRST.search(clause) and share(letters, clause) >= SAID for clause in CLAUSE.split(told))


def is_of_a_part(claim: str, told: str) -> bool:
    """Tell whether a claim says that something is done, or ended, of which a sentence tells that of a part.

    >>> is_of_a_part("二期完工", "二期已完成八成"), is_of_a_part("取消小学组", "将取消小学组的淘汰赛")
    (True, True)
    >>> is_of_a_part("取消小学组", "将取消小学组,改办展示")
    False
    """
    if _ALL_DONE.search(claim) and not _A_PART.search(claim) and _A_PART.search(told):
        letters = letters_of(claim)
        return not any(
            _ALL_DONE.search(c) and not _A_PART.search(c) and share(letters, c) == 1.0 for c in CLAUSE.split(told)
        )
    for ends in _ENDS.finditer(claim):
        words = claim[ends.start() :]
        if len(words) >= len(ends[0]) + 2 and words in told:
            return all(_OF_IT.match(behind) for behind in told.split(words)[1:])
    return False


def is_for_the_first_time(claim: str, told: str) -> bool:
    """Tell whether a claim says that something was never done before, and a clause that it is the first time.

    >>> is_for_the_first_time("新品种以前没在县里推广过", "县里今年第一次推广新品种")
    True
    """
    if not _EARLIER.search(claim) or not re.search("没|未|不曾", claim):
        return False
    if _SINCE.search(told):
        return False
    letters = letters_of(_EARLIER.sub("", claim)) - set("没未曾")
    return any(_FIRST.search(clause) and share(letters, clause) >= SAID for clause in CLAUSE.split(told))


def is_not_the_first(claim: str, told: str) -> bool:
    """Tell whether a clause denies that something is the first or the most, which a claim says.

    >>> is_not_the_first("甲校是全县第一个这样做的", "甲校并不是县里最早这样做的学校")
    True
    """
    if not _THE_FIRST.search(claim) or DENIES.search(claim):
        return False
    letters = letters_of(_THE_FIRST.sub("", claim))
    return any(
        share(letters, clause) >= SOME
        and (first := _THE_FIRST.search(clause))
        and _IS_NOT.search(clause, max(0, first.start() - REACH), first.start())
        for clause in CLAUSE.split(told)
    )
