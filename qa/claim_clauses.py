"""Cuts a claim and its proof into clauses, and tells which of them speak of the same."""

import re
from collections.abc import Sequence

from qa.claim_items import HAN

STOP = re.compile(r"[,;:。!?…\n]|(?<![a-z])\.(?= )")
# Of what the clause that shares most with a claim has in common with it.
_MUCH = 0.25


def pieces(plain: str) -> list[str]:
    """Return the clauses of a text.

    >>> pieces("集团没有裁员,明年建厂。")
    ['集团没有裁员', '明年建厂']
    """
    return [p for p in (q.strip() for q in STOP.split(plain)) if p]


def pairs(words: str) -> set[str]:
    """Return what two texts are compared by: neighbouring Chinese characters and English words of some length."""
    found = {words[i : i + 2] for i in range(len(words) - 1) if HAN.match(words[i]) and HAN.match(words[i + 1])}
    return found | set(re.findall(r"[a-z]{4,}", words))


def aligned(clause: str, told: Sequence[str]) -> str:
    """Return the clause of the proof that shares most with one of a claim, "" where none shares anything."""
    mine = pairs(clause)
    best = max(told, key=lambda t: (len(mine & pairs(t)), -len(t)), default="")
    return best if mine & pairs(best) else ""


def run(claim: str, sentence: str) -> str:
    """Return the clauses of a sentence from the first to the last that has much in common with a claim.

    >>> run("甲厂生产钢材30万吨", "李敏说,甲厂去年生产钢材30万吨,比前年多。")
    '甲厂去年生产钢材30万吨'
    """
    mine, clauses = pairs(claim), pieces(sentence)
    shared = [len(mine & pairs(c)) for c in clauses]
    much = [i for i, n in enumerate(shared) if n and n >= _MUCH * max(shared)]
    return ",".join(clauses[much[0] : much[-1] + 1]) if much else sentence
