"""Which of two that a question names: 增长 or 下降."""

import re

from qa.drafts import Case, Draft
from qa.normalize import for_models

_CHOICE = re.compile(
    "^(?P<front>[^?？]*[^?？是])(?:[,，]|呢)?还是(?:在|被|由|去|到|[他她它])?(?P<b>[^,，、;；?？]{2,10}?)(?:的|了|呢|啊)?[?？]*$"
)
_CLAUSE = re.compile("[^,，;；。!！?？]+")
# So many sentences are looked at, in each the clause that speaks most of the rest, at least so much, and the next one.
_SENTENCES = 2
_LEAST = 0.5
_LIKELY = 0.75
_DENIED = re.compile("(?:不再?|没有?|未|非|并非|不是|而非)[由在被是]?$")


def chosen(case: Case) -> Draft | None:
    """Return which of two words the article has where it speaks of the rest of a question; None where both or none."""
    prepared = case.prepared
    match = _CHOICE.match(for_models(case.question.text).strip())
    if match is None or prepared.language != case.question.language:
        return None
    front, other = match["front"], match["b"]
    head, _, one = front.rpartition("是") if "是" in front else (front[: -len(other)], "", front[-len(other) :])
    options = one.strip(" ,，"), other.strip()
    terms = prepared.relevance.content(head)
    if not terms or min(map(len, options)) < 2:
        return None
    covered = {n: prepared.relevance.coverage(terms, prepared.text_of(prepared.sentences[n])) for n in case.near}
    for number in sorted(covered, key=lambda n: -covered[n])[:_SENTENCES]:
        sentence = prepared.sentences[number]
        clauses = [m.span() for m in _CLAUSE.finditer(prepared.plain, sentence.start, sentence.end)]
        shares = [prepared.relevance.coverage(terms, prepared.plain[slice(*c)]) for c in clauses]
        if not shares or max(shares) < _LEAST:
            continue
        at = shares.index(max(shares))
        for clause in clauses[at : at + 2]:
            found = [(f, f + len(o)) for o in options if (f := prepared.plain.find(o, *clause)) >= 0]
            if len(found) == 1 and not _DENIED.search(prepared.plain[clause[0] : found[0][0]]):
                return Draft(case.words(*found[0]), (prepared.cite(*found[0]),), _LIKELY)
            if found:
                break
    return None
