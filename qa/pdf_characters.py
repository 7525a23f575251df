"""Mends the characters that PDF files give: radicals instead of ideographs, ligatures, controls."""

import unicodedata
from functools import lru_cache

from qa.decoding import is_control

# Fonts draw a radical and its ideograph with one glyph, and programs that write PDF pick either. Unicode relates those
# of U+2F00 to their ideographs, but of the supplement at U+2E80 only two.
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⺩⺬⺮⺼⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳⻲",
        "母民王示竹肉虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀",
        strict=True,
    )
)
_SOFT_HYPHEN = "\xad"


@lru_cache(maxsize=20_000)
def _mended(char: str) -> str:
    if "\u2e80" <= char <= "\u2eff":
        return _SUPPLEMENT.get(char, char)
    if "\u2f00" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" or "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if char in "\t\xa0\v\f":
        return " "
    if char != _SOFT_HYPHEN and (is_control(char) or unicodedata.category(char) in ("Cf", "Cs")):
        return ""
    return char


def mended(text: str) -> str:
    r"""Return the text with ideographs instead of radicals, letters instead of ligatures, and no controls.

    >>> mended("⼯作⼤会，⻓江；ﬁle\x00")
    '工作大会，长江；file'
    """
    if any("\ud800" <= char <= "\udbff" for char in text):  # pypdf gives some characters as their two halves
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(map(_mended, text))


def is_unknown(char: str) -> bool:
    """Tell whether a font did not say what a character is: it came as U+FFFD, or for private use."""
    return char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn")
