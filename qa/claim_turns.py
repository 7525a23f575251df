"""What turns a claim against its proof though the words agree: not, perhaps, must, all, only, down for up."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from qa import claim_words as words
from qa.claim_words import NEGATION
from qa.yes_no import OPPOSITES

_HAN = re.compile(r"[\u4e00-\u9fff]")
_STOP = re.compile(r"[,;:。!?…\n]|(?<![a-z])\.(?= )")
# What a word for not denies stands within so many characters behind it.
_REACH = 10
# So many characters before a word for rising or falling say what moves.
_BESIDE = 6


@cache
def _set_patterns() -> tuple[tuple[re.Pattern[str], ...], ...]:
    def one(alternatives: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{alternatives})\b" if alternatives[0].isascii() else f"(?:{alternatives})")

    return tuple(tuple(one(w) for w in members) for members in words.SETS)


def pieces(plain: str) -> list[str]:
    """Return the clauses of a text.

    >>> pieces("集团没有裁员,明年建厂。")
    ['集团没有裁员', '明年建厂']
    """
    return [p for p in (q.strip() for q in _STOP.split(plain)) if p]


def pairs(text: str) -> set[str]:
    """Return what two texts are compared by: neighbouring Chinese characters and English words of some length."""
    found = {text[i : i + 2] for i in range(len(text) - 1) if _HAN.match(text[i]) and _HAN.match(text[i + 1])}
    return found | set(re.findall(r"[a-z]{4,}", text))


def aligned(clause: str, told: Sequence[str]) -> str:
    """Return the clause of the proof that shares most with one of a claim, "" where none shares anything."""
    mine = pairs(clause)
    best = max(told, key=lambda t: (len(mine & pairs(t)), -len(t)), default="")
    return best if mine & pairs(best) else ""


def turned(claim: str, sentences: Sequence[str], *, before: Sequence[str] = (), same_language: bool = True) -> str:
    """Return "" where nothing turns a claim against its proof, else what does.

    :param claim: as by `for_matching`.
    :param sentences: the proof, the same way.
    :param before: what is said right before each of its sentences.
    :param same_language: whether words of the one can be looked for in the other.
    :returns: "", negation, modality, scope, direction, opposite or deed.
    """
    told = [p for s in sentences for p in pieces(s)]
    whole = "\n".join(sentences)
    if _scope(claim, told, whole):
        return "scope"
    if _another(claim, whole):
        return "opposite"
    if not same_language:
        return "direction" if _trend(claim) * _trend(whole) < 0 else ""
    if any(claimed.search(claim) and not needed.search(whole) for claimed, needed in words.DEEDS):
        return "deed"
    if _negated(pieces(claim), told):
        return "negation"
    for clause in pieces(claim):
        against = aligned(clause, told)
        if not against:
            continue
        if _direction(clause, told):
            return "direction"
        if _opposed(clause, against):
            return "opposite"
        number = next(i for i, s in enumerate(sentences) if against in s)
        if _modality(clause, against, claim, sentences[number], before[number] if before else ""):
            return "modality"
    return ""


@lru_cache(maxsize=1_024)
def _denied(clause: str) -> tuple[str, ...]:
    """Return the words that stand behind a word for not, those that say little left out.

    >>> _denied("但均未提出异议")
    ('异议',)
    """
    import rjieba  # loads a dictionary, and answers do without it

    match = NEGATION.search(clause)
    if not match:
        return ()
    behind = clause[match.end() : match.end() + _REACH]
    if not _HAN.search(behind):
        return tuple(w for w in re.findall(r"[a-z]{4,}", behind + clause[match.end() + _REACH :])[:3])
    found = []
    for word in rjieba.cut(behind):
        while word[:2] in words.LIGHT and len(word) > 2:  # 提出异议 is one word of the dictionary
            word = word[2:]
        if len(word) > 1 and _HAN.match(word) and word not in words.LIGHT:
            found.append(word)
    return tuple(found)


def _odd(clause: str) -> bool:
    return len(NEGATION.findall(clause)) % 2 == 1


def _speaks_of(clause: str, denied: Sequence[str]) -> bool:
    """Tell whether a clause speaks of what another one denies: of the first word, or of two."""
    return bool(denied) and (denied[0] in clause or sum(w in clause for w in denied) > 1)


def _negated(claim: Sequence[str], told: Sequence[str]) -> bool:
    """Tell whether just one of a claim and its proof denies what both speak of."""
    for clause in claim:
        if _odd(clause):
            speaking = [p for p in told if _speaks_of(p, _denied(clause))]
            if speaking and not any(_odd(p) or words.SHORT_OF.search(p) for p in speaking):
                return True
    for clause in told:
        if not _odd(clause):
            continue
        denied = _denied(clause)
        speaking = [c for c in claim if _speaks_of(c, denied)]
        if not speaking or any(_odd(c) or _short(c, denied) for c in speaking):
            continue
        if not any(_speaks_of(p, denied) and not (_odd(p) or _future(p)) for p in told):
            return True
    return False


def _short(clause: str, denied: Sequence[str]) -> bool:
    """Tell whether a clause says not so without a word for not, in a word that is not itself denied elsewhere."""
    return any(not any(m[0] in w for w in denied) for m in words.SHORT_OF.finditer(clause))


def _trend(clause: str) -> int:
    """Return 1 where a clause tells of a rise, -1 of a fall, 0 of neither or both."""
    return bool(words.UP.search(clause)) - bool(words.DOWN.search(clause))


def _direction(clause: str, told: Sequence[str]) -> bool:
    """Tell whether a clause has a rise where its proof has a fall, or the other way round."""
    mine = _trend(clause)
    if not mine:
        return False
    moved = (words.UP if mine > 0 else words.DOWN).search(clause)
    # What moves is named right before.
    beside = clause[max(0, moved.start() - _BESIDE) : moved.start()] if moved else ""
    return any(_trend(aligned(part, told)) == -mine for part in (clause, beside))


def _opposed(clause: str, against: str) -> bool:
    """Tell whether a clause has a word of two characters or more whose opposite, and not itself, its proof has."""
    for a, b in OPPOSITES + words.MORE_OPPOSITES:
        for mine, other in ((a, b), (b, a)):
            if len(mine) > 1 and mine in clause and mine not in against and other in against and other not in clause:
                return True
    return False


def _future(text: str) -> bool:
    """Tell whether a text speaks of what is to come; 将 before a noun is 把."""
    if words.PLANNED.search(text):
        return True
    import rjieba

    for match in words.WILL.finditer(text):
        behind = rjieba.tag(text[match.end() : match.end() + 8], False)
        if behind and behind[0][1][:1] in "vdpat" and behind[0][1] != "x":
            return True
    return False


def _modality(clause: str, against: str, claim: str, sentence: str, before: str) -> bool:
    """Tell whether a claim is surer than its proof, or tells as done or due what is meant or allowed."""
    for match in words.MAYBE.finditer(against):
        behind = pairs(against[match.end() : match.end() + _REACH])
        if words.CERTAIN.search(claim):
            return True
        if (not behind or behind & pairs(clause)) and not (words.CAREFUL.search(claim) or _future(claim)):
            return True
    if words.MUST.search(clause) and words.MAY.search(against) and not words.MUST.search(sentence):
        return True
    if words.DONE.search(clause) and not (_future(claim) or words.DONE.search(against)):
        # What is to come is said once for several things: 将编制规划,制定方案.
        if _future(sentence[: sentence.find(against) + len(against)]):
            return True
        if "已" in clause and words.AHEAD.search(before) and not words.DONE.search(sentence):
            return True
    return (
        bool(words.WILL.search(clause)) and _future(clause) and not (_future(sentence) or words.MAYBE.search(sentence))
    )


def _scope(claim: str, told: Sequence[str], whole: str) -> bool:
    """Tell whether a claim says all, only, first or most where its proof does not."""
    if words.ALL.search(claim) and not words.ALL_TOLD.search(whole):
        return True
    for clause in pieces(claim):
        if words.ALL.search(clause) or words.EACH.search(clause):
            against = aligned(clause, told)
            if words.SOME.search(against) and not (words.ALL_TOLD.search(against) or words.SOME.search(claim)):
                return True
    if words.ONLY.search(claim) and not words.ONLY_TOLD.search(whole):
        return True
    if words.FIRST.search(claim) and not words.FIRST_TOLD.search(whole):
        return True
    return bool(words.MOST.search(claim)) and not words.MOST_TOLD.search(whole)


def _another(claim: str, whole: str) -> bool:
    """Tell whether a claim has one of a set of which its proof has only others."""
    for members in _set_patterns():
        mine = {i for i, m in enumerate(members) if m.search(claim)}
        if mine and (its := {i for i, m in enumerate(members) if m.search(whole)}) and not mine & its:
            return True
    return False
