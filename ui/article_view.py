"""Shows an article as HTML: numbered paragraphs, the cited sentences marked, the exact words marked more strongly."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from qa.passages import Span, paragraphs
from qa.question import language_of
from qa.types import Article, Citation
from ui.markup import safe
from ui.texts import Texts

LANG = {"zh": "zh-CN", "en": "en"}
# A line with the title may begin with a label or a mark: 标题：… or # …  # characters
_LABEL = 8
# Facts of the page that stand above it, in this order.
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


@dataclass(frozen=True, slots=True)
class _Lit:
    """Words to mark: `key` names them for the links that lead to them."""

    key: str
    start: int
    end: int
    exact: Span | None = None
    cited: bool = True


def weighed_key(turn: int, number: int) -> str:
    """Return the key of a sentence that was weighed but not cited; that of a citation is "turn-number"."""
    return f"{turn}-w{number}"


def article_html(
    article: Article,
    texts: Texts,
    citations: Sequence[Citation] = (),
    *,
    turn: int = 0,
    weighed: Sequence[Citation] = (),
    place: str = "",
) -> str:
    """Return the article.

    :param citations: what to mark; those of other articles are not.
    :param turn: the question, counted from 0, that they belong to.
    :param weighed: sentences that were read as evidence but not cited, to mark faintly.
    :param place: which of several articles it is, in words, or an empty string.
    """
    own = [(n, c) for n, c in enumerate(citations) if c.article_id == article.id]
    lit = [_Lit(f"{turn}-{n}", c.start, c.end, focus(c)) for n, c in own]
    lit += [_Lit(weighed_key(turn, n), c.start, c.end, cited=False) for n, c in enumerate(weighed)]
    rows, titled = [], False
    for number, (start, end) in enumerate(_paragraphs(article.text), 1):
        words = "".join(_marked(article, start, end, lit))
        is_title = not titled and article.title in article.text[start : min(end, start + _LABEL + len(article.title))]
        titled = titled or is_title
        look = " class='title'" if is_title else ""
        rows.append(f"<li id='p-{number}'><p{look} dir='auto'>{words}</p></li>")
    language = LANG[language_of(article.text)]
    return (
        f"<article class='sheet' aria-labelledby='title' lang='{language}'>{_head(article, texts, place)}"
        f"<div class='paper' role='region' aria-label='{safe(texts.article)}' tabindex='0'>"
        f"<ol>{''.join(rows)}</ol></div></article>"
    )


def _head(article: Article, texts: Texts, place: str) -> str:
    """Return the title, and a line of what is known of the page."""
    facts = [place] if place else []
    facts += [article.metadata[name] for name in _FACTS if article.metadata.get(name)]
    size = texts.size.format(chars=len(article.text), paragraphs=paragraph_count(article))
    line = " · ".join(safe(fact) for fact in (*facts, size))
    return (
        f"<header><h2 id='title' dir='auto'>{safe(article.title)}</h2><p class='facts' dir='auto'>{line}</p></header>"
    )


def _marked(article: Article, start: int, end: int, lit: Sequence[_Lit]) -> Iterator[str]:
    """Yield text[start:end] as HTML, cut wherever something that is lit, or its exact words, begins or ends."""
    near = [x for x in lit if x.start < end and start < x.end]
    cuts = {start, end}
    for x in near:
        cuts.update((x.start, x.end), x.exact or ())
    bounds = sorted(c for c in cuts if start <= c <= end)
    for a, b in pairwise(bounds):
        words = safe(article.text[a:b])
        inside = [x for x in near if x.start <= a and b <= x.end]
        if not inside:
            yield words
            continue
        look = "cited" if any(x.cited for x in inside) else "weighed"
        if any(x.exact and x.exact[0] <= a and b <= x.exact[1] for x in inside):
            look += " exact"
        yield f"<mark class='{look}' data-cite='{' '.join(x.key for x in inside)}'>{words}</mark>"
