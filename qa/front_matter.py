"""Reads the front matter of a markdown text: what its author says of it in the lines above it."""

import re

from qa.page_facts import FACTS

FRONT_MATTER = re.compile(r"---[ \t]*\n(.{0,4000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_NAMES = {
    "标题": "title",
    "日期": "date",
    "作者": "author",
    "来源": "source",
    "分类": "category",
    "categories": "category",
}
_KEPT = frozenset(("title", "subtitle", "url", *FACTS))


def front_matter(text: str) -> dict[str, str]:
    r"""Return the `key: value` lines between two `---` at the top of a markdown text, under this project's names.

    >>> front_matter("---\ntitle: '年会'\ndate: 2021-06-10\n---\n正文")
    {'title': '年会', 'date': '2021-06-10'}
    """
    block = FRONT_MATTER.match(text)
    pairs = re.findall(r"^(\w+)[ \t]*[:：][ \t]*(.+)$", block[1], re.M) if block else []
    values = {_NAMES.get(key.lower(), key.lower()): value.strip().strip("\"'") for key, value in pairs}
    return {key: value for key, value in values.items() if key in _KEPT and value}
