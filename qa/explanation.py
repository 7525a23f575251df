"""Why a question was answered, or refused, as it was: what was read, what was weighed, and the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.compound import parts
from qa.confidence import THRESHOLD
from qa.errors import InputError
from qa.types import Answer, Citation, Evidence

if TYPE_CHECKING:
    from qa.drafts import Case
    from qa.pipeline import ArticleQA

# More sentences than this nobody looks at, and marked in the article they would drown the proof.
_WEIGHED = 6


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a reply came about; made by `ArticleQA.explain`.

    :param question: as it was understood, follow-ups completed.
    :param read: the passages that were read, best first; none where the reply needs no reading.
    :param weighed: sentences that were held to be the likeliest besides those that are cited, best first: those with
        the reader's best spans, else those nearest in meaning.
    :param answered: whether it was answered rather than refused.
    :param likelihood: in [0, 1], how likely the best answer that was found is right.
    :param threshold: in [0, 1], the likelihood from which on an answer is given.
    """

    question: str
    read: tuple[Evidence, ...]
    weighed: tuple[Citation, ...]
    answered: bool
    likelihood: float
    threshold: float = THRESHOLD


def explain(qa: "ArticleQA", answer: Answer) -> Explanation:
    """Retrieve and read once more for a reply, and say what came of it.

    :raises InputError: a reply about another article.
    """
    if strange := next((c for c in answer.citations if c.article_id != qa.article.id), None):
        raise InputError(f"expected a reply about article {qa.article.id}, got one about {strange.article_id}")
    cases = [case for question in parts(answer.standalone_question) if (case := qa.read_for(question)) is not None]
    best: dict[str, Evidence] = {}
    for found in (e for case in cases for e in case.evidence):
        if found.passage.id not in best or best[found.passage.id].score < found.score:
            best[found.passage.id] = found
    return Explanation(
        question=answer.standalone_question,
        read=tuple(sorted(best.values(), key=lambda e: -e.score)),
        weighed=tuple(_weighed(cases, answer.citations)),
        answered=answer.answerable,
        likelihood=answer.confidence if answer.answerable else 1.0 - answer.confidence,
    )


def _weighed(cases: Sequence["Case"], cited: Sequence[Citation]) -> list[Citation]:
    found: dict[int, Citation] = {}
    for case in cases:
        prepared = case.prepared
        numbers = [prepared.sentence_number(span.start) for span in case.spans]
        numbers = numbers or sorted(case.near, key=lambda n: -case.near[n])
        new: list[int] = []
        for number in numbers:
            sentence = prepared.sentences[number]
            if not any(c.start < sentence.end and sentence.start < c.end for c in cited) and number not in found:
                new.append(number)
                found[number] = prepared.cite_sentence(sentence)
            if len(new) >= max(1, _WEIGHED // len(cases)):
                break
    return list(found.values())
