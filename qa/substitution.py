"""Asks a question again of something else, as 上海呢? 第三点呢? or 去年呢? do."""

import re
from itertools import pairwise

from qa.counterparts import instead
from qa.mentions import AMOUNT, ASKING, ATTRIBUTE, PERSON_NOUN, TIME, Mention, named, parts, phrases, sort_of, times
from qa.names import POST, like_a_name
from qa.question import analyse
from qa.referents import Thread
from qa.types import Answer
from qa.wording import QUANTITY, WHO, bare, split_at_quantity

ORDINAL = re.compile(
    r"(?:第(?:[一二三四五六七八九十]{1,3}|\d{1,2})|最后一?|头一|下一|上一|前一|后一)"
    r"(?:个|项|点|条|方面|步|部分|名|位|件|次|回|趟|批|轮|届|章|类|种|期|季度|名次)?"
)
# What stands in an ordinal or a quantity before its measure.
_NO_MEASURE = re.compile(
    r"^(?:第?[一二三四五六七八九十\d]+|最后一?|头一|[下上前后]一|哪些|多少|第?几|哪几|哪[二两三四五六七八九十])"
)
_POINTS = "点项条面"
_STEP = {"下一": 1, "后一": 1, "上一": -1, "前一": -1}
_CN = "零一二三四五六七八九十"
_MEASURED = re.compile(
    r"(?<![第\d])(?P<n>[A-Za-z]*\d+(?:\.\d+)?|[一二两三四五六七八九十百千万]+)(?P<unit>米|公里|吨|岁|元|万"
    r"|亿|%|度|级|号|天|小时|分钟|平方米|公斤|克|名|人|个|家|层|届|期|等奖|楼|班|块)"
)
_FRAME = re.compile(
    r"^(?:换成|换作|换做|如果是|要是|假如是|至于|关于|对于|说到|和|跟)|(?:方面|那边|这边|的话|又|的情况|的)$"
)
_OTHER = re.compile(r"(?:另外?|其他|剩下|还有)?(?:那|的)?(?:一)?(?:个|位|名)?(?:人|被告|被告人)?(?:另外?)?")
_WHERE = re.compile(r"(?:是)?(?:在)?(?:哪里|哪儿|哪(?:些|几?个)?(?:地方|城市|国家|省份?|市|县|地区|区))")
_PROPERTY = re.compile(
    r"^(?P<owner>.{1,60})的(?P<noun>[^的]{1,12}?)(?P<copula>是|为|有|占|达到|达|叫)?(?P<asked>(?:多少|什么"
    r"|谁|哪|几|多[大高长久重远宽深]|怎么样|如何).{0,12}?)[?？]*$"
)


def _put(text: str, mention: Mention, words: str) -> str:
    return f"{text[: mention.start]}{words}{text[mention.end :]}"


def _number(numeral: str) -> int | None:
    if numeral.isdigit():
        return int(numeral)
    return _CN.index(numeral) if len(numeral) == 1 and numeral in _CN else None


def _stepped(ordinal: str, last: re.Match[str] | None) -> str | None:
    """Return 第三点 for 下一点 after 第二点."""
    step = next((s for word, s in _STEP.items() if ordinal.startswith(word)), None)
    if step is None:
        return ordinal
    if last is None or not (before := re.match(r"第(\d+|[一二三四五六七八九十]+)", last[0])):
        return None
    at = _number(before[1])
    if at is None or not 1 <= at + step <= 10:
        return None
    return f"第{at + step if before[1].isdigit() else _CN[at + step]}{last[0][before.end() :]}"


def _alike(ordinal: str, other: str) -> bool:
    """Tell whether two ordinals, or an ordinal and a quantity, may number the same things: 第三点 and 哪几项."""
    a, b = (_NO_MEASURE.sub("", words)[-1:] for words in (ordinal, other))
    return a == b or "" in (a, b) or "个" in (a, b) or (a in _POINTS and b in _POINTS)


def _lists(turn: Answer, asked: str, ordinal: str) -> bool:
    """Tell whether an ordinal can mean an item of what a turn listed or counted, or the next to one it asked for."""
    if any(_alike(ordinal, other[0]) for other in ORDINAL.finditer(asked)):
        return True
    quantity = QUANTITY.search(asked)
    if not turn.answerable or turn.kind not in ("list", "count") or (turn.kind == "count" and not quantity):
        return False
    people = WHO.search(asked) and ordinal[-1] not in "个位名"
    return not people and (quantity is None or _alike(ordinal, quantity[0]))


def item(x: str, ordinal: re.Match[str], thread: Thread) -> str | None:
    """Ask for an item by its number: of what was listed or counted last, else of what the newest question is about.

    :param x: what was asked, from the number on: 第三点, or 第二条里有哪些人?
    """
    thread = thread.back_to(lambda turn, asked: _lists(turn, asked, ordinal[0]))
    last = thread.last
    inside = next((m for m in ORDINAL.finditer(last) if _alike(ordinal[0], m[0])), None)
    wanted = _stepped(ordinal[0], inside or ORDINAL.search(last))
    if wanted is None:
        return None
    rest = bare(x[ordinal.end() :]).strip(",， ")
    asks = bool(ASKING.search(rest))
    if inside and not asks:
        behind = last[inside.end() :]
        return f"{last[: inside.start()]}{wanted}{'' if rest and behind.startswith(rest) else rest}{behind}"
    if inside:
        owner, noun = last[: inside.start()].rstrip("的"), ""
    elif pair := split_at_quantity(last):
        owner, noun = pair
    else:
        owner, noun = thread.subject() or "", ""
    noun = "" if noun and (rest.startswith(noun) or wanted[-1] not in "个点项条步种类") else noun
    if not owner or owner in x:
        return None
    if rest and not asks:
        noun, rest = rest, ""
    return f"{owner}的{wanted}{noun}{rest or '是什么'}?"


def _time_instead(x: str, last: str) -> str:
    """Ask the last question of another time."""
    there = times(last)
    if not there:
        return f"{x}{last}"
    same = next((m for m in there if re.sub(r"\d+", "0", m.text) == re.sub(r"\d+", "0", x)), there[0])
    if re.match(r"\d{1,2}月", x) and (month := re.search(r"(?<=年)\d{1,2}月(?:\d{1,2}[日号])?", same.text)):
        same = Mention(month[0], same.start + month.start(), "time")
    elif re.match(r"(?:\d{4}|[去今明前]).?年$", x) and (year := re.match(r"(?:\d{4}|[去今明前后])年", same.text)):
        same = Mention(year[0], same.start, "time")
    return _put(last, same, x)


def _slots(thread: Thread) -> list[Mention]:
    """Return the parts of the newest question's phrases, in order."""
    return [p for m in thread.mentioned() for p in parts(m, thread.people)]


def _common_end(a: str, b: str) -> int:
    n = 0
    while n < min(len(a), len(b)) and a[-1 - n] == b[-1 - n]:
        n += 1
    return n


def _person_instead(x: str, thread: Thread) -> str | None:
    last = thread.last
    there = named(last, thread.people)
    is_named = bool(named(x, thread.people))
    if there and is_named:
        start = there[0].start
        end = there[0].end
        for a, b in pairwise(there):
            if end == a.end and re.fullmatch(r"[、和与及]", last[a.end : b.start]):
                end = b.end
        if x in last[start:end]:
            return f"{last[:start]}{x}{last[end:]}"
        post = phrases(last, thread.people)
        whole = next((m for m in post if m.start < start and m.end == end and m.sort == "person"), None)
        return f"{last[: whole.start if whole else start]}{x}{last[end:]}"
    nouns = [p for p in _slots(thread) if p.sort == "person"]
    if nouns:
        best = max(nouns, key=lambda p: _common_end(p.text, x))
        return _put(last, best, x)
    if WHO.search(last) and is_named:
        return f"{x}做了什么?"
    return None


def what_about(x: str, thread: Thread) -> str | None:
    """Ask the newest question again of something else, put where the same sort of thing stood; None where unsure.

    :param x: as it was named: 上海, 第三点, 去年, 总经理, 时间.
    """
    of_them = x.strip().endswith("的")
    x = _FRAME.sub("", x.strip(" ,，")).strip()
    last = thread.last
    if not x:
        return None
    if analyse(last).kind == "page" and analyse(f"{x}是什么?").kind == "page":
        return f"{x}{'是谁' if re.search(r'作者|编辑|记者', x) else '是什么'}?"
    if re.match(r"另|其他|剩下", x) and _OTHER.fullmatch(x):
        other = thread.other_person()
        return _person_instead(other, thread) if other else None
    if ordinal := ORDINAL.match(x):
        return item(x, ordinal, thread)
    if (wanted := _MEASURED.match(x)) and not TIME.match(x):
        for inside in _MEASURED.finditer(last):
            if inside["unit"] == wanted["unit"]:
                behind = x[wanted.end() :]
                end = inside.end()
                rest = last[end:]
                if behind and behind in rest[: len(behind) + 8]:
                    end += rest.index(behind) + len(behind)
                return f"{last[: inside.start()]}{x}{last[end:]}"
    if TIME.fullmatch(x):
        return _time_instead(x, last)
    if counterpart := instead(x, last):
        return counterpart
    head = x.rsplit("的", 1)[1] if "的" in x else ""
    at = last.find(head) if len(head) > 1 and not ATTRIBUTE.fullmatch(head) else -1
    if at >= 0 and last[at - 1 : at] != "的" and not any(m.start < at < m.end for m in thread.mentioned()):
        return f"{last[:at]}{x}{last[at + len(head) :]}"  # 卷二的丙部 after 丙部
    if re.search(r"他(?![们人国])|她(?!们)", last) and not named(last, thread.people) and not ATTRIBUTE.fullmatch(x):
        return re.sub(r"他(?![们人国])|她(?!们)", lambda _: x, last)  # nobody was known whom it meant
    unknown = like_a_name(x) and not named(x, thread.people)
    if unknown and (person := next((s for s in _slots(thread) if s.sort == "person"), None)):
        return _put(last, person, x)
    if verb := _verb_instead(x, last):
        return verb
    mentions = phrases(x, thread.people)
    sort = mentions[-1].sort if mentions and mentions[-1].end == len(x) else sort_of(x, thread.people)
    slots = _slots(thread)
    if ("的" not in x and sort == "person") and (found := _person_instead(x, thread)):
        return found
    if replaced := _by_its_end(x, sort, slots, thread):
        return replaced
    if of_them and mentions[-1:] != [m for m in mentions if m.text == x]:
        # 达成意向的呢? A clause, of which only the number can be asked.
        return f"{x}的有多少?" if QUANTITY.search(last) else None
    attribute = ATTRIBUTE.fullmatch(x) is not None
    if (
        (attribute or (sort == "thing" or re.search(rf"(?:{POST})$", x)))
        and (match := _PROPERTY.match(last))
        and "的" not in x
        and (match["copula"] or AMOUNT.search(match["noun"]) or ATTRIBUTE.fullmatch(match["noun"]))
    ):
        similar = next((s for s in slots if s.sort == sort and s.end <= match.end("owner")), None)
        if attribute or similar is None or AMOUNT.search(x):
            amount = AMOUNT.search(x) and re.match("多少|几", match["asked"])
            return (
                f"{match['owner']}的{x}{match['copula'] or ''}{match['asked']}?"
                if amount
                else f"{match['owner']}的{x}是什么?"
            )
    if (
        not attribute
        and AMOUNT.search(x)
        and "的" not in x
        and len(x) > 2
        and not any(AMOUNT.search(s.text) for s in slots)
    ):
        owner = thread.subject() if re.match(r"总|平均|最[高低大小多少]|人均|净|年", x) else None
        return f"{owner}的{x}是多少?" if owner else f"{x}是多少?"
    if attribute:
        owner = (thread.event() if re.search(r"时间|地点|日期|人数|主题", x) else None) or thread.topic()
        return f"{owner}的{x}是什么?" if owner else None
    may_be_place = sort == "place" or (sort == "person" and not named(x, thread.people) and not PERSON_NOUN.search(x))
    if may_be_place and not any(s.sort == "place" for s in slots) and (where := _WHERE.search(last)):
        return f"{last[: where.start()]}{x}{bare(last[where.end() :])}吗?"  # 哪些地方下了雨? 桂林呢?
    usable = [s for s in slots if not ATTRIBUTE.fullmatch(s.text) and s.sort != "time"]
    same = [s for s in usable if s.sort == sort] or [s for s in usable if s.sort != "person"] or usable
    if same and sort != "title":
        return _put(last, same[0], x)
    if titles := [s for s in slots if s.sort == "title"]:
        return _put(last, titles[0], x)
    if same:
        return _put(last, same[-1], x)
    return f"{x},{last}" if ASKING.search(last) else None


def _verb_instead(x: str, last: str) -> str | None:
    """Ask the last question with another verb at its end: 死亡 -> 受伤."""
    import rjieba  # loads a dictionary, and only conversations need it

    if [tag for _, tag in rjieba.tag(x)] not in (["v"], ["vn"]):
        return None
    plain = bare(last)
    asked = QUANTITY.search(plain)
    *_, (verb, tag) = rjieba.tag(plain)
    if (
        asked
        and tag in ("v", "vn")
        and len(verb) == len(x)
        and plain.endswith(verb)
        and asked.end() < len(plain) - len(verb) + 1
    ):
        return f"{plain[: -len(verb)]}{x}?"
    return None


def _by_its_end(x: str, sort: str, slots: list[Mention], thread: Thread) -> str | None:
    """Replace the phrase that ends as x does: 丙省 by 丁省, 甲公司的利润 by 乙公司的利润."""
    last = thread.last
    best = max(slots, key=lambda s: (_common_end(s.text, x), -s.start), default=None)
    if best is None or not (shared := _common_end(best.text, x)):
        return None
    if shared < 2 and best.sort != sort:
        return None
    if shared < 2 and not (best.sort in ("place", "organisation") or len(best.text) <= 3):
        return None
    if "的" not in x:
        if shared == len(x):
            return None  # the same word again
        return _put(last, best, x)
    whole = next(m for m in thread.mentioned() if m.start <= best.start and best.end <= m.end)
    start = whole.start
    if (
        ASKING.search(x) is None
        and not ASKING.search(last[:start].replace(",", ""))
        and re.search(r"\d[日年月]|[了过被将在]", x)
    ):
        start = max(last.rfind(c, 0, start) for c in ",，") + 1  # a clause before the noun goes with it
    return f"{last[:start]}{x}{last[best.end :]}"
