"""What happens when a visitor brings an article: paste, upload, back to the opening one."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.article import article_from_bytes, article_from_text
from qa.errors import ArticleError, ArticleQAError
from qa.question import Language
from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES
from qa.types import Article
from ui.article_view import paragraph_count
from ui.conversation import Desk, Visitor
from ui.page import Page, language, notice
from ui.texts import TEXTS

if TYPE_CHECKING:
    from qa.fetch import Network

log = logging.getLogger(__name__)

FILE_TYPES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
POINTS = 3  # of the summary that is shown before the first question
_PROGRESS = gr.Progress()  # one for all: Gradio knows from the running event whose bar it moves


class Bringing:
    """The panel's functions. Each returns (paste box, panel, visitor, conversation, article, examples, notice)."""

    def __init__(self, page: Page, *, network: "Network | None" = None) -> None:
        """Serve the panel of a page.

        :param network: where web addresses are fetched from; public hosts where None.
        """
        self.page = page
        self._network = network

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

    def open_address(
        self, address: str, visitor: Visitor | None, request: gr.Request, progress: gr.Progress = _PROGRESS
    ) -> tuple[Any, ...]:
        """Replace the visitor's article by the one at a web address, where the page allows that."""
        texts = TEXTS[language(request)]
        address = str(address or "").strip()
        if not self.page.allow_urls:  # the box is not shown then, but anybody can call its event
            return self._refused(texts.no_addresses)
        if not address:
            return self._refused(texts.no_address)

        def fetched() -> Article:
            from qa.fetch import PUBLIC, article_from_url  # brings an HTTP client, which nothing else needs

            progress(0, desc=texts.fetching)
            return article_from_url(address, network=self._network or PUBLIC)

        return self._replace(fetched, visitor, language(request), progress)

    def back(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        """Lay the opening article before the visitor again, with a conversation of its own."""
        texts = TEXTS[language(request)]
        if visitor is None:
            return self._refused(texts.expired)
        visitor.begin(self.page.opening)
        return self._replaced(visitor, language(request))

    def _replace(
        self, load: Callable[[], Article], visitor: Visitor | None, spoken: Language, progress: gr.Progress
    ) -> tuple[Any, ...]:
        texts = TEXTS[spoken]
        if visitor is None:
            return self._refused(texts.expired)
        try:
            progress(0, desc=texts.opening)
            article = load()
            self.page.opening.wait()  # the models come with it
            from qa.pipeline import ArticleQA

            progress(0, desc=texts.indexing)
            qa = ArticleQA.from_article(
                article, progress=lambda done, total: progress(0.9 * done / total, desc=texts.indexing)
            )
            progress(0.9, desc=texts.summarising)
            desk = Desk(article=article, qa=qa, points=qa.main_points(POINTS), passages=qa.passage_count)
        except ArticleQAError as error:
            reason = error.reason if isinstance(error, ArticleError) else ""
            told = {"scanned": texts.scanned, "encrypted": texts.encrypted}.get(reason)
            return self._refused(told or texts.bad_article.format(problem=error))
        except Exception:  # the visitor gets a calm line, whoever runs the program the rest
            log.exception("an article could not be opened")
            return self._refused(texts.failed)
        visitor.begin(desk)
        self.page.visitors.opened(visitor)
        return self._replaced(visitor, spoken)

    def _refused(self, problem: str) -> tuple[Any, ...]:
        """Leave everything as it is and say why."""
        return (*[gr.skip()] * 6, notice(problem, trouble=True))

    def _replaced(self, visitor: Visitor, spoken: Language) -> tuple[Any, ...]:
        """Lay a new article before the visitor."""
        article = visitor.conversation.article
        said = TEXTS[spoken].opened.format(
            title=article.title, paragraphs=paragraph_count(article), chars=len(article.text)
        )
        return "", gr.Accordion(open=False), visitor, *self.page.laid_out(visitor, spoken), notice(said)
