"""The lists of an article that a question may ask for, each with how likely it is the one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa import sorts
from qa.coordinations import Coordination
from qa.drafts import Case
from qa.enumerations import Enumeration
from qa.list_question import Wanted, content
from qa.list_signals import ListSignals, likelihood
from qa.names import like_a_name, post_before
from qa.normalize import for_models
from qa.passages import Span

# What an enumeration that is spelled out is asked for with.
_ASKS_FOR_POINTS = re.compile(
    r"要求|措施|举措|建议|倡议|提示|部署|方面|原因|做法|要点|步骤|任务|目标|条件|特点|内容|[点条项]|安排|工作|规定|意见|注意|points?|steps?|measures?|requirements?|demands?|reasons?",
    re.IGNORECASE,
)
# The topic of the question is itself one of the items where they hold more of its content than this.
_MOSTLY = 0.6
# How far the noun may be from the list, in characters.
_BESIDE = 10
# Sentences before a list that may introduce it.
_INTRODUCING = 2
_SPANS = 24
_TRUSTED = 3  # of the reader's spans, to tell where a list ends
_NAMES = ("person", "organisation", "place")
_LONG_NAME = 25
_JOINS = re.compile(r"[、,和与及\s]|以及")
_PAIR = re.compile(r"(?<=[^、以])(?:以及|及(?!其)|和|与)(?=[^、])")
_QUOTED = re.compile(r"[“《(][^“”《》()\n]{1,40}[”》)]")
_OPENERS = frozenset("“《(「『")
_BYLINE = re.compile(r"[(（]\s*(?:本报|本网|见习)?(?:记者|通讯员|编辑|作者|摄影)\s*:?[\u4e00-\u9fff]{0,4}$")
_ASKS_FOR_AUTHORS = re.compile("记者|作者|编辑|通讯员|写的|报道的|撰")
_INSTITUTION = re.compile(r"(?:公司|大学|学院|集团|协会|研究所|[系院]|局|委|部|队|会)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A list of the article.

    :param members: span of each item, in order.
    :param likely: the probability, in [0, 1], that it is the list asked for.
    :param open: whether the article says that there are more.
    :param points: whether the items are sentences or clauses, not names.
    :param barred: whether something tells that it is not the list: its number, its sort, the topic among its items.
    """

    members: tuple[Span, ...]
    likely: float
    open: bool = False
    points: bool = False
    barred: bool = False


def found(case: Case, wanted: Wanted) -> list[Found]:
    """Return the lists that may be asked for, likeliest first.

    :param wanted: what the question asks for.
    """
    lists = [_of_enumeration(case, wanted, e) for e in case.prepared.enumerations]
    lists += [_of_coordination(case, wanted, c) for c in _looked_at(case)]
    lists += [_of_coordination(case, wanted, c) for c in (*_pairs(case), *_people(case, wanted))]
    if not _ASKS_FOR_AUTHORS.search(case.question.text):
        lists = [f for f in lists if not _wrote_it(case, f.members[0])]
    return sorted(lists, key=lambda f: f.likely, reverse=True)


def _wrote_it(case: Case, first: Span) -> bool:
    """Tell whether the first of a list is somebody who wrote the article: (记者甲、乙)."""
    words = case.prepared.plain[max(0, first[0] - 6) : first[1]]
    return bool(_BYLINE.search(words))


def _looked_at(case: Case) -> Iterator[Coordination]:
    """Return the coordinations in the passages that were read."""
    read = sorted((e.passage.start, e.passage.end) for e in case.evidence)
    at = 0
    for each in case.prepared.coordinations:
        low, high = each.span
        while at < len(read) and read[at][1] <= low:
            at += 1
        if at < len(read) and read[at][0] < high:
            yield each


def _pairs(case: Case) -> Iterator[Coordination]:
    """Return 甲和乙 where the reader marks both as its answer."""
    listed = [each.span for each in _looked_at(case) if not each.clauses]
    for span in case.spans[:_SPANS]:  # best first
        if any(low < span.end and span.start < high for low, high in listed):
            continue
        joints = list(_PAIR.finditer(case.prepared.plain, span.start, span.end))
        if len(joints) == 1 and "、" not in span.text and not re.search(r"[,。;:，；：]", span.text):
            a, b = joints[0].span()
            start, end = case.completed(span)
            if quoted := _QUOTED.match(case.prepared.plain, end):
                end = quoted.end()
            if start < a and b < end:
                end = _alike_end(case.prepared.plain, (start, a), (b, end))
                listed.append((start, end))
                yield Coordination(((start, a), (b, end)), start, end)


def _alike_end(plain: str, first: Span, second: Span) -> int:
    """Return the end of the second of two items, moved on to where it ends as the first does: 旧协议和新的协议."""
    ending = plain[max(first[0], first[1] - 2) : first[1]]
    if len(ending) < 2 or ending in plain[slice(*second)]:
        return second[1]
    at = plain.find(ending, second[1], second[1] + _BESIDE)
    return at + 2 if at >= 0 and not re.search(r"[,。;:!?、]", plain[second[1] : at]) else second[1]


def _people(case: Case, wanted: Wanted) -> Iterator[Coordination]:
    """Return people named one after another with their posts, in the sentences that the reader looks at."""
    if wanted.sort != "person":
        return
    prepared = case.prepared
    listed = [each.span for each in _looked_at(case) if not each.clauses and len(each.members) > 2]
    for number in dict.fromkeys(prepared.sentence_number(s.start) for s in case.spans[:_SPANS]):
        sentence = prepared.sentences[number]
        plain = prepared.plain_of(sentence)
        places = sorted(
            (sentence.start + m.start(), name)
            for name in prepared.named_in(plain)
            for m in re.finditer(re.escape(name), plain)
        )
        chain: list[Span] = []
        for at, name in [*places, (-1, "")]:
            held = post_before(prepared.plain, at, prepared.people) if at >= 0 else None
            start = held[0] if held else at
            between = prepared.plain[chain[-1][1] : start] if chain else ""
            if chain and at >= 0 and between and len(between) <= 3 and _JOINS.match(between):
                chain.append((start, at + len(name)))
                continue
            # The chain knows posts, but only the names that are known: a longer list that holds it is the whole.
            if len(chain) > 1 and not any(low <= chain[0][0] and chain[-1][1] < high for low, high in listed):
                yield Coordination(tuple(chain), chain[0][0], chain[-1][1])
            chain = [(start, at + len(name))]


def _bounds(case: Case, each: Coordination) -> tuple[Span, ...]:
    """Return the members, the first and the last cut where the reader says, if it says."""
    members = list(each.members)
    if each.clauses or len(members) < 2:
        return each.members
    (first, stop), (begin, end) = members[0], members[-1]
    usual = sorted(b - a for a, b in members)[len(members) // 2]
    for span in case.spans[:_SPANS]:  # best first
        start = case.completed(span)[0]
        if each.low < start < stop and span.end > stop and stop - start <= 3 * usual + 4:
            first = start if stop - first > 2 * usual + 4 or start < first else first
            break
    for rank, span in enumerate(case.spans[:_SPANS]):
        if span.start < begin < span.end <= each.high:
            whole_end = case.prepared.plain[span.end : span.end + 1] not in _OPENERS
            straddles = rank < _TRUSTED and span.start < stop and span.end < end and whole_end
            end = span.end if straddles or end - begin > 2 * usual + 4 else end
            break
    members[0], members[-1] = (first, stop), (members[-1][0], end)
    return tuple(members)


def _beside(case: Case, wanted: Wanted, members: Sequence[Span]) -> bool:
    """Tell whether the noun that the question asks with stands right before or behind a list, or ends its items."""
    if not wanted.pairs:
        return False
    plain = case.prepared.plain.lower() if case.question.language == "en" else case.prepared.plain
    low, high = members[0][0], members[-1][1]
    around = plain[max(0, low - _BESIDE) : low] + "\n" + plain[high - 4 : high + _BESIDE]
    ends = [plain[max(a, b - 4) : b] for a, b in members]
    # The last item may say it for all: 竞争力、创新力和抗风险能力.
    return any(
        pair in around or ends[-1].endswith(pair) or sum(pair in e for e in ends) * 2 > len(ends)
        for pair in wanted.pairs
    )


def _of_sort(case: Case, wanted: Wanted, members: Iterable[Span]) -> bool:
    """Tell whether most items are of the sort that the question wants."""
    words = [case.words(a, b) for a, b in members]
    if wanted.sort in _NAMES and sorted(map(len, words))[len(words) // 2] > _LONG_NAME:
        return False
    if wanted.sort == "person":
        fit = [
            bool(case.prepared.named_in(for_models(w)))
            or like_a_name(for_models(w))
            or (sorts.fits("person", w) and not sorts.fits("organisation", w))
            for w in words
        ]
    else:
        fit = [sorts.fits(wanted.sort, w) for w in words]
        if wanted.sort == "place":
            fit = [f and not _INSTITUTION.search(w) for f, w in zip(fit, words, strict=True)]
    return 2 * sum(fit) >= len(fit) or wanted.sort == "number"


def _proper(members: Sequence[Span]) -> int:
    """Return where the first item begins if it is no longer than the others are; before that stands what it is of."""
    start, stop = members[0]
    return max(start, stop - max(b - a for a, b in members[1:]))


def _said_around(case: Case, members: Sequence[Span]) -> str:
    """Return the sentence of a list without its items: what the article says of them."""
    prepared = case.prepared
    first = prepared.sentence_number(members[0][0])
    sentence = prepared.sentences[first]
    high = max(sentence.end, prepared.sentence_at(members[-1][1] - 1).end)
    text = prepared.article.text
    inner = [text[a:b] for (_, a), (b, _) in pairwise(members)]
    return "\n".join([text[sentence.start : _proper(members)], *inner, text[members[-1][1] : high]])


def _content_terms(case: Case) -> list[str]:
    """Return the terms of what a list question is about.

    Names of people are left out, as they need not stand in the sentence (`Case.strange` looks after them), and single
    characters, which are mostly left over from the form of the question.
    """
    relevance, asked = case.prepared.relevance, content(case.question)
    for name in case.prepared.named_in(asked):
        asked = asked.replace(name, " ")
    return [t for t in relevance.content(asked) if len(t) > 1 or t.isdecimal()] or relevance.content(case.question.text)


def _holds_topic(case: Case, wanted: Wanted, members: Sequence[Span]) -> bool:
    """Tell whether what the question is about is itself one of the items."""
    relevance = case.prepared.relevance
    terms = [t for t in _content_terms(case) if t not in wanted.pairs]
    # Not the first: it may stand behind what the list is about.
    return len(terms) > 1 and any(relevance.coverage(terms, case.words(a, b)) > _MOSTLY for a, b in members[1:])


def _clause(case: Case, low: int, high: int) -> str:
    """Return the clause around a list, the list itself left out."""
    plain = case.prepared.plain
    sentence = case.prepared.sentence_at(low)
    start = max(plain.rfind(mark, sentence.start, low) for mark in ",;:。") + 1
    ends = [at for mark in ",;。" if (at := plain.find(mark, high, sentence.end)) >= 0]
    return f"{plain[max(start, sentence.start) : low]}\n{plain[high : min(ends, default=max(high, sentence.end))]}"


def signals(case: Case, wanted: Wanted, each: Coordination, members: Sequence[Span]) -> ListSignals:
    """Gather what speaks for things that stand side by side as the list that is asked for.

    :param members: the items of it, cut as they will be shown.
    """
    prepared = case.prepared
    low, high = members[0][0], members[-1][1]
    inside = [s.score for s in case.spans if s.start < high and low < s.end]
    lowest = min((s.score for s in case.spans), default=-6.0)
    number = prepared.sentence_number(low)
    held = False
    if prepared.language == case.question.language:
        terms = _content_terms(case)
        held = not each.clauses and _holds_topic(case, wanted, members)
        # The noun counts by itself; the rest says what is told of the items.
        terms = [t for t in terms if t != wanted.noun] or terms
        around = _said_around(case, members)
        if each.clauses:  # what they begin with is said of all of them
            around += "\n" + _before(case, low) + "".join(case.words(a, min(b, a + 8)) for a, b in members)
        said = prepared.relevance.coverage(terms, around)
        own = said if each.clauses else prepared.relevance.coverage(terms, _clause(case, _proper(members), high))
    else:
        said = own = 0.5
    return ListSignals(
        margin=max(inside, default=lowest - 1.0),
        said=said,
        own=own,
        near=case.near.get(number, 0.0),
        strange=float(case.strange(number)),
        named=float(_beside(case, wanted, members)),
        as_many=float(wanted.number == len(members)),
        other_number=float(wanted.number not in (None, len(members))),
        misfit=float(not _of_sort(case, wanted, members)),
        read=float(bool(case.spans) and case.spans[0].start < high and low < case.spans[0].end),
        topic=float(held),
    )


def _of_coordination(case: Case, wanted: Wanted, each: Coordination) -> Found:
    members = _bounds(case, each)
    found = signals(case, wanted, each, members)
    barred = bool(found.misfit or found.other_number or found.topic)
    return Found(members, likelihood(found), open=each.open, points=each.clauses, barred=barred)


def _before(case: Case, offset: int) -> str:
    """Return the sentences right before an offset, in its paragraph, that may say what a list is about."""
    prepared = case.prepared
    last = prepared.sentence_number(offset)
    first = last
    while last - first < _INTRODUCING and first > 0:
        if prepared.sentences[first - 1].paragraph != prepared.sentences[last].paragraph:
            break
        first -= 1
    return case.words(prepared.sentences[first].start, offset)


def _of_enumeration(case: Case, wanted: Wanted, each: Enumeration) -> Found:
    """Weigh an enumeration that is spelled out: by what introduces it more than by the reader."""
    prepared, asked = case.prepared, case.question.text
    terms = _content_terms(case)
    intro = f"{_before(case, each.intro[0])}\n{case.words(*each.intro)}"
    score = 0.8 * prepared.relevance.coverage(terms, intro)
    score += 0.2 * prepared.relevance.coverage(terms, case.words(each.items[0][0], each.items[-1][1]))
    if case.strange(prepared.sentence_number(each.items[0][0])):
        score -= 1.5
    if wanted.sort in _NAMES and not _of_sort(case, wanted, each.items):
        score -= 0.4
    if wanted.number is not None and case.question.ordinal is None:
        score += 0.2 if wanted.number == len(each.items) else -0.3
    points = bool(_ASKS_FOR_POINTS.search(asked))
    low, high = each.intro[0], each.items[-1][1]
    if any(low <= s.start < high for s in case.spans[:3]):
        score += 0.3 if points and low <= case.spans[0].start < high else 0.15
    else:
        score -= 0.1
    score += 0.15 * points
    if wanted.pairs and not points and not any(pair in for_models(intro) for pair in wanted.pairs):
        score -= 0.15  # asked for by a noun that nothing introduces it with
    return Found(each.items, max(0.0, min(0.95, 0.1 + 0.65 * score)) if score >= 0.5 else 0.05, points=True)
