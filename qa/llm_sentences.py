"""Cuts what a language model says into sentences while it comes, each with the passage numbers behind it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qa.errors import LLMError
from qa.normalize import unhidden
from qa.question import language_of

# What a model is told to say, alone, when the passages do not answer.
NOT_TOLD = "NOT_IN_ARTICLE"

_CLOSERS = "”’」』）)》〉\"'"
_MARK = r"[\[【［〔]\s*\^?\d{1,4}(?:\s*[,，、;；–~-]\s*\d{1,4})*\s*[\]】］〕]"
_MARKS = re.compile(_MARK)
_RANGE = re.compile(r"(\d{1,4})\s*[–~-]\s*(\d{1,4})|(\d{1,4})")
# A sentence ends before something that is no part of its end: so "3." waits for "5%", and "。" for its passage numbers.
# A run of marks is tried once, from its beginning: "!!!!…" must not take the square of its length.
_END = re.compile(
    rf"(?:(?<![。！？!?…])[。！？!?…]++|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)\.(?=[\s\[【［〔{re.escape(_CLOSERS)}]))"
    rf"[{re.escape(_CLOSERS)}]*(?:\s*{_MARK})*(?=\s*[^\s\[【［〔。！？!?….,，、;；:：{re.escape(_CLOSERS)}])"
)
# A passage number before a comma ends what was said of that passage: each half is judged by itself.
_HALF = re.compile(rf"(?:{_MARK})\s*[，,；;]\s*")
_BULLET = re.compile(
    r"\s*(?P<mark>[-*•·●]|\d{1,2}[.．)、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、)\s*"
)
_MARKDOWN = re.compile(r"\*\*|__|`+|^\s*#{1,6}\s+|^\s*>\s*")
_PREFIX = re.compile(r"^(?:答案?|回答|answer)\s*[:：]\s*", re.IGNORECASE)
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>\s*", re.DOTALL)
_THINKS = re.compile(r"\s*<think(?:ing)?>")
_MOST_NUMBERS = 20
# What has no end after so much is no sentence; it is looked through again with each piece that comes.
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a language model.

    :param text: without passage numbers and markup.
    :param numbers: of the passages that it names, in its order, each once.
    :param opens_line: whether it begins a line.
    :param bullet: the mark of a list item before it, "" where there is none.
    """

    text: str
    numbers: tuple[int, ...] = ()
    opens_line: bool = False
    bullet: str = ""

    @property
    def tells_nothing(self) -> bool:
        """Whether the model says here that the passages do not answer."""
        return NOT_TOLD in self.text


def sentences(pieces: Iterable[str]) -> Iterator[Said]:
    """Cut a reply, given in any pieces, into sentences, each as soon as it is whole.

    What a reasoning model thinks aloud in front is left out, and so are characters that nobody sees.

    :raises LLMError: a sentence without an end.

    >>> [(s.text, s.numbers) for s in sentences(["会议由敖宏主", "持。[2]姚林讲话。", "[3, 5-6]"])]
    [('会议由敖宏主持。', (2,)), ('姚林讲话。', (3, 5, 6))]
    """
    rest, opens = "", True
    spoken = False
    for piece in pieces:
        rest += unhidden(piece)
        if not spoken:
            rest = rest.lstrip()
            if _THINKS.match(rest) or "<think".startswith(rest.strip()[:6]):
                rest, found = _THOUGHT.subn("", rest, count=1)
                if not found:
                    continue
            spoken = bool(rest.strip())
        while cut := _first_end(rest):
            end, ends_line = cut
            for half in _halves(rest[:end]):
                if said := _said(half, opens_line=opens):
                    yield said
                    opens = False
            opens = opens or ends_line
            rest = rest[end:].lstrip("\r\n" if ends_line else None)
        if len(rest) > _LONGEST:
            raise LLMError("endless")
    for half in [] if _THINKS.match(rest) else _halves(rest):
        if said := _said(half, opens_line=opens):
            yield said
            opens = False


def _first_end(text: str) -> tuple[int, bool] | None:
    """Return where the first sentence ends and whether its line does; None where that is not known yet."""
    line = text.find("\n")
    bullet = _BULLET.match(text)
    match = _END.search(text, bullet.end() if bullet else 0, line if line >= 0 else len(text))
    if match:
        return match.end(), False
    return (line + 1, True) if line >= 0 else None


def _halves(sentence: str) -> list[str]:
    """Cut a sentence behind passage numbers in the middle of it.

    >>> _halves("会议召开[1]，李雷讲话。[2]")
    ['会议召开[1]。', '李雷讲话。[2]']
    """
    cuts = list(_HALF.finditer(sentence))
    stop = "。" if language_of(sentence) == "zh" else ". "
    starts = [0, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), len(sentence)]
    marks = [m[0].rstrip("，,；; ") + stop for m in cuts] + [""]
    return [sentence[a:b] + mark for a, b, mark in zip(starts, ends, marks, strict=True)]


def _said(text: str, *, opens_line: bool) -> Said | None:
    """Take the marks off a sentence; None where no word is left."""
    numbers: list[int] = []
    for mark in _MARKS.findall(text):
        for first, last, one in _RANGE.findall(mark):
            a, b = (int(one), int(one)) if one else (int(first), int(last))
            numbers += range(a, min(b, a + _MOST_NUMBERS) + 1)
    text = _MARKDOWN.sub("", _MARKS.sub("", text)).strip()
    bullet = ""
    if opens_line and (match := _BULLET.match(text)):
        bullet, text = match["mark"], text[match.end() :]
    text = " ".join(_PREFIX.sub("", text).split())
    # A number was taken out from between a sentence and its stop.
    text = re.sub(r"\s+(?=[。！？，、；：.,;:!?])", "", text)
    if not any(c.isalnum() for c in text):
        return None
    return Said(text, tuple(dict.fromkeys(numbers))[:_MOST_NUMBERS], opens_line, bullet)
