"""Articles that came through the HTTP API and are kept ready, as many as fit, with conversations about them."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qa.article import article_from_pasted
from qa.types import Answer, Article
from ui.slots import ANSWERING

if TYPE_CHECKING:  # brings the models' libraries, which load behind the page
    from qa.chat import Chat
    from qa.pipeline import ArticleQA

# How much is kept: characters of all articles together, and articles; what that takes of memory, benchmarks/visitors.py
# measures. One article alone may be longer.
KEPT_CHARS, KEPT_ARTICLES = 2_000_000, 64
# Conversations that are kept an article.
KEPT_CHATS = 16


class ReadyArticle:
    """An article, and the conversations about it that may go on. For many threads."""

    def __init__(self, qa: "ArticleQA") -> None:
        self.article = qa.article
        self._qa = qa
        self._chats: OrderedDict[tuple[str, ...], Chat] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer a question as it is meant after earlier ones.

        :param history: the questions before it, oldest first; where the conversation is not known they are answered
            again, though never by a language model: a request would cost as many calls of it as it has questions.
        :raises QuestionError: a question that cannot be used.
        """
        with self._lock:  # taken out: it belongs to this thread until it is put back
            chat = self._chats.pop(tuple(history), None)
        if chat is None:
            chat = self._qa.chat()
            for earlier in history:
                with ANSWERING:
                    chat.recall(earlier)
        answer = _asked(chat, question)
        with self._lock:
            self._chats[*history, question] = chat
            if len(self._chats) > KEPT_CHATS:
                self._chats.popitem(last=False)
        return answer


def _asked(chat: "Chat", question: str) -> Answer:
    """Return the answer to the next question of a conversation.

    :raises QuestionError: a question that cannot be used.
    """
    with ANSWERING:
        parts = chat.stream(question)
    *_, answer = parts  # a language model is asked only here: while it is waited for, others may be answered
    assert isinstance(answer, Answer)  # noqa: S101  (for the type checker)
    return answer


class ReadyArticles:
    """The articles that were asked about last. For many threads."""

    def __init__(self, prepare: "Callable[[Article], ArticleQA]") -> None:
        """Keep nothing yet.

        :param prepare: makes an article ready for questions.
        """
        self._prepare = prepare
        # By the text itself: an id is a digest that somebody might find a second text for.
        self._kept: OrderedDict[tuple[str, str | None], ReadyArticle] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, text: str, title: str | None) -> ReadyArticle | None:
        """Return an article that is kept."""
        with self._lock:
            if (text, title) in self._kept:
                self._kept.move_to_end((text, title))
            return self._kept.get((text, title))

    def prepare(self, text: str, title: str | None) -> ReadyArticle:
        """Make an article ready, unless it is kept, and keep it; those not asked about for longest go for it.

        :raises ArticleError: a text that cannot be used.
        :raises ArticleQAError: it could not be made ready.
        """
        if (kept := self.get(text, title)) is not None:
            return kept
        ready = ReadyArticle(self._prepare(article_from_pasted(text, title=title)))
        with self._lock:
            self._kept[text, title] = ready
            while len(self._kept) > 1 and (len(self._kept) > KEPT_ARTICLES or self._chars() > KEPT_CHARS):
                self._kept.popitem(last=False)
        return ready

    def _chars(self) -> int:
        return sum(len(text) for text, _ in self._kept)
