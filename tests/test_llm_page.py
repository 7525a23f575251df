"""A language model behind the page and the command line: what is sent is said, stopping stops it, notes are shown."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_server import Kept, Reply, saying, serving
from test_app import request
from test_library import BRIDGE, LIBRARY
from test_library_page import written
from test_llm import TEXT

import app
from qa import ArticleQA
from qa.article import article_from_text
from qa.cli import main
from qa.question import Language
from qa.report import Report
from ui.bringing import Bringing
from ui.conversation import Conversation, Desk, Visitor
from ui.conversation_view import conversation_html
from ui.layout import build
from ui.page import Page, head_html
from ui.texts import TEXTS

KEY = "sk-secret-0123456789"
QUESTION = "谁主持了开馆仪式?"
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    monkeypatch.delenv("QA_LLM", raising=False)
    monkeypatch.setenv("QA_LLM_API_KEY", KEY)
    with serving(saying("覃玉兰主持了开馆仪式。[3]", "新馆投资9亿元。[3]")) as kept:
        monkeypatch.setenv("QA_LLM_BASE_URL", kept.url)
        yield kept


@pytest.fixture
def conversation(server: Kept, monkeypatch: pytest.MonkeyPatch) -> Conversation:
    monkeypatch.setenv("QA_LLM", "openai:tester")
    return Conversation(Desk(article=article_from_text(TEXT), qa=ArticleQA.from_text(TEXT)))


def test_the_page_says_what_is_sent_and_where(conversation: Conversation, server: Kept) -> None:
    page = Page(opening=conversation.desk)
    assert page.llm is not None
    for language in LANGUAGES:
        head = head_html(TEXTS[language], language, page.llm)
        assert "tester" in head
        assert server.url.split("/")[2] in head
        assert KEY not in head


def test_a_library_is_sent_nowhere_and_the_page_says_so(
    conversation: Conversation, server: Kept, tmp_path: Path
) -> None:
    page = Page(opening=conversation.desk)
    visitor = Visitor(conversation)
    one = page.head(visitor, request())
    Bringing(page).upload(written(tmp_path, a_txt=LIBRARY, b_txt=BRIDGE), visitor, request())
    several = page.head(visitor, request())
    assert "措辞：您的问题" in one
    assert "措辞：您的问题" not in several
    assert "什么都不会发送" in several
    assert "nothing is sent" in page.head(visitor, request("en"))
    *_, turn = visitor.conversation.ask("谁主持了通车仪式?")
    assert turn.answer is not None
    assert server.requests == []
    Bringing(page).back(visitor, request())
    assert page.head(visitor, request()) == one


def test_the_head_is_said_anew_whenever_an_article_is_brought(server: Kept) -> None:
    functions = build(Page(opening=Desk(article=article_from_text(TEXT)))).fns.values()
    after = {f.trigger_after for f in functions if f.name == "head"}
    assert after >= {f._id for f in functions if f.name in ("paste", "upload", "open_address", "back")}


def test_without_a_model_the_page_says_nothing_of_one(server: Kept) -> None:
    page = Page(opening=Desk(article=article_from_text(TEXT)))
    assert page.llm is None
    assert "sent" not in head_html(TEXTS["zh"], "zh", page.llm)


def test_what_was_left_out_is_said_beside_the_answer(conversation: Conversation) -> None:
    *_, turn = conversation.ask(QUESTION)
    assert turn.answer is not None
    assert turn.remembered
    assert turn.answer.note
    assert f"<p class='note'>{turn.answer.note}</p>" in conversation_html(conversation, "zh")


def test_stop_closes_the_request(conversation: Conversation, server: Kept) -> None:
    def stalls(reply: Reply) -> None:
        reply.begin()
        reply.piece("覃玉兰主持了开馆仪式。[3]新")
        reply.wait_until_hung_up()

    server.behaviour = stalls
    started = time.monotonic()
    for turn in conversation.ask(QUESTION):
        if turn.state == "speaking":
            conversation.stop()
    assert server.hung_up.wait(2)
    assert time.monotonic() - started < 5
    assert (turn.state, turn.said, turn.answer, turn.remembered) == ("stopped", "覃玉兰主持了开馆仪式。", None, False)
    server.behaviour = saying("覃玉兰主持了开馆仪式。[3]")
    *_, after = conversation.ask(QUESTION)
    assert after.answer is not None
    assert after.answer.text == "覃玉兰主持了开馆仪式。"
    assert conversation.undo() == QUESTION  # takes back the turn that was answered, and no other


def test_from_the_command_line(server: Kept, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "news.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert main(["ask", QUESTION, "--article", str(article), "--llm", "openai:tester"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("覃玉兰主持了开馆仪式。\n")
    assert "找不到依据" in told
    assert main(["ask", QUESTION, "--article", str(article), "--llm", "openai:tester", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["note"]
    assert KEY not in str(row)
    assert main(["ask", QUESTION, "--article", str(article)]) == 0
    assert capsys.readouterr().out.startswith("覃玉兰\n")
    assert len(server.requests) == 2


def test_a_model_is_evaluated_like_any_other(server: Kept, tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    article, questions = tmp_path / "news.txt", tmp_path / "set.jsonl"
    article.write_text(TEXT, encoding="utf-8")
    rows = [
        {"id": "1", "question": QUESTION, "answers": [["覃玉兰"]], "answerable": True, "evidence": [], "kind": "fact"},
        {"id": "2", "question": "门票多少钱?", "answers": [], "answerable": False, "evidence": [], "kind": "fact"},
    ]
    questions.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    out = tmp_path / "out.json"
    command = ["evaluate", str(questions), "--article", str(article), "--json", str(out), "--llm", "openai:tester"]
    assert main(command) == 0
    (first, _) = Report.load(out).rows
    assert first.answer.startswith("覃玉兰主持了开馆仪式。")
    assert server.requests


@pytest.mark.parametrize("name", ["qwen-plus", "nobody:knows"])
def test_a_model_that_cannot_be_used_is_told_before_the_page_is_up(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_LLM", "")  # so that what app.py sets goes with the test
    assert app.main(["--llm", name]) == 2
    assert name in capsys.readouterr().err
    assert main(["ask", QUESTION, "--llm", name]) == 2
    assert capsys.readouterr().err.count("\n") == 1
