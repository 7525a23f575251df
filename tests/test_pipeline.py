import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qa
from qa import Answer, ArticleError, ArticleQA, ModelError, QuestionError, answer, default_article
from qa.settings import MAX_ARTICLE_CHARS, MAX_QUESTION_CHARS, MAX_TURNS

TEXT = """滨海市图书馆新馆开放
2022年3月5日 来源: 滨海日报 作者: 郑小洁
3月5日,滨海市图书馆新馆正式对读者开放。滨海市图书馆馆长覃玉兰主持开馆仪式。新馆投资3.2亿元,藏书120万册。
覃玉兰表示,新馆将延长开放时间,并为山区学校送书。
开馆仪式上,副馆长马超群宣读了《新馆借阅办法》。由于设备还在调试,儿童阅览室将推迟到五月开放。
责任编辑:宋杰"""


@pytest.fixture(scope="module")
def library() -> ArticleQA:
    return ArticleQA.from_text(TEXT)


def check(system: ArticleQA, reply: Answer) -> None:
    """Check what must hold for any reply."""
    text = system.article.text
    for citation in reply.citations:
        assert text[citation.start : citation.end] == citation.quote
        if citation.focus:
            assert citation.start <= citation.focus[0] < citation.focus[1] <= citation.end
    json.dumps(reply.to_dict())


def test_the_main_job() -> None:
    reply = answer("谁主持了会议?")
    assert reply.text == "敖宏"
    assert reply.answerable
    assert [c.quote for c in reply.citations] == ["中铝集团党组副书记、董事敖宏主持会议并致发布词。"]
    check(default_article(), reply)


@pytest.mark.parametrize(
    ("question", "words", "kind"),
    [
        ("谁主持了开馆仪式?", "覃玉兰", "fact"),
        ("新馆投资了多少钱?", "3.2亿元", "fact"),
        ("马超群是什么职务?", "副馆长", "fact"),
        ("馬超群宣讀了什麼?", "《新馆借阅办法》", "fact"),
        ("覃玉兰说了什么?", "延长开放时间", "speech"),
        ("儿童阅览室为什么推迟开放?", "设备还在调试", "reason"),
        ("作者是谁?", "郑小洁", "page"),
        ("责任编辑是谁?", "宋杰", "page"),
        ("文章的标题是什么?", "滨海市图书馆新馆开放", "page"),
        ("总结一下全文", "正式对读者开放", "summary"),
        ("开馆仪式是马超群主持的吗?", "覃玉兰", "yes_no"),
    ],
)
def test_questions_of_every_kind_about_an_article_of_the_tests_own(
    library: ArticleQA, question: str, words: str, kind: str
) -> None:
    reply = library.answer(question)
    check(library, reply)
    assert (reply.kind, reply.answerable) == (kind, True)
    assert words in reply.text
    assert reply.citations


@pytest.mark.parametrize("question", ["新馆的设计师是谁?", "门票多少钱?", "2019年来了多少读者?"])
def test_what_the_article_does_not_tell_is_refused_with_the_nearest_sentence(library: ArticleQA, question: str) -> None:
    reply = library.answer(question)
    check(library, reply)
    assert not reply.answerable
    assert len(reply.citations) == 1
    assert reply.text.startswith(("文章没有提到", "文章没有说明"))


def test_talk_and_other_work_need_no_citation(library: ArticleQA) -> None:
    assert library.answer("你好").kind == "small_talk"
    assert library.answer("你好").answerable
    declined = library.answer("写一首诗")
    assert (declined.kind, declined.answerable, declined.citations) == ("off_topic", False, ())


def test_the_reply_speaks_the_language_of_the_question(library: ArticleQA) -> None:
    assert library.answer("What is the phone number of the architect?").text.startswith("The article does not")


def test_a_stream_joins_to_the_text_and_ends_with_the_answer(library: ArticleQA) -> None:
    *pieces, last = library.stream("谁主持了开馆仪式?")
    assert isinstance(last, Answer)
    assert len(pieces) >= 1
    assert "".join(str(p) for p in pieces) == last.text


def test_a_conversation_completes_follow_ups(library: ArticleQA) -> None:
    chat = library.chat()
    assert "覃玉兰" in chat.ask("谁主持了开馆仪式?").text
    second = chat.ask("她是什么职务?")
    assert second.question == "她是什么职务?"
    assert second.standalone_question == "覃玉兰是什么职务?"
    assert "馆长" in second.text


def test_a_turn_that_failed_is_not_remembered(library: ArticleQA) -> None:
    chat = library.chat()
    chat.ask("谁主持了开馆仪式?")
    for bad in ("", "?" * 3, "长" * (MAX_QUESTION_CHARS + 1)):
        with pytest.raises(QuestionError):
            chat.ask(bad)
    assert len(chat.turns) == 1


def test_a_conversation_is_bounded(library: ArticleQA) -> None:
    chat = library.chat()
    for _ in range(MAX_TURNS + 5):
        chat.ask("你好")
    assert len(chat.turns) == MAX_TURNS


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "question with words in it, got 0"),
        (" \n", "question with words in it"),
        ("?!", "question with words in it"),
        ("问" * 10_000, "at most 2,000 characters, got 10,000"),
        (None, "as str, got NoneType"),
        (b"?", "as str, got bytes"),
    ],
)
def test_a_bad_question_is_refused_in_one_line(library: ArticleQA, question: object, message: str) -> None:
    for ask in (library.answer, library.stream, library.retrieve, answer):
        with pytest.raises(QuestionError, match=message) as caught:
            ask(question)  # type: ignore[arg-type]
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", " \n ", "。。。", "字" * (MAX_ARTICLE_CHARS + 1), "a" * 10_000_000])
def test_a_bad_article_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ArticleError) as caught:
        ArticleQA.from_text(text)
    assert "expected" in str(caught.value)
    assert len(str(caught.value)) < 200


def test_unreadable_models_are_refused(tmp_path: Path) -> None:
    for options in ({"encoder": tmp_path}, {"reader": tmp_path}, {"encoder": tmp_path / "none"}):
        with pytest.raises(ModelError):
            ArticleQA.from_text(TEXT, **options)  # type: ignore[arg-type]


HOSTILE = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=()), max_size=30),
        st.sampled_from(
            ["会议由李雷主持。", "\ud800", "\x00", "<script>", "《", "1.", "一要", "。", "\n", "　", "2020年", "：\n"]
        ),
    ),
    max_size=12,
).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE.filter(lambda t: any(c.isalnum() for c in t)), HOSTILE.map(lambda q: "谁a" + q[:60]))
def test_any_text_and_any_question_give_a_reply_whose_quotes_are_exact(text: str, question: str) -> None:
    system = ArticleQA.from_text(text)
    assert system.article.text == text
    for ask in (question, "总结全文", "有哪些要求?", "是李雷主持的吗?", "为什么?", "第一点是什么?"):
        check(system, system.answer(ask))


def test_a_title_with_nothing_to_see_is_no_reason_to_fail() -> None:
    system = ArticleQA.from_text("\ue000。会议由李雷主持。\n大会于五月闭幕。")
    assert system.article.title == "\ue000"
    check(system, system.answer("总结全文"))


def test_a_title_can_be_given() -> None:
    system = ArticleQA.from_text("会议由李雷主持。", title="例会")
    assert system.article.title == "例会"
    reply = system.answer("文章的标题是什么?")
    assert "例会" in reply.text


def test_progress_is_told_while_an_article_is_indexed() -> None:
    told: list[tuple[int, int]] = []
    ArticleQA.from_text("\n".join(f"第{i}段的内容。" for i in range(150)), progress=lambda *p: told.append(p))
    assert told[-1] == (150, 150)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_many_threads_get_the_answers_of_one(library: ArticleQA) -> None:
    questions = ["谁主持了开馆仪式?", "新馆投资了多少钱?", "马超群是什么职务?", "总结一下全文"] * 3
    alone = [library.answer(q).text for q in questions]
    with ThreadPoolExecutor(4) as pool:
        assert [a.text for a in pool.map(library.answer, questions)] == alone


@pytest.fixture
def repository() -> Iterator[Path]:
    yield Path(qa.__file__).parent.parent


def test_the_default_path_imports_no_pytorch_and_opens_no_connection(repository: Path) -> None:
    program = """
import socket, sys
def refuse(*_): raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = refuse
from qa import answer
assert answer("谁主持了会议?").text == "敖宏"
print(sorted({m.split(".")[0] for m in sys.modules} & {"torch", "transformers", "sentence_transformers", "gradio"}))
"""
    environment = os.environ | {"LANGSMITH_TRACING": "true", "LANGSMITH_API_KEY": "none", "PYTHONPATH": str(repository)}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=120)
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_a_year_that_the_article_compares_with_is_not_answered_with_this_one() -> None:
    system = ArticleQA.from_text(
        "云河县集中供暖开始。\n局长邬明达介绍，今年供暖面积为318万平方米，惠及居民2.9万户，比去年增加4200户。"
    )
    assert "318万" in system.answer("今年供暖面积是多少？").text
    assert not system.answer("去年供暖面积是多少？").answerable
