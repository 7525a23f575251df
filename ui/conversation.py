"""What one visitor has on the desk: an article, the questions about it, and how far each answer has come."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from qa.errors import ArticleQAError
from qa.settings import MAX_TURNS
from qa.types import Answer, Article, Citation
from ui.slots import ANSWERING

if TYPE_CHECKING:  # brings the models' libraries, which load behind the page
    from qa.pipeline import ArticleQA, Chat

log = logging.getLogger(__name__)

# Questions offered at the start, and after an answer.
_OPENING, _FOLLOWING = 4, 2

State = Literal["waiting", "speaking", "done", "stopped", "failed"]


class Desk:
    """An article that is being made ready for questions, or is ready."""

    def __init__(self, *, article: Article, qa: "ArticleQA | None" = None) -> None:
        self.article = article
        self._qa: Future[ArticleQA] = Future()
        if qa is not None:
            self._qa.set_result(qa)

    @property
    def ready(self) -> bool:
        """Whether questions are answered at once, or the reason why they cannot be is known."""
        return self._qa.done()

    @property
    def problem(self) -> str:
        """Why the article could not be made ready, or an empty string."""
        error = self._qa.exception() if self._qa.done() else None
        return str(error) if error else ""

    def start(self) -> None:
        """Load the models and index the article in a thread of its own.

        The process waits for it when it ends: onnxruntime aborts where it is cut off while it loads.
        """
        threading.Thread(target=self._prepare, name="prepare").start()

    def wait(self) -> "ArticleQA":
        """Return the article once it is ready.

        :raises ArticleQAError: it could not be made ready.
        """
        return self._qa.result()

    def _prepare(self) -> None:
        try:
            from qa.pipeline import ArticleQA

            self._qa.set_result(ArticleQA.from_article(self.article))
        except Exception as error:
            log.exception("the article could not be made ready")
            self._qa.set_exception(error)


@dataclass(slots=True)
class Turn:
    """A question and how far its answer has come."""

    question: str
    said: str = ""
    answer: Answer | None = None
    state: State = "waiting"
    problem: ArticleQAError | None = None


@dataclass(slots=True)
class Conversation:
    """The questions about one article, oldest first; at most `MAX_TURNS` of them are kept."""

    desk: Desk
    turns: list[Turn] = field(default_factory=list)
    _chat: "Chat | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def article(self) -> Article:
        """The article that is asked about."""
        return self.desk.article

    def ask(self, question: str) -> Iterator[Turn]:
        """Ask, and yield the turn each time that it has come further."""
        turn = Turn(question)
        self.turns = [*self.turns[-MAX_TURNS + 1 :], turn]
        yield turn
        try:
            qa = self.desk.wait()
            with self._lock:  # a Chat is not for two threads at once, and one visitor may press twice
                self._chat = self._chat or qa.chat()
                with ANSWERING:
                    parts = self._chat.stream(question)
            for part in parts:
                if turn.state == "stopped":
                    return
                if isinstance(part, Answer):
                    turn.answer, turn.state = part, "done"
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

    def suggestions(self) -> list[str]:
        """Return questions to begin or to go on with, each tried; none once the visitor has asked on meanwhile.

        :raises ArticleQAError: the article could not be made ready.
        """
        qa, asked = self.desk.wait(), len(self.turns)

        def wanted() -> bool:
            return len(self.turns) == asked

        with self._lock:
            chat = self._chat
        found = chat.suggest(_FOLLOWING, wanted=wanted) if chat else qa.suggest(_OPENING, wanted=wanted)
        return found if wanted() else []

    def stop(self) -> None:
        """Leave the answers that are still coming as they are."""
        for turn in self.turns:
            if turn.state in ("waiting", "speaking"):
                turn.state = "stopped"

    def citations(self, turn: int) -> tuple[Citation, ...]:
        """Return what a turn, counted from 0, marks in the article; nothing where there is no such turn.

        The nearest sentence to a refusal is marked without a focus: no words in it answer.
        """
        answer = self.turns[turn].answer if 0 <= turn < len(self.turns) else None
        if answer is None:
            return ()
        return answer.citations if answer.answerable else tuple(replace(c, focus=None) for c in answer.citations)


@dataclass(slots=True)
class Visitor:
    """What the server keeps for one visitor."""

    conversation: Conversation
