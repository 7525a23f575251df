"""Shows a conversation as HTML: the question, the short answer, the sentence that proves it, how sure it is."""

from qa.question import Language
from qa.replies import CONFIDENCE, confidence_word
from qa.settings import MAX_QUESTION_CHARS
from qa.types import Answer, Article, Citation
from ui.article_view import focus, paragraph_number
from ui.conversation import Conversation, Turn
from ui.markup import safe, safe_lines
from ui.texts import TEXTS, Texts

# Replies that say nothing about the article: there is nothing to be sure of, nor to cite.
_TALK = ("small_talk", "off_topic")
# So much of a quotation in the answer itself, and it is not quoted again below it.  # characters
_SAID = 60
# How the words of `CONFIDENCE` look, in its order.
_LEVELS = ("high", "middle", "low")


def conversation_html(conversation: Conversation, language: Language) -> str:
    """Return the whole conversation."""
    texts = TEXTS[language]
    turns = [_turn(conversation, n, t, language) for n, t in enumerate(conversation.turns)]
    body = "".join(turns) or f"<p class='empty'>{safe(texts.empty)}</p>"
    return f"<div class='talk' role='log' aria-label='{safe(texts.conversation)}' tabindex='0'>{body}</div>"


def _turn(conversation: Conversation, number: int, turn: Turn, language: Language) -> str:
    texts = TEXTS[language]
    if turn.answer:
        reply = _answer(conversation.article, number, turn.answer, language)
    elif turn.state == "failed":
        problem = question_problem(turn.question, texts) or (str(turn.problem) if turn.problem else texts.failed)
        reply = f"<div class='reply trouble'><p class='said'>{safe(problem)}</p></div>"
    elif turn.state == "stopped":
        reply = f"<div class='reply trouble'>{_said(turn.said)}<p class='note'>{safe(texts.stopped)}</p></div>"
    elif turn.state == "speaking":
        reply = f"<div class='reply coming'>{_said(turn.said)}</div>"
    else:
        waiting = texts.thinking if conversation.desk.ready else texts.loading
        reply = f"<div class='reply coming'><p class='note waiting'>{safe(waiting)}</p></div>"
    return f"<section class='turn'><p class='asked' dir='auto'>{safe(turn.question)}</p>{reply}</section>"


def question_problem(question: str, texts: Texts) -> str:
    """Say in the language of the page what is wrong with the length of a question, or an empty string."""
    if len(question) > MAX_QUESTION_CHARS:
        return texts.long_question.format(limit=MAX_QUESTION_CHARS, length=len(question))
    return "" if any(c.isalnum() for c in question) else texts.no_question


def _said(text: str) -> str:
    return f"<div class='said'>{safe_lines(text)}</div>"


def _answer(article: Article, number: int, answer: Answer, language: Language) -> str:
    texts = TEXTS[language]
    look = "answer" if answer.answerable else "refusal"
    parts = []
    if answer.standalone_question != answer.question:
        parts.append(f"<p class='note'>{safe(texts.understood.format(question=answer.standalone_question))}</p>")
    parts.append(f"<div class='head'>{_said(answer.text)}{_sure(answer, language)}</div>")
    here = list(enumerate(answer.citations))
    unsaid = [(n, c) for n, c in here if c.quote[:_SAID] not in answer.text]
    many = len(unsaid) > 1  # then each is shown by its first words, and the article shows the rest
    parts.extend(_proof(article, number, n, c, texts, many=many) for n, c in unsaid)
    if links := "".join(_where(article, number, n, c, texts) for n, c in here if (n, c) not in unsaid):
        label = f"<span class='label'>{safe(texts.source)}</span>" if answer.answerable else ""
        parts.append(f"<p class='foot'>{label}{links}</p>")
    return f"<div class='reply {look}'>{''.join(parts)}</div>"


def _sure(answer: Answer, language: Language) -> str:
    """Return how sure an answer is, as a word; nothing for talk."""
    if answer.kind in _TALK:
        return ""
    word = confidence_word(answer.confidence, language)
    level = _LEVELS[[w for _, w in CONFIDENCE[language]].index(word)]
    return f"<span class='sure {level}'>{safe(word)}</span>"


def _where(article: Article, turn: int, number: int, citation: Citation, texts: Texts) -> str:
    """Return the button that shows a citation in the article."""
    paragraph = paragraph_number(article, citation.start)
    return (
        f"<button type='button' class='where' data-cite='{turn}-{number}' "
        f"aria-label='{safe(texts.show.format(number=paragraph))}'>{safe(texts.paragraph.format(number=paragraph))}</button>"
    )


def _proof(article: Article, turn: int, number: int, citation: Citation, texts: Texts, *, many: bool) -> str:
    """Return a citation as a quotation with the exact words marked and its paragraph below."""
    quote = citation.quote
    if exact := focus(citation):
        a, b = exact[0] - citation.start, exact[1] - citation.start
        words = f"{safe(quote[:a])}<mark class='exact'>{safe(quote[a:b])}</mark>{safe(quote[b:])}"
    else:
        words = safe(quote)
    return (
        f"<figure class='proof{' many' if many else ''}'><blockquote dir='auto'>{words}</blockquote>"
        f"<figcaption>{_where(article, turn, number, citation, texts)}</figcaption></figure>"
    )
