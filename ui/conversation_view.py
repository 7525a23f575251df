"""Shows a conversation as HTML: each question, its answer or what became of it, and what can be done about it."""

from collections.abc import Sequence

from qa.question import Language
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Answer, Article
from ui.answer_view import TALK, answer_html, said_html
from ui.briefing_view import briefing_html
from ui.conversation import Conversation, Turn
from ui.explanation_view import explanation_html
from ui.export import quoted_with_source
from ui.markup import safe
from ui.problems import reason_of
from ui.sources import Sources
from ui.texts import TEXTS, Texts


def conversation_html(conversation: Conversation, language: Language) -> str:
    """Return the whole conversation."""
    texts = TEXTS[language]
    turns = [_turn(conversation, n, t, language) for n, t in enumerate(conversation.turns)]
    body = "".join(turns) or briefing_html(conversation.desk, texts)
    if conversation.undone:
        words = safe(texts.undone.format(question=conversation.undone))
        body += f"<p class='undone'>{words} {_tool('restore', texts.restore)}</p>"
    return (
        f"<section class='chat' aria-label='{safe(texts.conversation)}'>{_bar(conversation, texts)}"
        f"<div class='talk' role='region' aria-label='{safe(texts.conversation)}' tabindex='0'>{body}</div></section>"
    )


def _bar(conversation: Conversation, texts: Texts) -> str:
    """Return what can be done with the whole conversation."""
    tools = ""
    if conversation.turns:
        tools = (
            f"<span class='tools'><span class='label' id='export'>{safe(texts.export)}</span>"
            + "".join(
                _tool("export", name, f" data-format='{form}' aria-label='{safe(texts.export)} {name}'")
                for form, name in (("markdown", "Markdown"), ("json", "JSON"))
            )
            + f"{_tool('renew', texts.renew)}</span>"
        )
    return f"<header class='bar'><h2>{safe(texts.conversation)}</h2>{tools}</header>"


def _turn(conversation: Conversation, number: int, turn: Turn, language: Language) -> str:
    last = number == len(conversation.turns) - 1
    look = "turn editing" if last and conversation.editing else "turn"
    return (
        f"<section class='{look}' data-turn='{number}'><p class='asked' dir='auto'>{safe(turn.question)}</p>"
        f"{_reply(conversation, number, turn, language)}{_tools(conversation, turn, language, last=last)}"
        f"{_why(conversation, number, turn, language)}</section>"
    )


def _reply(conversation: Conversation, number: int, turn: Turn, language: Language) -> str:
    texts = TEXTS[language]
    if turn.answer:
        look, answer = ("answer" if turn.answer.answerable else "refusal"), turn.answer
        understood = ""
        if answer.standalone_question != answer.question:
            understood = f"<p class='note'>{safe(texts.understood.format(question=answer.standalone_question))}</p>"
        article, *others = conversation.sources.articles
        body = understood + answer_html(article, number, answer, language, others=others)
        return f"<div class='reply {look}'>{body}</div>"
    if turn.state == "failed":
        problem = question_problem(turn.question, texts) or (
            reason_of(turn.problem, language) if turn.problem else texts.failed
        )
        return f"<div class='reply trouble'><p class='said'>{safe(problem)}</p></div>"
    if turn.state == "stopped":
        said = said_html(turn.said) if turn.said else ""
        return f"<div class='reply trouble'>{said}<p class='note'>{safe(texts.stopped)}</p></div>"
    if turn.state == "speaking":
        return f"<div class='reply coming'>{said_html(turn.said)}</div>"
    waiting = texts.thinking if conversation.desk.ready else texts.loading
    return f"<div class='reply coming'><p class='note waiting'>{safe(waiting)}</p></div>"


def question_problem(question: str, texts: Texts) -> str:
    """Say in the language of the page what is wrong with the length of a question, or an empty string."""
    if len(question) > MAX_QUESTION_CHARS:
        return texts.long_question.format(limit=MAX_QUESTION_CHARS, length=len(question))
    return "" if any(c.isalnum() for c in question) else texts.no_question


def _why(conversation: Conversation, number: int, turn: Turn, language: Language) -> str:
    return explanation_html(conversation.article, number, turn.why, language) if turn.explained and turn.why else ""


def _tools(conversation: Conversation, turn: Turn, language: Language, *, last: bool) -> str:
    """Return the buttons below an answer; `conversation.js` says what each does."""
    texts, answer = TEXTS[language], turn.answer
    buttons = []
    if answer and answer.kind not in TALK:
        article, *others = conversation.sources.articles
        copied = safe(copied_text(answer, article, language, others=others)).replace("\n", "&#10;")
        buttons.append(_tool("copy", texts.copy, f" data-copy='{copied}' data-done='{safe(texts.copied)}'"))
        if conversation.explains:
            buttons.append(_tool("explain", texts.why, f" aria-expanded='{str(turn.explained).lower()}'"))
    if answer:
        for rating, does, words in (("up", "rate", texts.thumb_up), ("down", "opinion", texts.thumb_down)):
            pressed = str(turn.rating == rating).lower()
            buttons.append(_tool(does, words, f" data-asks-opinion='' aria-pressed='{pressed}'"))
    if last and not turn.open:
        buttons.append(_tool("retry", texts.retry))
        buttons.append(_tool("edit", texts.edit, f" aria-pressed='{str(conversation.editing).lower()}'"))
        buttons.append(_tool("undo", texts.undo))
    return f"<div class='tools'>{''.join(buttons)}</div>" if buttons else ""


def copied_text(answer: Answer, article: Article, language: Language, *, others: Sequence[Article] = ()) -> str:
    """Return an answer to paste elsewhere: what it says, then each quotation with its source, a line each.

    :param others: further articles that it may cite.
    """
    sources = Sources((article, *others))
    quotations = (quoted_with_source(c, sources.title(c), sources.paragraph(c), language) for c in answer.citations)
    return "\n".join((answer.text, *quotations))


def _tool(name: str, words: str, attributes: str = "") -> str:
    """Return a button.

    :param name: of what it does.
    :param attributes: further ones, as HTML.
    """
    return f"<button type='button' class='tool' data-do='{name}'{attributes}>{safe(words)}</button>"
