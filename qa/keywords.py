"""Turns keywords, as they are typed into a search box, into the question that they stand for: 会议时间, GDP增长率."""

import re

from qa.normalize import for_models
from qa.question import Question, Wants

# Longer ones, and those with a clause in them, are sentences.
_LONGEST = 30
_ASKS = re.compile(
    "[谁啥哪几咋怎吗呢嘛?？,，。;；:：!！]|多[少大高长久重宽远深]|什么|甚么|如何|为何|何[时地人处]|是否|有无|[是有能会要]不|[是有]没"
)
_ASKED = re.compile("[?？ ]+$")
_SOMEBODY = re.compile(
    "(?:冠军|亚军|季军|得主|获得者|获奖者|男女?主角|女主角|配角|第一名|主演|导演|作者|[主董总]席|总统|总理|首相|市长|省长|书记|校长|院长|负责人|发言人|董事长|总经理)$"
)
_WHAT: dict[Wants, str] = {"person": "是谁", "time": "是什么时候", "place": "在哪里", "number": "是多少"}


def as_question(question: Question) -> str:
    """Return the text of a question, of keywords with what they ask behind them, to be read by the reader.

    >>> from qa.question import analyse
    >>> [as_question(analyse(q)) for q in ("会议时间", "8月汽车出口量", "男单冠军", "谁是冠军", "后来下雨了")]
    ['会议时间是什么时候?', '8月汽车出口量是多少?', '男单冠军是谁?', '谁是冠军', '后来下雨了']
    """
    text = question.text
    plain = _ASKED.sub("", for_models(text).strip())
    if question.kind != "fact" or question.language != "zh" or len(plain) > _LONGEST or _ASKS.search(plain):
        return text
    import rjieba  # loads a dictionary, and questions that ask do without it

    words = rjieba.tag(plain)
    if not words or words[-1][1][:1] not in ("n", "v", "e") or words[-1][1] == "v":
        return text
    somebody = words[-1][1] == "nr" or _SOMEBODY.search(plain)
    return f"{plain}{'是谁' if somebody else _WHAT.get(question.wants, '是什么')}?"
