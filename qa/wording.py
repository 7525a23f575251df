"""Words a question anew: as a statement with its answer, or split at what it counts."""

import re

from qa.mentions import phrases
from qa.referents import Thread, short_answer

_MEASURE = (
    "个|项|点|条|方面|位|名|种|类|件|起|次|届|部|份|步|家|座|场|支|批|处|人|岁|天|年|月|日"
    "|小时|分钟|元|米|公里|吨|倍|套|台|辆|架|艘|只|层|号|等|席"
)
ADVERB = re.compile(
    r"(?:是)?(?:在|于|从|到)?(?:什么时候|什么时间|何时|哪一?[天年月日]|几[点号月](?:几[号日])?|几时|哪里"
    r"|哪儿|哪个(?:地方|城市|国家|省|地区)|什么地方|何处|何地|为什么|为何|为啥|因为什么|怎么(?!样的|看|说"
    r"|样)|如何|怎样|多久)"
)
QUANTITY = re.compile(rf"哪些|(?:多少|第?几(?!乎)|哪几|哪[二两三四五六七八九十](?=[{_MEASURE}]))(?:{_MEASURE})?")
WHO = re.compile(r"谁|哪(?:一)?位|什么人|何人|哪些人|哪(?:一)?个人")
WHICH = re.compile(r"哪(?:一)?(?:家|个|座|所|款|部|本|份|种|项|支|条|届|篇|只|艘|架|起|场|次)|什么|啥|哪")
_PARTICLE = re.compile(r"(?:(?:呢|吗|(?<![什怎])么|吧|呀|啊)?[?？。!！ ]*)$")
_YES_NO = re.compile(r"(?:是不是|是否|有没有|有无)")


def bare(question: str) -> str:
    """Return a question without the particle and mark at its end."""
    return _PARTICLE.sub("", question)


def _noun_behind(text: str, at: int) -> str:
    """Return the noun phrase that begins at an offset."""
    return next((m.text for m in phrases(text) if m.start == at), "")


def fill(question: str, words: str) -> str:
    """Return a question as a statement: these words, or nothing, where its asking word stood.

    >>> fill("谁主持了大会?", "覃玉兰"), fill("提出了几点要求?", "四点")
    ('覃玉兰主持了大会', '提出了四点要求')
    """
    plain = bare(question)
    if _YES_NO.search(plain):
        return _YES_NO.sub(lambda m: {"是不是": "是"}.get(m[0], "有" if m[0][0] == "有" else ""), plain, count=1)
    for pattern in (WHO, ADVERB, QUANTITY, WHICH):
        match = pattern.search(plain)
        if not match:
            continue
        start, end = match.span()
        if pattern is ADVERB and words and match[0].startswith(("是", "在", "是在")):
            start += 1 if match[0][0] == "是" else 0
        if pattern is WHICH and words:
            noun = _noun_behind(plain, end) or (plain[end : end + 1] if len(plain) - end == 1 else "")
            end += len(noun.split("的")[0]) if "的" not in noun else 0
        elif pattern is QUANTITY and words:
            for size in range(min(len(words), len(plain) - end), 0, -1):
                if words.endswith(plain[end : end + size]):
                    end += size
                    break
            if re.match(r"钱", plain[end:]) and re.search(r"[元块币]$", words):
                end += 1
        return f"{plain[:start]}{words}{plain[end:]}"
    return plain


def statement(thread: Thread) -> str | None:
    """Return what the newest question and its answer tell together, or None where no short answer was given."""
    turn, asked = thread.last_turn, thread.last
    if turn.kind == "yes_no" and turn.answerable:
        return None if re.match(r"不是|没有|否|No\b", turn.text) else fill(asked, "")
    words = short_answer(turn)
    return fill(asked, words) if words and turn.kind in ("fact", "count") else None


def split_at_quantity(question: str) -> tuple[str, str] | None:
    """Return what a question counts or lists as (owner with its verb, noun), or None.

    >>> split_at_quantity("李雷提出了几点要求?")
    ('李雷提出', '要求')
    """
    plain = bare(question)
    match = QUANTITY.search(plain)
    if not match or not match.start():
        return None
    rest = re.match(
        r"(?:内容|具体)?(?P<noun>[\u4e00-\u9fff]{0,12}?)(?:是什么|分别.*|有哪些|是哪.*)?$", plain[match.end() :]
    )
    if not rest:
        return None
    owner = re.sub(
        r"(?:一共|总共|共|都|分别|主要|具体)*(?:了|过|有|包括|是|为|分为|分成|分)?$", "", plain[: match.start()]
    )
    owner = re.sub(r"(?:一共|总共|共)?(?:有|了|过|都|主要)$", "", owner)
    return (owner, rest["noun"]) if owner else None
