"""Whether what a claim says of a figure, a date or a name is what the article says of it, and not of another."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.claim_clauses import STOP, pairs
from qa.claim_figures import is_article, stands
from qa.claim_items import Item, Name, Told, is_named
from qa.claim_names import POST_BEFORE
from qa.dates import Date, same_date
from qa.figures import Figure
from qa.normalize import for_matching
from qa.passages import Span
from qa.speakers import SAID
from qa.units import compatible

# What another figure, date or name must have more of the claim's words around it than the one that the claim has; of
# names, which are told of in more than one place, more than of figures.
MARGIN = {"figure": 0.2, "date": 0.1, "name": 0.25}
# How far words belong to an item: less for each clause between them, and for each other item of its kind.
_CLAUSES = (1.0, 0.4, 0.25, 0.15)
_OTHERS = (1.0, 0.35, 0.2)
# Words of a clause behind that of a figure or a date: what they are of has been named before them.
_LATER = 0.5
# Words of the sentence before.
_BEFORE = 0.15
# Between two items of a kind these end what belongs to the first.
_AND = re.compile(r"[、和与及]|\band\b")
_JOINED = 0.5
_IN_TURN = re.compile(r"分别|依次|\brespectively\b")
# Of two sums told in turn of two things: the words of the other one, and those that may be of either.
_OTHERS_OWN, _EITHER = 0.3, 0.7
_OWN_CHARS = 10
_LEANS_BACK = re.compile(r"[\"“]?(?:他|她|它|其|该|这|此|双方|两人|二人|he|she|it|they|his|her|this)(?![a-z])")
# Words of a sentence that leans back on the one that names whom it is about.
_BEHIND = 0.4
# A verb between two names says who does it to whom; one of these turns it round.
_TURNS_ROUND = re.compile(r"被|由(?!于)|遭|受(?!到)|\bby\b")
# What a clause has before a rate of growth whose subject the clause before names: 收入12.4亿元,同比增长41%.
_RATE = re.compile(
    r" ?(?:并?且?[比较与和]?(?:上年|去年|前年|上月|上季度|上一?季)?(?:同期|相比)?|同比|环比|年?均|分别){0,3}"
    r"(?:大幅|略有?|微|小幅|仍|则|也|又|更|还)?(?:增|升|涨|降|跌|减|增长|上升|上涨|提高|下降|下滑|下跌|减少|增加|回落|增幅|降幅|增速|涨幅|跌幅)"
    r"(?:了|达到?|为|约|超过?|近)? ?"
)
_SAME_TIME = re.compile(r"[ ,]{0,2}(?:上午|下午|凌晨|早上|早晨|晚上|晚间|晚|早|中午|傍晚|夜间)?")
_JOINING = re.compile(r"^[、和与及同跟,以 ]{0,2}$|^ ?(?:and|or|,) ?$")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure, date or name of an article's sentence, at plain[start:end]."""

    start: int
    end: int
    value: Figure | Date | Name


@lru_cache(maxsize=1_024)
def _stops(plain: str) -> tuple[int, ...]:
    return tuple(m.start() for m in STOP.finditer(plain))


class Surroundings:
    """How near each place of a text is to an item in it.

    :param plain: the text, as by `for_matching`.
    :param spans: the items of one kind in it, in order.
    :param apart: whether another item between belongs nearer to words: figures, but a name may be told much of.
    :param shares: which of the items are percentages: 收入12.4亿元,同比增长41% tells both of the same, and only another
        percentage between belongs nearer.
    """

    def __init__(self, plain: str, spans: Sequence[Span], *, apart: bool, shares: Collection[int] = ()) -> None:
        self._apart = apart
        self._shares = shares
        self._plain = plain
        self._stops = _stops(plain)
        self._spans = spans
        self._row = [0] * len(spans)  # which row of sums side by side (9.7%、9.4%) each is in
        for i in range(1, len(spans)):
            between = plain[spans[i - 1][1] : spans[i][0]].strip()
            self._row[i] = self._row[i - 1] + (not (between and _AND.fullmatch(between)))
        self._split = self._in_turn()

    def _in_turn(self) -> dict[int, tuple[int, int]]:
        """Return, by the row of two sums that are told in turn of two things, where the two are joined, and begin."""
        found = {}
        for i in range(1, len(self._spans)):
            start = self._spans[i - 1][0]
            if self._row[i] != self._row[i - 1] or self._row.count(self._row[i]) != 2:
                continue
            begin = max((s + 1 for s in self._stops if s < start), default=0)
            joints = [m.start() for m in _AND.finditer(self._plain, begin, start)]
            begin = max(begin, joints[-1] - _OWN_CHARS) if joints else begin
            if joints and _IN_TURN.search(self._plain, begin, self._spans[i][1] + 4):
                found[self._row[i]] = (joints[-1], begin)
        return found

    def near(self, at: int, item: int) -> float:
        """Return how near the offset `at` is to one of the items, by its number, in (0, 1]."""
        start, end = self._spans[item]
        low, high = (at, start) if at < start else (end - 1, at)
        clauses = bisect_left(self._stops, high) - bisect_left(self._stops, low)
        if clauses and at < start and item in self._shares and self._is_rate(start):
            clauses -= 1
        row = self._row[item]
        between = [
            i
            for i, (s, _) in enumerate(self._spans)
            if low < s < high
            and i != item
            and self._row[i] != row
            and (item not in self._shares or i in self._shares or at >= end)
        ]
        share = _CLAUSES[min(clauses, 3)] * (_OTHERS[min(len(between), 2)] if self._apart else 1.0)
        if row in self._split and at < start:
            joint, begin = self._split[row]
            first = item == 0 or self._row[item - 1] != row
            if begin <= at:
                own = at < joint if first else at > joint
                share *= 1.0 if own else _EITHER if first else _OTHERS_OWN
        elif not clauses and self._cut_off(at, item):
            share *= _JOINED
        if self._apart and clauses and at >= end:
            share *= _LATER
        return share

    def _is_rate(self, start: int) -> bool:
        """Tell whether a clause says before a percentage only that something grew: the clause before has what."""
        before = bisect_left(self._stops, start)
        return bool(_RATE.fullmatch(self._plain, self._stops[before - 1] + 1 if before else 0, start))

    def _cut_off(self, at: int, item: int) -> bool:
        """Tell whether between the offset and the item stands an and that ends what belongs to the item before."""
        start, end = self._spans[item]
        if at < start:
            before = max((e for i, (_, e) in enumerate(self._spans) if e <= start and i < item), default=None)
            return before is not None and before <= at and bool(_AND.search(self._plain, at, start))
        behind = min((s for i, (s, _) in enumerate(self._spans) if i > item), default=None)
        return behind is not None and at < behind and bool(_AND.search(self._plain, end, at))

    def nearest(self, term: str, item: int) -> float:
        """Return how near a term is to one of the items, 0 where it is not there but in the item."""
        start, end = self._spans[item]
        best, at = 0.0, self._plain.find(term)
        while at >= 0 and best < 1.0:
            if at + len(term) <= start or at >= end:
                best = max(best, self.near(at, item))
            at = self._plain.find(term, at + 1)
        return best


def displaced(
    claim: str, wanted: Sequence[Item], told: Mapping[int, Told], weights: Mapping[str, float]
) -> dict[str, float]:
    """Return by kind how far items of a claim are from where the article has them, 0 where they are not.

    An item is out of place where another one of its sort has more of the claim's words around it in the article: by so
    much of their weight, in [0, 1], and beyond `MARGIN` without doubt.

    :param claim: as by `for_matching`.
    :param told: the sentences of the passages, by number.
    :param weights: the claim's terms, each with its weight.
    """
    far = dict.fromkeys(MARGIN, 0.0)
    for kind in far:
        mine = [i for i in wanted if i.kind == kind]
        if not mine:
            continue
        apart = kind != "name"
        around = Surroundings(
            claim, [(i.start, i.end) for i in mine], apart=apart, shares=_shares(i.value for i in mine)
        )
        places = {n: _places(kind, t, mine) for n, t in told.items()}
        there = {
            n: Surroundings(
                told[n].plain, [(p.start, p.end) for p in found], apart=apart, shares=_shares(p.value for p in found)
            )
            for n, found in places.items()
        }
        for i, item in enumerate(mine):
            posts = _post_words(claim, item)
            terms = {t: w * around.nearest(t, i) for t, w in weights.items() if t not in posts}
            beside = [o for o in mine if o is not item and not STOP.search(claim, *_gap(item, o))]
            # What somebody says may be told of anybody whom he names, but not what another one says.
            named = [o for o in mine if o is not item] if kind == "name" and SAID.match(claim, item.end) else []
            own: float | None = None
            other = 0.0
            for n, found in places.items():
                for j, place in enumerate(found):
                    same = _same(claim, item, place, told[n])
                    if same is None:
                        continue
                    score = sum(
                        w * max(there[n].nearest(t, j), _around(t, told.get(n - 1), told.get(n + 1), kind))
                        for t, w in terms.items()
                    )
                    if same:
                        own = max(own or 0.0, score)
                        continue
                    spoken_of = beside if SAID.match(told[n].plain, place.end) else [*beside, *named]
                    if kind != "name" or not any(_same(claim, o, place, told[n]) for o in spoken_of):
                        other = max(other, score)
            if own is not None and other > own:
                far[kind] = max(far[kind], (other - own) / sum(terms.values()))
    return far


def _shares(values: Iterable[object]) -> set[int]:
    return {i for i, value in enumerate(values) if isinstance(value, Figure) and value.kind == "percent"}


def wrong_hour(claim: str, wanted: Sequence[Item], told: Mapping[int, Told]) -> bool:
    """Tell whether a claim gives a day an hour that the article gives another day: 12日15时, where it has 12日2时."""
    for day, hour in itertools.pairwise(i for i in wanted if isinstance(i.value, Date | Figure)):
        if not isinstance(day.value, Date) or not isinstance(hour.value, Figure) or not _right_behind(claim, day, hour):
            continue
        hours = [
            (f, t)
            for t in told.values()
            for d in t.dates
            for f in t.figures
            if f.kind == "time" and same_date(d, day.value) and _SAME_TIME.fullmatch(t.plain, d.end, f.start)
        ]
        if hours and not any(f in stands(claim, hour.value, t) for f, t in hours):
            return True
    return False


def _right_behind(claim: str, day: Item, hour: Item) -> bool:
    return bool(_SAME_TIME.fullmatch(claim, day.end, hour.start))


def torn(claim: str, wanted: Sequence[Item], told: Mapping[int, Told]) -> bool:
    """Tell whether a claim has one figure of a sentence beside another's, where that sentence has its own of the kind.

    净利润2.15亿元,增长36%, where the one sentence has 2.15亿元 and 12.9%, the other 2.37亿元 and 36%.
    """
    figures = [i.value for i in wanted if isinstance(i.value, Figure) and not is_article(claim, i.value)]
    where = [{n for n, t in told.items() if stands(claim, f, t)} for f in figures]
    for (mine, with_mine), (other, with_other) in itertools.permutations(zip(figures, where, strict=True), 2):
        if (mine.kind, mine.unit) == (other.kind, other.unit) or not (other.unit or other.kind == "percent"):
            continue
        if not with_mine or not with_other or with_mine & with_other:
            continue
        if all(any((f.kind, f.unit) == (other.kind, other.unit) for f in told[n].figures) for n in with_mine):
            return True
    return False


def leans_back(plain: str) -> bool:
    """Tell whether a sentence, as by `for_matching`, begins with a word for what was named before it."""
    return bool(_LEANS_BACK.match(plain))


def _gap(a: Item, b: Item) -> Span:
    return (a.end, b.start) if a.end <= b.start else (b.end, a.start)


def _post_words(claim: str, item: Item) -> set[str]:
    """Return the pairs of the post before a person's name: they say who it is, not what is told of them."""
    if not isinstance(item.value, Name) or item.value.sort != "person":
        return set()
    start = max((m.end() for m in STOP.finditer(claim, 0, item.start)), default=0)
    post = POST_BEFORE.search(claim[start : item.start])
    if post is None:
        return set()
    words = claim[max(start, start + post.start() - 12) : item.start]
    return {words[i : i + 2] for i in range(len(words) - 1)}


def _around(term: str, before: Told | None, behind: Told | None, kind: str) -> float:
    """Return how near a word of the sentence before or behind is."""
    if kind == "name" and behind is not None and leans_back(behind.plain) and term in behind.plain:
        return _BEHIND
    return _BEFORE if before is not None and term in before.plain else 0.0


def _places(kind: str, told: Told, mine: Sequence[Item]) -> list[Place]:
    """Return what stands in a sentence of the kind of some items."""
    if kind == "figure":
        return [Place(f.start, f.end, f) for f in told.figures]
    if kind == "date":
        return [Place(d.start, d.end, d) for d in told.dates]
    found = [Place(n.start, n.end, n) for n in told.names]
    for item in mine:  # a name that is only known to be one in the claim
        if isinstance(item.value, Name):
            for match in re.finditer(re.escape(for_matching(item.value.text)), told.plain):
                if all(match.end() <= p.start or p.end <= match.start() for p in found):
                    found.append(Place(*match.span(), Name(match[0], match.start(), item.value.sort)))
    return sorted(found, key=lambda p: p.start)


def _same(claim: str, item: Item, place: Place, told: Told) -> bool | None:
    """Tell whether a place has an item of the claim; None where it has something that does not rival it."""
    mine, its = item.value, place.value
    if isinstance(mine, Figure) and isinstance(its, Figure):
        if its in stands(claim, mine, told):
            return True
        return (
            False
            if mine.kind == its.kind and compatible(mine.unit, its.unit) and bool(mine.unit) == bool(its.unit)
            else None
        )
    if isinstance(mine, Date) and isinstance(its, Date):
        if same_date(mine, its):
            return True
        level = [(d.year is not None, d.month is not None, d.day is not None) for d in (mine, its)]
        return False if level[0][1:] == level[1][1:] or level[0][2] == level[1][2] else None
    if isinstance(mine, Name) and isinstance(its, Name):
        if is_named(mine.text, its.text) or is_named(its.text, mine.text):
            return True
        return False if mine.sort == its.sort != "word" else None
    return None


def turned_round(claim: str, wanted: Sequence[Item], told: Mapping[int, Told]) -> bool:
    """Tell whether a claim has two names the other way round about a verb than the article."""
    names = [i for i in wanted if isinstance(i.value, Name) and i.value.sort in ("person", "body")]
    for a, b in itertools.combinations(names, 2):
        between = claim[a.end : b.start]
        if len(between) > 40 or _JOINING.match(between) or STOP.search(between):
            continue
        verbs = pairs(between)
        passive = len(_TURNS_ROUND.findall(between)) % 2
        straight = reverse = False
        first, second = claim[a.start : a.end], claim[b.start : b.end]  # in the order of the claim
        for sentence in told.values():
            for x, y, is_reverse in ((first, second, False), (second, first, True)):
                for words in _between(sentence.plain, x, y):
                    if any(v in words for v in verbs):
                        turned = len(_TURNS_ROUND.findall(words)) % 2 != passive
                        if is_reverse != turned:
                            reverse = True
                        else:
                            straight = True
        if reverse and not straight:
            return True
    return False


def _between(plain: str, first: str, second: str) -> list[str]:
    """Return the words between a name and the next mention of another, in one sentence."""
    found = []
    for match in re.finditer(re.escape(first), plain):
        at = plain.find(second, match.end())
        if at >= 0 and at - match.end() <= 40:
            found.append(plain[match.end() : at])
    return found
