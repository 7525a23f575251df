"""Shows the conversations about earlier articles, to read: the articles themselves are gone."""

from collections.abc import Sequence

from qa.question import Language
from ui.answer_view import said_html
from ui.conversation import Past, Turn
from ui.export import quoted_with_source
from ui.markup import safe
from ui.texts import TEXTS


def past_html(past: Sequence[Past], language: Language) -> str:
    """Return the earlier conversations, newest first, folded; nothing where there are none.

    :param past: oldest first.
    """
    if not past:
        return ""
    texts = TEXTS[language]
    body = "".join(_conversation(one, language) for one in reversed(past))
    summary = safe(texts.earlier.format(number=len(past)))
    return f"<details class='past'><summary>{summary}</summary>{body}</details>"


def _conversation(past: Past, language: Language) -> str:
    turns = "".join(_turn(past, turn, language) for turn in past.turns)
    return f"<section aria-label='{safe(past.title)}'><h3 dir='auto'>{safe(past.title)}</h3>{turns}</section>"


def _turn(past: Past, turn: Turn, language: Language) -> str:
    texts, answer = TEXTS[language], turn.answer
    if answer is None:
        told = texts.stopped if turn.state == "stopped" else texts.failed
        reply = f"<p class='note'>{safe(told)}</p>"
    else:
        quotes = (quoted_with_source(c, *past.places[c], language) for c in answer.citations)
        reply = said_html(answer.text) + "".join(f"<p class='note' dir='auto'>{safe(quote)}</p>" for quote in quotes)
    return f"<p class='asked' dir='auto'>{safe(turn.question)}</p><div class='reply'>{reply}</div>"
