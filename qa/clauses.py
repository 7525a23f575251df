"""Cuts a Chinese sentence into clauses that say what their subject is, so that a question can be made of one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.passages import Span

# Longer sentences are lists or run together from several; longer clauses make no question that anybody would read.
SENTENCE_CHARS = 220
CLAUSE_CHARS = 90

_YEAR_MONTH_DAY = (
    r"(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日)"
    r"(?:上午|下午|晚间|晚上?|凌晨|清晨|中午|早上?|夜间)?(?:\d{1,2}(?:[时点](?:\d{1,2}分|半)?许?|:\d{2}))?"
)
TIME = re.compile(rf"{_YEAR_MONTH_DAY}(?:(?:[-~—]|至|到){{1,2}}{_YEAR_MONTH_DAY})?(?![\d.,%])")
_UNIT = (
    r"%|‰|℃|个百分点|(?:亿|万)?(?:美元|欧元|日元|港元|英镑|元)|人次|平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|千瓦时|千瓦|兆瓦"
    r"|公顷|亩|吨|小时|分钟|个?月|周年|岁|天|年|人|名|位|个|项|条|家|种|类|次|届|米|克|级|场|套|台|辆|架|艘|部|册|篇|例|起|宗|件|户|层|张|只|头|票|份|座|处|所|支|股|倍|车次|航班|班次|床|间|株|棵|顿|轮"
)
FIGURE = re.compile(
    rf"(?<![\d.第])(?P<number>\d[\d,]*(?:\.\d+)?[多余]?[百千万亿]{{0,2}}[多余]?)(?P<unit>{_UNIT})(?!\d)"
)
_WHOLE = re.compile(
    rf"(?P<paren>\([^()]{{0,60}}\))|(?P<title>《[^《》]{{1,60}}》)|(?P<quote>“[^“”]{{1,16}}”)|(?P<time>{TIME.pattern})"
    rf"|(?P<figure>{FIGURE.pattern})|(?P<foreign>[\u4e00-\u9fff]{{2,6}}·[\u4e00-\u9fff]{{2,8}})"
)
_KINDS = ("person", "paren", "title", "quote", "time", "figure", "foreign")
_BREAK = re.compile(r"[,;:。!?\n…]")
_OPEN, _CLOSE = "“‘(《「『[【", "”’)》」』]】"
# What stands before the words of the article on the page of a news site, and what says where they were written.
_LEAD_IN = re.compile(
    r".{0,160}?(?:正文|原?标题):\s*|.{0,40}?(?:[日月]电|[日月]讯|讯|消息|报道)\s*(?:\([^()]{2,40}\)|(?=\d{1,2}月))\s*"
)
_JOINTS = frozenset("、和与及的·-—")
_NOMINAL = ("n", "vn", "j", "l", "i", "eng", "an", "title", "quote", "name")
_MODIFIERS = ("a", "b", "m", "q", "uj", "f", "c", "x", "zg", "ng", "g", "k", "h", "figure", "ad")


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its part of speech (ICTCLAS; also title, quote, time, figure, name, paren) and offsets."""

    text: str
    tag: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence between stops.

    :param first: whether nothing but a time stands before it in the sentence.
    :param time: a time that stands before the subject, as "3月5日" does in 3月5日，新馆开放.
    :param subject: its tokens; at least one; those of the clause before where the clause goes on about the same.
    :param predicate: the tokens behind the subject.
    """

    start: int
    end: int
    first: bool
    time: Token | None
    subject: Sequence[Token]
    predicate: Sequence[Token]

    @property
    def whole(self) -> bool:
        """Whether the subject stands in the clause itself."""
        return self.start <= self.subject[0].start


def pieces(plain: str, start: int, end: int) -> list[Span]:
    """Return the spans between the stops of plain[start:end] that stand outside quotation marks and brackets.

    >>> pieces("甲,“乙,丙”丁。", 0, 9)
    [(0, 1), (2, 8)]
    """
    found, depth, begin = [], 0, start
    for at in range(start, end):
        char = plain[at]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and _BREAK.match(char):
            found.append((begin, at))
            begin = at + 1
    found.append((begin, end))
    return [(a + len(p) - len(p.lstrip()), b - len(p) + len(p.rstrip())) for a, b in found if (p := plain[a:b]).strip()]


def tokens(plain: str, start: int, end: int, names: Sequence[str]) -> list[Token]:
    """Return the words of plain[start:end]; titles, quotations, times, figures and names are one word each."""
    import rjieba  # loads a dictionary

    whole = _WHOLE
    if here := [n for n in names if n in plain[start:end]]:
        people = "|".join(map(re.escape, sorted(here, key=len, reverse=True)))
        whole = re.compile(rf"(?P<person>{people})|{_WHOLE.pattern}")
    found: list[Token] = []

    def words(low: int, high: int) -> None:
        for word, tag in rjieba.tag(plain[low:high]):
            if word.strip():
                found.append(Token(word, tag, low, low + len(word)))
            low += len(word)

    at = start
    for match in whole.finditer(plain, start, end):
        words(at, match.start())
        kind = next(k for k in _KINDS if match.groupdict().get(k))
        found.append(Token(match[0], "name" if kind in ("person", "foreign") else kind, *match.span()))
        at = match.end()
    words(at, end)
    return found


def clauses(plain: str, start: int, end: int, names: Sequence[str]) -> Iterator[Clause]:
    """Yield the clauses of plain[start:end] that begin with their subject, or with a time and then the subject.

    :param plain: the article as the models read it.
    :param names: people of the article.
    """
    if lead := _LEAD_IN.match(plain, start, end):
        start = lead.end()
    if end - start > SENTENCE_CHARS:
        return
    time: Token | None = None
    first = True
    before: Sequence[Token] = ()
    for low, high in pieces(plain, start, end):
        if high - low > CLAUSE_CHARS:
            time, first, before = None, False, ()
            continue
        words = tokens(plain, low, high, names)
        if words and all(w.tag in ("time", "t") for w in words):
            time = words[0] if len(words) == 1 else Token(plain[low:high], "t", low, high)
            continue
        if words and words[0].tag == "time" and (len(words) > 1 and words[1].tag != "uj"):
            time, words = words[0], words[1:]
        length = _subject(words)
        if length and length < len(words):
            before = words[:length]
            yield Clause(low, high, first, time, before, words[length:])
        elif before and words and time is None and words[0].tag in ("v", "d"):
            yield Clause(low, high, first, time, before, words)
        else:
            before = ()
        time, first = None, False


def _subject(words: Sequence[Token]) -> int:
    """Return how many words at the beginning are the noun phrase that the rest is said of; 0 where there is none."""
    length = 0
    for number, word in enumerate(words):
        if word.tag.startswith("n") or word.tag in _NOMINAL:
            length = number + 1
        elif word.tag == "paren" and number:
            continue
        elif word.tag not in _MODIFIERS or (word.tag in ("x", "c") and word.text not in _JOINTS):
            break
    if 1 < length < len(words) and words[length - 1].text == "计划" and words[length].tag != "uj":
        length -= 1  # here it is the verb
    return length
