"""Shows an article as HTML: numbered paragraphs, the cited sentences marked, the exact words marked more strongly."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from qa.passages import Span, paragraphs
from qa.question import language_of
from qa.types import Article, Citation
from ui.markup import safe
from ui.texts import Texts

_LANG = {"zh": "zh-CN", "en": "en"}
# A line with the title may begin with a label or a mark: 标题：… or # …  # characters
_LABEL = 8
# Facts that a page carries beside its text; shown above it where the text does not tell them.
_FACTS = ("date", "source", "author", "url")


def focus(citation: Citation) -> tuple[int, int] | None:
    """Return the exact words of a citation; None where they are the whole of it, and nothing would stand out."""
    return None if citation.focus == (citation.start, citation.end) else citation.focus


@lru_cache(maxsize=8)  # a conversation asks again and again about the same text
def _paragraphs(text: str) -> tuple[Span, ...]:
    return tuple(paragraphs(text))


def paragraph_number(article: Article, offset: int) -> int:
    """Return which paragraph, counted from 1, holds an offset; the same count as on the command line."""
    return max(1, bisect_right(_paragraphs(article.text), offset, key=lambda span: span[0]))


def paragraph_count(article: Article) -> int:
    """Return how many paragraphs an article has."""
    return len(_paragraphs(article.text))


def article_html(article: Article, texts: Texts, citations: Sequence[Citation] = (), *, turn: int = 0) -> str:
    """Return the article.

    :param citations: what to mark.
    :param turn: the question, counted from 0, that they belong to.
    """
    rows, titled = [], False
    for start, end in _paragraphs(article.text):
        words = "".join(_marked(article, start, end, citations, turn))
        is_title = not titled and article.title in article.text[start : min(end, start + _LABEL + len(article.title))]
        titled = titled or is_title
        tag = "h2" if is_title else "p"
        rows.append(f"<li><{tag} dir='auto'>{words}</{tag}></li>")
    facts = [v for name in _FACTS if (v := article.metadata.get(name)) and v not in article.text]
    head = "" if titled else f"<h2 dir='auto'>{safe(article.title)}</h2>"
    head += f"<p class='facts' dir='auto'>{safe(' · '.join(facts))}</p>" if facts else ""
    language = _LANG[language_of(article.text)]
    return (
        f"<div class='paper' role='region' aria-label='{safe(texts.article)}' tabindex='0' lang='{language}'>"
        f"{head}<ol>{''.join(rows)}</ol></div>"
    )


def _marked(article: Article, start: int, end: int, citations: Sequence[Citation], turn: int) -> Iterator[str]:
    """Yield text[start:end] as HTML, cut wherever a citation or its focus begins or ends."""
    near = [(n, c) for n, c in enumerate(citations) if c.start < end and start < c.end]
    cuts = {start, end}
    for _, citation in near:
        cuts.update((citation.start, citation.end), focus(citation) or ())
    bounds = sorted(c for c in cuts if start <= c <= end)
    for a, b in pairwise(bounds):
        words = safe(article.text[a:b])
        inside = [(n, c) for n, c in near if c.start <= a and b <= c.end]
        if not inside:
            yield words
            continue
        exact = any((f := focus(c)) and f[0] <= a and b <= f[1] for _, c in inside)
        yield f"<mark class='{'cited exact' if exact else 'cited'}' data-cite='{turn}-{inside[0][0]}'>{words}</mark>"
