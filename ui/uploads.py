"""Bounds what uploads take of the disk: Gradio writes them down as they come, and they may never be asked about."""

import time
from pathlib import Path

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

UPLOAD_PATH = "/gradio_api/upload"
# All uploads together that have not been read yet, and how long one may wait for it: the page asks at once.
MAX_WAITING_BYTES, WAIT_SECONDS = 500_000_000, 600.0


class Uploads:
    """ASGI middleware around Gradio; it trusts that a length is declared and kept, which `ui.guard` sees to."""

    def __init__(
        self, app: ASGIApp, *, folder: Path, most: int = MAX_WAITING_BYTES, seconds: float = WAIT_SECONDS
    ) -> None:
        """Watch a folder.

        :param folder: where Gradio writes uploads; nothing else is in it.
        :param most: bytes that they may take together.
        :param seconds: how long one is kept that nobody has read.
        """
        self._app = app
        self._folder = folder
        self._most = most
        self._seconds = seconds
        self._coming = 0  # bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse an upload that there is no room for."""
        if scope["type"] != "http" or scope["path"].rstrip("/") != UPLOAD_PATH:
            await self._app(scope, receive, send)
            return
        length = int(Headers(scope=scope).get("content-length", "0"))
        self._coming += length
        try:
            waiting = await anyio.to_thread.run_sync(sweep, self._folder, time.time() - self._seconds)
            if waiting + self._coming > self._most:
                busy = JSONResponse({"error": "too many uploads, try again"}, 503, headers={"retry-after": "60"})
                await busy(scope, receive, send)
            else:
                await self._app(scope, receive, send)
        finally:
            self._coming -= length


def sweep(folder: Path, before: float) -> int:
    """Delete what was written into a folder before a time, and return how many bytes the other files take.

    :param before: seconds since the epoch.
    """
    left = 0
    for path in list(folder.rglob("*")):
        try:
            if path.is_dir():
                continue
            found = path.stat()
            if found.st_mtime < before:
                path.unlink()
            else:
                left += found.st_size
        except FileNotFoundError:
            continue  # read meanwhile
    return left
