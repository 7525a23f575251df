"""What happens when the page is used: ask, stop, show, paste, upload, back."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from qa.article import article_from_bytes, article_from_text
from qa.errors import ArticleQAError
from qa.question import Language, language_of
from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES
from qa.types import Article
from ui.article_view import article_html, paragraph_count
from ui.conversation import Conversation, Desk, Visitor
from ui.conversation_view import conversation_html, question_problem
from ui.markup import safe, shown
from ui.texts import EXAMPLES, TEXTS, Texts, page_language

log = logging.getLogger(__name__)

# While words arrive the conversation is drawn again once they have grown by half, or after a tenth of a second: drawing
# takes the server and the browser about 25 ms, more than most pieces take to come.
GROWTH = 1.5
REDRAW_SECONDS = 0.1
FILE_TYPES = (".txt", ".md", ".html", ".htm")
_PROGRESS = gr.Progress()  # one for all: Gradio knows from the running event whose bar it moves


def language(request: gr.Request) -> Language:
    """Return the language that a visitor's browser asks for."""
    return page_language(request.headers.get("accept-language", ""))


def head_html(texts: Texts) -> str:
    """Return the line at the top of the page."""
    return f"<header><h1>{safe(texts.name)}</h1><p>{safe(texts.promise)}</p></header>"


def notice(text: str, *, trouble: bool = False) -> str:
    """Return one calm line, which a screen reader reads out, or an empty one."""
    return f"<div role='status' class='notice{' trouble' if trouble else ''}'>{safe(text)}</div>"


def asking_box(texts: Texts, *, busy: bool, **changes: Any) -> gr.Textbox:
    """Return the question box with its button: ask, or stop while an answer is coming."""
    return gr.Textbox(submit_btn=False if busy else texts.ask, stop_btn=texts.stop if busy else False, **changes)


def offered(questions: Sequence[str], label: str) -> gr.Dataset:
    """Return questions to click on; Gradio shows them as text."""
    return gr.Dataset(samples=[[shown(q)] for q in questions], label=label)


class Page:
    """The page's functions; what belongs to one visitor is in `Visitor`, which Gradio keeps by session."""

    def __init__(self, *, opening: Desk, allow_urls: bool = False) -> None:
        """Serve a page.

        :param opening: the article that every visitor starts with.
        :param allow_urls: whether a visitor may open an article by its web address.
        """
        self.opening = opening
        self.allow_urls = allow_urls

    def welcome(self, request: gr.Request) -> tuple[Any, ...]:
        """Lay the opening article before a new visitor: (visitor, head, box, conversation, article, examples)."""
        visitor = Visitor(Conversation(self.opening))
        spoken = language(request)
        box = asking_box(TEXTS[spoken], busy=False)
        return visitor, head_html(TEXTS[spoken]), box, *self._laid_out(visitor, spoken)

    async def wait_until_ready(self, request: gr.Request) -> AsyncIterator[str]:
        """Say that the model is being loaded, until it is."""
        texts = TEXTS[language(request)]
        if not self.opening.ready:
            yield notice(texts.loading)
        while not self.opening.ready:
            await asyncio.sleep(0.2)
        problem = self.opening.problem
        yield notice(texts.no_model.format(problem=problem), trouble=True) if problem else notice("")

    def ask(self, question: str, visitor: Visitor | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Answer a question; yields, piece by piece, (question box, visitor, conversation, article, notices)."""
        skip = gr.skip()
        texts = TEXTS[language(request)]
        if visitor is None:
            yield skip, skip, skip, skip, notice(texts.expired, trouble=True), skip
            return
        if problem := question_problem(str(question or ""), texts):
            yield skip, skip, skip, skip, notice(problem, trouble=True), skip
            return
        conversation = visitor.conversation
        box: Any = asking_box(texts, busy=True, value="")
        drawn, at = 0, time.monotonic()
        for turn in conversation.ask(str(question)):
            if visitor.conversation is not conversation:
                return  # the article was changed meanwhile
            if turn.state == "speaking" and len(turn.said) < GROWTH * drawn and time.monotonic() < at + REDRAW_SECONDS:
                continue
            drawn, at = len(turn.said), time.monotonic()
            article: Any = skip
            if turn.answer and turn.answer.citations:
                number = len(conversation.turns) - 1
                article = article_html(conversation.article, texts, conversation.citations(number), turn=number)
            yield box, visitor, conversation_html(conversation, language(request)), article, notice(""), notice("")
            box = skip
        yield asking_box(texts, busy=False), skip, skip, skip, skip, skip

    def suggest(self, visitor: Visitor | None, request: gr.Request) -> Any:
        """Offer questions that the article answers: to begin with, or such as follow from the last answer."""
        if visitor is None:
            return gr.skip()
        conversation = visitor.conversation
        try:
            questions = conversation.suggestions()
        except Exception:  # nobody asked for them: the page works without
            log.exception("no questions could be suggested")
            return gr.skip()
        if not questions or visitor.conversation is not conversation:
            return gr.skip()
        texts = TEXTS[language(request)]
        return offered(questions, texts.follow if conversation.turns else texts.examples)

    def pick(self, row: Sequence[Any]) -> str:
        """Put an example question into the question box."""
        return str(row[0]) if row else ""

    def stop(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, Any]:
        """Leave the answer that is coming as it is."""
        box = asking_box(TEXTS[language(request)], busy=False)
        if visitor is None:
            return box, gr.skip()
        visitor.conversation.stop()
        return box, conversation_html(visitor.conversation, language(request))

    def show(self, visitor: Visitor | None, request: gr.Request, event: gr.EventData) -> Any:
        """Mark the citations of an earlier answer in the article."""
        turn = event._data.get("turn") if isinstance(event._data, dict) else None
        if visitor is None or not isinstance(turn, int):
            return gr.skip()
        citations = visitor.conversation.citations(turn)
        texts = TEXTS[language(request)]
        return article_html(visitor.conversation.article, texts, citations, turn=turn) if citations else gr.skip()

    def paste(
        self, text: str, visitor: Visitor | None, request: gr.Request, progress: gr.Progress = _PROGRESS
    ) -> tuple[Any, ...]:
        """Replace the visitor's article by a pasted one."""
        texts = TEXTS[language(request)]
        text = str(text or "")
        if not any(c.isalnum() for c in text):
            return self._refused(texts.no_article)
        if len(text) > MAX_ARTICLE_CHARS:
            return self._refused(texts.long_article.format(limit=MAX_ARTICLE_CHARS, length=len(text)))
        return self._replace(lambda: article_from_text(text), visitor, language(request), progress)

    def upload(
        self, path: str | None, visitor: Visitor | None, request: gr.Request, progress: gr.Progress = _PROGRESS
    ) -> tuple[Any, ...]:
        """Replace the visitor's article by an uploaded file, which is not kept."""
        texts = TEXTS[language(request)]
        if path is None:
            return self._refused("")
        file = Path(path)
        try:
            size = file.stat().st_size
            if file.suffix.lower() not in FILE_TYPES:
                return self._refused(texts.wrong_type.format(type=file.suffix or file.name))
            if size > MAX_FILE_BYTES:
                limit = MAX_FILE_BYTES // 1_000_000
                return self._refused(texts.large_file.format(limit=limit, size=-(-size // 1_000_000)))
            data = file.read_bytes()
        finally:
            file.unlink(missing_ok=True)
        return self._replace(lambda: article_from_bytes(data, name=file.name), visitor, language(request), progress)

    def back(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        """Lay the opening article before the visitor again, with a conversation of its own."""
        texts = TEXTS[language(request)]
        if visitor is None:
            return self._refused(texts.expired)
        visitor.conversation = Conversation(self.opening)
        return self._replaced(visitor, language(request))

    def _replace(
        self, load: Callable[[], Article], visitor: Visitor | None, spoken: Language, progress: gr.Progress
    ) -> tuple[Any, ...]:
        texts = TEXTS[spoken]
        if visitor is None:
            return self._refused(texts.expired)
        try:
            article = load()
            self.opening.wait()  # the models come with it
            from qa.pipeline import ArticleQA

            progress(0, desc=texts.indexing)
            qa = ArticleQA.from_article(
                article, progress=lambda done, total: progress(done / total, desc=texts.indexing)
            )
        except ArticleQAError as error:
            return self._refused(texts.bad_article.format(problem=error))
        except Exception:  # the visitor gets a calm line, whoever runs the program the rest
            log.exception("an article could not be opened")
            return self._refused(texts.failed)
        visitor.conversation = Conversation(Desk(article=article, qa=qa))
        return self._replaced(visitor, spoken)

    def _refused(self, problem: str) -> tuple[Any, ...]:
        """Leave everything as it is and say why."""
        return (*[gr.skip()] * 6, notice(problem, trouble=True))

    def _replaced(self, visitor: Visitor, spoken: Language) -> tuple[Any, ...]:
        """Return (paste box, panel, visitor, conversation, article, examples, notice) for a new article."""
        article = visitor.conversation.article
        said = TEXTS[spoken].opened.format(title=article.title, paragraphs=paragraph_count(article))
        return "", gr.Accordion(open=False), visitor, *self._laid_out(visitor, spoken), notice(said)

    def _laid_out(self, visitor: Visitor, spoken: Language) -> tuple[str, str, Any]:
        """Return (conversation, article, examples)."""
        conversation = visitor.conversation
        questions = EXAMPLES[language_of(conversation.article.text)]
        return (
            conversation_html(conversation, spoken),
            article_html(conversation.article, TEXTS[spoken]),
            offered(questions, TEXTS[spoken].examples),
        )
