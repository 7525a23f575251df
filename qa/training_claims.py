"""Makes claims, true, false and not told, of questions with known answers: what yes or no is learned from.

Chinese asks where the answer stands: 谁主持了会议? with 谁 replaced by the answer is the claim that this is so, with
another name of the same text a false one, and beside a passage that does not tell it, one that cannot be decided.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.opposites import OPPOSITES
from qa.training_data import Example, other_passage

NOT_TOLD, TRUE, FALSE = range(3)

_LONGEST_ANSWER = 24
_ASKING = re.compile(
    r"(?P<time>(?:是?在)?(?:什么时候|什么时间|何时|几时|哪一?年|哪一?天|哪一?月|几月几日|哪个月))"
    r"|(?P<who>谁|什么人|何人|哪(?:一)?位|哪个人)"
    r"|(?P<where>什么地方|哪里|哪儿|何处|何地)"
    r"|(?P<number>多少(?:个|名|位|人|年|次|种|座|家|所|平方公里|公里|米|元|万|亿|天|岁|%)?|多(?:长|高|大|远|重|久|宽|深)|百分之几)"
    r"|(?P<which>哪(?:一)?(?:个|所|座|家|部|本|种|条|支|项|场|届|国|州|省|市)[\u4e00-\u9fff]{0,4}(?=[?？]?$))"
    r"|(?P<what>(?:什么|何)(?:名字|名称|职务|职位|国家|城市|语言|民族)?(?=[?？]?$))"
)
_EN_WHO = re.compile(r"^Who (?!did|do|does|would|will|can|could)(?=[a-z])|^What (?=(?:is|was|caused|happened)\b)")
_EDGE = re.compile(r"^请问[,，]?|[呢啊]?[?？。\s]*$")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# How often a claim is made false by its own words rather than by another answer.
_TURNED = 0.3
# How often a true claim denies a false one, so that a negation alone tells nothing.
_DENIED = 0.12


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, the text it is held against, and whether that text makes it TRUE, FALSE or NOT_TOLD."""

    words: str
    example: Example
    verdict: int


def filled(question: str, answer: str) -> tuple[str, str] | None:
    """Return the claim that a question and its answer make, and the sort of the answer; None where it has no such form.

    >>> filled("谁主持了会议?", "敖宏"), filled("该塔有多少米?", "30米")
    (('敖宏主持了会议', 'who'), ('该塔有30米', 'number'))
    """
    plain = _EDGE.sub("", question)
    if match := _EN_WHO.match(plain):
        return f"{answer} {plain[match.end() :]}", "who"
    matches = list(_ASKING.finditer(plain))
    if len(matches) != 1 or len(answer) > _LONGEST_ANSWER or not answer.strip():
        return None
    match = matches[0]
    asked, sort = match[0], match.lastgroup or ""
    if sort == "number" and asked.startswith("多少") and answer[-1].isdigit() and len(asked) > 2:
        answer += asked[2:]  # the unit is asked with
    if asked.startswith(("在", "是在")) and not answer.startswith("在"):
        answer = asked[: asked.index("在") + 1] + answer
    return plain[: match.start()] + answer + plain[match.end() :], sort


def claims(examples: Sequence[Example], rng: random.Random) -> Iterator[Claim]:
    """Yield the claims of all questions that have the form; each answered one gives one claim, of a random verdict."""
    others: defaultdict[tuple[str, str], set[str]] = defaultdict(set)  # answers of a sort in a text
    for example in examples:
        if example.answer and (made := filled(example.question, example.context[slice(*example.answer)])):
            others[example.context, made[1]].add(example.context[slice(*example.answer)])
    for example in examples:
        if example.answer is None:
            yield from _undecided(example, others, rng)
            continue
        answer = example.context[slice(*example.answer)]
        made = filled(example.question, answer)
        if made is None:
            continue
        words, sort = made
        verdict = rng.choices((TRUE, FALSE, NOT_TOLD), (0.4, 0.4, 0.2))[0]
        spare = sorted(o for o in others[example.context, sort] if o not in answer and answer not in o)
        if verdict == TRUE:
            wrong = filled(example.question, rng.choice(spare)) if spare and rng.random() < 2 * _DENIED else None
            denials = _denials(wrong[0]) if wrong else []
            yield Claim(rng.choice(denials) if denials else words, example, TRUE)
        elif verdict == FALSE:
            if (rng.random() < _TURNED or not spare) and (false := turned(words, rng)):
                yield Claim(false, example, FALSE)
            elif spare and (wrong := filled(example.question, rng.choice(spare))):
                yield Claim(wrong[0], example, FALSE)
        elif (elsewhere := other_passage(example, rng)) is not None:
            yield Claim(words, elsewhere, NOT_TOLD)


def _undecided(example: Example, others: dict[tuple[str, str], set[str]], rng: random.Random) -> Iterator[Claim]:
    """Yield a claim of a question that its text does not answer: with something of the right sort out of that text."""
    asked = filled(example.question, "X")
    if asked is None:
        return
    spare = sorted(others.get((example.context, asked[1]), ())) or [
        m[0] for m in _FIGURE.finditer(example.context) if asked[1] in ("number", "time")
    ]
    if spare and (made := filled(example.question, rng.choice(spare))):
        yield Claim(made[0], replace(example, answer=None), NOT_TOLD)


def turned(words: str, rng: random.Random) -> str | None:
    """Return a claim made false by its own words, by another figure, an opposite or a negation; None without any."""
    ways: list[str] = []
    for match in _FIGURE.finditer(words):
        value = float(match[0]) if "." in match[0] else int(match[0])
        other = value + rng.choice((-3, -2, -1, 1, 2, 5, 10))
        if other > 0:
            ways.append(f"{words[: match.start()]}{other:g}{words[match.end() :]}")
    for a, b in OPPOSITES:
        for mine, its in ((a, b), (b, a)):
            if len(mine) > 1 and words.count(mine) == 1:
                ways.append(words.replace(mine, its))
    if denials := _denials(words):
        ways.append(rng.choice(denials))
    return rng.choice(ways) if ways else None


def _denials(words: str) -> list[str]:
    """Return a claim with each of its verbs negated that occurs once."""
    return [
        words.replace(verb, "没有" if verb == "有" else f"没有{verb}" if len(verb) > 1 else f"不{verb}")
        for verb in ("是", "有", "会", "能", "可以", "属于", "位于", "参加", "获得", "成为")
        if words.count(verb) == 1 and verb != words[-1]
    ]
