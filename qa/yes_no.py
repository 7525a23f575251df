"""Yes or no: the claim of a question is held against the sentence that speaks of it, part by part."""

import math
import re
from dataclasses import dataclass

from qa import replies
from qa.confidence import THRESHOLD, probability
from qa.drafts import Case, Draft
from qa.normalize import for_matching, for_models
from qa.prepared import PreparedArticle

_NEGATION = re.compile(
    r"不(?!仅|断|但|同|少|过|错|久|得不|只|论|管|是)|并非|不是|没有?|未(?!来)|无(?!论|疑|数)|禁止|严禁|拒绝|否认|\bnot\b|n't\b|\bno\b|\bnever\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"请问|是不是|是否|有没有|能不能|会不会|可不可以|有无|能否|可否|对不对|对吧|没错吧|是吧|是真的|真的"
    r"|(?:了)?(?:吗|么|嘛|吧|没有)?[?？!。 ]*$"
    r"|^(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should)\b",
    re.IGNORECASE,
)
# A sentence decides a claim as likely as not where its score is this; the next is how fast that changes.
_SPEAKS_OF = 0.5
_STEEPNESS = 6.0
# A part of the claim is confirmed by an answer that is at least this likely; less is left to the whole sentence.
_SURE = 0.5
# In another language words tell nothing, and yes must not come from likeness alone.
_UNKNOWN_COVERAGE = 0.25
_NUMBER = re.compile(r"\d[\d,.]*|第?[一二两三四五六七八九十百千]+(?=[个项点条次名位人届家种天年月日号倍成岁等])")
_TITLE = re.compile(r"《[^《》]{1,60}》")
# Words that exclude each other: one in the claim against the other in the sentence makes the claim false.
_OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in """
    高/低 增/减 升/降 涨/跌 增加/减少 上升/下降 上涨/下跌 增长/下降 提高/降低 扩大/缩小 多/少 大/小
    早/晚 快/慢 长/短 男/女 儿子/女儿 父亲/母亲 哥哥/弟弟 姐姐/妹妹 胜/负 赢/输 成功/失败 允许/禁止
    可以/不得 支持/反对 同意/拒绝 买/卖 上午/下午 首/末 之前/之后 国内/国外 公开/秘密 盈利/亏损 合格/不合格 最高/最低
    最大/最小 左/右 东/西 南/北 advance/retreat increase/decrease rise/fall
    """.split()
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a claim that can be checked by itself, and how it would be asked for."""

    words: str
    asking: str


def _parts(prepared: PreparedArticle, claim: str) -> list[_Part]:
    """Return the names, titles and figures of a claim."""
    parts = [_Part(name, "谁") for name in prepared.named_in(claim)]
    parts += [_Part(m[0], "什么") for m in _TITLE.finditer(claim)]
    titles = " ".join(_TITLE.findall(claim))
    parts += [_Part(m[0], "多少") for m in _NUMBER.finditer(claim) if m[0] not in titles and m[0] not in ("一", "第一")]
    return parts


def _speaks_of(case: Case, claim: str) -> tuple[int, float]:
    """Return the number of the sentence that speaks most of a claim, and how much it does, in about [0, 1.3]."""
    terms = case.prepared.relevance.content(claim)
    same_language = case.prepared.language == case.question.language

    def score(number: int) -> float:
        words = case.prepared.text_of(case.prepared.sentences[number])
        covered = case.prepared.relevance.coverage(terms, words) if same_language else _UNKNOWN_COVERAGE
        return covered + 0.12 * case.near.get(number, -1.0)

    best = max(case.near, key=score)
    return best, score(best)


def _opposed(claim: str, told: str) -> bool:
    """Tell whether the claim has a word whose opposite, and not itself, stands in the same place of the sentence."""
    for a, b in _OPPOSITES:
        for mine, other in ((a, b), (b, a)):
            at = claim.find(mine)
            if at < 0 or mine in told or other in claim:
                continue
            before, after = claim[max(0, at - 1) : at], claim[at + len(mine) : at + len(mine) + 1]
            if (
                (before and before + other in told)
                or (after and other + after in told)
                or (len(other) > 1 and other in told)
            ):
                return True
    return False


def _differs(claimed: str, told: str) -> bool:
    a, b = for_matching(claimed).strip("《》“” "), for_matching(told).strip("《》“” ")
    return a not in b and b not in a


def decide(case: Case) -> Draft | None:
    """Return 是 or 不是 with the sentence that decides; None where the article decides nothing."""
    prepared, language = case.prepared, case.question.language
    claim = _ASKING.sub("", for_models(case.question.text)).strip(" ,。")
    if not case.near or not claim:
        return None
    for part in _parts(prepared, claim):
        if (draft := _checked(case, claim, part)) is not None:
            return draft
    number, score = _speaks_of(case, claim)
    sentence = prepared.sentences[number]
    told = prepared.plain_of(sentence)
    confidence = 1.0 / (1.0 + math.exp(-_STEEPNESS * (score - _SPEAKS_OF)))
    opposed = _opposed(claim, told)
    if not opposed and any(part.words not in told for part in _parts(prepared, claim)):
        # A figure or a name that the sentence does not have, and the reader knows no other.
        return Draft(replies.NO[language], (prepared.cite_sentence(sentence),), min(confidence, THRESHOLD - 0.01))
    negated = bool(_NEGATION.search(claim)) != bool(_NEGATION.search(told))
    text = (replies.NO if opposed or negated else replies.YES)[language]
    return Draft(text, (prepared.cite_sentence(sentence),), confidence)


def _checked(case: Case, claim: str, part: _Part) -> Draft | None:
    """Ask for one part of a claim and compare; None where the article does not tell it."""
    if claim.count(part.words) != 1:
        return None
    other = case.asking(claim.replace(part.words, part.asking, 1) + "?")
    if other.question.kind == "page" and (fact := case.prepared.facts.get(other.question.field or "")):
        same = not _differs(part.words, fact.value)
        text = replies.YES if same else replies.NO_BUT
        citation = case.prepared.cite(fact.start, fact.end)
        return Draft(text[case.question.language].format(right=fact.value), (citation,), 0.9)
    drafts = [
        (probability(other.signals(*other.completed(s), s.score)), other.completed(s))
        for s in other.spans[:3]
        if part.asking != "谁" or case.prepared.named_in(for_models(other.words(*other.completed(s))))
    ]
    if not drafts:
        return None
    likely, (start, end) = max(drafts)
    right = other.words(start, end)
    same = not _differs(part.words, right)
    if likely < (THRESHOLD if not same else _SURE):
        return None
    text = replies.YES if same else replies.NO_BUT
    return Draft(text[case.question.language].format(right=right), (case.prepared.cite(start, end),), likely)
