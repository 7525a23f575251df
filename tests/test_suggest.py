import io
import re
import time
from pathlib import Path

import pytest

import qa.candidates
import qa.templates
import qa.templates_en
from qa import Answer, ArticleQA
from qa.candidates import QUESTION_CHARS
from qa.clauses import clauses, pieces
from qa.cli import main
from qa.normalize import for_models
from qa.suggest import CONFIDENCE, TRIES, Suggester
from qa.templates import candidates

TEXT = """云川市博物馆新馆开馆
2023年5月18日 来源: 云川日报 作者: 郑小洁
5月18日,云川市博物馆新馆正式对公众开放。云川市博物馆开馆仪式在云川市文化广场举行。云川市博物馆馆长覃玉兰主持开馆仪式。
云川市博物馆新馆投资3.2亿元,其中一层是书店。该馆馆藏共1.6万件。
覃玉兰表示,新馆将延长开放时间,并为山区学校送展。副馆长马超群宣读了《参观管理办法》。
由于设备还在调试,云川市博物馆儿童展厅推迟开放。
覃玉兰对新馆今后的工作提出三点要求:
一要用好藏品,办好基本陈列。
二要走进学校,服务青少年。
三要加强合作,引进精品展览。
责任编辑:宋杰"""
TRADITIONAL = """濱海市圖書館新館開放
3月5日，濱海市圖書館新館正式對讀者開放。濱海市圖書館館長覃玉蘭主持開館儀式。覃玉蘭表示，新館將延長開放時間，並為山區學校送書。"""
ENGLISH = """New Harbour Bridge Opens
The harbour bridge was opened in March 2021 after five years. The bridge cost $320 million, the council reported.
Maria Keller, the mayor of Northport, said the bridge would shorten the trip.
The ferry company employs 140 people, and some of them fear for their jobs."""


@pytest.fixture(scope="module")
def museum() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


def made(text: str) -> set[str]:
    return {c.question for c in candidates(ArticleQA.from_text(text)._prepared)}


def proven(system: ArticleQA, question: str) -> Answer:
    reply = system.answer(question)
    assert reply.answerable and reply.confidence >= CONFIDENCE and reply.citations, question
    return reply


def test_what_is_suggested_is_answered_surely_and_with_proof(museum: ArticleQA) -> None:
    questions = museum.suggest(6)
    assert len(questions) == len(set(questions)) == 6
    for question in questions:
        proven(museum, question)
        assert len(question) <= QUESTION_CHARS


def test_questions_are_made_of_the_articles_own_people_figures_days_and_lists(museum: ArticleQA) -> None:
    questions = {c.question for c in candidates(museum._prepared)}
    assert questions >= {
        "谁主持了开馆仪式?",
        "云川市博物馆新馆投资多少元?",
        "云川市博物馆新馆什么时候正式对公众开放?",
        "云川市博物馆开馆仪式在哪里举行?",
        "覃玉兰说了什么?",
        "马超群担任什么职务?",
        "覃玉兰提出了哪三点要求?",
        "为什么云川市博物馆儿童展厅推迟开放?",
    }


def test_no_question_points_outside_itself_or_asks_about_the_page(museum: ArticleQA) -> None:
    questions = "".join(c.question for c in candidates(museum._prepared))
    for word in ("该馆", "其中", "他", "此", "宋杰", "郑小洁"):
        assert word not in questions


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("城东医院成立于1987年10月,城东医院位于新安路。", "城东医院成立于什么时候?"),
        ("云川动物园被称为“孩子的乐园”。", "云川动物园被称为什么?"),
        ("云川电力公司计划明年新建两座变电站。", "云川电力公司计划做什么?"),
        ("云川市商务局发布《云川市消费报告》。", "云川市商务局发布了什么报告?"),
        ("今年上半年,云川市实现旅游收入52.6亿元。", "今年上半年，云川市实现旅游收入多少元?"),
        ("云川市教育局表示,新学校秋天开学。", "云川市教育局怎么说?"),
        ("云川植物园主要包括温室、花圃和湖区。", "云川植物园包括哪些?"),
    ],
)
def test_a_sentence_gives_the_question_that_asks_for_its_part(text: str, question: str) -> None:
    assert question in made(f"云川新闻\n{text}云川今天天气晴朗。")


@pytest.mark.parametrize(
    "text",
    [
        "该公司投资3.2亿元。",
        "他主持了会议,并作了讲话。",
        "云川市委副书记覃玉兰、副市长马超群主持座谈会并讲话。",
        "云川空军将有超过90架战斗机、轰炸机参加演习。",
        "山东南部玉米价格在2400元/吨。",
        "“覃玉兰主持会议。",
        "据记者了解,云川市场投资3亿元时停工。",
    ],
)
def test_a_sentence_that_would_give_half_a_question_gives_none(text: str) -> None:
    assert not {q for q in made(f"云川新闻\n{text}") if any(w in q for w in ("多少", "谁", "他", "该"))}


def test_another_persons_deed_is_no_part_of_a_post() -> None:
    questions = made("云川新闻\n云川市市长覃玉兰会见山阳市供销社理事会主任马超群。马超群说,双方将加强合作。")
    assert "覃玉兰担任什么职务?" in questions and "马超群担任什么职务?" not in questions


def test_clauses_tell_their_subject_and_go_on_about_it() -> None:
    plain = for_models("3月5日，云川市图书馆新馆开放，位于云川市新安路。")
    first, second = clauses(plain, 0, len(plain), [])
    assert first.time is not None and first.time.text == "3月5日"
    assert "".join(t.text for t in first.subject) == "云川市图书馆新馆"
    assert first.whole and not second.whole and second.subject == first.subject
    assert [plain[a:b] for a, b in pieces(plain, 0, len(plain))][:2] == ["3月5日", "云川市图书馆新馆开放"]


def test_traditional_and_english_articles_are_asked_about_in_their_own_way() -> None:
    traditional = ArticleQA.from_text(TRADITIONAL)
    assert "誰主持了開館儀式?" in (asked := traditional.suggest(4))
    assert "这" not in "".join(asked) and "么" not in "".join(asked)
    english = ArticleQA.from_text(ENGLISH)
    questions = english.suggest(4)
    assert {"How much did the bridge cost?", "When was the harbour bridge opened?"} <= set(questions)
    assert all(q.isascii() for q in questions)


def test_what_follows_is_about_the_person_named_and_was_not_asked_before(museum: ArticleQA) -> None:
    chat = museum.chat()
    assert chat.suggest(1) == museum.suggest(1)
    chat.ask("谁主持了开馆仪式?")
    following = chat.suggest(2)
    assert any("覃玉兰" in q for q in following)
    asked = ["谁主持了开馆仪式?"]
    for _ in range(4):
        for question in chat.suggest(2):
            assert question not in asked
        asked.append(following[0])
        chat.ask(following[0])
        following = chat.suggest(2) or ["谁?"]


def test_after_one_item_comes_the_next(museum: ArticleQA) -> None:
    reply = museum.answer("覃玉兰提出的三点要求中第一点是什么?")
    following = [question for question, _ in museum._suggester._next_item(reply)]
    assert following == ["覃玉兰提出的三点要求中第二点是什么?"]
    last = museum.answer("覃玉兰提出的三点要求中第三点是什么?")
    assert not list(museum._suggester._next_item(last))


def test_an_english_question_about_a_chinese_article_is_followed_in_english(museum: ArticleQA) -> None:
    following = museum.suggest_after(museum.answer("Who is 覃玉兰?"), 2)
    assert following and all("什么" not in q for q in following)


class Fake:
    """Answers every question with the same words and counts how often it is asked."""

    def __init__(self, system: ArticleQA, **changes: object) -> None:
        self.system, self.changes, self.asked = system, changes, 0

    def __call__(self, question: str) -> Answer:
        self.asked += 1
        values = {
            "text": "不知道",
            "answerable": True,
            "confidence": 0.9,
            "citations": (),
            "kind": "fact",
        } | self.changes
        return Answer(question=question, standalone_question=question, **values)  # type: ignore[arg-type]


def test_only_so_many_are_tried_and_nothing_is_tried_twice(museum: ArticleQA) -> None:
    fake = Fake(museum)
    suggester = Suggester(museum._prepared, fake)
    assert suggester.opening(1, wanted=lambda: True) == []  # no answer comes with a proof
    assert TRIES < fake.asked <= TRIES + 4
    proper = Suggester(museum._prepared, counted := Fake(museum))
    proper._ask = lambda q: (setattr(counted, "asked", counted.asked + 1), museum.answer(q))[1]  # type: ignore[func-returns-value]
    first = proper.opening(3, wanted=lambda: True)
    tried = counted.asked
    assert proper.opening(3, wanted=lambda: True) == first and counted.asked == tried


def test_trying_ends_when_nobody_wants_it_any_more(museum: ArticleQA) -> None:
    fake = Fake(museum)
    Suggester(museum._prepared, fake).opening(3, wanted=lambda: fake.asked < 2)
    assert fake.asked == 2


@pytest.mark.parametrize(
    ("name", "value"), [("answerable", False), ("confidence", CONFIDENCE - 0.01), ("text", "别的")]
)
def test_an_answer_that_is_unsure_or_another_is_not_offered(museum: ArticleQA, name: str, value: object) -> None:
    source = museum.answer("谁主持了开馆仪式?")
    good: dict[str, object] = {"text": source.text, "citations": source.citations, "confidence": 0.9}
    wanted = next(c for c in candidates(museum._prepared) if c.question == "谁主持了开馆仪式?")
    suggester = Suggester(museum._prepared, Fake(museum, **good))
    assert suggester._try(wanted) is not None
    assert Suggester(museum._prepared, Fake(museum, **(good | {name: value})))._try(wanted) is None


def test_a_citation_elsewhere_is_no_proof(museum: ArticleQA) -> None:
    elsewhere = museum.answer("马超群宣读了什么?").citations
    wanted = next(c for c in candidates(museum._prepared) if c.question == "谁主持了开馆仪式?")
    fake = Fake(museum, text="覃玉兰", citations=elsewhere)
    assert Suggester(museum._prepared, fake)._try(wanted) is None


@pytest.mark.parametrize(
    "piece", ["的", "甲公司", "“", "(", "1", "A", "3月5日,", "于3月5日", "、", "表示", "说", "The "]
)
def test_long_and_odd_sentences_take_no_time(museum: ArticleQA, piece: str) -> None:
    text = piece * (10_000 // len(piece)) + "。"
    started = time.perf_counter()
    list(clauses(for_models(text), 0, len(text), ["覃玉兰"]))
    pieces(text, 0, len(text))
    for pattern in (v for m in (qa.candidates, qa.templates, qa.templates_en) for v in vars(m).values()):
        if isinstance(pattern, re.Pattern):
            pattern.search(text[:400])
            pattern.match(text)
    assert time.perf_counter() - started < 1.0


def test_an_article_without_a_usable_sentence_still_gets_a_question() -> None:
    for text in ("会", "、、甲\n()", "\ud800 甲。"):
        assert ArticleQA.from_text(text).suggest(3)[0] == "这篇文章主要讲了什么?"


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_command_line_offers_three_where_a_person_types(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    article = tmp_path / "museum.txt"
    article.write_text(TEXT, "utf-8")
    monkeypatch.setattr("sys.stdin", Typed(":q\n"))
    assert main(["chat", "--article", str(article)]) == 0
    offered = [line for line in capsys.readouterr().out.splitlines() if line.startswith("  · ")]
    assert len(offered) == 3 and all(line.endswith("?") for line in offered)
