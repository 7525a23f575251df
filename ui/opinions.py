"""What happens when a visitor judges an answer: thumbs, and what would have been right."""

from dataclasses import replace
from typing import Any

import gradio as gr

from qa.errors import ArticleQAError
from qa.feedback import Feedback, FeedbackFile, Rating
from qa.types import Answer
from ui.conversation import Conversation, Visitor
from ui.conversation_view import conversation_html
from ui.page import language, notice, turn_of
from ui.problems import reason_of
from ui.texts import TEXTS


class Opinions:
    """Keeps what visitors think of answers."""

    def __init__(self, file: FeedbackFile | None) -> None:
        """Keep opinions in a file.

        :param file: None where nothing is kept, and nothing is asked.
        """
        self.file = file

    def rate(self, visitor: Visitor | None, request: gr.Request, event: gr.EventData) -> tuple[Any, str]:
        """Keep what a visitor thinks of an answer; returns (conversation, notice)."""
        spoken = language(request)
        texts = TEXTS[spoken]
        number = turn_of(visitor, event)
        if visitor is None or number is None or self.file is None:
            return gr.skip(), notice("" if visitor else texts.expired, trouble=True)
        said: dict[str, Any] = event._data if isinstance(event._data, dict) else {}
        conversation = visitor.conversation
        turns = conversation.turns[: number + 1]
        rating: Rating = "down" if said.get("rating") == "down" else "up"
        if turns[-1].answer is None or turns[-1].rating == rating == "up":
            return gr.skip(), gr.skip()
        article = conversation.article_at(number)
        try:
            feedback = Feedback(
                _about(conversation, number),
                rating,
                comment=str(said.get("comment") or ""),
                right="" if said.get("not_told") is True else str(said.get("right") or ""),
                not_told=rating == "down" and said.get("not_told") is True,
            )
            self.file.add(feedback, article)
        except ArticleQAError as error:
            return gr.skip(), notice(texts.not_kept.format(problem=reason_of(error, spoken)), trouble=True)
        turns[-1].rating = feedback.rating
        return conversation_html(conversation, spoken), notice(texts.thanks)


def _about(conversation: Conversation, number: int) -> tuple[Answer, ...]:
    """Return the replies up to a turn, oldest first, as far as they are about its article; so are their citations."""
    article, found = conversation.article_at(number), []
    for n, turn in enumerate(conversation.turns[: number + 1]):
        if turn.answer and conversation.article_at(n) == article:
            own = tuple(c for c in turn.answer.citations if conversation.sources.article(c) == article)
            found.append(replace(turn.answer, citations=own))
    return tuple(found)
