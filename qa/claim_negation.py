"""Whether just one of a claim and its proof denies what both speak of."""

import re
from collections.abc import Sequence

from qa.claim_clauses import pairs

# Words with 不 that deny nothing: 不仅, 不过 but not 不过问, 不到 before an amount, 不同 but not 不同意.
_NO_DENIAL = (
    "[低少高多大小]于|仅|断|但|同(?!意)|少|过(?!问|度|期|关)|错|久|得不|只|论|管(?!理|制)|是说|到(?=[\\d一二两三四五六七八九十百千万半])|足(?!额)"
    "|等(?!于|待)|止(?!步|损)|超过|免(?!费|除|签|税|职)|禁(?!止|用|售|烟)|由(?=得|自主|分说)|妨(?!碍|害)|愧|乏|料|时|惜|光(?!滑|彩|荣)"
    "|单(?!独)|已|自觉|知不觉"
)
NEGATION = re.compile(
    rf"(?<!差)不(?!{_NO_DENIAL})|并非|(?<![淹沉吞埋出覆湮])没(?![收落顶])有?|未(?!来|成年)|无(?!论|疑|数|人机|线)|别(?=[再吃喝去让把买信用靠碰])|切勿"
    r"|禁止|严禁|拒绝|否认|避免|防止"
    r"|\bnot\b|n't\b|\bno\b|\bnever\b|\bwithout\b|\bden(?:y|ied|ies)\b|\brefus\w+|\bfailed to\b"
)
# What says without a negation that something is not done or not there, in a word that says just that …
_NOT_DONE = (
    r"谢绝|婉拒|推辞|终止|取消|撤销|放弃|排除|除了?[^,。;]{1,20}外|尚(?=[在待需须])|限于|才能|例外|豁免|杜绝|冒牌|假冒"
    r"|失败|空白|维持|[拒驳]|[剩还][^,。;]{0,4}\d"
)
_NOT_DONE_EN = (
    r"only|except|unless|until|reject\w*|declin\w*|ruled? out|exclud\w*|cancel\w*|stop\w*|avoid\w*|lack\w*"
    r"|instead|neither|nor|nobody|none|nothing"
)
_LACKED = re.compile(rf"{_NOT_DONE}|暂(?:停|缓|不|时未)|停[止业产运航课工办]|缺席|缺[少乏]|\b(?:{_NOT_DONE_EN})\b")
# … or in one that may: of a claim, which then is not read as affirming it.
_LACKS = re.compile(
    rf"{_NOT_DONE}|免(?!疫|得|费)|停(?!车|靠|泊)|暂(?!时)|待|仅|只(?!要)|缺|欠|避|防|其余|余下|照常|照旧|照样|保持|躲|漏|首次|新军"
    rf"|\b(?:alone|{_NOT_DONE_EN})\b"
)
# Denied twice is affirmed: 不禁止.
_TWICE = re.compile(r"(?:不|没有?|从?未|并未)(?:禁止|严禁|拒绝|否认)")
# 要不要 leaves open.
_OPEN = re.compile(r"([\u4e00-\u9fff])不\1|能否|是否|有没有|有无")
# What has not happened yet is told as what is to come.
_NOT_YET = re.compile("(?:还|仍|尚|目前)(?:没有?|未|无)")
_TO_COME = re.compile("将|预计|计划|拟|后再|才|在等|等待")
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


def denies(text: str) -> bool:
    """Tell whether a text denies something."""
    return bool(NEGATION.search(_without_idioms(text)))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _without_idioms(text: str) -> str:
    """Return a text without what denies nothing: idioms (马不停蹄), double negations, names in quotation marks."""
    text = _OPEN.sub(_blank, _TWICE.sub(_blank, _TERM.sub(_blank, text)))
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
        said = (*speaking, against) if speaking else (against,)
        if _NOT_YET.search(clause) and any(_TO_COME.search(p) for p in said):
            return False
        return any(said) and not any(denies(p) or _lacked(p, clause) for p in said)
    clause = _lacking(clause, told)
    if denies(claim):
        return bool(_only_denied(told) & pairs(clause))
    if against and (denied := _denied(against)) and denied & pairs(clause):
        return True
    return bool(_only_denied(told) & pairs(clause))


def _lacked(piece: str, clause: str) -> bool:
    """Tell whether a piece of the proof says that something is not, in a word that a claim's clause does not deny."""
    return any(match[0] not in clause for match in _LACKED.finditer(_without_idioms(piece)))


def _lacking(clause: str, told: Sequence[str]) -> str:
    """Return a clause without what it says is not done, in a word that its proof does not use: 放弃索赔."""
    kept, at = "", 0
    for match in _LACKS.finditer(clause):
        if match.start() >= at and not any(match[0] in p for p in told):
            kept, at = kept + clause[at : match.start()], match.end() + 10
    return kept + clause[at:]


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
