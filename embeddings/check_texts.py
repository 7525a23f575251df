"""Texts written for this project, in simplified and traditional Chinese and in English, to compare two encoders on."""

from collections.abc import Mapping
from itertools import product

_SIMPLIFIED = (
    "{month}月{day}日，{person}在{place}主持召开会议，研究部署{topic}工作。",
    "{person}指出，要坚持问题导向，把{topic}摆在更加突出的位置，确保各项任务落到实处。",
    "谁在{place}主持了关于{topic}的会议？",
    "{place}今年前{month}个月{topic}投入达到{number}亿元，同比增长{day}.5%。",
    "记者从{place}了解到，因连日暴雨，当地已转移群众{number}人，暂无人员伤亡报告。",
    "{topic}为什么重要？{person}认为，它关系到千家万户的切身利益。",
    "据介绍，这座位于{place}的图书馆藏书{number}万册，每天开放{month}小时。",
    "“我从小就喜欢下棋，”{person}笑着说，“没想到{day}年以后成了教练。”",
)
_SIMPLIFIED_WORDS = {
    "person": ("市长林秋实", "县委书记贺兰舟", "总工程师沈砚", "李阿姨", "发言人欧阳澈"),
    "place": ("青石镇", "云南省昆明市", "高新技术开发区", "长江大桥", "第三小学"),
    "topic": ("防汛抗旱", "医疗保险改革", "人工智能产业", "乡村旅游", "食品安全"),
}
_TRADITIONAL = (
    "{month}月{day}日，{person}在{place}主持會議，討論{topic}的進度與預算。",
    "{person}強調，政府應當儘快公布{topic}的調查結果，給社會大眾一個交代。",
    "誰負責{place}的{topic}？",
    "根據統計，{place}去年的觀光人數超過{number}萬，較前年增加{day}.5%。",
    "受颱風影響，{place}的列車全部停駛，約{number}名旅客滯留車站。",
    "{topic}為什麼延遲了{month}個月？{person}表示，主要是經費不足。",
    "這間位於{place}的博物館收藏了{number}件文物，每逢週{weekday}休館。",
    "「我們還有很多事情要做，」{person}說，「但是{day}年來，沒有人放棄。」",
)
_TRADITIONAL_WORDS = {
    "person": ("縣長魏國棟", "教授蕭蘭馨", "總經理龔慶齡", "導演葉曉嵐", "發言人戴維廉"),
    "place": ("臺北車站", "高雄港", "九龍灣", "淡水河畔", "舊圖書館"),
    "topic": ("鐵路電氣化", "環境影響評估", "健康保險", "語言教學", "海岸巡邏"),
}
_ENGLISH = (
    "On {month} May the committee met in {place} to discuss {topic} and approved a budget of {number} million dollars.",
    "{person} said that {topic} would remain the first priority for the next {day} years.",
    "Who is responsible for {topic} in {place}?",
    "About {number} people in {place} lost their homes after heavy rain and strong winds hit the coast last night.",
    "The price of bread rose by {month} percent, which {person} blamed on the cost of fuel.",
    "Why was {topic} delayed for {day} months? According to {person}, there was not enough money.",
    "The library in {place} holds more than {number} thousand books and is open every day except Sunday.",
    '"I never thought we would win," {person} told reporters after the {day}th match of the season.',
)
_ENGLISH_WORDS = {
    "person": ("Mayor Helen Brooks", "Dr Adam Clarke", "the chief engineer", "her neighbour", "the health minister"),
    "place": ("Bristol", "the old harbour", "northern Canada", "the village school", "New York City"),
    "topic": ("public transport", "clean drinking water", "the new hospital", "computer education", "food safety"),
}


def _filled(templates: tuple[str, ...], words: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Fill each template fifteen times, no text twice."""
    texts = []
    for (t, template), i in product(enumerate(templates), range(15)):
        chosen = {slot: values[(i + i // 5 * s + t) % 5] for s, (slot, values) in enumerate(words.items())}
        numbers = {"month": 1 + (i * 5 + t) % 12, "day": 1 + (i * 7 + t * 3) % 28, "number": 37 + 113 * i + 19 * t}
        texts.append(template.format(**chosen, **numbers, weekday="一二三四五六日"[i % 7]))
    return texts


def check_texts() -> dict[str, list[str]]:
    """Return 120 different texts of each kind: simplified, traditional, english."""
    return {
        "simplified": _filled(_SIMPLIFIED, _SIMPLIFIED_WORDS),
        "traditional": _filled(_TRADITIONAL, _TRADITIONAL_WORDS),
        "english": _filled(_ENGLISH, _ENGLISH_WORDS),
    }
