"""Sends the HTTP API what nobody would ask: by its own description (schemathesis), and bytes without any sense."""

import json

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import ASGIApp

from qa import ArticleQA
from ui.api import make_api
from ui.conversation import Desk
from ui.guard import Guard
from ui.headers import SecurityHeaders


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


ANY = settings(deadline=None, suppress_health_check=list(HealthCheck))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
fields = st.dictionaries(st.sampled_from(["question", "article", "title", "history", "x"]), json_values, max_size=5)


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    qa = ArticleQA.from_text("春天的会\n张三在北京主持了春天的会。")
    api = make_api(Desk(article=qa.article, qa=qa), max_concurrent=2)
    return SecurityHeaders(Guard(api, hosts={"testserver"}))


@pytest.fixture(scope="module")
def described(app):
    return schemathesis.openapi.from_asgi("/api/openapi.json", app)


# Not that whatever fits the description is answered: a question must have a word in it, which no schema says in a way
# that all readers of it understand.
@pytest.mark.parametrize(("path", "method"), [("/api/answer", "POST"), ("/health", "GET")])
@settings(ANY, max_examples=100)
@given(st.data())
def test_every_reply_is_one_that_the_description_tells(described, path, method, data):
    modes = st.sampled_from(list(schemathesis.GenerationMode))
    case = data.draw(described[path][method].as_strategy(generation_mode=data.draw(modes)))
    case.call_and_validate(excluded_checks=[positive_data_acceptance])


@settings(ANY, max_examples=150)
@given(st.binary(max_size=60) | json_values.map(as_json) | fields.map(as_json))
async def test_any_body_is_answered_or_refused_in_one_line(app, body):
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        reply = await client.post("/api/answer", content=body, headers={"content-type": "application/json"})
    assert reply.status_code in (200, 400, 411, 422)
    if reply.status_code != 200:
        error = reply.json()["error"]
        assert list(reply.json()) == ["error"] and error and len(error) < 400 and error.isprintable()
