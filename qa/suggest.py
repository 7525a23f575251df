"""Suggests questions about an article, each tried first: only those that are answered with proof are offered."""

import threading
from collections.abc import Callable, Iterable, Sequence

from qa import templates, templates_en
from qa.candidates import Candidate, Writer
from qa.normalize import for_matching
from qa.prepared import PreparedArticle
from qa.question import ORDINAL, Language, language_of, number_of
from qa.types import Answer

# An answer that is less likely right is not offered.
CONFIDENCE = 0.6
# So many questions are tried for each that is wanted, at most.
TRIES = 4
_SUMMARY: dict[Language, str] = {"zh": "这篇文章主要讲了什么?", "en": "What is the article about?"}
_PAGE: dict[Language, dict[str, str]] = {
    "zh": {"date": "这篇文章是什么时候发布的?", "author": "这篇文章的作者是谁?", "source": "这篇文章的来源是什么?"},
    "en": {"date": "When was the article published?", "author": "Who wrote the article?"},
}
_SHORT = 14  # characters of a question that is read at a glance
# How far a question of a kind that is there already, or one with the same words, falls behind.
_SAME_FORM, _SAME_WORDS = 0.35, 0.5
# Questions that share more of their words than this ask for the same.
_ALIKE = 0.6
# Sentences further from what an answer cites have nothing to do with it.
_NEAR = 4
_NEXT = "next"  # the form of the question for the next item
_ANSWER_CHARS, _FIGURE_CHARS = 60, 20  # of a fact, and of one that is a figure


class Suggester:
    """Finds and tries questions about one article; may be used by several threads.

    :param prepared: the article.
    :param ask: answers a question about it.
    """

    def __init__(self, prepared: PreparedArticle, ask: Callable[[str], Answer]) -> None:
        self._prepared = prepared
        self._ask = ask
        self._writer = Writer(prepared)
        self._lock = threading.Lock()
        self._made: dict[Language, list[Candidate]] = {}
        self._tried: dict[Candidate, Answer | None] = {}
        self._terms: dict[str, frozenset[str]] = {}
        self._proved: dict[str, bool] = {}

    def opening(self, n: int, *, wanted: Callable[[], bool]) -> list[str]:
        """Return up to n questions to begin with, in the order of the article; what can always be asked comes last.

        :param wanted: asked before each try; where it says no, what was found so far is returned.
        """
        language = self._prepared.language
        title = self._prepared.article.title
        total = len(self._prepared.sentences)

        def worth(candidate: Candidate) -> float:
            named = self._prepared.relevance.coverage(self._words(candidate.question), title)
            return candidate.weight + 0.4 * named + 0.3 * (1 - candidate.sentence / total) - _length(candidate)

        found = self._choose(self._candidates(language), worth, n, TRIES * n, wanted, taken=(), given=None)
        found.sort(key=lambda c: c.sentence)
        questions = [c.question for c in found]
        return [*questions, *self._always(language, n - len(questions), wanted, taken=())]

    def _always(self, language: Language, n: int, wanted: Callable[[], bool], *, taken: Sequence[str]) -> list[str]:
        """Return up to n questions about the whole article and the page that are answered with proof."""
        printed = [question for name, question in _PAGE[language].items() if name in self._prepared.facts]
        chosen: list[str] = []
        for general in (_SUMMARY[language], *printed):
            question = self._writer.own(general) if language == "zh" else general
            if len(chosen) >= n or not wanted():
                break
            if any(_same(question, t) for t in taken):
                continue
            if question not in self._proved:
                reply = self._ask(question)
                self._proved[question] = reply.answerable and bool(reply.citations)
            if self._proved[question]:
                chosen.append(question)
        return chosen

    def following(self, answer: Answer, n: int, *, asked: Sequence[str], wanted: Callable[[], bool]) -> list[str]:
        """Return up to n questions that follow from an answer, the nearest first.

        :param asked: the questions of the conversation so far, none of which comes again.
        :param wanted: as in `opening`.
        """
        language = language_of(answer.standalone_question)
        cited = [self._prepared.sentence_number(c.start) for c in answer.citations]
        plain = for_matching(f"{answer.standalone_question}\n{answer.text}")
        named = {name for name in self._prepared.people if name in plain}
        if len(named) > 3:
            named = set()

        def worth(candidate: Candidate) -> float:
            apart = min((abs(candidate.sentence - n) for n in cited), default=_NEAR)
            about = any(name in candidate.question for name in named)
            return 0.5 * candidate.weight - _length(candidate) + 0.7 * about + 0.8 * max(0.0, 1 - apart / _NEAR)

        found = [Candidate(q, (), at, _NEXT, 1.0) for q, at in self._next_item(answer)]
        found += self._candidates(language)
        taken = [*asked, answer.standalone_question]
        chosen = self._choose(found, worth, n, TRIES * n, wanted, taken=taken, given=answer)
        questions = [c.question for c in chosen]
        return [*questions, *self._always(language, n - len(questions), wanted, taken=taken)]

    def _candidates(self, language: Language) -> list[Candidate]:
        with self._lock:
            if language not in self._made:
                make = templates.candidates if self._prepared.language == language == "zh" else templates_en.candidates
                self._made[language] = make(self._prepared)
            return self._made[language]

    def _next_item(self, answer: Answer) -> Iterable[tuple[str, int]]:
        """Give the question for the item after the one that was answered, 第三点 after 第二点."""
        asked = answer.standalone_question
        match = ORDINAL.search(asked)
        if match is None or not match[1] or not answer.answerable or not answer.citations:
            return
        number = number_of(match[1])
        for enumeration in self._prepared.enumerations:
            starts = [a for a, _ in enumeration.items]
            if (
                number < min(len(starts), 10)
                and answer.citations[0].start <= starts[number - 1] < answer.citations[0].end
            ):
                after = "一二三四五六七八九十"[number] if not match[1].isdecimal() else str(number + 1)
                yield (
                    asked[: match.start(1)] + after + asked[match.end(1) :],
                    self._prepared.sentence_number(starts[number]),
                )
                return

    def _choose(
        self,
        candidates: Sequence[Candidate],
        worth: Callable[[Candidate], float],
        n: int,
        tries: int,
        wanted: Callable[[], bool],
        *,
        taken: Sequence[str],
        given: Answer | None,
    ) -> list[Candidate]:
        """Try the best candidates in turn; each that is chosen sets those back that are like it."""
        chosen: list[Candidate] = []
        left = {c: worth(c) for c in candidates if not any(self._asks_again(c, q) for q in taken)}
        if given:
            told = for_matching(given.text)
            left = {
                c: w for c, w in left.items() if not (c.expected and all(for_matching(e) in told for e in c.expected))
            }
        while left and len(chosen) < n and tries:
            candidate = max(left, key=lambda c: left[c])
            del left[candidate]
            if candidate not in self._tried:
                if not wanted():
                    break
                tries -= 1
            reply = self._try(candidate)
            if reply is None or (given and reply.text == given.text):
                continue
            chosen.append(candidate)
            for other in [c for c in left if self._repeats(c, candidate)]:
                del left[other]
            for other in left:
                shared = len(self._words(other.question) & self._words(candidate.question))
                left[other] -= _SAME_FORM * (other.form == candidate.form)
                left[other] -= _SAME_WORDS * shared / max(1, len(self._words(other.question)))
        return chosen

    def _asks_again(self, candidate: Candidate, asked: str) -> bool:
        """Tell whether a question was asked before; the next item differs from the one before it in a numeral only."""
        return _same(candidate.question, asked) or (candidate.form != _NEXT and self._alike(candidate.question, asked))

    def _repeats(self, one: Candidate, other: Candidate) -> bool:
        """Tell whether two questions are made of one sentence, have the same answer or the same words."""
        same_answer = bool(one.expected) and (one.form, one.expected) == (other.form, other.expected)
        return one.sentence == other.sentence or same_answer or self._alike(one.question, other.question)

    def _try(self, candidate: Candidate) -> Answer | None:
        """Return the answer to a candidate where it is sure, holds what is expected and cites where it comes from."""
        if candidate not in self._tried:
            reply = self._ask(candidate.question)
            self._tried[candidate] = reply if self._holds(candidate, reply) else None
        return self._tried[candidate]

    def _holds(self, candidate: Candidate, reply: Answer) -> bool:
        source = self._prepared.sentences[candidate.sentence]
        told = for_matching(reply.text)
        return (
            reply.answerable
            and reply.confidence >= CONFIDENCE
            and any(c.start < source.end and source.start < c.end for c in reply.citations)
            and all(for_matching(e) in told for e in candidate.expected)
            and not (reply.kind == "fact" and len(reply.text) > _ANSWER_CHARS)
            and not (candidate.form == "figure" and len(reply.text) > _FIGURE_CHARS)
        )

    def _words(self, question: str) -> frozenset[str]:
        if question not in self._terms:
            self._terms[question] = frozenset(self._prepared.relevance.content(question))
        return self._terms[question]

    def _alike(self, one: str, other: str) -> bool:
        """Tell whether two questions ask for the same, by their words."""
        if _same(one, other):
            return True
        a, b = self._words(one), self._words(other)
        return len(a & b) > _ALIKE * len(a | b)


def _length(candidate: Candidate) -> float:
    """Return how far a question falls behind for its length: short ones are read at a glance."""
    length = len(candidate.question) / (1 if language_of(candidate.question) == "zh" else 3)
    return 0.02 * max(0.0, length - _SHORT)


def _same(one: str, other: str) -> bool:
    return [c for c in for_matching(one) if c.isalnum()] == [c for c in for_matching(other) if c.isalnum()]
