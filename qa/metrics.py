"""The measures of the evaluation: pure functions, each with a worked example."""

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.normalize import for_matching

# Signs that Unicode counts as punctuation but that are part of a figure: 30 and 30% are different answers.
_FIGURE_SIGNS = frozenset("%‰")
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?!\.?\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CJK_NUMERALS = frozenset("〇零一二三四五六七八九十百千")
# Stands between two figures that only punctuation kept apart: 7、8 is not 78.
_GAP = "\x00"

# The words that answer yes or no. They count where the answer opens with them: 是 also stands inside 不是.
POLARITY = frozenset("是 是的 对 对的 有 会 能 可以 不 不是 不对 否 并非 没 没有 不会 不能 不可以 未 yes no".split())


def _fold(text: str) -> str:
    return _THOUSANDS.sub("", for_matching(text))


def _points(folded: str) -> set[int]:
    """Return where a full stop is a decimal point."""
    return {m.start() + m.group().index(".") for m in _DECIMAL.finditer(folded)}


def _is_loose(char: str) -> bool:
    """Tell whether a character is white space, punctuation or a control character that comparing ignores."""
    return char not in _FIGURE_SIGNS and (unicodedata.category(char)[0] in "PZC" or char in "^`~+=|<>")


def normalise(text: str) -> str:
    """Return what is compared: lower case, half-width, simplified, without white space and punctuation.

    Percent signs and decimal points stay, thousands separators go.

    >>> normalise(" 《Green Finance》，誰主持 ？")
    'greenfinance谁主持'
    >>> normalise("１，２００ 家，增長 3.5%。")
    '1200家增长3.5%'
    """
    folded = _fold(text)
    points = _points(folded)
    return "".join(c for i, c in enumerate(folded) if i in points or not _is_loose(c))


def _class(char: str) -> str:
    """Return in which kind of figures a character stands; empty for no digit."""
    return "digit" if char.isdigit() else "numeral" if char in _CJK_NUMERALS else ""


def _searchable(text: str) -> str:
    """Normalise, but keep a mark between figures that only punctuation kept apart."""
    folded = _fold(text)
    points = _points(folded)
    out: list[str] = []
    loose = False
    for i, char in enumerate(folded):
        if i not in points and _is_loose(char):
            loose = True
            continue
        if loose and out and _class(char) and _class(char) == _class(out[-1]):
            out.append(_GAP)
        out.append(char)
        loose = False
    return "".join(out)


def exact_match(prediction: str, references: Sequence[str]) -> float:
    """Return 1.0 where the prediction equals a reference after normalisation, else 0.0.

    As the CMRC 2018 evaluation script does (Cui et al. 2019, eval/cmrc2018_evaluate.py of ymcui/cmrc2018).

    >>> exact_match("“敖宏”。", ["敖宏", "敖宏同志"])
    1.0
    """
    predicted = normalise(prediction)
    return float(any(predicted == normalise(reference) for reference in references))


def f1(prediction: str, references: Sequence[str]) -> float:
    """Return the best F1 over the references, by the longest common substring of characters.

    The CMRC 2018 evaluation script; it counts a word of Latin script as one character, here each letter counts.

    >>> round(f1("协会会长敖宏", ["敖宏"]), 3)  # precision 2/6, recall 2/2
    0.5
    """
    return max((_f1(normalise(prediction), normalise(reference)) for reference in references), default=0.0)


def _f1(predicted: str, reference: str) -> float:
    common = SequenceMatcher(None, predicted, reference, autojunk=False).find_longest_match().size
    # 2PR / (P + R) with P = common / |predicted| and R = common / |reference|
    return 2 * common / (len(predicted) + len(reference)) if common else 0.0


def _splits_number(text: str, edge: int, beside: int) -> bool:
    """Tell whether text[edge], at an end of what was found, and text[beside], outside it, belong to one number."""
    if not 0 <= beside < len(text) or not _class(text[edge]):
        return False
    if text[beside] == ".":  # only decimal points are left
        return _class(text[edge]) == "digit"
    return _class(text[edge]) == _class(text[beside])


def contains(answer: str, wanted: str) -> bool:
    """Tell whether the wanted words stand in the answer, after normalisation, no number cut out of a longer one.

    >>> contains("共有 1,200 家企业", "1200家"), contains("2012年", "12年"), contains("二十三家", "三")
    (True, False, False)
    """
    return _contains(_searchable(answer), wanted)


def _contains(text: str, wanted: str) -> bool:
    words = _searchable(wanted)
    if not words:
        return False
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not _splits_number(text, at, at - 1) and not _splits_number(text, end - 1, end):
            return True
        at = text.find(words, at + 1)
    return False


def groups_met(answer: str, groups: Sequence[Sequence[str]], *, yes_no: bool = False) -> int:
    """Count the groups of which the answer contains an alternative.

    :param yes_no: the answer must open with an alternative that is a word for yes or no (`POLARITY`).

    >>> groups_met("不是，是陈琪宣读的。", [["不是", "否"], ["陈琪"]], yes_no=True)
    2
    >>> groups_met("不是，是陈琪宣读的。", [["是"]], yes_no=True)
    0
    """
    text = _searchable(answer)

    def met(alternative: str) -> bool:
        word = normalise(alternative)
        if yes_no and word in POLARITY:
            return text.startswith(word) and not text.startswith("是否")
        return _contains(text, alternative)

    return sum(any(met(alternative) for alternative in group) for group in groups)


def recall_at(ranks: Sequence[int | None], k: int) -> float:
    """Return the share of evidence pieces that the first k passages cover.

    :param ranks: for each piece the rank (from 1) of the first passage that overlaps it, None where none does.

    >>> recall_at([1, 5, None], 3)
    0.3333333333333333
    """
    if not ranks:
        raise ValueError("expected at least one evidence piece, got none")
    return sum(rank is not None and rank <= k for rank in ranks) / len(ranks)


def reciprocal_rank(ranks: Sequence[int | None]) -> float:
    """Return 1 / rank of the first relevant passage, 0.0 where none was found.

    >>> reciprocal_rank([None, 4, 2])
    0.5
    """
    return max((1 / rank for rank in ranks if rank is not None), default=0.0)


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % confidence interval of a share; 0 <= low <= high <= 1."""

    low: float
    high: float


# The quantile of the standard normal distribution that leaves 2.5 % on either side.
_Z = 1.959964


def wilson(successes: float, n: int) -> Interval:
    """Return the 95 % score interval of a share (Wilson, JASA 22, 1927); (0, 1) where nothing was counted.

    Of a mean of n values in [0, 1] too, with their sum as `successes`: none varies more than what is 0 or 1 with that
    mean, so the interval is rather too wide.

    >>> i = wilson(8, 10); round(i.low, 3), round(i.high, 3)
    (0.49, 0.943)
    """
    if not 0 <= successes <= n:
        raise ValueError(f"expected 0 <= successes <= {n}, got {successes}")
    if n == 0:
        return Interval(0.0, 1.0)
    share, z2 = successes / n, _Z * _Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # at the ends the formula gives the share itself; rounding must not push the bound past it
    return Interval(max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half)))


@dataclass(frozen=True, slots=True)
class Bin:
    """The replies with a confidence in (low, high], of the first bin from 0 on.

    :param confidence: their mean, in [0, 1]; 0 of none.
    :param right: how many of the `n` were right.
    """

    low: float
    high: float
    n: int
    confidence: float
    right: int


def reliability(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> list[Bin]:
    """Sort replies into bins of equal width by their confidence (Guo et al., ICML 2017).

    :param confidences: (n,), each in [0, 1].
    :param right: (n,), whether the reply was right.
    :raises ValueError: lengths that differ.

    >>> reliability([0.4, 0.9, 0.7], [False, True, False], bins=2)[1]
    Bin(low=0.5, high=1.0, n=2, confidence=0.8, right=1)
    """
    edges = [i / bins for i in range(1, bins)]
    boxes: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, hit in zip(confidences, right, strict=True):
        boxes[bisect_left(edges, confidence)].append((confidence, hit))
    return [
        Bin(low, high, len(box), sum(c for c, _ in box) / max(1, len(box)), sum(h for _, h in box))
        for low, high, box in zip([0.0, *edges], [*edges, 1.0], boxes, strict=True)
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> float:
    """Return the expected calibration error, bins weighted by size (Guo et al., eq. 3); parameters of `reliability`.

    >>> round(calibration_error([0.95, 0.95, 0.15], [True, False, False]), 4)  # 2/3·|0.95-0.5| + 1/3·|0.15-0|
    0.35
    """
    gaps = (abs(b.n * b.confidence - b.right) for b in reliability(confidences, right, bins=bins))
    return sum(gaps) / len(confidences) if confidences else 0.0


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """Of the most confident replies, a share of `coverage` in (0, 1], the share `risk` in [0, 1] was wrong."""

    coverage: float
    risk: float


def risk_coverage(confidences: Sequence[float], right: Sequence[bool]) -> list[RiskPoint]:
    """Return risk against coverage, one point for each distinct confidence, from the most confident on.

    El-Yaniv and Wiener, JMLR 11, 2010. Replies of equal confidence enter together: no threshold tells them apart.

    >>> risk_coverage([0.9, 0.8, 0.8], [True, True, False])
    [RiskPoint(coverage=0.3333333333333333, risk=0.0), RiskPoint(coverage=1.0, risk=0.3333333333333333)]
    """
    ranked = sorted(zip(confidences, right, strict=True), key=lambda pair: -pair[0])
    points, wrong = [], 0
    for i, (confidence, hit) in enumerate(ranked, 1):
        wrong += not hit
        if i == len(ranked) or ranked[i][0] != confidence:
            points.append(RiskPoint(i / len(ranked), wrong / i))
    return points


def area_under_risk(points: Sequence[RiskPoint]) -> float:
    """Return the area under a risk–coverage curve, lower is better: the risk averaged over coverage, step by step.

    >>> area_under_risk([RiskPoint(0.5, 0.0), RiskPoint(1.0, 0.4)])
    0.2
    """
    area, before = 0.0, 0.0
    for point in points:
        area += (point.coverage - before) * point.risk
        before = point.coverage
    return area


def auroc(above: Sequence[float], below: Sequence[float]) -> float:
    """Return how often a value of `above` exceeds one of `below`, equal ones counting half; 0.5 where either is empty.

    The area under the ROC curve; Mann and Whitney, 1947.

    >>> auroc([0.9, 0.5], [0.5, 0.1])  # three of four pairs, and one tie
    0.875
    """
    pairs = len(above) * len(below)
    return sum((a > b) + (a == b) / 2 for a in above for b in below) / pairs if pairs else 0.5


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not exceed (nearest rank).

    >>> percentile([30.0, 10.0, 20.0, 40.0], 0.5)
    20.0
    """
    if not values or not 0 < share <= 1:
        raise ValueError(f"expected values and a share in (0, 1], got {len(values)} values and {share}")
    return sorted(values)[math.ceil(share * len(values)) - 1]


def percentile_interval(values: Sequence[float], share: float) -> tuple[float, float]:
    """Return two of the values that hold the true percentile in 95 of 100 cases, by the normal approximation.

    Their ranks are those between which a binomial count of the values below it falls (Conover 1999, 3.2).

    >>> percentile_interval([float(v) for v in range(1, 101)], 0.5)
    (40.0, 61.0)
    """
    if not values or not 0 < share <= 1:
        raise ValueError(f"expected values and a share in (0, 1], got {len(values)} values and {share}")
    n, ranked = len(values), sorted(values)
    half = _Z * math.sqrt(n * share * (1 - share))
    low, high = math.floor(n * share - half), math.ceil(n * share + half) + 1
    return ranked[max(1, low) - 1], ranked[min(n, high) - 1]
