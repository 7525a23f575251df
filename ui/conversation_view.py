"""Shows a conversation as HTML: each question, its answer or what became of it, and what can be done about it."""

from qa.question import Language
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Answer, Article
from ui.answer_view import TALK, answer_html, said_html
from ui.article_view import paragraph_number
from ui.conversation import Conversation, Turn
from ui.explanation_view import explanation_html
from ui.export import quoted_with_source
from ui.markup import safe
from ui.texts import TEXTS, Texts


def conversation_html(conversation: Conversation, language: Language) -> str:
    """Return the whole conversation."""
    texts = TEXTS[language]
    turns = [_turn(conversation, n, t, language) for n, t in enumerate(conversation.turns)]
    body = "".join(turns) or f"<p class='empty'>{safe(texts.empty)}</p>"
    return f"<div class='talk' role='region' aria-label='{safe(texts.conversation)}' tabindex='0'>{body}</div>"


def _turn(conversation: Conversation, number: int, turn: Turn, language: Language) -> str:
    return (
        f"<section class='turn' data-turn='{number}'><p class='asked' dir='auto'>{safe(turn.question)}</p>"
        f"{_reply(conversation, number, turn, language)}</section>"
    )


def _reply(conversation: Conversation, number: int, turn: Turn, language: Language) -> str:
    texts = TEXTS[language]
    if turn.answer:
        look, answer = ("answer" if turn.answer.answerable else "refusal"), turn.answer
        understood = ""
        if answer.standalone_question != answer.question:
            understood = f"<p class='note'>{safe(texts.understood.format(question=answer.standalone_question))}</p>"
        body = understood + answer_html(conversation.article, number, answer, language)
        tools = _tools(conversation, turn, language)
        why = explanation_html(conversation.article, number, turn.why, language) if turn.explained and turn.why else ""
        return f"<div class='reply {look}'>{body}</div>{tools}{why}"
    if turn.state == "failed":
        problem = question_problem(turn.question, texts) or (str(turn.problem) if turn.problem else texts.failed)
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


def _tools(conversation: Conversation, turn: Turn, language: Language) -> str:
    """Return the buttons below an answer; `conversation.js` says what each does."""
    texts, answer = TEXTS[language], turn.answer
    buttons = []
    if answer and answer.kind not in TALK:
        copied = safe(copied_text(answer, conversation.article, language)).replace("\n", "&#10;")
        buttons.append(tool("copy", texts.copy, f" data-copy='{copied}' data-done='{safe(texts.copied)}'"))
        buttons.append(tool("explain", texts.why, f" aria-expanded='{'true' if turn.explained else 'false'}'"))
    return f"<div class='tools'>{''.join(buttons)}</div>" if buttons else ""


def copied_text(answer: Answer, article: Article, language: Language) -> str:
    """Return an answer to paste elsewhere: what it says, then each quotation with its source, a line each."""
    quotations = (
        quoted_with_source(c, article.title, paragraph_number(article, c.start), language) for c in answer.citations
    )
    return "\n".join((answer.text, *quotations))


def tool(name: str, words: str, attributes: str = "") -> str:
    """Return a button below an answer.

    :param name: of what it does.
    :param attributes: further ones, as HTML.
    """
    return f"<button type='button' class='tool' data-do='{name}'{attributes}>{safe(words)}</button>"
