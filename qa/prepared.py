"""An article made ready for questions: its sentences, passages, enumerations, page facts, index and term weights."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from langchain_core.embeddings import Embeddings

from qa import coordinations, enumerations, passages
from qa.coordinations import Coordination
from qa.enumerations import Enumeration
from qa.names import people
from qa.normalize import for_models
from qa.page_facts import PageFact, page_facts
from qa.passages import Sentence
from qa.question import Language, language_of
from qa.retriever import HybridRetriever, Progress
from qa.similarity import SentenceVectors
from qa.speakers import speakers
from qa.spelling import Spelling
from qa.terms import Relevance, known_numerals
from qa.types import Article, Citation, Passage


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """Everything that is worked out once an article; made by `prepare`."""

    article: Article
    plain: str  # the text as the models read it, of the same length
    sentences: Sequence[Sentence]
    passages: Sequence[Passage]
    enumerations: Sequence[Enumeration]
    coordinations: Sequence[Coordination]
    facts: dict[str, PageFact]
    retriever: HybridRetriever
    relevance: Relevance
    numerals: frozenset[str]
    language: Language
    people: Sequence[str]
    spelling: Spelling
    vectors: SentenceVectors
    speakers: Sequence[str | None]
    _starts: Sequence[int] = field(repr=False)
    _passage_starts: Sequence[int] = field(repr=False)

    def passage_at(self, offset: int) -> Passage:
        """Return the passage that holds an offset, or the last one before it."""
        return self.passages[max(0, bisect_right(self._passage_starts, offset) - 1)]

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence that holds an offset, or the last one before it."""
        return self.sentences[self.sentence_number(offset)]

    def sentence_number(self, offset: int) -> int:
        """Return which sentence, counted from 0, holds an offset, or is the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def replies_to(self, number: int) -> range:
        """Return the numbers of the sentences of the interviewer's question that a sentence replies to, if any."""
        start = self.sentences[number].start
        asked = self.passage_at(start).heading
        if not passages.is_asked(asked):
            return range(0)
        at = self.article.text.rfind(asked, 0, start)
        return range(self.sentence_number(at), self.sentence_number(at + len(asked) - 1) + 1)

    def is_asked(self, number: int) -> bool:
        """Tell whether a sentence is what an interviewer asks: it tells nothing."""
        sentence = self.sentences[number]
        asks = "?" in self.plain_of(sentence)[-2:]
        return asks and passages.is_asked(self.passage_at(sentence.start).text)

    def sentences_in(self, passage: Passage) -> list[int]:
        """Return the numbers of the sentences that a passage touches, in order."""
        numbers = range(self.sentence_number(passage.start), self.sentence_number(passage.end - 1) + 1)
        return [n for n in numbers if self.sentences[n].end > passage.start]

    def cite(self, start: int, end: int) -> Citation:
        """Cite the whole sentences around [start, end), with these words as the focus."""
        first, last = self.sentence_at(start), self.sentence_at(max(start, end - 1))
        return Citation.of(self.article, min(first.start, start), max(last.end, end), focus=(start, end))

    def cite_sentence(self, sentence: Sentence) -> Citation:
        """Cite a sentence without a focus."""
        return Citation.of(self.article, sentence.start, sentence.end)

    def plain_of(self, sentence: Sentence) -> str:
        """Return the words of a sentence as the models read them."""
        return self.plain[sentence.start : sentence.end]

    def named_in(self, plain: str) -> list[str]:
        """Return the people of the article whom a text names, folded and simplified as by `for_models`."""
        return [name for name in self.people if name in plain]

    def text_of(self, sentence: Sentence) -> str:
        """Return the words of a sentence."""
        return self.article.text[sentence.start : sentence.end]


def prepare(article: Article, encoder: Embeddings, *, progress: Progress | None = None) -> PreparedArticle:
    """Cut, index and weigh an article.

    :param progress: called with (passages done, passages in all) while embedding.
    """
    cut = passages.split(article)
    sentences = passages.sentences(article.text)
    plain = for_models(article.text)
    names = list(people(article.text))
    texts = [article.text[s.start : s.end] for s in sentences]
    return PreparedArticle(
        article=article,
        plain=plain,
        sentences=sentences,
        passages=cut,
        enumerations=enumerations.find(article.text, sentences),
        coordinations=coordinations.find(plain, sentences),
        facts=page_facts(article.text),
        retriever=HybridRetriever.over(cut, encoder, progress=progress),
        relevance=Relevance(cut),
        numerals=frozenset(known_numerals(article.text)),
        language=language_of(article.text),
        people=names,
        spelling=Spelling(article.text, names),
        vectors=SentenceVectors(encoder=encoder, texts=texts),
        speakers=speakers(texts, sentences, names),
        _starts=[s.start for s in sentences],
        _passage_starts=[p.start for p in cut],
    )
