"""Finds what a text is called: its headline, else the beginning of its first sentence."""

import re
from itertools import islice

from qa.front_matter import FRONT_MATTER
from qa.lines import has_words, lines, one_line
from qa.page_facts import LINE_CHARS, prints_facts
from qa.page_patterns import STAMP

TITLE_CHARS = 60  # longer lines are sentences, not headlines; English ones take twice as many letters
SHORTENED_CHARS = 30  # of a first sentence that stands in for a title

_TITLE_LABEL = re.compile(r"(?:#{1,6}\s+|(?:原?标\s?题|题\s?目|[Tt]itle|TITLE)\s*[:：]\s*[\"']?)")
_BREADCRUMB = re.compile(r"(?:当前|您的?|现在|所在|你的?)(?:所在)?的?位置|首页\s*[>＞»/›|-]|.*\S\s*[>＞»›]\s*\S")
_ITEM = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]+[章节条部]|[-*•●#>|+])"
)
_CREDIT = re.compile(r"\S{0,6}(?:来源|來源|记者|記者|作者|编辑|編輯|供图|供圖|摄影|攝影|图源)")
_DATELINE = re.compile(r"^.{0,25}?(?:电|讯|报道)\s*(?:[（(][^（）()]{2,40}[）)])\s*")


def _is_headline(line: str) -> bool:
    """Tell whether a line could be a headline: short, with words, neither a sentence nor a line of page facts."""
    limit = TITLE_CHARS * 2 if line.isascii() else TITLE_CHARS
    return (
        2 <= len(line) <= limit
        and has_words(line)
        and "。" not in line
        and not line.endswith((".", "；", ";", "，", ",", "：", ":", "、"))
        and not re.match(r"(?:---|```|\|)", line)
        and not _BREADCRUMB.match(line)
        and not prints_facts(line)
    )


def headline(text: str) -> tuple[str, str]:
    r"""Return the headline that a text begins with, and the second line of one that has two; "" for what is missing.

    >>> headline("赋能添色\n——某集团举办社会责任工作大会\n来源：某报\n会议召开。")
    ('赋能添色', '——某集团举办社会责任工作大会')
    """
    block = FRONT_MATTER.match(text, len(text) - len(text.lstrip()))
    top = [text[start:end] for start, end in islice(lines(text, block.end() if block else 0), 6)]
    while top and (_BREADCRUMB.match(top[0][:LINE_CHARS]) or prints_facts(top[0])):
        top.pop(0)
    first, second, below = (*top, "", "", "")[:3]
    if label := _TITLE_LABEL.match(first):
        first = first[label.end() :].rstrip("\"' #")
    if not _is_headline(first):
        return "", ""
    has_two = (
        below
        and _is_headline(second)
        and not _ITEM.match(second)
        and not _CREDIT.match(second)
        and (second.startswith(("—", "--")) or (len(second) >= 8 and (prints_facts(below) or "。" in below)))
    )
    return first, second if has_two else ""


def first_words(text: str) -> str:
    """Return the beginning of the first sentence, without the stamp and the dateline that may stand before it."""
    line = next((text[start:end] for start, end in lines(text) if has_words(text[start:end])), "")
    line = line[: 4 * LINE_CHARS]
    for pattern in (STAMP, _TITLE_LABEL, _DATELINE):
        if (match := pattern.match(line)) and has_words(line[match.end() :]):
            line = line[match.end() :]
    sentence = re.split(r"(?<=[。！？!?])|(?<=\.)\s", line, maxsplit=1)[0].strip()
    sentence = sentence.rstrip("。.") or sentence
    if sentence.count("“") != sentence.count("”"):  # the other half is in the next sentence
        sentence = sentence.strip("“”") or sentence
    limit = SHORTENED_CHARS * 2 if sentence.isascii() else SHORTENED_CHARS
    return one_line(sentence if len(sentence) <= limit else sentence[: limit - 1].rstrip("，,、；;：: ") + "…")
