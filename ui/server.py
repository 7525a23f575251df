"""Serves the page, and gets the article it opens with ready behind it."""

from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from qa.article import article_from_file
from qa.errors import InputError
from qa.settings import MAX_FILE_BYTES
from ui.conversation import Desk
from ui.guard import Guard
from ui.layout import HERE, THEME, build, i18n
from ui.page import Page

# Visitors kept at once; the one who was away longest goes first.
MAX_VISITORS = 100
# What Gradio offers beyond the page is off: tunnels, kept runs, traffic figures for strangers, a second server, errors
# shown raw, tools for other programs.
SETTINGS: dict[str, Any] = {
    "share": False,
    "run_history": False,
    "enable_monitoring": False,
    "ssr_mode": False,
    "show_error": False,
    "mcp_server": False,
    "pwa": False,
    "strict_cors": True,
    "footer_links": [],
}


def serve(*, host: str, port: int, article: Path | None = None) -> gr.Blocks:
    """Serve the page; returns once it is up; `block_thread` of what is returned waits for its end.

    :param article: the file that the page opens with; the default article where None.
    :raises ArticleError: a file that cannot be used.
    :raises InputError: an address that cannot be listened on.
    """
    from qa.pipeline import DEFAULT_ARTICLE

    text = article_from_file(article or DEFAULT_ARTICLE)
    opening = Desk(article=text)
    blocks = build(Page(opening=opening))
    here = {"127.0.0.1", "localhost", "::1"}
    anywhere = host in ("0.0.0.0", "::", "")  # noqa: S104  (compared with, not listened on)
    try:
        blocks.launch(
            server_name=host,
            server_port=port,
            app_kwargs={"middleware": [Middleware(Guard, hosts={"*"} if anywhere else here | {host})]},
            prevent_thread_lock=True,
            quiet=True,
            state_session_capacity=MAX_VISITORS,
            max_file_size=MAX_FILE_BYTES,
            favicon_path=HERE / "favicon.svg",
            theme=THEME,
            css_paths=HERE / "style.css",
            i18n=i18n,
            **SETTINGS,
        )
    except OSError as error:
        raise InputError(f"expected a free port of an address of this machine, got {host}:{port}") from error
    opening.start()
    return blocks
