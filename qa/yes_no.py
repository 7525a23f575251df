"""Yes or no: the claim of a question is held against the sentence that speaks of it, part by part."""

import re

from qa import contrast, replies
from qa.claim_signals import QUOTED, THRESHOLD, Likely, likely
from qa.claim_words import is_deed_denied, is_word_for_word, letters_of, same_free
from qa.contests import denied
from qa.denials import is_of_all, is_of_some, is_untold
from qa.doubts import is_asked, is_for_the_first_time, is_left_open, is_of_before
from qa.drafts import Case, Draft
from qa.normalize import for_matching, for_models
from qa.refusals import unknown_nouns
from qa.rumours import is_only_rumour
from qa.set_aside import settles
from qa.weighing import differs, weigh

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
# How likely it is so where a clause has every character of the claim, and nothing stands against it: it was in 8 of 9.
_WORD_FOR_WORD = 0.75


def claim_of(question: str) -> str:
    """Return what a yes-or-no question claims, in the form that the models read.

    >>> claim_of("會議是不是由敖宏主持的？"), claim_of("票房超过一亿，对吗？"), claim_of("家长都反对吗?")
    ('会议由敖宏主持的', '票房超过一亿', '家长都反对')
    """
    return same_free(_ASKING.sub("", for_models(question)).strip(" ,。，"))


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
    citation = case.prepared.cite_sentence(found.sentence)
    quote = replies.quoted(citation.quote)
    if not found.signals.otherwise:
        if is_untold(claim, told, case.prepared.relevance.content(claim)) or is_asked(claim, told):
            return None
        following = case.prepared.sentences[case.prepared.sentence_number(found.sentence.start) + 1 :][:1]
        if is_only_rumour(
            claim, told, "".join(map(case.prepared.plain_of, following))
        ):  # whether it is so, nobody says
            return Draft(replies.said(replies.ARTICLE_READS, spoken, quote=quote), (citation,), QUOTED)
        if is_of_before(claim, told):
            return _now(case, claim)
        if found.signals.told > 0 and is_of_some(claim, told):
            return Draft(replies.said(replies.NO_AS, spoken, quote=quote), (citation,), _NOT_YET)
    how = likely(found.signals)
    if not found.signals.contradicted and not found.signals.otherwise and is_word_for_word(claim, told):
        how = Likely(max(how.true, _WORD_FOR_WORD), 0.0, 1.0)
    if is_for_the_first_time(claim, told):
        how = Likely(_NOT_YET, 0.0, 1.0)
    if max(how.true, how.false) < THRESHOLD and how.told >= QUOTED:
        # That the sentence speaks of it is sure, what it says of it is not: then only that is said.
        return Draft(replies.said(replies.ARTICLE_READS, spoken, quote=quote), (citation,), how.told)
    says_yes = how.true >= how.false
    if (says_yes and is_deed_denied(claim, told)) or (not settles(claim) and is_left_open(claim, told)):
        return Draft(replies.said(replies.ARTICLE_READS, spoken, quote=quote), (citation,), QUOTED)
    if says_yes:
        if _open_elsewhere(case, claim, told):
            return None
        if contrast.is_comparison(claim) and not contrast.compares(case.prepared.text_of(found.sentence)):
            return None  # which is more the sentence does not say
        if is_of_all(claim, told):
            return None
        return Draft(replies.said(replies.YES, spoken), (citation,), how.true)
    if found.instead and not found.signals.otherwise:
        right, where = case.words(*found.instead), case.prepared.cite(*found.instead)
        return Draft(replies.said(replies.NO_BUT, spoken, right=right), (where,), how.false)
    return Draft(replies.said(replies.NO_AS, spoken, quote=quote), (citation,), how.false)


def _open_elsewhere(case: Case, claim: str, told: str) -> bool:
    """Tell whether another sentence asks, and leaves open, what a claim says beyond the one that speaks of it most."""
    beyond = "".join(sorted(letters_of(claim) - letters_of(told)))
    others = (case.prepared.plain_of(case.prepared.sentences[number]) for number in case.near)
    return len(beyond) > 1 and any(other != told and is_asked(beyond, other) for other in others)


def _now(case: Case, claim: str) -> Draft | None:
    """Return that it is not so, where another sentence tells another rank; None else: of now nothing is told."""
    for number in sorted(case.near, key=lambda n: -case.near[n]):
        sentence = case.prepared.sentences[number]
        if denied(claim, told := case.prepared.plain_of(sentence)) and not is_of_before(claim, told):
            citation = case.prepared.cite_sentence(sentence)
            text = replies.said(replies.NO_AS, case.question.spoken, quote=replies.quoted(citation.quote))
            return Draft(text, (citation,), _NOT_YET)
    return None


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


def _of_the_page(case: Case, claim: str) -> Draft | None:
    """Decide a claim about a fact of the page: 作者是于璐."""
    prepared, spoken = case.prepared, case.question.spoken
    for name in prepared.named_in(claim):
        asked = case.asking(claim.replace(name, "谁", 1) + "?").question if claim.count(name) == 1 else None
        if asked and asked.kind == "page" and (fact := prepared.facts.get(asked.field or "")):
            text = replies.NO_BUT if differs(name, fact.value) else replies.YES
            return Draft(replies.said(text, spoken, right=fact.value), (prepared.cite(fact.start, fact.end),), 0.9)
    return None
