"""Writes a conversation down to be kept: as Markdown to read, as JSON with every offset."""

import json
import re
from typing import Any

from qa.normalize import printable
from qa.question import Language
from qa.question_sets import text_key
from qa.replies import confidence_word
from qa.types import Article, Citation
from ui.article_view import focus
from ui.conversation import Conversation, Turn
from ui.markup import shown
from ui.sources import placed
from ui.texts import TEXTS, Texts

# What means something to Markdown, or to the HTML that Markdown lets through, anywhere in a line …
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#|~!$&])")
# … and what does so only where a line begins: lists and rules.
_LEADING = re.compile(r"^([-+=:]|\d+(?=[.)]))", re.MULTILINE)
# Spaces at the end of a line break it, four at its beginning make it code.
_INDENT = re.compile(r"^[ \t\u3000]+|[ \t]+$", re.MULTILINE)
# Addresses become links by themselves.
_ADDRESS = re.compile(r"(?<=\w)(://|@)|\b(www)\.", re.IGNORECASE)
FORMAT = 1


def plain(text: str) -> str:
    r"""Return Markdown that shows a text as it is, and can be nothing else: no link, no picture, no HTML.

    >>> plain("<b>*1*</b>"), plain("- 甲\n2. 乙")
    ('\\<b\\>\\*1\\*\\</b\\>', '\\- 甲\n2\\. 乙')
    """
    lines = _INDENT.sub("", shown(text))
    marked = _MARKS.sub(r"\\\1", lines)
    marked = _LEADING.sub(lambda m: f"{m[1]}\\" if m[1][0].isdigit() else f"\\{m[1]}", marked)
    return _ADDRESS.sub(lambda m: "".join(f"\\{c}" for c in m[1]) if m[1] else f"{m[2]}\\.", marked)


def quoted_with_source(citation: Citation, title: str, paragraph: int, language: Language) -> str:
    """Return a citation to paste into a text of one's own: “…”——《标题》第3段."""
    quote = printable(" ".join(citation.quote.split()))
    place = placed(title, TEXTS[language].paragraph.format(number=paragraph), language)
    return f"“{quote}”——{place}" if language == "zh" else f"“{quote}” — {place}"


def markdown(conversation: Conversation, language: Language) -> str:
    """Return the conversation as Markdown: each question a heading, the answer, the quotations that prove it."""
    sources, texts = conversation.sources, TEXTS[language]
    parts = [f"# {plain(conversation.title)}"]
    parts += [_turn(conversation, turn, texts, language) for turn in conversation.turns if not turn.open]
    keys = [text_key(article.text) for article in sources.articles]
    if sources.several:
        lines = (f"sha256 {key} {plain(title)}" for key, title in zip(keys, sources.titles, strict=True))
    else:
        lines = (f"sha256 {key}" for key in keys)
    parts.append("---\n\n" + "  \n".join(lines))
    return "\n\n".join(parts) + "\n"


def _turn(conversation: Conversation, turn: Turn, texts: Texts, language: Language) -> str:
    question = plain(" ".join(turn.question.split()))
    parts = [f"## {question}"]
    if turn.answer is None:
        parts.append(f"*{texts.stopped if turn.state == 'stopped' else texts.failed}*")
        return "\n\n".join(parts)
    answer = turn.answer
    if answer.standalone_question != answer.question:
        parts.append(f"*{plain(texts.understood.format(question=answer.standalone_question))}*")
    lines = [line for line in plain(answer.text).splitlines() if line.strip()]
    said = "  \n".join(f"**{line}**" for line in lines) if answer.answerable else "  \n".join(lines)
    if answer.kind not in ("small_talk", "off_topic"):
        sure = confidence_word(answer.confidence, language)
        said += f"（{sure}）" if language == "zh" else f" ({sure})"
    parts.append(said)
    if answer.note:
        parts.append(f"*{plain(answer.note)}*")
    parts += [_quotation(conversation, citation, texts, language) for citation in answer.citations]
    return "\n\n".join(parts)


def _quotation(conversation: Conversation, citation: Citation, texts: Texts, language: Language) -> str:
    quote, exact = citation.quote, focus(citation)
    if exact:
        a, b = exact[0] - citation.start, exact[1] - citation.start
        words = f"{plain(quote[:a])}**{plain(quote[a:b])}**{plain(quote[b:])}"
    else:
        words = plain(quote)
    place = plain(conversation.sources.place(citation, language))
    return "\n".join(f"> {line}".rstrip() for line in [*words.splitlines(), "", f"{texts.source}: {place}"])


def as_json(conversation: Conversation) -> str:
    """Return the conversation as JSON: every turn with its `Answer.to_dict()`, and the article by its SHA-256.

    Offsets are those of `article.text`, in characters. Several articles are a list, `articles`, each with the id that
    its citations carry.
    """
    sources = conversation.sources
    about: dict[str, Any] = {"article": _article(conversation.article)}
    if sources.several:
        about = {"articles": [{"id": article.id, **_article(article)} for article in sources.articles]}
    document = {
        "format": FORMAT,
        **about,
        "turns": [_row(conversation, turn) for turn in conversation.turns if not turn.open],
    }
    # ASCII outside of plain text: a lone surrogate stays what it is
    return json.dumps(document, ensure_ascii=not _is_encodable(document), indent=1) + "\n"


def _article(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "sha256": text_key(article.text),
        "characters": len(article.text),
        "metadata": dict(article.metadata),
    }


def _is_encodable(document: dict[str, Any]) -> bool:
    try:
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _row(conversation: Conversation, turn: Turn) -> dict[str, Any]:
    answer = turn.answer
    return {
        "question": turn.question,
        "state": turn.state,
        "rating": turn.rating,
        "answer": answer.to_dict() if answer else None,
        "paragraphs": [conversation.sources.paragraph(c) for c in answer.citations] if answer else [],
    }
