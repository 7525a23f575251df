"""What a strategy gets to work with, and the draft that it makes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qa import contests, courts, name_spans, sorts
from qa import spans as whole
from qa.beside import is_the_opposite, moved, sibling
from qa.changes import can_be_a_rise, changed, is_a_change, is_of_now, is_of_then, of_the_part
from qa.confidence import Signals
from qa.dates import dates
from qa.moments import can_be_the_hour, moment, of_the_day
from qa.names import like_a_name
from qa.namesakes import of_a_namesake, of_another_number, of_another_work
from qa.normalize import for_models
from qa.numerals import of_another, of_another_time
from qa.periods import over_another_time
from qa.prepared import PreparedArticle
from qa.question import Question, analyse
from qa.reader import Verdict
from qa.reasons import gives_reason
from qa.respective import each, respectively
from qa.rewording import as_read
from qa.rumours import in_denied_rumour
from qa.somebody import can_be, is_another
from qa.terms import numerals
from qa.types import AnswerSpan, Citation, Evidence

# What the words of a question in another language are taken to cover: nothing is known, so the middle.
_UNKNOWN_COVERAGE = 0.5
# And the encoder tells little of which Chinese sentence is near an English question: so much of what it tells counts,
# beside about what is usual for the sentence of an answer.
_NEAR_ACROSS = 0.4
_USUALLY_NEAR = 0.5
_LEAD = 8.0  # what one span is ahead of another by at most
_CLEARLY = 1.0  # a span inside another is ahead of that by more
_MOST_OF_IT = 0.5  # of what is asked about
_MOST_REPEATED = 3  # other places that tell the same, counted
# Sentences of this many of the best passages are compared with the question in meaning.
_NEAR_PASSAGES = 12


Read = Callable[[str, int | None], Sequence[AnswerSpan]]
Judge = Callable[[str, str], Verdict]
# A second wording of a question is read over this many passages: the first look has found the place.
_SECOND_LOOK = 8


_FIRST_DIGIT = re.compile(r"\d")
# 一是抓好防汛: the first of several, and no amount.
_MARKER = re.compile("[一二三四五六七八九十]{1,2}[是要、]")
_COMMA = re.compile("[,，;；:：]")
# Where the question names what there is to choose from.
_CHOICE = re.compile(r"还是|[和与跟、].*[谁哪]|谁.*[和与跟、]|[谁哪].*先|\bor\b|\bwhich\b|\bwho\b", re.IGNORECASE)
_RESULT = re.compile(sorts.SCORE)  # of a contest, and nobody
_TOGETHER = frozenset("/、和与及·")  # names of two who are told of as one
# Behind a semicolon somebody else is spoken of, but for these words.
_ANOTHER = re.compile(r"[;；](?!但?(?:并|还|也|又|同时|其|他|她|随后|后来|另|此外))[^;；]{3}")
_MONTH = re.compile(r"(?<!\d)\d{1,2}月")
_HE = re.compile(r"[他她其]|本人|该|\b(?:he|she|his|her)\b", re.IGNORECASE)
# Summaries need no reader, and yes or no asks it of the claim and its parts only.
_UNREAD = ("summary", "yes_no")


@dataclass(frozen=True, slots=True)
class Draft:
    """A composed answer before it is judged likely enough.

    :param confidence: in [0, 1], the probability that it is right.
    """

    text: str
    citations: tuple[Citation, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question, and all that retriever, reader and encoder say about it.

    :param evidence: passages, best first.
    :param spans: of the reader, best first; none for kinds that do not need it.
    :param read: runs the reader on a wording over so many of the best passages, all where None.
    :param judge: runs the reader on a claim and the text that it is held against.
    :param near: how near in meaning to the question sentences are, by number, in standard deviations from their mean.
    """

    prepared: PreparedArticle
    question: Question
    evidence: Sequence[Evidence]
    spans: Sequence[AnswerSpan]
    read: Read
    judge: Judge
    near: Mapping[int, float]
    # Strategies ask for the same spans again and again.
    _made: dict[AnswerSpan, tuple[int, int]] = field(init=False, default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        prepared: PreparedArticle,
        question: Question,
        evidence: Sequence[Evidence],
        read: Read,
        judge: Judge,
    ) -> "Case":
        """Read the evidence for a question and compare its sentences with it."""
        spans = () if question.kind in _UNREAD else read(as_read(question), None)
        numbers = {prepared.sentence_number(s.start) for s in spans}
        for found in evidence[:_NEAR_PASSAGES]:
            first = prepared.sentence_number(found.passage.start)
            last = prepared.sentence_number(found.passage.end - 1)
            numbers.update(range(first, last + 1))
        near = prepared.vectors.similar(question.text, sorted(numbers))
        return cls(
            prepared=prepared, question=question, evidence=evidence, spans=spans, read=read, judge=judge, near=near
        )

    def asking(self, wording: str) -> "Case":
        """Return the case of another wording, read over the best of the same evidence."""
        return replace(
            self, question=analyse(wording, script=self.question.script), spans=self.read(wording, _SECOND_LOOK)
        )

    def words(self, start: int, end: int) -> str:
        """Return article.text[start:end]."""
        return self.prepared.article.text[start:end]

    def completed(self, span: AnswerSpan) -> tuple[int, int]:
        """Return the offsets of a span made whole inside its sentence."""
        if span not in self._made:
            self._made[span] = self._completed(span)
        return self._made[span]

    def _completed(self, span: AnswerSpan) -> tuple[int, int]:
        sentence = self.prepared.sentence_at(span.start)
        text = self.prepared.article.text
        start, end = whole.complete(text, span.start, span.end, sentence.start, max(sentence.end, span.end))
        start, end = whole.without_full_stop(text, *whole.without_dateline(text, start, end))
        start, end = whole.without_particles(text, start, end)
        around = sentence.start, max(sentence.end, end)
        start, end = name_spans.with_whole_names(self.prepared.plain, start, end, *around, self.prepared.people)
        if self.question.wants in ("person", "organisation"):
            start, end = contests.without_result(self.prepared.plain, start, end)
        if self.question.wants == "organisation":
            start, end = name_spans.with_quoted_name(text, start, end, sentence.start)
        start, end = contests.narrowed(self.question.text, self.prepared.plain, start, end)
        if self.question.wants == "number":
            start, end = whole.narrow(self.question.text, text, start, end)
            start, end = self._beside(start, end)
            sentence = self.prepared.sentence_at(start)
            around = sentence.start, max(sentence.end, end)
            asked = self.question.text
            start, end = courts.in_all(asked, text, start, end, *around)
            start, end = changed(asked, text, *of_the_part(asked, text, start, end, *around), *around)
            return each(for_models(asked), self.prepared.plain, (start, end), around)
        if self.question.wants == "time":
            start, end = self._beside(*whole.narrow_time(self.question.text, text, start, end))
            start, end = changed(self.question.text, text, start, end, *around)
            start, end = whole.complete(text, start, end, *around)
            return moment(self.question.text, text, start, end)
        if self.question.wants == "post":
            return name_spans.narrow_post(for_models(self.question.text), self.prepared.plain, start, end)
        if self.question.wants == "person":
            start, end = name_spans.with_nothing_behind(self.prepared.plain, start, end, self.prepared.people)
            return name_spans.without_post(self.prepared.plain, start, end, self.prepared.people)
        return start, end

    def _beside(self, start: int, end: int) -> tuple[int, int]:
        """Return an amount or a time in the sentence that stands with what is asked about; else the one given."""
        sentence, prepared = self.prepared.sentence_at(start), self.prepared
        if prepared.language != self.question.language:
            return start, end
        asked, around = for_models(self.question.text), (sentence.start, max(sentence.end, end))
        start, end = moved(prepared.relevance, asked, prepared.plain, (start, end), around)
        if self.question.wants == "number":
            start, end = sibling(asked, prepared.plain, (start, end), around)
        start, end = respectively(asked, prepared.plain, (start, end), around)
        return whole.complete(prepared.article.text, start, end, *around)  # 五年六个月

    def possible(self) -> "Case":
        """Return the case without the spans that cannot be the answer, where an amount, a time or somebody is asked for.

        What the reader likes better and that is a day speaks against no number of days, nor a predecessor against who
        holds the post.
        """
        if self.question.wants not in ("number", "time", "person", "organisation"):
            return self

        def fitting(span: AnswerSpan) -> bool:
            start, end = self.completed(span)
            if (marker := _MARKER.match(self.prepared.plain, start)) and marker.end() >= end:
                return False
            number, words = self.prepared.sentence_number(start), self.words(start, end)
            told, clause = self.prepared.plain_of(self.prepared.sentences[number]), self._clause(number, start, end)
            asked = for_models(self.question.text)
            return (
                self.fits(number, words, statement=False)
                and not is_another(asked, told, clause, for_models(words))
                and not courts.of_another_crime(asked, clause, self.prepared.plain)
                and not self.of_the_next(start)
                and not is_of_then(asked, told, clause)
            )

        left = self._with_the_day(self._spoken_of([span for span in self.spans if fitting(span)]))
        # Somebody of another sort than the question has in mind may be meant; an amount in another unit never is.
        return replace(self, spans=left or (() if self.question.wants in ("number", "time") else self.spans))

    def _with_the_day(self, spans: Sequence[AnswerSpan]) -> Sequence[AnswerSpan]:
        """Return the times without a month of which another of them tells the day, where a question asks for that."""
        told = [for_models(self.words(*self.completed(span))) for span in spans]
        days = [words for words in told if of_the_day(self.question.text, words)]
        return [
            span
            for span, words in zip(spans, told, strict=True)
            if words in days or not any((month := _MONTH.search(words)) and month[0] in day for day in days)
        ]

    def _spoken_of(self, spans: Sequence[AnswerSpan]) -> Sequence[AnswerSpan]:
        """Return the amounts or times without those whose sentence says nothing of what is asked, if another's does."""
        if self.question.wants not in ("number", "time") or self.prepared.language != self.question.language:
            return spans
        # 人 of 多少人 stands beside any number of people.
        terms = [term for term in self.prepared.relevance.content(self.question.text) if len(term) > 1]
        shares = [
            self.prepared.relevance.coverage(terms, self.prepared.text_of(self.prepared.sentence_at(span.start)))
            for span in spans
        ]
        told = [share for span, share in zip(spans, shares, strict=True) if span.score > 0]
        if not terms or max(told, default=0.0) < _MOST_OF_IT:
            return spans
        return [span for span, share in zip(spans, shares, strict=True) if share > 0]

    def signals(self, start: int, end: int, margin: float, *, statement: bool = False) -> Signals:
        """Gather what speaks for article.text[start:end] as the answer.

        :param margin: the reader's.
        :param statement: whether whole sentences are given rather than the span.
        """
        number = self.prepared.sentence_number(start)
        if self.prepared.language == self.question.language:
            terms = self.prepared.relevance.content(self.question.text)
            sentence = self.prepared.text_of(self.prepared.sentences[number])
            asked_above = self.prepared.replies_to(number)
            above = "".join(self.prepared.text_of(self.prepared.sentences[n]) for n in asked_above)
            told = f"{self.prepared.speakers[number] or ''} {above} {sentence}"
            in_sentence = self.prepared.relevance.coverage(terms, told)
            near = max(self.near.get(n, 0.0) for n in (number, *asked_above))
        else:
            in_sentence = _UNKNOWN_COVERAGE
            near = _USUALLY_NEAR + _NEAR_ACROSS * self.near.get(number, 0.0)
        words = self._plain(start, end)
        asked, told_plain = for_models(self.question.text), self.prepared.plain_of(self.prepared.sentences[number])
        begins = self.prepared.sentences[number].start
        clause = self._clause(number, start, end)
        before = told_plain[: max(0, told_plain.find(clause))]
        apart = [s for s in self.spans if s.end <= start or end <= s.start]
        same = [s for s in apart if _same_words(words, self._plain(s.start, s.end))]
        # The same told again in another place speaks for an answer, not against it.
        rivals = [s.score for s in apart if s not in same]
        # From the start of one answer to the end of another: what the reader likes better stands inside.
        if not statement:
            rivals += [s.score for s in self.spans if s.score > margin + _CLEARLY and self._is_part_of(s, start, end)]
        elsewhere = max(rivals, default=margin - _LEAD)
        again = {self.prepared.sentence_number(s.start) for s in same if s.score > 0} - {number}
        return Signals(
            margin=margin,
            lead=max(-_LEAD, min(_LEAD, margin - elsewhere)),
            in_sentence=in_sentence,
            near=near,
            strange=float(
                self.strange(number)
                or (not statement and of_another_time(self.question.text, clause, before))
                or self.of_the_next(start)
                or (not statement and is_the_opposite(asked, clause))
                or is_another(asked, told_plain, clause, words)
                or courts.of_another_crime(asked, clause, self.prepared.plain)
                or (not statement and of_a_namesake(asked, told_plain, clause))
                or (not statement and of_another_number(asked, told_plain, start - begins))
                or (not statement and of_another_work(asked, told_plain, start - begins, end - begins))
                or (not statement and over_another_time(asked, told_plain[: max(0, start - begins)]))
                or (not statement and self.prepared.is_asked(number))
                or (not statement and is_of_then(asked, told_plain, clause))
                or (not statement and is_of_now(asked, told_plain, start - begins))
                or in_denied_rumour(asked, told_plain, self._following(number), start - begins)
                or contests.otherwise(asked, told_plain, start - begins, end - begins)
            ),
            fits=float(self.fits(number, self.words(start, end), statement=statement)),
            statement=float(statement),
            repeated=float(min(_MOST_REPEATED, len(again))),
        )

    def _is_part_of(self, span: AnswerSpan, start: int, end: int) -> bool:
        """Tell whether a span, made whole, is a part of [start, end) and of the sort that is wanted."""
        if not (start <= span.start and span.end <= end):
            return False
        first, last = self.completed(span)
        plain = self.prepared.plain
        if plain[first - 1 : first] in _TOGETHER or plain[last : last + 1] in _TOGETHER:
            return False  # one of two who are told of together
        inside = (first, last) != (start, end) and start <= first and last <= end
        return inside and self.fits(self.prepared.sentence_number(first), self.words(first, last), statement=False)

    def _plain(self, start: int, end: int) -> str:
        return self.prepared.plain[start:end].strip()

    def _following(self, number: int) -> str:
        return "".join(map(self.prepared.plain_of, self.prepared.sentences[number + 1 : number + 2]))

    def _clause(self, number: int, start: int, end: int) -> str:
        """Return the words around [start, end), up to the next comma or the ends of a sentence."""
        sentence, plain = self.prepared.sentences[number], self.prepared.plain
        before = [m.end() for m in _COMMA.finditer(plain, sentence.start, max(sentence.start, start))]
        behind = _COMMA.search(plain, end, max(end, sentence.end))
        return plain[before[-1] if before else sentence.start : behind.start() if behind else max(end, sentence.end)]

    def of_the_next(self, start: int) -> bool:
        """Tell whether a semicolon ends what the sentence tells of whom the question names, before the offset."""
        return any(
            _ends_before(self.prepared, n, start) for n in self.prepared.named_in(for_models(self.question.text))
        )

    def strange(self, number: int) -> bool:
        """Tell whether the question speaks of numbers, people or times that a sentence does not go with."""
        asked, prepared = self.question.text, self.prepared
        if numerals(asked) - prepared.numerals:
            return True
        sentence = prepared.sentences[number]
        passage = prepared.passage_at(sentence.start)
        before = prepared.plain[passage.start : sentence.start]
        if of_another(asked, prepared.text_of(sentence), before=before, published=_published(prepared)):
            return True
        around = "\n".join(
            (for_models(passage.heading), prepared.plain[passage.start : passage.end], prepared.plain_of(sentence))
        )
        named = prepared.named_in(for_models(asked))
        if not named or any(name == prepared.speakers[number] for name in named):
            return False
        told = prepared.plain_of(sentence)
        if prepared.named_in(told) and not _HE.search(told):  # it names whom it speaks of
            around = told
        return not any(name in around for name in named)

    def fits(self, number: int, words: str, *, statement: bool) -> bool:
        """Tell whether words out of a sentence are of the sort that the question wants."""
        told = self.prepared.sentences[number]
        asked, plain, sentence = self.question.text, for_models(words), self.prepared.text_of(told)
        if statement:
            return self.question.kind != "reason" or gives_reason(asked, sentence)
        if not sorts.is_one_of(asked, words, sentence):
            return False
        if self.question.wants in ("person", "organisation") and _RESULT.search(plain):
            return False
        if len(words) > 1 and plain.strip("“”「」") in asked and not _CHOICE.search(asked):
            return False  # what is asked about is no answer
        if self.question.wants == "person":
            return can_be(self.prepared, for_models(asked), self.prepared.plain_of(told), words)
        if self.question.wants == "time" and (
            not sorts.can_be_a_while(asked, words)
            or not can_be_the_hour(asked, words)
            or sorts.is_only_a_while(asked, words, sentence)
        ):
            return False
        if self.question.wants == "number":
            at = told.start + max(0, self.words(told.start, told.end).find(words))
            clause = self._clause(number, at, at + len(words))
            if not sorts.has_unit(asked, words) or not can_be_a_rise(asked, clause):
                return False
            if is_a_change(asked, clause[: max(0, clause.find(plain))] + _FIRST_DIGIT.split(plain, maxsplit=1)[0]):
                return False
        # The marks around a name are no part of it: 台风“海鸥”, 外卖平台“小桔”. And people are called something as well.
        in_marks = re.search(f"[“「]{re.escape(plain.strip('“”「」'))}[”」]", self.prepared.plain_of(told)) is not None
        if self.question.wants == "title" and (in_marks or like_a_name(plain)):
            return True
        if self.question.wants == "organisation" and in_marks and not sorts.NUMBER.fullmatch(plain):
            return True
        return sorts.fits(self.question.wants, words)


def _same_words(words: str, others: str) -> bool:
    """Tell whether two answers are the same, or one is the other with more words; 12 is no part of 2012."""
    short, long = sorted((words, others), key=len)
    edge = r"(?<![\d.,]){}(?![\d.,]*\d)"
    return len(short) > 1 and re.search(edge.format(re.escape(short)), long) is not None


def _ends_before(prepared: PreparedArticle, name: str, at: int) -> bool:
    """Tell whether a semicolon ends what a sentence tells of somebody before an offset in it."""
    start = prepared.sentence_at(at).start
    named = prepared.plain.rfind(name, start, at)
    return named >= 0 and bool(_ANOTHER.search(prepared.plain, named, at))


def page_date(prepared: PreparedArticle) -> str:
    """Return when the article appeared, as the page writes it, or nothing."""
    fact = prepared.facts.get("date")
    return fact.value if fact else prepared.article.metadata.get("date", "")


def _published(prepared: PreparedArticle) -> int | None:
    return next((date.year for date in dates(page_date(prepared))), None)
