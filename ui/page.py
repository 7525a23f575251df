"""What happens when the page is used: ask, stop, show; bringing another article is in `ui.bringing`."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import gradio as gr
from starlette.requests import cookie_parser

from qa.errors import ArticleQAError
from qa.feedback import FeedbackFile
from qa.question import Language, language_of
from qa.settings import LLMSettings
from ui.article_view import LANG, article_html
from ui.conversation import Conversation, Desk, Visitor
from ui.conversation_view import conversation_html, question_problem
from ui.keeping import keep, take_up
from ui.markup import safe, shown
from ui.opinion_view import opinion_html
from ui.past_view import past_html
from ui.problems import reason_of
from ui.texts import EXAMPLES, TEXTS, Texts, page_language
from ui.visitors import Visitors

log = logging.getLogger(__name__)

# While words arrive the conversation is drawn again once they have grown by half, or after a tenth of a second: drawing
# takes the server and the browser about 25 ms, more than most pieces take to come.
GROWTH = 1.5
REDRAW_SECONDS = 0.1
LANGUAGE_COOKIE = "article-qa-language"


def browser_language(request: gr.Request) -> Language:
    """Return the language that a visitor's browser asks for."""
    return page_language(request.headers.get("accept-language", ""))


def language(request: gr.Request) -> Language:
    """Return the language that a visitor has chosen, else the one that the browser asks for."""
    chosen = cookie_parser(request.headers.get("cookie", "")).get(LANGUAGE_COOKIE, "")
    return "zh" if chosen == "zh" else "en" if chosen == "en" else browser_language(request)


def head_html(texts: Texts, spoken: Language, llm: LLMSettings | None = None, *, several: bool = False) -> str:
    """Return the top of the page, with its switches; `head.js` says what each does.

    :param llm: the language model that words the answers; then a line says what is sent to it, and where.
    :param several: whether several articles are asked about; then nothing is sent to it, and the line says so.
    """
    told = texts.not_sent if several else texts.sent
    sent = f"<p class='sent'>{safe(told.format(model=llm.model, where=llm.where))}</p>" if llm else ""
    other: Language = "en" if spoken == "zh" else "zh"
    return (
        f"<header lang='{LANG[spoken]}'><h1>{safe(texts.name)}</h1><p>{safe(texts.promise)}</p>{sent}"
        f"<span class='tools'><button type='button' class='tool' data-do='language' data-language='{other}' "
        f"lang='{LANG[other]}'>{safe(TEXTS[other].own_name)}</button>"
        f"<button type='button' class='tool' data-do='theme'><span class='when-light'>{safe(texts.dark)}</span>"
        f"<span class='when-dark'>{safe(texts.light)}</span></button></span></header>"
    )


def notice(text: str, *, trouble: bool = False, unseen: bool = False) -> str:
    """Return one calm line, which a screen reader reads out, or an empty one.

    :param unseen: whether it is for the screen reader only.
    """
    look = " trouble" if trouble else " unseen" if unseen else ""
    return f"<div role='status' class='notice{look}'>{safe(text)}</div>"


def lit_article(conversation: Conversation, number: int, texts: Texts, *, citation: int = 0) -> str:
    """Return the article that a turn cites, with the marks of that turn.

    :param number: of the turn, counted from 0; -1 before the first question.
    :param citation: where it cites several articles, the citation, counted from 0, whose article is wanted.
    """
    sources, article = conversation.sources, conversation.article_at(number, citation)
    place = ""
    if sources.several:
        place = texts.of_several.format(number=sources.articles.index(article) + 1, count=len(sources.articles))
    if number < 0:
        return article_html(article, texts, place=place)
    turn = conversation.turns[number]
    weighed = turn.why.weighed if turn.explained and turn.why else ()
    cited = conversation.citations(number)
    return article_html(article, texts, cited, turn=number, weighed=weighed, place=place)


def turn_of(visitor: Visitor | None, event: gr.EventData) -> int | None:
    """Return which turn, counted from 0, something on the page was about; None where there is no such turn."""
    number = event._data.get("turn") if isinstance(event._data, dict) else None
    turns = visitor.conversation.turns if visitor else ()
    return number if type(number) is int and 0 <= number < len(turns) else None


def asking_box(texts: Texts, *, busy: bool, **changes: Any) -> gr.Textbox:
    """Return the question box with its button: ask, or stop while an answer is coming."""
    return gr.Textbox(submit_btn=False if busy else texts.ask, stop_btn=texts.stop if busy else False, **changes)


def offered(questions: Sequence[str], label: str) -> gr.Dataset:
    """Return questions to click on; Gradio shows them as text."""
    return gr.Dataset(samples=[[shown(q)] for q in questions], label=label)


class Page:
    """The page's functions; what belongs to one visitor is in `Visitor`, which Gradio keeps by session."""

    def __init__(self, *, opening: Desk, allow_urls: bool = False, feedback: FeedbackFile | None = None) -> None:
        """Serve a page.

        :param opening: the article that every visitor starts with.
        :param allow_urls: whether a visitor may open an article by its web address.
        :param feedback: where it is kept what visitors think of answers; they are not asked where None.
        """
        self.feedback = feedback
        self.llm = LLMSettings.from_env()
        self.opening = opening
        self.allow_urls = allow_urls
        self.visitors = Visitors(opening=opening)

    def welcome(self, kept: object, kept_article: object, request: gr.Request) -> tuple[Any, ...]:
        """Lay the opening article before a new visitor, or before one who comes back what lay there.

        Returns (visitor, head, dialog for opinions, question box, conversation, article, examples).

        :param kept: the conversation that the visitor's browser has kept, as `ui.keeping` takes it.
        :param kept_article: likewise, its article.
        """
        visitor = Visitor(take_up(kept, kept_article, self.opening) or Conversation(self.opening))
        visitor.kept = visitor.conversation.article.id if visitor.conversation.turns else ""
        if visitor.conversation.desk is not self.opening:
            self.visitors.opened(visitor)
        spoken = language(request)
        texts = TEXTS[spoken]
        opinion = opinion_html(texts) if self.feedback else ""
        return (
            visitor,
            self.head(visitor, request),
            opinion,
            asking_box(texts, busy=False),
            *self.laid_out(visitor, spoken),
        )

    def head(self, visitor: Visitor | None, request: gr.Request) -> str:
        """Return the top of the page; what it says of the language model is true of what lies before the visitor."""
        spoken = language(request)
        several = visitor is not None and visitor.conversation.sources.several
        return head_html(TEXTS[spoken], spoken, self.llm, several=several)

    def keep(self, visitor: Visitor | None) -> tuple[Any, Any]:
        """Return what the visitor's browser is to keep: (the conversation, its article)."""
        return keep(visitor, self.opening)

    async def wait_until_ready(self, request: gr.Request) -> AsyncIterator[str]:
        """Say that the model is being loaded, until it is."""
        texts = TEXTS[language(request)]
        if not self.opening.ready:
            yield notice(texts.loading)
        while not self.opening.ready:
            await asyncio.sleep(0.2)
        problem = self.opening.problem
        yield notice(texts.no_model.format(problem=problem), trouble=True) if problem else notice("")

    def ask(
        self, question: str, visitor: Visitor | None, request: gr.Request, *, emptied: bool = True
    ) -> Iterator[tuple[Any, ...]]:
        """Answer a question; yields, piece by piece, (question box, visitor, conversation, article, notices).

        :param emptied: whether the question stood in the box.
        """
        skip = gr.skip()
        texts = TEXTS[language(request)]
        if visitor is None:
            yield skip, skip, skip, skip, notice(texts.expired, trouble=True), skip
            return
        if problem := question_problem(str(question or ""), texts):
            yield skip, skip, skip, skip, notice(problem, trouble=True), skip
            return
        conversation = visitor.conversation
        box: Any = asking_box(texts, busy=True, **({"value": ""} if emptied else {}))
        drawn, at = 0, time.monotonic()
        for turn in conversation.ask(str(question)):
            if visitor.conversation is not conversation:
                return  # the article was changed meanwhile
            if turn.state == "speaking" and len(turn.said) < GROWTH * drawn and time.monotonic() < at + REDRAW_SECONDS:
                continue
            drawn, at = len(turn.said), time.monotonic()
            article: Any = skip
            said = notice("")
            if turn.answer:
                said = notice(texts.said_answer.format(text=turn.answer.text), unseen=True)
                if turn.answer.citations:
                    article = lit_article(conversation, len(conversation.turns) - 1, texts)
            yield box, visitor, conversation_html(conversation, language(request)), article, said, notice("")
            box = skip
        if visitor.conversation is not conversation:
            return
        yield asking_box(texts, busy=False), skip, skip, skip, skip, skip

    def suggest(self, visitor: Visitor | None, request: gr.Request) -> Any:
        """Offer questions that the article answers: to begin with, or such as follow from the last answer."""
        if visitor is None:
            return gr.skip()
        conversation = visitor.conversation
        if not conversation.desk.ready:
            return gr.skip()  # others wait behind this one
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
        """Mark the citations of an earlier answer in the article, or in the one that its citation is of."""
        number = turn_of(visitor, event)
        if visitor is None or number is None or not visitor.conversation.citations(number):
            return gr.skip()
        citation = event._data.get("citation")  # a dict: it named the turn
        wanted = citation if type(citation) is int else 0
        return lit_article(visitor.conversation, number, TEXTS[language(request)], citation=wanted)

    def explain(self, visitor: Visitor | None, request: gr.Request, event: gr.EventData) -> tuple[Any, Any, str]:
        """Open or close why a question was answered as it was; returns (conversation, article, notice)."""
        spoken = language(request)
        number = turn_of(visitor, event)
        if visitor is None or number is None:
            return gr.skip(), gr.skip(), notice("" if visitor else TEXTS[spoken].expired, trouble=True)
        conversation = visitor.conversation
        try:
            conversation.explain(number)
        except Exception as error:  # the answer stands without
            log.exception("an answer could not be explained")
            told = reason_of(error, spoken) if isinstance(error, ArticleQAError) else TEXTS[spoken].failed
            return gr.skip(), gr.skip(), notice(told, trouble=True)
        turn = conversation.turns[number]
        turn.explained = not turn.explained and turn.why is not None
        return conversation_html(conversation, spoken), lit_article(conversation, number, TEXTS[spoken]), notice("")

    def past(self, visitor: Visitor | None, request: gr.Request) -> Any:
        """Show the conversations about earlier articles."""
        return past_html(visitor.past, language(request)) if visitor else gr.skip()

    def laid_out(self, visitor: Visitor, spoken: Language) -> tuple[str, str, Any]:
        """Return (conversation, article, examples) as they are before the next question."""
        conversation = visitor.conversation
        last = len(conversation.turns) - 1
        questions = EXAMPLES[language_of(conversation.article.text)]
        return (
            conversation_html(conversation, spoken),
            lit_article(conversation, last, TEXTS[spoken]),
            offered(questions, TEXTS[spoken].examples),
        )
