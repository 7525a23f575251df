"""The terms of a text, which of a question's name something, and how much of them a piece of the article speaks of."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from qa.dates import Date, dates_in
from qa.digits import value, written
from qa.figures import Figure, figures_in
from qa.normalize import for_matching
from qa.types import Passage

# Words that ask or connect and name nothing. Cut out before the terms are made, so that no pair spans them.
_FUNCTION = re.compile(
    r"请问|请|告诉我|叫(?:什么|啥)(?:名字)?|我想知道|想知道|你知道|知道|能否|可以|帮我|一下|麻烦|到底|究竟|根据|按照|文章中?|文中|本文|这篇|报道中?|新闻中?"
    r"|是不是|有没有|是否|谁|什么时候|什么|哪些|哪个|哪家|哪位|哪里|哪儿|哪一?[天年月日]|哪[一二三四五六七八九十几]?|何时|何地|何|多少|多久|多大|多长|几"
    r"|为什么|为何|为啥|怎么样|怎么|怎样|如何|咋|啥|吗|呢|吧|啊|呀|嘛|么|的|了|着|过|地|得|是|在|有|和|与|及|或|以及|被|把|对|向|从|于|由|给|让|为|就|都|也|还|又|这|那|其|该|此|他们|她们|它们|他|她|它|我们|你们|您|你|我|个|名|位|项|些|之|所|等|分别|一共|总共|共"
    r"|\b(?:what|when|where|which|who|whom|whose|why|how|many|much|is|are|was|were|be|been|did|does|do|has|have|had|the|a|an|of|in|on|at|to|for|by|with|from|and|or|it|its|this|that|these|those|there|he|she|his|her|they|their|please|tell|me|about|article)\b",
    re.IGNORECASE,
)
# Of these the single characters are parts of words, too: 被困, 就业, 地铁; not behind what counts: 几名, 两位.
_PARTICLES = frozenset("的了着过地得是在有和与及或被把对向从于由给让为就都也还又这那其该此他她它我您你名位项些之所等共")
_COUNTS = frozenset("几少哪一两二三四五六七八九十百千万亿每这那0123456789")
_MEASURES = frozenset("名位项等")
_WORD = re.compile(r"(?P<latin>[A-Za-z0-9]+)|[^\W_A-Za-z0-9]+")
_LETTER = re.compile(r"[\u4e00-\u9fff]|[a-z]{2,}")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[零〇○一二两三四五六七八九十百千万亿]{1,16}")
_ABOUT = re.compile("[多余来几]")
_DECADE = re.compile("年代|世纪|s\\b")
_PART_OF_YEAR = re.compile("[年月][度底初末中份间]")
# An item of a list is asked for by its number, which the list need not have: the third point.
_ITEM_UNITS = ("", "个", "阶段", "步", "段", "句", "部", "章", "节", "组")


def tokens(text: str) -> list[str]:
    """Return the terms of a text: words of Latin script, the value of each figure and date, and character pairs.

    Chinese writes no spaces; pairs of neighbouring characters need no dictionary and find names that none knows.
    Numbers and dates have the same terms however they are written (30%, 12000, 第4, 6月, 8日); amounts
    and ordinals in Chinese numerals keep their pairs beside them, as they are parts of names too.

    >>> tokens("ESG体系建设 2020")
    ['esg', '体系', '系建', '建设', '2020']
    >>> tokens("1.2万人,1万2千人")
    ['12000', '人', '12000', '人']
    >>> tokens("第四届"), tokens("第4届")
    (['第四', '四届', '第4'], ['第4', '届'])
    """
    plain = for_matching(text)
    terms: list[str] = []
    extra: list[str] = []
    at = 0
    for item in _items(plain):
        if isinstance(item, Date) or item.kind in ("percent", "time") or _ARABIC.search(plain, item.start, item.end):
            terms += _words(plain[at : item.start])
            terms += _item_terms(item)
            at = _number_end(plain, item)
        else:
            extra += _item_terms(item)
    return terms + _words(plain[at:]) + extra


def _words(plain: str) -> list[str]:
    """Return Latin words and the character pairs of the rest."""
    terms: list[str] = []
    for match in _WORD.finditer(plain):
        run = match[0]
        if match["latin"] or len(run) == 1:
            terms.append(run)
        else:
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
    return terms


def _items(plain: str) -> list[Figure | Date]:
    """Return the figures and dates of a text that was folded for matching, in order."""
    dates = dates_in(plain)
    return sorted([*dates, *figures_in(plain, dates)], key=lambda item: item.start)


def _number_end(plain: str, item: Figure | Date) -> int:
    """Return where what the terms of an item say ends: the unit of a figure is a word by itself, as is 年度, 月底."""
    if isinstance(item, Figure):
        return item.number
    return item.end - bool(_PART_OF_YEAR.match(plain, item.end - 1))


def _item_terms(item: Figure | Date) -> list[str]:
    """Return the terms of a figure or a date."""
    if isinstance(item, Date):
        return [
            f"{part}{mark}"
            for part, mark in ((item.year, ""), (item.month, "月"), (item.day, "日"))
            if part is not None
        ]
    if item.kind == "percent":
        return [f"{written(item.value * 100)}%"]
    if item.kind == "time":
        return [f"{int(item.value) // 60}:{int(item.value) % 60:02}"]
    return [("第" if item.kind == "ordinal" else "") + written(item.value)]


def content_terms(question: str, is_word: Callable[[str], bool] = lambda pair: False) -> list[str]:
    """Return the terms of a question that name something, in order.

    :param is_word: whether a pair of characters, one of which may stand for itself, is a word.

    >>> content_terms("谁主持了会议?")
    ['主持', '会议']
    >>> content_terms("占三成的是什么产品?")
    ['占', '30%', '产品']
    >>> content_terms("多少人被困?"), content_terms("多少人被困?", "被困".__eq__)
    (['人', '困'], ['人', '被困'])
    """
    plain = for_matching(question)
    terms: list[str] = []
    at = 0
    for item in _items(plain):
        # A number that only its length tells may be part of a name (二十大), 一 is mostly no number at all (一名).
        words = plain[item.start : item.end]
        if isinstance(item, Figure) and not _ARABIC.search(words):
            named = item.kind == "quantity" and item.end == item.number
            if named or (words.startswith("一") and item.value == 1) or plain.endswith("哪", 0, item.start):
                continue
        terms += _words(_named(plain[at : item.start], is_word))
        terms += _item_terms(item)
        at = _number_end(plain, item)
    return terms + _words(_named(plain[at:], is_word))


def _named(plain: str, is_word: Callable[[str], bool]) -> str:
    """Return a text with a space for each of its words that name nothing, and one around each of the words that do."""
    found = [
        (i, i + 2)
        for i in range(len(plain) - 1)
        if ((plain[i] in _PARTICLES) != (plain[i + 1] in _PARTICLES))
        and not (plain[i] in _MEASURES and plain[i - 1 : i] and plain[i - 1] in _COUNTS)
        and is_word(plain[i : i + 2])
    ]
    pieces, at = [], 0
    for start, end in found:
        if start >= at:
            pieces += [_FUNCTION.sub(" ", plain[at:start]), plain[start:end]]
            at = end
    return " ".join([*pieces, _FUNCTION.sub(" ", plain[at:])]) if pieces else _FUNCTION.sub(" ", plain)


def content_letters(text: str) -> set[str]:
    """Return the Chinese characters and the words of Latin script in a text that name something.

    Another wording of the same shares more of these than of the pairs that `tokens` makes.

    >>> sorted(content_letters("谁主持了ESG会议?"))
    ['esg', '主', '会', '持', '议']
    """
    return set(_LETTER.findall(_FUNCTION.sub(" ", for_matching(text))))


class Relevance:
    """Term weights of one article.

    :param passages: at least one.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        frequency: Counter[str] = Counter()
        for passage in passages:
            frequency.update(set(tokens(f"{passage.heading}\n{passage.text}")))
        self._frequency = frequency
        self._count = len(passages)

    def weight(self, term: str) -> float:
        """Return the inverse document frequency of a term as in BM25 (Robertson and Zaragoza 2009), above 0."""
        n = self._frequency[term]
        return math.log(1.0 + (self._count - n + 0.5) / (n + 0.5))

    def content(self, question: str) -> list[str]:
        """Return the terms of a question that name something, each once.

        A pair of characters that the article does not have, between two that it has, only joins two words and is left
        out: 林提 in 姚林提出.
        """
        terms = content_terms(question, self._is_word)
        kept = []
        for before, term, after in zip(["", *terms], terms, [*terms[1:], ""], strict=False):
            joins = before[-1:] == term[:1] and term[-1:] == after[:1] and len(term) == 2
            if not (joins and not self._frequency[term] and self._frequency[before] and self._frequency[after]):
                kept.append(term)
        return list(dict.fromkeys(kept))

    def _is_word(self, pair: str) -> bool:
        """Tell whether a pair of characters is a word, and one that the article has."""
        if not self._frequency[pair]:
            return False
        from rjieba import has_word  # loads a dictionary

        return bool(has_word(pair))

    def coverage(self, terms: Iterable[str], *texts: str) -> float:
        """Return the share, in [0, 1], of the weight of `terms` that occurs in the texts; 1 without any term."""
        there = {t for text in texts for t in tokens(text)}
        weights = [(self.weight(t), t in there) for t in terms]
        whole = sum(w for w, _ in weights)
        return sum(w for w, found in weights if found) / whole if whole else 1.0


_FEW = frozenset("two three four five six seven eight nine ten".split())


def numerals(text: str) -> set[str]:
    """Return the values that a question names, as they are compared with those of an article.

    Left out are Chinese numerals of one character (两人, 三位) and English ones up to ten, which say no more than what
    can be counted, and the numbers of items (第三点); times of day, which may be told by either half of it.

    >>> sorted(numerals("2020年的１３项,占三成,第四届,两人"))
    ['13', '2020', '30%', '4']
    """
    plain = for_matching(text)
    found: set[str] = set()
    at = 0
    for item in _items(plain):
        found.update(_ARABIC.findall(plain, at, item.start))  # c919
        at = item.end
        if isinstance(item, Figure):
            if _ABOUT.search(plain, item.start, item.end) or _DECADE.match(plain, item.number):
                continue  # 六百多万 may be 620万, 九十年代 1998
            if plain[item.start : item.end] == "half":
                continue  # the first half of the year
            number = plain[item.start : item.number]
            if item.kind == "quantity" and (number in _FEW or (len(number) == 1 and not number.isdecimal())):
                continue
            if item.kind == "time" or (item.kind == "ordinal" and item.unit in _ITEM_UNITS):
                continue
        elif item.year is None and item.month is None and plain[item.end - 1] == "号":
            found.add(str(item.day))  # 3号楼
            continue
        found.update(term.removeprefix("第") for term in _item_terms(item))
    return found | set(_ARABIC.findall(plain, at))


def known_numerals(text: str) -> set[str]:
    """Return every value that an article has, however loosely: also the numerals of words and lists (一是, 三农).

    >>> {"3", "30%", "2021", "6月"} <= known_numerals("三是达到三成。2021-06-08")
    True
    """
    plain = for_matching(text)
    found = set(_ARABIC.findall(plain))
    found.update(written(number) for m in _CHINESE.finditer(plain) if (number := value(m[0])) is not None)
    for item in _items(plain):
        found.update(term.removeprefix("第") for term in _item_terms(item))
        if isinstance(item, Figure) and not item.unit and item.kind == "quantity":
            found.add(f"{written(item.value)}%")
    return found
