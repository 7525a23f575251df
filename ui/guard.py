"""Lets through only the requests that the page and the HTTP API are for; the server behind answers many more.

Gradio by itself answers any Host header (so that a page elsewhere can reach a server on this machine by DNS rebinding),
requests that other pages make, bodies of any size at any pace, and files named by a web address, which it fetches.
"""

import asyncio
import ipaddress
import json
import math
import re
from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES
from ui.credentials import Credentials, WrongTries

# A pasted article takes at most 4 bytes a character in UTF-8; the rest is what Gradio sends along.
MAX_BODY_BYTES = max(4 * MAX_ARTICLE_CHARS, MAX_FILE_BYTES) + 1_000_000
# All bodies that are held at one time, and how long one may take to come.
MAX_HELD_BYTES, BODY_SECONDS = 256_000_000, 60.0

# For everybody, a password or not: whether the server is well, and what robots may read.
OPEN = re.compile(r"/health|/robots\.txt")
API = re.compile(r"/api(?:/.*)?")
_READ = re.compile(
    r"/|/config/?|/theme\.css|/favicon\.ico|/manifest\.json|/(?:assets|static)/.*"
    r"|/gradio_api/(?:queue/data|heartbeat/[\w-]+|upload_progress|startup-events|theme\.css)"
)
_WRITE = re.compile(r"/gradio_api/(?:queue/join|upload|cancel|reset)/?")
_JOIN = re.compile(r"/gradio_api/queue/join/?")
_UPLOAD = re.compile(r"/gradio_api/upload/?")


class Guard:
    """ASGI middleware around the whole server."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        by_address: bool = False,
        names: Collection[str] = (),
        credentials: Credentials | None = None,
        tries: WrongTries | None = None,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        """Guard an application.

        :param hosts: names that the server may be called by.
        :param by_address: whether any IP address will do as well: a page elsewhere can give its own name the address of
            this server (DNS rebinding), but not its own address.
        :param names: more of them, by which visitors know it while a proxy before it may call it by another.
        :param credentials: who is let in; everybody where None.
        :param tries: the wrong passwords so far.
        :param body_seconds: how long the body of a request may take to come.
        """
        self._app = app
        self._names = frozenset(n.lower() for n in names)
        self._hosts = self._names.union(h.lower() for h in hosts)
        self._by_address = by_address
        self._credentials = credentials
        self._tries = tries or WrongTries()
        self._body_seconds = body_seconds
        self._held = 0  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; there are no web sockets."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":
            return
        if refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif _UPLOAD.fullmatch(scope["path"]):  # written to a file as it comes
            await self._app(scope, _in_time(receive, self._body_seconds), send)
        else:
            await self._with_body(scope, receive, send)

    async def _with_body(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body of a request before it is passed on."""
        body = bytearray()
        refusal: Response | None = None
        try:
            more, receive_soon = True, _in_time(receive, self._body_seconds)
            while more:
                message = await receive_soon()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                body += (part := message.get("body", b""))
                self._held += len(part)
                if self._held > MAX_HELD_BYTES:
                    refusal = _refused(503, "too busy, try again", retry=5)
                    break
                more = message.get("more_body", False)
            else:
                if _JOIN.fullmatch(scope["path"]) and _names_address(bytes(body)):
                    refusal = _refused(400, "expected no file by web address, got one")
            await (refusal or self._app)(scope, _replayed(bytes(body), receive), send)
        except ClientDisconnect:
            await _refused(408, f"expected the body within {self._body_seconds:g} s")(scope, receive, send)
        finally:
            self._held -= len(body)

    def _refusal(self, scope: Scope) -> Response | None:
        """Judge a request by its head."""
        headers, path = Headers(scope=scope), scope["path"]
        reading = scope["method"] in ("GET", "HEAD")
        if not self._is_called(host_of(headers.get("host", ""))):
            return _refused(400, "unknown host: not a name of this server, see --hostnames")
        if OPEN.fullmatch(path):
            return None if reading else _refused(405, "expected GET")
        if self._credentials and (refusal := self._not_let_in(self._credentials, scope, headers)):
            return refusal
        if not reading and not self._is_own(headers):
            return _refused(403, "expected a request of this server's own page, got one of another")
        if not API.fullmatch(path) and not (
            _READ.fullmatch(path) if reading else scope["method"] == "POST" and _WRITE.fullmatch(path)
        ):
            return _refused(404, "not found")
        if reading:
            return None
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdecimal()):  # the server holds a body to the length that it declares
            return _refused(411, "expected a content-length")
        if len(length) > 12 or int(length) > MAX_BODY_BYTES:
            return _refused(413, f"expected a body of at most {MAX_BODY_BYTES:,} bytes, got more")
        return None

    def _not_let_in(self, credentials: Credentials, scope: Scope, headers: Headers) -> Response | None:
        client = scope["client"][0] if scope.get("client") else ""
        if wait := self._tries.wait(client):
            return _refused(429, "too many wrong passwords, try again later", retry=math.ceil(wait))
        header = headers.get("authorization")
        if header is not None and credentials.accepts(header):
            return None
        if header is not None:
            self._tries.add(client)
        refusal = _refused(401, "expected the name and password of this server")
        refusal.headers["www-authenticate"] = 'Basic realm="Article QA", charset="UTF-8"'
        return refusal

    def _is_called(self, host: str) -> bool:
        return host in self._hosts or (self._by_address and _is_address(host))

    def _is_own(self, headers: Headers) -> bool:
        """Tell whether a page of this server, or no page at all, makes a request: browsers name theirs in Origin."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        try:
            place = urlsplit(origin).netloc.lower()
        except ValueError:
            return False
        return bool(place) and (place == headers.get("host", "").lower() or place in self._names)


def host_of(header: str) -> str:
    """Return the host of a Host header without its port, or an empty string.

    >>> host_of("Localhost:7860"), host_of("[::1]:7860")
    ('localhost', '::1')
    """
    match = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d+)?|([^:\[\]]*)(?::\d+)?", header)
    return (match[1] or match[2] or "").lower() if match else ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _refused(status: int, error: str, *, retry: int | None = None) -> Response:
    return JSONResponse({"error": error}, status, headers={"retry-after": str(retry)} if retry else None)


def _in_time(receive: Receive, seconds: float) -> Receive:
    """Receive a body for so long only; then it is as if the client had gone."""
    until = asyncio.get_running_loop().time() + seconds
    whole = False

    async def receive_in_time() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            message = {"type": "http.disconnect"}
        whole = not message.get("more_body", False)
        return message

    return receive_in_time


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Give a body that was read already to the application, then whatever comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _names_address(body: bytes) -> bool:
    """Tell whether a request names a file by a web address, for any component and at any depth."""
    try:
        left: list[Any] = [json.loads(body)]
    except (ValueError, RecursionError):
        return False  # Gradio's own parser is the same, and refuses it
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if "meta" in value and str(value.get("path", "")).startswith(("http://", "https://")):
                return True
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return False
