"""Answers questions about several articles: finds the articles that tell, asks each, and names the one it believes."""

import dataclasses
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from langchain_core.embeddings import Embeddings

from embeddings.encoder import load_encoder
from qa import library_replies
from qa.article import article_from_file
from qa.article_ranking import ArticleRanking
from qa.chat import always, pieces
from qa.compound import joined, parts
from qa.conversation import complete
from qa.errors import ArticleError
from qa.normalize import for_models
from qa.pipeline import ArticleQA
from qa.question import Language, Spoken, analyse, checked, language_of, spoken_of
from qa.retriever import Progress
from qa.settings import MAX_LIBRARY_ARTICLES, MAX_LIBRARY_CHARS, MAX_TURNS, Settings
from qa.types import Answer, Article

# Articles that are asked for one question: where the right one is not among them, it seldom is further down, and each
# takes as long as a question about one article.
ASKED_ARTICLES = 3
# From this confidence on an answer is given without asking the articles behind.
_SURE = 0.55
# Articles that a question about articles themselves (their authors, a summary) is answered of, if it names none.
_TOLD_OF = 5
# A shorter title is too often an ordinary word.
_SHORTEST_TITLE = 4
_QUOTED = re.compile(
    r"[《“\"「『](?P<title>[^《》“”\"「」『』]{4,120})[》”\"」』](?:[这那]?一?篇)?(?:文章|新闻|报道)?", re.I
)
_THIS: dict[Language, str] = {"zh": "这篇文章", "en": "this article"}
_OF_ALL = re.compile(
    r"这些|各篇|每[一]?篇|[两几]篇|所有(?:的)?文章|全部(?:的)?文章|分别|(?:these|all|each|every)\b.{0,12}\barticle",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question to a library.

    :param reply: as it was told, the article named.
    :param plain: as the article itself replied; the next question is completed from this.
    :param article: number of the article, from 0; None where it is about none, or about several.
    """

    reply: Answer
    plain: Answer
    article: int | None


class Library:
    """Answers questions about several articles; made by `from_articles` or `from_files`.

    Replies are those of `ArticleQA` for one of the articles, with its name before the text where there are several; the
    citations carry its id. `answer` may be called from many threads.
    """

    def __init__(self, *, members: Sequence[ArticleQA]) -> None:
        """Put prepared articles together; one that is there twice counts once.

        :param members: at least one, all with one encoder.
        :raises ArticleError: none, more than `MAX_LIBRARY_ARTICLES`, or more than `MAX_LIBRARY_CHARS` characters.
        """
        self._members = tuple({member.article.id: member for member in members}.values())
        _check_size([member.article for member in self._members])
        self._names = library_replies.names(self.articles)
        self._ranking = ArticleRanking(retrievers=[member.retriever for member in self._members])

    @classmethod
    def from_articles(
        cls,
        articles: Sequence[Article],
        *,
        encoder: Embeddings | str | Path | None = None,
        reader: str | Path | None = None,
        progress: Progress | None = None,
    ) -> "Library":
        """Prepare articles that are loaded already; the models as in `ArticleQA.from_article`, no language model.

        :param progress: called with (articles done, articles in all) while they are indexed.
        :raises ArticleError: none, or too many.
        :raises ModelError: a model that cannot be used.
        """
        _check_size(articles)
        vectors = (
            encoder if isinstance(encoder, Embeddings) else load_encoder(encoder, threads=Settings.from_env().threads)
        )
        members = []
        for number, article in enumerate(articles, 1):
            # Three articles a question would be sent away, to keep what is said of one.
            members.append(ArticleQA.from_article(article, encoder=vectors, reader=reader, llm="off"))
            if progress:
                progress(number, len(articles))
        return cls(members=members)

    @classmethod
    def from_files(
        cls,
        paths: Sequence[str | Path],
        *,
        encoder: Embeddings | str | Path | None = None,
        reader: str | Path | None = None,
        progress: Progress | None = None,
    ) -> "Library":
        """Load and prepare files; other parameters as in `from_articles`.

        :raises ArticleError: a file that cannot be used, none, or too many.
        """
        if len(paths) > MAX_LIBRARY_ARTICLES:
            raise ArticleError(f"expected at most {MAX_LIBRARY_ARTICLES} files, got {len(paths):,}", reason="too_many")
        articles = [article_from_file(path) for path in paths]
        return cls.from_articles(articles, encoder=encoder, reader=reader, progress=progress)

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles, in the order in which they were given."""
        return tuple(member.article for member in self._members)

    def member(self, article_id: str) -> ArticleQA:
        """Return the system of one article, whose id a citation carries.

        :raises ArticleError: no such article here.
        """
        found = next((member for member in self._members if member.article.id == article_id), None)
        if found is None:
            raise ArticleError(
                f"expected the id of one of {len(self._members)} articles, got {article_id[:40]!r}", reason="unknown"
            )
        return found

    def answer(self, question: str) -> Answer:
        """Answer one question.

        :raises QuestionError: empty or too long.
        """
        return self.chat().ask(question)

    def stream(self, question: str) -> Iterator[str | Answer]:
        """Yield pieces that join to `Answer.text`, then the Answer itself.

        :raises QuestionError: empty or too long.
        """
        return pieces(self.answer(question))

    def chat(self) -> "LibraryChat":
        """Start a conversation about the articles."""
        return LibraryChat(self)

    def suggest(self, n: int = 3, *, wanted: Callable[[], bool] = always) -> list[str]:
        """Return up to n questions to begin with, in turn from each article, each tried on the whole library.

        Takes a few seconds: only what is answered from the article that it was made of is returned.

        :param wanted: as in `ArticleQA.suggest`.
        """
        found: list[str] = []
        for number, member in enumerate(self._members[:n]):
            for question in member.suggest(max(1, n // len(self._members)), wanted=wanted):
                if not wanted():
                    return found
                if question not in found and self.reply(question, ()).article == number:
                    found.append(question)
        return found[:n]

    def reply(self, question: str, turns: Sequence[Turn]) -> Turn:
        """Answer one question after others.

        :param question: a single one.
        :param turns: those before it, oldest first.
        """
        started = time.perf_counter()
        turn = self._reply(question, turns)
        total = {"total": 1000 * (time.perf_counter() - started)}
        reply = dataclasses.replace(turn.reply, timings_ms=dict(turn.reply.timings_ms) | total)
        return dataclasses.replace(turn, reply=reply)

    def _reply(self, question: str, turns: Sequence[Turn]) -> Turn:
        if len(self._members) == 1:
            reply = self._ask(0, question, turns)
            return Turn(reply, reply, 0)
        if about_us := library_replies.about_us(analyse(question), count=len(self._members)):
            return Turn(about_us, about_us, None)
        spoken = spoken_of([question, *(turn.plain.question for turn in reversed(turns))])
        current = next((turn.article for turn in reversed(turns) if turn.article is not None), None)
        if (named := self._named_in(question)) is not None:
            number, asked = named
            reply = dataclasses.replace(self._ask(number, asked, turns), question=question)
            return self._told(number, reply, spoken)
        if analyse(question).kind in ("page", "summary"):
            if current is not None and not _OF_ALL.search(question):
                return self._told(current, self._ask(current, question, turns), spoken)
            said = [(self._names[n], self._ask(n, question, ())) for n in range(len(self._members))[:_TOLD_OF]]
            reply = library_replies.of_all(said, spoken)
            return Turn(reply, reply, None)
        return self._best(question, turns, current, spoken)

    def _best(self, question: str, turns: Sequence[Turn], current: int | None, spoken: Spoken) -> Turn:
        """Ask the articles that are likeliest to tell, and take the first sure reply, else the surest."""
        people = self._members[current].people if current is not None else ()
        standalone = complete([turn.plain for turn in turns], question, people)
        ranked = [number for number, _ in self._ranking.rank(standalone)[:ASKED_ARTICLES]]
        follows = current is not None and standalone != question
        if current is not None and follows:  # what is meant was found in the turns, so it is there
            ranked = [current, *(number for number in ranked if number != current)]
        replies: list[tuple[int, Answer]] = []
        for number in ranked:
            reply = self._ask(number, question, turns)
            if reply.answerable and (reply.confidence >= _SURE or (follows and number == current)):
                return self._told(number, reply, spoken)
            replies.append((number, reply))
        told = [(number, reply) for number, reply in replies if reply.answerable]
        if told:
            return self._told(*max(told, key=lambda pair: pair[1].confidence), spoken)
        number, nearest = replies[0]
        reply = library_replies.refusal(nearest, self._names[number], spoken, count=len(self._members))
        confidence = min(reply.confidence for _, reply in replies)
        return Turn(dataclasses.replace(reply, confidence=confidence), nearest, current)

    def _ask(self, number: int, question: str, turns: Sequence[Turn]) -> Answer:
        return self._members[number].chat([turn.plain for turn in turns]).ask(question)

    def _told(self, number: int, reply: Answer, spoken: Spoken) -> Turn:
        return Turn(library_replies.with_name(reply, self._names[number], spoken), reply, number)

    def _named_in(self, question: str) -> tuple[int, str] | None:
        """Find the article whose title a question says, whole, or a piece of it in quotation marks.

        :return: its number, and the question as that article is asked: 《甲》的作者是谁? is 这篇文章的作者是谁? to it.
        """
        plain = for_models(question)
        titles = [for_models(article.title) for article in self.articles]
        for match in _QUOTED.finditer(plain):
            having = [n for n, title in enumerate(titles) if match["title"] in title]
            if len(having) == 1 or match["title"] in titles:
                number = having[0] if len(having) == 1 else titles.index(match["title"])
                this = _THIS[language_of(question)]
                inside = f"{question[: match.start()]}{this}{question[match.end() :]}".strip()
                return number, inside if analyse(inside).kind in ("page", "summary") else question
        whole = [n for n, title in enumerate(titles) if len(title) >= _SHORTEST_TITLE and title in plain]
        return (max(whole, key=lambda n: len(titles[n])), question) if whole else None


class LibraryChat:
    """A conversation about a library; a follow-up is about the article of the turn before, as long as it tells.

    Not for several threads at once.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._said: list[tuple[Answer, tuple[Turn, ...]]] = []

    @property
    def turns(self) -> tuple[Answer, ...]:
        """The replies so far, oldest first."""
        return tuple(reply for reply, _ in self._said)

    def ask(self, question: str) -> Answer:
        """Answer the next question; a turn that fails is not remembered.

        :raises QuestionError: empty or too long.
        """
        asked = checked(question)
        before = [turn for _, turns in self._said for turn in turns][-MAX_TURNS:]
        turns: list[Turn] = []
        for part in parts(asked):
            turns.append(self._library.reply(part, [*before, *turns]))
        reply = turns[0].reply if len(turns) == 1 else joined(asked, [turn.reply for turn in turns])
        self._said = [*self._said[-MAX_TURNS + 1 :], (reply, tuple(turns))]
        return reply

    def suggest(self, n: int = 3, *, wanted: Callable[[], bool] = always) -> list[str]:
        """Return up to n questions to begin with; none once something was asked.

        :param wanted: as in `ArticleQA.suggest`.
        """
        return [] if self._said else self._library.suggest(n, wanted=wanted)

    def undo(self) -> None:
        """Forget the last turn, where there is one."""
        self._said = self._said[:-1]

    def stream(self, question: str, *, wanted: Callable[[], bool] = always) -> Iterator[str | Answer]:
        """Ask, and yield pieces that join to `Answer.text`, then the Answer itself.

        :param wanted: as in `Chat.stream`; without a language model there is nothing to cut short.
        :raises QuestionError: empty or too long.
        """
        return pieces(self.ask(question))


def _check_size(articles: Sequence[Article]) -> None:
    if not 1 <= len(articles) <= MAX_LIBRARY_ARTICLES:
        raise ArticleError(f"expected 1 to {MAX_LIBRARY_ARTICLES} articles, got {len(articles):,}", reason="too_many")
    if (length := sum(len(article.text) for article in articles)) > MAX_LIBRARY_CHARS:
        raise ArticleError(
            f"expected articles of at most {MAX_LIBRARY_CHARS:,} characters together, got {length:,}", reason="too_many"
        )
