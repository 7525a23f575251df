"""What is told of several things at once: 甲、乙分别为3吨和2吨; A and B, which get 3 and 2 tons respectively."""

import re
from collections.abc import Iterator

from qa.beside import CLAUSE
from qa.figures import Figure, figures
from qa.passages import Span

_WORD = re.compile("分别|依次|各(?=转移|处罚?|为|有|得|获|占|捐|投|建|设|增|减|分得|拿)")
_JOINT = re.compile("以及|[、和与及]")
_ENGLISH_WORD = re.compile(r"\brespectively\b")
_ENGLISH_JOINT = re.compile(r",? and |, ")
_ENGLISH_NAMES = re.compile(r"(?:[A-Z][\w'’]*(?: [A-Z][\w'’]*)*(?:,? and |, ))+[A-Z][\w'’]*(?: [A-Z][\w'’]*)*")
_NUMBERED = re.compile(r"\d")
_SHORTEST = 2  # characters of a thing that a question names

Item = tuple[str, Span, Figure]


def shared_out(plain: str, low: int, high: int) -> Iterator[list[Item]]:
    """Yield the things of [low, high) that amounts are told of one by one, each with where its amount stands.

    >>> t = "甲村、乙村各转移1108人和760人"
    >>> [[(thing, t[slice(*at)]) for thing, at, _ in items] for items in shared_out(t, 0, len(t))]
    [[('甲村', '1108人'), ('乙村', '760人')]]
    """
    for word in _WORD.finditer(plain, low, high):
        amounts = _run(plain, word.end(), high, _JOINT)
        before = [clause[0] for clause in CLAUSE.finditer(plain, low, word.start())]
        for clause in reversed(before):
            things = [thing.strip() for thing in _JOINT.split(_WORD.split(clause)[0])]
            if len(things) == len(amounts) > 1:
                yield [(thing, at, figure) for thing, (at, figure) in zip(things, amounts, strict=True)]
                break
    for word in _ENGLISH_WORD.finditer(plain, low, high):
        named = [m[0] for m in _ENGLISH_NAMES.finditer(plain, low, word.start())]
        starts = [low + f.start for f in figures(plain[low : word.start()])]
        for start in starts:
            amounts = _run(plain, start, word.start(), _ENGLISH_JOINT)
            things = _ENGLISH_JOINT.split(named[-1]) if named else []
            if len(things) == len(amounts) > 1:
                yield [(thing, at, figure) for thing, (at, figure) in zip(things, amounts, strict=True)]
                break


def _run(plain: str, start: int, high: int, joint: re.Pattern[str]) -> list[tuple[Span, Figure]]:
    """Return the amounts of one kind that stand side by side from the first on behind an offset."""
    found = [f for f in figures(plain[start:high]) if f.kind != "time"]
    run = found[:1]
    for figure in found[1:]:
        between = plain[start + run[-1].end : start + figure.start]
        if figure.kind != run[0].kind or not joint.fullmatch(between):
            break
        run.append(figure)
    return [((start + f.start, start + f.end), f) for f in run]


def respectively(question: str, plain: str, span: Span, sentence: Span) -> Span:
    """Return the amount that goes with the one of several things that a question names; any other span stays.

    >>> t = "原煤、原油、天然气产量提高,同比分别增长4.4%、2.1%、5.4%"
    >>> asked = "天然气增长多少?", "原油增长多少?", "增长多少?"
    >>> [t[slice(*respectively(q, t, (20, 24), (0, len(t))))] for q in asked]
    ['5.4%', '2.1%', '4.4%']
    >>> t = "国内汽、柴油价格每吨分别上涨275元、260元"
    >>> t[slice(*respectively("汽油每吨涨多少?", t, (14, 23), (0, len(t))))]
    '275元'
    >>> t = "1号线和3号线的客流分别为72万和58万人次"
    >>> t[slice(*respectively("3号线客流多少?", t, (14, 23), (0, len(t))))]
    '58万人次'
    >>> t = "Abbey Park and Southfield will get 600 and 250 trees respectively"
    >>> t[slice(*respectively("How many trees will Southfield get?", t, (35, 46), (0, len(t))))]
    '250'
    """
    for items in shared_out(plain, *sentence):
        if not any(at[0] < span[1] and span[0] < at[1] for _, at, _ in items):
            continue
        things = [thing for thing, _, _ in items]
        named = [n for n, thing in enumerate(things) if _at_edge(question, thing, n, len(things))]
        if len(named) == 1:
            return items[named[0]][1]
        if any(map(_NUMBERED.search, things)):
            continue  # of days and the like no part counts
        shares = [_shared(question, thing) for thing in things]
        best = max(shares)
        if best >= _SHORTEST and shares.count(best) == 1:
            return items[shares.index(best)][1]
    return span


_EACH = re.compile("各自|分别|各(?=[要被得是为有占需罚捐花卖涨降拿获])")
_MEMBER = re.compile(r"(?:[^,，、;；。]|(?<=\d)[,，](?=\d{3}))+")
# Of all of them, or of another time.
_NO_MEMBER = re.compile("共|总|全|合计|去年|上年|其中|原|平均")


def each(question: str, plain: str, span: Span, sentence: Span) -> Span:
    """Return the amounts of all where a question asks what each has, and they are told side by side; else the span.

    >>> t = "全校共800人,男生450人、女生350人;建议对甲公司罚款160万元,对乙公司罚款95万元,并吊销许可证"
    >>> [t[slice(*each("男女生各有多少?", t, at, (0, len(t))))] for at in ((10, 14), (17, 21))]
    ['男生450人、女生350人', '男生450人、女生350人']
    >>> [t[slice(*each(q, t, (42, 46), (0, len(t))))] for q in ("两家公司各要罚多少?", "乙公司罚多少?")]
    ['建议对甲公司罚款160万元,对乙公司罚款95万元', '95万元']
    """
    mine = figures(plain[slice(*span)])
    if not mine or not _EACH.search(question):
        return span
    like = mine[0].kind, mine[0].unit
    members = [m.span() for m in _MEMBER.finditer(plain, *sentence)]
    alike = [
        not _NO_MEMBER.search(plain, *m) and sum((f.kind, f.unit) == like for f in figures(plain[slice(*m)])) == 1
        for m in members
    ]
    first = last = next((n for n, (a, b) in enumerate(members) if a <= span[0] < b), None)
    if first is None or last is None or not alike[first]:
        return span
    while first and alike[first - 1]:
        first -= 1
    while last + 1 < len(members) and alike[last + 1]:
        last += 1
    return (members[first][0], members[last][1]) if last > first else span


def _at_edge(question: str, thing: str, number: int, count: int) -> bool:
    """Tell whether a question has a thing, of the first what it ends with, of the last what it begins with."""
    if _NUMBERED.search(thing):
        return re.split("[(（]", thing)[-1].strip(")）").partition("的")[0] in question
    if 0 < number < count - 1:
        return thing in question
    return (thing[-1:] if number == 0 else thing[:1]) in question


def _shared(question: str, thing: str) -> int:
    """Return how many characters the longest piece has that a question and the name of a thing share."""
    for length in range(len(thing), 0, -1):
        if any(thing[i : i + length] in question for i in range(len(thing) - length + 1)):
            return length
    return 0
