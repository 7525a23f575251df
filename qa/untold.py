"""Finds the clause that says that what a question asks is not known, not decided or not told."""

import re

from qa.drafts import Case
from qa.normalize import for_matching
from qa.passages import Span
from qa.prepared import PreparedArticle

_LEFT_OPEN = re.compile(
    "(?:没有?|未|暂不)(?:对外|最终|正式|具体)?(?:公布|公开|透露|披露|确定|明确|敲定|制定|决定|说明|出炉)(?!的)|另行(?:通知|公布)|没有时间表"
    "|待定|未定(?!义)|不(?:清楚|明确)|不得而知|无从知晓"
    r"|\b(?:(?:is|are|was|were|remains?) (?:still )?(?:unknown|unclear|undecided|undisclosed)"
    r"|(?:is|are|was|were) not (?:yet )?(?:known|clear|decided|public)"
    r"|(?:has|have) not (?:yet )?been (?:chosen|decided|announced|set|disclosed|released|named)"
    r"|(?:is|are) still being (?:discussed|decided|worked out))\b"
)
_EDGE = re.compile("[,，;；。!！?？:：\n]")
_ENGLISH_EDGE = re.compile("[,;:]")
# The clause speaks of so much of what is asked.
_SPEAKS_OF = 0.4


def left_open(case: Case, start: int, end: int) -> int | None:
    """Return the number of the sentence that leaves open what a question asks; None where the words say more of it.

    :param start: of the words that would be the answer; they end at `end`.
    """
    prepared = case.prepared
    if prepared.language != case.question.language or _LEFT_OPEN.search(case.question.text):
        return None
    terms = [t for t in prepared.relevance.content(case.question.text) if len(t) > 1]
    if not terms:
        return None
    own = prepared.sentence_at(start)
    best: tuple[float, int] | None = None
    for number in case.near:
        sentence = prepared.sentences[number]
        for match in _LEFT_OPEN.finditer(prepared.plain, sentence.start, sentence.end):
            low, high = _clause(prepared, match.start(), match.end())
            if low <= start < high:
                continue  # the answer itself stands there: 定于8日,时间未定
            # What both speak of, as of the driver, tells nothing of what is left open of it.
            answer = _clause(prepared, start, end) if sentence.start == own.start else (own.start, own.end)
            told = for_matching(prepared.plain[slice(*answer)])
            share = prepared.relevance.coverage(terms, prepared.plain[low:high])
            if share >= _SPEAKS_OF and any(
                t in for_matching(prepared.plain[low:high]) and t not in told for t in terms
            ):
                best = max(best or (0.0, 0), (share, number))
    return best[1] if best else None


def _clause(prepared: PreparedArticle, start: int, end: int) -> Span:
    """Return the offsets of the clause around [start, end), inside its sentence."""
    sentence = prepared.sentence_at(start)
    edge = _EDGE if prepared.language == "zh" else _ENGLISH_EDGE
    before = [m.end() for m in edge.finditer(prepared.plain, sentence.start, max(sentence.start, start))]
    behind = edge.search(prepared.plain, end, max(end, sentence.end))
    return before[-1] if before else sentence.start, behind.start() if behind else max(end, sentence.end)
