"""Whether a sentence can say why, where a question asks that."""

import re

from qa.normalize import for_models

_ASKS_WHY = re.compile(r"为什么|为何|为啥|原因|缘何|何以|凭什么|怎么会|缘由|\bwhy\b|\breason", re.IGNORECASE)
# since 2018, since last May: no cause.
_SINCE_WHEN = (
    r"\d|then|last|early|late|the |(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber"
)
_CAUSE = re.compile(
    r"因|由于|为了|为[^期何]{2,30}[,，]|以便|旨在|目的|所以|导致|造成|引发|出于|鉴于|受[^,，。]{1,30}影响|随着|使得?|有助于|有利于|从而|才能|源于|源自|得益于|归功于|归因于|归咎于|解释[为称说是]|在于|起因|由此|促使|为的是"
    rf"|\b(?:because|since(?! (?:{_SINCE_WHEN}))|due to|owing to|so that|in order to|as a result|to \w+|cause[ds]?"
    r"|led to|after|following|amid)\b",
    re.IGNORECASE,
)


def gives_reason(question: str, told: str) -> bool:
    """Tell whether a sentence can say why, where a question asks that; how something is done has no such form.

    >>> asked = ("为什么推迟?", "因暴雨推迟。"), ("为什么推迟?", "比赛推迟。"), ("怎么办?", "拨打电话。")
    >>> [gives_reason(question, told) for question, told in asked]
    [True, False, True]
    """
    return not _ASKS_WHY.search(for_models(question)) or bool(_CAUSE.search(for_models(told)))
