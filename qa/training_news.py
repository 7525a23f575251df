"""Makes news that never happened, with questions about it, of the sentences in training_news.txt.

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

from qa.normalize import for_models
from qa.training_data import Example

KINDS = Path(__file__).parent / "training_news.txt"

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
def kinds() -> tuple[tuple[Sentence, ...], ...]:
    """Read the kinds of event, each a tuple of sentences, from the file."""
    found: list[tuple[Sentence, ...]] = []
    for block in KINDS.read_text(encoding="utf-8").split("\n\n"):
        sentences: list[Sentence] = []
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if line[0] != " ":
                sentences.append(Sentence(line, ()))
                continue
            slot, _, asked = line.strip().partition(": ")
            made = tuple((slot, question.strip()) for question in asked.split("|"))
            sentences[-1] = Sentence(sentences[-1].pattern, sentences[-1].questions + made)
        if sentences:
            found.append(tuple(sentences))
    return tuple(found)


_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文海林春晓东宁欣宇晨浩然子轩嘉怡思雨立新"
_PLACES = "临江南亭青云石桥白鹿东湖西岭安平永宁长乐清河龙泉金沙双溪新田古塘凤山桐庐松林海陵"
_COMPANIES = "华新天博鼎恒云蓝启瑞中金星同万宏"
_CHOICES = {
    "topic": "安全生产|垃圾分类|数字化转型|乡村振兴|防汛|食品安全|社会责任|节能降碳|养老服务|基层治理|文物保护",
    "post": "董事长|总经理|副市长|市长|局长|副局长|党组书记、董事长|秘书长|院长|发言人|副总裁|首席执行官|主任|总工程师",
    "accident": "交通事故|火灾|坍塌事故|燃气爆炸|追尾事故|触电事故",
    "cause": "线路老化|司机疲劳驾驶|原材料价格上涨|违规操作|连日暴雨|设备故障|市场需求减弱|管道泄漏|操作失误",
    "time": "上午9时30分|凌晨2点|下午4点左右|晚上8时许|清晨6时|中午12点20分|21时15分",
    "score": "3比1|2比0|98比87|21比18|4:2|115比109|1比0",
    "cup": "省运会|全国青年锦标赛|城市杯|冠军杯|大学生联赛|足协杯|亚洲杯",
    "period": "三个月|两年|18个月|半年|五年多|100天|60日|四十五天|一年半|七周",
    "building": "市民中心|科技馆|跨江大桥|新图书馆|体育公园|博物馆新馆|会展中心|高铁站",
    "group": "老人和儿童|在校学生|现役军人|残疾人|65岁以上老人|医务人员",
    "journal": "自然|科学通报|材料学报|物理评论快报|细胞|柳叶刀",
    "material": "陶瓷|合金|塑料|涂层材料|半导体|纤维",
    "weather": "台风|冷空气|低涡|副热带高压|强对流",
    "level": "红色|橙色|黄色|一级|二级",
    "road": "国道|滨江路|环城高速|人民大道|机场快速路|中山路",
    "conduct": "乱扔垃圾|违规停车|遛狗不牵绳|高空抛物|占用消防通道|噪声扰民",
    "rule": "文明行为促进条例|生活垃圾管理办法|养犬管理规定|停车管理条例",
    "product": "工业机器人|跨境电商|医疗器械|锂电池|在线教育|乳制品|无人机",
    "purpose": "设立奖学金|修建图书馆|资助贫困学生|支持科研|购买实验设备",
    "crime": "受贿|挪用公款|内幕交易|合同诈骗|滥用职权",
    "action": "立案调查|逮捕|免职|提起公诉|开除",
    "hospital": "市第一人民医院|中心医院|附属医院|县人民医院|骨科医院",
    "rain": "215毫米|98.6毫米|130毫米|322.5毫米",
    "degree": "28摄氏度|31℃|零下3度|19度",
    "area": "120亩|3.5万平方米|8600平方米|45公顷",
    "height": "88米|212.6米|36米|150多米",
}
_TYPES = {
    "company": "集团|科技公司|股份有限公司|证券|建设公司|化工|药业",
    "org": "水务局|教育局|应急管理局|市场监管局|文化和旅游局|交通运输局|消防救援支队|总工会|商务厅|红十字会",
    "university": "大学|理工大学|师范大学|科技大学",
    "school": "大学|中学|师范学院|职业学院",
    "team": "雄鹰队|猛虎队|女排|联队|飞马队|工人队",
    "court": "市中级人民法院|县人民法院|市第二中级人民法院",
}


@cache
def _characters() -> str:
    rows = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(pair.decode("gb2312", "ignore") for pair in rows)


def _digits(rng: random.Random) -> str:
    size = rng.choice((10, 100, 1_000, 10_000, 100_000))
    number = rng.randint(max(2, size // 10), size)
    return rng.choice((str(number), f"{number:,}", str(number), f"{number}多" if number % 10 == 0 else str(number)))


def _person(rng: random.Random) -> str:
    given = [rng.choice(_characters() if rng.random() < _RARE else _GIVEN) for _ in range(rng.choice((1, 2, 2)))]
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
    if slot in _TYPES:
        first = rng.choice(_COMPANIES if slot == "company" else _PLACES)
        return first + rng.choice(_PLACES) + rng.choice(_TYPES[slot].split("|"))
    return rng.choice(_CHOICES[slot].split("|"))


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
    lines = [rng.choice(("", "", "本报讯 ", "据本地媒体报道，"))]
    starts: dict[int, int] = {}  # of each sentence in the text
    for number, sentence in enumerate(kind):
        if number not in left_out:
            starts[number] = len("".join(lines))
            lines.append(sentence.pattern.format_map(values))
    also: list[int] = []  # sentences told of the second event
    if rng.random() < _TWO_EVENTS:
        others = _filled(kind, rng)
        also = rng.sample(range(len(kind)), rng.randint(1, 2))
        lines.append("\n" + rng.choice(("此前，", "另据了解，", "去年，")))
        lines.extend(kind[number].pattern.format_map(others) for number in also)
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
