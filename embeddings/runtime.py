"""Opens the two files that a model runs from, tokenizer.json and model.onnx, with neither torch nor transformers."""

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

# Since 1.29 onnxruntime reports to its maker from Linux too, with an id that it writes into the home folder. It reads
# this when it starts; `disable_telemetry_events` alone comes after the first report. Later versions call it by the
# second name.
os.environ.update(ORT_DISABLE_TELEMETRY="1", ORT_TELEMETRY_DISABLED="1")

TOKENIZER_FILE = "tokenizer.json"
MODEL_FILE = "model.onnx"
WEIGHTS_FILE = "model.safetensors"  # MODEL_FILE points into it
# Half of a UTF-16 pair on its own is no character: tokenizers, which holds text as UTF-8, cannot take it.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def replace_surrogates(text: str) -> str:
    r"""Return the text with U+FFFD for each lone surrogate; its length, and so every offset, stays.

    >>> replace_surrogates("a\ud800b")
    'a�b'
    """
    return _LONE_SURROGATE.sub("�", text)


def _existing(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        what = "a file" if folder.exists() else "missing"
        raise ModelError(f"expected a model folder, got {folder}, which is {what}")
    path = folder / name
    if not path.is_file():
        raise ModelError(f"expected {name} in the model folder {folder}, found none")
    return path


def first_line(error: Exception) -> str:
    """Return the first line of a library's message, or the name of its kind when it says nothing."""
    return next(iter(str(error).splitlines()), type(error).__name__)


def load_tokenizer(folder: Path) -> "Tokenizer":
    """Open tokenizer.json; it neither pads nor truncates until told to.

    Encoding with it is safe in many threads; changing its padding or truncation is not.

    :raises ModelError: a missing folder, a missing or broken file.
    """
    path = _existing(folder, TOKENIZER_FILE)
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"expected a tokenizer in {path}, got: {first_line(error)}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Model:
    """A model that is given one text at a time, several at once on threads of its own; safe to use from many threads.

    One at a time, because in int8 the texts of a batch share the scale of their numbers: what comes out for one would
    depend on the others. On two cores this is a quarter faster than one text on both.

    :param folder: holds model.onnx.
    :param threads: how many texts at once, at least 1.
    :raises ModelError: as `load_session`.
    """

    def __init__(self, folder: Path, *, threads: int) -> None:
        if threads < 1:
            raise ModelError(f"expected 1 thread or more, got {threads}")
        self._session = load_session(folder, threads=1)
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="model")
        self.outputs = {output.name: output.shape for output in self._session.get_outputs()}

    def _run(self, ids: Sequence[int]) -> list[NDArray[np.float32]]:
        made = self._session.run(list(self.outputs), {"input_ids": np.array([ids], np.int64)})  # (1, L)
        return [part[0] for part in made]

    def run(self, texts: Sequence[Sequence[int]]) -> Iterator[tuple[int, list[NDArray[np.float32]]]]:
        """Yield for each text, in any order, its number and the outputs of the model, without the batch's dimension.

        :param texts: token ids.
        """
        # Neighbours are as long as one another, so that no thread waits; and few are handed over at once, so that
        # another visitor's question gets its turn in the middle of a book.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for at in range(0, len(order), 2 * self._threads):
            some = order[at : at + 2 * self._threads]
            yield from zip(some, self._pool.map(self._run, (texts[i] for i in some)), strict=True)


def load_session(folder: Path, *, threads: int = 2) -> "InferenceSession":
    """Open model.onnx on the processor; `run` is safe in many threads.

    :param threads: processor threads for one run, at least 1.
    :raises ModelError: a missing folder, a missing or broken file (the weights beside the graph included), no thread.
    """
    if threads < 1:
        raise ModelError(f"expected 1 thread or more, got {threads}")
    path = _existing(folder, MODEL_FILE)
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only: warnings about the machine are of no use to the person
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions share no public base
        raise ModelError(f"expected an ONNX model in {path}, got: {first_line(error)}") from error
