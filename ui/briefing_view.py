"""Shows what stands in the conversation before the first question: what the article is about, and how to ask."""

from ui.answer_view import excerpt
from ui.article_view import paragraph_count, paragraph_number
from ui.conversation import Desk
from ui.markup import safe
from ui.texts import Texts

# So much of a main point is shown; its paragraph has the rest.  # characters
_POINT = 120


def briefing_html(desk: Desk, texts: Texts) -> str:
    """Return the main points of an article, each with a link to its paragraph, and what can be done.

    Of several articles, the title and size of each.
    """
    empty = f"<p class='empty'>{safe(texts.empty)}</p>"
    if desk.sources.several:
        return _library(desk, texts) + empty
    if not desk.points:
        return empty
    article, points = desk.article, []
    for point in desk.points:
        start, end = excerpt(point, _POINT)
        number = paragraph_number(article, point.start)
        words = safe(article.text[start:end]) + ("…" if end < point.end else "")
        link = f"<a class='where' href='#p-{number}'>{safe(texts.paragraph.format(number=number))}</a>"
        points.append(f"<li dir='auto'>{words} {link}</li>")
    size = texts.cut.format(chars=len(article.text), paragraphs=paragraph_count(article), passages=desk.passages)
    return (
        f"<section class='briefing' aria-labelledby='points'><h3 id='points'>{safe(texts.points)}</h3>"
        f"<ol>{''.join(points)}</ol><p class='size'>{safe(size)}</p></section>{empty}"
    )


def _library(desk: Desk, texts: Texts) -> str:
    sources, rows = desk.sources, []
    for title, article in zip(sources.titles, sources.articles, strict=True):
        size = texts.size.format(chars=len(article.text), paragraphs=paragraph_count(article))
        rows.append(f"<li dir='auto'>{safe(title)} <span class='size'>{safe(size)}</span></li>")
    heading = safe(texts.articles.format(count=len(rows)))
    return (
        f"<section class='briefing' aria-labelledby='points'><h3 id='points'>{heading}</h3>"
        f"<ol>{''.join(rows)}</ol></section>"
    )
