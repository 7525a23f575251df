"""What one visitor has on the desk: an article or several, the questions about them, how far each answer has come."""

import logging
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, Self

from qa.errors import ArticleError, ArticleQAError
from qa.feedback import Rating
from qa.question import Language
from qa.settings import MAX_TURNS
from qa.types import Answer, Article, Citation
from ui.slots import ANSWERING
from ui.sources import Sources

if TYPE_CHECKING:  # brings the models' libraries, which load behind the page
    from qa.chat import Chat
    from qa.explanation import Explanation
    from qa.library import Library, LibraryChat
    from qa.pipeline import ArticleQA

log = logging.getLogger(__name__)

# Questions offered at the start, and after an answer.
_OPENING, _FOLLOWING = 4, 2
# So many titles stand for a whole library.
_TITLES = 3
# Conversations about earlier articles that a visitor can still read.
MAX_PAST = 5
_PUT_AWAY = "the article had to make room for other visitors, open it again"

# One article at a time is made ready behind the page: many visitors may come back at once.
_PREPARING = threading.Lock()

State = Literal["waiting", "speaking", "done", "stopped", "failed"]


class Desk:
    """An article that is being made ready for questions, or is ready; or several, which are. For many threads."""

    def __init__(
        self,
        *,
        article: Article,
        others: Sequence[Article] = (),
        qa: "ArticleQA | Library | None" = None,
        points: Sequence[Citation] = (),
        passages: int = 0,
    ) -> None:
        """Lay an article on the desk.

        :param others: further ones, in the order of the library; then `qa` is that library.
        :param qa: what answers questions about it, where that is ready.
        :param points: sentences that speak for it, to show before the first question.
        :param passages: how many it was cut into.
        """
        self.article = article
        self.sources = Sources((article, *others))
        self.points, self.passages = tuple(points), passages
        self._qa: Future[ArticleQA | Library] = Future()
        self._away = False
        self._lock = threading.Lock()
        if qa is not None:
            self._qa.set_result(qa)

    @property
    def ready(self) -> bool:
        """Whether questions are answered at once, or the reason why they cannot be is known."""
        return self._qa.done()

    @property
    def away(self) -> bool:
        """Whether the article is no longer ready: others needed the room."""
        return self._away

    @property
    def problem(self) -> str:
        """Why the article could not be made ready, or an empty string."""
        error = self._qa.exception() if self._qa.done() else None
        return str(error) if error else ""

    def put_away(self) -> None:
        """Give the memory back that the article takes; whoever asks about it, or waits for it, is told."""
        away: Future[ArticleQA | Library] = Future()
        away.set_exception(error := ArticleError(_PUT_AWAY, reason="put_away"))
        with self._lock:
            coming, self._qa, self._away = self._qa, away, True
            if not coming.done():
                coming.set_exception(error)

    def start(self) -> None:
        """Load the models and index the article, which is the only one, in a thread of its own.

        The process waits for it when it ends: onnxruntime aborts where it is cut off while it loads.
        """
        threading.Thread(target=self._prepare, args=(self._qa,), name="prepare").start()

    def wait(self) -> "ArticleQA | Library":
        """Return what answers questions once it is ready: a library where there are several articles.

        :raises ArticleQAError: it could not be made ready.
        """
        return self._qa.result()

    def _prepare(self, coming: "Future[ArticleQA | Library]") -> None:
        found: ArticleQA | Exception
        try:
            with _PREPARING:
                if self._away:
                    return  # while it waited for its turn
                found = _made_ready(self.article)
        except Exception as error:
            log.exception("the article could not be made ready")
            found = error
        with self._lock:
            if coming.done():
                return  # put away while it was being made ready
            if isinstance(found, Exception):
                coming.set_exception(found)
            else:
                coming.set_result(found)


def _made_ready(article: Article) -> "ArticleQA":
    from qa.pipeline import ArticleQA

    return ArticleQA.from_article(article)


def _begun(qa: "ArticleQA | Library", replies: Sequence[Answer]) -> "Chat | LibraryChat":
    """Begin a conversation, or go on with one; a library's is never taken up from its replies."""
    from qa.pipeline import ArticleQA

    return qa.chat(replies) if isinstance(qa, ArticleQA) else qa.chat()


@dataclass(slots=True)
class Turn:
    """A question and how far its answer has come.

    :param remembered: whether follow-ups lean on it.
    :param why: how the answer came about, once the visitor wanted to know; shown while `explained`.
    :param rating: what the visitor thinks of the answer.
    """

    question: str
    said: str = ""
    answer: Answer | None = None
    state: State = "waiting"
    problem: ArticleQAError | None = None
    remembered: bool = False
    why: "Explanation | None" = None
    explained: bool = False
    rating: Rating | None = None

    @property
    def open(self) -> bool:
        """Whether an answer is still coming."""
        return self.state in ("waiting", "speaking")

    @property
    def stopped(self) -> bool:
        """Whether the visitor wants no more of the answer."""
        return self.state == "stopped"


@dataclass(slots=True)
class Conversation:
    """The questions about what lies on a desk, oldest first; at most `MAX_TURNS` of them are kept.

    :param editing: whether the next question takes the place of the last one.
    :param undone: the question that was taken back last, or an empty string.
    :param used: when it was asked last, in seconds of `time.monotonic`.
    """

    desk: Desk
    turns: list[Turn] = field(default_factory=list)
    editing: bool = False
    undone: str = ""
    used: float = field(default_factory=time.monotonic)
    _chat: "Chat | LibraryChat | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def article(self) -> Article:
        """The article that is asked about; the first where there are several."""
        return self.desk.article

    @property
    def sources(self) -> Sources:
        """The articles that are asked about."""
        return self.desk.sources

    @property
    def title(self) -> str:
        """The title of the article, or those of the first few."""
        titles = self.sources.titles
        return " · ".join(titles[:_TITLES]) + " …" * (len(titles) > _TITLES)

    def article_at(self, turn: int, citation: int = 0) -> Article:
        """Return the article that a turn cites, else the one that was cited last before it, else the first.

        :param turn: counted from 0; -1 before the first question.
        :param citation: which one of its citations, counted from 0; the first where there is no such.
        """
        for number in range(min(turn, len(self.turns) - 1), -1, -1):
            cited = self.citations(number)
            if cited:
                wanted = citation if number == turn and 0 <= citation < len(cited) else 0
                return self.sources.article(cited[wanted])
        return self.article

    @property
    def explains(self) -> bool:
        """Whether it can be told why a question was answered as it was."""
        return not self.sources.several

    def ask(self, question: str) -> Iterator[Turn]:
        """Ask, and yield the turn each time that it has come further."""
        if self.editing:
            self.undo()
        self.undone = ""
        turn, self.used = Turn(question), time.monotonic()
        self.turns = [*self.turns[-MAX_TURNS + 1 :], turn]
        yield turn
        try:
            with self._lock:  # a Chat is not for two threads at once, and one visitor may press twice
                qa = self.desk.wait()
                with ANSWERING:
                    self._chat = self._chat or _begun(qa, self._replies())
                    if turn.stopped:
                        return  # it was taken back before its turn came
                    before = self._chat.turns
                    # A language model is asked while the parts are taken, outside the lock and the few places.
                    parts = self._chat.stream(question, wanted=lambda: not turn.stopped)
                    turn.remembered = self._chat.turns != before
            for part in parts:
                if turn.stopped:
                    return
                if isinstance(part, Answer):
                    turn.answer, turn.state, turn.remembered = part, "done", True
                else:
                    turn.said, turn.state = turn.said + part, "speaking"
                yield turn
        except ArticleQAError as error:
            turn.problem, turn.state = error, "failed"
            yield turn
        except Exception:  # the visitor gets a calm line, whoever runs the program the rest
            log.exception("a question failed")
            turn.state = "failed"
            yield turn

    def undo(self) -> str:
        """Take back the last question, and return it; an empty string where there is none."""
        self.stop()
        self.editing = False
        if not self.turns:
            return ""
        *self.turns, last = self.turns
        with self._lock:
            if last.remembered and self._chat:
                self._chat.undo()
        self.undone = last.question
        return last.question

    def explain(self, number: int) -> None:
        """Find out why a turn, counted from 0, was answered as it was, unless that is known or is not told here.

        :raises ArticleQAError: the article could not be made ready.
        """
        turn = self.turns[number]
        if turn.answer and turn.why is None and self.explains:
            from qa.pipeline import ArticleQA

            qa = self.desk.wait()
            if isinstance(qa, ArticleQA):
                with ANSWERING:
                    turn.why = qa.explain(turn.answer)

    def _replies(self) -> list[Answer]:
        """Return the replies that follow-ups lean on."""
        for turn in self.turns:
            turn.remembered = turn.answer is not None
        return [turn.answer for turn in self.turns if turn.answer]

    def suggestions(self) -> list[str]:
        """Return questions to begin or to go on with, each tried; none once the visitor has asked on meanwhile.

        :raises ArticleQAError: the article could not be made ready.
        """
        if self.desk.away:
            return []
        qa, asked = self.desk.wait(), len(self.turns)

        def wanted() -> bool:
            return len(self.turns) == asked

        with self._lock:
            chat = self._chat
        found = chat.suggest(_FOLLOWING, wanted=wanted) if chat else qa.suggest(_OPENING, wanted=wanted)
        return found if wanted() else []

    def put_away(self) -> None:
        """Give the memory back that the article takes; what was said stays to be read."""
        self.desk.put_away()
        with self._lock:
            self._chat = None

    def stop(self) -> None:
        """Leave the answers that are still coming as they are."""
        for turn in self.turns:
            if turn.open:
                turn.state = "stopped"

    def citations(self, turn: int) -> tuple[Citation, ...]:
        """Return what a turn, counted from 0, marks in the article; nothing where there is no such turn.

        The nearest sentence to a refusal is marked without a focus: no words in it answer.
        """
        answer = self.turns[turn].answer if 0 <= turn < len(self.turns) else None
        if answer is None:
            return ()
        return answer.citations if answer.answerable else tuple(replace(c, focus=None) for c in answer.citations)


@dataclass(frozen=True, slots=True)
class Past:
    """A conversation about an article that was replaced: to read, with nothing of the article but its title.

    :param places: the title of its article, and the paragraph, counted from 1, that each citation begins in.
    """

    title: str
    turns: tuple[Turn, ...]
    places: Mapping[Citation, tuple[str, int]]

    @classmethod
    def of(cls, conversation: Conversation) -> Self:
        """Keep what was said of a conversation."""
        sources = conversation.sources
        turns = tuple(replace(t, why=None, explained=False) for t in conversation.turns if not t.open)
        cited = {c for t in turns if t.answer for c in t.answer.citations}
        return cls(conversation.title, turns, {c: (sources.title(c), sources.paragraph(c)) for c in cited})


@dataclass(slots=True, weakref_slot=True)
class Visitor:
    """What the server keeps for one visitor.

    :param language: of the page.
    :param past: conversations about earlier articles, oldest first, at most `MAX_PAST`.
    :param kept: the id of the article that the visitor's browser keeps, or an empty string.
    """

    conversation: Conversation
    language: Language = "zh"
    past: list[Past] = field(default_factory=list)
    kept: str = ""

    def begin(self, desk: Desk) -> None:
        """Start a conversation about another article, or the same one anew, and keep the old one to read."""
        self.conversation.stop()
        if any(not turn.open for turn in self.conversation.turns):
            self.past = [*self.past, Past.of(self.conversation)][-MAX_PAST:]
        self.conversation = Conversation(desk)
