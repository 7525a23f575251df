"""The one path from a question to its answer."""

import dataclasses
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from langchain_core.embeddings import Embeddings

from embeddings.encoder import load_encoder
from qa.abbreviations import as_written
from qa.article import article_from_file, article_from_text
from qa.chat import Chat, always, pieces
from qa.composer import ExtractiveComposer
from qa.compound import joined, parts
from qa.conversation import complete, put_before
from qa.drafts import Case
from qa.errors import LLMError
from qa.follow_up import better
from qa.prepared import PreparedArticle, prepare
from qa.question import Question, Script, analyse, checked, script_of
from qa.reader import SpanReader, load_reader
from qa.retriever import HybridRetriever, Progress
from qa.settings import LLMSettings, Settings
from qa.types import Answer, Article, Citation, Evidence

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.explanation import Explanation
    from qa.llm import LLMComposer
    from qa.suggest import Suggester

DEFAULT_ARTICLE = Path(__file__).parent / "articles" / "default.txt"

# Passages that the reader reads for one question. An article of up to about 6,000 characters is read whole.
READ_PASSAGES = 40


class ArticleQA:
    """Answers questions about one article; made by `from_text`, `from_file`, `from_url` or `from_article`.

    `answer` may be called from many threads.
    """

    def __init__(
        self,
        *,
        prepared: PreparedArticle,
        reader: SpanReader,
        read_passages: int = READ_PASSAGES,
        llm: "LLMComposer | None" = None,
    ) -> None:
        self._prepared = prepared
        self._reader = reader
        self._composer = ExtractiveComposer(prepared=prepared)
        self._read_passages = read_passages
        self._llm = llm

    @classmethod
    def from_article(
        cls,
        article: Article,
        *,
        encoder: Embeddings | str | Path | None = None,
        reader: str | Path | None = None,
        llm: "BaseChatModel | str | None" = None,
        progress: Progress | None = None,
    ) -> "ArticleQA":
        """Prepare an article that is loaded already.

        :param encoder: LangChain embeddings, or the name or folder of a sentence-transformers model; the embedded one
            where None.
        :param reader: the folder of a reader; the embedded one where None.
        :param llm: a LangChain chat model, or "provider:model" (see `LLMSettings`), that words the answers, each
            sentence proven; what `QA_LLM` names where None, "off" for none.
        :param progress: called with (passages done, passages in all) while the article is indexed.
        :raises ModelError: a model that cannot be used.
        :raises InputError: a language model that cannot be set up.
        """
        wording = _llm(llm)
        threads = Settings.from_env().threads
        vectors = encoder if isinstance(encoder, Embeddings) else load_encoder(encoder, threads=threads)
        spans = load_reader(Path(reader) if reader is not None else None, threads=threads)
        prepared = prepare(article, vectors, progress=progress)
        return cls(prepared=prepared, reader=spans, llm=wording(prepared, spans) if wording else None)

    @classmethod
    def from_text(
        cls,
        text: str,
        title: str | None = None,
        *,
        encoder: Embeddings | str | Path | None = None,
        reader: str | Path | None = None,
        llm: "BaseChatModel | str | None" = None,
        progress: Progress | None = None,
    ) -> "ArticleQA":
        """Prepare a text, kept to the character; other parameters as in `from_article`.

        :raises ArticleError: a text that cannot be used.
        """
        article = article_from_text(text, title=title)
        return cls.from_article(article, encoder=encoder, reader=reader, llm=llm, progress=progress)

    @classmethod
    def from_file(
        cls,
        path: str | Path,
        *,
        encoder: Embeddings | str | Path | None = None,
        reader: str | Path | None = None,
        llm: "BaseChatModel | str | None" = None,
        progress: Progress | None = None,
    ) -> "ArticleQA":
        """Prepare a txt, md or html file; other parameters as in `from_article`.

        :raises ArticleError: a file that cannot be used.
        """
        return cls.from_article(article_from_file(path), encoder=encoder, reader=reader, llm=llm, progress=progress)

    @classmethod
    def from_url(
        cls,
        url: str,
        *,
        encoder: Embeddings | str | Path | None = None,
        reader: str | Path | None = None,
        llm: "BaseChatModel | str | None" = None,
        progress: Progress | None = None,
    ) -> "ArticleQA":
        """Fetch and prepare a public web page; other parameters as in `from_article`.

        :raises FetchError: an address that is refused or cannot be read.
        """
        from qa.fetch import article_from_url  # brings an HTTP client, which nothing else needs

        return cls.from_article(article_from_url(url), encoder=encoder, reader=reader, llm=llm, progress=progress)

    @property
    def article(self) -> Article:
        """The article that questions are asked about."""
        return self._prepared.article

    @property
    def retriever(self) -> HybridRetriever:
        """The LangChain retriever over the passages of the article."""
        return self._prepared.retriever

    @property
    def people(self) -> Sequence[str]:
        """Names of people in the article, in the order of their first mention."""
        return self._prepared.people

    def retrieve(self, question: str, k: int = 8) -> list[Evidence]:
        """Return the k passages that the question is about, best first."""
        return self._prepared.retriever.retrieve(checked(question), k)

    def answer(self, question: str) -> Answer:
        """Answer one question.

        :raises QuestionError: empty or too long.
        """
        return self._asked(checked(question), ())[0]

    def stream(self, question: str, *, wanted: Callable[[], bool] = always) -> Iterator[str | Answer]:
        """Yield pieces that join to `Answer.text`, then the Answer itself.

        With a language model a piece is a sentence that has been proven, given as soon as it is.

        :param wanted: asked while a language model is waited for; where it says no, its request is closed and nothing
            more comes, not even the Answer. Closing the iterator does the same.
        :raises QuestionError: empty or too long.
        """
        question = checked(question)
        return self._worded(question, (), wanted) if self._llm else pieces(self.answer(question))

    @cached_property
    def _suggester(self) -> "Suggester":
        from qa.suggest import Suggester  # its patterns take a moment to compile, and a question needs none of them

        # tried without a language model: a dozen questions that nobody asked are not sent anywhere
        return Suggester(self._prepared, lambda question: self._replies(checked(question), ())[0])

    def suggest(self, n: int = 3, *, wanted: Callable[[], bool] = always) -> list[str]:
        """Return up to n questions to begin with, each tried: it is answered surely, and with proof.

        Takes a second or two the first time; what was tried is remembered.

        :param wanted: asked before each try; where it says no, what was found so far is returned.
        """
        return self._suggester.opening(n, wanted=wanted)

    def suggest_after(
        self, answer: Answer, n: int = 2, *, asked: Sequence[str] = (), wanted: Callable[[], bool] = always
    ) -> list[str]:
        """Return up to n questions that follow from an answer, each tried, in the language of its question.

        :param asked: questions that must not come again.
        :param wanted: as in `suggest`.
        """
        return self._suggester.following(answer, n, asked=asked, wanted=wanted)

    def main_points(self, n: int = 3) -> tuple[Citation, ...]:
        """Return up to n sentences that speak for the whole article, in its order."""
        from qa.summary import main_points

        return main_points(self._prepared, n)

    @property
    def passage_count(self) -> int:
        """How many passages the article was cut into."""
        return len(self._prepared.passages)

    def explain(self, answer: Answer) -> "Explanation":
        """Return why a question about this article was answered, or refused, as it was; takes as long as answering.

        :raises InputError: a reply about another article.
        """
        from qa.explanation import explain

        return explain(self, answer)

    def chat(self, turns: Sequence[Answer] = ()) -> "Chat":
        """Start a conversation about the article, or go on with one.

        :param turns: its replies so far, oldest first, all about this article.
        """
        return Chat(self, turns)

    def read_for(self, standalone: str) -> Case | None:
        """Return the case of a question that is understood already; None where it is answered without reading."""
        question = analyse(standalone)
        return None if self._composer.without_reading(question) else self.case(question)

    def case(self, question: Question) -> Case:
        """Return what retriever, reader and encoder say about a question, before an answer is made of it."""
        return self._read(question, self._prepared.retriever.retrieve(question.text, self._read_passages))

    def _read(self, question: Question, evidence: Sequence[Evidence]) -> Case:
        passages = [e.passage for e in evidence]
        return Case.of(
            self._prepared,
            question,
            evidence,
            lambda wording, most: self._reader.read(wording, passages[:most]),
            self._reader.judge,
        )

    def _asked(self, asked: str, turns: Sequence[Answer]) -> tuple[Answer, list[Answer]]:
        """Return the reply to a message, and those to each of its questions, a language model's where there is one."""
        if self._llm is None:
            return self._replies(asked, turns)
        *_, reply = self._worded(asked, turns, always)
        assert isinstance(reply, Answer)  # noqa: S101  (for the type checker)
        return reply, [reply]

    def _worded(
        self, asked: str, turns: Sequence[Answer], wanted: Callable[[], bool]
    ) -> Generator[str | Answer, None, None]:
        """Yield what a language model says to a message, sentence by sentence as it is proven, and the reply."""
        assert self._llm is not None  # noqa: S101  (for the type checker)
        started = time.perf_counter()
        standalone = complete(turns, asked, self.people)
        script = _script(asked, turns)
        if (reply := self._composer.without_reading(analyse(standalone, script=script))) is not None:
            yield from pieces(dataclasses.replace(reply, question=asked, standalone_question=standalone))
            return
        trouble: LLMError | None = None
        if turns:
            try:
                standalone = self._llm.complete(asked, turns, wanted=wanted) or standalone
            except LLMError as error:
                trouble = error
        understood = (time.perf_counter() - started) * 1000

        def otherwise() -> Answer:
            return self._replies(standalone, (), script=script)[0]

        for part in self._llm.compose(
            analyse(standalone, script=script), otherwise=otherwise, wanted=wanted, trouble=trouble
        ):
            if isinstance(part, Answer):
                total = (time.perf_counter() - started) * 1000
                timings = {"understand": understood, "llm": total - understood, "total": total}
                part = dataclasses.replace(part, question=asked, standalone_question=standalone, timings_ms=timings)
            yield part

    def _replies(
        self, asked: str, turns: Sequence[Answer], *, script: Script | None = None
    ) -> tuple[Answer, list[Answer]]:
        """Return the reply to a message, and those to each of its questions: the later may lean on the first.

        :param script: that the person writes Chinese in, where the message and the turns do not tell.
        """
        script = script or _script(asked, turns)
        questions = parts(asked)
        replies: list[Answer] = []
        for question in questions:
            started = time.perf_counter()
            standalone = complete([*turns, *replies], question, self.people)
            timings = {"understand": (time.perf_counter() - started) * 1000}
            reply = self._answer(question, standalone, timings, script)
            if subject := put_before(question, standalone):
                reply = better(self._prepared, reply, self._answer(question, question, {}, script), subject)
            replies.append(reply)
        return (replies[0] if len(replies) == 1 else joined(asked, replies)), replies

    def _answer(self, question: str, standalone: str, timings: dict[str, float], script: Script) -> Answer:
        clock = time.perf_counter()

        def lap(stage: str) -> None:
            nonlocal clock
            now = time.perf_counter()
            timings[stage] = (now - clock) * 1000
            clock = now

        standalone = as_written(self._prepared.spelling.mend(standalone), self._prepared.plain)
        understood = analyse(standalone, script=script)
        reply = self._composer.without_reading(understood)
        if reply is None:
            evidence = self._prepared.retriever.retrieve(standalone, self._read_passages)
            lap("retrieve")
            case = self._read(understood, evidence)
            lap("read")
            reply = self._composer.compose(case)
        lap("compose")
        timings["total"] = sum(timings.values())
        return dataclasses.replace(reply, question=question, standalone_question=standalone, timings_ms=timings)


def _script(asked: str, turns: Sequence[Answer]) -> Script:
    """Return the script that the person writes in, by the message, else by what they asked before it."""
    return script_of([asked, *(turn.question for turn in reversed(turns))])


def _llm(llm: "BaseChatModel | str | None") -> "Callable[[PreparedArticle, SpanReader], LLMComposer] | None":
    """Return what makes the composer that words answers by a language model, or None where none is wanted.

    :raises InputError: a model that cannot be set up.
    """
    settings = LLMSettings.from_env(llm if llm is None or isinstance(llm, str) else "given:model")
    if settings is None:
        return None
    # brings the proof and, for a model by name, its provider's client, which answers without a model do without
    from qa.llm import LLMComposer
    from qa.llm_models import load_llm
    from qa.llm_request import Limits

    model = load_llm(settings) if llm is None or isinstance(llm, str) else llm
    limits = Limits(settings.seconds, settings.gap_seconds)
    return lambda prepared, reader: LLMComposer.over(
        prepared, model, reader=reader, context=settings.context, limits=limits
    )


_lock = threading.Lock()


@cache
def _default() -> ArticleQA:
    return ArticleQA.from_file(DEFAULT_ARTICLE)


def default_article() -> ArticleQA:
    """Return the default article, prepared once a process."""
    with _lock:  # two first questions at once must not prepare it twice
        return _default()


def answer(question: str) -> Answer:
    """Answer a question about the default article.

    :raises QuestionError: empty or too long.
    """
    return default_article().answer(checked(question))
