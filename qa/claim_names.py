"""Whether a claim has another name, post or noun where its proof has one in the very same words."""

import re
from collections.abc import Sequence

from qa.claim_items import Item, Name, Told, is_named
from qa.names import POST, held_posts
from qa.passages import Span

# The post right before a name.
POST_BEFORE = re.compile(rf"(?P<post>副?(?:{POST}))$")
_IS_POST = re.compile(
    rf"(?:现|曾|一直|同时)?(?:是|为|任|担任|系|出任)[^,，。;；:：]{{0,20}}?(?P<post>副?(?:{POST}))(?=[,，。;；]|$)"
)
_OFFICE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2}(?:局|厅|委员会|法院|检察院|银行|大学|学院|医院|公司|集团|基金会|协会|学会|研究院|研究所))(?=[\u4e00-\u9fff]{2})"
)
_TWO_HAN = re.compile("[\u4e00-\u9fff]{2}")


def renamed(claim: str, wanted: Sequence[Item], cited: Sequence[Told]) -> bool:
    """Tell whether the proof has another name before, or behind, the very words that stand there in a claim.

    A name that the headline has says nothing of who is meant in a sentence that names somebody else: 从武汉低价购买,
    where it has 从山东低价购买. Of offices and firms, whose names no dictionary has, the last characters are compared.

    :param claim: as by `for_matching`.
    """
    for item in wanted:
        if isinstance(item.value, Name) and not any(is_named(item.value.text, t.plain) for t in cited):
            for told in cited:
                for name in told.names:
                    rivals = name.sort == item.value.sort and not is_named(name.text, claim)
                    if rivals and _framed_alike(claim, (item.start, item.end), told.plain, (name.start, name.end)):
                        return True
    for mine in _OFFICE.finditer(claim):
        if any(mine["name"] in t.plain for t in cited):
            continue
        for told in cited:
            for its in _OFFICE.finditer(told.plain):
                other = its["name"] not in claim and its["name"][:2] != mine["name"][:2]
                if other and claim[mine.end() : mine.end() + 2] == told.plain[its.end() : its.end() + 2]:
                    return True
    return False


def _framed_alike(claim: str, mine: Span, plain: str, its: Span) -> bool:
    """Tell whether the same two Chinese characters stand behind, or before, what is at two places."""
    behind = claim[mine[1] : mine[1] + 2], plain[its[1] : its[1] + 2]
    before = claim[max(0, mine[0] - 2) : mine[0]], plain[max(0, its[0] - 2) : its[0]]
    return any(a == b and _TWO_HAN.fullmatch(a) for a, b in (behind, before))


def wrong_post(claim: str, wanted: Sequence[Item], article: str, people: Sequence[str]) -> bool:
    """Tell whether a claim gives somebody a post, and the article only others.

    :param claim: folded and simplified, as by `for_models`.
    :param article: the whole of it, the same way.
    """
    for item in wanted:
        if not isinstance(item.value, Name) or item.value.sort != "person":
            continue
        name = item.value.text
        post = POST_BEFORE.search(claim[max(0, item.start - 12) : item.start]) or _IS_POST.match(claim, item.end)
        if post is None:
            continue
        title = post["post"]
        if title[-1] in "人者" and f"{name}{title[:-1]}" in article:
            continue  # 主持人: somebody of whom it tells that they did
        held = [article[slice(*span)] for _, span in held_posts(article, name, people)]
        if held and not any(re.search(rf"(?<!副){re.escape(title)}", h) for h in held):
            return True
    return False


def replaced(claim: str, article: str, sentences: Sequence[str]) -> bool:
    """Tell whether a claim has a noun that the article lacks where its proof has another of the same head.

    >>> replaced("他赢得100米自由泳金牌", "他赢得100米蛙泳金牌。", ["他赢得100米蛙泳金牌。"])
    True
    """
    import rjieba  # loads a dictionary, and answers do without it

    at, before = 0, ""
    for word, tag in rjieba.tag(claim):
        if len(word) > 1 and tag[:1] in ("n", "l", "j") and len(before) > 1 and word not in article:
            other = re.compile(rf"{re.escape(before)}([\u4e00-\u9fff]{{1,4}}?{re.escape(word[-1])})")
            for sentence in sentences:
                if (match := other.search(sentence)) and not set(word[:-1]) & set(match[1][:-1]):
                    return True
        at += len(word)
        before = claim[max(0, at - 2) : at] if len(word) < 2 else word
    return False
