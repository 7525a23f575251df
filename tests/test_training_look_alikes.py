"""Passages that tell the same of another year, number or name."""

import random

from qa.training_data import Example
from qa.training_look_alikes import look_alikes

TEXT = "青石县2021年产茶180吨，县农业局局长水清扬说，茶园面积为1.2万亩。"
OTHERS = (
    ("白鹿乡2019年产米多少吨?", "白鹿乡2019年产米260吨。", "260吨"),
    ("蓝湖镇2018年产煤多少吨?", "蓝湖镇2018年产煤930吨。", "930吨"),
    ("红石村2017年产盐多少吨?", "红石村2017年产盐470吨。", "470吨"),
    ("青石县2021年产茶多少吨?", TEXT, "180吨"),
)


def examples() -> list[Example]:
    """Return enough questions that a quarter of them are some."""
    made = []
    for question, text, words in OTHERS:
        at = text.index(words)
        made.append(Example("test", "x", question, text, (at, at + len(words))))
    return made * 25


def test_the_true_answer_is_marked_and_the_other_is_about_something_else() -> None:
    known = {question: (text, words) for question, text, words in OTHERS}
    made = list(look_alikes(examples(), random.Random(1)))
    assert len(made) > 10
    assert any(e.answer for e in made)
    assert any(e.answer is None for e in made)
    for example in made:
        text, words = known[example.question]
        if example.answer:
            start, end = example.answer
            assert example.context[start:end] == words
            assert text in example.context
            assert len(example.context) > len(text)
        else:
            assert text not in example.context
            assert words not in example.context


def test_what_has_nothing_to_exchange_is_left_out() -> None:
    one = Example("test", "x", "为什么停电?", "因检修停电。", (0, 3))
    assert list(look_alikes([one] * 8, random.Random(1))) == []
