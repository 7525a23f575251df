"""One spelling for text that may be written in several: half-width, simplified, printable; always the same length.

Because no function here changes the number of characters, an offset into the result is an offset into the original.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Any

REPLACEMENT = "\ufffd"
# What NFKC leaves as it is though it is written for another: 3∶2.
_SAME_SIGN = {"∶": ":"}


@lru_cache(maxsize=20_000)
def _fold_char(char: str) -> str:
    """Fold one character; what would become several (ﬁ, ㈱) stays."""
    category = unicodedata.category(char)
    if category == "Cs":
        return REPLACEMENT  # a lone surrogate: no encoder, tokenizer or browser takes it
    if category in ("Cc", "Cf", "Zl", "Zp"):
        return char if char in "\n\r\t" else " "
    folded = _SAME_SIGN.get(char) or unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def fold(text: str) -> str:
    r"""Return the text in half-width forms, without surrogates and control characters, of the same length.

    >>> fold("２０２１年，ＥＳＧ\x00")
    '2021年,ESG '
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_fold_char, text))


@cache
def _converter() -> Any:
    from opencc import OpenCC  # not at the top: loading its tables takes a moment

    return OpenCC("t2s")


@cache
def _back_converter() -> Any:
    from opencc import OpenCC

    return OpenCC("s2tw")


def to_traditional(text: str) -> str:
    """Return the text in traditional characters; its length may change, and lone surrogates become "?".

    >>> to_traditional("文章里没有提到“面条”。")
    '文章裡沒有提到“麵條”。'
    """
    return str(_back_converter().convert(text.encode("utf-8", "replace").decode("utf-8")))


@lru_cache(maxsize=20_000)
def _simplify_char(char: str) -> str:
    simple: str = _converter().convert(char)
    return simple if len(simple) == 1 else char


def to_simplified(text: str) -> str:
    """Return the text in simplified characters, of the same length.

    >>> to_simplified("誰主持了會議?")
    '谁主持了会议?'
    """
    if text.isascii():
        return text
    clean = text.encode("utf-8", "replace").decode("utf-8")  # OpenCC refuses lone surrogates; "?" is as long
    converted: str = _converter().convert(clean)
    if len(converted) != len(text):  # a phrase that is shorter or longer in the other script
        converted = "".join(map(_simplify_char, clean))
    return (
        "".join(o if c == "?" else c for o, c in zip(text, converted, strict=True)) if "?" in converted else converted
    )


def visible(text: str) -> bool:
    r"""Tell whether a text has anything to see in it, a lone surrogate included, which is shown as U+FFFD.

    >>> visible("…"), visible(" \x00")
    (True, False)
    """
    return any(unicodedata.category(char)[0] in "LMNPS" or unicodedata.category(char) == "Cs" for char in text)


def for_models(text: str) -> str:
    """Return the text as the models read it: folded and simplified, of the same length."""
    return to_simplified(fold(text))


def for_matching(text: str) -> str:
    """Return the text for comparing words: as for the models, in lower case, of the same length."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in for_models(text))


def printable(text: str) -> str:
    """Return the text fit for any page, terminal or JSON writer: surrogates and control characters replaced."""
    return "".join(
        REPLACEMENT if unicodedata.category(c) == "Cs" or (unicodedata.category(c) == "Cc" and c not in "\n\r\t") else c
        for c in text
    )


def unhidden(text: str) -> str:
    r"""Return the text without what nobody sees of it: format characters, control characters, surrogates.

    A text that is judged folded and shown as it came must hold none: "\u202e" alone makes 3.2 read 2.3.

    >>> unhidden("\u202e3.2\u202c\u200b亿元\x1b\n")
    '3.2亿元\n'
    """
    return "".join(c for c in text if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
