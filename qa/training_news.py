"""Makes news that never happened, with questions about it, of the sentences in training_texts/*.txt.

Reading-comprehension sets are made of encyclopaedias. News has what these seldom have: people beside their posts, one
date for the report and another for the event, several amounts of one unit in a line, names with rare characters. The
same text without a sentence, or beside a sentence about somebody else, is where an answer seems to stand and does not.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from embeddings.vocabulary import gb2312
from qa.normalize import for_models
from qa.training_data import Example

KINDS = Path(__file__).parent / "training_texts"

_SLOT = re.compile(r"\{([a-z]+)\d*\}")
# Of the questions, so many are asked of the text without the sentence that answers them.
_UNTOLD = 0.35
# So many of the texts go on about a second event of the same kind, with other people and amounts.
_TWO_EVENTS = 0.5
_QUESTIONS = 3  # of one text
# Names have a character that is not everyday so often: those are what a reader knows least.
_RARE = 0.25


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with {slots}, and for some of them the questions that they answer."""

    pattern: str
    questions: tuple[tuple[str, str], ...]


@cache
def _parsed() -> tuple[tuple[tuple[Sentence, ...], ...], dict[str, tuple[str, ...]]]:
    """Read the kinds of event, each a tuple of sentences, and what the sorts of slots may hold, from the files."""
    found: list[tuple[Sentence, ...]] = []
    sorts: dict[str, tuple[str, ...]] = {}
    texts = [path.read_text(encoding="utf-8") for path in sorted(KINDS.glob("*.txt"))]
    for block in "\n\n".join(texts).split("\n\n"):
        sentences: list[Sentence] = []
        for line in block.splitlines():
            name, _, rest = line.strip().partition(": ")
            if line.startswith("=") and rest:
                sorts[name[1:]] = tuple(rest.split("|"))
            elif line.startswith(" "):
                made = tuple((name, question.strip()) for question in rest.split("|"))
                sentences[-1] = Sentence(sentences[-1].pattern, sentences[-1].questions + made)
            elif line.strip() and not line.startswith("#"):
                sentences.append(Sentence(line, ()))
        if sentences:
            found.append(tuple(sentences))
    return tuple(found), sorts


def kinds() -> tuple[tuple[Sentence, ...], ...]:
    """Return the kinds of event, each a tuple of sentences."""
    return _parsed()[0]


_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海林春晓东宁欣宇晨浩然子轩嘉怡思雨立新"
_PLACES = "临江南亭青云石桥白鹿东湖西岭安平永宁长乐清河龙泉金沙双溪新田古塘凤山桐庐松林海陵"
_COMPANIES = "华新天博鼎恒云蓝启瑞中金星同万宏"
# Places, schools and offices are two characters of a name and what they are.
_NAMED = {"org", "university", "school", "team", "court", "company"}


def _digits(rng: random.Random) -> str:
    size = rng.choice((10, 100, 1_000, 10_000, 100_000))
    number = rng.randint(max(2, size // 10), size)
    return rng.choice((str(number), f"{number:,}", str(number), f"{number}多" if number % 10 == 0 else str(number)))


def _person(rng: random.Random) -> str:
    given = [rng.choice(gb2312() if rng.random() < _RARE else tuple(_GIVEN)) for _ in range(rng.choice((1, 2, 2)))]
    return rng.choice(_SURNAMES) + "".join(given)


def _date(rng: random.Random) -> str:
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    full = f"{rng.randint(2012, 2026)}年{month}月{day}日"
    return rng.choice((f"{month}月{day}日", f"{month}月{day}日", full, f"{month}月底", f"{month}月中旬"))


def _place(rng: random.Random) -> str:
    return rng.choice(_PLACES) + rng.choice(_PLACES) + rng.choice("市县区镇州")


def _money(rng: random.Random) -> str:
    amount = rng.choice((f"{rng.randint(2, 980)}", f"{rng.uniform(1, 90):.1f}", f"{rng.uniform(1, 90):.2f}"))
    return amount + rng.choice(("万元", "亿元", "亿元", "万美元", "元" if amount.isdigit() else "亿元"))


def _percent(rng: random.Random) -> str:
    return rng.choice((f"{rng.uniform(1, 99):.1f}%", f"{rng.randint(2, 98)}%", rng.choice("三四六七") + "成"))


_DRAWN: dict[str, Callable[[random.Random], str]] = {
    "person": _person,
    "date": _date,
    "place": _place,
    "city": lambda rng: rng.choice(_PLACES) + rng.choice(_PLACES) + "市",
    "money": _money,
    "price": lambda rng: f"{rng.randint(5, 300)}元",
    "percent": _percent,
    "count": _digits,
    "small": lambda rng: str(rng.randint(2, 90)),
    "year": lambda rng: f"{rng.randint(1949, 2028)}年",
}


def _drawn(slot: str, rng: random.Random) -> str:
    if slot in _DRAWN:
        return _DRAWN[slot](rng)
    value = rng.choice(_parsed()[1][slot])
    if slot in _NAMED:
        return rng.choice(_COMPANIES if slot == "company" else _PLACES) + rng.choice(_PLACES) + value
    return value


def _filled(kind: tuple[Sentence, ...], rng: random.Random) -> dict[str, str]:
    """Draw a value for each slot of a kind, all different, none within another."""
    values: dict[str, str] = {}
    for sentence in kind:
        for match in _SLOT.finditer(sentence.pattern):
            name = match[0][1:-1]
            for _ in range(20):
                if name in values:
                    break
                value = _drawn(match[1], rng)
                if all(value not in v and v not in value for v in values.values()):
                    values[name] = value
            values.setdefault(name, value)
    return values


def news(rng: random.Random) -> Iterator[Example]:
    """Yield the questions of one piece of news; of a question that its text does not answer, `answer` is None."""
    kind = rng.choice(kinds())
    values = _filled(kind, rng)
    left_out = set(rng.sample(range(1, len(kind)), rng.randint(1, 2)))
    english = not re.search("[\u4e00-\u9fff]", kind[0].pattern)
    lines = ["" if english else rng.choice(("", "", "本报讯 ", "据本地媒体报道，"))]
    gap = " " if english else ""
    starts: dict[int, int] = {}  # of each sentence in the text
    for number, sentence in enumerate(kind):
        if number not in left_out:
            starts[number] = len("".join(lines))
            lines.append(sentence.pattern.format_map(values) + gap)
    also: list[int] = []  # sentences told of the second event
    if rng.random() < _TWO_EVENTS:
        others = _filled(kind, rng)
        also = rng.sample(range(len(kind)), rng.randint(1, 2))
        lines.append("\n" if english else "\n" + rng.choice(("此前，", "另据了解，", "去年，")))
        lines.extend(kind[number].pattern.format_map(others) + gap for number in also)
    text = "".join(lines)
    for _ in range(_QUESTIONS):
        untold = rng.random() < _UNTOLD
        number = rng.choice(sorted(left_out if untold else starts.keys()))
        if not kind[number].questions:
            continue
        slot, question = rng.choice(kind[number].questions)
        asked, value = question.format_map(values), values[slot]
        if untold:
            # A question that does not say which event it means has its answer in the second.
            unsaid = number in also and not _SLOT.search(question)
            if value not in text and not unsaid:
                yield _example(asked, text, None)
            continue
        pattern = kind[number].pattern
        before = pattern[: pattern.index(f"{{{slot}}}")].format_map(values)
        at = starts[number] + len(before)
        yield _example(asked, text, (at, at + len(value)))


def _example(question: str, text: str, answer: tuple[int, int] | None) -> Example:
    return Example("news", "news", for_models(question), for_models(text), answer)
