"""Completes a follow-up from the turns before it, by rules: pronouns, ellipsis, a topic carried over."""

import re
from collections.abc import Collection, Sequence

from qa import ellipsis, english_followups, substitution
from qa.anaphora import resolve, within
from qa.mentions import ASKING, ATTRIBUTE, TIME, phrases, solid, sort_of
from qa.normalize import for_models
from qa.question import analyse, language_of
from qa.referents import Thread
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Answer
from qa.wording import ADVERB, QUANTITY, WHICH, WHO

# A longer message says itself what it is about.
_LONGEST_FOLLOW_UP = 200
# Shorter questions lean on what was said: 为什么呢?
_SHORTEST_ALONE = 5
_LEAD = re.compile(
    r"^(?:(?:那么|那末|那(?!个|位|场|次|家|些|里|儿|边|天|年|时|份|项|本|部|种|起|名|两|几|会|段|座|条|只"
    r"|件|人|是|叫|为|对|让|会|怎|有)|嗯|哦|噢|好的?|对了|请问|那请问|然后|另外(?![那一的两几]|个)"
    r"|还有(?!谁|哪|什么|多少|几|没有|吗)|再问一?下|顺便问一?下|我想问(?:一?下)?|所以|但是?|可是"
    r"|而)(?:[,，、 ]+|(?=\S))){1,3}",
)
_NEW_TOPIC = re.compile(
    r"^(?:换个?(?:问题|话题)|另外?问?一?个问题|下一个问题|问个?别的|by the way|another question|new question|on another note)[,，:：。 ]*",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^(?P<x>.{1,30}?)(?:又|现在)?(?:呢|怎么样|如何|又是怎样)[?？。! ]*$")
_TOPICALISED = re.compile(r"^(?P<x>[^,，?？]{1,16})呢[,，?？]\s?(?P<rest>.{2,100})$")
_IS_IT = re.compile(r"^(?P<lead>(?:难道)?(?:不)?(?:是|是不是))(?P<x>[^,，]{1,20}?)(?:吗|么|吧)?[?？。! ]*$")
_ASKED_PART = re.compile(
    rf"{WHO.pattern}|哪家公司|哪个[\u4e00-\u9fff]|(?:{ADVERB.pattern})|什么[\u4e00-\u9fff]?|{QUANTITY.pattern}|{WHICH.pattern}"
)
_MORE = re.compile(
    r"^(?:还有(?:吗|没有|呢|什么|哪些|别的吗|其他的吗|其他的?呢)?|然后呢|后来呢|接着呢|接下来呢|继续(?:说"
    r"|讲)?|其[他它](?:的|几[个点条项])?(?:呢|有哪些)|别的呢|剩下的呢|具体(?:呢|说说|讲讲|一点|点|说一下"
    r"|是什么|有哪些|怎么说)?|(?:能|可以)?(?:再)?(?:详细|具体)(?:一点|点|说说|讲讲|说一下|介绍一下)(?:吗)?"
    r"|展开(?:说说|讲讲|一下)|再说一?遍|再说说|什么意思"
    r"|真的吗|是真的吗|是吗|是这样吗|确定吗|你确定吗|没有了吗|就这些吗"
    r"|(?:and )?what else|anything else|go on|tell me more|more details?|(?:are you )?sure|really"
    r"|is that all|and then|can you elaborate|please continue|continue)[?？。! ]*$",
    re.IGNORECASE,
)
_ALSO = re.compile(r"^还有(?P<wh>谁|哪些人|哪位|哪几个人)(?P<rest>[^?？]{0,20}?)(?:呢)?[?？ ]*$")
_WHICH_IS_MORE = re.compile(
    r"^(?:这|那)?(?:两[个者家]|哪一?[个家座边年种款]|谁)(?:里"
    r"|中)?(?:哪一?[个家座边年])?(?:的)?(?P<what>.{0,8}?)(?:更|最|比较)?(?:多|高|大|长|早|晚|低|少|小|快"
    r"|好|贵|便宜|远|近|重)(?:一些|些|一点)?[?？ ]*$"
)
_ENGLISH_LEAD = re.compile(r"^(?:(?:and|so|then|but|ok|okay|well|also)[, ]+)?", re.IGNORECASE)
# With a Chinese name in it a short English question has more of that than of English.
_ENGLISH_WORD = re.compile(
    r"(?:and|or|but|so|what|how|who|when|where|why|which|did|does|do|is|was|are|were)\b ", re.IGNORECASE
)
_CHINESE_PRONOUN = re.compile(r"他|她|它|该|这|那|此|其|本人|当|届时|同年|同日|两人|二人|双方|上述")


def topic(question: str) -> str:
    """Return the longest phrase that says what a question is about, or an empty string.

    >>> topic("第四届社会责任工作大会是什么时候举行的?")
    '第四届社会责任工作大会'
    """
    found = [m for m in solid(question) if m.sort != "time"]
    titles = [m.text for m in found if m.sort == "title"]
    return titles[0] if titles else max((m.text for m in found), key=len, default="")


def complete(turns: Sequence[Answer], question: str, people: Collection[str]) -> str:
    """Return a question that can be understood without the conversation; unchanged where it already can.

    Its words are those of the turns; where it is unsure what is meant the question stays as it is.

    :param turns: earlier replies, oldest first.
    :param people: names of people in the article.
    """
    plain = for_models(question).strip()
    if len(plain) > _LONGEST_FOLLOW_UP or not plain:
        return question
    turns = [t for t in turns if t.kind not in ("small_talk", "off_topic")]
    told = within(plain, people)
    if not turns:
        return told if told != plain else question
    thread = Thread(turns, people)
    completed = _completed(told, thread)
    if completed is None:
        completed = told
    completed = completed.strip()
    if completed == plain or not completed or len(completed) > MAX_QUESTION_CHARS:
        return question
    return completed


def put_before(question: str, completed: str) -> str:
    """Return what a completion put before a question that may well be complete without it, else an empty string.

    The subject of such a question is a guess; 主题是什么? needs its owner, and 为什么? the whole question before it.

    >>> put_before("什么时候开放?", "新馆什么时候开放?"), put_before("主题是什么?", "大会的主题是什么?")
    ('新馆', '')
    """
    plain = for_models(question).strip()
    before = completed.removesuffix(plain)
    alone = ellipsis.has_verb(plain) or not ATTRIBUTE.match(plain)
    # 说了什么? alone asks for a summary of the article, behind a person for what they said.
    alone = alone and analyse(plain).kind not in ("summary", "page")
    whole = len(plain) >= _SHORTEST_ALONE and language_of(plain) == "zh" and alone
    return before if before != completed and whole else ""


def _completed(plain: str, thread: Thread) -> str | None:
    """Return the completed question, or None where it stands by itself."""
    if analyse(plain).kind in ("small_talk", "off_topic"):
        return None
    if new := _NEW_TOPIC.match(plain):
        resolved = resolve(plain[new.end() :], thread)
        return resolved if resolved != plain[new.end() :] else None
    if _MORE.match(plain) or _MORE.match(core := _core(plain)):
        return thread.last
    if _ENGLISH_WORD.match(plain) or (language_of(plain) == "en" and not _is_name(core, thread)):
        return _english(plain, thread)
    page = analyse(core).kind
    if page in ("page", "summary"):
        return _page_or_summary(core, page, thread)
    for form in (_also, _which_is_more, _topicalised, _elliptical, _is_it):
        if found := form(core, thread):
            return found
    if found := ellipsis.bare_question(core, thread):
        return found
    if found := ellipsis.those(core, thread):
        return found
    resolved = resolve(core, thread)
    if resolved != core:
        return resolved
    if re.match("另外|另一|其余|剩下", core) or (_CHINESE_PRONOUN.match(core) and not re.match(r"该|当", core)):
        return None  # a pronoun that means nothing in these turns, or an article's own thing: nothing is put before it
    return ellipsis.subjectless(core, thread)


def _core(plain: str) -> str:
    """Return a question without what only leads to it: 那, 对了, 请问."""
    core = plain
    for _ in range(3):
        match = _LEAD.match(core)
        if not match or not match.end() or match.end() == len(core):
            break
        core = core[match.end() :]
    return core if re.search(r"\w", core) else plain


def _is_name(core: str, thread: Thread) -> bool:
    """Tell whether Latin letters are a name among Chinese turns, as in EG.5呢?."""
    short = re.fullmatch(r"[A-Z][\w.-]{0,20}(?:呢)?[?？ ]*", core)
    return language_of(core) == "zh" or bool(short and language_of(thread.last) == "zh")


def _page_or_summary(core: str, kind: str, thread: Thread) -> str | None:
    if kind == "page" and re.match(r"(?:题目|标题)(?:是|叫|呢)", core) and (work := ellipsis.title_of_work(thread)):
        return f"{work}的题目是什么?" if core.endswith(("呢", "呢?")) else f"{work}的{core}"
    if kind == "page" and (match := _WHAT_ABOUT.match(core)) and thread.last_analysed().kind == "page":
        return substitution.what_about(match["x"], thread)
    resolved = resolve(core, thread) if re.search(r"他|她|它|该", core) else core
    if resolved != core:
        return resolved
    if kind == "summary" and re.match(r"(?:都|还|主要)?(?:讲|说|写)", core) and (person := thread.person()):
        return f"{person}{core}"
    return None


def _also(core: str, thread: Thread) -> str | None:
    """还有谁? asks the last question for more people."""
    match = _ALSO.match(core)
    if not match:
        return None
    last = thread.last
    if not match["rest"] and (inside := WHO.search(last)):
        return f"{last[: inside.start()]}还有{match['wh']}{last[inside.end() :]}"
    return None


def _which_is_more(core: str, thread: Thread) -> str | None:
    """哪个更多? after two questions that differ in one thing asks about both."""
    match = _WHICH_IS_MORE.match(core)
    one, other = thread.before_last, thread.last
    if not match or not one or one == other:
        return None
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first, second = one[start : len(one) - end], other[start : len(other) - end]
    # Whole words, not the characters that happen to differ: 甲省 and 乙省, not 甲 and 乙.
    for mention in phrases(one, thread.people):
        for part in mention.text.split("的"):
            if first and first in part and one[:start].endswith(part[: part.index(first)]):
                first = part
    for mention in phrases(other, thread.people):
        for part in mention.text.split("的"):
            if second and second in part and other[:start].endswith(part[: part.index(second)]):
                second = part
    if not first or not second or len(first) > 20 or len(second) > 20 or end < 2:
        return None
    rest = one[one.index(first) + len(first) :]
    asked = QUANTITY.search(rest) or re.search(r"多[大高长久重远宽深]", rest)
    if not asked:
        return None
    common = re.sub(r"(?:是|为|有|占|达到?)$", "", rest[: asked.start()])
    before = one[: one.index(first)]
    return f"{before}{first}和{second}{common},{core}"


def _topicalised(core: str, thread: Thread) -> str | None:
    """李雷呢,他做了什么? names in front what the pronoun means."""
    match = _TOPICALISED.match(core)
    if not match:
        return None
    x, rest = resolve(match["x"], thread), match["rest"]
    put = re.sub(r"他(?!们|人)|她(?!们)|它(?!们)|^(?:这|那)(?=是|有)", lambda _: x, rest, count=1)
    return put if put != rest else rest if x in rest else f"{x}{rest}"


def _elliptical(core: str, thread: Thread) -> str | None:
    """上海呢? or a phrase alone asks the last question of something else."""
    match = _WHAT_ABOUT.match(core)
    x = match["x"] if match else re.sub(r"[?？。! ]+$", "", core)
    if not match:
        found = phrases(x, thread.people)
        time = TIME.fullmatch(x)
        ordinal = substitution.ORDINAL.fullmatch(x)
        alone = len(found) == 1 and found[0].text == x and len(x) <= 16
        if not (time or ordinal or alone) or ASKING.search(x) or not re.search(r"[?？]$|^\S{1,12}$", core):
            return None
        if not (time or ordinal) and analyse(x).wants != "anything":
            return None  # 会议时间: keywords that ask by themselves
    elif not core.rstrip("?？。! ").endswith("呢") and not _names_only(x, thread):
        return None  # 天气怎么样? may be complete; 上海怎么样? is not
    if len(x) > 24 or ASKING.search(x):
        return None
    if (
        core.rstrip("?？。! ").endswith(("怎么样", "如何"))
        and not re.search("的", x)
        and sort_of(x, thread.people) == "thing"
    ):
        return None
    return substitution.what_about(resolve(x, thread) if re.search(r"他|她|它", x) else x, thread)


def _names_only(x: str, thread: Thread) -> bool:
    found = phrases(x, thread.people)
    return len(found) == 1 and found[0].text == x and found[0].sort in ("person", "place", "organisation", "title")


def _is_it(core: str, thread: Thread) -> str | None:
    """谁主持的? 是姚林吗? The one asked for is put where the asking word stood."""
    match = _IS_IT.match(core)
    if not match or ASKING.search(match["x"].rstrip("吗")) or not re.search(r"吗|么|吧|是不是", core):
        return None
    x = resolve(match["x"], thread) if re.search(r"他|她|它", match["x"]) else match["x"]
    last = thread.last
    if part := _ASKED_PART.search(last):
        if len(x) > 12 or "的" in x[-1:]:
            return None
        before = last[: part.start()]
        behind = last[part.end() :].rstrip("?？。 ")
        is_ = "是" if not before or (behind.endswith("的") and not re.search("[是由]", before)) else ""
        return f"{before}{is_}{x}{behind}吗?"
    if sort_of(x, thread.people) in ("person", "place", "organisation"):
        return substitution.what_about(x, thread)
    return None


def _english(plain: str, thread: Thread) -> str | None:
    if analyse(plain).kind in ("page", "summary") and not re.search(r"\b(?:he|she|his|her|it|its)\b", plain, re.I):
        return None
    if (x := english_followups.what_about(plain)) is not None:
        return english_followups.instead(x, thread) or (
            substitution.what_about(x, thread) if language_of(thread.last) == "zh" else None
        )
    if found := english_followups.bare_question(plain, thread):
        return found
    core = plain[match.end() :] if (match := _ENGLISH_LEAD.match(plain)) else plain
    resolved = resolve(core, thread)
    if resolved != core:
        return resolved
    return english_followups.subjectless(core, thread)
