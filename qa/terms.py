"""The terms of a text, which of a question's name something, and how much of them a piece of the article speaks of."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from qa.normalize import for_matching
from qa.types import Passage

# Words that ask or connect and name nothing. Cut out before the terms are made, so that no pair spans them.
_FUNCTION = re.compile(
    r"请问|请|告诉我|我想知道|想知道|你知道|知道|能否|可以|帮我|一下|麻烦|到底|究竟|根据|按照|文章中?|文中|本文|这篇|报道中?|新闻中?"
    r"|是不是|有没有|是否|谁|什么时候|什么|哪些|哪个|哪家|哪位|哪里|哪儿|哪一?[天年月日]|哪[一二三四五六七八九十几]?|何时|何地|何|多少|多久|多大|多长|几"
    r"|为什么|为何|为啥|怎么样|怎么|怎样|如何|咋|啥|吗|呢|吧|啊|呀|嘛|么|的|了|着|过|地|得|是|在|有|和|与|及|或|以及|被|把|对|向|从|于|由|给|让|为|就|都|也|还|又|这|那|其|该|此|他们|她们|它们|他|她|它|我们|你们|您|你|我|个|名|位|项|些|之|所|等|分别|一共|总共|共"
    r"|\b(?:what|when|where|which|who|whom|whose|why|how|many|much|is|are|was|were|be|been|did|does|do|has|have|had|the|a|an|of|in|on|at|to|for|by|with|from|and|or|it|its|this|that|these|those|there|he|she|his|her|they|their|please|tell|me|about|article)\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")


def tokens(text: str) -> list[str]:
    """Return the terms of a text: words and numbers of Latin script, and the character pairs of everything else.

    Chinese writes no spaces; pairs of neighbouring characters need no dictionary and find names that none knows.

    >>> tokens("ESG体系建设 2020")
    ['esg', '体系', '系建', '建设', '2020']
    """
    terms: list[str] = []
    word, run = "", ""
    for char in for_matching(text) + " ":
        ascii_word = char.isascii() and char.isalnum()
        ideograph = not ascii_word and char.isalnum()
        if word and not ascii_word:
            terms.append(word)
            word = ""
        if run and not ideograph:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
            if len(run) == 1:
                terms.append(run)
            run = ""
        if ascii_word:
            word += char
        elif ideograph:
            run += char
    return terms


def content_terms(question: str) -> list[str]:
    """Return the terms of a question that name something, in order.

    >>> content_terms("谁主持了会议?")
    ['主持', '会议']
    """
    return tokens(_FUNCTION.sub(" ", for_matching(question)))


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
        terms = content_terms(question)
        kept = []
        for before, term, after in zip(["", *terms], terms, [*terms[1:], ""], strict=False):
            joins = before[-1:] == term[:1] and term[-1:] == after[:1] and len(term) == 2
            if not (joins and not self._frequency[term] and self._frequency[before] and self._frequency[after]):
                kept.append(term)
        return list(dict.fromkeys(kept))

    def coverage(self, terms: Iterable[str], *texts: str) -> float:
        """Return the share, in [0, 1], of the weight of `terms` that occurs in the texts; 1 without any term."""
        there = {t for text in texts for t in tokens(text)}
        weights = [(self.weight(t), t in there) for t in terms]
        whole = sum(w for w, _ in weights)
        return sum(w for w, found in weights if found) / whole if whole else 1.0


def numerals(text: str) -> set[str]:
    """Return the Arabic numerals of a text as they would be compared.

    >>> sorted(numerals("2020年的１３项"))
    ['13', '2020']
    """
    return set(_NUMERAL.findall(for_matching(text)))
