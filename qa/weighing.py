"""What speaks for and against a claim in the sentence of the article that decides it."""

import re
from dataclasses import dataclass

from qa import contrast
from qa.beside import says_the_opposite
from qa.claim_signals import ClaimSignals
from qa.claim_words import is_denied_nearby, is_free, same_free
from qa.confidence import THRESHOLD, probability
from qa.contests import denied
from qa.dates import dates, same_date
from qa.denials import is_shut, is_to_come, negated
from qa.doubts import is_no_more, is_not_begun, is_not_the_first, is_of_a_part, is_the_first_time
from qa.drafts import Case
from qa.figures import Figure, figures, same_figure
from qa.normalize import for_matching, for_models
from qa.numerals import of_another_year
from qa.opposites import OPPOSITES
from qa.passages import Sentence
from qa.proof import contradicted, hold
from qa.refusals import unknown_words
from qa.rumours import is_denied_rumour
from qa.set_aside import is_put_off, is_turned_down, is_undecided
from qa.somebody import is_deputy
from qa.units import compatible

# Of two whom a sentence names the reader takes the one for the other more easily.
_BOTH_NAMED = 0.6
_HE = re.compile("[他她其]")
# A sentence decides a claim if the reader says so, or if it is so near, in standard deviations.
_VERY_NEAR = 1.5
# What a sentence shares with a claim, how near it is in meaning, and, of so many, how surely the reader says that it
# decides the claim, make the one that does: of 206 claims it is 173 by these, by the first two 166.
_NEARNESS, _DECIDING = 0.12, 0.04
_READ = 4
_MOST_TOLD = 8.0
# In another language words tell nothing, and yes must not come from likeness alone.
_UNKNOWN_COVERAGE = 0.4
# How likely it is another where the sentence names another.
_NAMED = 0.9
# The passages whose sentences must have a claim's figures, dates and names where it has them, best first.
_PASSAGES = 8
# A sentence tells of somebody else what a question takes for granted where it speaks of so much of the rest.
_ALL = 0.7
# 前一年 and 上一季 are no amounts.
_RELATIVE = re.compile("[前上下后每这那同头近]$")
_ABOVE, _AND_ABOVE = re.compile("(?:超过?|逾|多于|高于|大于|不止|至少|突破)$"), re.compile("以上|多(?!少)|余|还多")
_BELOW, _AND_BELOW = re.compile("(?:不到|不足|低于|少于|小于|未满|最多)$"), re.compile("以下|以内")
_TITLE = re.compile(r"《[^《》]{1,60}》")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim held against the sentence that decides it.

    :param instead: offsets of what stands in the article where the claim has something else.
    """

    signals: ClaimSignals
    sentence: Sentence
    instead: tuple[int, int] | None


def weigh(case: Case, claim: str) -> Weighed:
    """Hold a claim against the article: find the sentence that decides it, and all that speaks for and against it."""
    prepared = case.prepared
    number, covered, near = _speaks_of(case, claim)
    sentence = prepared.sentences[number]
    told = prepared.plain_of(sentence)
    compared = _figures(claim, sentence, told)
    if compared.corrected != claim and prepared.language == case.question.language:
        terms = prepared.relevance.content(compared.corrected)
        covered = max(covered, prepared.relevance.coverage(terms, prepared.text_of(sentence)))
    name, likely = _other_name(case, claim)
    if any(is_deputy(claim, told, person) for person in prepared.named_in(claim)) or denied(claim, told):
        likely = max(likely, _NAMED)
    before = prepared.plain_of(prepared.sentences[number - 1]) if number else ""
    shown = (told, f"{before} {told}", prepared.passage_at(sentence.start).text)
    verdicts = [case.judge(claim, for_models(text)) for text in shown]
    surely = max(verdicts[1].told, case.judge(compared.corrected, shown[1]).told)
    unknown = any(word in claim for word in unknown_words(prepared, case.question))
    # What is denied of one thing is not of another, of which the article never speaks.
    denial = None if unknown else _denial(case, claim)
    decides = surely > 0 or near >= _VERY_NEAR
    if denial is None and decides and not unknown and _says_otherwise(case, claim, sentence):
        denial = sentence
    held = hold(claim, [found.passage for found in case.evidence[:_PASSAGES]], prepared)
    elsewhere = "" if isinstance(held, str) else contradicted(held, prepared)
    signals = ClaimSignals(
        covered=covered,
        near=near,
        figure_same=float(compared.same),
        figure_differs=float(compared.differs),
        name_differs=likely,
        turned=float(
            _opposed(claim, same_free(told))
            or _negated_otherwise(claim, told)
            or elsewhere in ("direction", "opposite")
        ),
        figure_elsewhere=float(
            (elsewhere in ("figure", "date") and not compared.bounded) or of_another_year(claim, told)
        ),
        name_elsewhere=float(elsewhere == "name"),
        unknown=float(unknown),
        told=surely,
        true=sum(verdict.true for verdict in verdicts) / len(verdicts),
        otherwise=float(denial is not None),
    )
    return Weighed(signals, denial or sentence, name or compared.instead)


def _negated_otherwise(claim: str, told: str) -> bool:
    """Tell whether just one of a claim and its sentence denies; a claim that does, anywhere."""
    return negated(same_free(told)) is False if negated(claim) else negated(same_free(told), claim)


def _speaks_of(case: Case, claim: str) -> tuple[int, float, float]:
    """Return the number of the sentence that speaks most of a claim, its share of the content, and how near it is."""
    terms = case.prepared.relevance.content(claim)
    same_language = case.prepared.language == case.question.language

    def covered(number: int) -> float:
        words = case.prepared.text_of(case.prepared.sentences[number])
        return case.prepared.relevance.coverage(terms, words) if same_language else _UNKNOWN_COVERAGE

    told = [n for n in case.near if not case.prepared.is_asked(n)] or list(case.near)
    shared = {n: covered(n) + _NEARNESS * case.near[n] for n in told}
    likeliest = sorted(shared, key=lambda n: -shared[n])[:_READ]

    def decides(number: int) -> float:
        told = case.judge(claim, case.prepared.plain_of(case.prepared.sentences[number])).told
        return _DECIDING * max(-_MOST_TOLD, min(_MOST_TOLD, told))

    best = max(likeliest, key=lambda n: shared[n] + decides(n)) if len(likeliest) > 1 else likeliest[0]
    return best, covered(best), case.near[best]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Figures and dates of a claim against those of a sentence.

    :param same: whether the claim has some, and all stand in the sentence.
    :param bounded: whether it is so for a bound that the claim sets.
    :param differs: whether the sentence has others of the same sort in their place.
    :param instead: where the one stands that is there for one of the claim's, None where it may be several.
    :param corrected: the claim with that one in its place; else as it is.
    """

    same: bool
    bounded: bool
    differs: bool
    instead: tuple[int, int] | None
    corrected: str


def _figures(claim: str, sentence: Sentence, told: str) -> _Compared:
    """Compare the figures and dates of a claim with those of a sentence, by value."""
    mine, its = figures(claim), figures(told)
    my_days, its_days = dates(claim), dates(told)
    differs, instead, corrected = False, None, claim
    mine = [f for f in mine if not _RELATIVE.search(claim[: f.start])]
    kinds = [(g.kind, g.unit) for g in its]
    alone = [g for g in its if kinds.count((g.kind, g.unit)) == 1]  # of several, one may well keep any bound
    missing = [
        f
        for f in mine
        if not any(same_figure(f, g) or _keeps_bound(told, f, g) for g in its)
        and not any(_within(claim, f, g) for g in alone)
    ]
    for figure in missing:
        rivals = [g for g in its if _rival(figure, g) and not any(same_figure(f, g) for f in mine)]
        differs = differs or bool(rivals)
        behind = claim[figure.end : figure.end + 2]
        alike = [g for g in rivals if behind and told[g.end : g.end + 2] == behind] or rivals
        if len(alike) == 1:
            instead = (sentence.start + alike[0].start, sentence.start + alike[0].end)
            corrected = claim[: figure.start] + told[alike[0].start : alike[0].end] + claim[figure.end :]
    no_day = [d for d in my_days if not any(same_date(d, e) for e in its_days)]
    if no_day and its_days:
        differs = True
        if instead is None and len(its_days) == 1:
            day = its_days[0]
            instead = (sentence.start + day.start, sentence.start + day.end)
            corrected = claim[: no_day[0].start] + told[day.start : day.end] + claim[no_day[0].end :]
    same = bool(mine or my_days) and not missing and not no_day
    bounded = same and any(_within(claim, f, g) for f in mine for g in alone)
    return _Compared(same, bounded, differs, instead, corrected)


def _within(claim: str, mine: Figure, its: Figure) -> bool:
    """Tell whether a figure keeps the bound that a claim sets: 58% that of 一半以上."""
    if mine.kind != its.kind or not compatible(mine.unit, its.unit):
        return False
    above = _ABOVE.search(claim[: mine.start]) or _AND_ABOVE.match(claim[mine.end :])
    below = _BELOW.search(claim[: mine.start]) or _AND_BELOW.match(claim[mine.end :])
    return bool((above and its.value > mine.value) or (below and its.value < mine.value))


def _keeps_bound(told: str, mine: Figure, its: Figure) -> bool:
    """Tell whether a figure of a claim keeps the bound that a sentence sets: 四年级 that of 三年级以上."""
    if mine.kind != its.kind or mine.unit != its.unit:
        return False
    behind = told[its.end :]
    return bool(
        (_AND_ABOVE.match(behind) and mine.value >= its.value) or (_AND_BELOW.match(behind) and mine.value <= its.value)
    )


def _rival(mine: Figure, its: Figure) -> bool:
    return mine.kind == its.kind and mine.unit == its.unit


def _other_name(case: Case, claim: str) -> tuple[tuple[int, int] | None, float]:
    """Return the name or title that the article has where the claim has one, and how likely it is that one.

    A sentence that speaks of all the rest names another, or the reader finds another when it is asked for.
    """
    if found := somebody_else(case):
        return found[2], _NAMED
    parts = [(name, "谁") for name in case.prepared.named_in(claim)]
    parts += [(m[0], "什么") for m in _TITLE.finditer(claim)]
    best: tuple[tuple[int, int] | None, float] = (None, 0.0)
    for words, asking in parts:
        if claim.count(words) != 1:
            continue
        other = case.asking(claim.replace(words, asking, 1) + "?")
        spans = [
            (probability(other.signals(*other.completed(s), s.score)), other.completed(s))
            for s in other.spans[:3]
            if asking != "谁" or case.prepared.named_in(for_models(other.words(*other.completed(s))))
        ]
        if not spans:
            continue
        likely, at = max(spans)
        there = words in case.prepared.plain_of(case.prepared.sentence_at(at[0]))
        if likely >= max(_BOTH_NAMED if there else THRESHOLD, best[1]) and differs(words, other.words(*at)):
            best = (at, likely)
    return best


def somebody_else(case: Case) -> tuple[str, str, tuple[int, int]] | None:
    """Return whom a question names and of whom the article tells that instead, and where; None where it does not.

    Only where a sentence that speaks of the rest of the question names just one person, and another one.
    """
    prepared = case.prepared
    asked = for_models(case.question.text)
    names = prepared.named_in(asked)
    if "也" in asked:
        return None  # that it is so of another, too, says nothing against it
    if len(names) != 1 or case.question.language != prepared.language:
        return None
    terms = prepared.relevance.content(asked.replace(names[0], " "))
    if not terms or not case.near:
        return None
    number = max(case.near, key=lambda n: prepared.relevance.coverage(terms, prepared.text_of(prepared.sentences[n])))
    sentence = prepared.sentences[number]
    told = prepared.plain_of(sentence)
    others = prepared.named_in(told)
    covered = prepared.relevance.coverage(terms, prepared.text_of(sentence))
    if len(others) != 1 or names[0] in told or covered < _ALL or prepared.speakers[number] == names[0]:
        return None
    said = [n for n in case.near if prepared.relevance.coverage(terms, prepared.text_of(prepared.sentences[n])) >= _ALL]
    also = (prepared.plain_of(prepared.sentences[n]) for n in said if n != number)
    if negated(told) or any(names[0] in words or _HE.search(words) for words in also):
        return None  # that one does not do it, or it is told of the one who is named as well
    at = sentence.start + told.find(others[0])
    return names[0], others[0], (at, at + len(others[0]))


def differs(claimed: str, told: str) -> bool:
    """Tell whether neither of two names or titles holds the other."""
    a, b = for_matching(claimed).strip("《》“” "), for_matching(told).strip("《》“” ")
    return a not in b and b not in a


def _opposed(claim: str, told: str) -> bool:
    """Tell whether the claim has a word whose opposite, and not itself, stands in the same place of the sentence."""
    for a, b in OPPOSITES:
        for mine, other in ((a, b), (b, a)):
            at = claim.find(mine)
            if at < 0 or mine in told or other in claim:
                continue
            if 0 <= claim.find("比") < at and 0 <= told.find("比") < told.rfind(other):
                return True  # 比甲晚, and the article has 比甲早约一个月
            before, after = claim[max(0, at - 1) : at], claim[at + len(mine) : at + len(mine) + 1]
            if (
                (before and before + other in told)
                or (after and other + after in told)
                or (len(other) > 1 and other in told)
            ):
                return True
    return False


def _says_otherwise(case: Case, claim: str, sentence: Sentence) -> bool:
    """Tell whether a sentence says in so many words that a claim is not so: not yet, no more, in part, denied."""
    prepared, told = case.prepared, case.prepared.plain_of(sentence)
    asked = for_models(case.question.text)
    return (
        is_undecided(claim, told)
        or is_shut(claim, told)
        or is_to_come(asked, claim, told, prepared.named_in(claim))
        or says_the_opposite(prepared.relevance, claim, told)
        or is_of_a_part(claim, told)
        or is_denied_nearby(claim, told)
        or is_free(claim, told)
        or contrast.is_turned(claim, told)
        or (contrast.is_comparison(claim) and _opposed(claim, told))
    )


def _denial(case: Case, claim: str) -> Sentence | None:
    """Return the sentence, among the nearest, that denies in so many words what a claim says; None where none does."""
    prepared, asked = case.prepared, for_models(case.question.text)
    for number in sorted(case.near, key=lambda n: -case.near[n])[:_READ]:
        told = prepared.plain_of(prepared.sentences[number])
        following = "".join(map(prepared.plain_of, prepared.sentences[number + 1 : number + 2]))
        if (
            is_denied_rumour(claim, told, following)
            or is_not_begun(asked, claim, told)
            or is_no_more(claim, told)
            or is_put_off(claim, told)
            or is_the_first_time(claim, told)
            or is_not_the_first(claim, told)
            or is_turned_down(claim, told)
        ):
            return prepared.sentences[number]
    return None
