"""Finds web addresses, and Latin words among Chinese, that a language model says and its article does not."""

import re
from collections.abc import Collection

from qa.normalize import for_matching
from qa.question import Language, language_of

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://|(?:[a-z0-9-]+[.@])+[a-z]{2,}")
_WORD = re.compile(r"[a-z]{2,}")
# 5 km for 五公里: the figure is held against the article with its unit.
_UNIT = re.compile(r"(?<=\d)\s*(?:[mckd]?m|k?g|[km]?w|[km]?wh|ha|km/h|usd|rmb|gb|mb|tb)(?![a-z])")


def latin_words(text: str) -> frozenset[str]:
    """Return the web addresses of a text, as far as their host, and its Latin words, in lower case.

    >>> sorted(latin_words("见 WWW.A-b.com/c 的ESG报告"))
    ['com', 'esg', 'www', 'www.a-b.com']
    """
    plain = for_matching(text)
    return frozenset(_ADDRESS.findall(plain)) | frozenset(_WORD.findall(plain))


def strange(claim: str, known: frozenset[str], *, languages: Collection[Language]) -> bool:
    """Tell whether a sentence names what its article does not: an address, or in Chinese any Latin word.

    So does a whole English sentence where nobody asked in English: across languages little can be proven.

    Likeness in meaning cannot tell: a true sentence stays as near to the article with an address behind it.

    :param known: `latin_words` of the article and the question.
    :param languages: of the article and the question.
    """
    plain = _UNIT.sub(" ", for_matching(claim))
    said = set(_ADDRESS.findall(plain))
    if said or "en" not in languages or language_of(claim) == "zh":
        said |= set(_WORD.findall(plain))
    return not said <= known
