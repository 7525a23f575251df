"""What a Chinese sentence tells of without saying that it is so: rumours, open questions, parts, what was before."""

import re

_LETTER = re.compile("[\u4e00-\u9fffA-Za-z]")
_CLAUSE = re.compile("[,，;；。!！?？]")
_SEGMENT = re.compile("[;；。]")
# What people say, and that it is not so; behind it, in this sentence or the next.
_RUMOUR = re.compile(
    "网[上友络][^,，。;；]{0,8}(?:说|称|传|爆料)|网传|传[言闻]|谣传|[盛疯误讹]传|听说|据传|有人[说称传]|有说法"
    "|有(?:文章|报道|媒体|消息|人)[^,，。]{0,4}[说称传]|外界[传说称猜]|坊间|流传|消息称|的说法"
)
_UNTRUE = re.compile(
    "谣言|不实|不属实|否认|辟谣|是假的?|假消息|(?:不是|并非)(?:事实|真的|如此)|(?:不符合|不符|有违)事实|与事实不符|旧(?:画面|视频|图|闻|照)"
    "|移花接木|张冠李戴|摆拍|造谣|更正|从未|误会|没有(?:这|此)回?事|并无此事|子虚乌有|无中生有|纯属(?:虚构|捏造|误)|澄清|误[传读]|不是真的|无稽之谈|不会的?$"
)
_DENIES = re.compile("[不没未]|谣|否认|虚假|辟谣")
_SAID, _SOME = 0.6, 0.4
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
# A clause that asks: whether, when, how.
_WHETHER = re.compile("是否|会不会|能不能|能否|可否|是不是|有没有|要不要|该不该")
_WHEN = re.compile("(?:何时|什么时候|几时|哪一?[年天])[\u4e00-\u9fff]{1,8}")
_NOT_SETTLED = re.compile(
    "[未没](?:有)?[^,，;；]{0,6}(?:回应|回答|答复|说明|透露|表态|明确|确定|定论|时间|公布|结论|消息|决定|置评)|未置可否|不予置评|拒绝|不清楚|不好说|未知"
    "|(?:尚|有)待|[还需须]要?等[^,，]{0,12}(?:批[复准]|审批|结果|通知)|难说|无从|尚无|还要看|取决于|视[^,，]{1,10}而定|存疑|争议|[正还仍]在[^,，]{0,4}(?:讨论|研究|商[议量讨]|考虑)|犹豫"
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
# Characters that tell nothing of what a claim is about.
_EMPTY = frozenset("的了着过是有在也都就还会能可以要被把和与或这那其个些人已经将吗呢上下中里")
_NEGATES = re.compile(
    "不(?!仅|断|但|同|少|过|错|久|得不|只|论|管|是|到|幸|慎|料|如|禁|愧|惜|满|足|顾|用|必|久|一会|动产)|没有?|未(?!来|成年)|无(?!论|疑|数|需|须|人机|线|锡|锋)|暂不|谢绝|从不"
)
_REACH = 6
_AND_SO = re.compile("即可|[就便才而后]")
_NEAR = 0.6
_DEED = 4  # the last characters of a claim tell what is done


def _letters(text: str) -> set[str]:
    return set(_LETTER.findall(text)) - _EMPTY


def _share(letters: set[str], text: str) -> float:
    return len(letters & set(text)) / len(letters) if letters else 0.0


def is_word_for_word(claim: str, told: str) -> bool:
    """Tell whether one clause of a sentence has every character of a claim.

    >>> is_word_for_word("法院判决商场赔偿医疗费", "法院判决商场赔偿原告医疗费2.3万元,对其他请求不予支持。")
    True
    """
    letters = _letters(claim)
    return len(letters) > _DEED and any(_share(letters, clause) == 1.0 for clause in _CLAUSE.split(told))


def is_denied_rumour(claim: str, told: str, following: str) -> bool:
    """Tell whether what a claim says is told as what people say, and denied in this sentence or the next.

    :param claim: and `told`, `following`, as by `for_models`.

    >>> is_denied_rumour("登塔要收门票", "网上有人说登塔要收80元门票,“那是谣言”,他说。", "")
    True
    >>> is_denied_rumour("登塔要预约", "登塔需预约,网上说要收门票是谣言。", "")
    False
    """
    if _DENIES.search(claim) or _RUMOUR.search(claim):
        return False
    text = f"{told}{following}"
    rumour = _RUMOUR.search(told)
    untrue = _UNTRUE.search(text, rumour.end()) if rumour else None
    if rumour is None or untrue is None:
        return False
    letters, said = _letters(claim), text[rumour.end() : untrue.start()]
    return _share(letters, said) >= _SAID and not _share(letters, told[: rumour.start()]) >= _SAID


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


def is_asked(claim: str, told: str) -> bool:
    """Tell whether a sentence asks whether a claim is so, and leaves it open.

    >>> is_asked("两港会合并", "有人问两港是否会合并,他未作回应。"), is_asked("两港会合并", "被问及是否合并,他说会。")
    (True, False)
    """
    if not _NOT_SETTLED.search(told) or _FOUND_OUT.search(told):
        return False
    letters = _letters(claim)
    asking = [clause[m.end() :] for clause in _CLAUSE.split(told) for m in _WHETHER.finditer(clause)]
    here = {c for words in asking for c in letters & set(words)}
    rest = told
    for words in asking:
        rest = rest.replace(words, "")
    only_here = here - set(rest)
    return bool(only_here) and 2 * len(only_here) >= len(letters - set(rest))


def is_not_begun(question: str, claim: str, told: str) -> bool:
    """Tell whether a sentence says that nobody knows when something happens of which a question asks if it is done.

    >>> is_not_begun("北段已经开始修了吗?", "北段已经开始修", "北段协议未签完,何时动工没有时间表。")
    True
    """
    if not _DONE.search(claim) and not re.search("了(?:吗|么|没)", question):
        return False
    for segment in _SEGMENT.split(told):
        clauses = _CLAUSE.split(segment)
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
    letters, clauses = _letters(_NOW.sub("", claim)), _CLAUSE.split(_BESIDE.sub("", told))
    if any(_NOW.search(c) and _letters(claim[-2:]) & set(c) for c in clauses):
        return False
    best = max(clauses, key=lambda clause: _share(letters, clause))
    return bool(_BEFORE.search(best)) and _share(letters, best) >= _SAID


def is_no_more(claim: str, told: str) -> bool:
    """Tell whether a claim says that something is still so, and a sentence that it was.

    >>> is_no_more("葛某现在还是副院长", "带头人是曾任副院长的葛某"), is_no_more("葛某还是副院长", "副院长葛某")
    (True, False)
    """
    if not _STILL.search(claim):
        return False
    letters = _letters(_STILL.sub("", _NOW.sub("", claim)))
    best = max(_CLAUSE.split(told), key=lambda clause: _share(letters, clause))
    was = _WAS.search(best)
    return was is not None and not _STILL.search(told) and "仍" not in told and _share(letters, best) >= _SAID


def is_the_first_time(claim: str, told: str) -> bool:
    """Tell whether a claim says that something was done before, and a clause that it is the first time.

    >>> is_the_first_time("青原队以前参加过", "季军由首次参赛的青原省队获得"), is_the_first_time("参加过", "第三次参赛")
    (True, False)
    """
    if not _EARLIER.search(claim) or _FIRST.search(claim) or _DENIES.search(claim) or _SINCE.search(told):
        return False
    letters = _letters(_EARLIER.sub("", claim))
    return any(_FIRST.search(clause) and _share(letters, clause) >= _SAID for clause in _CLAUSE.split(told))


def is_of_a_part(claim: str, told: str) -> bool:
    """Tell whether a claim says that something is done, or ended, of which a sentence tells that of a part.

    >>> is_of_a_part("二期完工", "二期已完成八成"), is_of_a_part("取消小学组", "将取消小学组的淘汰赛")
    (True, True)
    >>> is_of_a_part("取消小学组", "将取消小学组,改办展示")
    False
    """
    if _ALL_DONE.search(claim) and not _A_PART.search(claim) and _A_PART.search(told):
        letters = _letters(claim)
        return not any(
            _ALL_DONE.search(c) and not _A_PART.search(c) and _share(letters, c) == 1.0 for c in _CLAUSE.split(told)
        )
    for ends in _ENDS.finditer(claim):
        words = claim[ends.start() :]
        if len(words) >= len(ends[0]) + 2 and words in told:
            return all(_OF_IT.match(behind) for behind in told.split(words)[1:])
    return False


def is_undecided(claim: str, told: str) -> bool:
    """Tell whether a claim says that something is settled or told, and a sentence that this is not done.

    >>> is_undecided("公司已经决定上诉", "是否上诉目前尚未决定"), is_undecided("公司决定上诉", "公司决定上诉,时间未定")
    (True, False)
    """
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
    letters = _letters(claim)
    if _PUT_OFF.search(claim):
        as_planned = [
            c for c in _CLAUSE.split(told) if _AS_PLANNED.search(c) and _share(_letters(claim[-4:]), c) >= 0.5
        ]
        return bool(as_planned) and not _DENIES.search(claim) and _share(letters, told) >= _SAID
    if _DENIES.search(claim) or _share(letters, told) < _SOME:
        return False
    if _PLANNED_FOR.search(told) and _CANCELLED.search(told):
        return True
    times = _TIME.findall(claim)
    for later in _PUT_OFF.finditer(told):
        until = _CLAUSE.split(told[later.end() :], maxsplit=1)[0]
        if times and _TIME.search(until) and times[0] not in until:
            return True
    return bool(times) and any(times[0] not in only[0] and _TIME.search(only[0]) for only in _NOT_BEFORE.finditer(told))


def is_turned_down(claim: str, told: str) -> bool:
    """Tell whether a sentence tells of what a claim says as asked for, and turned down.

    >>> is_turned_down("法院要求公司公开道歉", "原告提出的要求公司公开道歉的请求,法院没有支持。")
    True
    """
    if _DENIES.search(claim) or _ASKED_FOR.search(_COURT.sub("", claim)):
        return False
    letters, deed = _letters(claim), _letters(claim[-_REACH:])  # what is done stands last
    for refused in _TURNED_DOWN.finditer(told):
        wish = _ASKED_FOR.search(told, 0, refused.start())
        if wish is None or _REST_OF.search(told, wish.start(), refused.end()) or _AFTER_ALL.search(told, refused.end()):
            continue
        asked = told[wish.start() : refused.start()]
        if _share(deed, asked) >= _SAID and _share(letters, told[: refused.end()]) >= _SAID:
            return True
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
    letters = _letters(_EARLIER.sub("", claim)) - set("没未曾")
    return any(_FIRST.search(clause) and _share(letters, clause) >= _SAID for clause in _CLAUSE.split(told))


def is_not_the_first(claim: str, told: str) -> bool:
    """Tell whether a clause denies that something is the first or the most, which a claim says.

    >>> is_not_the_first("甲校是全县第一个这样做的", "甲校并不是县里最早这样做的学校")
    True
    """
    if not _THE_FIRST.search(claim) or _DENIES.search(claim):
        return False
    letters = _letters(_THE_FIRST.sub("", claim))
    return any(
        _share(letters, clause) >= _SOME
        and (first := _THE_FIRST.search(clause))
        and _IS_NOT.search(clause, max(0, first.start() - _REACH), first.start())
        for clause in _CLAUSE.split(told)
    )


def same_free(text: str) -> str:
    """Write what costs nothing in one way.

    >>> same_free("打球不用交钱"), same_free("活动不收费用"), same_free("持票者不必另外购票")
    ('打球免费', '活动免费', '持票者免费')
    """
    return _FREE.sub("免费", text)


_FREE = re.compile(
    "(?:不用|不必|无需|无须|不需要?|不再?|免)(?:再|另外|额外|另行|单独)?(?:(?:交|付|掏|花|收|要|缴)(?:取|纳)?(?:任何)?(?:钱|费用?|款)(?:[买购]票)?|[买购]票)"
)
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
    "(?:没有|未|不予|不)(?:获得?)?(?:支持|采纳|批准|同意|通过|受理|认可|接受)|驳回|否决|被拒|拒绝了?|遭拒"
)
_ASKED_FOR = re.compile("请求|要求|申请|主张|提议|建议|诉求|呼吁|提案|上诉")
_REST_OF = re.compile("其[他它余]|另外|部分|判决|同意")
_AFTER_ALL = re.compile("后来|最终|随后|协商|决定|但是?|不过|改为")
_COURT = re.compile("(?:法院|法庭|判决|裁定|仲裁委?)[^,，]{0,6}(?:要求|主张)")
_IS_NOT = re.compile("不是|并非|不算|算不上|没有|未")
_THE_FIRST = re.compile("第一[个家所位座次条支]|首[个家所位座例]|最早|率先|头一[个家所]")


def is_denied_nearby(claim: str, told: str) -> bool:
    """Tell whether the clause that speaks of a claim in its own words denies something of it, or the next what is done.

    >>> is_denied_nearby("城墙上能摆摊", "城墙上不设商业摊点,灯光秀暂缓。"), is_denied_nearby("能摆摊", "可以摆摊")
    (True, False)
    """
    if _DENIES.search(claim):
        return False
    letters, deed = _letters(claim), _letters(claim[-_DEED:])
    clauses = _CLAUSE.split(told)
    for before, clause in zip(["", *clauses], clauses, strict=False):
        for match in _NEGATES.finditer(clause):
            behind = letters & set(_AND_SO.split(clause[match.end() : match.end() + _REACH], maxsplit=1)[0])
            near = _share(letters, clause) >= _NEAR or (behind & deed and _share(letters, before + clause) >= _NEAR)
            if near and behind - set(told.replace(clause, "") + clause[: match.start()]):
                return True
    return False
