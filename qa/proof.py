"""Holds one sentence of a language model against the passages it names: proven with citations, or not to be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.claim_items import Item, Told, is_day, is_named, is_quoted, items, stands
from qa.dates import Date, dates
from qa.errors import InputError
from qa.figures import Figure
from qa.normalize import for_models
from qa.prepared import PreparedArticle
from qa.question import language_of
from qa.types import Citation, Passage

# What is longer is no one sentence, and nobody can check it at a glance.
MAX_CLAIM_CHARS = 600
# A claim rests on at most so many sentences.
MOST_CITED = 3
# So many sentences of the passages, those that share most with the claim, are compared with it in meaning.
_COMPARED = 12
# A further sentence is cited where it adds so much of the claim's content.
_WORTH_CITING = 0.12


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a sentence may be said.

    :param citations: the smallest set of sentences, at most `MOST_CITED`, that cover it, in the order of the article;
        none where it is not proven.
    :param failed: "" where it is proven, else why not, in one word: empty, too_long, no_passage, figure, date, name,
        quote, meaning.
    """

    citations: tuple[Citation, ...]
    failed: str = ""

    def __post_init__(self) -> None:
        if bool(self.citations) == bool(self.failed):
            raise InputError(f"expected citations or a reason, got {len(self.citations)} and {self.failed!r}")

    @property
    def holds(self) -> bool:
        """Whether the article proves the sentence."""
        return not self.failed


def prove(sentence: str, passages: Sequence[Passage], prepared: PreparedArticle) -> Proof:
    """Hold a sentence against passages of the article.

    Figures, dates, names and quoted words must stand in the cited sentences; the rest must be near in meaning and share
    its words with them. Only the passages that are handed over are searched: a sentence for which the model named none,
    or the wrong ones, fails with `no_passage` or for what they lack, and the caller may try it against others.

    :param sentence: one sentence, in either script or English, without its passage numbers.
    :param passages: of this article; those that the sentence is said to rest on.
    :raises InputError: a passage of another article.
    """
    claim = for_models(sentence).strip()
    if not any(c.isalnum() for c in claim):
        return Proof((), "empty")
    if len(claim) > MAX_CLAIM_CHARS:
        return Proof((), "too_long")
    numbers = _sentences_in(passages, prepared)
    if not numbers:
        return Proof((), "no_passage")
    same_language = language_of(claim) == prepared.language
    if not same_language:
        claim = prepared.spelling.mend(claim)
    told = {n: _told(prepared, n) for n in numbers}
    wanted = items(claim, prepared.people)
    terms = prepared.relevance.content(claim)
    if not any(len(t) > 1 for t in terms):
        return Proof((), "meaning")
    covers = {n: prepared.relevance.coverage(terms, told[n].plain) for n in numbers}
    has = {n: {i for i, item in enumerate(wanted) if _stands(claim, item, n, told[n], prepared)} for n in numbers}
    ranked = sorted(numbers, key=lambda n: (covers[n] + 0.1 * len(has[n]), -n), reverse=True)[:_COMPARED]
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
        if not gain:
            break
        best = max(gain, key=lambda n: gain[n])
        if not gain[best][0] and gain[best][1] < _WORTH_CITING:
            break
        cited.append(best)
    have = set[int]().union(*(has[n] for n in cited))
    for i, item in enumerate(wanted):
        if i not in have:
            return Proof((), item.kind)
    covered = prepared.relevance.coverage(terms, *(told[n].plain for n in cited))
    nearest = max(near[n] for n in cited)
    if (same_language and covered < 0.45) or nearest < (0.86 if same_language else 0.80):
        return Proof((), "meaning")
    return Proof(tuple(prepared.cite_sentence(prepared.sentences[n]) for n in sorted(cited)))


def _sentences_in(passages: Sequence[Passage], prepared: PreparedArticle) -> list[int]:
    """Return the numbers of the sentences that passages touch, in order."""
    found: set[int] = set()
    for passage in passages:
        if passage.article_id != prepared.article.id:
            raise InputError(f"expected a passage of article {prepared.article.id}, got one of {passage.article_id}")
        first = prepared.sentence_number(passage.start)
        last = prepared.sentence_number(passage.end - 1)
        found.update(n for n in range(first, last + 1) if prepared.sentences[n].end > passage.start)
    return sorted(found)


def _told(prepared: PreparedArticle, number: int) -> Told:
    speaker = prepared.speakers[number] or ""
    return Told.of(prepared.plain_of(prepared.sentences[number]), f"{speaker} {prepared.article.title}")


def _stands(claim: str, item: Item, number: int, told: Told, prepared: PreparedArticle) -> bool:
    """Tell whether a sentence tells an item of a claim."""
    value = item.value
    if isinstance(value, Figure):
        return bool(stands(claim, value, told))
    if isinstance(value, Date):
        before = dates(prepared.article.text[: prepared.sentences[number].end])
        years = {d.year for d in before if d.year is not None}
        months = {d.month for d in before if d.month is not None}
        return is_day(value, told, years, months)
    return is_named(value, told.known) if item.kind == "name" else is_quoted(value, told.known)
