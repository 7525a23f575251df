"""Summaries: the few sentences that speak for the article, or for the part of it that is asked about."""

import re
from collections.abc import Sequence

import numpy as np

from qa.drafts import Case, Draft
from qa.normalize import for_models
from qa.prepared import PreparedArticle
from qa.question import Question

POINTS = 4
# Copyright, advertising, editors' lines: nobody wants them in a summary.
BOILERPLATE = re.compile(
    r"版权|转载|声明|责任?编辑|责编|来源[:：]|作者[:：]|浏览|点击|下载|扫码|扫一扫|二维码|客户端|公众号|关注我们|免责|投资建议|更多(?:信息|精彩|内容|资讯)"
    r"|邮箱|电话[:：]|举报|未经授权|侵权|备案|登录|注册|copyright|all rights reserved|subscribe|click here|read more",
    re.IGNORECASE,
)
_WORDS_OF_ASKING = re.compile(
    r"总结|概括|概述|归纳|摘要|简述|梗概|概要|中心思想|主旨|大意|大概|主要|核心|内容|信息|要点|重点|讲话|发言|全文|整篇|文章|新闻|报道|讲|说|写|谈"
    r"|\b(?:summar\w+|main|points?|ideas?|contents?|key|gist|overview|article|say|brief(?:ly)?|short)\b",
    re.IGNORECASE,
)
# MMR, Carbonell and Goldstein 1998: relevance against likeness to what is chosen already.
_LAMBDA = 0.7
_LEAD_BONUS = 0.08
# Vectors are made for at most this many sentences: the candidates are thinned evenly in a long article.
_CANDIDATES = 120
# A sentence is about a topic if it speaks of this share of it.
_ABOUT = 0.6


def _candidates(prepared: PreparedArticle, question: Question) -> tuple[list[int], bool]:
    """Return the numbers of the sentences to choose from, and whether a part of the article was asked for."""
    title = for_models(prepared.article.title)
    usable = []
    for number, sentence in enumerate(prepared.sentences):
        words = prepared.plain_of(sentence)
        whole = words[-1:] in '。！？!?.…”"」；;)）' and 12 <= len(words) <= 300
        if whole and words not in title and not BOILERPLATE.search(words):
            usable.append(number)
    topic = prepared.relevance.content(_WORDS_OF_ASKING.sub(" ", for_models(question.text)))
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
        if 3 <= len(enumeration.items) <= 8 and all(
            prepared.sentence_number(a) in inside for a, _ in enumeration.items
        ):
            heads = [prepared.sentence_at(a) for a, _ in enumeration.items]
            if len({h.start for h in heads}) == len(heads):
                lines = [f"{i}. {prepared.text_of(h)}" for i, h in enumerate(heads, 1)]
                return Draft("\n".join(lines), tuple(prepared.cite_sentence(h) for h in heads), 0.85)
    return None


def summarise(case: Case) -> Draft | None:
    """Choose up to `POINTS` sentences near the centre of the article and unlike one another, in the article's order."""
    prepared = case.prepared
    numbers, part = _candidates(prepared, case.question)
    if part and (points := _spelled_out(prepared, numbers)):
        return points
    numbers = numbers[:: max(1, len(numbers) // _CANDIDATES)]
    vectors = prepared.vectors.of(numbers)  # (n, d), unit length
    centre = vectors.mean(axis=0)
    relevance = vectors @ (centre / (np.linalg.norm(centre) or 1.0))
    relevance[0] += _LEAD_BONUS
    chosen: list[int] = []
    while len(chosen) < min(POINTS, len(numbers)):
        likeness = (vectors @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(numbers))
        gain = _LAMBDA * relevance - (1 - _LAMBDA) * likeness
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
    picked = [prepared.sentences[numbers[i]] for i in sorted(chosen)]
    text = "\n".join(f"{i}. {prepared.text_of(s)}" for i, s in enumerate(picked, 1))
    return Draft(text, tuple(prepared.cite_sentence(s) for s in picked), 0.8 if part else 0.85)
