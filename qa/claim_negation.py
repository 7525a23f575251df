"""Whether just one of a claim and its proof denies what both speak of."""

import re
from collections.abc import Sequence

from qa.claim_clauses import pairs

NEGATION = re.compile(
    r"(?<!差)不(?!仅|断|但|同|少|过|错|久|得不|只|论|管|是说|到|足|等|止|超过|免|禁|由|妨|愧|乏|料|时|惜|光|单|已|自觉|知不觉)|并非|没有?|未(?!来|成年)|无(?!论|疑|数|人机|线)|别(?=[再吃喝去让把买信用靠碰])|切勿|禁止|严禁|拒绝|否认|避免|防止"
    r"|\bnot\b|n't\b|\bno\b|\bnever\b|\bwithout\b|\bden(?:y|ied|ies)\b|\brefus\w+|\bfailed to\b"
)
# 不 and 无 within four characters or more may make an idiom.
_NO_IN_IT = re.compile("[不无没未]")
_TERM = re.compile("[“‘「『《][^“”‘’「」『』《》,。!?;]{2,14}[”’」』》]")


def _denied(text: str) -> set[str] | None:
    """Return what follows the first negation of a text; None where it has none."""
    match = NEGATION.search(_without_idioms(text))
    if match is None:
        return None
    # 无 belongs to the word behind it: 无犯罪记录证明
    return pairs(text[match.end() : match.end() + (4 if match[0] == "无" else 10)])


def _without_idioms(text: str) -> str:
    """Return a text with idioms that have a negation in them (马不停蹄) and names in quotation marks blanked out."""
    text = _TERM.sub(lambda m: " " * len(m[0]), text)
    if not _NO_IN_IT.search(text):
        return text
    import rjieba

    return "".join(
        " " * len(word) if len(word) > 3 and tag[:1] in "ilza" and NEGATION.search(word) else word
        for word, tag in rjieba.tag(text)
    )


def negated(clause: str, against: str, told: Sequence[str], claim: str) -> bool:
    """Tell whether just one of a claim's clause and its proof denies what both speak of."""
    if (denied := _denied(clause)) is not None:
        speaking = [p for p in told if denied & pairs(p)]
        if speaking:
            return not any(NEGATION.search(_without_idioms(p)) for p in (*speaking, against))
        return bool(against) and not NEGATION.search(_without_idioms(against))
    if NEGATION.search(claim):
        return bool(_only_denied(told) & pairs(clause))
    if against and (denied := _denied(against)) and denied & pairs(clause):
        return True
    return bool(_only_denied(told) & pairs(clause))


def _only_denied(told: Sequence[str]) -> set[str]:
    """Return what the proof speaks of right behind a negation, and nowhere else: 放弃 of 从未放弃."""
    denied: set[str] = set()
    affirmed: set[str] = set()
    for piece in told:
        plain = _without_idioms(piece)
        at = 0
        for match in NEGATION.finditer(plain):
            denied |= pairs(plain[match.end() : match.end() + 3])
            affirmed |= pairs(plain[at : match.start()])
            at = match.end() + 3
        affirmed |= pairs(plain[at:])
    return denied - affirmed
