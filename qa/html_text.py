"""Reads a page of html: the lines of its main text with the facts printed around it, and what its head tells."""

import re
from collections.abc import Sequence
from typing import Any

from qa.decoding import is_control
from qa.errors import ArticleError
from qa.lines import has_words, one_line
from qa.page_facts import prints_facts

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_TEXT = re.compile(
    "script|style|noscript|template|nav|footer|aside|form|button|select|textarea|iframe|object|svg|math|head|title|canvas"
    "|audio|video"
)
_BLOCKS = re.compile(
    "address|article|blockquote|body|br|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|h[1-6]|header|hr|li"
    "|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
# Not visibility:hidden, which much-read sites put on their main text until a script has run.
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
# Parsers take the square of the number of attributes in time: two megabytes of them, minutes.
MAX_ATTRIBUTES = 1_000
_IN_TAG = re.compile(r"[A-Za-z][\w:-]*[\s/]|[\"']")
_QUOTED_OR_END = re.compile(r"""=\s*(?:"[^"]*"|'[^']*')|>""")
_AUTHOR_KEYS = ("author", "Author", "article:author", "og:article:author")
_AROUND_LINES = 12  # so far from the main text of a page are the lines that print its facts


def read_html(page: str) -> tuple[str, dict[str, str]]:
    """Return the text of a page, a line for each paragraph, and what its head tells: title, date, author, site.

    The main text is trafilatura's choice. Its headline and the lines with the facts of the page stay with it, because
    questions about them are to be answered with a citation.

    :raises ArticleError: no text.
    """
    clean = "".join(" " if is_control(c) or "\ud800" <= c <= "\udfff" else c for c in _XML_DECLARATION.sub("", page))
    if any(_attributes(piece) > MAX_ATTRIBUTES for piece in clean.split("<") if len(piece) > 2 * MAX_ATTRIBUTES):
        raise ArticleError(
            f"expected a page whose tags have at most {MAX_ATTRIBUTES:,} attributes, got more", reason="broken"
        )
    try:
        head, main, lines = _parsed(clean)
    except Exception as error:  # whatever html parsers make of hostile input
        raise ArticleError(f"the page cannot be read as html ({type(error).__name__})", reason="broken") from None
    if title := _clean_title(head.pop("title", ""), lines):
        head["title"] = title
    text = "\n".join(_with_page_facts(main, lines, title) if any(map(has_words, main)) else lines)
    if not has_words(text):
        raise ArticleError("expected a page with text, got html without any", reason="no_words")
    return text, head


def _attributes(piece: str) -> int:
    """Return how many words the tag has that stands at the beginning of a piece of html, 0 where there is none."""
    if not _IN_TAG.match(piece):
        return 0
    end = next((m.start() for m in _QUOTED_OR_END.finditer(piece) if m[0] == ">"), len(piece))
    return len(piece[:end].split())


def _parsed(page: str) -> tuple[dict[str, str], list[str], list[str]]:
    """Return the facts of a page's head, the lines of its main text, and all its visible lines."""
    from trafilatura import load_html  # here: it takes a moment, and only html needs it

    tree = load_html("<!DOCTYPE html>" + page)  # so that a fragment is taken as a page
    if tree is None:
        return {}, [], []
    _drop_hidden(tree)
    return *_extract(tree), _page_lines(tree)


def _drop_hidden(tree: Any) -> None:
    """Drop from a tree what no reader sees."""
    for element in list(tree.iter()):
        hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style", ""))
        if element.tag in ("noscript", "template") or (hidden and element.tag not in ("html", "body")):
            element.drop_tree()


def _extract(tree: Any) -> tuple[dict[str, str], list[str]]:
    """Return what trafilatura finds in a parsed page: facts of its head, and the lines of its main text."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports as errors what we handle
    # Not extensive: a date is to be told by the page, not guessed from its copyright notice. No network is used.
    dates = {"extensive_search": False, "original_date": True}
    found: Any = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, date_extraction_params=dates
    )
    if found is None:
        return {}, []
    facts = {
        "title": found.title,
        "date": found.date,
        "author": found.author,
        "site": found.sitename,
        "category": "、".join(found.categories or []),
        "url": found.url if str(found.url).startswith(("http://", "https://")) else "",
    }
    if not facts["author"]:  # trafilatura takes names of three characters and more only
        named = (e.get("content", "") for e in tree.iter("meta") if e.get("name", e.get("property")) in _AUTHOR_KEYS)
        facts["author"] = next((name for name in named if 2 <= len(name) <= 40 and "://" not in name), "")
    lines = (line.strip(" |") for line in (found.text or "").splitlines())  # rows of tables stand between bars
    main = [line for line in lines if set(line) - set("|- ")]
    return {key: one_line(value) for key, value in facts.items() if value}, main


def _page_lines(tree: Any) -> list[str]:
    """Return the visible lines of a page, without navigation, scripts and forms. Changes the tree."""
    for element in list(tree.iter()):
        if element is not tree and _NOT_TEXT.fullmatch(element.tag):
            element.drop_tree()  # the text behind it stays
            continue
        element.text = re.sub(r"[\t\n\r\f ]+", " ", element.text or "")
        element.tail = re.sub(r"[\t\n\r\f ]+", " ", element.tail or "")
        if _BLOCKS.fullmatch(element.tag):
            element.text, element.tail = "\n" + element.text, "\n" + element.tail
        elif element.tag in ("td", "th"):
            element.tail = " " + element.tail
    lines = (line.strip() for line in "".join(tree.itertext()).split("\n"))
    return [line for line in lines if line]


def _squashed(text: str) -> str:
    return "".join(text.split())


def _clean_title(title: str, lines: Sequence[str]) -> str:
    """Return the title of a page without the name of the site behind it: the line of the page that it begins with."""
    candidates = [line for line in lines if 4 <= len(line) <= len(title) and title.startswith(line)]
    if candidates:
        return max(candidates, key=len)
    return re.split(r"\s*[_|｜]\s*|\s+[-–—]\s+", title)[0].strip() or title.strip()


def _with_page_facts(main: Sequence[str], page: Sequence[str], title: str) -> list[str]:
    """Return the main text with the headline and the lines of page facts that stand around it on the page.

    >>> _with_page_facts(["会议召开。"], ["年会", "登录", "来源：某报", "会议召开。", "责任编辑：李开颜"], "年会")
    ['年会', '来源：某报', '会议召开。', '责任编辑：李开颜']
    """
    squashed = [_squashed(line) for line in page]
    wanted = {_squashed(line) for line in main}
    places = [i for i, line in enumerate(squashed) if line in wanted and (len(line) > 12 or len(wanted) < 4)]
    if not places:
        return list(main)
    first, last = places[0], places[-1]
    before = range(max(0, first - _AROUND_LINES), first)
    headline = [i for i in before if title and squashed[i] == _squashed(title)][-1:]
    above = headline + [i for i in before if i > (headline or [-1])[0] and prints_facts(page[i])]
    below = [i for i in range(last + 1, min(len(page), last + 1 + _AROUND_LINES)) if prints_facts(page[i])]
    return [
        *(page[i] for i in above if squashed[i] not in wanted),
        *main,
        *(page[i] for i in below if squashed[i] not in wanted),
    ]
