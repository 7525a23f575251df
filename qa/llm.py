"""Composes answers with a language model: each of its sentences is proven from the article, or it is not said."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Self

from langchain_core.language_models import BaseChatModel

from qa import llm_prompt, replies
from qa.digits import value
from qa.errors import LLMError, LLMTrouble
from qa.llm_followup import believed
from qa.llm_latin import latin_words, strange
from qa.llm_request import Limits, ask
from qa.llm_sentences import Said, sentences
from qa.normalize import for_models, printable
from qa.prepared import PreparedArticle
from qa.proof import Proof, prove
from qa.question import Language, Question, language_of
from qa.reader import SpanReader
from qa.refusals import refusal
from qa.steering import Steering
from qa.terms import content_letters
from qa.types import Answer, Citation, Passage
from qa.yes_no import claim_of

# How likely an answer is right of which every sentence was proven, and one of which some were left out. No fitted
# figures: how often a model answers beside the question is the model's own.
PROVEN, PARTLY_PROVEN, REFUSED = 0.85, 0.6, 0.8
# An extractive answer that is surer than this stands against a model that says the article does not tell.
_SURE = 0.8
# Failed for one of these a claim is told otherwise by the article.
_TOLD_OTHERWISE = frozenset(
    ("figure", "date", "name", "quote", "relation", "negation", "modality", "scope", "direction", "opposite")
)
# As many as a summary has sentences.
_MOST_QUOTED = 6
# Hardly any sentence is longer; what is cut off may be what it was quoted for.
QUOTED_CHARS = 240
_IN_ENGLISH = re.compile("英[文语語]|english", re.IGNORECASE)
# Each is proven in some 60 ms; a model that says more has lost its way.
_MOST_SENTENCES = 60
# The mark behind it is a part of it: "No one was hurt" is no "No, one was hurt".
_YES_OR_NO = re.compile(
    r"^(?:(?P<yes>是的|对的?|yes)|(?P<no>不是的?|不对|并非如此|没有|否|no))\s*[,，。.:：;；!！]+\s*",
    re.IGNORECASE,
)

Wanted = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class LLMComposer:
    """Composes answers about one article.

    :param prepared: the article.
    :param model: any LangChain chat model.
    :param context: characters of the article that the model is shown at once.
    :param limits: of each request.
    :param reader: judges with the proof whether what the model says is true.
    """

    prepared: PreparedArticle
    model: BaseChatModel
    reader: SpanReader
    context: int
    limits: Limits
    fence: str = field(default_factory=llm_prompt.new_fence, repr=False)
    steering: Steering
    latin: frozenset[str]

    @classmethod
    def over(
        cls, prepared: PreparedArticle, model: BaseChatModel, *, reader: SpanReader, context: int, limits: Limits
    ) -> Self:
        """Make a composer; looks the article through for instructions to machines."""
        steering = Steering.over(prepared)
        if steering.steers(prepared.article.title):
            # what a title commands is neither shown to the model nor proves anything
            prepared = dataclasses.replace(prepared, article=dataclasses.replace(prepared.article, title="—"))
        latin = latin_words(f"{prepared.article.title}\n{prepared.article.text}")
        return cls(
            prepared=prepared,
            model=model,
            reader=reader,
            context=context,
            limits=limits,
            steering=steering,
            latin=latin,
        )

    def complete(self, question: str, turns: Sequence[Answer], *, wanted: Wanted) -> str | None:
        """Return a follow-up completed by the model; None where what it says cannot be believed.

        :param turns: earlier replies, oldest first.
        :raises LLMError: no reply that can be used.
        """
        messages = llm_prompt.completing(question, turns, language=language_of(question), fence=self.fence)
        with closing(ask(self.model, messages, self.limits, wanted=wanted)) as pieces:
            return believed("".join(pieces), question, turns)

    def compose(
        self,
        question: Question,
        *,
        otherwise: Callable[[], Answer],
        wanted: Wanted,
        trouble: LLMError | None = None,
    ) -> Iterator[str | Answer]:
        """Yield sentences, each proven, that join to the text of the answer, then the answer.

        :param otherwise: the extractive answer, worked out where it is needed: the model fails, or nothing is proven.
        :param wanted: asked all along; where it says no, nothing more is yielded, not even an answer.
        :param trouble: what the model has failed by already; then it is not asked again.
        """
        passages = self._passages(question)
        messages = llm_prompt.answering(
            question.text,
            passages,
            title=self.prepared.article.title,
            language=question.language,
            fence=self.fence,
        )
        told = _Told(self, question, passages)
        if trouble is None:
            try:
                with closing(ask(self.model, messages, self.limits, wanted=wanted)) as pieces:
                    for count, said in enumerate(sentences(pieces), 1):
                        if not wanted():
                            return
                        if count > _MOST_SENTENCES:
                            raise LLMError("endless")
                        yield from told.take(said)
            except LLMError as error:
                trouble = error
        if wanted():
            yield from told.end(trouble.trouble if trouble else None, otherwise)

    def _passages(self, question: Question) -> Sequence[Passage]:
        """Return the whole article where the model can be shown it, else what was retrieved, in order."""
        everything = self.prepared.passages
        if sum(len(p.text) for p in everything) <= self.context:
            return everything
        chosen: list[Passage] = []
        room = self.context
        for evidence in self.prepared.retriever.retrieve(question.text, len(everything)):
            room -= len(evidence.passage.text)
            if room < 0:
                break
            chosen.append(evidence.passage)
        return sorted(chosen, key=lambda p: p.start)


@dataclass(slots=True)
class _Told:
    """What has been said of one answer, and what was kept back.

    :param text: proven sentences as they are shown.
    :param cited: by their offsets.
    :param waiting: quotations in the place of sentences that were not proven; they wait until one is, for alone they
        are no answer.
    :param quoted: numbers of the sentences that were quoted.
    :param left_out: sentences of the model that were not proven.
    :param heard: its sentences so far; said twice they are judged once.
    :param tells_nothing: whether it said that the passages do not answer.
    :param items: the number of the last list item that went on from the one before.
    """

    by: LLMComposer
    question: Question
    passages: Sequence[Passage]
    text: str = ""
    cited: dict[tuple[int, int], Citation] = field(default_factory=dict)
    waiting: list[tuple[str, Citation]] = field(default_factory=list)
    quoted: set[int] = field(default_factory=set)
    left_out: int = 0
    heard: set[str] = field(default_factory=set)
    tells_nothing: bool = False
    items: int = 0

    def take(self, said: Said) -> Iterator[str]:
        """Judge a sentence, and yield what is to be shown of it."""
        if said.tells_nothing:
            self.tells_nothing = True
            return
        opening = _YES_OR_NO.match(said.text)
        claim = said.text[opening.end() :] if opening else said.text
        if claim in self.heard:
            return
        self.heard.add(claim)
        bullet = self._counted(said.bullet)
        if not content_letters(claim):
            return  # a word of politeness, or a bare yes: nothing is claimed of the article, and nothing is lost
        if strange(claim, self.by.latin | latin_words(self.question.text), languages=self._languages):
            self.left_out += 1
            return
        proof = self._proof(claim, said.numbers)
        if not proof.holds:
            self.left_out += 1
            for citation in proof.nearest:
                self._quote(citation)
            return
        repeated = (*proof.citations, *self._commanded(claim))
        if commands := self._steering(repeated):
            self.left_out += 1
            for citation in commands:
                self._quote(citation)
            return
        for quotation, citation in self.waiting:
            yield self._say(quotation, (citation,), opens_line=True)
        self.waiting.clear()
        words = f"{bullet} {claim}".strip() if bullet else claim
        # Only where it was asked for: elsewhere nothing tells what is affirmed or denied, and so nothing proves it.
        if opening and self.question.kind == "yes_no" and not self.text and self._agrees(opening):
            words = (
                replies.said(replies.YES if opening["yes"] else replies.NO, self.question.spoken)
                + self._space
                + words[:1].upper()
                + words[1:]
            )
        yield self._say(printable(words), proof.citations, opens_line=said.opens_line)

    def _counted(self, bullet: str) -> str:
        """Return the mark of a list item, "" where its number does not go on: "5. 人死亡" is no fifth item."""
        if not any(c.isalnum() for c in bullet):
            return bullet
        number = value(for_models(bullet.strip("（()）.．、 ")))
        self.items = self.items + 1 if number == self.items + 1 else int(number == 1)
        return bullet if self.items else ""

    def end(self, trouble: LLMTrouble | None, otherwise: Callable[[], Answer]) -> Iterator[str | Answer]:
        """Yield the rest of the text, and the answer."""
        if not self.text:
            answer = self._without_model(trouble, self._attributed(otherwise()))
            yield answer.text
            yield answer
            return
        for quotation, citation in self.waiting:
            yield self._say(quotation, (citation,), opens_line=True)
        spoken = self.question.spoken
        notes = [replies.said(replies.LEFT_OUT, spoken, count=self.left_out)] if self.left_out else []
        if trouble:
            notes.append(self._trouble(trouble))
            found = self._attributed(otherwise())
            if found.answerable and any((c.start, c.end) not in self.cited for c in found.citations):
                yield self._say(found.text, found.citations, opens_line=True)
        yield Answer(
            text=self.text,
            answerable=True,
            confidence=PARTLY_PROVEN if notes else PROVEN,
            citations=tuple(self._focused(self.cited[at]) for at in sorted(self.cited)),
            kind=self.question.kind,
            question=self.question.text,
            standalone_question=self.question.text,
            note=self._space.join(notes),
        )

    def _focused(self, citation: Citation) -> Citation:
        """Mark whom a question asks for, where the answer names one person: follow-ups lean on that."""
        named = self.by.prepared.named_in(for_models(self.text))
        if self.question.wants != "person" or citation.focus or len(named) != 1:
            return citation
        at = for_models(citation.quote).find(named[0])
        focus = (citation.start + at, citation.start + at + len(named[0])) if at >= 0 else None
        return dataclasses.replace(citation, focus=focus)

    def _without_model(self, trouble: LLMTrouble | None, found: Answer) -> Answer:
        """Return the extractive answer, with a line that says why it is given."""
        spoken = self.question.spoken
        if trouble:
            return dataclasses.replace(found, note=self._trouble(trouble))
        if not self.tells_nothing:
            if not found.answerable and self.waiting:
                # the model knows better than the likeness of words what comes nearest to a question
                found = self._refused(found, [citation for _, citation in self.waiting[:1]])
            note = replies.NONE_PROVEN if found.answerable else replies.NOTHING_PROVEN
            return dataclasses.replace(found, note=replies.said(note, spoken))
        if not found.answerable:
            return found
        if found.confidence >= _SURE:
            return dataclasses.replace(found, note=replies.said(replies.MODEL_REFUSED, spoken))
        return dataclasses.replace(self._refused(found, found.citations[:1]), confidence=REFUSED)

    def _attributed(self, found: Answer) -> Answer:
        """Quote what the extractive answer takes from words that speak to whoever answers, instead of telling it."""
        if not found.answerable or not self._steering(found.citations):
            return found
        spoken = self.question.spoken
        lines = [replies.said(replies.ARTICLE_READS, spoken, quote=_shown(c)) for c in found.citations]
        return dataclasses.replace(found, text="\n".join(lines))

    def _refused(self, found: Answer, nearest: Sequence[Citation]) -> Answer:
        """Turn an answer into a refusal that shows the sentence nearest to the question, if there is one."""
        text = refusal(self.by.prepared, self.question)
        for citation in nearest:
            quote = replies.quoted(citation.quote)
            text += self._space + replies.said(replies.NEAREST, self.question.spoken, quote=quote)
        return dataclasses.replace(found, text=text, answerable=False, citations=tuple(nearest))

    def _trouble(self, trouble: LLMTrouble) -> str:
        spoken = self.question.spoken
        return replies.said(replies.LLM_TROUBLE[trouble], spoken, instead=replies.said(replies.INSTEAD, spoken))

    def _say(self, words: str, citations: Sequence[Citation], *, opens_line: bool) -> str:
        """Add words to the text, and return them with what joins them to it."""
        self.cited |= {(c.start, c.end): c for c in citations}
        piece = ("" if not self.text else "\n" if opens_line else self._space) + words
        self.text += piece
        return piece

    @property
    def _space(self) -> str:
        return "" if self.question.language == "zh" else " "

    @property
    def _languages(self) -> set[Language]:
        """Return what an answer may be in: as the article, as the question, or as the question asks for."""
        asked: set[Language] = {"en"} if _IN_ENGLISH.search(self.question.text) else set()
        return asked | {self.question.language, self.by.prepared.language}

    def _named(self, numbers: Sequence[int]) -> list[Passage]:
        return [self.passages[n - 1] for n in numbers if 1 <= n <= len(self.passages)]

    def _proof(self, claim: str, numbers: Sequence[int]) -> Proof:
        """Hold a claim against the passages that the model names; where these are of another matter, against all.

        A wrong number is no wrong claim. But what the right passage does not bear out, others seem to too easily.
        """
        named = self._named(numbers)
        proof = self._prove(claim, named)
        if proof.holds or proof.nearest or len(named) == len(self.passages):
            return proof
        return self._prove(claim, self.passages)

    def _prove(self, claim: str, passages: Sequence[Passage]) -> Proof:
        return prove(claim, passages, self.by.prepared, reader=self.by.reader)

    def _commanded(self, claim: str) -> Sequence[Citation]:
        """Return what steers in the article that a claim repeats, whatever else it can be proven from."""
        prepared = self.by.prepared
        shown = {n for p in self.passages for n in prepared.sentences_in(p)}
        spoken = {prepared.passage_at(prepared.sentences[n].start).id for n in self.by.steering.among(shown)}
        return self._prove(claim, [p for p in self.passages if p.id in spoken]).citations if spoken else ()

    def _steering(self, citations: Sequence[Citation]) -> list[Citation]:
        """Return those of some citations that speak to whoever answers."""
        steering = self.by.steering.among(self._number(c) for c in citations)
        return [c for c in citations if self._number(c) in steering]

    def _agrees(self, opening: re.Match[str]) -> bool:
        """Tell whether the article proves what a yes affirms, or tells otherwise what a no denies."""
        proof = self._prove(claim_of(self.question.text), self.passages)
        return proof.holds if opening["yes"] else proof.failed in _TOLD_OTHERWISE

    def _number(self, citation: Citation) -> int:
        return self.by.prepared.sentence_number(citation.start)

    def _quote(self, citation: Citation) -> None:
        """Keep a quotation ready that says whose words it holds."""
        number, spoken = self._number(citation), self.question.spoken
        if number in self.quoted or (citation.start, citation.end) in self.cited or len(self.quoted) >= _MOST_QUOTED:
            return
        self.quoted.add(number)
        self.waiting.append((replies.said(replies.ARTICLE_READS, spoken, quote=_shown(citation)), citation))


def _shown(citation: Citation) -> str:
    """Return the words of a citation in quotation marks, on one line."""
    return printable(" ".join(replies.quoted(citation.quote, limit=QUOTED_CHARS).split()))
