"""The running page, for the tests that need it."""

import os
import socket
import time
from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture(scope="session")
def page_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page, with the real models, in this process: here every socket but loopback is blocked."""
    before = os.environ.get("GRADIO_TEMP_DIR")
    os.environ["GRADIO_TEMP_DIR"] = str(tmp_path_factory.mktemp("uploads"))
    from ui.options import ServiceOptions
    from ui.server import serve

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    feedback = tmp_path_factory.mktemp("feedback") / "feedback.jsonl"
    page = serve(ServiceOptions(host="127.0.0.1", port=port, feedback=feedback))
    while httpx.get(f"http://127.0.0.1:{port}/health").json()["status"] == "loading":
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    page.close()
    if before is None:
        del os.environ["GRADIO_TEMP_DIR"]
    else:
        os.environ["GRADIO_TEMP_DIR"] = before
