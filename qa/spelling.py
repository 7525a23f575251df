"""Spells the words of a question as the article does: slips that sound alike, names in Latin letters."""

import os
import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from qa.normalize import for_models

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
# Characters of asking and connecting: a pair with one of them is no misspelled word.
_FUNCTION = set(
    "几谁什么哪多少吗呢怎样何为的了是在有这那他她它和与吧啊我你您们个被把对向从到就都也还不没级位次年月日号以已于一两"
)


@lru_cache(maxsize=20_000)
def _sound(char: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # single characters are enough; the phrases take a second
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(char)[0])


class Spelling:
    """The character pairs of one article, by spelling and by sound.

    :param text: of the article.
    :param people: names of people in it.
    """

    def __init__(self, text: str, people: Collection[str]) -> None:
        self._text = for_models(text)
        self._people = people
        self._pairs = Counter(run[i : i + 2] for run in _HAN_RUN.findall(self._text) for i in range(len(run) - 1))
        self._by_sound: dict[tuple[str, str], list[str]] | None = None

    def _alike(self, pair: str) -> list[str]:
        """Return the pairs of the article that sound like this one and differ in one character, most frequent first."""
        if self._by_sound is None:
            self._by_sound = {}
            for known, _ in self._pairs.most_common():
                self._by_sound.setdefault((_sound(known[0]), _sound(known[1])), []).append(known)
        heard = self._by_sound.get((_sound(pair[0]), _sound(pair[1])), [])
        return [k for k in heard if (k[0] == pair[0]) != (k[1] == pair[1])]

    def _with_chinese_names(self, question: str) -> str:
        """Write the people that a question names in Latin letters (Yao Lin) as the article does."""
        if question.isascii():
            for name in self._people:
                given = "".join(_sound(c) for c in name[1:])
                question = re.sub(rf"\b{_sound(name[0])}[ -]{given}\b", name, question, flags=re.IGNORECASE)
        return question

    @staticmethod
    def _cuts_a_word(text: str, at: int, known: str) -> bool:
        """Tell whether the character that `known` would change at text[at : at + 2] is of a word that goes beyond.

        Then the pair lies across two words and is no slip: 候完 in 什么时候完工, where the article says 延后完工.
        """
        from rjieba import has_word

        outer = text[at - 1 : at + 1] if known[0] != text[at] else text[at + 1 : at + 3]
        return len(outer) == 2 and bool(has_word(outer))

    def mend(self, question: str) -> str:
        """Return the question with such words spelled as the article does; the same question where there are none.

        A pair of characters that the article does not have is replaced where one that sounds alike is a name, or stands
        in the article with a neighbour that it has in the question too and takes no character from a word beside it.
        """
        from rjieba import has_word  # loads a dictionary

        plain = for_models(question)
        mended = self._with_chinese_names(plain)
        for run in _HAN_RUN.finditer(mended):
            for i in range(run.start(), run.end() - 1):
                pair = mended[i : i + 2]
                if pair in self._pairs or set(pair) & _FUNCTION:
                    continue
                for known in self._alike(pair):
                    if has_word(pair) and not (has_word(known) or known in self._people):
                        continue  # a word is no slip for what is none: 一起 for 以起
                    left, right = mended[max(run.start(), i - 1) : i], mended[i + 2 : min(run.end(), i + 3)]
                    in_context = (left and left + known in self._text) or (right and known + right in self._text)
                    if known[0] == pair[0] and any(mended.endswith(name, 0, i + 1) for name in self._people):
                        continue  # what stands behind a name is no part of it: 某某收了 for 某某受贿
                    if known in self._people or (in_context and not self._cuts_a_word(mended, i, known)):
                        mended = mended[:i] + known + mended[i + 2 :]
                        break
        return question if mended == plain else mended
