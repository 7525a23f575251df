"""Makes a span a name: no post before it, nothing behind it, the whole of it; and a post without its holder's past."""

import re
from collections.abc import Iterable

from qa.passages import Span


def without_post(plain: str, start: int, end: int, people: Iterable[str]) -> Span:
    """Leave the post off a span that is one person with it: who it was is the name, the rest stands in the quotation.

    >>> t = "集团董事李雷主持"
    >>> without_post(t, 0, 6, ["李雷"]), without_post(t, 0, 8, ["李雷"])
    ((4, 6), (0, 8))
    """
    if plain.count("的是", start, end) == 1 and not plain.endswith("的是", start, end):  # 接任董事长的是李雷
        start = plain.index("的是", start, end) + 2
    words = plain[start:end]
    named = [name for name in people if name in words]
    return (end - len(named[0]), end) if len(named) == 1 and words.endswith(named[0]) else (start, end)


_LONGEST_NAME = 3  # of most Chinese people


def with_nothing_behind(plain: str, start: int, end: int, people: Iterable[str]) -> Span:
    """Leave the first character of the next word off a span that begins with somebody's name.

    >>> with_nothing_behind("阿黛尔梅开二度", 0, 4, ["阿黛尔"]), with_nothing_behind("李明亮现在", 0, 3, ["李明"])
    ((0, 3), (0, 3))
    """
    from rjieba import has_word  # loads a dictionary

    words = plain[start:end]
    if words in people or words[:-1] not in people:
        return start, end
    goes_on = any(has_word(plain[end - 1 : end + more]) for more in (1, 3))
    return (start, end - 1) if goes_on or len(words) > _LONGEST_NAME else (start, end)


_BRINGS_IN = re.compile("(?:一职|职务|改|则|将)由|的是")
_BEFORE = re.compile("之前|此前|以前|原来|曾|原先|原任|从前")
_OF_BEFORE = re.compile("^(?:原(?![子料野])|前(?![锋海线])任?|时任)(?=[\u4e00-\u9fff]{2})")


def narrow_post(question: str, plain: str, start: int, end: int) -> Span:
    """Leave off a post what stands before it, and, where a question asks what was before, that it was before.

    >>> t = "总经理一职由原首席财务官夏某出任"
    >>> [t[slice(*narrow_post(q, t, 0, 12))] for q in ("夏某之前是什么职务?", "夏某是谁?")]
    ['首席财务官', '原首席财务官']
    """
    brought = [m.end() for m in _BRINGS_IN.finditer(plain, start, end) if m.end() < end]
    start = brought[-1] if brought else start
    before = _OF_BEFORE.match(plain[start:end]) if _BEFORE.search(question) else None
    return start + (before.end() if before else 0), end


_QUOTED_NAME = re.compile("(?:“[^“”,，。]{1,10}”|「[^「」,，。]{1,10}」)$")


_ALL_IN_MARKS = re.compile("“[^“”]+”|「[^「」]+」")


def with_quoted_name(text: str, start: int, end: int, low: int) -> Span:
    """Take in what stands in quotation marks right before the name of a company or the like, in its sentence.

    Of a name that is all in marks these are no part.

    >>> t = "“快骑”沧浪公司表示"
    >>> t[slice(*with_quoted_name(t, 4, 8, 0))], t[slice(*with_quoted_name(t, 0, 4, 0))]
    ('“快骑”沧浪公司', '快骑')
    """
    if _ALL_IN_MARKS.fullmatch(text, start, end):
        return start + 1, end - 1
    name = _QUOTED_NAME.search(text, low, start) if text[end - 1 : end] not in ("”", "」") else None
    begins = name is not None and (name.start() == low or text[name.start() - 1] in "，,。；;、：:\n \u3000")
    return (name.start(), end) if name and begins else (start, end)


def with_whole_names(plain: str, start: int, end: int, low: int, high: int, people: Iterable[str]) -> Span:
    """Widen a span that begins or ends within somebody's name.

    >>> with_whole_names("教师瞿维舟介绍", 2, 4, 0, 7, ["瞿维舟"])
    (2, 5)
    """
    for name in people:
        for match in re.finditer(re.escape(name), plain[low:high]):
            a, b = low + match.start(), low + match.end()
            if a < end and start < b:
                start, end = min(start, a), max(end, b)
    return start, end
