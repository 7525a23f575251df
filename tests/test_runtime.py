"""What a model runs from: good folders open, bad ones are refused in one line."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import EMBEDDED_MODEL
from embeddings.errors import ModelError
from embeddings.export import export_onnx
from embeddings.runtime import (
    MODEL_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    first_line,
    load_session,
    load_tokenizer,
    replace_surrogates,
)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The embedded encoder with a float graph, which points into the weights."""
    for name in ("config.json", TOKENIZER_FILE, WEIGHTS_FILE):
        shutil.copy(EMBEDDED_MODEL / name, tmp_path)
    export_onnx(tmp_path, head="embedding")
    return tmp_path


def assert_refused(folder: Path, *words: str) -> None:
    for load in (load_tokenizer, load_session):
        with pytest.raises(ModelError) as refused:
            load(folder)
        message = str(refused.value)
        assert "\n" not in message
        assert all(word in message for word in (str(folder), *words))


def test_a_missing_folder_a_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    assert_refused(tmp_path / "none", "missing")
    (tmp_path / "file").write_text("x")
    assert_refused(tmp_path / "file", "a file")
    (tmp_path / "empty").mkdir()
    assert_refused(tmp_path / "empty", "found none")


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff" * 100, b'{"version": "1.0"}'])
def test_broken_files_are_refused(tmp_path: Path, content: bytes) -> None:
    for name in (MODEL_FILE, TOKENIZER_FILE):
        (tmp_path / name).write_bytes(content)
    assert_refused(tmp_path)


def test_missing_or_short_weights_are_refused(copied: Path) -> None:
    with (copied / WEIGHTS_FILE).open("r+b") as file:
        file.truncate(1_000_000)
    with pytest.raises(ModelError, match=r"model\.onnx"):
        load_session(copied)
    (copied / WEIGHTS_FILE).unlink()
    with pytest.raises(ModelError, match=r"model\.onnx"):
        load_session(copied)


def test_no_thread_is_refused() -> None:
    with pytest.raises(ModelError, match="1 thread or more, got 0"):
        load_session(EMBEDDED_MODEL, threads=0)


def test_the_tokenizer_neither_pads_nor_truncates() -> None:
    tokenizer = load_tokenizer(EMBEDDED_MODEL)
    short, long = tokenizer.encode_batch(["一", "一二三四五六七八九十 " * 300])
    assert len(short.ids) < 5
    assert len(long.ids) > 512


def test_many_threads_get_the_same_as_one() -> None:
    tokenizer, session = load_tokenizer(EMBEDDED_MODEL), load_session(EMBEDDED_MODEL)

    def run(text: str) -> np.ndarray:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        return session.run(None, {"input_ids": ids})[0][0]

    texts = [f"第{i}次会议在{'北京' * (i % 7 + 1)}召开" for i in range(40)]
    alone = [run(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(run, texts))
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_onnxruntime_reports_to_nobody(tmp_path: Path) -> None:
    # Where it would report, it first writes an id and a queue into the home folder; on machines that test it does not.
    code = (
        "from embeddings.runtime import *; from embeddings.encoder import EMBEDDED_MODEL; load_session(EMBEDDED_MODEL)"
    )
    quiet = ("CI", "GITHUB_ACTIONS", "ORT_RUNNING_UNIT_TESTS", "ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")
    environ = {name: value for name, value in os.environ.items() if name not in quiet} | {"HOME": str(tmp_path)}
    root = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], env=environ | {"PYTHONPATH": str(root)}, check=True)
    assert list(tmp_path.rglob("*")) == []


def test_surrogates_are_replaced_one_by_one() -> None:
    assert replace_surrogates("a\ud800\udfffb会") == "a\ufffd\ufffdb会"


def test_first_line_of_an_error() -> None:
    assert first_line(ValueError("one\ntwo")) == "one"
    assert first_line(ValueError()) == "ValueError"
