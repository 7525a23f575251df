"""What happens when a visitor takes something back: retry, edit the last question, undo, restore, begin anew."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ui.conversation import Visitor
from ui.conversation_view import conversation_html
from ui.page import Page, asking_box, language, lit_article, notice
from ui.texts import TEXTS


class Revising:
    """The functions of the buttons below the last answer and above the conversation."""

    def __init__(self, page: Page) -> None:
        """Serve the buttons of a page."""
        self.page = page

    def retry(self, visitor: Visitor | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again; yields what `Page.ask` does."""
        question = visitor.conversation.undo() if visitor else ""
        yield from self.page.ask(question, visitor, request, emptied=False)

    def restore(self, visitor: Visitor | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Ask the question again that was taken back; yields what `Page.ask` does."""
        question = visitor.conversation.undone if visitor else ""
        yield from self.page.ask(question, visitor, request, emptied=False)

    def edit(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, Any, str]:
        """Put the last question into the box, to be asked in its own place; a second time: leave it as it was.

        Returns (question box, conversation, notice).
        """
        spoken = language(request)
        texts = TEXTS[spoken]
        if visitor is None:
            return gr.skip(), gr.skip(), notice(texts.expired, trouble=True)
        conversation = visitor.conversation
        conversation.editing = bool(conversation.turns) and not conversation.editing
        box = gr.Textbox(value=conversation.turns[-1].question if conversation.editing else "")
        return box, conversation_html(conversation, spoken), notice(texts.editing if conversation.editing else "")

    def undo(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        """Take the last question back; returns (question box, conversation, article, notice)."""
        if visitor is not None:
            visitor.conversation.undo()
        return self._shown(visitor, request)

    def renew(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        """Begin a new conversation about the same article; returns what `undo` does."""
        if visitor is not None:
            visitor.begin(visitor.conversation.desk)
        return self._shown(visitor, request)

    def _shown(self, visitor: Visitor | None, request: gr.Request) -> tuple[Any, ...]:
        spoken = language(request)
        texts = TEXTS[spoken]
        box = asking_box(texts, busy=False)
        if visitor is None:
            return box, gr.skip(), gr.skip(), notice(texts.expired, trouble=True)
        conversation = visitor.conversation
        last = len(conversation.turns) - 1
        article = lit_article(conversation, last, texts)
        return box, conversation_html(conversation, spoken), article, notice("")
