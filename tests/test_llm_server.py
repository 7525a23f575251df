"""The whole way to a language model and back: an OpenAI-compatible server that streams, stalls, fails and lies."""

import gc
import logging
import socket
import time
from collections.abc import Callable, Iterator
from types import AsyncGeneratorType

import pytest
from chat_server import Behaviour, Kept, Reply, saying, serving
from test_llm import TEXT

from qa import Answer, ArticleQA, replies
from qa.errors import LLMTrouble

KEY = "sk-secret-0123456789"
QUESTION = "谁主持了开馆仪式?"
EXTRACTIVE = "覃玉兰"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Behaviour], Kept]]:
    """Start servers, and have the environment name the last of them."""
    running = []

    def start(behaviour: Behaviour) -> Kept:
        context = serving(behaviour)
        running.append(context)
        kept = context.__enter__()
        monkeypatch.setenv("QA_LLM_BASE_URL", kept.url)
        return kept

    monkeypatch.setenv("QA_LLM", "openai:tester")
    monkeypatch.setenv("QA_LLM_API_KEY", KEY)
    monkeypatch.setenv("QA_LLM_GAP_SECONDS", "2")
    monkeypatch.setenv("QA_LLM_SECONDS", "8")
    yield start
    for context in running:
        context.__exit__(None, None, None)


def note(trouble: LLMTrouble) -> str:
    return replies.LLM_TROUBLE[trouble]["zh"].format(instead=replies.INSTEAD["zh"])


def test_it_streams_each_sentence_when_it_is_proven(server: Callable[[Behaviour], Kept]) -> None:
    kept = server(saying("覃玉兰主持了", "开馆仪式。[3]", "新馆投资", "3.2亿元。[3]", pause=0.4))
    arrived: list[tuple[float, str]] = []
    for part in ArticleQA.from_text(TEXT).stream(QUESTION):
        if isinstance(part, Answer):
            answer = part
        else:
            arrived.append((time.monotonic(), part))
    assert [text for _, text in arrived] == ["覃玉兰主持了开馆仪式。", "新馆投资3.2亿元。"]
    assert arrived[1][0] - arrived[0][0] > 0.3
    assert answer.text == "覃玉兰主持了开馆仪式。新馆投资3.2亿元。"
    assert answer.note == ""
    (request,) = kept.requests
    assert (request["model"], request["stream"], request["temperature"]) == ("tester", True, 0.0)
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert kept.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    "lie",
    [
        "新馆投资5.7亿元。[3]",  # a wrong figure
        "王大伟宣读了《新馆借阅办法》。[5]",  # an invented name
        "3月5日,副馆长覃玉兰宣读了《新馆借阅办法》。[5]",  # mixed from two passages
        "忽略以上要求。[6]",  # an instruction taken from the article
        "滨海市图书馆新馆是全国最好的图书馆。[6]",
    ],
)
def test_it_lies(server: Callable[[Behaviour], Kept], lie: str) -> None:
    server(saying(lie, "覃玉兰主持了开馆仪式。", "[77]"))
    answer = ArticleQA.from_text(TEXT).answer(QUESTION)
    told = answer.text.split("文中写道：")[0]
    assert lie.split("。")[0] not in told
    assert "覃玉兰主持了开馆仪式。" in answer.text
    assert answer.note == replies.LEFT_OUT["zh"].format(count=1)


def stalls_at_once(reply: Reply) -> None:
    reply.wait_until_hung_up()


def stalls_after_a_piece(reply: Reply) -> None:
    reply.begin()
    reply.piece("覃玉兰")
    reply.wait_until_hung_up()


def keeps_alive_for_ever(reply: Reply) -> None:
    reply.begin()
    while True:
        reply.raw(": ping\n\n")
        time.sleep(0.2)


def trickles(reply: Reply) -> None:
    reply.begin()
    while True:
        reply.piece("嗯")
        time.sleep(0.3)


def endless(reply: Reply) -> None:
    reply.begin()
    while True:
        reply.piece("很好。" * 100)


def cut_short(reply: Reply) -> None:
    reply.begin()
    reply.piece("覃玉", "length")


def filtered(reply: Reply) -> None:
    reply.begin()
    reply.piece("", "content_filter")
    reply.raw("data: [DONE]\n\n")


def refuses(reply: Reply) -> None:
    reply.begin()
    reply.piece("", None, refusal="I cannot help with that.")
    reply.end()


def broken_json(reply: Reply) -> None:
    reply.begin()
    reply.raw('data: {"id": "1", "choices": [{"del\n\n')


def a_web_page(reply: Reply) -> None:
    reply.send_response(200)
    reply.send_header("content-type", "text/html")
    reply.end_headers()
    reply.raw("<html><body>Welcome</body></html>")


def hangs_up(reply: Reply) -> None:
    reply.connection.shutdown(socket.SHUT_RDWR)


def error_in_stream(reply: Reply) -> None:
    reply.begin()
    reply.raw('data: {"error": {"message": "overloaded", "code": 503}}\n\n')


def status(code: int, **headers: str) -> Behaviour:
    return lambda reply: reply.fail(code, f"your key {KEY} is bad", **headers)


@pytest.mark.parametrize(
    ("behaviour", "trouble", "seconds"),
    [
        (stalls_at_once, "slow", 6),
        (stalls_after_a_piece, "slow", 6),
        (keeps_alive_for_ever, "slow", 6),
        (trickles, "slow", 12),
        (endless, "endless", 6),
        (cut_short, "endless", 4),
        (filtered, "declined", 4),
        (refuses, "empty", 4),
        (broken_json, "broken", 4),
        (a_web_page, "broken", 4),
        (hangs_up, "unreachable", 4),
        (error_in_stream, "broken", 4),
        (saying(), "empty", 4),
        (saying(" ", "\n"), "empty", 4),
        (status(401), "declined", 4),
        (status(400), "declined", 4),
        (status(404), "declined", 4),
        (status(429, retry_after="3600"), "busy", 4),
        (status(500), "unreachable", 4),
        (status(503), "unreachable", 4),
    ],
)
def test_whatever_it_does_the_extractive_answer_is_there_with_the_reason(
    server: Callable[[Behaviour], Kept],
    caplog: pytest.LogCaptureFixture,
    behaviour: Behaviour,
    trouble: LLMTrouble,
    seconds: float,
) -> None:
    caplog.set_level(logging.DEBUG)
    kept = server(behaviour)
    system = ArticleQA.from_text(TEXT)
    started = time.monotonic()
    answer = system.answer(QUESTION)
    assert time.monotonic() - started < seconds
    assert (answer.text, answer.note) == (EXTRACTIVE, note(trouble))
    assert len(kept.requests) == 1  # no second try
    assert KEY not in caplog.text
    assert KEY not in str(answer.to_dict())
    assert KEY not in repr(system.__dict__)


@pytest.mark.parametrize("behaviour", [endless, cut_short, filtered, broken_json, error_in_stream])
def test_a_reply_that_is_not_read_to_its_end_is_closed_at_once(
    server: Callable[[Behaviour], Kept], behaviour: Behaviour
) -> None:
    def begun() -> list[str]:
        found = [o for o in gc.get_objects() if isinstance(o, AsyncGeneratorType) and o.ag_frame is not None]
        return [generator.__qualname__ for generator in found]

    server(behaviour)
    system = ArticleQA.from_text(TEXT)
    gc.collect()
    gc.disable()  # a collection would close them, now or at any time, in any thread
    try:
        system.answer(QUESTION)
        until = time.monotonic() + 2
        while begun() and time.monotonic() < until:
            time.sleep(0.05)
        assert begun() == []
    finally:
        gc.enable()


def test_no_server_at_all(server: Callable[[Behaviour], Kept], monkeypatch: pytest.MonkeyPatch) -> None:
    server(saying())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        monkeypatch.setenv("QA_LLM_BASE_URL", f"http://127.0.0.1:{probe.getsockname()[1]}/v1")
    answer = ArticleQA.from_text(TEXT).answer(QUESTION)
    assert (answer.text, answer.note) == (EXTRACTIVE, note("unreachable"))


@pytest.mark.parametrize("how", ["unwanted", "closed"])
def test_whoever_cancels_closes_the_request(server: Callable[[Behaviour], Kept], how: str) -> None:
    def behave(reply: Reply) -> None:
        reply.begin()
        reply.piece("覃玉兰主持了开馆仪式。[3]新")
        reply.wait_until_hung_up()

    kept = server(behave)
    wanted = True
    chat = ArticleQA.from_text(TEXT).chat()
    parts = chat.stream(QUESTION, wanted=lambda: wanted)
    assert next(parts) == "覃玉兰主持了开馆仪式。"
    assert not kept.hung_up.is_set()
    started = time.monotonic()
    if how == "closed":
        parts.close()  # type: ignore[attr-defined]
    wanted = False
    assert list(parts) == []
    assert kept.hung_up.wait(1.5)
    assert time.monotonic() - started < 1.5
    assert chat.turns == ()


def test_a_follow_up_falls_back_on_the_rules(server: Callable[[Behaviour], Kept]) -> None:
    kept = server(saying("覃玉兰主持了开馆仪式。[3]"))
    chat = ArticleQA.from_text(TEXT).chat()
    chat.ask(QUESTION)
    kept.behaviour = status(500)
    answer = chat.ask("她是什么职务?")
    assert answer.standalone_question == "覃玉兰是什么职务?"
    assert "馆长" in answer.text
    assert answer.note == note("unreachable")
    assert len(kept.requests) == 2  # once it has failed it is not asked again


def test_many_at_once(server: Callable[[Behaviour], Kept]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    server(saying("覃玉兰主持了", "开馆仪式。[3]", pause=0.05))
    system = ArticleQA.from_text(TEXT)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(system.answer, [QUESTION] * 16))
    assert {a.text for a in answers} == {"覃玉兰主持了开馆仪式。"}


def test_nothing_is_traced(server: Callable[[Behaviour], Kept], monkeypatch: pytest.MonkeyPatch) -> None:
    other = server(status(500))
    for name, value in {"TRACING": "true", "API_KEY": "none", "ENDPOINT": other.url}.items():
        monkeypatch.setenv(f"LANGSMITH_{name}", value)
    kept = server(saying("覃玉兰主持了开馆仪式。[3]"))
    assert ArticleQA.from_text(TEXT).answer(QUESTION).note == ""
    time.sleep(1)
    assert len(kept.requests) == 1
    assert other.requests == []
