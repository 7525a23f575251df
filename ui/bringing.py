"""What happens when a visitor brings an article: paste, upload, back to the opening one."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.article import article_from_pasted
from qa.errors import ArticleQAError
from qa.library_replies import names
from qa.question import Language
from qa.settings import MAX_ARTICLE_CHARS
from qa.types import Article
from ui.article_view import paragraph_count
from ui.conversation import Desk, Visitor
from ui.page import Page, language, notice
from ui.problems import problem_of
from ui.texts import TEXTS, Texts
from ui.uploaded import Brought, excess, opened, taken

if TYPE_CHECKING:
    from qa.fetch import Network

log = logging.getLogger(__name__)

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
        return self._replace(lambda: Brought((article_from_pasted(text),)), visitor, language(request), progress)

    def upload(
        self,
        paths: Sequence[str] | str | None,
        visitor: Visitor | None,
        request: gr.Request,
        progress: gr.Progress = _PROGRESS,
    ) -> tuple[Any, ...]:
        """Replace the visitor's article by an uploaded file, or by a library of several; the files are not kept."""
        spoken = language(request)
        texts = TEXTS[spoken]
        files = [Path(path) for path in ([paths] if isinstance(paths, str) else paths or ())]
        if not files:
            return self._refused("")
        try:
            if problem := excess(files, texts):
                return self._refused(problem)
            read = [taken(file, texts) for file in files]
        except FileNotFoundError:  # Gradio keeps equal files of two visitors in one place, and the other was faster
            return self._refused(texts.failed)
        finally:
            for file in files:
                file.unlink(missing_ok=True)
        return self._replace(lambda: opened(read, spoken), visitor, spoken, progress)

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

        def fetched() -> Brought:
            from qa.fetch import PUBLIC, article_from_url  # brings an HTTP client, which nothing else needs

            progress(0, desc=texts.fetching)
            return Brought((article_from_url(address, network=self._network or PUBLIC),))

        return self._replace(fetched, visitor, language(request), progress)

    def back(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        """Lay the opening article before the visitor again, with a conversation of its own."""
        texts = TEXTS[language(request)]
        if visitor is None:
            return self._refused(texts.expired)
        visitor.begin(self.page.opening)
        return self._replaced(visitor, language(request))

    def _replace(
        self, load: Callable[[], Brought], visitor: Visitor | None, spoken: Language, progress: gr.Progress
    ) -> tuple[Any, ...]:
        texts = TEXTS[spoken]
        if visitor is None:
            return self._refused(texts.expired)
        try:
            progress(0, desc=texts.opening)
            brought = load()
            if not brought.articles:
                return self._refused(brought.problem)
            self.page.opening.wait()  # the models come with it
            desk = _ready(brought.articles, texts, progress)
        except ArticleQAError as error:
            return self._refused(problem_of(error, spoken))
        except Exception:  # the visitor gets a calm line, whoever runs the program the rest
            log.exception("an article could not be opened")
            return self._refused(texts.failed)
        visitor.begin(desk)
        self.page.visitors.opened(visitor)
        return self._replaced(visitor, spoken, problem=brought.problem)

    def _refused(self, problem: str) -> tuple[Any, ...]:
        """Leave everything as it is and say why."""
        return (*[gr.skip()] * 6, notice(problem, trouble=True))

    def _replaced(self, visitor: Visitor, spoken: Language, *, problem: str = "") -> tuple[Any, ...]:
        """Lay a new article, or several, before the visitor.

        :param problem: what else was brought and could not be used.
        """
        texts, article, sources = TEXTS[spoken], visitor.conversation.article, visitor.conversation.sources
        if sources.several:
            named = ("、" if spoken == "zh" else ", ").join(names(sources.articles))
            said = texts.opened_several.format(count=len(sources.articles), names=named, chars=sources.chars)
        else:
            said = texts.opened.format(
                title=article.title, paragraphs=paragraph_count(article), chars=len(article.text)
            )
        news = notice(f"{said} {problem}", trouble=True) if problem else notice(said)
        return "", gr.Accordion(open=False), visitor, *self.page.laid_out(visitor, spoken), news


def _ready(articles: Sequence[Article], texts: Texts, progress: gr.Progress) -> Desk:
    """Make an article ready, or a library of several.

    :raises ArticleQAError: they cannot be made ready.
    """
    progress(0, desc=texts.indexing)

    def indexed(done: int, total: int) -> None:
        progress(0.9 * done / total, desc=texts.indexing)

    if len(articles) > 1:
        from qa.library import Library

        library = Library.from_articles(articles, progress=indexed)
        return Desk(article=articles[0], others=articles[1:], qa=library)
    from qa.pipeline import ArticleQA

    qa = ArticleQA.from_article(articles[0], progress=indexed)
    progress(0.9, desc=texts.summarising)
    return Desk(article=qa.article, qa=qa, points=qa.main_points(POINTS), passages=qa.passage_count)
