"""Serves the page and the HTTP API, and gets the article that they open with ready behind them."""

import os
import socket
import threading
import time
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from qa.article import article_from_file
from qa.errors import InputError
from qa.feedback import FeedbackFile
from qa.settings import MAX_FILE_BYTES
from qa.types import Article
from ui.api import make_api
from ui.conversation import Desk
from ui.guard import API, OPEN, Guard
from ui.headers import SecurityHeaders
from ui.layout import HERE, THEME, build, i18n
from ui.options import ServiceOptions
from ui.page import Page
from ui.slots import ANSWERING
from ui.uploads import Uploads

# Visitors kept at once; the one who was away longest goes first.
MAX_VISITORS = 100
# How long replies that are under way may take once the server is to end.  # seconds
FAREWELL = 2
# What Gradio offers beyond the page is off: kept runs, traffic figures for strangers, a second server, errors shown
# raw, tools for other programs.
SETTINGS: dict[str, Any] = {
    "run_history": False,
    "enable_monitoring": False,
    "ssr_mode": False,
    "show_error": False,
    "mcp_server": False,
    "pwa": False,
    "footer_links": [],
}


class Service:
    """A server that runs in a thread; made by `serve`."""

    def __init__(self, app: ASGIApp, *, host: str, port: int) -> None:
        """Start to listen.

        :raises InputError: an address that cannot be listened on.
        """
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=FAREWELL,
        )
        self._server = uvicorn.Server(config)
        self._socket = _listening(host, port)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="server", daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.001)

    def wait(self) -> None:
        """Wait until the server ends, or the person at the keyboard ends it."""
        try:
            while self._thread.is_alive():
                self._thread.join(0.2)
        except KeyboardInterrupt:
            self.close()

    def close(self) -> None:
        """End the server."""
        self._server.should_exit = True
        self._thread.join(FAREWELL + 3)
        self._socket.close()


def serve(options: ServiceOptions) -> Service:
    """Serve the page and the API; returns once they are up.

    :raises ArticleError: a file that cannot be used.
    :raises InputError: an address that cannot be listened on.
    """
    opening = Desk(article=_opening(options.articles))
    ANSWERING.number = options.max_concurrent
    feedback = FeedbackFile(options.feedback) if options.feedback else None
    page = Page(opening=opening, allow_urls=options.allow_urls, feedback=feedback)
    blocks = build(page, max_concurrent=options.max_concurrent)
    blocks.state_session_capacity = MAX_VISITORS
    mounted: ASGIApp = gr.mount_gradio_app(
        FastAPI(openapi_url=None),
        blocks,
        path="/",
        max_file_size=MAX_FILE_BYTES,
        favicon_path=str(HERE / "favicon.svg"),
        theme=THEME,
        css_paths=HERE / "style.css",
        i18n=i18n,
        **SETTINGS,
    )
    if folder := os.environ.get("GRADIO_TEMP_DIR"):  # otherwise other programs may share it
        mounted = Uploads(mounted, folder=Path(folder))
    api = make_api(opening, max_concurrent=options.max_concurrent)

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        is_api = scope["type"] == "http" and (API.fullmatch(scope["path"]) or OPEN.fullmatch(scope["path"]))
        await (api if is_api else mounted)(scope, receive, send)

    own = {"127.0.0.1", "localhost", "::1", options.host}
    everywhere = options.host in ("0.0.0.0", "::")  # noqa: S104  (compared with)
    guarded = Guard(
        both,
        hosts=own | {socket.gethostname()} if everywhere else own,
        by_address=everywhere,
        names=options.hostnames,
        credentials=options.credentials,
    )
    service = Service(SecurityHeaders(guarded), host=options.host, port=options.port)
    opening.start()
    return service


def _opening(files: tuple[Path, ...]) -> Article:
    from qa.pipeline import DEFAULT_ARTICLE

    if len(files) > 1:
        raise InputError(f"expected one article to open with, got {len(files)}")
    return article_from_file(files[0] if files else DEFAULT_ARTICLE)


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    :raises InputError: an address that cannot be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(2048)
        except OSError:
            made.close()
            raise
        return made
    except (OSError, UnicodeError) as error:
        raise InputError(f"expected a free port of an address of this machine, got {host}:{port}") from error
