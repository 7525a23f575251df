"""Lets through only the requests that the page itself makes; Gradio's server answers many more.

Among those it answers: any Host header (so that a page elsewhere can reach a server on this machine by DNS rebinding),
bodies of any size, and files named by a web address, which it fetches itself.
"""

import json
import re
from collections.abc import Collection
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.settings import MAX_ARTICLE_CHARS, MAX_FILE_BYTES

# A pasted article takes at most 4 bytes a character in UTF-8; the rest is what Gradio sends along.
MAX_BODY_BYTES = max(4 * MAX_ARTICLE_CHARS, MAX_FILE_BYTES) + 1_000_000

_READ = re.compile(
    r"/|/config/?|/theme\.css|/robots\.txt|/favicon\.ico|/manifest\.json|/(?:assets|static)/.*"
    r"|/gradio_api/(?:queue/data|heartbeat/[\w-]+|upload_progress|startup-events|theme\.css)"
)
_WRITE = re.compile(r"/gradio_api/(?:queue/join|upload|cancel|reset)/?")
_JSON = re.compile(r"/gradio_api/queue/join/?")


class Guard:
    """ASGI middleware around the whole server."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str]) -> None:
        """Guard an application.

        :param hosts: names that the server may be called by; "*" for any.
        """
        self._app = app
        self._hosts = frozenset(h.lower() for h in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it; the page opens no web sockets."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        if scope["type"] != "http":
            return
        if refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        elif scope["method"] == "POST" and _JSON.fullmatch(scope["path"]):
            body = await _body(receive)
            if _names_address(body):
                await PlainTextResponse("a file by web address is not taken", 400)(scope, receive, send)
            else:
                await self._app(scope, _replayed(body, receive), send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Judge a request by its head."""
        headers = Headers(scope=scope)
        if "*" not in self._hosts and host_of(headers.get("host", "")) not in self._hosts:
            return PlainTextResponse("unknown host", 400)
        if scope["method"] in ("GET", "HEAD"):
            return None if _READ.fullmatch(scope["path"]) else PlainTextResponse("not found", 404)
        if scope["method"] != "POST" or not _WRITE.fullmatch(scope["path"]):
            return PlainTextResponse("not found", 404)
        length = headers.get("content-length", "")
        if not length.isdecimal():  # the server holds a body to the length that it declares
            return PlainTextResponse("a length is required", 411)
        return PlainTextResponse("too large", 413) if int(length) > MAX_BODY_BYTES else None


def host_of(header: str) -> str:
    """Return the host of a Host header without its port, or an empty string.

    >>> host_of("Localhost:7860"), host_of("[::1]:7860")
    ('localhost', '::1')
    """
    match = re.fullmatch(r"\[([0-9a-fA-F:.]+)\](?::\d+)?|([^:\[\]]*)(?::\d+)?", header)
    return (match[1] or match[2] or "").lower() if match else ""


async def _body(receive: Receive) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


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
