"""Yes or no: the claim of a question is held against the sentence that speaks of it, part by part."""

import re
from dataclasses import dataclass

from qa import contrast, replies
from qa.beside import says_the_opposite
from qa.claim_signals import ClaimSignals, probabilities
from qa.confidence import THRESHOLD, probability
from qa.contests import denied
from qa.dates import dates, same_date
from qa.denials import is_of_all, is_shut, is_to_come, is_untold, negated
from qa.drafts import Case, Draft, is_deputy
from qa.figures import Figure, figures, same_figure
from qa.normalize import for_matching, for_models
from qa.numerals import of_another_year
from qa.opposites import OPPOSITES
from qa.passages import Sentence
from qa.proof import contradicted, hold
from qa.refusals import unknown_nouns, unknown_words

_ASKING = re.compile(
    r"请问|是不是|是否|有没有(?=[\u4e00-\u9fff])|能不能|会不会|可不可以|能否|是真的|真的|文章(?:里|中)?(?:说|提到|写)(?:了|过)?|根据(?:文章|报道)[,，]?"
    r"|[,，。]?(?:对不对|(?<![反针面相应])对[吧吗么]|没错吧|是[吧吗么]|是不是|属实吗)?(?:了)?"
    r"(?:吗|么|嘛|吧|没有)?[?？!。 ]*$"
    r"|^(?:is it true that|is it correct that|is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
# What may be done, and what may not: so many characters behind a ban, up to a comma, say what it forbids, if they have
# this share of the claim's words.
_MAY = re.compile(
    r"可以|可不可以|能够|能不能|能否|可否|允许|准许|可(?=[进带拍用携停])|能(?![力源量见说耗效级])"
    r"|\b(?:can|may|allowed to|permitted to)\b",
    re.IGNORECASE,
)
_BAN = re.compile(
    r"禁止|严禁|不得(?!不)|不准|不许|不允许|不可以?(?![避少或])|不能|不宜|谢绝|切勿"
    r"|\b(?:must not|may not|cannot|can't|not allowed to|forbidden to|banned from|no)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile("[,;，；。]")
_FORBIDS = 24
_BANNED = 0.6
_FORBIDDEN = 0.8
# How likely it is not so where the sentence says the opposite, that it is to come, or that it is shut.
_NOT_YET = 0.7
# In another language words tell nothing, and yes must not come from likeness alone.
_UNKNOWN_COVERAGE = 0.4
# How likely it is another where the sentence names another.
_NAMED = 0.9
# The passages whose sentences must have a claim's figures, dates and names where it has them, best first.
_PASSAGES = 8
# A sentence tells of somebody else what a question takes for granted where it speaks of so much of the rest.
_ALL = 0.7
_TITLE = re.compile(r"《[^《》]{1,60}》")


def claim_of(question: str) -> str:
    """Return what a yes-or-no question claims, in the form that the models read.

    >>> claim_of("會議是不是由敖宏主持的？"), claim_of("票房超过一亿，对吗？"), claim_of("家长都反对吗?")
    ('会议由敖宏主持的', '票房超过一亿', '家长都反对')
    """
    return _ASKING.sub("", for_models(question)).strip(" ,。，")


def decide(case: Case) -> Draft | None:
    """Return 是 or 不是 with the sentence that decides; None where the article decides nothing."""
    spoken = case.question.spoken
    claim = claim_of(case.question.text)
    if not case.near or not claim:
        return None
    if draft := _of_the_page(case, claim) or contrast.decide(case, claim):
        return draft
    if (number := _forbidden(case, claim)) is not None:
        citation = case.prepared.cite_sentence(case.prepared.sentences[number])
        text = replies.said(replies.NO_AS, spoken, quote=replies.quoted(citation.quote))
        return Draft(text, (citation,), _FORBIDDEN)
    found = weigh(case, claim)
    told = case.prepared.plain_of(found.sentence)
    if is_untold(claim, told, case.prepared.relevance.content(claim)):
        return None
    true, false = probabilities(found.signals)
    citation = case.prepared.cite_sentence(found.sentence)
    asked = for_models(case.question.text)
    against = (
        is_shut(claim, told)
        or is_to_come(asked, claim, told)
        or says_the_opposite(case.prepared.relevance, claim, told)
    )
    if found.signals.told > 0 and against:
        true, false = 0.0, max(false, _NOT_YET)
    if true >= false:
        if contrast.is_comparison(claim) and not contrast.compares(case.prepared.text_of(found.sentence)):
            return None  # which is more the sentence does not say
        if is_of_all(claim, told):
            return None
        return Draft(replies.said(replies.YES, spoken), (citation,), true)
    if found.instead:
        return Draft(
            replies.said(replies.NO_BUT, spoken, right=case.words(*found.instead)),
            (case.prepared.cite(*found.instead),),
            false,
        )
    quote = replies.quoted(citation.quote)
    return Draft(replies.said(replies.NO_AS, spoken, quote=quote), (citation,), false)


def _forbidden(case: Case, claim: str) -> int | None:
    """Return the number of the sentence that forbids what a claim says may be done, None where none does."""
    prepared = case.prepared
    if prepared.language != case.question.language or not _MAY.search(for_models(case.question.text)):
        return None
    asked = _MAY.sub(" ", claim)
    # Of what the article never names it forbids nothing; other words may be another's for its own.
    terms = [t for t in prepared.relevance.content(asked) if len(t) > 1 and t in for_matching(prepared.plain)]
    if not terms or unknown_nouns(prepared, asked):
        return None
    banned: dict[int, float] = {}
    for number in case.near:
        told = prepared.plain_of(prepared.sentences[number])
        # What is forbidden stands behind the ban, and of whom before it: 货车禁止通行.
        reaches = [
            _CLAUSE_END.split(told[ban.end() : ban.end() + _FORBIDS], maxsplit=1)[0] for ban in _BAN.finditer(told)
        ]
        reaches += [clause for clause in _CLAUSE_END.split(told) if _BAN.search(clause)]
        banned[number] = max((prepared.relevance.coverage(terms, words) for words in reaches), default=0.0)
    best = max(banned, key=lambda n: banned[n])
    return best if banned[best] >= _BANNED else None


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
    held = hold(claim, [found.passage for found in case.evidence[:_PASSAGES]], prepared)
    elsewhere = "" if isinstance(held, str) else contradicted(held, prepared)
    signals = ClaimSignals(
        covered=covered,
        near=near,
        figure_same=float(compared.same),
        figure_differs=float(compared.differs),
        name_differs=likely,
        turned=float(
            _opposed(claim, told) or negated(claim) != negated(told, claim) or elsewhere in ("direction", "opposite")
        ),
        figure_elsewhere=float(elsewhere in ("figure", "date") or of_another_year(claim, told)),
        name_elsewhere=float(elsewhere == "name"),
        unknown=float(bool(unknown_words(prepared, case.question))),
        told=max(case.judge(words, f"{before} {told}").told for words in {claim, compared.corrected}),
    )
    return Weighed(signals, sentence, name or compared.instead)


def _speaks_of(case: Case, claim: str) -> tuple[int, float, float]:
    """Return the number of the sentence that speaks most of a claim, its share of the content, and how near it is."""
    terms = case.prepared.relevance.content(claim)
    same_language = case.prepared.language == case.question.language

    def covered(number: int) -> float:
        words = case.prepared.text_of(case.prepared.sentences[number])
        return case.prepared.relevance.coverage(terms, words) if same_language else _UNKNOWN_COVERAGE

    best = max(case.near, key=lambda n: covered(n) + 0.12 * case.near[n])
    return best, covered(best), case.near[best]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Figures and dates of a claim against those of a sentence.

    :param same: whether the claim has some, and all stand in the sentence.
    :param differs: whether the sentence has others of the same sort in their place.
    :param instead: where the one stands that is there for one of the claim's, None where it may be several.
    :param corrected: the claim with that one in its place; else as it is.
    """

    same: bool
    differs: bool
    instead: tuple[int, int] | None
    corrected: str


def _figures(claim: str, sentence: Sentence, told: str) -> _Compared:
    """Compare the figures and dates of a claim with those of a sentence, by value."""
    mine, its = figures(claim), figures(told)
    my_days, its_days = dates(claim), dates(told)
    differs, instead, corrected = False, None, claim
    missing = [f for f in mine if not any(same_figure(f, g) for g in its)]
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
    return _Compared(bool(mine or my_days) and not missing and not no_day, differs, instead, corrected)


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
        if likely >= max(THRESHOLD, best[1]) and _differs(words, other.words(*at)):
            best = (at, likely)
    return best


def somebody_else(case: Case) -> tuple[str, str, tuple[int, int]] | None:
    """Return whom a question names and of whom the article tells that instead, and where; None where it does not.

    Only where a sentence that speaks of the rest of the question names just one person, and another one.
    """
    prepared = case.prepared
    asked = for_models(case.question.text)
    names = prepared.named_in(asked)
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
    at = sentence.start + told.find(others[0])
    return names[0], others[0], (at, at + len(others[0]))


def _of_the_page(case: Case, claim: str) -> Draft | None:
    """Decide a claim about a fact of the page: 作者是于璐."""
    prepared, spoken = case.prepared, case.question.spoken
    for name in prepared.named_in(claim):
        asked = case.asking(claim.replace(name, "谁", 1) + "?").question if claim.count(name) == 1 else None
        if asked and asked.kind == "page" and (fact := prepared.facts.get(asked.field or "")):
            text = replies.NO_BUT if _differs(name, fact.value) else replies.YES
            return Draft(replies.said(text, spoken, right=fact.value), (prepared.cite(fact.start, fact.end),), 0.9)
    return None


def _differs(claimed: str, told: str) -> bool:
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
