"""Shows an answer as HTML: its lines with citation markers, the quotations below them, how sure it is."""

import re
from collections.abc import Iterator, Mapping, Sequence

from qa.question import Language
from qa.replies import CONFIDENCE, confidence_word
from qa.types import Answer, Article, Citation
from ui.article_view import focus
from ui.markup import safe
from ui.sources import Sources
from ui.texts import TEXTS, Texts

# Replies that say nothing about the article: there is nothing to be sure of, nor to cite.
TALK = ("small_talk", "off_topic")
# How the words of `CONFIDENCE` look, in its order.
_LEVELS = ("high", "middle", "low")
# So much of a quotation in the answer itself, and it is not quoted again below it.  # characters
_SAID = 60
# An answer up to this length stands out; a longer one is read, not looked at.  # characters
_SHORT = 60
# So much is quoted below an answer, and where there are several quotations; the article shows the rest.  # characters
_QUOTED, _QUOTED_EACH = 220, 64
_LINES = re.compile(r"\s*\n\s*")
_ITEM = re.compile(r"(\d{1,3})\. (?=\S)")

Markers = Mapping[int, Sequence[str]]


def said_html(text: str, markers: Markers | None = None) -> str:
    """Return the text of an answer, numbered lines as a list.

    :param markers: what stands behind a line, by its number counted from 0; HTML.
    """
    lines = _LINES.split(text.strip())
    plain = len(lines) == 1 and len(text) <= _SHORT
    body = "".join(_blocks(lines, markers or {}))
    return f"<div class='said{' short' if plain else ''}'>{body}</div>"


def _blocks(lines: Sequence[str], markers: Markers) -> Iterator[str]:
    """Yield paragraphs, and lists of lines whose numbers follow one another."""
    last = None  # the number of the item before
    for n, line in enumerate(lines):
        found = _ITEM.match(line)
        number = int(found[1]) if found else None
        if last is not None and number != last + 1:
            yield "</ol>"
            last = None
        words = safe(line[found.end() :] if found else line) + "".join(markers.get(n, ()))
        if number is None:
            yield f"<p class='line' dir='auto'>{words}</p>"
            continue
        if last is None:
            yield f"<ol start='{number}'>"
        yield f"<li class='line' dir='auto'>{words}</li>"
        last = number
    if last is not None:
        yield "</ol>"


def answer_html(
    article: Article, turn: int, answer: Answer, language: Language, *, others: Sequence[Article] = ()
) -> str:
    """Return an answer: the text with its markers, how sure it is, its note, and quotations that it does not hold.

    :param turn: the question, counted from 0, that it answers.
    :param others: further articles that it may cite; then each quotation says which it is of.
    """
    texts, sources = TEXTS[language], Sources((article, *others))
    links = [_marker(sources, turn, n, c, texts) for n, c in enumerate(answer.citations)]
    markers = {line: [links[n] for n in of] for line, of in cited_lines(answer.text, answer.citations).items()}
    unsaid = [(n, c) for n, c in enumerate(answer.citations) if c.quote[:_SAID] not in answer.text]
    limit = _QUOTED_EACH if len(unsaid) > 1 else _QUOTED
    proofs = "".join(_proof(sources, turn, n, c, language, limit=limit) for n, c in unsaid)
    note = f"<p class='note'>{safe(answer.note)}</p>" if answer.note else ""
    return f"<div class='head'>{said_html(answer.text, markers)}{_sure(answer, language)}</div>{note}{proofs}"


def cited_lines(text: str, citations: Sequence[Citation]) -> dict[int, list[int]]:
    r"""Return which citations, counted from 0, prove each line: those with its words, else the next in order.

    >>> day, chair = Citation("x", 0, 7, "6月8日开会。", (0, 4)), Citation("x", 7, 13, "由敖宏主持。")
    >>> cited_lines("1. 敖宏\n2. 6月8日", [day, chair])
    {1: [0], 0: [1]}
    """
    lines = _LINES.split(text.strip())
    items = [n for n, line in enumerate(lines) if _ITEM.match(line)] or list(range(len(lines)))
    bodies = {n: _ITEM.sub("", lines[n], count=1).strip("。；;，, ") for n in items}
    found: dict[int, list[int]] = {}
    for number, citation in enumerate(citations):
        a, b = focus(citation) or (citation.start, citation.end)
        words = citation.quote[a - citation.start : b - citation.start]
        exact = [n for n in items if words in bodies[n]]
        for n in exact or [n for n in items if bodies[n] and bodies[n] in citation.quote]:
            found.setdefault(n, []).append(number)
    placed = {number for numbers in found.values() for number in numbers}
    left = [n for n in items if n not in found]
    for number in (n for n in range(len(citations)) if n not in placed):
        found.setdefault(left.pop(0) if left else items[-1], []).append(number)
    return {line: sorted(numbers) for line, numbers in found.items()}


def cite_link(key: str, paragraph: int, words: str, texts: Texts, *, kind: str) -> str:
    """Return a link to marked words in the article.

    :param key: of the mark, as `ui.article_view` gives it.
    :param words: what the link says; HTML.
    :param kind: its class.
    """
    label = texts.show.format(number=paragraph)
    return f"<a class='{kind}' href='#cite-{key}' data-cite='{key}' aria-label='{words} {safe(label)}'>{words}</a>"


def _marker(sources: Sources, turn: int, number: int, citation: Citation, texts: Texts) -> str:
    paragraph = sources.paragraph(citation)
    return cite_link(f"{turn}-{number}", paragraph, f"[{number + 1}]", texts, kind="cite")


def _sure(answer: Answer, language: Language) -> str:
    """Return how sure an answer is, as a word; nothing for talk."""
    if answer.kind in TALK:
        return ""
    word = confidence_word(answer.confidence, language)
    level = _LEVELS[[w for _, w in CONFIDENCE[language]].index(word)]
    meant = TEXTS[language].sure if answer.answerable else TEXTS[language].sure_not
    return f"<span class='sure {level}' title='{safe(meant)}'>{safe(word)}</span>"


def excerpt(citation: Citation, limit: int) -> tuple[int, int]:
    """Return the part of a quotation, in offsets of the article, that is shown: around its exact words.

    >>> excerpt(Citation("x", 0, 100, "字" * 100, (80, 90)), 40)
    (65, 100)
    """
    if citation.end - citation.start <= limit:
        return citation.start, citation.end
    exact = focus(citation)
    if exact is None or exact[1] <= citation.start + limit:
        return citation.start, citation.start + limit
    start = max(citation.start, exact[0] - max(0, limit - (exact[1] - exact[0])) // 2)
    return start, min(citation.end, start + limit)


def _proof(sources: Sources, turn: int, number: int, citation: Citation, language: Language, *, limit: int) -> str:
    """Return a citation as a quotation with the exact words marked and its paragraph below."""
    start, end = excerpt(citation, limit)
    text = sources.article(citation).text
    if (exact := focus(citation)) and exact[0] < end:
        a, b = exact[0], min(exact[1], end)
        words = f"{safe(text[start:a])}<mark class='exact'>{safe(text[a:b])}</mark>{safe(text[b:end])}"
    else:
        words = safe(text[start:end])
    before, after = "…" if start > citation.start else "", "…" if end < citation.end else ""
    place, paragraph = safe(sources.place(citation, language)), sources.paragraph(citation)
    where = cite_link(f"{turn}-{number}", paragraph, place, TEXTS[language], kind="where")
    return (
        f"<figure class='proof'><blockquote dir='auto'>{before}{words}{after}</blockquote>"
        f"<figcaption><span aria-hidden='true'>[{number + 1}]</span> {where}</figcaption></figure>"
    )
