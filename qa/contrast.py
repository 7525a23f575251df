"""Comparisons: which of two is more, and by how much, where the article states a figure or a date for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import islice

from qa import replies
from qa.confidence import THRESHOLD, probability
from qa.dates import Date, dates
from qa.drafts import Case, Draft
from qa.figures import Figure, figures
from qa.normalize import for_models
from qa.opposites import OPPOSITES
from qa.question import Spoken
from qa.types import Citation
from qa.units import compatible

# How each is asked for by itself, and whether the one with the smaller value has more of it.
_ADJECTIVES = {
    "多": ("有多少", False), "少": ("有多少", True), "高": ("有多高", False), "低": ("是多少", True), "大": ("有多大", False),
    "小": ("有多大", True), "长": ("有多长", False), "短": ("有多长", True), "重": ("有多重", False), "轻": ("有多重", True),
    "远": ("有多远", False), "近": ("有多远", True), "贵": ("多少钱", False), "便宜": ("多少钱", True), "久": ("有多久", False),
    "快": ("有多快", False), "慢": ("有多快", True), "强": ("有多强", False), "弱": ("有多强", True), "早": ("是什么时候", True), "先": ("是什么时候", True),
    "晚": ("是什么时候", False), "迟": ("是什么时候", False),
    "more": ("how many", False), "higher": ("how high", False), "larger": ("how large", False), "bigger": ("how big", False),
    "longer": ("how long", False), "fewer": ("how many", True), "lower": ("how high", True), "smaller": ("how large", True),
    "earlier": ("when", True), "later": ("when", False),
}  # fmt: skip
_ADJECTIVE = "|".join(sorted((a for a in _ADJECTIVES if not a.isascii()), key=len, reverse=True))
_ENGLISH = "|".join(a for a in _ADJECTIVES if a.isascii())
_ONE = r"[^和与跟及,，、;；?？]{1,20}?"
# 北京和上海的票房哪个更高? 甲队和乙队谁得分多? 2022年与2023年相比,哪年的产量更大?
_WHICH = re.compile(
    rf"^(?P<head>[^和与跟及]{{0,20}}?[,，])?(?P<a>{_ONE})(?:和|与|跟|、)(?P<b>{_ONE})(?P<of>的[^哪谁,，]{{1,16}}|)(?:相比|比较|比起来|之间)?[,，]?"
    rf"(?:哪(?:一)?[个家年天地种项座支边方位所届省市队里]?|谁|是哪个|是谁)(?P<measure>[^更较?？]{{0,12}}?)(?:更|较|比较|最)?(?:(?P<adjective>{_ADJECTIVE})(?:一些|些|一点|呢)?|(?P<when>[先早晚])(?P<happens>[\u4e00-\u9fff]{{2,6}}))[?？]?$"
)
# 男生比女生多多少? 2023年的产量比2022年高几吨?
_BY = re.compile(
    rf"^(?P<a>{_ONE})(?P<of>的[^比]{{1,16}}|)比(?P<b>[^和与跟及,，、;；?？]{{1,20}})(?P<measure>)(?P<adjective>{_ADJECTIVE})(?:了|出)?(?:多少|几)[^?？]{{0,6}}[?？]?$"
)
_EN_WHICH = re.compile(
    rf"^which (?:one )?(?:is|was|are|were|has|had|came|opened|happened) (?P<adjective>{_ENGLISH})(?P<measure> [a-z ]{{2,24}})?[,:]? (?P<a>[^,?]{{1,40}}?),? or (?P<b>[^,?]{{1,40}}?)\?*$",
    re.IGNORECASE,
)
# 男生比女生多; 甲队的产量高于乙队
_CLAIMED = re.compile(
    rf"^(?P<head>[^和与跟及]{{0,20}}?[,，])?(?P<a>{_ONE})(?P<of>的[^比]{{1,16}}?|)"
    rf"(?:比(?P<b>[^和与跟及,，、;；]{{1,24}}?)(?P<measure>)(?:更|还|要)?(?P<adjective>{_ADJECTIVE})(?:一?些|一点|得多|很多)?的?"
    rf"|(?P<adjective2>[高低多少大小早晚长短快慢重轻])于(?P<b2>[^和与跟及,，、;；]{{1,24}}))$"
)
_LAST_YEAR = re.compile("(?:去年|上年|上一年|前一年)(?:同期)?")
_THIS_YEAR = re.compile("今年的?")
# Words that compare, or tell of more and less.
_COMPARES = re.compile(
    "[比较更超]|[高低多少大小早晚长短]于|不如|不及|领先|落后|[增涨升跌降减落缩]|提[高前]|扩大|推迟|than|[a-z]er\\b|more|less"
)
# A comparison is read in so many ways at most.
_READINGS = 2
# Units of one thing, in the smallest of them.
_SCALES = (
    {"米": 1000, "公里": 1_000_000, "厘米": 10, "毫米": 1},
    {"克": 1, "公斤": 1000, "吨": 1_000_000, "斤": 500},
    {"秒": 1, "分钟": 60, "小时": 3600, "天": 86_400},
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A comparison that a question asks for.

    :param ask: the question for each of the two by itself.
    :param less: whether the smaller value is what is asked for.
    :param difference: whether the difference is asked for rather than which one.
    """

    names: tuple[str, str]
    ask: tuple[str, str]
    adjective: str
    less: bool
    difference: bool


def contrast_in(question: str) -> Contrast | None:
    """Return the comparison that a question asks for, or None.

    >>> c = contrast_in("北京和上海的票房哪个更高?"); c.names, c.ask
    (('北京', '上海'), ('北京的票房是多少?', '上海的票房是多少?'))
    """
    plain = for_models(question).strip()
    by = _BY.match(plain)
    match = by or _WHICH.match(plain) or _EN_WHICH.match(plain)
    if not match:
        return None
    part = match.groupdict("")
    names, adjective = (part["a"].strip(), part["b"].strip()), (part["adjective"] or part["when"]).lower()
    asking, less = _ADJECTIVES[adjective]
    measure = part["measure"].strip()
    if adjective.isascii():
        ask = tuple(f"{asking} {measure} {name}?".replace("  ", " ") for name in names)
    else:
        of = part.get("of", "") or (("" if measure.startswith("的") else "的") + measure if measure else "")
        how = f"什么时候{part['happens']}" if part.get("when") else "是多少" if of and "有多" in asking else asking
        ask = tuple(f"{part.get('head', '')}{name}{of}{how}?" for name in names)
    return Contrast(names, (ask[0], ask[1]), adjective, less, by is not None)


def is_comparison(claim: str) -> bool:
    """Tell whether a claim is that one of two is more, or less.

    >>> is_comparison("甲厂比乙厂产量高"), is_comparison("甲厂有300人")
    (True, False)
    """
    return bool(_CLAIMED.match(for_models(claim).strip()))


def is_turned(claim: str, sentence: str) -> bool:
    """Tell whether a sentence compares the two of a claim the other way round.

    Both as by `for_models`.

    >>> is_turned("甲台风比乙台风更强", "甲台风的强度比乙台风弱,但移动慢"), is_turned("甲比乙强", "甲比乙强,但比丙弱")
    (True, False)
    """
    match = _CLAIMED.match(claim.strip())
    if match is None or not (mine := match["adjective"]):
        return False
    others = [o for pair in OPPOSITES for o, m in (pair, pair[::-1]) if m == mine]
    told = [
        (m[1], m[2])
        for m in re.finditer(rf"比([^,，。;；]{{1,24}}?)(?:更|还|要)?({'|'.join([mine, *others])})", sentence)
    ]
    return any(word in others and match["b"].strip("“”") in than for than, word in told) and not any(
        word == mine and match["b"].strip("“”") in than for than, word in told
    )


def compares(sentence: str) -> bool:
    """Tell whether a sentence says of something that it is more, or less."""
    return bool(_COMPARES.search(for_models(sentence)))


def _claimed(claim: str, article: str) -> Iterator[Contrast]:
    """Yield the ways to read a comparison: 甲厂比乙厂产量高 speaks of 乙厂产量, or of 乙厂's 产量; so may the first do."""
    match = _CLAIMED.match(for_models(claim).strip())
    if not match:
        return
    part = match.groupdict("")
    adjective, head = part["adjective"] or part["adjective2"], part["head"]
    a, of, b = part["a"].strip(), part["of"], (part["b"] or part["b2"]).strip()
    if _LAST_YEAR.fullmatch(b):  # 今年的产量比去年高
        yield _of_each(("今年", "去年"), _THIS_YEAR.sub("", head + a, count=1) + of, adjective)
    elif b.removesuffix(of):
        yield _of_each((a, b.removesuffix(of)), of, adjective, head=head)
        if of:
            return
        for cut in range(2, len(b) - 1):
            if b[:cut] in article and b[cut:] in article:
                yield _of_each((a, b[:cut]), "的" + b[cut:], adjective, head=head)
        for cut in range(2, len(a) - 1):
            if a[:cut] in article and a[cut:] in article:
                yield _of_each((a[:cut], b), "的" + a[cut:], adjective, head=head)


def _of_each(names: tuple[str, str], of: str, adjective: str, *, head: str = "") -> Contrast:
    """Return the comparison of what two have, with the question for each."""
    asking, less = _ADJECTIVES[adjective]
    how = "是多少" if of and "有多" in asking else asking
    return Contrast(names, (f"{head}{names[0]}{of}{how}?", f"{head}{names[1]}{of}{how}?"), adjective, less, False)


def decide(case: Case, claim: str) -> Draft | None:
    """Say whether the first of two has more, with the sentence for each; None where the claim is no comparison."""
    for contrast in islice(_claimed(claim, case.prepared.plain), _READINGS):
        if stated := _stated(case, contrast):
            break
    else:
        return None
    likely, drafts, values = stated
    right = values[0] != values[1] and (values[0] < values[1]) == contrast.less
    a, b = _beside(contrast, drafts, case.question.spoken)
    text = replies.said(replies.YES_OF_TWO if right else replies.NO_OF_TWO, case.question.spoken, a=a, b=b)
    return Draft(text, _cited(drafts), likely)


def compare(case: Case) -> Draft | None:
    """Return which of two is more, or by how much, with the sentence for each; None where nothing like it is asked.

    Both values must be stated beside the name of what they belong to, in the same unit.
    """
    contrast = contrast_in(case.question.text)
    if contrast is None:
        return None
    stated = _stated(case, contrast)
    if stated is None:
        return None
    likely, drafts, values = stated
    return Draft(_worded(contrast, drafts, values, case.question.spoken), _cited(drafts), likely)


def _stated(case: Case, contrast: Contrast) -> tuple[float, tuple[Draft, Draft], tuple[Fraction, Fraction]] | None:
    """Return the two values that are most likely meant, and how likely; None where the article does not state both."""
    a, b = contrast.names
    pairs = [
        (min(x.confidence, y.confidence), (x, y), values)
        for x in _about(case, a, b, contrast.ask[0])
        for y in _about(case, b, a, contrast.ask[1])
        if x.citations[0].focus != y.citations[0].focus and (values := _values(x.text, y.text))
    ]
    return max(pairs, key=lambda pair: pair[0], default=None)


def _cited(drafts: tuple[Draft, Draft]) -> tuple[Citation, ...]:
    return tuple(sorted((draft.citations[0] for draft in drafts), key=lambda c: (c.start, c.end)))


def _about(case: Case, name: str, other: str, asked: str) -> list[Draft]:
    """Return the likely values that stand behind the name of one of the two, nearer than that of the other."""
    single = case.asking(asked)
    prepared = case.prepared
    found: list[Draft] = []
    for span in single.spans:
        start, end = single.completed(span)
        if (at := prepared.plain.find(other, start, end)) > start:  # it goes on about the other of the two
            end = start + len(prepared.plain[start:at].rstrip(" ,;、"))
        days = dates(prepared.plain[start:end]) if single.question.wants == "time" else []
        if len(days) == 1:
            start, end = start + days[0].start, start + days[0].end
        number = prepared.sentence_number(start)
        sentence = prepared.sentences[number]
        before = prepared.plain[sentence.start : start]
        own = before.rfind(name)
        if own < 0 or own < before.rfind(other) or end > sentence.end:
            continue
        if not single.fits(number, single.words(start, end), statement=False):
            continue
        likely = probability(single.signals(start, end, span.score))
        if likely >= THRESHOLD:
            found.append(Draft(single.words(start, end), (prepared.cite(start, end),), likely))
    return found


def _values(a: str, b: str) -> tuple[Fraction, Fraction] | None:
    """Return what two answers amount to, or None where they cannot be compared."""
    first, second = figures(a), figures(b)
    if first and second and first[0].kind == second[0].kind:
        x, y = first[0], second[0]
        if compatible(x.unit, y.unit):
            return x.value, y.value
        for scale in _SCALES:
            if x.unit in scale and y.unit in scale:
                return x.value * Fraction(scale[x.unit], scale[y.unit]), y.value  # in the unit of the second
    first_day, second_day = next(iter(dates(a)), None), next(iter(dates(b)), None)
    if first_day is None or second_day is None:
        return None
    if first_day.year and second_day.year and first_day.year != second_day.year:
        return Fraction(first_day.year), Fraction(second_day.year)
    if (first_day.year, first_day.month).count(None) != (second_day.year, second_day.month).count(None):
        return None
    return _order(first_day), _order(second_day)


def _order(day: Date) -> Fraction:
    return Fraction((day.year or 0) * 372 + (day.month or 0) * 31 + (day.day or 0))


def _beside(contrast: Contrast, drafts: tuple[Draft, Draft], spoken: Spoken) -> tuple[str, str]:
    """Write each of the two beside its value."""
    colon = replies.said(replies.COLON, spoken)
    names = [replies.asked_again(name, spoken) for name in contrast.names]
    a, b = (f"{name}{colon}{draft.text}" for name, draft in zip(names, drafts, strict=True))
    return a, b


def _worded(contrast: Contrast, drafts: tuple[Draft, Draft], values: tuple[Fraction, Fraction], spoken: Spoken) -> str:
    a, b = _beside(contrast, drafts, spoken)
    if values[0] == values[1]:
        return replies.said(replies.SAME, spoken, a=a, b=b)
    if contrast.difference:
        return replies.said(
            replies.APART, spoken, a=a, b=b, difference=_difference((drafts[0].text, drafts[1].text), values)
        )
    first = (values[0] < values[1]) == contrast.less
    winner = replies.asked_again(contrast.names[0 if first else 1], spoken)
    adjective = replies.asked_again(contrast.adjective.replace("先", "早"), spoken)
    return replies.said(replies.MORE, spoken, winner=winner, adjective=adjective, a=a, b=b)


def _difference(told: tuple[str, str], values: tuple[Fraction, Fraction]) -> str:
    """Write a difference as the two figures are written: in their unit where they share it, else in full."""
    numbers = [_NUMBER.search(for_models(t)) for t in told]
    if numbers[0] and numbers[1]:
        (x, behind), (y, other) = (
            (m[0].replace(",", ""), for_models(t)[m.end() :]) for m, t in zip(numbers, told, strict=True) if m
        )
        if behind == other:
            try:
                return f"{abs(Decimal(x) - Decimal(y))}{behind}"
            except InvalidOperation:
                pass
    figure: Figure = figures(told[1])[0]
    apart = abs(values[0] - values[1]) * (100 if figure.kind == "percent" else 1)
    return f"{float(apart):,g}{'%' if figure.kind == 'percent' else figure.unit}"
