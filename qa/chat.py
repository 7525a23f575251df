"""A conversation about one article, and answers told piece by piece."""

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from qa.compound import parts
from qa.question import checked
from qa.settings import MAX_TURNS
from qa.types import Answer

if TYPE_CHECKING:
    from qa.pipeline import ArticleQA


def always() -> bool:
    """Say that an answer is wanted, whatever happens."""
    return True


def pieces(answer: Answer, *, size: int = 4) -> Iterator[str | Answer]:
    """Yield the text of an answer a few characters at a time, then the answer."""
    for at in range(0, len(answer.text), size):
        yield answer.text[at : at + size]
    yield answer


class Chat:
    """A conversation; follow-ups are completed from the turns before. Not for several threads at once."""

    def __init__(self, qa: "ArticleQA", turns: Sequence[Answer] = ()) -> None:
        self._qa = qa
        # each reply, with those to each question of its message
        self._said: list[tuple[Answer, tuple[Answer, ...]]] = []
        for turn in turns[-MAX_TURNS:]:
            # What the second question of a message was answered is not kept apart: it is asked again.
            many = qa._llm is None and len(parts(turn.question)) > 1
            self._said.append((turn, tuple(qa._replies(turn.question, self._context)[1]) if many else (turn,)))

    @property
    def turns(self) -> tuple[Answer, ...]:
        """The replies so far, oldest first."""
        return tuple(reply for reply, _ in self._said)

    @property
    def _context(self) -> list[Answer]:
        return [reply for _, replies in self._said for reply in replies][-MAX_TURNS:]

    def ask(self, question: str) -> Answer:
        """Answer the next question; a turn that fails is not remembered.

        :raises QuestionError: empty or too long.
        """
        reply, replies = self._qa._asked(checked(question), self._context)
        self._remember(reply, replies)
        return reply

    def recall(self, question: str) -> None:
        """Take in a question that was asked elsewhere; answered by rules and reader, never by a language model.

        :raises QuestionError: empty or too long.
        """
        self._remember(*self._qa._replies(checked(question), self._context))

    def _remember(self, reply: Answer, replies: Sequence[Answer]) -> None:
        self._said = [*self._said[-MAX_TURNS + 1 :], (reply, tuple(replies))]

    def undo(self) -> None:
        """Forget the last turn, where there is one."""
        self._said = self._said[:-1]

    def stream(self, question: str, *, wanted: Callable[[], bool] = always) -> Iterator[str | Answer]:
        """Ask, and yield pieces that join to `Answer.text`, then the Answer itself.

        :param wanted: as in `ArticleQA.stream`; a turn that nobody wants any more is not remembered.
        :raises QuestionError: empty or too long.
        """
        question = checked(question)
        return self._worded(question, wanted) if self._qa._llm else pieces(self.ask(question))

    def _worded(self, question: str, wanted: Callable[[], bool]) -> Generator[str | Answer, None, None]:
        for part in self._qa._worded(question, self._context, wanted):
            if isinstance(part, Answer):
                self._remember(part, [part])
            yield part

    def suggest(self, n: int = 2, *, wanted: Callable[[], bool] = always) -> list[str]:
        """Return up to n questions to go on with, none of them asked before; may be called from another thread.

        :param wanted: as in `ArticleQA.suggest`.
        """
        turns = self.turns
        if not turns:
            return self._qa.suggest(n, wanted=wanted)
        asked = [question for turn in turns for question in (turn.question, turn.standalone_question)]
        return self._qa.suggest_after(turns[-1], n, asked=asked, wanted=wanted)
