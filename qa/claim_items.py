"""What a sentence says that its proof must say too, whatever the wording: figures, dates, names and quoted words."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.dates import Date, dates_in, same_date
from qa.figures import Figure, figures_in
from qa.mentions import named
from qa.names import COMMON_SURNAMES, NO_PLACES, SOUNDS, SURNAMES, people
from qa.normalize import for_matching

Kind = Literal["figure", "date", "name", "quote"]
Sort = Literal["person", "place", "body", "word"]

_QUOTED = re.compile(r"[“「『《]([^“”「」『』《》]{2,200})[”」』》]|\"([^\"]{2,200})\"")
_FIRST = frozenset(["", "个", "座", "家", "批", "部", "例", "人", "篇"])
_BOTH = frozenset(["两人", "二人", "两个人", "两位", "两名"])
_NO_WORD = re.compile(r"[\W_]+")
_LATIN = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9-]*[A-Z])[A-Za-z][A-Za-z0-9-]*")
# Right before one of these stands what the organisation is called.
_BODY = re.compile(
    r"([\u4e00-\u9fff]{2})(?:集团|公司|银行|大学|学院|中学|小学|医院|法院|检察院|协会|学会|基金会|研究院|研究所|俱乐部|博物馆|委员会|联盟|派出所)"
)
# Who is said to have reported something.
_MEDIUM = re.compile(
    r"((?:[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{3})(?:社|网|日报|晚报|时报|早报|电视台|新闻))(?=记者|报道|消息|援引|报告|称|说|指出|披露|分析|评论)"
)
_SORTS: dict[str, Sort] = {"nr": "person", "nrt": "person", "nrfg": "person", "ns": "place", "nt": "body"}
# No Chinese name has one of these, and no body begins with such a verb, whatever the dictionary says.
_NO_NAME = frozenset("的了在是和与及将已被从为有这那说称也都送进往到去来给向把对由并该各两家多")
_VERBS = frozenset("送刚进去来把被将回朝往沿驻访赴援离抵")
# Of the article itself, which the dictionary tags as people: 文 is a surname.
_NO_NAMES = frozenset(("文中", "文章"))
HAN = re.compile(r"[\u4e00-\u9fff]")
# Of a name in full or shortened, so many other characters may stand between two of its own.
_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a claim that must stand in the proof: claim[start:end]."""

    kind: Kind
    start: int
    end: int
    value: "Figure | Date | Name | str"


@dataclass(frozen=True, slots=True)
class Name:
    """The name of somebody or something in a text, from `start`."""

    text: str
    start: int
    sort: Sort

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence of the article tells.

    :param plain: its words, as by `for_matching`.
    :param known: the same words with those who speak them and the headings above them.
    """

    plain: str
    known: str
    figures: Sequence[Figure]
    dates: Sequence[Date]
    names: Sequence[Name]

    @classmethod
    def of(cls, words: str, known: str = "", people: Sequence[str] = ()) -> "Told":
        """Read a sentence, folded and simplified as by `for_models`."""
        plain = for_matching(words)
        days, amounts = read(plain)
        return cls(plain, f"{plain} {for_matching(known)}", amounts, days, names(words, tuple(people)))


# 七个多小时 is more than seven hours, and the first half of a year is none of several.
_AND_MORE = re.compile(r"(?P<number>[一二两三四五六七八九十\d])个多(?=月|星期|小时|世纪|学期)")
_HALF_YEAR = re.compile(r"\b(?:first|second) half\b")


@lru_cache(maxsize=1_024)
def read(plain: str) -> tuple[tuple[Date, ...], tuple[Figure, ...]]:
    """Return the dates and figures of a text that `for_matching` made."""
    plain = _AND_MORE.sub(lambda m: f"{1 if m['number'] == '一' else m['number']}多个", plain)
    plain = _HALF_YEAR.sub(lambda m: " " * len(m[0]), plain)
    days = dates_in(plain)
    # The first of its kind is told in many words (qa.claim_turns), and two together by their names.
    counted = (f for f in figures_in(plain, days) if not (f.kind == "ordinal" and f.value == 1 and f.unit in _FIRST))
    return tuple(days), tuple(f for f in counted if plain[f.start : f.end] not in _BOTH)


def is_day(day: Date, told: Told, years: Collection[int], months: Collection[int]) -> bool:
    """Tell whether a sentence tells a date of a claim.

    :param years: what a date without its year may mean there.
    :param months: what a day without its month may mean there.
    """
    for other in told.dates:
        if not same_date(day, other):
            continue
        if day.day is not None and other.day is None:
            continue  # the claim tells more of the date
        if day.month is not None and other.month is None and (other.day is None or day.month not in months):
            continue
        if day.year is not None and other.year is None and day.year not in years:
            continue
        return True
    return False


def items(claim: str, people_known: Sequence[str], article: str) -> list[Item]:
    """Return what of a claim must stand in its proof, in order.

    :param claim: folded and simplified, as by `for_models`.
    :param people_known: the people whom the article names.
    :param article: the whole of it, folded and simplified.
    """
    plain = for_matching(claim)
    days, amounts = read(plain)
    found: list[Item] = []
    for match in _QUOTED.finditer(claim):
        found.append(Item("quote", *match.span(), match[1] or match[2]))
    # Words of the article's own language stand as they are or not at all, with the figures in them.
    quoted = [(i.start, i.end) for i in found if HAN.search(str(i.value))]
    values: list[Date | Figure] = [*days, *amounts]
    for value in values:
        if not any(a <= value.start < b for a, b in quoted):
            found.append(Item("date" if isinstance(value, Date) else "figure", value.start, value.end, value))
    taken = [(i.start, i.end) for i in found]
    for name in [*names(claim, tuple(people_known)), *_loosely(claim, article), *_latin(claim, article)]:
        if all(name.end <= a or b <= name.start for a, b in taken):
            found.append(Item("name", name.start, name.end, name))
            taken.append((name.start, name.end))
    return sorted(found, key=lambda i: i.start)


@lru_cache(maxsize=1_024)
def names(text: str, people_known: tuple[str, ...]) -> tuple[Name, ...]:
    """Return the names of people, places and bodies in a text, in order, none inside another.

    :param text: folded and simplified, as by `for_models`.
    """
    import rjieba  # loads a dictionary, and answers do without it

    new = [name for name in people(text) if name[0] not in _NO_NAME and name not in _NO_NAMES]
    found = [Name(m.text, m.start, "person") for m in named(text, [*people_known, *new])]
    if not HAN.search(text):
        return tuple(found)
    found += [Name(m[0], m.start(), "word") for m in _LATIN.finditer(text)]
    words: list[Name] = []
    at = 0
    for token, tag in rjieba.tag(text):
        words.append(Name(token, at, _SORTS.get(tag, "word")))
        at += len(token)
    found += _foreign(words)
    for i, word in enumerate(words):
        if word.sort == "person":
            whole = word.text
            if len(whole) == 1 and i + 1 < len(words) and len(words[i + 1].text) < 3:
                whole += words[i + 1].text  # the tagger has another word inside the name
            if 1 < len(whole) < 4 and whole[0] in COMMON_SURNAMES and not any(c in _NO_NAME for c in whole):
                found.append(Name(whole, word.start, "person"))
        elif word.sort != "word" and len(word.text) > 1 and _is_place(word.text):
            found.append(word)
    found += [
        Name(m[1], m.start(1), "body")
        for m in _BODY.finditer(text)
        if not _NO_NAME & set(m[1]) and m[1] not in NO_PLACES
    ]
    found += [Name(m[1], m.start(1), "body") for m in _MEDIUM.finditer(text) if not _NO_NAME & set(m[1])]
    kept: list[Name] = []
    for mention in found:
        if all(mention.end <= k.start or k.end <= mention.start for k in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda n: n.start))


def _latin(claim: str, article: str) -> Iterator[Name]:
    """Yield the names of an English claim that a Chinese article writes in Latin letters as well."""
    if not HAN.search(claim) and HAN.search(article):
        for match in _LATIN.finditer(claim):
            if len(match[0]) > 2 and re.search(rf"(?<![A-Za-z]){match[0]}(?![A-Za-z])", article):
                yield Name(match[0], match.start(), "word")


def _is_place(word: str) -> bool:
    """Tell whether a word that is tagged as a place or body may be one: none is inside of something."""
    return word[0] not in _VERBS and word[-1] not in "里内" and word not in _NO_NAMES and word not in NO_PLACES


def _loosely(claim: str, article: str) -> Iterator[Name]:
    """Yield what may be a name: one that is tagged as such and stands in the article, a brand that does not."""
    import rjieba  # loads a dictionary, and answers do without it

    at = 0
    for word, tag in rjieba.tag(claim):
        brand = tag == "nz" and word not in article and not _made_up(word, article)
        if len(word) > 1 and ((tag in ("nr", "nrt") and word in article) or brand) and word not in _NO_NAMES:
            yield Name(word, at, "body" if tag == "nz" else "person" if _may_be_somebody(word) else "word")
        at += len(word)


def _may_be_somebody(word: str) -> bool:
    """Tell whether what is tagged as a person begins as a name does, or is written by sound: 科普 is nobody."""
    return word[0] in SURNAMES or all(c in SOUNDS for c in word)


def _made_up(word: str, article: str) -> bool:
    """Tell whether what is tagged as a brand is but words of the article side by side, or of no more than two."""
    if len(word) < 3 or _NO_NAME & set(word):
        return True
    return any(word[:i] in article and word[i:] in article for i in range(1, len(word)))


def _foreign(words: Sequence[Name]) -> list[Name]:
    """Return the names written by sound: words side by side in the characters for it, at least one tagged as a name."""
    found: list[Name] = []
    run: list[Name] = []
    for word in [*words, Name(",", -1, "word")]:
        if all(c in SOUNDS for c in word.text) and (word.sort == "person" or len(word.text) == 1):
            run.append(word)
            continue
        text = "".join(w.text for w in run)
        if len(text) > 2 and any(w.sort == "person" and len(w.text) > 1 for w in run):
            found.append(Name(text, run[0].start, "person"))
        run = []
    return found


def squeezed(text: str) -> str:
    """Return a text without anything but letters and figures, for comparing quotations.

    >>> squeezed("“双碳”, 目标")
    '双碳目标'
    """
    return _NO_WORD.sub("", for_matching(text))


_SAME_AS = {
    "gdp": ("生产总值",), "ai": ("人工智能",), "ceo": ("首席执行官",), "cfo": ("首席财务官",), "app": ("应用",),
    "cpi": ("消费价格", "消费者物价"), "nato": ("北约",), "who": ("世卫", "世界卫生组织"), "un": ("联合国",),
    "eu": ("欧盟",), "wto": ("世贸", "世界贸易组织"), "imf": ("国际货币基金组织",), "it": ("信息技术",),
    "pm2": ("细颗粒物",), "covid-19": ("新冠",), "5g": ("第五代",),
}  # fmt: skip


@lru_cache(maxsize=8_192)
def is_named(name: str, told: str) -> bool:
    """Tell whether a text names something, in full or shortened: 红十字总会, where it has 中国红十字会总会.

    >>> is_named("红十字总会", "中国红十字会总会派出"), is_named("郑州", "郑大和福州")
    (True, False)
    """
    name, told = for_matching(name), for_matching(told)
    if name in told or any(other in told for other in _SAME_AS.get(name, ())):
        return True
    if not HAN.search(name) or len(name) < 3:
        # 湖南省 is told of as 湖南, 美国 as 美.
        return len(name) > 2 and name[:-1] in told
    return _in_order(name, told) or (name[-1] in "省市县区镇乡村州国" and name[:-1] in told)


def _in_order(name: str, told: str) -> bool:
    """Tell whether a text has the characters of a name in order, with at most four Chinese ones between two."""
    at = {i for i, c in enumerate(told) if c == name[0]}
    for character in name[1:]:
        reached = set[int]()
        for start in at:
            for i in range(start + 1, min(len(told), start + 2 + _BETWEEN)):
                if told[i] == character:
                    reached.add(i)
                if not HAN.match(told[i]):
                    break
        at = reached
    return bool(at)


def is_quoted(words: str, told: str) -> bool:
    """Tell whether a text has quoted words, whatever their punctuation; words of another script tell nothing."""
    return squeezed(words) in squeezed(told)
