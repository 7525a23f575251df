"""What the server lets through, and what it tells browsers."""

import asyncio
import base64
import http.client
import json
import logging
import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from ui import guard
from ui.credentials import CLIENTS, WINDOW_SECONDS, WRONG_TRIES, Credentials, WrongTries
from ui.guard import MAX_BODY_BYTES, Guard, host_of
from ui.headers import SecurityHeaders

RIGHT = {"authorization": "Basic " + base64.b64encode("安:马 horse:1".encode()).decode()}
WRONG = {"authorization": "Basic " + base64.b64encode(b"ann:wrong").decode()}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def echo(scope, receive, send):
    await PlainTextResponse(await Request(scope, receive).body() or b"nothing")(scope, receive, send)


def client(app=echo, *, host="127.0.0.1:7860", address="127.0.0.1", **options) -> httpx.AsyncClient:
    guarded = Guard(app, **{"hosts": {"127.0.0.1", "localhost"}} | options)
    transport = httpx.ASGITransport(guarded, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url=f"http://{host}")


# --- the running server


@pytest.mark.parametrize(
    "path",
    [
        "/monitoring", "/monitoring/summary", "/docs", "/openapi.json", "/gradio_api/info", "/gradio_api/openapi.json",
        "/gradio_api/file=http://127.0.0.1/", "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/vibe-code", "/gradio_api/deep_link", "/gradio_api/runs",
        "/gradio_api/call/ask/1", "/svelte/../app.py", "/api/", "/api/nothing", "/api/answer/1", "/healthy", "/login",
    ],
)  # fmt: skip
def test_only_what_the_page_needs_is_served(page_url, path):
    assert httpx.get(page_url + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/gradio_api/run/ask", "/gradio_api/call/ask", "/gradio_api/component_server", "/login"]
)
def test_only_what_the_page_sends_is_taken(page_url, path):
    assert httpx.post(page_url + path, json={"data": []}).status_code == 404
    assert httpx.put(page_url + "/", json={}).status_code == 404


def test_a_strange_host_is_refused_everywhere(page_url):
    for path in ("/", "/health", "/api", "/robots.txt", "/assets/x.js"):
        reply = httpx.get(page_url + path, headers={"host": "evil.example"})
        assert (reply.status_code, reply.json()) == (
            400,
            {"error": "unknown host: not a name of this server, see --hostnames"},
        )
    assert httpx.get(page_url, headers={"host": "localhost:7860"}).status_code == 200


def test_bodies_have_a_limit_and_a_length(page_url):
    for path in ("/gradio_api/upload", "/gradio_api/queue/join", "/api/answer"):
        connection = http.client.HTTPConnection(page_url.removeprefix("http://"), timeout=10)
        connection.putrequest("POST", path)
        connection.putheader("content-length", str(MAX_BODY_BYTES + 1))
        connection.endheaders()
        assert connection.getresponse().status == 413
        connection.close()
        assert httpx.post(page_url + path, content=iter([b"{}"])).status_code == 411


def test_a_file_by_web_address_is_refused_wherever_it_stands(page_url):
    file = {"path": "http://127.0.0.1:1/secret", "meta": {"_type": "gradio.FileData"}}
    for data in ([file], [[{"deep": file}]], [file, None]):
        reply = httpx.post(f"{page_url}/gradio_api/queue/join", json={"data": data, "fn_index": 0, "session_hash": "x"})
        assert reply.status_code == 400 and "web address" in reply.text


@pytest.mark.parametrize(
    "path", ["/", "/health", "/robots.txt", "/api", "/api/answer", "/config", "/gradio_api/file=x"]
)
def test_every_reply_has_the_headers(page_url, path):
    reply = httpx.get(page_url + path, headers={"origin": "https://evil.example"})
    told = reply.headers
    assert told["x-content-type-options"] == "nosniff" and told["x-frame-options"] == "DENY"
    assert told["referrer-policy"] == "no-referrer" and "camera=()" in told["permissions-policy"]
    assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
    assert told["cache-control"] == "no-store" and "server" not in told
    assert "default-src 'none'" in (policy := told["content-security-policy"]) and "frame-ancestors 'none'" in policy
    assert not re.search(r"https?:|\*|script-src[^;]*unsafe-inline", policy)
    assert not [name for name in told if name.startswith("access-control")]


def test_the_scripts_of_the_page_alone_carry_its_nonce(page_url):
    first, second = httpx.get(page_url), httpx.get(page_url, headers={"accept-encoding": "br, gzip"})
    nonces = [re.search(r"'nonce-([^']+)'", r.headers["content-security-policy"])[1] for r in (first, second)]
    assert nonces[0] != nonces[1] and int(first.headers["content-length"]) == len(first.content)
    tags = re.findall(r"<script[^>]*>", first.text)
    assert len(tags) > 3 and all(f'nonce="{nonces[0]}"' in tag for tag in tags)
    assert "nonce" not in httpx.get(page_url + "/api").headers["content-security-policy"]


def test_files_of_the_page_may_be_kept_by_the_browser(page_url):
    asset = re.search(r'src="\./(assets/[^"]+)"', httpx.get(page_url).text)[1]
    reply = httpx.get(f"{page_url}/{asset}")
    assert reply.status_code == 200 and reply.headers.get("cache-control") != "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_robots_may_read_the_page_only(page_url):
    assert httpx.get(page_url + "/robots.txt").text == "User-agent: *\nAllow: /$\nDisallow: /\n"


# --- hosts and origins


@given(st.text(max_size=30))
def test_any_host_header_can_be_read(header):
    assert isinstance(host_of(header), str)


def test_hosts_are_read_without_their_ports():
    assert [host_of(h) for h in ("LOCALHOST:7860", "[::1]:7860", "a.example", "a:b:c", "[::1")] == [
        "localhost", "::1", "a.example", "", "",
    ]  # fmt: skip


async def test_a_name_that_was_told_is_a_host_too():
    for name, status in (("qa.example", 200), ("qa.example:8000", 200), ("a.qa.example", 400)):
        assert (await client(names=["QA.example"]).get("/", headers={"host": name})).status_code == status


async def test_where_it_listens_everywhere_any_address_is_a_host_but_no_name_is():
    # The name of a page elsewhere may be made to lead here; the page cannot be called by an address of ours.
    for host, status in (("192.0.2.7:7860", 200), ("[2001:db8::1]:7860", 200), ("any.example", 400), ("", 400)):
        assert (await client(by_address=True).get("/", headers={"host": host})).status_code == status
        assert (await client().get("/", headers={"host": host})).status_code == 400


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:7860"}, 200),
        ({"origin": "https://qa.example"}, 200),  # a proxy asks in the name of its visitors
        ({"origin": "https://qa.example:8443"}, 403),
        ({"origin": "http://127.0.0.1:3000"}, 403),
        ({"origin": "http://localhost:7860"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://[::1"}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
@pytest.mark.parametrize("path", ["/api/answer", "/gradio_api/queue/join", "/gradio_api/upload"])
async def test_what_a_page_of_another_origin_sends_is_refused(path, headers, status):
    reply = await client(names=["qa.example"]).post(path, headers=headers, content=b"{}")
    assert reply.status_code == status


async def test_there_is_no_preflight():
    asked = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    assert (await client().options("/api/answer", headers=asked)).status_code == 403


# --- names and passwords


def credentials() -> Credentials:
    return Credentials("安:马 horse:1", source="here")


async def test_without_the_password_only_health_and_robots_are_open():
    guarded = client(credentials=credentials())
    for path in ("/health", "/robots.txt"):
        assert (await guarded.get(path)).status_code == 200
        assert (await guarded.post(path)).status_code == 405
    for path in ("/", "/api", "/api/openapi.json", "/config", "/assets/x.js", "/nothing", "/gradio_api/queue/data"):
        reply = await guarded.get(path)
        assert reply.status_code == 401 and reply.headers["www-authenticate"].startswith("Basic realm=")
        assert (await guarded.get(path, headers=RIGHT)).status_code != 401
    assert (await guarded.post("/api/answer", content=b"{}")).status_code == 401
    assert (await guarded.post("/api/answer", content=b"{}", headers=RIGHT)).text == "{}"


@pytest.mark.parametrize(
    "header",
    ["", "Basic", "Basic x", "Basic ====", "Bearer " + RIGHT["authorization"][6:], RIGHT["authorization"] + "x", "é",
     "Basic " + base64.b64encode("安:马 horse:1\n".encode()).decode(), "Basic " + "A" * 100_000],
)  # fmt: skip
async def test_a_wrong_header_is_not_let_in(header):
    assert not credentials().accepts(header)
    assert credentials().accepts("basic   " + RIGHT["authorization"][6:])


@given(st.text())
def test_any_header_can_be_judged(header):
    assert not credentials().accepts(header)


async def test_who_guesses_too_often_waits_whatever_comes_then_and_nobody_else_does():
    clock = Clock()
    tries = WrongTries(clock=clock)
    guarded = client(credentials=credentials(), tries=tries, address="192.0.2.1")
    other = client(credentials=credentials(), tries=tries, address="192.0.2.2")
    for _ in range(WRONG_TRIES):
        assert (await guarded.get("/", headers=WRONG)).status_code == 401
    reply = await guarded.get("/", headers=RIGHT)
    assert reply.status_code == 429 and reply.headers["retry-after"] == str(int(WINDOW_SECONDS))
    assert (await guarded.get("/health")).status_code == 200
    assert (await other.get("/", headers=RIGHT)).status_code == 200
    clock.now += WINDOW_SECONDS
    assert (await guarded.get("/", headers=RIGHT)).status_code == 200


async def test_coming_without_a_password_is_no_guess():
    guarded = client(credentials=credentials())
    for _ in range(2 * WRONG_TRIES):
        assert (await guarded.get("/")).status_code == 401
    assert (await guarded.get("/", headers=RIGHT)).status_code == 200


def test_guesses_from_one_network_count_together_and_few_are_remembered():
    tries = WrongTries(clock=Clock())
    for i in range(WRONG_TRIES):
        tries.add(f"2001:db8::{i:x}:1")
    assert tries.wait("2001:db8::ffff") == WINDOW_SECONDS and tries.wait("2001:db8:0:1::1") == 0
    for i in range(CLIENTS):
        tries.add(f"client {i}")
    assert tries.wait("2001:db8::1") == 0 and len(tries._tries) == CLIENTS


async def test_neither_right_nor_wrong_passwords_are_logged(caplog, capfd):
    caplog.set_level(logging.DEBUG)
    guarded = client(credentials=credentials())
    for headers in (RIGHT, WRONG, {"authorization": "Basic YW5uOmhvcnNl"}):
        await guarded.get("/", headers=headers)
        await guarded.post("/api/answer", headers=headers, content=b"{}")
    said = caplog.text + repr(vars(guarded)) + repr(credentials()) + "".join(capfd.readouterr())
    for secret in ("horse", "wrong", RIGHT["authorization"][6:], WRONG["authorization"][6:], "YW5u"):
        assert secret not in said


# --- bodies


async def whole(app, messages, path="/api/answer"):
    """Send a request whose body comes as told, a number being seconds to wait; return the status and the body."""
    scope = {
        "type": "http", "method": "POST", "path": path, "headers": [(b"host", b"localhost"), (b"content-length", b"9")],
        "query_string": b"", "client": ("127.0.0.1", 1),
    }  # fmt: skip
    coming, sent = iter(messages), []

    async def receive():
        message = next(coming, 9)
        if isinstance(message, int):
            await asyncio.sleep(message)
        return message

    async def send(message):
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:])


def part(body: bytes, *, more: bool = True) -> dict[str, object]:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_a_body_in_pieces_comes_whole():
    assert await whole(Guard(echo, hosts=["localhost"]), [part(b"ab"), part(b"c", more=False)]) == (200, b"abc")


async def test_a_body_that_does_not_come_is_not_waited_for():
    slow = Guard(echo, hosts=["localhost"], body_seconds=0.05)
    status, body = await whole(slow, [part(b"ab"), 9])
    assert status == 408 and "within 0.05 s" in json.loads(body)["error"]
    assert slow._held == 0


async def test_bodies_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(guard, "MAX_HELD_BYTES", 10)
    inside, leave = asyncio.Event(), asyncio.Event()

    async def slow(scope, receive, send):
        inside.set()
        await leave.wait()
        await echo(scope, receive, send)

    guarded = Guard(slow, hosts=["localhost"])
    first = asyncio.create_task(whole(guarded, [part(b"12345678", more=False)]))
    await inside.wait()
    status, body = await whole(guarded, [part(b"12"), part(b"3", more=False)])
    assert status == 503 and json.loads(body) == {"error": "too busy, try again"}
    leave.set()
    assert await first == (200, b"12345678")
    assert guarded._held == 0


async def test_only_the_page_gets_a_nonce_and_access_of_others_is_taken_away():
    async def open_to_all(scope, receive, send):
        headers = {"access-control-allow-origin": "*", "access-control-allow-credentials": "true"}
        await PlainTextResponse("<script>1</script>", headers=headers)(scope, receive, send)

    page = httpx.AsyncClient(transport=httpx.ASGITransport(SecurityHeaders(open_to_all)), base_url="http://localhost")
    for path, changed in (("/", True), ("/other", False)):
        reply = await page.get(path)
        assert ("nonce" in reply.text, "'nonce-" in reply.headers["content-security-policy"]) == (changed, changed)
        assert not [name for name in reply.headers if name.startswith("access-control")]
    assert (await page.head("/")).status_code == 200
