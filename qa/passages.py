"""Cuts an article into paragraphs, sentences and passages, all by exact offsets."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.normalize import visible
from qa.types import Article, Passage

# Half-open offsets into Article.text.
Span = tuple[int, int]

# A passage is what the encoder embeds and the reader reads at once. 200 characters of Chinese are about 130 tokens:
# with the question they fit one window of the reader, and few are so long that the encoder blurs them.
PASSAGE_CHARS = 200
# A sentence is what a citation shows. Text without any full stop is cut at clauses, so that a quotation stays readable.
SENTENCE_CHARS = 400

_CLOSERS = "”’」』）)】》〉\"'］]"
# The end of a sentence: Chinese stops (with the closing quotes behind them), or a Latin stop before a space and a
# capital, a digit or a CJK character. A stop inside quotation marks followed by more of the sentence does not end it.
_SENTENCE_END = re.compile(
    rf"[。！？!?…]+[{re.escape(_CLOSERS)}]*(?![,，、;；:：。！？!?…])"
    rf"|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\be\.g)(?<!\bi\.e)"
    r"(?<!\b(?:Mrs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Gov|Sen|Rep|Gen|Col|Sgt|Rev|Inc|Ltd))"
    rf"(?<!\b(?:Sept|Corp|Prof|Capt))\.[{re.escape(_CLOSERS)}]*(?=\s+[\"'“‘(]?[A-Z0-9\u4e00-\u9fff])"
)
# What web pages leave in the middle of a line when their layout is lost: no part of the sentence behind or before it.
_FURNITURE = re.compile(
    r"(?:正文|原标题)[:：]\s*|[ \u00a0\u3000]{3,}|(?<= )×\s*"
    r"|(?=[^\S\n]?广告[ \u3000])|(?=返回搜狐)|(?=[（(]?责任编辑[:：])|(?=[（(]?责编[:：])"
)
_CLAUSE_END = re.compile(r"[；;]|[，,]")
_PARAGRAPH = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")

# A line like 一、… or 1. … or ending in a colon introduces what follows it.
_INTRODUCES = re.compile(r"[:：]\s*$")
HEADING_CHARS = 40
# What is asked in an interview stands above the reply, which does not say again what it is about.
_ASKED = re.compile(
    r"^[^\S\n]*(?:[\u4e00-\u9fff]{0,10}(?:记者|記者|主持人|新闻|新聞|日报|日報|晚报|晚報)|问|問|本[报刊報網网][^:：]{0,4}|[QＱ]|Question)\s*[:：]"
)
_REPLIES = re.compile(r"^[^\S\n]*[\u4e00-\u9fffA-Za-z·. ]{1,20}\s*[:：]")
_ASKED_CHARS = 160
_INTERVIEW = 2  # questions at least
_ITEM = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、是要,，.．:：]|第[一二三四五六七八九十\d]+[,，、:：]?|[（(]?\d{1,2}[）)、.．]|[-•·●*])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article: the unit that a citation shows. `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


def _trim(text: str, start: int, end: int) -> Span | None:
    """Leave off white space at both ends; None where nothing is left to see."""
    piece = text[start:end]
    if not visible(piece):
        return None
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return start, end


def paragraphs(text: str) -> list[Span]:
    r"""Return the spans of the lines that hold something, without the white space around them.

    >>> paragraphs(" a\n\n b ")
    [(1, 2), (5, 6)]
    """
    spans = (_trim(text, m.start(), m.end()) for m in _PARAGRAPH.finditer(text))
    return [span for span in spans if span]


def _cut_long(text: str, start: int, end: int, limit: int) -> Iterator[Span]:
    """Cut a run without sentence ends into pieces of at most `limit` characters, at a clause where there is one."""
    while end - start > limit:
        ends = [m.end() for m in _CLAUSE_END.finditer(text, start + limit // 2, start + limit)]
        strong = [e for e in ends if text[e - 1] in "；;"]
        cut = (strong or ends or [start + limit])[-1]
        yield start, cut
        start = cut
    yield start, end


def sentence_spans(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of text[start:end], trimmed; together they hold every visible character.

    >>> sentence_spans("他说：“好。”会议结束。", 0, 11)
    [(0, 7), (7, 11)]
    """
    cuts = {m.end() for pattern in (_SENTENCE_END, _FURNITURE) for m in pattern.finditer(text, start, end)}
    bounds = [start, *sorted(cuts), end]
    pieces = (p for a, b in itertools.pairwise(bounds) for p in _cut_long(text, a, b, SENTENCE_CHARS))
    trimmed = (_trim(text, a, b) for a, b in pieces)
    return [span for span in trimmed if span]


def sentences(text: str) -> list[Sentence]:
    """Return all sentences of a text, in order; none crosses into another paragraph."""
    return [
        Sentence(start, end, number)
        for number, (a, b) in enumerate(paragraphs(text))
        for start, end in sentence_spans(text, a, b)
    ]


def split(article: Article, *, size: int = PASSAGE_CHARS) -> list[Passage]:
    """Cut an article into passages, paragraph by paragraph, at sentence ends where that is possible.

    The pieces of a paragraph follow one another without overlap: with overlap LangChain's splitter lost characters in
    a quarter of random texts. Every visible character of the article is in exactly one passage.

    :param size: characters of a passage at most, at least 1.
    """
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # a slow import, not needed to load an article

    splitter = RecursiveCharacterTextSplitter(
        separators=[_SENTENCE_END.pattern, r"[；;]", r"[，,]", r"\s+", ""],
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=0,
        strip_whitespace=False,  # so that the pieces join to the paragraph and offsets can be added up
    )
    passages = []
    heading, follows = "", False
    above = _questions_above(article.text)
    asked = frozenset(above.values())
    for start, end in paragraphs(article.text):
        line = article.text[start:end]
        if question := above.get(start):
            heading = question
        elif not (follows or _is_item(line)) or heading in asked:
            heading = ""  # the heading holds for the line right below it and for the items of its enumeration
        at = start
        for piece in splitter.split_text(line):
            span = _trim(article.text, at, at + len(piece))
            at += len(piece)
            if span:
                passages.append(Passage.of(article, *span, heading=heading))
        if at != end:
            raise AssertionError(f"the splitter lost characters: paragraph of {end - start}, pieces of {at - start}")
        follows = len(line) <= HEADING_CHARS and bool(_INTRODUCES.search(line))
        heading = line if follows else heading
    return passages


def is_asked(line: str) -> bool:
    """Tell whether a line is what an interviewer asks (记者:修了多久?)."""
    return len(line) <= _ASKED_CHARS and bool(_ASKED.match(line)) and ("?" in line or "？" in line)


def _questions_above(text: str) -> dict[int, str]:
    """Return, by where a paragraph starts, the question that it replies to; none outside of interviews.

    The reply begins with who gives it, and goes on until the next question.
    """
    lines = [(start, text[start:end]) for start, end in paragraphs(text)]
    if sum(is_asked(line) for _, line in lines) < _INTERVIEW:
        return {}
    found: dict[int, str] = {}
    question, replying = "", False
    for start, line in lines:
        if _ASKED.match(line):
            question, replying = (line if is_asked(line) else ""), False
        elif question and (replying or _REPLIES.match(line)):
            found[start], replying = question, True
    return found


def _is_item(line: str) -> bool:
    """Tell whether a line is an item of an enumeration (一要…, 第二…, 3. …), which keeps the heading above it."""
    return bool(_ITEM.match(line))
