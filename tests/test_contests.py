"""Who won, who lost, and who came third: of contests that a report tells of."""

import pytest

from qa import ArticleQA
from qa.contests import otherwise, rank_asked

TEXT = """陵阳女排时隔七年再夺联赛冠军

本报陵阳4月8日电（记者 尚可为）全国女排联赛总决赛第三场7日晚举行，陵阳队以3比1战胜卫冕冠军崇川队，以总比分2比1夺得冠军。

此前一天结束的三四名决赛中，澄江队3比0横扫凤台队，获得铜牌。崇川队主教练戚怀德赛后表示，球队接应受伤，对比赛影响很大。

陵阳队主攻手查若彤全场得到27分，被评为最有价值球员。联赛共有14支球队参加，历时五个月。
"""


@pytest.fixture(scope="module")
def system() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("谁拿了冠军?", "陵阳队"),
        ("冠军是哪支队伍?", "陵阳队"),
        ("联赛亚军是哪个队?", "崇川队"),
        ("铜牌是哪个队的?", "澄江队"),
    ],
)
def test_who_came_where(system: ArticleQA, question: str, answer: str) -> None:
    found = system.answer(question)
    assert found.answerable
    assert answer in found.text
    assert all(other not in found.text for other in ("陵阳队", "崇川队", "澄江队", "凤台队") if other != answer)


@pytest.mark.parametrize("question", ["崇川队拿了冠军吗?", "澄江队是冠军吗?"])
def test_who_lost_is_no_champion(system: ArticleQA, question: str) -> None:
    found = system.answer(question)
    assert not found.text.startswith("是的")


@pytest.mark.parametrize(
    ("question", "told", "words", "against"),
    [
        ("男单冠军是谁?", "女单决赛在邓晓与许诺之间进行，男单冠军由祁山获得", "邓晓", True),
        ("男单冠军是谁?", "女单决赛在邓晓与许诺之间进行，男单冠军由祁山获得", "祁山", False),
        ("200米冠军是谁?", "100米冠军是祁山", "祁山", True),
        ("谁赢了比赛?", "红队不敌蓝队", "红队", True),
        ("谁赢了比赛?", "红队不敌蓝队", "蓝队", False),
        ("谁输了?", "红队不敌蓝队", "蓝队", True),
        ("决赛比分是多少?", "铜牌战中红队2比0获胜", "2比0", True),
        ("决赛比分是多少?", "决赛中红队2比0获胜", "2比0", False),
        ("上届冠军是谁?", "红队击败上届冠军蓝队", "蓝队", False),
        ("教练是谁?", "红队不敌蓝队", "红队", False),
    ],
)
def test_another_rank_or_contest(question: str, told: str, words: str, against: bool) -> None:
    at = told.index(words)
    assert otherwise(question, told, at, at + len(words)) is against


def test_the_player_and_not_the_team() -> None:
    text = "单打比赛结果揭晓\n\n昨天的乒乓球单打比赛中，单打冠军是澄江队的方敏，他时隔12年再次夺冠。"
    assert "方敏" in ArticleQA.from_text(text).answer("单打冠军是谁?").text
    assert ArticleQA.from_text(text).answer("方敏上次夺冠是什么时候?").text != "12年"


def test_the_rank_asked() -> None:
    assert [rank_asked(q) for q in ("季军是谁?", "金牌得主是谁?", "2018年冠军是谁?", "谁到场了?")] == [3, 1, None, None]
