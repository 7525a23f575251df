import pytest

from qa.moments import moment


@pytest.mark.parametrize(
    ("question", "words", "part"),
    [
        ("展览到几号结束?", "6月1日至6月30日", "6月30日"),
        ("展览从什么时候开始?", "6月1日—6月30日", "6月1日"),
        ("展览什么时候举行?", "6月1日至6月30日", "6月1日至6月30日"),
        ("几点开会?", "3月2日上午9时30分", "上午9时30分"),
        ("几点到几点开放?", "每日9时至22时", "9时至22时"),
        ("几点结束?", "每日9时至22时", "22时"),
        ("哪天开会?", "3月2日上午9时30分", "3月2日上午9时30分"),
        ("几点开门?", "周一9时、周二10时", "周一9时、周二10时"),
    ],
)
def test_the_part_that_is_asked_for(question: str, words: str, part: str) -> None:
    assert words[slice(*moment(question, words, 0, len(words)))] == part
