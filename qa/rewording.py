"""Words a question as the reader was taught them: in plain words, without courtesies, keywords with what they ask.

The reader is small, and a turn of speech that it never met costs it more than a hard question: 尊姓大名是什么 finds
nothing where 叫什么名字 is answered at once.
"""

import re

from qa.normalize import for_models
from qa.question import Question, Wants

# What is said before a question and behind it, and asks nothing.
_BEFORE = re.compile(
    r"^(?:(?:你好|您好|请问|劳驾|打扰一?下?|麻烦(?:您|你)?(?:问一?下|说一?下|告诉我)?|(?:我)?(?:很)?想(?:请教|问|知道|了解)(?:您|你)?(?:一?下)?"
    r"|(?:您|你)?(?:能|可以)?告诉我(?:一下)?|(?:您|你)?知道|老?同志|老师|大家|各位)[,，:：、 ]*)+"
)
_BEHIND = re.compile(
    r"(?:[,，。;；]?(?:谢谢|多谢|感谢|麻烦(?:您|你)(?:了|说一下[^,，。?？]{0,6})|劳驾)(?:您|你)?(?:了|啦)?[。.!！]*)+$"
)
_PARTICLES = re.compile(r"(?<=[\u4e00-\u9fff])[呢呀啊哦哈嘛啦]+(?=[?？]*$)")
# Colloquial and ceremonious words, and the plain ones.
_PLAIN = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        ("[,，]?(?:的)?尊姓大名(?:是什么|叫什么)?|(?:姓甚名谁|叫啥名[儿字]?|怎么称呼)", "叫什么名字"),
        ("贵姓", "姓什么"),
        ("(?:[,，]?都|分别)(?=叫什么名字)", ""),
        ("(?:一个|一种|个)?什么样的(?=[\u4e00-\u9fff]{2})", "什么"),
        ("(?<=[了有是])一?个什么(?=[\u4e00-\u9fff])", "什么"),
        ("啥时候?|啥时间", "什么时候"),
        ("啥地方|啥地儿|哪儿", "哪里"),
        ("(?:为|因)啥|咋会", "为什么"),
        ("啥", "什么"),
        ("咋样", "怎么样"),
        ("咋", "怎么"),
        ("(?<=[\u4e00-\u9fff]的)(?:那|这)一?[位个名](?=[\u4e00-\u9fff]{2})", ""),
        ("(?:到底|究竟)(?=[\u4e00-\u9fff])", ""),
    )
)

# Keywords: longer ones, and those with a clause in them, are sentences.
_LONGEST = 30
_ASKS = re.compile(
    "[谁啥哪几咋怎吗呢嘛?？,，。;；:：!！]|多[少大高长久重宽远深]|什么|甚么|如何|为何|何[时地人处]|是否|有无|[是有能会要]不|[是有]没"
)
_ASKED = re.compile("[?？ ]+$")
_SOMEBODY = re.compile(
    "(?:冠军|亚军|季军|得主|获得者|获奖者|[男女]主角|主角|配角|第一名|主演|导演|作者|主席|董事长|总裁|总统|总理|首相|市长|省长"
    "|书记|校长|院长|负责人|发言人|总经理)$"
)
_WHAT: dict[Wants, str] = {"person": "是谁", "time": "是什么时候", "place": "在哪里", "number": "是多少"}


def as_read(question: Question) -> str:
    """Return the text of a question as it is handed to the reader.

    >>> from qa.question import analyse
    >>> [as_read(analyse(q)) for q in ("会议时间", "8月汽车出口量", "男单冠军", "谁是冠军", "后来下雨了")]
    ['会议时间是什么时候?', '8月汽车出口量是多少?', '男单冠军是谁?', '谁是冠军', '后来下雨了']
    >>> as_read(analyse("请问讲课的那位处长，尊姓大名是什么呀？谢谢您")), as_read(analyse("他咋受伤的"))
    ('讲课的处长叫什么名字?', '他怎么受伤的')
    >>> as_read(analyse("他的报告叫啥名字?"))
    '他的报告叫什么名字?'
    """
    if question.language != "zh":
        return question.text
    plain = _plainly(for_models(question.text).strip())
    return _keywords(_ASKED.sub("", plain), question) or plain


def _plainly(text: str) -> str:
    """Return a Chinese question in plain words; as it is where nothing else would be left of it."""
    plain = _BEHIND.sub("", _BEFORE.sub("", text))
    for pattern, words in _PLAIN:
        plain = pattern.sub(words, plain)
    plain = _PARTICLES.sub("", plain).strip(" ,，")
    return plain if any(c.isalnum() for c in plain) else text


def _keywords(plain: str, question: Question) -> str:
    """Return keywords with what they ask; "" for anything else."""
    if question.kind != "fact" or len(plain) > _LONGEST or _ASKS.search(plain):
        return ""
    import rjieba  # loads a dictionary, and questions that ask do without it

    words = rjieba.tag(plain)
    if not words or words[-1][1][:1] not in ("n", "v", "e") or words[-1][1] == "v":
        return ""
    somebody = words[-1][1] == "nr" or _SOMEBODY.search(plain)
    return f"{plain}{'是谁' if somebody else _WHAT.get(question.wants, '是什么')}?"
