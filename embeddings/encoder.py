"""Texts to vectors, as LangChain Embeddings: the embedded model by onnxruntime, any other by sentence-transformers."""

import hashlib
import json
import threading
import unicodedata
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from embeddings.errors import EmbeddingError, ModelError
from embeddings.runtime import (
    MODEL_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    Model,
    first_line,
    load_tokenizer,
    replace_surrogates,
)

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Role = Literal["query", "document"]
Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]

EMBEDDED_MODEL = Path(__file__).parent / "model"
EMBEDDED_NAME = "multilingual-e5-small-zh-en"
MAX_TOKENS = 512
# The longest piece has 16 characters, so 512 tokens never reach further, white space aside; cutting here saves
# tokenizing the rest of a book.
MAX_CHARS = 32 * MAX_TOKENS
# A batch of another model, of which the number of tokens is not known beforehand: 1 to 4 characters are one.
BATCH_TEXTS = 32
BATCH_CHARS = 8_192
# From here on a progress bar is worth a line on the terminal: some seconds of work.
LONG = 256


class Encoder(Embeddings):
    """Turns texts into vectors of unit length; queries and documents each get their own prompt.

    Safe to use from many threads.
    """

    @property
    @abstractmethod
    def name(self) -> str:
        """Name of the model, for people."""

    @property
    @abstractmethod
    def dimension(self) -> int:
        """Numbers in a vector."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Sha256, in hex, of all that the vectors depend on: two models of one name but other weights differ in it."""

    @abstractmethod
    def _batches(self, texts: list[str], role: Role) -> Iterator[tuple[list[int], Vectors]]:
        """Yield the rows of some texts and their vectors, until every text had its turn."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions; return float32 (n, dimension), each row of unit length.

        :raises EmbeddingError: a text with nothing visible in it, or that is no str.
        """
        return self._encode(texts, "query", None)

    def encode_documents(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Embed passages; return float32 (n, dimension), each row of unit length.

        Texts of more than 512 tokens are cut there.

        :param progress: called after each batch with how many texts are done and how many there are; without it a
            long run shows a progress bar on a terminal.
        :raises EmbeddingError: a text with nothing visible in it, or that is no str.
        """
        return self._encode(texts, "document", progress)

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, as LangChain wants it."""
        return self.encode_queries([text])[0].tolist()  # type: ignore[no-any-return]

    def embed_documents(self, texts: list[str], *, progress: Progress | None = None) -> list[list[float]]:
        """Embed passages, as LangChain wants them; see `encode_documents`."""
        return self.encode_documents(texts, progress=progress).tolist()  # type: ignore[no-any-return]

    def _encode(self, texts: Sequence[str], role: Role, progress: Progress | None) -> Vectors:
        if isinstance(texts, str):
            raise EmbeddingError("expected a list of texts to embed, got one str")
        checked = [_checked(text, place) for place, text in enumerate(texts, start=1)]
        vectors = np.zeros((len(checked), self.dimension), np.float32)
        if not checked:
            return vectors
        from tqdm import tqdm

        done = 0
        # None: shown on a terminal only
        hidden = None if progress is None and len(checked) >= LONG else True
        with tqdm(total=len(checked), desc=f"embedding with {self.name}", unit="text", disable=hidden) as bar:
            for rows, batch in self._batches(checked, role):
                vectors[rows] = batch
                done += len(rows)
                bar.update(len(rows))
                if progress is not None:
                    progress(done, len(checked))
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(lengths).all() or not lengths.all():
            row = int(np.argmin(np.nan_to_num(lengths, nan=0.0, posinf=0.0)))
            raise EmbeddingError(f"expected a vector with a direction from {self.name}, got none for text {row + 1}")
        vectors /= lengths
        return vectors


def _checked(text: str, place: int) -> str:
    """Return a text as the models can take it: some of it visible, no lone surrogates, no longer than they can see."""
    if not isinstance(text, str):
        raise EmbeddingError(f"expected text {place} to embed as str, got {type(text).__name__}")
    # Letters, marks, digits, punctuation, symbols; what is left is blank: separators, controls, surrogates, unassigned.
    if not any(unicodedata.category(character)[0] in "LMNPS" for character in text):
        raise EmbeddingError(f"expected text {place} to embed with something visible in it, got {text[:20]!r}")
    return replace_surrogates(text[:MAX_CHARS])


class OnnxEncoder(Encoder):
    """A model folder made by build_model.py, run by onnxruntime; imports neither torch nor transformers.

    :param folder: holds tokenizer.json, model.onnx with what it points to, config_sentence_transformers.json.
    :param name: how it is called in messages and saved indexes.
    :param threads: how many texts are embedded at once.
    :raises ModelError: a missing or broken file.
    """

    _PROMPTS_FILE = "config_sentence_transformers.json"

    def __init__(self, *, folder: Path = EMBEDDED_MODEL, name: str = EMBEDDED_NAME, threads: int = 2) -> None:
        self._folder = folder
        self._name = name
        self._tokenizer = load_tokenizer(folder)
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._model = Model(folder, threads=threads)
        if list(self._model.outputs) != ["embedding"]:
            raise ModelError(f"expected a model with the output embedding in {folder}, got {list(self._model.outputs)}")
        self._dimension = int(self._model.outputs["embedding"][-1])
        try:
            prompts = json.loads((folder / self._PROMPTS_FILE).read_text(encoding="utf-8"))["prompts"]
            self._prompts: dict[Role, str] = {"query": str(prompts["query"]), "document": str(prompts["document"])}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"expected prompts for query and document in {folder / self._PROMPTS_FILE}") from error

    @property
    def name(self) -> str:
        """Name of the model, for people."""
        return self._name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    @cached_property
    def fingerprint(self) -> str:
        """Sha256 of the weights, the graph, the tokenizer and the prompts."""
        digest = hashlib.sha256(json.dumps(self._prompts, sort_keys=True).encode())
        names = [TOKENIZER_FILE, MODEL_FILE]
        if WEIGHTS_FILE.encode() in (self._folder / MODEL_FILE).read_bytes():  # the graph points into it
            names.append(WEIGHTS_FILE)
        for name in names:
            with (self._folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    def _batches(self, texts: list[str], role: Role) -> Iterator[tuple[list[int], Vectors]]:
        encoded = self._tokenizer.encode_batch([self._prompts[role] + text for text in texts])
        for row, (vector,) in self._model.run([e.ids for e in encoded]):
            yield [row], vector[None]


class SentenceTransformersEncoder(Encoder):
    """Any sentence-transformers model, computed by PyTorch in float32; loads only weights in safetensors.

    :param model: a folder, or a name on the model hub.
    :param threads: processor threads of PyTorch, for the whole process.
    :raises ModelError: a folder or name that holds no such model, or one that wants to run code of its own.
    """

    def __init__(self, *, model: str | Path, threads: int = 2) -> None:
        self._name = str(model)
        local = Path(model).is_dir()
        if not local and (isinstance(model, Path) or self._name.startswith((".", "/", "~"))):
            raise ModelError(f"expected a model folder, got {model}, which is no folder")
        self._model = self._load(self._name, local)
        import torch

        torch.set_num_threads(threads)
        # tokenizers of transformers change their padding while they encode
        self._lock = threading.Lock()
        dimension = self._model.get_embedding_dimension()
        self._dimension = int(self._run(["dimension"], "document").shape[1]) if dimension is None else int(dimension)

    @staticmethod
    def _load(model: str, local: bool) -> "SentenceTransformer":
        try:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(
                model,
                trust_remote_code=False,
                local_files_only=local,
                model_kwargs={"dtype": "float32", "use_safetensors": True},
            )
        except Exception as error:  # as many kinds as there are libraries below
            raise ModelError(f"expected a sentence-transformers model in {model}, got: {first_line(error)}") from error

    @property
    def name(self) -> str:
        """Name or folder of the model."""
        return self._name

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    @cached_property
    def fingerprint(self) -> str:
        """Sha256 of the architecture, the weights and the prompts."""
        about = {"modules": str(self._model), "prompts": self._model.prompts}
        digest = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
        # A BERT saved without its pooler, which no vector comes from, gets a random one at every load.
        weights = {name: tensor for name, tensor in self._model.state_dict().items() if ".pooler." not in name}
        for name, tensor in sorted(weights.items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()

    def _run(self, texts: list[str], role: Role) -> Vectors:
        encode = self._model.encode_query if role == "query" else self._model.encode_document
        options: dict[str, Any] = {"normalize_embeddings": True, "show_progress_bar": False, "batch_size": BATCH_TEXTS}
        with self._lock:
            return np.asarray(encode(texts, **options), np.float32)

    def _batches(self, texts: list[str], role: Role) -> Iterator[tuple[list[int], Vectors]]:
        waiting = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        while waiting:
            size = max(1, min(BATCH_TEXTS, BATCH_CHARS // len(texts[waiting[-1]])))
            rows, waiting = waiting[-size:], waiting[:-size]
            yield rows, self._run([texts[row] for row in rows], role)


_loaded: dict[tuple[str | None, int], Encoder] = {}
_loading = threading.Lock()


def load_encoder(name: str | Path | None = None, *, threads: int = 2) -> Encoder:
    """Return an encoder, loaded once in a process.

    :param name: None for the embedded model, else a sentence-transformers name or folder.
    :param threads: processor threads, at least 1.
    :raises ModelError: no such model, or an unreadable one.
    """
    if threads < 1:
        raise ModelError(f"expected 1 thread or more, got {threads}")
    key = (None if name is None else str(name), threads)
    with _loading:
        if key not in _loaded and name is None:
            _loaded[key] = OnnxEncoder(threads=threads)
        elif key not in _loaded and name is not None:
            _loaded[key] = SentenceTransformersEncoder(model=name, threads=threads)
        return _loaded[key]
