"""Starts the web chat: python app.py [--host HOST] [--port PORT] [--article FILE]."""

import argparse
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from qa.errors import ArticleQAError
from qa.settings import Settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py", description="网页聊天：向文章提问。The web chat: ask an article, in the browser."
    )
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，缺省 %(default)s / the address to listen on")
    parser.add_argument("--port", type=_port, default=7860, help="端口，缺省 %(default)s / the port")
    parser.add_argument(
        "--article", type=Path, metavar="FILE", help="开场文章 / the article to open with: txt, md, html"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, got {text!r}")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is interrupted; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        logging.basicConfig(level=Settings.from_env().log_level)
        # Uploads wait here until they have been read, readable to nobody else; what is left goes with the program.
        with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
            os.environ["GRADIO_TEMP_DIR"] = folder
            from ui.server import serve  # loads Gradio: after the options have been judged

            page = serve(host=options.host, port=options.port, article=options.article)
            print(f"http://{options.host}:{options.port}  (Ctrl+C: 停止 / stop)", flush=True)
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is as good as Ctrl+C
            page.block_thread()
    except (ArticleQAError, OSError) as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
