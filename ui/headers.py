"""Tells the browser what a reply may do: load from this server alone, be in no frame, run no script of others."""

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SCRIPT = re.compile(rb"<script\b([^>]*>.*?</script\s*>)", re.IGNORECASE | re.DOTALL)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
}


def policy(nonce: str | None) -> str:
    """Return the Content-Security-Policy of a reply.

    Scripts are those of the server and, in the page itself, those that carry the nonce: an `onerror` or `<script>` that
    got into the page from an article would not run. `unsafe-eval`: Gradio makes functions of the code of its HTML
    components. `unsafe-inline` for styles: Gradio sets them from its scripts.

    :param nonce: of the page; None for whatever is no page, which may load nothing at all.
    """
    if nonce is None:
        return (
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
    return (
        f"default-src 'none'; script-src 'self' 'unsafe-eval' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
        "base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """ASGI middleware that sets the headers of every reply, and lets no page of another origin read one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_page = scope["path"] == "/" and scope["method"] == "GET"
        nonce = secrets.token_urlsafe(18) if is_page else None
        start: Message = {}
        body = bytearray()

        async def answered(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _set(headers, nonce)
                if not scope["path"].startswith(("/assets/", "/static/")):  # the same for all, and named by content
                    headers.setdefault("cache-control", "no-store")
                if nonce:
                    start = message  # its length is known once the scripts have got the nonce
                    return
            elif nonce and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if message.get("more_body", False):
                    return
                page = _SCRIPT.sub(rb'<script nonce="%s"\1' % nonce.encode(), bytes(body))
                MutableHeaders(scope=start)["content-length"] = str(len(page))
                await send(start)
                message = {"type": "http.response.body", "body": page}
            await send(message)

        if is_page:  # packed, it could not be changed
            scope = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]}
        await self._app(scope, receive, answered)


def _set(headers: MutableHeaders, nonce: str | None) -> None:
    for name in [name for name in headers if name.startswith("access-control-")]:
        del headers[name]
    headers.update(_HEADERS)
    headers["content-security-policy"] = policy(nonce)
