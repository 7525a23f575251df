"""Summaries: the few sentences that speak for the article, or for the part of it that is asked about."""

import re
from collections.abc import Sequence

import numpy as np

from qa.drafts import Case, Draft
from qa.normalize import for_models, visible
from qa.prepared import PreparedArticle
from qa.question import Question
from qa.types import Citation

# Points of a summary: fewer for a short article, more for a long one, by the number of its sentences.
_POINTS = ((8, 3), (20, 4), (10**9, 5))
# Copyright, advertising, editors' lines: nobody wants them in a summary.
BOILERPLATE = re.compile(
    r"版权|转载|声明|^广告|^原标题|返回搜狐|点击进入|责任?编辑|责编|来源[:：]|作者[:：]|浏览|点击|下载|扫码|扫一扫|二维码|客户端|公众号|关注我们|免责|投资建议|更多(?:信息|精彩|内容|资讯)"
    r"|邮箱|电话[:：]|举报|未经授权|侵权|备案|登录|注册|copyright|all rights reserved|subscribe|click here|read more",
    re.IGNORECASE,
)
_WORDS_OF_ASKING = re.compile(
    # this story, this accident: the whole of it
    r"[这本该](?:个|篇|则|条|起|次|件|场|段)[\u4e00-\u9fff]{0,6}$|(?:文章|报告|文件|全文|讲话|发言)?(?:里|中)?关于|介绍|简单|一下|故事|经过|过程|经历|始末|来龙去脉|总结|概括|概述|归纳|摘要|简述|梗概|概要|中心思想|主旨|大意|大概|主要|核心|内容|信息|要点|重点|讲话|发言|全文|整篇|文章|新闻|报道|讲|说|写|谈"
    r"|\b(?:summar\w+|main|points?|ideas?|contents?|key|gist|overview|article|say|brief(?:ly)?|short)\b",
    re.IGNORECASE,
)
# MMR, Carbonell and Goldstein 1998: relevance against likeness to what is chosen already.
_LAMBDA = 0.6
# News says the main thing first: the lead gets this much, later sentences less and less.
_LEAD_BONUS = 0.08
# How much likeness to the title counts beside likeness to the whole text.
_TITLE = 0.5
# What cannot be understood by itself, or says little: a sentence that leans on the one before, a question, a short one.
_LEANS = re.compile(
    r"^[“\"]?(?:他|她|它|其|这|此|该|对此|同时|此外|另外|而且|但|不过|然而|因此|所以|于是|原来|随后|之后|接着|也|则|\b(?:he|she|it|they|this|that|but|however|also)\b)",
    re.IGNORECASE,
)
_LESS = 0.05
_SHORT = 20
# Vectors are made for at most this many sentences: the candidates are thinned evenly in a long article.
_CANDIDATES = 120
# A sentence is about a topic if it speaks of this share of it.
_ABOUT = 0.6


def _usable(prepared: PreparedArticle) -> list[int]:
    """Return the numbers of the sentences that say something by themselves."""
    title = for_models(prepared.article.title)
    usable = []
    for number, sentence in enumerate(prepared.sentences):
        words = prepared.plain_of(sentence)
        whole = words[-1:] in '。！？!?.…”"」；;)）' and 12 <= len(words) <= 300
        if whole and words not in title and not BOILERPLATE.search(words):
            usable.append(number)
    return usable


def _candidates(prepared: PreparedArticle, question: Question) -> tuple[list[int], bool]:
    """Return the numbers of the sentences to choose from, and whether a part of the article was asked for."""
    usable = _usable(prepared)
    topic = prepared.relevance.content(_WORDS_OF_ASKING.sub(" ", for_models(question.text).strip("。.?？!！ ")))
    names = prepared.named_in(for_models(question.text))
    if spoken := [n for n in usable if prepared.speakers[n] in names]:
        return spoken, True
    if topic and prepared.language == question.language:
        about = [n for n in usable if _speaks_of(prepared, n, topic)]
        if about:
            return about, True
    return usable or list(range(len(prepared.sentences))), False


def _speaks_of(prepared: PreparedArticle, number: int, topic: Sequence[str]) -> bool:
    """Tell whether a sentence is about a topic: whether its passage is, with the line above it."""
    sentence = prepared.sentences[number]
    passage = prepared.passage_at(sentence.start)
    return prepared.relevance.coverage(topic, passage.heading, passage.text) >= _ABOUT


def _spelled_out(prepared: PreparedArticle, numbers: Sequence[int]) -> Draft | None:
    """Return the points of an enumeration that the part spells out itself, or None: they are its summary."""
    inside = set(numbers)
    for enumeration in prepared.enumerations:
        introduced = prepared.sentence_number(enumeration.intro[0]) in inside
        if 3 <= len(enumeration.items) <= 8 and (
            introduced or all(prepared.sentence_number(a) in inside for a, _ in enumeration.items)
        ):
            heads = [prepared.sentence_at(a) for a, _ in enumeration.items]
            if len({h.start for h in heads}) == len(heads):
                lines = [f"{i}. {prepared.text_of(h)}" for i, h in enumerate(heads, 1)]
                return Draft("\n".join(lines), tuple(prepared.cite_sentence(h) for h in heads), 0.85)
    return None


def summarise(case: Case) -> Draft | None:
    """Choose three to five sentences that speak for the article, or for the part of it that is asked about."""
    prepared = case.prepared
    numbers, part = _candidates(prepared, case.question)
    if part and (points := _spelled_out(prepared, numbers)):
        return points
    numbers = numbers[:: max(1, len(numbers) // _CANDIDATES)]
    most = next(points for sentences, points in _POINTS if len(numbers) <= sentences)
    picked = [prepared.sentences[n] for n in _chosen(prepared, numbers, most)]
    text = "\n".join(f"{i}. {prepared.text_of(s)}" for i, s in enumerate(picked, 1))
    return Draft(text, tuple(prepared.cite_sentence(s) for s in picked), 0.8 if part else 0.85)


def main_points(prepared: PreparedArticle, count: int) -> tuple[Citation, ...]:
    """Return up to `count` sentences that speak for the whole article, in its order."""
    numbers = _usable(prepared)
    numbers = numbers[:: max(1, len(numbers) // _CANDIDATES)]
    return tuple(prepared.cite_sentence(prepared.sentences[n]) for n in _chosen(prepared, numbers, count))


def _chosen(prepared: PreparedArticle, numbers: Sequence[int], most: int) -> list[int]:
    """Choose sentences near the centre of all and near the title, unlike one another; in the article's order."""
    if not numbers:
        return []
    vectors = prepared.vectors.of(numbers)  # (n, d), unit length
    centre = vectors.mean(axis=0)
    relevance = vectors @ (centre / (np.linalg.norm(centre) or 1.0))
    if visible(prepared.article.title):
        title = prepared.vectors.towards(prepared.article.title, numbers)
        relevance = (1 - _TITLE) * relevance + _TITLE * title
    relevance += _LEAD_BONUS / np.arange(1, len(numbers) + 1)
    words = [prepared.plain_of(prepared.sentences[n]) for n in numbers]
    relevance -= _LESS * np.array([bool(_LEANS.match(w)) + w.endswith(("?", "?”")) + (len(w) < _SHORT) for w in words])
    chosen: list[int] = []
    while len(chosen) < min(most, len(numbers)):
        likeness = (vectors @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(numbers))
        gain = _LAMBDA * relevance - (1 - _LAMBDA) * likeness
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
    return [numbers[i] for i in sorted(chosen)]
