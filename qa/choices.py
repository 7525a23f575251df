"""Which of two that a question names: 增长 or 下降."""

import re

from qa.drafts import Case, Draft
from qa.normalize import for_models

_CHOICE = re.compile(
    "^(?P<front>[^?？]*[^?？是])(?:[,，]|呢)?还是(?:在|被|由|去|到|[他她它])?(?P<b>[^,，、;；?？]{2,10}?)(?:的|了|呢|啊)?[?？]*$"
)
# 涨了还是跌了: the article may have another word for it.
_UP, _DOWN = "增长|增加|上涨|上升|提高|回升|攀升", "下降|下跌|下滑|减少|降低|回落|下调|缩减"
_ENDED = re.compile("(?:结束|止住|终结|扭转)[^,，]{0,14}$")
_CLAUSE = re.compile("[^,，;；。!！?？]+")
# So many sentences are looked at, in each the clause that speaks most of the rest, at least so much, and the next one.
_SENTENCES = 2
_LEAST = 0.5
_LIKELY = 0.75
_DENIED = re.compile("(?:不再?|没有?|未|非|并非|不是|而非)[由在被是]?$")


def _same(option: str) -> re.Pattern[str]:
    """Return what finds a word, or for one of rising or falling any other that means it."""
    plain = option.rstrip("了")
    for short, words in (("涨升增", _UP), ("跌降减", _DOWN)):
        if plain in words.split("|") or (len(plain) == 1 and plain in short):
            return re.compile(f"(?<!结束)(?:{words}|[{short}](?![级旗落]))(?!成本)")
    return re.compile(re.escape(option))


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
    if not terms or min(len(_same(option).pattern) for option in options) < 2:
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
            matches = [_same(option).search(prepared.plain, *clause) for option in options]
            found = [m.span() for m in matches if m and not _ENDED.search(prepared.plain[clause[0] : m.start()])]
            if len(found) == 1 and not _DENIED.search(prepared.plain[clause[0] : found[0][0]]):
                return Draft(case.words(*found[0]), (prepared.cite(*found[0]),), _LIKELY)
            if found:
                break
    return None
