"""Keeps a conversation in the visitor's own browser, and takes it up again when the page is reloaded.

What comes back may have been changed by anybody who can use that browser: it is judged like any other input, and where
it does not hold together the visitor begins anew.
"""

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from weakref import WeakSet

import gradio as gr
from pydantic import TypeAdapter, ValidationError

from qa.errors import ArticleQAError, InputError
from qa.feedback import Rating
from qa.settings import MAX_QUESTION_CHARS, MAX_TURNS
from qa.types import Answer, Article, Citation
from ui.conversation import Conversation, Desk, Turn, Visitor

log = logging.getLogger(__name__)

# Browsers keep about 5 million characters for a page; encrypted, an article takes four for each of its own.
MAX_KEPT_CHARS = 500_000
# Articles that come back are made ready one after another: so many may wait for it, others begin anew.
MAX_COMING = 8
# An answer that is longer than this was not made here.
_ANSWER_CHARS = 100_000
_CONVERSATION, _ARTICLE = "article-qa-conversation", "article-qa-article"
# Gradio encrypts what it keeps. This hides nothing, and is the same after a restart: what is kept never leaves the
# browser but to this server.
_SECRET = "article-qa"  # noqa: S105


@dataclass(frozen=True, slots=True)
class _KeptTurn:
    question: str
    answer: Answer | None = None
    said: str = ""
    state: Literal["done", "stopped", "failed"] = "done"
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class _Kept:
    """A conversation about the article with this id."""

    article: str
    turns: tuple[_KeptTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class _KeptArticle:
    title: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)


_conversations, _articles = TypeAdapter(_Kept), TypeAdapter(_KeptArticle)
# Articles that came back: who reloads the page again and again waits for one of them, not for one a time.
_desks: WeakSet[Desk] = WeakSet()
_lock = threading.Lock()


def places() -> tuple[gr.BrowserState, gr.BrowserState]:
    """Return where the browser keeps (the conversation, the article that the visitor brought)."""
    return tuple(gr.BrowserState("", storage_key=key, secret=_SECRET) for key in (_CONVERSATION, _ARTICLE))  # type: ignore[return-value]


def keep(visitor: Visitor | None, opening: Desk) -> tuple[Any, Any]:
    """Return what the browser is to keep: (the conversation, the article), the latter only where it has changed.

    Several articles at once are not kept: their visitor begins anew.
    """
    if visitor is None:
        return gr.skip(), gr.skip()
    conversation = visitor.conversation
    if conversation.sources.several:
        visitor.kept = ""
        # Not an empty string, which Gradio does not write over what the browser has kept.
        return _json({"article": opening.article.id, "turns": []}), ""
    article = conversation.article
    turns = [_row(turn) for turn in conversation.turns if not turn.open]
    said = _json({"article": article.id, "turns": turns})
    said = said if len(said) <= MAX_KEPT_CHARS else ""
    if visitor.kept == article.id:
        return said, gr.skip()
    visitor.kept = article.id
    if conversation.desk is opening or len(article.text) > MAX_KEPT_CHARS:
        return said, ""
    brought = _json({"title": article.title, "text": article.text, "metadata": dict(article.metadata)})
    return said, brought if len(brought) <= MAX_KEPT_CHARS else ""


def _row(turn: Turn) -> dict[str, Any]:
    answer = turn.answer.to_dict() if turn.answer else None
    return {
        "question": turn.question, "answer": answer, "said": turn.said, "state": turn.state, "rating": turn.rating
    }  # fmt: skip


def _json(value: dict[str, Any]) -> str:
    """Return a value as JSON; nothing where a lone surrogate in it would stop it on its way."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return ""
    return text


def take_up(conversation: object, article: object, opening: Desk) -> Conversation | None:
    """Return the conversation that a browser has kept; None where it has none, or none that holds together.

    An article other than the opening one is made ready behind it.

    :param conversation: what `keep` gave; anything at all may come.
    :param article: likewise.
    :param opening: the article that every visitor starts with.
    """
    if not isinstance(conversation, str) or not 0 < len(conversation) <= MAX_KEPT_CHARS:
        return None
    try:
        kept = _conversations.validate_json(conversation)
        is_opening = kept.article == opening.article.id
        about = opening.article if is_opening else _article(article, kept.article)
        turns = [_turn(turn, about) for turn in kept.turns[-MAX_TURNS:]]
        desk = opening if is_opening else _desk(about)
    except (ValidationError, ArticleQAError) as error:
        log.info("what a browser had kept could not be used: %s", type(error).__name__)
        return None
    return Conversation(desk, turns=turns)


def _article(kept: object, wanted: str) -> Article:
    """Return the article that a browser has kept.

    :param wanted: the id of the article that the conversation is about.
    :raises ValidationError: no article.
    :raises ArticleQAError: one that cannot be used, or another than was wanted.
    """
    if not isinstance(kept, str) or len(kept) > MAX_KEPT_CHARS:
        raise InputError("expected an article that was kept here, got none or a longer one")
    brought = _articles.validate_json(kept)
    text = brought.text
    article = Article(Article.id_of(text), brought.title or text.strip()[:40], text, brought.metadata)
    if article.id != wanted:
        raise InputError("expected the article of the conversation, got another")
    return article


def _desk(article: Article) -> Desk:
    """Return an article that is ready, or will be.

    :raises InputError: too many others wait for that.
    """
    with _lock:
        for desk in _desks:
            if desk.article == article and not desk.away and not desk.problem:
                return desk
        if sum(not desk.ready for desk in _desks) >= MAX_COMING:
            raise InputError(f"expected at most {MAX_COMING} articles to be made ready, got one more")
        desk = Desk(article=article)
        _desks.add(desk)
    desk.start()
    return desk


def _turn(kept: _KeptTurn, article: Article) -> Turn:
    """Return a turn as it was.

    :raises InputError: too long, or a citation that is not of the article.
    """
    answer = kept.answer
    told = [kept.question, *([answer.question, answer.standalone_question] if answer else [])]
    said = [kept.said, *([answer.text] if answer else [])]
    if max(map(len, told)) > MAX_QUESTION_CHARS or max(map(len, said)) > _ANSWER_CHARS:
        raise InputError("expected a conversation that was held here, got longer texts")
    for citation in answer.citations if answer else ():
        if citation != Citation.of(article, citation.start, citation.end, focus=citation.focus):
            raise InputError("expected citations of the article, got other words")
    state = "done" if answer else kept.state if kept.state != "done" else "failed"
    return Turn(kept.question, said=kept.said, answer=answer, state=state, rating=kept.rating)
