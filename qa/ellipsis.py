"""Completes Chinese questions that leave out what the turns before said, as 为什么? or 什么时候举行的? do."""

import re

from qa.mentions import ATTRIBUTE, TIME, named, phrases, solid
from qa.referents import Thread, short_answer
from qa.substitution import ORDINAL, item
from qa.wording import ADVERB, QUANTITY, WHO, bare, fill, split_at_quantity, statement

_BARE_ADVERB = re.compile(
    r"^(?:具体|又|都|到底|究竟)?(?P<wh>(?:是)?(?:在|从|到)?(?:什么时候|什么时间|何时|哪一?[天年月日]"
    r"|几[点号月](?:几[号日])?|几时|哪里|哪儿|哪|哪个(?:地方|城市|国家|省)|什么地方|何地|为什么|为何|为啥"
    r"|什么原因|怎么(?:做的?|办到的?|回事|会)?|如何|怎样))(?:的|呢|呀|啊|会这样|这样)*[?？。! ]*$"
)
# 那是在哪一年? asks when what was told came about, unless a thing was asked for.
_THAT_WAS = re.compile(
    r"^[那这](?:件事|事)?(?=(?:发生)?(?:是?在?)(?:什么时[候间]|何时|哪一?[天年月日]|哪里|哪儿|什么地方)"
    r"(?:的(?:事情?)?|发生的)?[呢啊呀?？。 ]*$)"
)
# 比去年同期涨了多少?
_COMPARED_WITH = re.compile(
    r"^(?:比|较|同比|环比|[与和跟同][^,，?？]{1,10}相?比)[^?？]*(?:多少|几|[多高大涨增贵快强好早升]了?还是)"
)
_BARE_AMOUNT = re.compile(
    r"^(?:一共|总共|共|大概|大约|具体|到底)?(?:有|是|要|得|花了?|需要|值)?(?P<wh>多少(?:钱|人|个|次|元|名"
    r"|天|年|家|项|吨|岁|票|米)?|几(?:个|次|人|天|年|项|家|名|岁|票|位)?人?|多[大高长久重远宽深](?:年纪"
    r"|岁数|时间|了)?)(?:呢|了|的|呀|啊)*[?？。! ]*$"
)
_BARE_COUNT = re.compile(r"^(?:几|多少)[个名位家项条座种次届层辆架处]?[^,，?？是在有了的被]{1,6}[?？。! ]*$")
_BARE_LIST = re.compile(
    r"^(?:分别|都|各|具体)?(?:是|有|包括|叫)?(?P<wh>哪[一二两三四五六七八九十几](?:个|项|点|条|方面|位|名"
    r"|种|家|类|步|次|部分|人)|哪些|什么|啥|谁|哪些人)(?:内容)?(?:呢|的|呀|啊)*[?？。! ]*$"
)
_PERSONAL = re.compile(
    r"出生|去世|毕业|上任|任职|就任|被捕|被抓|被判|判了|入职|退休|结婚|入党|参军|加入|多大(?:了|年纪|岁数"
    r"|$|\?)|几岁|哪里人|哪国人|职务|职位|身份|头衔|学历|年龄|年纪|籍贯|岁数|担任|获奖|说|讲|表示|认为"
    r"|强调|指出|提到|提出|呼吁|宣读|主持|代表谁"
)
_OF_EVENTS = re.compile(
    r"举行|召开|举办|开幕|闭幕|参加|出席|主持|参会|参赛|主办|承办|会上|发生|持续|伤亡|死亡|遇难|受伤"
)
_ADVERBS_FIRST = re.compile(
    r"^(?:(?:还|又|也|都|后来|之后|最后|具体|一共|总共|目前|现在|最终|结果|当时|曾经?|曾|共|已经|将"
    r"|会(?!议|场|员|长)|要(?!求|点|闻)|能(?!源|力|量)|可以|到底|究竟|主要|原来)(?!有))*"
)
_SELF_CONTAINED_VERBS = re.compile(
    r"^(?:有|是|请|为|据|根据|按照|从|对|关于|除了|在|由|把|被|让|听说|说到|提到|列|总结|概括|介绍|讲一?下|说一?下|告诉)"
)
# 捐了五万元的是哪家企业 has its subject behind the verb.
_WHO_DID = re.compile("的(?:人|那[个位家])?是(?:谁|哪)")
_ATTENDED = re.compile(
    r"(?:一共|总共|共)?有(?:哪些|多少|几)[^,，?？]{1,10}"
    r"(?:参加|出席|参展|参与|到场|报名|受伤|死亡|遇难|失踪)了?[?？。 ]*$"
)


_DID = re.compile("(?:一共|总共|共)?(?:赚|挣|卖|花|捐|产|拿|有|是|为|达到?|实现|完成)[了到出]?$")


# 今年想做到多少? says of what in the question before.
_INTENDS = re.compile(
    r"(?:又|还|也)?(?:想|计划|打算|准备|预计|力争|争取|希望|目标是?|要(?!求|点)|能(?!源|力|量)|会(?!议|场|员|费|长)|将(?!军))"
    r"(?:做|达|冲|增|涨|降|减)?[到至]?(?:实现|完成|突破|达到|是|为|有)?(?:多少|几)"
)


def _ask(words: str) -> str:
    return f"{bare(words)}?"


def bare_question(plain: str, thread: Thread) -> str | None:
    """Complete a question that is an asking word alone, as 为什么? 多少钱? 分别是什么? are."""
    if (match := _THAT_WAS.match(plain)) and (told := statement(thread)) and has_verb(told):
        return f"{told},{plain[match.end() :]}"
    if match := _BARE_ADVERB.match(plain):
        return _adverb(match["wh"], thread)
    if (match := _COMPARED_WITH.match(plain)) and (owner := _counted(thread)) and owner not in plain:
        return f"{owner}{plain}"
    if match := _BARE_AMOUNT.match(plain):
        return _amount(plain, match["wh"], thread)
    inside = QUANTITY.search(bare(thread.last))
    if _BARE_COUNT.match(plain) and inside and not has_verb(bare(thread.last)[inside.end() + 1 :]):
        return f"{bare(thread.last)[: inside.start()]}{_ask(plain)}"
    if match := _BARE_LIST.match(plain):
        return _listing(plain, match["wh"], thread)
    return None


def _counted(thread: Thread) -> str | None:
    """Return what the newest question asked the amount of: 上半年赚了多少利润? 上半年的利润."""
    pair = split_at_quantity(thread.last)
    if not pair or not QUANTITY.search(thread.last):
        return None
    owner, noun = pair
    return f"{_DID.sub('', owner)}的{noun}" if noun else owner


def _adverb(wh: str, thread: Thread) -> str | None:
    last = bare(thread.last)
    why = re.search(r"为什么|为何|为啥|原因|怎么会|怎么回事", wh) is not None
    wh = "为什么" if wh in ("什么原因", "怎么会", "怎么") and why else wh
    answer = short_answer(thread.last_turn)
    if not why and (inside := ADVERB.search(last)):
        kept = "是" if inside[0].startswith("是") and not wh.startswith("是") else ""
        return f"{last[: inside.start()]}{kept}{wh}{last[inside.end() :]}?"
    told = fill(thread.last, answer)
    if thread.last_turn.kind == "yes_no" and re.match(r"不是|没有|否", thread.last_turn.text) and why and not answer:
        return _why_not(told, thread)
    if thread.last_turn.kind == "reason" and why:
        return thread.last
    if not why and (
        re.search(r"(?:是|为|叫|有|占)(?:什么|多少|谁|哪|几)|多[大高长久重远宽深]|多少钱", last) or not has_verb(told)
    ):
        subject = thread.event() or thread.topic()
        return f"{subject}{wh}?" if subject else None
    first = next((m for m in phrases(told, thread.people) if m.sort != "time"), None)
    if first is None or first.start > 12:
        return f"{wh}{told}?"
    end = first.end
    if (first.start and told[first.start - 1] in "在从向对由") or re.match(r"[、和与]", told[end:]):
        return f"{wh}{told}?"
    rest = told[end:]
    if ADVERB.search(rest) or not rest:
        return f"{wh}{told}?"
    return f"{told[:end]}{wh}{rest}?"


def _why_not(told: str, thread: Thread) -> str:
    """Ask why a thing is not so: 大会延期了 becomes 大会为什么没有延期?."""
    first = next((m for m in phrases(told, thread.people) if m.sort != "time"), None)
    end = first.end if first and first.start <= 12 else 0
    rest = told[end:]
    done = re.search(r"了|过", rest)
    return f"{told[:end]}为什么{'没有' if done else '不'}{rest.replace('了', '', 1) if done else rest}?"


def has_verb(plain: str) -> bool:
    """Tell whether words do something: have a verb that is more than 是, 有 or 为."""
    import rjieba  # loads a dictionary, and only conversations need it

    return any(tag == "v" and word not in "是有为" for word, tag in rjieba.tag(plain)) or bool(
        re.search("[了过被]", plain)
    )


def _amount(plain: str, wh: str, thread: Thread) -> str | None:
    last = bare(thread.last)
    if re.match(r"多大|几岁|多少岁|多高", wh) and (person := thread.person()):
        return f"{person}{_ask(plain)}"
    words = short_answer(thread.last_turn)
    asked = thread.last_analysed()
    if (words and asked.wants in ("title", "organisation")) or (
        words and asked.wants == "anything" and asked.kind == "fact"
    ):
        owner = thread.thing()
        if owner == words:
            return f"{owner}{_ask(plain)}"
    if (inside := QUANTITY.search(last)) and re.match(r"多少|几", inside[0]) and re.match(r"多少|几", wh):
        noun = inside.end() + (1 if re.match(r"[钱人]", last[inside.end() :]) and len(wh) > 1 else 0)
        return f"{last[: inside.start()]}{wh}{last[noun:]}?"
    subject = thread.topic()
    return f"{subject}{_ask(plain)}" if subject else None


def _listing(plain: str, wh: str, thread: Thread) -> str | None:
    last = bare(thread.last)
    if wh in ("谁", "哪些人"):
        if match := re.search(r"(?:多少|几|哪些?)(?:个|位|名)?人", last):
            return f"{last[: match.start()]}{wh}{last[match.end() :]}?"
        if match := re.search(r"有没有人|(?<!没)有人", last):
            return f"{last[: match.start()]}{wh}{last[match.end() :]}?"
        return f"{last},{_ask(plain)}" if WHO.search(last) and re.match("分别|都|各", plain) else None
    pair = split_at_quantity(last)
    if pair and QUANTITY.search(last):
        if wh.startswith("哪") and not re.match(r"(?:分别|都|各)", plain):
            inside = QUANTITY.search(last)
            assert inside  # noqa: S101 -- split_at_quantity found it
            return f"{last[: inside.start()]}{wh}{last[inside.end() :]}?"
        owner, noun = pair
        number = short_answer(thread.last_turn)
        told = f"的{noun}" if noun else f"的{number}" if number else ""
        return f"{owner}{told}{_ask(plain)}"
    subject = thread.topic()
    return f"{subject}{_ask(plain)}" if subject else None


def those(plain: str, thread: Thread) -> str | None:
    """Say which 那几次 are meant: those that the newest question counted or listed."""
    match = re.match(
        r"(?:这|那)(?:[几些两二三四五六七八九十]{1,2})(?P<measure>个|项|点|条|方面|位|名|种|次|家|步|部分)?", plain
    )
    one = re.match(
        r"(?:这|那|该)一?(?:个|项|种|次|份|条)?(?P<noun>[\u4e00-\u9fff]{2,6}?)(?=[是到在有为什被由对从的能会让多,，?？])",
        plain,
    )
    if (
        not match
        and one
        and (
            asked_for := re.search(rf"(?:了|过)?(?:什么|哪[些个项种次份条]?)(?:样的)?{one['noun']}[?？]*$", thread.last)
        )
    ):
        # What measures did they announce? This measure, which took a sentence to tell.
        return (
            f"{thread.last[: asked_for.start()]}的{plain[one.start('noun') :]}"
            if asked_for.start() > 1 and not thread.short_thing()
            else None
        )
    pair = split_at_quantity(thread.last)
    asked = QUANTITY.search(thread.last)
    if (
        not match
        or not pair
        or not asked
        or (match["measure"] and asked[0][-1] not in (match["measure"], "少", "些", "个"))
    ):
        return None
    owner, noun = pair
    rest = plain[match.end() :]
    if not noun or not rest or owner in plain:
        return None
    return f"{owner}的{match[0]}{'' if rest.startswith(noun) else noun}{rest}"


def title_of_work(thread: Thread) -> str | None:
    """Return the work whose title may be asked for after the newest turn: 李雷的报告, or None."""
    work = re.search(
        r"(?:什么|哪\S?|怎样的|[个份篇部本首则的]|[作做]了?)(?P<work>报告|论文|书|小说|电影|影片|歌|演讲|讲话|文件|作品|纪录片|课题|画|发言)",
        thread.last,
    )
    if not work:
        return None
    before = solid(thread.last[: work.start()], thread.people)
    owner = named(thread.last[: work.start()], thread.people)[-1:] or before[:1]
    asked_who = WHO.search(thread.last) and thread.person()
    who = owner[0].text if owner else asked_who
    return f"{who}的{work['work']}" if who else work["work"]


def subjectless(plain: str, thread: Thread) -> str | None:
    """Give a question without a subject the one of the turns before; None where it has its own.

    什么时候举行的? 还说了什么? 主题是什么? 有多少人参加?
    """
    lead = _ADVERBS_FIRST.match(plain)
    core = plain[lead.end() :] if lead else plain
    if (when := TIME.match(core)) and _INTENDS.match(core, when.end()) and (who := _counted(thread) or thread.topic()):
        return f"{who}{plain}" if who not in plain else None
    ordinal = ORDINAL.match(core)
    if ordinal and ordinal[0][-1] in "个点项条方面步部分件类种" and (found := item(core, ordinal, thread)):
        return found
    if any(m.start == 0 and len(m.text) == 1 and m.sort == "thing" for m in phrases(core, thread.people)):
        return None  # 碑是哪天立的?
    own = [m for m in solid(core, thread.people) if m.sort != "time"]
    first = ATTRIBUTE.match(core)
    if first and not own:
        return _owned(plain, thread)
    if not own:
        if re.search(r"发生了?(?:什么|哪些)", core):
            return None
        who = _host(core, thread) if WHO.match(core) else _actor(core, thread)
        return f"{who}{plain}" if who and who not in plain else None
    if _ATTENDED.match(core) and (host := thread.event() or thread.topic()) and host not in plain:
        return f"{host}{plain}"
    if re.match(r"(?:与|和|跟|同)[^,，?？]{1,16}(?:有(?:什么|何|哪些)|的)(?:区别|不同|差别|关系|联系)", core):
        who = thread.topic()
        return f"{who}{plain}" if who and who not in plain else None
    whole = _SELF_CONTAINED_VERBS.match(core) or _WHO_DID.search(core)
    begins_with_verb = _begins_with_verb(core) and not whole
    if begins_with_verb and not WHO.search(core[:6]):
        who = _actor(core, thread)
        if who and who not in plain:
            return f"{who}{plain}"
    if core.startswith("在") and not WHO.search(core) and (who := _actor(core, thread)) and who not in plain:
        behind = own[0].end if own[0].start <= 2 else 0
        if behind and _acts(core[behind:]) and not re.search(r"哪里|什么时候|多少人|举行|举办|召开|发生", core):
            return f"{who}{plain}"
    return None


def _acts(words: str) -> bool:
    return bool(
        re.match(
            r"(?:上|中|里|内|期间|时)?(?:还|又|都|也)?(?:做|说|讲|提|宣读|发表|作|干|拿|得|获|表示|强调|担任|卖|买)",
            words,
        )
    )


def _begins_with_verb(core: str) -> bool:
    import rjieba  # loads a dictionary, and only conversations need it

    first, second, *_ = [*rjieba.tag(core), ("", ""), ("", "")]
    verb = first[1] == "v" or first[0] in ("用", "到") or (first[1] != "r" and second[0] in ("于", "了", "过", "着"))
    return verb and not re.search(r"^\S{2,4}(?:的|是)", core)


def _actor(core: str, thread: Thread) -> str | None:
    """Return who or what a question without a subject goes on about."""
    if (
        _OF_EVENTS.search(core)
        and not re.match(r"(?:主持|参加|出席|宣读)了?(?:什么|哪)", core)
        and (event := thread.event())
    ):
        return event
    if _PERSONAL.search(core) and (person := thread.person()):
        return person
    if re.match(r"(?:还|又|也)?(?:做|干|有什么看法|获得|获|得|去|来|去过|见|对)", core) and (person := thread.person()):
        return person
    return thread.topic()


def _host(core: str, thread: Thread) -> str | None:
    """Return what somebody is asked for about: 谁主持的? 谁获奖? may be complete."""
    return (thread.event() if _OF_EVENTS.search(core) else None) or (
        thread.topic() if re.search(r"的[?？。 ]*$", core) else None
    )


def _owned(plain: str, thread: Thread) -> str | None:
    """Say whose property is asked for: 主题是什么? becomes 大会的主题是什么? where a 大会 was talked of."""
    owner = thread.person() if _PERSONAL.search(plain) else None
    if owner is None and re.match(r"(?:具体|举[办行])?(?:时间|地点|日期|主题|人数|地址)", plain):
        owner = thread.event()
    if re.match(r"题目|标题", plain):
        owner = title_of_work(thread) or owner
    owner = owner or thread.topic()
    return f"{owner}的{plain}" if owner and owner not in plain else None
