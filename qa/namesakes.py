"""Whether words are told of a namesake of what a question asks about: the other phase, side, volume, line or work."""

import re

from qa.digits import value

# Names of things of one kind, which differ in what stands before it: 北延段 and 南延段, 1号线 and 3号线.
_KINDS = "延长?段|标段|校区|园区|院区|厂区|号线|号楼|号桥|分店|分公司|分校|期工程|期项目|[村镇县市区乡州]"
_OF_KIND = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,2}}?|\d{{1,3}}|[一二三四五六七八九十])(?P<kind>{_KINDS})(?![\u4e00-\u9fff]?[长委府])"
)


def of_a_namesake(question: str, sentence: str, clause: str) -> bool:
    """Tell whether a clause names another thing of the kind, or the other side, than a question does.

    Of things by their names only where the sentence has the one of the question elsewhere.

    >>> told = "北延段已于今年6月动工", "南延段仍在规划中"
    >>> [of_a_namesake(f"{name}延段何时动工?", ",".join(told), told[0]) for name in "南北"]
    [True, False]
    """
    for asked in _OF_KIND.finditer(question):
        name, kind = asked[0], asked["kind"]
        if name in sentence and name not in clause:
            others = (m[0] for m in _OF_KIND.finditer(clause) if m["kind"] == kind)
            if any(other not in question for other in others):
                return True
    return _of_the_other_side(question, clause)


_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九首])"
# Things that are told apart by their number; in 分三期, 捐了3册 and 办了10期 they are counted.
_NUMBERED = re.compile(
    rf"(?<![分共办出捐了有设建两全\d一二三四五六七八九十百、和与至到])(?P<before>(?:第?{_NUMERAL}[、和与至到])*)第?(?P<n>{_NUMERAL})"
    r"(?P<kind>期(?![间限望货待末中刊])|册|卷(?!入)|号线|号楼|号库|号桥|号坑|审(?![查核批]))"
)


def _numbers(match: re.Match[str]) -> set[int]:
    """Return the numbers of what a text names, of 一、二期 both."""
    numerals = [*re.findall(_NUMERAL, match["before"]), match["n"]]
    return {1 if n == "首" else int(number) for n in numerals if (number := value(n.replace("首", "一"))) is not None}


def of_another_number(question: str, sentence: str, start: int) -> bool:
    """Tell whether words at an offset of a sentence are told of another number of a kind than a question names.

    >>> told = "首期投资5亿元,二期工程去年10月动工,投资113亿元"
    >>> [of_another_number(f"{n}期投资多少?", told, 26) for n in ("三", "二", "2")]
    [True, False, False]
    >>> of_another_number("一期投资多少?", told, 4)
    False
    """
    for asked in _NUMBERED.finditer(question):
        before = [m for m in _NUMBERED.finditer(sentence) if m["kind"] == asked["kind"] and m.start() < start]
        if before and not _numbers(before[-1]) & _numbers(asked):
            return True
    return False


_SIDES = (
    ("左右", "眼腿手臂脚耳肾肺膝肩侧翼岸线街门"),
    ("东西", "侧翼岸线街门幅厅楼区塔座"),
    ("南北", "侧翼岸线街门幅厅楼区塔座"),
    ("前后", "腿臂脚肢翼门排座厅楼"),
    ("上下", "肢翼颌岸排"),
)


def _of_the_other_side(question: str, clause: str) -> bool:
    """Tell whether a clause speaks of the other of two sides: 右眼 for 左眼.

    >>> [_of_the_other_side(f"{side}眼何时动的手术?", "去年做了右眼的手术") for side in "左右"]
    [True, False]
    """
    for pair, things in _SIDES:
        for asked in re.finditer(f"[{pair}][{things}]", question):
            other = pair.replace(asked[0][0], "") + asked[0][1]
            if asked[0] not in clause and other in clause and other not in question:
                return True
    return False


_WORK = re.compile("《[^《》]{1,40}》")
# Where a work begins a clause, that goes on about it; another is only mentioned: 改编自《摆渡人》.
_BEGINS = frozenset(",，;；。:：“")


def of_another_work(question: str, sentence: str, start: int, end: int) -> bool:
    """Tell whether sentence[start:end] is told of another work than the one that a question names, and is none itself.

    >>> told = "《旧铁轨》获金穗奖,奖金5万元,《看瓜人》获提名"
    >>> [of_another_work(f"{work}的奖金是多少?", told, 13, 16) for work in ("《看瓜人》", "《旧铁轨》")]
    [True, False]
    """
    asked = _WORK.findall(question)
    if len(asked) != 1 or asked[0] not in sentence or _WORK.search(sentence[start:end]):
        return False
    told = [m for m in _WORK.finditer(sentence[:start]) if not m.start() or sentence[m.start() - 1] in _BEGINS]
    return bool(told) and told[-1][0] != asked[0]
