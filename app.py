"""Starts the web chat and its HTTP API: python app.py [--host HOST] [--port PORT] [--article FILE] …."""

import logging
import os
import signal
import sys
import tempfile
from collections.abc import Sequence

from qa.errors import ArticleQAError
from qa.llm_models import check_llm
from qa.settings import Settings
from ui.options import ServiceOptions, parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until it is interrupted; returns the exit status."""
    given = parser().parse_args(arguments)
    try:
        options = ServiceOptions.of(given)
        logging.basicConfig(level=Settings.from_env().log_level)
        if options.llm is not None:
            os.environ["QA_LLM"] = options.llm  # where each article that is opened looks for it
        check_llm()
        # Uploads wait here until they have been read, readable to nobody else; what is left goes with the program.
        with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
            os.environ["GRADIO_TEMP_DIR"] = folder
            signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is as good as Ctrl+C
            from ui.server import serve  # loads Gradio: after the options have been judged

            service = serve(options)
            host = f"[{options.host}]" if ":" in options.host else options.host
            print(f"http://{host}:{options.port}  (Ctrl+C: 停止 / stop)", flush=True)
            service.wait()
    except KeyboardInterrupt:
        pass  # ended before it served
    except (ArticleQAError, OSError) as error:
        print(f"app.py: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
