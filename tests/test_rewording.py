"""How a question is handed to the reader."""

import pytest

from qa import ArticleQA
from qa.question import analyse
from qa.rewording import as_read


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("请问给大家讲课的那位处长，尊姓大名是什么？", "给大家讲课的处长叫什么名字?"),
        ("請問是誰主持了會議呢", "是谁主持了会议"),
        ("老同志想请教一下，一针收多少钱呀？谢谢您", "一针收多少钱?"),
        ("最后给了他一个什么样的处分？", "最后给了他什么处分?"),
        ("这个比赛啥时候开始", "这个比赛什么时候开始"),
        ("姚林", "姚林是谁?"),
        ("汽车出口量", "汽车出口量是多少?"),
        ("谢谢", "谢谢"),
        ("谁主持了会议?", "谁主持了会议?"),
        ("Who is Yao Lin, please?", "Who is Yao Lin, please?"),
    ],
)
def test_in_plain_words(question: str, read: str) -> None:
    assert as_read(analyse(question)) == read


@pytest.mark.parametrize("question", ["供热面积", "请问供热面积是多大呀？谢谢"])
def test_keywords_and_courtesies_are_answered_like_plain_questions(question: str) -> None:
    text = "青石县今冬供热开始。全县供热面积为318万平方米，比去年多一成。县长李雷到现场查看。"
    assert "318万平方米" in ArticleQA.from_text(text).answer(question).text
