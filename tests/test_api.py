"""The HTTP API, with the real models."""

import asyncio
import json
import re
import threading
from dataclasses import fields
from itertools import cycle

import httpx
import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from qa import ArticleQA, default_article
from qa.article import article_from_text
from qa.errors import ModelError
from qa.settings import MAX_ARTICLE_CHARS, MAX_QUESTION_CHARS
from qa.types import KINDS, Answer, Citation
from ui import api_articles
from ui.api import make_api
from ui.api_articles import KEPT_CHATS, ReadyArticle, ReadyArticles
from ui.api_models import MAX_HISTORY, MAX_TITLE_CHARS, Answered, Cited
from ui.conversation import Desk
from ui.slots import ANSWERING, FullError, Line, Slots

SPRING = "春天的会\n张三在北京主持了春天的会。李四在上海发了言。"
JSON = {"content-type": "application/json"}


def client_of(desk: Desk, **options) -> httpx.AsyncClient:
    api = make_api(desk, **{"max_concurrent": 2} | options)
    transport = httpx.ASGITransport(api)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(article=default_article().article, qa=default_article())


async def asked(desk: Desk, body: object, **options) -> tuple[int, dict]:
    reply = await client_of(desk, **options).post("/api/answer", json=body)
    return reply.status_code, reply.json()


# --- answers


def test_an_answer_over_the_network_is_that_of_the_function(page_url):
    reply = httpx.post(f"{page_url}/api/answer", json={"question": "谁主持了会议?"}, timeout=60)
    assert reply.status_code == 200 and reply.headers["content-type"] == "application/json"
    got, expected = reply.json(), default_article().answer("谁主持了会议?").to_dict()
    assert got.pop("article_id") == default_article().article.id
    assert got.pop("timings_ms").keys() == expected.pop("timings_ms").keys()
    assert got == expected


async def test_a_page_of_html_that_comes_with_it_is_read_as_a_page(desk):
    page = "<!doctype html><html><title>春天的会</title><script>x</script><p>张三在北京主持了会议。</p></html>"
    status, got = await asked(desk, {"question": "谁主持了会议?", "article": page})
    text = "张三在北京主持了会议。"
    assert status == 200 and got["text"] == "张三" and got["article_id"] == article_from_text(text).id
    assert [text[c["start"] : c["end"]] for c in got["citations"]] == [text]


async def test_a_question_about_the_article_that_comes_with_it(desk):
    status, got = await asked(desk, {"question": "谁主持了会议?", "article": SPRING})
    article = article_from_text(SPRING)
    assert status == 200 and got["text"] == "张三" and got["article_id"] == article.id
    assert [SPRING[c["start"] : c["end"]] for c in got["citations"]] == [c["quote"] for c in got["citations"]]
    assert SPRING[slice(*got["citations"][0]["focus"])] == "张三"


async def test_a_follow_up_is_understood_by_the_questions_before_it(desk):
    body = {"question": "他在哪里发的言?", "article": SPRING, "history": ["谁主持了会议?", "谁发了言?"]}
    status, got = await asked(desk, body)
    assert status == 200 and "李四" in got["standalone_question"] and "上海" in got["text"]


async def test_what_is_not_told_is_a_normal_reply(desk):
    status, got = await asked(desk, {"question": "酒店的价格是多少?", "article": SPRING})
    assert status == 200 and got["answerable"] is False and len(got["citations"]) <= 1


async def test_a_title_is_what_page_questions_are_told(desk):
    status, got = await asked(desk, {"question": "文章的标题是什么?", "article": "张三来了。", "title": "早上"})
    assert status == 200 and "早上" in got["text"]


# --- refusals


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 400, "expected JSON in UTF-8"),
        (b"{", 400, "expected JSON in UTF-8"),
        (b'{"question": "\xff\xfe?"}', 400, "expected JSON in UTF-8"),
        ('{"question": "谁?"}'.encode("utf-16"), 400, "expected JSON in UTF-8"),
        (rb'{"question": "\ud800?"}', 400, "expected JSON in UTF-8"),
        (b"[" * 100_000, 400, "expected JSON in UTF-8"),
        (b'{"question":' * 5_000, 400, "expected JSON in UTF-8"),
        (b'{"question": NaN}', 422, "question: Input should be a valid string"),
        (b'{"question": ' + b"9" * 5_000 + b"}", 400, "expected JSON in UTF-8: Invalid JSON: number out of range"),
        (b"[]", 422, "the body: Input should be an object"),
        (b"null", 422, "the body: Input should be an object"),
        (b"{}", 422, "question: Field required"),
        (b'{"question": null}', 422, "question: Input should be a valid string"),
        (b'{"question": ["a"]}', 422, "question: Input should be a valid string"),
        (b'{"question": "a", "artikel": "b"}', 422, "artikel: Extra inputs are not permitted"),
        (b'{"question": "a", "history": "b"}', 422, "history: Input should be a valid array"),
        (b'{"question": "a", "history": ["b", 1]}', 422, "history[1]: Input should be a valid string"),
        (b'{"question": ""}', 422, "expected a question with words in it"),
        (b'{"question": "?!"}', 422, "expected a question with words in it"),
        (b'{"question": "a", "history": ["..."]}', 422, "expected a question with words in it"),
        (b'{"question": "a", "article": ""}', 422, "expected an article with words in it"),
        (b'{"question": "a", "title": "b"}', 422, "expected a title with an article only"),
        (json.dumps({"question": "a" * (MAX_QUESTION_CHARS + 1)}).encode(), 422, "at most 2,000 characters, got 2,001"),
        (json.dumps({"question": "a", "article": "b" * (MAX_ARTICLE_CHARS + 1)}).encode(), 422, "got 2,000,001"),
        (json.dumps({"question": "a", "history": ["b"] * (MAX_HISTORY + 1)}).encode(), 422, "of at most 20 questions"),
        (
            json.dumps({"question": "a", "article": "b", "title": "c" * (MAX_TITLE_CHARS + 1)}).encode(),
            422,
            "a title of at most 1,000 characters, got 1,001",
        ),
    ],
)  # fmt: skip
async def test_what_cannot_be_used_is_told_in_one_line(desk, body, status, said):
    reply = await client_of(desk).post("/api/answer", content=body, headers=JSON)
    assert (reply.status_code, list(reply.json())) == (status, ["error"])
    error = reply.json()["error"]
    assert said in error and "\n" not in error and len(error) < 300


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json-seq", None])
async def test_another_type_of_body_is_refused(desk, kind):
    headers = {} if kind is None else {"content-type": kind}
    reply = await client_of(desk).post("/api/answer", content=b'{"question": "a"}', headers=headers)
    assert (reply.status_code, reply.json()) == (415, {"error": "expected content-type application/json"})


async def test_a_type_may_name_its_encoding(desk):
    headers = {"content-type": "Application/JSON; charset=utf-8"}
    reply = await client_of(desk).post("/api/answer", content='{"question": "谁主持了会议?"}'.encode(), headers=headers)
    assert reply.json()["text"] == "敖宏"


def test_other_methods_are_told_which_one_is_right(page_url):
    reply = httpx.get(f"{page_url}/api/answer")
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST") and reply.json()["error"]
    assert httpx.put(f"{page_url}/api/answer", json={}).status_code == 405


# --- loading, failing, full


async def test_until_the_models_are_there_clients_are_told_to_come_again():
    desk = Desk(article=default_article().article)
    client = client_of(desk)
    health = await client.get("/health")
    assert (health.status_code, health.json()["status"]) == (503, "loading")
    reply = await client.post("/api/answer", json={"question": "谁主持了会议?"})
    assert reply.status_code == 503 and int(reply.headers["retry-after"]) > 0
    desk.start()
    desk.wait()
    health = await client.get("/health")
    assert (health.status_code, health.json()["status"]) == (200, "ready")
    assert (await client.post("/api/answer", json={"question": "谁主持了会议?"})).json()["text"] == "敖宏"


async def test_models_that_cannot_be_loaded_are_told_without_their_folder(monkeypatch):
    monkeypatch.setenv("ARTICLE_QA_THREADS", "many")
    desk = Desk(article=default_article().article)
    desk.start()
    with pytest.raises(ValueError):
        desk.wait()
    client = client_of(desk)
    health = await client.get("/health")
    assert (health.status_code, health.json()["status"]) == (503, "failed")
    reply = await client.post("/api/answer", json={"question": "谁?"})
    assert (reply.status_code, reply.json()) == (503, {"error": "the models cannot be loaded"})


async def test_health_is_told_to_whoever_asks_for_the_head_alone(desk):
    reply = await client_of(desk).head("/health")
    assert reply.status_code == 200
    assert (await client_of(desk).get("/health")).json() == {
        "status": "ready",
        "version": make_api(desk, max_concurrent=1).version,
    }


async def test_an_error_of_our_own_is_logged_and_told_calmly(desk, monkeypatch, caplog):
    def broken(*_: object) -> Answer:
        raise RuntimeError("the innermost secret")

    monkeypatch.setattr(ReadyArticle, "answer", broken)
    status, got = await asked(desk, {"question": "谁?"})
    assert status == 500 and "secret" not in got["error"] and "the innermost secret" in caplog.text


async def test_a_model_that_fails_is_an_error_of_ours(desk, monkeypatch):
    def broken(*_: object) -> Answer:
        raise ModelError("the model in /somewhere is broken")

    monkeypatch.setattr(ReadyArticle, "answer", broken)
    status, got = await asked(desk, {"question": "谁?"})
    assert status == 500 and "somewhere" not in got["error"]


async def test_a_line_works_a_few_at_a_time_and_takes_no_more_than_it_may():
    line, leave, working = Line(at_once=2, most=3), threading.Event(), []

    def work() -> int:
        working.append(1)
        leave.wait()
        return len(working)

    waiting = [asyncio.create_task(line.run(work)) for _ in range(3)]
    while len(working) < 2:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    assert len(working) == 2
    with pytest.raises(FullError):
        await line.run(work)
    leave.set()
    assert len(await asyncio.gather(*waiting)) == 3
    assert await line.run(lambda: 1) == 1


async def test_a_full_line_is_told_as_busy(desk, monkeypatch):
    async def full(*_: object) -> None:
        raise FullError

    monkeypatch.setattr(Line, "run", full)
    reply = await client_of(desk).post("/api/answer", json={"question": "谁?"})
    assert reply.status_code == 503 and reply.headers["retry-after"] == "5"
    assert reply.json() == {"error": "too many questions are waiting, try again"}


def test_the_page_and_the_api_share_their_places(desk, monkeypatch):
    most, inside = 0, 0
    real = ArticleQA.chat

    def counted(self):
        chat = real(self)
        ask = chat.ask

        def slow(question):
            nonlocal most, inside
            inside += 1
            most = max(most, inside)
            answer = ask(question)
            inside -= 1
            return answer

        chat.ask = slow
        return chat

    monkeypatch.setattr(ArticleQA, "chat", counted)
    monkeypatch.setattr(ANSWERING, "number", 1)
    from ui.conversation import Conversation

    work = [
        lambda: ReadyArticle(desk.wait()).answer("谁主持了会议?"),
        lambda: list(Conversation(desk).ask("谁主持了会议?")),
    ]
    threads = [threading.Thread(target=work[i % 2]) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_places_are_counted():
    slots = Slots(1)
    with slots:
        taken = threading.Thread(target=lambda: slots.__enter__())
        taken.start()
        taken.join(0.05)
        assert taken.is_alive()
        slots.number = 2
        taken.join(5)
        assert not taken.is_alive() and slots.number == 2
    slots.__exit__()
    assert slots._free == 2


# --- articles that are kept


def test_articles_are_kept_as_long_as_they_fit(monkeypatch):
    monkeypatch.setattr(api_articles, "KEPT_CHARS", 60)
    monkeypatch.setattr(api_articles, "KEPT_ARTICLES", 3)
    made = []

    def prepare(article):
        made.append(article.text)
        return ArticleQA.from_article(article)

    kept = ReadyArticles(prepare)
    texts = [f"第{i}篇文章说的事。" + "好" * 10 for i in range(4)]
    for text in texts[:3]:
        kept.prepare(text, None)
    assert kept.prepare(texts[0], None) is kept.get(texts[0], None) and len(made) == 3
    kept.prepare(texts[3], None)
    assert [kept.get(t, None) is not None for t in texts] == [True, False, True, True]  # the one used last stays
    assert kept.get(texts[0], "题") is None
    long = "长" * 100
    assert kept.prepare(long, None).article.text == long
    assert kept.get(long, None) is not None and all(kept.get(t, None) is None for t in texts)


def test_a_conversation_goes_on_without_asking_again_and_belongs_to_its_questions():
    ready = ReadyArticle(ArticleQA.from_text(SPRING))
    count = []
    real = ready._qa.chat
    ready._qa.chat = lambda: count.append(1) or real()
    first = ready.answer("谁主持了会议?")
    assert ready.answer("他在哪里?", [first.question]).standalone_question.startswith("张三")
    assert len(count) == 1
    ready.answer("谁发了言?")
    assert ready.answer("他在哪里?", ["谁发了言?"]).standalone_question.startswith("李四")
    assert len(count) == 2
    assert ready.answer("他在哪里?", [first.question]).standalone_question.startswith(
        "张三"
    )  # taken before: asked anew
    assert len(count) == 3
    for i in range(2 * KEPT_CHATS):
        ready.answer(f"第{i}个问题是谁?")
    assert len(ready._chats) == KEPT_CHATS


def test_a_language_model_is_waited_for_without_a_place():
    ready = ReadyArticle(default_article())
    free = []

    class Waiting:
        def stream(self, question):
            free.append(ANSWERING._free)  # runs while its parts are taken, as the real one does
            yield "张三"
            yield default_article().answer(question)

    ready._qa = type("Waited", (), {"chat": staticmethod(Waiting)})
    assert ready.answer("谁主持了会议?").text == "敖宏"
    assert free == [ANSWERING.number]


class Counting(GenericFakeChatModel):
    """Counts how often it is asked."""

    seen: list[object] = []  # noqa: RUF012  (pydantic copies it for each model)

    def _stream(self, messages, *args, **kwargs):
        self.seen.append(messages)
        yield from super()._stream(messages, *args, **kwargs)


def test_a_language_model_is_not_asked_the_questions_of_a_history_again():
    model = Counting(messages=cycle([AIMessage("李四在上海发了言。")]), seen=[])
    ready = ReadyArticle(ArticleQA.from_text(SPRING, llm=model))
    history = ["谁主持了会议?", "他在哪里?"] * (MAX_HISTORY // 2 - 1) + ["谁主持了会议?", "谁发了言?"]
    answer = ready.answer("他在哪里发的言?", history)
    assert len(model.seen) == 2  # the follow-up is completed, and worded
    assert "李四" in answer.standalone_question  # what the history was answered is known all the same
    assert answer.text == "李四在上海发了言。"
    ready.answer("谁主持了会议?", [*history, "他在哪里发的言?"])
    assert len(model.seen) == 4


# --- the description


def test_the_description_has_the_fields_of_an_answer(page_url):
    document = httpx.get(f"{page_url}/api/openapi.json").json()
    answer = default_article().answer("谁主持了会议?").to_dict()
    assert list(Answered.model_fields) == ["article_id", *answer]
    assert list(Cited.model_fields) == [f.name for f in fields(Citation)] == list(answer["citations"][0])
    answered = document["components"]["schemas"]["Answered"]["properties"]
    assert tuple(answered["kind"]["enum"]) == KINDS
    assert set(document["paths"]) == {"/api/answer", "/health"}
    assert set(document["paths"]["/api/answer"]["post"]["responses"]) >= {
        "200",
        "400",
        "413",
        "415",
        "422",
        "429",
        "503",
    }


def test_the_page_of_the_api_says_everything_and_loads_nothing(page_url):
    page = httpx.get(f"{page_url}/api")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    for word in (
        "/api/answer",
        "standalone_question",
        "history",
        "429",
        "谁主持了会议?",
        "≤ 2,000",
        "/health",
        "quote",
    ):
        assert word in page.text
    assert not re.search(r"<(script|link|img|iframe)|src=|url\(|@import", page.text)
    assert set(re.findall(r"href='([^']*)'", page.text)) == {"/api/openapi.json"}
