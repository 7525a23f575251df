"""What questions are made with: the words of an article in its script, subjects and predicates that stand alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from qa.clauses import Clause
from qa.names import BYLINE, held_posts, like_a_name
from qa.normalize import fold, to_simplified
from qa.passages import Span
from qa.prepared import PreparedArticle
from qa.speakers import SAYS
from qa.summary import BOILERPLATE

# A longer question is a sentence that somebody has to study.
QUESTION_CHARS = 32
_SUBJECT_CHARS = (2, 20)
_PREDICATE_CHARS = (4, 22)
# Sentences that are looked at: the first ones, where news tells what matters, and others spread over the rest.
_FIRST, _SPREAD = 60, 60

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PROPER = ("nr", "ns", "nt", "nz", "nrt", "eng", "name", "title", "quote")
# Words that point at something outside the clause, and those of reporting: they make questions that hang in the air.
HANGING = re.compile(
    r"[其此该这那他她它我你您咱]|本[报次届市省县区国院校人月周网轮年场]|上述|前者|后者|两者|双方|对方|自己|以下|如下|之一|有关|相关"
    r"|记者|获悉|了解到|据悉|报道|图[为片]|视频|截至|表示|指出|认为|强调|透露|介绍|声称|小编|如果|虽然|但是?|然而|因此|所以|而且|另外|此外"
    r"|同时|不仅|还是|或者|怎么|什么|多少|哪|谁|吗|呢|[?？!！]"
)
_VAGUE = re.compile(
    r"[一两三多数几][位名个]|(?:同比|环比|其中|累计|共计|总计|目前|近日|今日|昨日|日前|对于|有人|有些|一些|一个|很多|许多|大家|人们|网友|专家|数据|消息|情况|问题"
    r"|方面|原因|结果|内容|时间|时候|地点|事情|部分|人员|负责人|工作人员|业内人士|知情人士|男子|女子|作者|编辑|来源|价格|总市值)$"
)
# A clause that ends so only says when or how something else happened.
UNFINISHED = re.compile(
    r"(?:时|后|前|中|以来|期间|之际|来看|来说|而言|情况下|背景下|基础上"
    r"|[的和与及等为是在对向把将被以并了个从于让使给由称说道到])$"
)
_AND_THEN = re.compile(r"(?<=[\u4e00-\u9fff])(?:并(?![非列购轨网存])|且|进而|从而|随后|以便)")
_NO_POST = re.compile(
    r"(?:先生|女士|男子|女子|村民|市民|居民|记者|学生|网友|顾客|消费者|乘客|业主|编辑|作者|嫌疑人|被告人?|原告|同志|志愿者|司机|代表|选手|球员"
    r"|队员|老师|医生|护士|专家|学者|警官|民警|会员|老人)$"
)
_MEETS = re.compile("会见|会晤|接见|拜访|对话|看望|慰问|陪同|邀请")  # nouns as well, to the dictionary
_POST_VERBS = ("执行", "代理", "监督", "管理", "主持", "驻", "原", "兼", "合作", "服务", "宣传", "组织", "行政", "发展")
# Right behind a name: that this person, and not somebody near by, says something.
SPEAKS = re.compile(
    r"(?:先生|女士|同志|教授)?(?:(?:也|还|则|曾|随后|同时|最后)?(?:在|就|对|向|接受|代表|进一步)[^,。:;“”]{0,30}?|[也还则])?"
    + SAYS
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that has not been tried yet.

    :param expected: words that its answer must contain.
    :param sentence: the number of the sentence that it was made from, which the answer must cite.
    :param form: the template; questions of one form are alike.
    :param weight: how good questions of this form are, in [0, 1].
    """

    question: str
    expected: tuple[str, ...]
    sentence: int
    form: str
    weight: float


Part = Span | str


@cache
def _traditional() -> Any:
    from opencc import OpenCC  # its tables are loaded for traditional articles only

    return OpenCC("s2t")


class Writer:
    """Puts questions together out of words of the article and our own, in the script of the article."""

    def __init__(self, prepared: PreparedArticle) -> None:
        """Write about an article, in traditional characters where it has many that are not simplified."""
        self.prepared = prepared
        characters = set(_HAN.findall(prepared.article.text[:5_000]))
        self._traditional = sum(to_simplified(c) != c for c in characters) > len(characters) / 10

    def ask(self, *parts: Part) -> str:
        """Join spans of the article and words of our own."""
        return "".join(self.own(p) if isinstance(p, str) else self.words(p) for p in parts) + "?"

    def words(self, span: Span) -> str:
        """Return words of the article on one line, half-width, without what stands in brackets."""
        text = re.sub(r"\([^()]{0,60}\)", "", fold(self.prepared.article.text[slice(*span)]))
        return re.sub(r"\s*\n\s*|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", text).strip()

    def plain(self, span: Span) -> str:
        """Return words of the article as the models read them."""
        return self.prepared.plain[slice(*span)]

    def own(self, words: str) -> str:
        """Return words of our own in the script of the article."""
        return str(_traditional().convert(words)) if self._traditional else words


def usable(prepared: PreparedArticle) -> list[int]:
    """Return the numbers of the sentences that questions are made of."""
    whole = [
        n
        for n, s in enumerate(prepared.sentences)
        if s.end - s.start >= 8
        and prepared.plain[s.end - 1] in "。.!?”\"'"
        and not BOILERPLATE.search(prepared.plain, s.start, s.end)
    ]
    rest = whole[_FIRST:]
    return whole[:_FIRST] + rest[:: -(-len(rest) // _SPREAD) or 1]


def subject(writer: Writer, clause: Clause) -> Span | None:
    """Return the subject of a clause where it can be understood alone: named, or spoken of again and again."""
    span = clause.subject[0].start, clause.subject[-1].end
    words = writer.plain(span)
    low, high = _SUBJECT_CHARS
    if not low <= len(words) <= high or HANGING.search(words) or _VAGUE.match(words):
        return None
    if words.count("的") > 1 or clause.subject[0].tag in ("uj", "x", "c", "f", "ng", "k") or "、" in words:
        return None
    if named(clause):
        return span
    often = writer.prepared.plain.count(words) >= (2 if len(words) >= 5 else 3)
    return span if often and clause.first else None


def named(clause: Clause) -> bool:
    """Tell whether a name is in the subject of a clause; a short word that could be one is none."""
    proper = [t for t in clause.subject if t.tag in _PROPER and len(t.text) > 1]
    alone = (
        len(clause.subject) == 1 and len(clause.subject[0].text) == 2 and clause.subject[0].tag in ("nr", "nrt", "nz")
    )
    return bool(proper) and (not alone or clause.subject[0].text.endswith("某"))


def predicate(clause: Clause, start: int) -> Span | None:
    """Return a clause from `start` on where that is a predicate that stands alone, up to its first 并 or the like."""
    words = [t for t in clause.predicate if t.start >= start]
    if not words or any(t.tag in ("time", "paren") or t.text == "距今" for t in words):
        return None
    text = "".join(t.text for t in words)
    if cut := _AND_THEN.search(text, 2):
        length = 0
        for number, token in enumerate(words):
            length += len(token.text)
            if length > cut.start():
                words, text = words[:number], text[: cut.start()]
                break
    low, high = _PREDICATE_CHARS
    if not words or words[0].tag not in ("v", "d", "ad", "a", "p", "c"):
        return None
    verbs = [n for n, t in enumerate(words) if t.tag.startswith("v")]
    if not verbs or not low <= len(text) <= high or HANGING.search(text) or UNFINISHED.search(text):
        return None
    follows = words[verbs[0] + 1] if verbs[0] + 1 < len(words) else None
    if (follows and follows.tag == "uj") or ("的" in text and words[0].tag not in ("v", "d", "p")):
        return None  # 出台的政策 is no predicate but a noun
    return words[0].start, words[-1].end


def is_name(prepared: PreparedArticle, name: str, at: int) -> bool:
    """Tell whether what looks like a name at an offset is one, of somebody who did not write the article."""
    import rjieba  # loads a dictionary

    plain, end = prepared.plain, at + len(name)
    if BYLINE.search(plain[max(0, at - 6) : at]):
        return False
    if "·" in name:
        return True
    if not like_a_name(name) or "·" in (plain[at - 1 : at], plain[end : end + 1]):
        return False
    offset, inside = max(0, at - 6), []
    for word, tag in rjieba.tag(plain[offset : end + 6]):
        if offset < end and at < offset + len(word):
            inside.append((offset, len(word), tag))
        offset += len(word)
    if not inside or inside[0][0] != at or sum(length for _, length, _ in inside) != len(name):
        return False
    first = inside[0][2]
    return first.startswith("nr") if len(inside) == 1 else len(name) == 3 and first not in ("c", "p", "v", "d")


def sure_name(prepared: PreparedArticle, name: str) -> bool:
    """Tell whether somebody that the article is taken to name is a person by the looks of it, and did not write it."""
    printed = (fact.value for fact in prepared.facts.values())
    return not any(name in value for value in printed) and is_name(prepared, name, prepared.plain.find(name))


def posts(prepared: PreparedArticle) -> Iterator[tuple[str, str, int]]:
    """Yield people whose post the article tells: the name, the post, the number of the sentence."""
    for name in islice(prepared.people, 12):
        if not sure_name(prepared, name):
            continue
        for _, span in islice(held_posts(prepared.plain, name, prepared.people), 1):
            post = prepared.plain[slice(*span)]
            if 3 <= len(post) <= 24 and not _NO_POST.search(post) and not HANGING.search(post) and _is_post(post):
                yield name, post, prepared.sentence_number(span[0])


def _is_post(words: str) -> bool:
    """Tell whether nothing is done in the words before a name: 会见…主任 and 影响…主席 began with another's deed."""
    import rjieba  # loads a dictionary

    return not _MEETS.match(words) and not any(
        tag == "v" and word not in _POST_VERBS for word, tag in rjieba.tag(words)
    )


def speeches(prepared: PreparedArticle) -> Iterator[tuple[str, int]]:
    """Yield people whose words the article tells: the name, the number of the first sentence that does."""
    for name in dict.fromkeys(s for s in prepared.speakers if s):
        number = prepared.speakers.index(name)
        plain = prepared.plain_of(prepared.sentences[number])
        at = plain.find(name)
        if at >= 0 and SPEAKS.match(plain, at + len(name)) and sure_name(prepared, name):
            yield name, number
