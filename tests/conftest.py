"""What several test files need: the running page, and sets of texts as the training reads them."""

import gzip
import json
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

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


@pytest.fixture
def sets_of(tmp_path: Path) -> Callable[[Iterable[Mapping[str, Any]]], Path]:
    """Write the sets that rows name, each text beginning with its own id, and return their folder."""

    def write(rows: Iterable[Mapping[str, Any]]) -> Path:
        lines: dict[str, list[str]] = {}
        for row in rows:
            text = {"id": row["id"], "title": "t", "context": f"{row['id']}。" + "字" * 1_000}
            lines.setdefault(row["set"], []).append(json.dumps(text))
        for name, texts in lines.items():
            (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress("\n".join(texts).encode()))
        return tmp_path

    return write
