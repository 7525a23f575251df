"""What a strategy gets to work with, and the draft that it makes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from qa import contests, sorts
from qa import spans as whole
from qa.beside import is_the_opposite, moved
from qa.changes import can_be_a_rise, changed, is_a_change, of_the_part
from qa.confidence import Signals
from qa.dates import dates
from qa.moments import can_be_the_hour, moment
from qa.names import BYLINE, POST, held_posts, holds_post, like_a_name
from qa.normalize import for_models
from qa.numerals import of_another, of_another_time
from qa.prepared import PreparedArticle
from qa.question import Question, analyse
from qa.reader import Verdict
from qa.rewording import as_read
from qa.rumours import in_denied_rumour
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
# 谁承担费用, 大股东是谁: a company, too; but 负责人是谁.
_ANYBODY = re.compile(r"谁(?![?？呢啊呀]*$)|(?:客户|伙伴|股东|对手|买家|卖家|单位|[商方])是谁|\bwho\b", re.IGNORECASE)
_POST = re.compile(f"(?:{POST})")
_WHO_HOLDS = re.compile(
    rf"(?:^|的|[\u4e00-\u9fff])(?P<post>{POST})(?:是|叫|姓)?(?:谁|什么名字?|哪位|哪个人)|谁是[^?？]*?(?P<last>{POST})[?？]*$"
)
# Several clauses with a verb among them are nobody's name.
_CLAUSES = re.compile(r"[,;](?=.*(?:[将已曾]|表示|接替|担任))|(?:[将已曾]|表示|接替|担任).*[,;]")
_FORMER = "(?:上一?[届任]|往届|卫冕|前任|(?<![以之日目年月天])前|原)"
# Behind a semicolon somebody else is spoken of, but for these words.
_ANOTHER = re.compile(r"[;；](?!并|还|也|又|同时|其|他|她|随后|后来|另|此外)[^;；]{3}")
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
        sentence = self.prepared.sentence_at(span.start)
        text = self.prepared.article.text
        start, end = whole.complete(text, span.start, span.end, sentence.start, max(sentence.end, span.end))
        start, end = whole.without_full_stop(text, *whole.without_dateline(text, start, end))
        start, end = whole.without_particles(text, start, end)
        around = sentence.start, max(sentence.end, end)
        start, end = whole.with_whole_names(self.prepared.plain, start, end, *around, self.prepared.people)
        start, end = contests.narrowed(self.question.text, self.prepared.plain, start, end)
        if self.question.wants == "number":
            start, end = whole.narrow(self.question.text, text, start, end)
            start, end = self._beside(start, end)
            sentence = self.prepared.sentence_at(start)
            around = sentence.start, max(sentence.end, end)
            return changed(
                self.question.text, text, *of_the_part(self.question.text, text, start, end, *around), *around
            )
        if self.question.wants == "time":
            start, end = self._beside(*whole.narrow_time(self.question.text, text, start, end))
            return moment(self.question.text, text, start, end)
        if self.question.wants == "person":
            return whole.without_post(self.prepared.plain, start, end, self.prepared.people)
        return start, end

    def _beside(self, start: int, end: int) -> tuple[int, int]:
        """Return an amount or a time in the sentence that stands with what is asked about; else the one given."""
        sentence, prepared = self.prepared.sentence_at(start), self.prepared
        if prepared.language != self.question.language:
            return start, end
        asked, around = for_models(self.question.text), (sentence.start, max(sentence.end, end))
        return moved(prepared.relevance, asked, prepared.plain, (start, end), around)

    def amounts(self) -> "Case":
        """Return the case without the spans that cannot be the answer: where an amount or a time is asked for, others.

        What the reader likes better and that is a day speaks against no number of days.
        """
        if self.question.wants not in ("number", "time"):
            return self

        def fitting(span: AnswerSpan) -> bool:
            start, end = self.completed(span)
            if (marker := _MARKER.match(self.prepared.plain, start)) and marker.end() >= end:
                return False
            fits = self.fits(self.prepared.sentence_number(start), self.words(start, end), statement=False)
            return fits and not self.of_the_next(start)

        return replace(self, spans=[span for span in self.spans if fitting(span)])

    def signals(self, start: int, end: int, margin: float, *, statement: bool = False) -> Signals:
        """Gather what speaks for article.text[start:end] as the answer.

        :param margin: the reader's.
        :param statement: whether whole sentences are given rather than the span.
        """
        number = self.prepared.sentence_number(start)
        if self.prepared.language == self.question.language:
            terms = self.prepared.relevance.content(self.question.text)
            sentence = self.prepared.text_of(self.prepared.sentences[number])
            told = f"{self.prepared.speakers[number] or ''} {sentence}"
            in_sentence = self.prepared.relevance.coverage(terms, told)
            near = self.near.get(number, 0.0)
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
        # From the start of one answer to the end of another: what the reader likes better stands inside, in a clause.
        if not statement:
            rivals += [s.score for s in self.spans if s.score > margin + _CLEARLY and self._is_clause_of(s, start, end)]
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
                or is_former(asked, told_plain, words)
                or in_denied_rumour(asked, told_plain, self._following(number), start - begins)
                or contests.otherwise(asked, told_plain, start - begins, end - begins)
            ),
            fits=float(self.fits(number, self.words(start, end), statement=statement)),
            statement=float(statement),
            repeated=float(min(_MOST_REPEATED, len(again))),
        )

    def _is_clause_of(self, span: AnswerSpan, start: int, end: int) -> bool:
        """Tell whether a span stands inside [start, end) with a comma between it and one of the ends."""
        plain = self.prepared.plain
        within = start <= span.start and span.end <= end
        return within and bool(_COMMA.search(plain, start, span.start) or _COMMA.search(plain, span.end, end))

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
        if len(words) > 1 and plain in asked and not _CHOICE.search(asked):
            return False  # what is asked about is no answer
        if self.question.wants == "person":
            around = self.prepared.plain_of(told)
            asked = for_models(asked)
            return (
                self._is_somebody(around, words)
                and not is_deputy(asked, around, plain)
                and not self._in_another_post(asked, around, plain)
            )
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
        # The marks around a name are no part of it: 台风“海鸥”. And people are called something as well.
        if self.question.wants == "title" and (f"“{plain}”" in self.prepared.plain_of(told) or like_a_name(plain)):
            return True
        return sorts.fits(self.question.wants, words)

    def _in_another_post(self, asked: str, told: str, words: str) -> bool:
        """Tell whether who holds a post is asked, and the article tells only other posts of whom the words name."""
        prepared = self.prepared
        match = _WHO_HOLDS.search(asked)
        names = [person for person in prepared.people if person in words]
        if match is None or not names:
            return False
        asked_for = match["post"] or match["last"]
        if asked_for in told:
            return False
        plain, people = prepared.plain, prepared.people
        held = [plain[slice(*span)] for name in names for _, span in held_posts(plain, name, people)]
        return bool(held) and not any(asked_for in post for post in held)

    def _is_somebody(self, told: str, words: str) -> bool:
        """Tell whether words out of a sentence can be who is asked for.

        Where the sentence names people, one of them; else somebody by a role. A company only where any may be meant.
        """
        names, plain = self.prepared.named_in(told), for_models(words)
        if _CLAUSES.search(plain):
            return False
        if any(name in plain for name in names) or holds_post(told, plain):
            return True
        names = [name for name in names if not BYLINE.search(told, 0, told.find(name))]
        if sorts.is_body(words) and not like_a_name(plain):
            return not names and _ANYBODY.search(for_models(self.question.text)) is not None
        return not names and (like_a_name(plain) or sorts.fits("person", words))


def is_deputy(asked: str, told: str, name: str) -> bool:
    """Tell whether somebody is told of as the deputy of whom a question or a claim speaks.

    >>> [is_deputy("公司总经理是谁", f"会议由{post}李敏主持", "李敏") for post in ("副总经理", "总经理")]
    [True, False]
    """
    return any(
        not re.search(f"副总?{post}", asked) and re.search(f"副总?{post}{re.escape(name)}", told)
        for post in _POST.findall(asked)
    )


def is_former(asked: str, told: str, name: str) -> bool:
    """Tell whether somebody is told of as having been before what a question asks for without saying so.

    >>> is_former("谁拿了冠军?", "甲队逆转上届冠军乙队", "乙队"), is_former("谁拿了冠军?", "冠军甲队回国", "甲队")
    (True, False)
    >>> is_former("上届冠军是谁?", "甲队逆转上届冠军乙队", "乙队"), is_former("总统是谁?", "前总统李四到场", "李四")
    (False, True)
    """
    found = re.search(rf"{_FORMER}(?P<what>[\u4e00-\u9fff]{{2,6}}){re.escape(name)}", told)
    return bool(found and found["what"] in asked and not re.search(f"{_FORMER}|以前|曾", asked))


def _same_words(words: str, others: str) -> bool:
    """Tell whether two answers are the same, or one is the other with more words; 12 is no part of 2012."""
    short, long = sorted((words, others), key=len)
    edge = r"(?<![\d.,]){}(?![\d.,]*\d)"
    return len(short) > 1 and re.search(edge.format(re.escape(short)), long) is not None


_ASKS_WHY = re.compile(r"为什么|为何|为啥|原因|缘何|何以|凭什么|怎么会|缘由|\bwhy\b|\breason", re.IGNORECASE)
# since 2018, since last May: no cause.
_SINCE_WHEN = (
    r"\d|then|last|early|late|the |(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber"
)
_CAUSE = re.compile(
    r"因|由于|为了|为[^期何]{2,30}[,，]|以便|旨在|目的|所以|导致|造成|引发|出于|鉴于|受[^,，。]{1,30}影响|随着|使得?|有助于|有利于|从而|才能|源于|源自|得益于|归功于|归因于|归咎于|解释[为称说是]|在于|起因|由此|促使|为的是"
    rf"|\b(?:because|since(?! (?:{_SINCE_WHEN}))|due to|owing to|so that|in order to|as a result|to \w+|cause[ds]?"
    r"|led to|after|following|amid)\b",
    re.IGNORECASE,
)


def gives_reason(question: str, told: str) -> bool:
    """Tell whether a sentence can say why, where a question asks that; how something is done has no such form.

    >>> gives_reason("为什么推迟?", "因暴雨推迟。"), gives_reason("为什么推迟?", "比赛推迟。"), gives_reason("怎么办?", "拨打电话。")
    (True, False, True)
    """
    return not _ASKS_WHY.search(for_models(question)) or bool(_CAUSE.search(for_models(told)))


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
