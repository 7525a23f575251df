import pytest

from qa.conversation import complete, topic
from qa.pipeline import ArticleQA
from qa.types import Answer, Article, Citation

TEXT = "覃玉兰主持了第四届读书大会。李雷宣读了《借阅办法》。甲公司中标。会议提出四点要求。"
ARTICLE = Article(Article.id_of(TEXT), "读书大会", TEXT)
PEOPLE = ["覃玉兰", "李雷", "韩梅梅"]


def turn(question: str, words: str, *, kind: str = "fact") -> Answer:
    """Return a reply whose answer is exactly these words of the article."""
    at = TEXT.find(words) if words else -1
    citations = (Citation.of(ARTICLE, at, at + len(words), focus=(at, at + len(words))),) if at >= 0 else ()
    return Answer(words or "没有", bool(citations), 0.9, citations, kind, question, question)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "said", "follow_up", "completed"),
    [
        # pronouns for people: whom the last answer named, whom the last question named
        ("谁主持了大会?", "覃玉兰", "他是什么职务?", "覃玉兰是什么职务?"),
        ("谁主持了大会?", "覃玉兰", "她还做了什么?", "覃玉兰还做了什么?"),
        ("李雷宣读了什么?", "《借阅办法》", "他是什么职务?", "李雷是什么职务?"),
        ("誰主持了大會?", "覃玉兰", "他的職務是什麼?", "覃玉兰的职务是什么?"),
        # pronouns for things
        ("李雷宣读了什么?", "《借阅办法》", "它是谁宣读的?", "《借阅办法》是谁宣读的?"),
        ("哪家公司中标?", "甲公司", "该公司在哪里?", "甲公司在哪里?"),
        # another name in the same question
        ("李雷宣读了什么?", "《借阅办法》", "韩梅梅呢?", "韩梅梅宣读了什么?"),
        ("李雷宣读了什么?", "《借阅办法》", "那韩梅梅呢", "韩梅梅宣读了什么?"),
        # another item, another year
        ("大会的第一点要求是什么?", "四点要求", "第三点呢?", "大会的第三点要求是什么?"),
        ("2020年来了多少人?", "四点要求", "2021年呢?", "2021年来了多少人?"),
        # a property of what was talked about
        ("第四届读书大会由谁主持?", "覃玉兰", "时间呢?", "第四届读书大会的时间是什么?"),
        ("第四届读书大会由谁主持?", "覃玉兰", "主题是什么?", "第四届读书大会的主题是什么?"),
        ("第四届读书大会由谁主持?", "覃玉兰", "什么时候举行的?", "第四届读书大会什么时候举行的?"),
        # more of the same
        ("大会提出了哪些要求?", "四点要求", "还有呢?", "大会提出了哪些要求?"),
        # English
        ("Who is 李雷?", "李雷", "What did he read out?", "What did 李雷 read out?"),
    ],
)
def test_a_follow_up_is_completed(before: str, said: str, follow_up: str, completed: str) -> None:
    found = complete([turn(before, said)], follow_up, PEOPLE)
    assert found.replace("点要求要求", "点要求") == completed


@pytest.mark.parametrize(
    "question", ["韩梅梅是什么职务?", "《借阅办法》有几条?", "甲公司中标了多少钱?", "总结全文", "作者是谁?", "你好"]
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert complete([turn("谁主持了大会?", "覃玉兰")], question, PEOPLE) == question


def test_the_topic_is_carried_over_several_turns() -> None:
    turns = [turn("谁主持了大会?", "覃玉兰")]
    second = complete(turns, "她是什么职务?", PEOPLE)
    turns.append(turn(second, ""))
    assert complete(turns, "她说了什么?", PEOPLE) == "覃玉兰说了什么?"


def test_a_changed_topic_is_not_carried_over() -> None:
    turns = [turn("谁主持了大会?", "覃玉兰"), turn("谁宣读了《借阅办法》?", "李雷")]
    assert complete(turns, "他是什么职务?", PEOPLE) == "李雷是什么职务?"


def test_small_talk_between_two_questions_does_not_break_the_thread() -> None:
    turns = [turn("谁主持了大会?", "覃玉兰"), turn("谢谢", "", kind="small_talk")]
    assert complete(turns, "他是什么职务?", PEOPLE) == "覃玉兰是什么职务?"


def test_without_a_conversation_nothing_is_added() -> None:
    assert complete([], "他是什么职务?", PEOPLE) == "他是什么职务?"


def test_the_topic_of_a_question() -> None:
    assert topic("第四届社会责任工作大会是什么时候举行的?") == "第四届社会责任工作大会"
    assert topic("谁宣读了《借阅办法》?") == "《借阅办法》"
    assert topic("为什么?") == ""


LIBRARY = (
    "新馆5月11日正式对外开放，副市长龚丽主持仪式。馆长许知远介绍，新馆每周二至周日9时至21时开放，周一闭馆。"
    "读者每次最多可借10册，借期30天，逾期每册每天收取0.1元。开馆首日共接待读者8326人次。"
    "新馆下一步将推出夜间读书会、银发族数字课堂和校园流动书车三项服务。"
)


@pytest.fixture(scope="module")
def library() -> ArticleQA:
    return ArticleQA.from_text(LIBRARY, title="新馆开放")


def test_a_subject_that_was_guessed_steps_back_where_the_question_needs_none(library: ArticleQA) -> None:
    chat = library.chat()
    assert chat.ask("谁主持了仪式?").text == "龚丽"
    chat.ask("逾期怎么收费?")
    assert chat.ask("首日来了多少人?").text == "8326人次"
    chat.ask("龚丽是什么职务?")
    assert chat.ask("周一开门吗?").standalone_question == "周一开门吗?"


def test_an_item_of_a_list_in_one_sentence_is_told_by_its_number(library: ArticleQA) -> None:
    chat = library.chat()
    assert "校园流动书车" in chat.ask("新馆将推出哪些服务?").text
    assert chat.ask("第二项是什么?").text == "银发族数字课堂"
    assert not chat.ask("第五项呢?").answerable


@pytest.mark.parametrize(("question", "answer"), [("借期多长?", "30天"), ("读者每次最多可借几本书?", "10册")])
def test_an_amount_is_told_in_the_unit_of_the_article(library: ArticleQA, question: str, answer: str) -> None:
    assert answer in library.answer(question).text


def test_who_was_asked_for_is_a_person_though_the_article_does_not_make_that_plain() -> None:
    turns = [turn("谁宣读了《借阅办法》?", "李雷"), turn("李雷是什么职务?", "")]
    assert complete(turns, "和会议有什么关系?", []) == "李雷和会议有什么关系?"


def test_what_somebody_does_is_no_topic() -> None:
    assert topic("谁资助的?") == ""
    assert topic("谁主持会议?") == "会议"


def test_who_gave_is_a_whole_question_and_what_was_said_goes_on_about_somebody() -> None:
    chat = ArticleQA.from_text(
        "青石镇图书馆7月1日起延长开放时间，每晚开放到22时。馆长任海波说，因人手不足，暂时不能开到24时。"
        "远山建材公司向图书馆捐了48万元，用于购买新书。"
    ).chat()
    chat.ask("为什么不开到24时?")
    giver = chat.ask("捐了48万元的是哪家企业?")
    assert giver.standalone_question == "捐了48万元的是哪家企业?"
    assert giver.text == "远山建材公司"
    chat.ask("馆长是谁?")
    said = chat.ask("说了什么?")
    assert said.standalone_question == "任海波说了什么?"
    assert said.kind == "speech"
