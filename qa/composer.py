"""Makes the answer, without an LLM: every word of it comes from the article or from replies.py."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa import ages, choices, claim_signals, lists, posts, rates, replies, statements, summary, superlatives, yes_no
from qa.confidence import THRESHOLD
from qa.contrast import compare
from qa.drafts import Case, Draft
from qa.facts import best_fact
from qa.finals import ranked
from qa.normalize import for_matching
from qa.notices import issued
from qa.prepared import PreparedArticle
from qa.question import Question
from qa.refusals import refusal
from qa.types import Answer, Article, Citation
from qa.weighing import somebody_else

Strategy = Callable[[Case], Draft | None]


def _named_in_english(case: Case) -> Draft | None:
    """Return the reader's span for an English question: which months may well be one."""
    return best_fact(case) if case.question.language == "en" else None


# What each kind tries, in turn; the first draft that is likely enough is given.
_STRATEGIES: dict[str, tuple[Strategy, ...]] = {
    "fact": (
        issued,
        statements.did,
        compare,
        choices.chosen,
        posts.held,
        posts.holder,
        ranked,
        ages.aged,
        superlatives.most,
        rates.changed_by,
        best_fact,
    ),
    "count": (compare, ages.aged, lists.count),
    "list": (posts.holders, lists.items, _named_in_english),
    "yes_no": (yes_no.decide,),
    "reason": (statements.explain,),
    "speech": (statements.said, statements.explain),
    "summary": (summary.summarise,),
    "page": (best_fact,),
}
# How likely an answer must be right, where that is not as for all others.
_LEAST = {"yes_no": claim_signals.THRESHOLD}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractiveComposer:
    """Composes answers about one article.

    :param prepared: the article.
    """

    prepared: PreparedArticle

    def compose(self, case: Case) -> Answer:
        """Return the answer, or the refusal, to a question that takes reading."""
        weak: list[Draft] = []
        for strategy in _STRATEGIES[case.question.kind]:
            draft = strategy(case)
            if draft and draft.confidence >= _LEAST.get(case.question.kind, THRESHOLD):
                return self._answer(case.question, draft)
            if draft:
                weak.append(draft)
                if draft.confidence == 0.0:
                    break  # it knows that the article does not tell
        return self._refuse(case, weak)

    def without_reading(self, question: Question) -> Answer | None:
        """Answer what needs no passage: small talk, requests for other work, facts of the page; else None."""
        spoken = question.spoken
        if question.kind == "small_talk":
            thanks = any(word in for_matching(question.text) for word in replies.THANKING)
            reply = replies.THANKS if thanks else replies.GREETING
            text = replies.said(reply, spoken, title=self.prepared.article.title)
            return self._made(question, text, answerable=True, confidence=1.0)
        if question.kind == "off_topic":
            return self._made(question, replies.said(replies.OFF_TOPIC, spoken), answerable=False, confidence=1.0)
        if question.kind == "page" and (draft := self._page_fact(question)):
            return self._answer(question, draft)
        return None

    def _page_fact(self, question: Question) -> Draft | None:
        """Tell a fact of the page: from the text with a citation, or from outside it with where it comes from."""
        article, field, spoken = self.prepared.article, question.field, question.spoken
        if field == "title":
            at = article.text.find(article.title)
            if at >= 0:
                citation = Citation.of(article, at, at + len(article.title), focus=(at, at + len(article.title)))
                return Draft(article.title, (citation,), 0.97)
            from_page = article.metadata.get("title") == article.title
            where = replies.said(replies.WHERE[_outside(article) if from_page else "given"], spoken)
            return Draft(replies.said(replies.PAGE_FACT, spoken, value=article.title, where=where), (), 0.9)
        if field in self.prepared.facts:
            fact = self.prepared.facts[field]
            return Draft(fact.value, (self.prepared.cite(fact.start, fact.end),), 0.95)
        if field and (value := article.metadata.get(field)):
            where = replies.said(replies.WHERE[_outside(article)], spoken)
            return Draft(replies.said(replies.PAGE_FACT, spoken, value=value, where=where), (), 0.85)
        return None

    def _answer(self, question: Question, draft: Draft) -> Answer:
        return self._made(question, draft.text, answerable=True, confidence=draft.confidence, citations=draft.citations)

    def _refuse(self, case: Case, weak: Sequence[Draft]) -> Answer:
        """Say that the article does not tell, and show the nearest sentence."""
        spoken = case.question.spoken
        nearest: tuple[Citation, ...] = ()
        text = refusal(self.prepared, case.question)
        if case.question.kind not in ("yes_no", "summary") and (found := somebody_else(case)):
            wrong, right, (start, end) = found
            nearest = (self.prepared.cite(start, end),)
            wrong = replies.asked_again(wrong, spoken)
            text = replies.said(replies.PREMISE, spoken, wrong=wrong, right=right)
        elif weak and weak[0].citations:
            nearest = weak[0].citations[:1]
        elif case.near:
            number = max(case.near, key=lambda n: case.near[n])
            nearest = (self.prepared.cite_sentence(self.prepared.sentences[number]),)
        if nearest:
            quote = replies.quoted(nearest[0].quote)
            text += " " * (spoken == "en") + replies.said(replies.NEAREST, spoken, quote=quote)
        likeliest = max((draft.confidence for draft in weak), default=0.0)
        return self._made(case.question, text, answerable=False, confidence=1.0 - likeliest, citations=nearest)

    def _made(
        self,
        question: Question,
        text: str,
        *,
        answerable: bool,
        confidence: float,
        citations: tuple[Citation, ...] = (),
    ) -> Answer:
        return Answer(
            text=text,
            answerable=answerable,
            confidence=confidence,
            citations=citations,
            kind=question.kind,
            question=question.text,
            standalone_question=question.text,
        )


def _outside(article: Article) -> str:
    """Return where the facts come from that do not stand in the text: the head of a page, the properties of a file."""
    return "document" if article.metadata.get("file", "").lower().endswith((".pdf", ".docx")) else "html"
