"""Holds one sentence of a language model against the passages it names: proven with citations, or not to be said."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.abbreviations import as_written
from qa.claim_arithmetic import follows
from qa.claim_asked import agreement
from qa.claim_binding import MARGIN, displaced, leans_back, torn, turned_round, wrong_hour
from qa.claim_clauses import run
from qa.claim_figures import magnitude_missing, proves
from qa.claim_items import Item, Name, Told, is_day, is_named, is_quoted, items
from qa.claim_names import renamed, replaced, wrong_post
from qa.claim_turns import turned
from qa.contests import denied
from qa.dates import Date, dates
from qa.errors import InputError
from qa.figures import Figure
from qa.lead_ins import without_lead_in
from qa.normalize import for_matching, for_models
from qa.prepared import PreparedArticle
from qa.proof_signals import ACROSS, ACROSS_THRESHOLD, SAME_MATTER, THRESHOLD, WEIGHTS, ProofSignals, likely
from qa.question import language_of
from qa.reader import SpanReader, load_reader
from qa.speakers import SAID, SAYS
from qa.terms import content_letters
from qa.types import Citation, Passage

# What is longer is no one sentence, and nobody can check it at a glance.
MAX_CLAIM_CHARS = 600
# Nor is what has more figures, dates, names and quotations: each is held against each of the article's.
MOST_ITEMS = 60
# A claim rests on at most so many sentences.
MOST_CITED = 3
# So many sentences of the passages, those that share most with the claim, are compared with it in meaning.
_COMPARED = 12
# A further sentence is cited where it adds so much of the claim's content.
_WORTH_CITING = 0.12
# The nearest sentence is ahead of at least so many others, of those around the passages where these have fewer.
_OTHERS = 5
# Of an article that has no others.
_USUALLY_AHEAD = 0.06
_MOST_COUNTED = 3
_MOST_ODDS = 8.0
# Figures that follow from the article's are found by reckoning, which the reader cannot; it is taken to find this,
# and to agree as it does with a usual faithful sentence: but not which of two is more, which may be turned round.
_TOLD, _AGREES = 2.0, 4.5
_COMPARES = re.compile(r"[比多少高低]|\b(?:more|less|fewer|higher|lower)\b")
# The sentence that has so much of what is said is where it is said.
_SAID_THERE = 0.5
_SAYING = re.compile(SAYS + "|称|表示|认为|指出|介绍|据|报道")


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a sentence may be said.

    :param citations: the smallest set of sentences, at most `MOST_CITED`, that cover it, in the order of the article;
        none where it is not proven.
    :param failed: "" where it is proven, else why not, in one word: empty, too_long, no_passage, figure, date, name,
        quote, relation, negation, modality, scope, direction, opposite, deed, word, meaning.
    :param nearest: where it is not proven, what the article has to say of the same matter, to be quoted in its place;
        none where that is nothing.
    """

    citations: tuple[Citation, ...]
    failed: str = ""
    nearest: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.citations) == bool(self.failed):
            raise InputError(f"expected citations or a reason, got {len(self.citations)} and {self.failed!r}")

    @property
    def holds(self) -> bool:
        """Whether the article proves the sentence."""
        return not self.failed


def prove(
    sentence: str, passages: Sequence[Passage], prepared: PreparedArticle, *, reader: SpanReader | None = None
) -> Proof:
    """Hold a sentence against passages of the article.

    Figures, dates, names and quoted words must stand in the cited sentences; the rest must be near in meaning and share
    its words with them. Only the passages that are handed over are searched: a sentence for which the model named none,
    or the wrong ones, fails with `no_passage` or for what they lack, and the caller may try it against others.

    :param sentence: one sentence, in either script or English, without its passage numbers.
    :param passages: of this article; those that the sentence is said to rest on.
    :param reader: judges whether the cited sentences make it true; the embedded one where None.
    :raises InputError: a passage of another article.
    """
    held = hold(sentence, passages, prepared)
    if isinstance(held, str):
        return Proof((), held)
    weights, threshold = (WEIGHTS, THRESHOLD) if held.same_language else (ACROSS, ACROSS_THRESHOLD)
    likelihood = likely(signals(held, prepared, reader=reader), weights)
    reason = contradicted(held, prepared) or ("meaning" if likelihood < threshold else "")
    cited = tuple(prepared.cite_sentence(prepared.sentences[n]) for n in sorted(held.found.cited))
    if not reason:
        return Proof(cited)
    return Proof((), reason, cited if likelihood >= SAME_MATTER else ())


@dataclass(frozen=True, slots=True)
class Held:
    """A claim beside the sentences that it rests on, not yet judged.

    :param claim: folded and simplified, as by `for_models`.
    :param terms: its words of content.
    :param told: the sentences of the passages, by number.
    :param same_language: whether one of them is in the language of the claim.
    :param displaced: how far its items are from where the article has them, by kind.
    :param passages: those that were handed over.
    """

    claim: str
    terms: Sequence[str]
    wanted: Sequence[Item]
    told: dict[int, Told]
    same_language: bool
    found: "Found"
    displaced: Mapping[str, float]
    passages: Sequence[Passage]


def hold(sentence: str, passages: Sequence[Passage], prepared: PreparedArticle) -> Held | str:
    """Find what a sentence rests on; a reason of `Proof.failed` where there is nothing to look for or in."""
    claim = without_lead_in(for_models(sentence).strip())
    if not any(c.isalnum() for c in claim):
        return "empty"
    if len(claim) > MAX_CLAIM_CHARS:
        return "too_long"
    numbers = _sentences_in(passages, prepared)
    if not numbers:
        return "no_passage"
    told = {n: _told(prepared, n) for n in numbers}
    # Of an article in two languages the sentences count.
    language = language_of(claim)
    same_language = any(language_of(t.plain) == language for t in told.values())
    if not same_language:
        claim = prepared.spelling.mend(claim)
    claim = as_written(claim, prepared.plain)
    if not content_letters(claim):
        return "meaning"
    wanted = items(claim, prepared.people, prepared.plain)
    if len(wanted) > MOST_ITEMS:
        return "too_long"
    terms = prepared.relevance.content(claim)
    found = _search(claim, wanted, terms, told, prepared)
    far = displaced(for_matching(claim), wanted, told, {t: prepared.relevance.weight(t) for t in terms})
    return Held(claim, terms, wanted, told, same_language, found, far, passages)


def contradicted(held: Held, prepared: PreparedArticle) -> str:
    """Return "" where nothing stands against a claim, else a reason of `Proof.failed`."""
    plain = for_matching(held.claim)
    said = [held.told[n] for n in held.found.cited]
    reckoned = _reckoned(held.claim, held.wanted, held.found, held.told)
    for i, item in enumerate(held.wanted):
        if i not in held.found.have and (held.same_language or _comparable(item)) and i not in reckoned:
            return item.kind
    if magnitude_missing(plain, said):
        return "figure"
    for kind, far in held.displaced.items():
        if far > MARGIN[kind]:
            return kind
    if _misattributed(held, prepared):
        return "name"
    if wrong_hour(plain, held.wanted, held.told):
        return "date"
    if torn(plain, held.wanted, held.told):
        return "figure"
    if turned_round(plain, held.wanted, held.told) or any(denied(plain, told.plain) for told in said):
        return "relation"
    if renamed(plain, held.wanted, said):
        return "name"
    if wrong_post(held.claim, held.wanted, prepared.plain, prepared.people):
        return "name"
    cited = [t.plain for t in said]
    if held.same_language and replaced(held.claim, prepared.plain, cited):
        return "word"
    around = [t.plain for n, t in held.told.items() if n not in held.found.cited]
    return turned(plain, cited, around=around, same_language=held.same_language)


def _reckoned(claim: str, wanted: Sequence[Item], found: "Found", told: Mapping[int, Told]) -> frozenset[int]:
    """Return which of a claim's figures do not stand in its proof but follow from those that do."""
    plain, said = for_matching(claim), [told[n] for n in found.cited]
    return frozenset(
        i
        for i, item in enumerate(wanted)
        if i not in found.have and isinstance(item.value, Figure) and follows(plain, item.value, said)
    )


def _misattributed(held: Held, prepared: PreparedArticle) -> bool:
    """Tell whether a claim has somebody say what the article has somebody else say."""
    for item in held.wanted:
        if not isinstance(item.value, Name) or item.value.sort != "person":
            continue
        said = SAID.match(held.claim, item.end)
        terms = prepared.relevance.content(held.claim[said.end() :]) if said else ()
        if not terms:
            continue
        covers = {n: prepared.relevance.coverage(terms, t.plain) for n, t in held.told.items()}
        best = max(covers, key=lambda n: covers[n])
        speaker = prepared.speakers[best]
        if (
            speaker
            and covers[best] >= _SAID_THERE
            and not is_named(item.value.text, f"{speaker} {held.told[best].plain}")
        ):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Found:
    """The sentences that a claim rests on.

    :param cited: their numbers, best first.
    :param have: which of the claim's items stand in them.
    :param near: cosine of the claim and the nearest of them.
    :param clause: the same of the nearest run of their clauses.
    :param ahead: how much `near` is more than the mean of the other sentences that were compared.
    """

    cited: tuple[int, ...]
    have: frozenset[int]
    near: float
    clause: float
    ahead: float


def _search(
    claim: str, wanted: Sequence[Item], terms: Sequence[str], told: dict[int, Told], prepared: PreparedArticle
) -> Found:
    """Find the fewest sentences that cover a claim: the best one, then each that adds an item or much of the rest."""
    covers = {n: prepared.relevance.coverage(terms, t.plain) for n, t in told.items()}
    has = {n: {i for i, item in enumerate(wanted) if _stands(claim, item, n, t, prepared)} for n, t in told.items()}
    ranked = sorted(told, key=lambda n: (covers[n] + 0.1 * len(has[n]), -n), reverse=True)[:_COMPARED]
    near = dict(zip(ranked, prepared.vectors.towards(claim, ranked).tolist(), strict=True))
    cited = [max(ranked, key=lambda n: covers[n] + 0.1 * len(has[n]) + 2 * near[n])]
    while len(cited) < MOST_CITED:
        have = set[int]().union(*(has[n] for n in cited))
        texts = [told[n].plain for n in cited]
        covered = prepared.relevance.coverage(terms, *texts)
        gain = {
            n: (len(has[n] - have), prepared.relevance.coverage(terms, *texts, told[n].plain) - covered)
            for n in ranked
            if n not in cited
        }
        best = max(gain, key=lambda n: gain[n], default=None)
        if best is None or (not gain[best][0] and gain[best][1] < _WORTH_CITING):
            break
        cited.append(best)
    have = set[int]().union(*(has[n] for n in cited))
    nearest = max(near[n] for n in cited)
    others = [c for n, c in near.items() if n not in cited]
    if around := _around(told, _OTHERS - len(others), prepared):
        others += prepared.vectors.towards(claim, around).tolist()
    ahead = nearest - sum(others) / len(others) if others else _USUALLY_AHEAD
    clause = prepared.vectors.nearest(claim, [run(for_matching(claim), told[n].plain) for n in cited])
    return Found(tuple(cited), frozenset(have), nearest, clause, ahead)


def _around(told: Collection[int], count: int, prepared: PreparedArticle) -> list[int]:
    """Return the numbers of the `count` sentences before and behind others that are next to them."""
    first, last = min(told), max(told)
    outside = [n for n in range(max(0, first - count), min(len(prepared.sentences), last + 1 + count)) if n not in told]
    return sorted(outside, key=lambda n: min(abs(n - first), abs(n - last)))[: max(0, count)]


def signals(held: Held, prepared: PreparedArticle, *, reader: SpanReader | None = None) -> ProofSignals:
    """Return what the cited sentences share with a claim, and how the reader judges it by them."""
    numbers, said = held.found.cited, [held.told[n] for n in held.found.cited]
    reader = reader or load_reader()
    verdict = reader.judge(held.claim, " ".join(prepared.plain_of(prepared.sentences[n]) for n in sorted(numbers)))
    reckoned = _reckoned(held.claim, held.wanted, held.found, held.told)
    asked = [item for i, item in enumerate(held.wanted) if i not in reckoned]
    told, agrees = verdict.told, agreement(held.claim, asked, held.passages, reader)
    if reckoned:
        told = max(told, _TOLD)
        agrees = agrees if _COMPARES.search(held.claim) else max(agrees, _AGREES)
    mine = content_letters(held.claim)
    there = set[str]().union(*(content_letters(t.known) for t in said))
    return ProofSignals(
        covered=prepared.relevance.coverage(held.terms, *(t.plain for t in said)),
        letters=sum(c in there for c in mine) / len(mine) if mine else 1.0,
        near=held.found.near,
        clause=held.found.clause,
        ahead=held.found.ahead,
        unknown=float(min(_MOST_COUNTED, _unknown(held.claim, there))),
        proven=float(min(_MOST_COUNTED, len(held.wanted))),
        displaced=max(held.displaced.values()),
        told=_within(told),
        true=_within(verdict.true),
        agrees=agrees,
    )


def _within(odds: float) -> float:
    return max(-_MOST_ODDS, min(_MOST_ODDS, odds))


def _unknown(claim: str, there: Collection[str]) -> int:
    """Return how many nouns and verbs of a Chinese claim have no character in its proof, apart from verbs of saying."""
    import rjieba  # loads a dictionary, and answers do without it

    return sum(
        tag[:1] in ("n", "v", "j", "l")
        and len(word) > 1
        and not any(c in there for c in word)
        and not _SAYING.search(word)
        for word, tag in rjieba.tag(claim)
        if not word.isascii()
    )


def _sentences_in(passages: Sequence[Passage], prepared: PreparedArticle) -> list[int]:
    """Return the numbers of the sentences that passages touch, in order."""
    found: set[int] = set()
    for passage in passages:
        if passage.article_id != prepared.article.id:
            raise InputError(f"expected a passage of article {prepared.article.id}, got one of {passage.article_id}")
        found.update(prepared.sentences_in(passage))
        first = prepared.sentence_number(passage.start)
        # What a pronoun stands for may be told right before the passage.
        if first and leans_back(for_matching(prepared.plain_of(prepared.sentences[first]))):
            found.add(first - 1)
    return sorted(n for n in found if not prepared.is_asked(n))


def _told(prepared: PreparedArticle, number: int) -> Told:
    speaker = prepared.speakers[number] or ""
    words = prepared.plain_of(prepared.sentences[number])
    return Told.of(words, f"{speaker} {prepared.article.title}", prepared.people)


@lru_cache(maxsize=8)
def _dates_of(text: str) -> list[Date]:
    """Return the dates of an article, which are asked for once for each sentence and date of a claim."""
    return dates(text)


def _stands(claim: str, item: Item, number: int, told: Told, prepared: PreparedArticle) -> bool:
    """Tell whether a sentence tells an item of a claim."""
    value = item.value
    if isinstance(value, Figure):
        return proves(claim, value, told)
    if isinstance(value, Date):
        end = prepared.sentences[number].end
        before = [d for d in _dates_of(prepared.article.text) if d.end <= end]
        years = {d.year for d in before if d.year is not None}
        months = {d.month for d in before if d.month is not None}
        return is_day(value, told, years, months)
    if isinstance(value, Name):
        return is_named(value.text, told.known)
    return is_quoted(value, told.known)


def _comparable(item: Item) -> bool:
    """Tell whether an item must stand in a text of another language as it is: figures, dates, names in its letters."""
    return item.kind in ("figure", "date") or (isinstance(item.value, Name) and item.value.sort == "word")
