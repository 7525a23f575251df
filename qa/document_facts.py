"""What the properties of a PDF or Word document tell of it, without what programs write there of their own."""

import re
from collections.abc import Mapping

from qa.lines import has_words, one_line
from qa.pdf_characters import mended

_PROGRAM_PREFIX = re.compile(
    r"^(?:Microsoft (?:Word|PowerPoint|Excel)|WPS (?:文字|演示|表格)?)\s*[-–]\s*", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"\(?(?:untitled|anonymous|unspecified|none|unknown|无标题|未命名)\)?|(?:文档|新建|document|presentation|slide)[\s\w]{0,24}"
    r"|PowerPoint (?:Presentation|演示文稿)|.*\.(?:docx?|pdf|wps|indd|qxd|pptx?|rtf|txt|html?|tex|dvi|cdr|fh\d*|s2|ps)|https?://.*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:anonymous|unspecified|unknown|none|user|admin|administrator|owner|root|lenovo|dell|hp|asus|acer|pc|office|microsoft"
    r"|windows|thinkpad|python-docx|用户|微软用户|微软中国|匿名)\)?(?: ?(?:user|office user|\d+))?|.*[@\\/].*",
    re.IGNORECASE,
)


def document_facts(properties: Mapping[str, str]) -> dict[str, str]:
    """Return the properties of a document that a person has filled in, not the program that made it.

    >>> document_facts({"title": "Microsoft Word - 年会闭幕", "author": "Administrator"})
    {'title': '年会闭幕'}
    """
    title = _PROGRAM_PREFIX.sub("", one_line(mended(properties.get("title", ""))))
    author = one_line(mended(properties.get("author", "")))
    facts = {}
    if has_words(title) and not _NO_TITLE.fullmatch(title):
        facts["title"] = title
    if has_words(author) and len(author) <= 40 and not _NO_AUTHOR.fullmatch(author):
        facts["author"] = author
    return facts
