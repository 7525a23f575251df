"""Finds what an article sets side by side: 甲、乙和丙; “甲”“乙”; parts between semicolons; clauses that begin alike."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from qa.digits import value
from qa.english_lists import english_lists
from qa.names import POST
from qa.passages import Sentence, Span

# All patterns are for text as `for_models` gives it: half-width, simplified.
# 分别 divides two lists that go with one another: 甲、乙和丙分别为一、二和三.
_BREAK = re.compile(r"(?<!\d)[,:]|[,:](?!\d)|[。!?;\n]|(?<=[^,:。])分别")
# Titles, brackets and short quotations are whole: nothing inside them divides a list.
_WHOLE = re.compile(
    r"《[^《》\n]{1,80}》|\([^()\n]{1,80}\)|“[^“”\n、]{1,40}”|‘[^‘’\n、]{1,40}’|「[^「」\n、]{1,40}」|『[^『』\n、]{1,40}』"
)
# A list in quotation marks begins and ends with them: “甲、乙、丙”原则.
_QUOTED_LIST = re.compile(r"(?<!、)“([^“”\n]{1,60})”(?!、)")
_CLOSED_OPENED = r"(?<=[”’》」』])(?=[“‘《「『])"
_JOINT = re.compile(rf"、(?:以及|及)?|(?<!以)(?<![涉普提触遍波惠顾危])(?:以及|及(?!其))(?![时格])|{_CLOSED_OPENED}")
# 和 joins, but not in 和平 or 共和: a few words that hold these characters.
_LAST_JOINT = re.compile(
    r"(?<![共总温缓祥柔饱平谐中暖融])和(?![平谐睦解气善服县尚约])|(?<![参给赋])与(?![会时否其众])|(?<![涉普提触遍波惠顾危以])及(?![时格其])"
    r"|以及|还有|或者|或(?![许])"
)
_AND_SO_ON = re.compile(r"等(?![待候级于到着离])")
# How many are in the list, and of what kind, said behind it: 甲、乙、丙三个国家.
_SO_MANY = re.compile(
    r"[这共]?(?:[二两三四五六七八九十]|\d{1,2})[大个项点条方种类家名位人次座处部所届支市省县区国州镇乡村校城岛地]"
    r"|(?:参加|出席|到场|发言|讲话|致辞|主办|承办|协办|当选|发起|联合|获得?|组成|共同|分别|参与|负责|进行|表示|荣获|项目|方面|领域|在内|为主|正在|已经?|将|被|是|为|在|对|的)"
)
# What a list is introduced with; its first member begins behind the last of these.
_INTRODUCES = re.compile(
    r"包[括含]|涵盖|串[起联]|贯穿|例如|譬如|比如|诸如|分别|来自|[有是为即如由在从向对将把被赴至到于与和及]|围绕|通过|利用|获得?了?|提供|开展|组织|举办|推出|送去|设[有立]"
    r"|覆盖|涉及|惠及|途经|生产|销售|种植|参观|走访|采取|完成|增强|提[升高]|保障|了|的"
)
_LEADS = re.compile(
    r"另?一方面|由|通过|覆盖|涉及|惠及|途经|开展|举办|采取|实施(?![条细办])|其中|或者?|包[括含]|涵盖|分别[是为有]?|例?如|有(?!色|机|限)|是|即|以及|及|和(?!平)"
)
_SAYS_HOW_MANY = re.compile(r"([两二三四五六七八九十])[^,:。;!?\d]{1,16}:(?!\d)")
_POST_END = re.compile(rf"(?:{POST})$")
_MOST_MEMBER = 60  # characters; what is longer is no member of 甲、乙和丙
_MOST_CLAUSE = 200
_SHORT = 7
_MOST_LISTS = 8  # in one clause
_ALIKE = 2  # characters that clauses which begin alike share


@dataclass(frozen=True, slots=True)
class Coordination:
    """Some things of one sort that the article sets side by side.

    :param members: span of each, at least two, in order.
    :param low: no member begins before this offset: where the first really begins takes a guess.
    :param high: no member ends behind this offset.
    :param open: whether 等 says that there are more.
    :param clauses: whether the members are whole clauses.
    """

    members: tuple[Span, ...]
    low: int
    high: int
    open: bool = False
    clauses: bool = False

    @property
    def span(self) -> Span:
        """From the start of the first member to the end of the last."""
        return self.members[0][0], self.members[-1][1]


def _mask(plain: str) -> str:
    """Blank what stands in brackets and quotation marks, keeping the marks and the length; cut at quoted lists."""
    masked = _WHOLE.sub(lambda m: m[0][0] + "\0" * (len(m[0]) - 2) + m[0][-1], plain)
    return _QUOTED_LIST.sub(lambda m: f"\n{m[1]}\n" if "、" in m[1] else m[0], masked)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;、。"):
        end -= 1
    return start, end


def _shared(texts: Sequence[str], *, at_end: bool) -> str:
    """Return the character that all texts begin or end with, where there are two or more; else nothing."""
    edges = {t[-1:] if at_end else t[:1] for t in texts}
    return edges.pop() if len(texts) >= 2 and len(edges) == 1 else ""


def _first_start(masked: str, low: int, stop: int, others: Sequence[str]) -> int:
    """Guess where the first member begins in masked[low:stop]: as the others do, and about as long as they are."""
    usual = median(map(len, others))
    if (alike := _shared(others, at_end=False)) and (at := masked.rfind(alike, low, stop)) >= 0:
        return at
    opener = others[0][:1]
    if opener in "“‘《「『" and (at := masked.rfind(opener, low, stop)) >= 0:
        return at
    starts = [m.end() for m in _INTRODUCES.finditer(masked, low, stop) if stop - m.end() >= min(2, usual)]
    if (lead := _LEADS.match(masked, low, stop)) and stop - lead.end() >= min(map(len, others)):
        low = lead.end()
    if stop - low <= max(1.5 * usual, usual + 2):
        return low
    return min(starts, key=lambda at: abs(stop - at - usual), default=low)


def _last_end(masked: str, start: int, high: int, others: Sequence[str]) -> int:
    """Guess where the last member ends in masked[start:high]: as the others do, and about as long as they are.

    :param others: the first, which may have more before it, and those between.
    """
    usual = median(map(len, others[1:] or others))
    closer = others[0][-1:]
    if closer in "”’》」』" and (at := masked.find(closer, start, high)) >= 0:
        return at + 1
    if (alike := _shared(others, at_end=True)) and (at := masked.find(alike, start + 1, high)) >= 0:
        return at + 1
    tails = [m for m in _SO_MANY.finditer(masked, start + 1, high) if m.start() - start >= min(2, usual)]
    if tails and tails[-1].end() == high and tails[-1][0] not in ("项目", "方面", "领域"):
        return tails[-1].start()  # 甲、乙和丙发言: nothing but what they do
    ends = [m.start() for m in tails]
    return min([*ends, high], key=lambda at: abs(at - start - usual))


def _merged_posts(plain: str, pieces: list[Span]) -> list[Span]:
    """Join posts with the one who holds them: 董事长、总经理张三 is one member."""
    merged: list[Span] = []
    for start, end in pieces:
        if merged and _POST_END.search(plain[max(merged[-1][0], merged[-1][1] - 8) : merged[-1][1]]):
            words = plain[start:end]
            held = re.search(POST, words)
            if held and not _POST_END.search(words):
                merged[-1] = (merged[-1][0], end)
                continue
        merged.append((start, end))
    return merged


def _side_by_side(plain: str, masked: str, low: int, high: int) -> Iterator[Coordination]:
    """Return what stands side by side in a clause, plain[low:high]; behind 等 another list may begin."""
    for _ in range(_MOST_LISTS):
        joints = [m.span() for m in _JOINT.finditer(masked, low, high) if _divides(masked, m.span(), low, high)]
        if not joints:
            break
        more = _AND_SO_ON.search(masked, joints[0][1] + 1, high)
        if more:
            joints = [joint for joint in joints if joint[1] < more.start()]
        if found := _list(plain, masked, low, more.start() if more else high, joints, open_=bool(more)):
            yield found
        if not more:
            break
        low = more.end()


def _divides(masked: str, joint: Span, low: int, high: int) -> bool:
    """Tell whether a joint divides items: 及 only between short ones, as it also joins within an item."""
    if masked[joint[0] : joint[0] + 1] == "、" or joint[0] == joint[1]:
        return True
    before = joint[0] - max(low, masked.rfind("、", low, joint[0]) + 1)
    after = masked.find("、", joint[1], high)
    return before <= _SHORT and (after < 0 or after - joint[1] <= _SHORT)


def _list(plain: str, masked: str, low: int, high: int, joints: list[Span], *, open_: bool) -> Coordination | None:
    """Make the list that some joints divide; None where they divide nothing that can be a list."""
    if not any(masked[a:b].startswith("、") or a == b for a, b in joints):
        return None
    last = joints[-1][1]
    joints += [
        m.span()
        for m in _LAST_JOINT.finditer(masked, last + 1, high)
        if not (open_ and m[0] == "与") and m.end() < high and m.start() - last <= _MOST_MEMBER // 2
    ][:2]
    bounds = [low, *(x for joint in joints for x in joint), high]
    pieces = _merged_posts(plain, [_trimmed(plain, a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)])
    pieces = [(a, b) for a, b in pieces if a < b]
    if len(pieces) < 2 or any(b - a > _MOST_MEMBER for a, b in pieces[1:-1]):
        return None
    # The first and the last piece reach further than the members: the others tell how these look.
    inner = [masked[a:b] for a, b in pieces[1:-1]]
    (first, stop), (begin, end) = pieces[0], pieces[-1]
    if not open_:
        end = _last_end(masked, begin, end, [masked[first:stop][-12:], *inner])
    first = _first_start(masked, first, stop, [*inner, masked[begin:end]])
    members = ((first, stop), *pieces[1:-1], _trimmed(plain, begin, end))
    if any(b - a > _MOST_MEMBER or a >= b for a, b in members):
        return None
    return Coordination(members, low, high, open=open_)


def _clauses(masked: str, start: int, end: int, marks: str) -> list[Span]:
    """Cut masked[start:end] at the given marks."""
    cuts = [m.start() for m in re.finditer(rf"[{marks}]", masked[start:end])]
    bounds = [start, *(start + c + 1 for c in cuts), end]
    return [span for a, b in pairwise(bounds) if (span := _trimmed(masked, a, b))[0] < span[1]]


def _semicolons(plain: str, masked: str, sentence: Sentence) -> Coordination | None:
    """Return the parts of a sentence that semicolons divide, from its colon on where it has one before the first."""
    first = masked.find(";", sentence.start, sentence.end)
    if first < 0:
        return None
    colons = [m.end() for m in re.finditer(r":(?!\d)", masked[sentence.start : first])]
    start = sentence.start + max(colons, default=0)
    parts = _clauses(masked, start, sentence.end, ";")
    if len(parts) < (2 if colons else 3) or any(b - a > _MOST_CLAUSE for a, b in parts):
        return None
    return Coordination(tuple(parts), sentence.start, sentence.end, clauses=True)


def _announced(plain: str, masked: str, sentence: Sentence) -> Coordination | None:
    """Return the clauses behind a colon that are as many as the words before it say: 做到“三个不漏”:…,…,…."""
    match = _SAYS_HOW_MANY.search(plain, sentence.start, sentence.end)
    if match is None:
        return None
    parts = _clauses(masked, match.end(), sentence.end, ",")
    if len(parts) != value(match[1]) or any(b - a > _MOST_MEMBER for a, b in parts):
        return None
    return Coordination(tuple(parts), sentence.start, sentence.end, clauses=True)


def _alike(masked: str, start: int, end: int) -> list[Coordination]:
    """Return the runs of three or more clauses in masked[start:end] that begin alike (进一步…, 进一步…, 进一步…)."""
    found: list[Coordination] = []
    run: list[Span] = []
    clauses = _clauses(masked, start, end, ",;。")
    for before, clause in pairwise([(start, start), *clauses, (end, end)]):
        head = masked[clause[0] : clause[0] + _ALIKE]
        if run and head == masked[run[-1][0] : run[-1][0] + _ALIKE] and len(head) == _ALIKE:
            run.append(clause)
            continue
        if len(run) >= 3:
            found.append(Coordination(tuple(run), start, end, clauses=True))
        run = []
        if len(head) == _ALIKE and head.isalpha():
            # The first of them may have more before it: 希望大家进一步…, 进一步…
            at = masked.rfind(head, before[0], before[1])
            run = [(at, before[1]), clause] if at >= 0 else [clause]
    return found


def find(plain: str, sentences: Sequence[Sentence]) -> list[Coordination]:
    """Return what is set side by side in an article, in the order of the text.

    :param plain: the text as `for_models` gives it.
    :param sentences: all sentences of the text, in order.

    >>> from qa.passages import sentences
    >>> t = "大会表彰了甲公司、乙公司和丙公司。"
    >>> [t[a:b] for a, b in find(t, sentences(t))[0].members]
    ['甲公司', '乙公司', '丙公司']
    """
    masked = _mask(plain)
    found: list[Coordination] = []
    for sentence in sentences:
        low = sentence.start
        for match in [*_BREAK.finditer(masked, sentence.start, sentence.end), None]:
            high = match.start() if match else sentence.end
            found += _side_by_side(plain, masked, low, high)
            low = match.end() if match else high
        found += [Coordination(items, sentence.start, sentence.end) for items in english_lists(plain, sentence)]
        if parts := _semicolons(plain, masked, sentence):
            found.append(parts)
        if counted := _announced(plain, masked, sentence):
            found.append(counted)
    found += [run for span in _paragraphs(sentences) for run in _alike(masked, *span)]
    return sorted(found, key=lambda c: c.span)


def _paragraphs(sentences: Iterable[Sentence]) -> list[Span]:
    """Return the span of each paragraph."""
    spans: dict[int, Span] = {}
    for s in sentences:
        spans[s.paragraph] = (spans.get(s.paragraph, (s.start, 0))[0], s.end)
    return list(spans.values())
