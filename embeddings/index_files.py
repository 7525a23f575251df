"""The folder of a saved index: written without pickle, refused when anything in it was changed.

A saved index is a folder of three files:

    vectors-SHA256.npy      float32 (n, dimension), each row of unit length, in the order of the passages
    passages-SHA256.jsonl   one {"id", "text", "metadata"} a line
    manifest.json           format version, model, dimension, count, sha256 of the other two and of the manifest itself
"""

import hashlib
import io
import json
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.documents import Document
from numpy.typing import NDArray

from embeddings.errors import IndexStoreError

FORMAT_VERSION = 1
VECTORS_FILE = "vectors-{sha256}.npy"
PASSAGES_FILE = "passages-{sha256}.jsonl"
MANIFEST_FILE = "manifest.json"

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ModelIdentity:
    """Which model made the vectors: its name, and a hash of its weights."""

    name: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class _Manifest:
    model: ModelIdentity
    dimension: int
    count: int
    vectors: str
    passages: str


def write_index(folder: Path, *, model: ModelIdentity, vectors: Vectors, documents: Sequence[Document]) -> None:
    """Write an index into a folder; stopped at any point, the folder still holds the index that it held before.

    :param vectors: float32 (n, dimension), each row of unit length.
    :param documents: n passages, each with an id of its own.
    :raises IndexStoreError: metadata that JSON cannot hold, or a folder that cannot be written.
    """
    contents = {VECTORS_FILE: _npy(vectors), PASSAGES_FILE: _json_lines(documents)}
    hashes = {pattern: hashlib.sha256(content).hexdigest() for pattern, content in contents.items()}
    manifest = _Manifest(model, vectors.shape[1], len(documents), hashes[VECTORS_FILE], hashes[PASSAGES_FILE])
    names = {pattern.format(sha256=hashes[pattern]): content for pattern, content in contents.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in names.items():
            _write(folder / name, content)
        # The files above are named by their content, so the old manifest still finds its own. From here on the new one.
        _write(folder / MANIFEST_FILE, _sealed({"format": FORMAT_VERSION, **asdict(manifest)}))
        for pattern in contents:
            for old in folder.glob(pattern.format(sha256="[0-9a-f]" * 64)):
                if old.name not in names:
                    old.unlink()
    except OSError as error:
        raise IndexStoreError(f"expected a folder to write to, got {folder}: {error.strerror}") from error


def read_index(folder: Path, *, model: ModelIdentity) -> tuple[Vectors, list[Document]]:
    """Return the vectors and the passages of a saved index, with every promise of `write_index` checked.

    :param model: the one that the index must have been made with.
    :raises IndexStoreError: not an index, of another version or model, or changed since it was saved.
    """
    manifest = _read_manifest(folder)
    if manifest.model != model:
        made = manifest.model.name + (" with other weights" if manifest.model.name == model.name else "")
        raise IndexStoreError(f"expected an index made by {model.name}, got one made by {made} in {folder}")
    vectors, documents = _read_vectors(folder, manifest), _read_passages(folder, manifest)
    if len({document.id for document in documents}) != len(documents):
        raise IndexStoreError(f"expected each id once, got some twice in {folder}")
    return vectors, documents


def _npy(vectors: Vectors) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, vectors, allow_pickle=False)
    return buffer.getvalue()


def _json_lines(documents: Sequence[Document]) -> bytes:
    lines = []
    for document in documents:
        entry = {"id": document.id, "text": document.page_content, "metadata": document.metadata}
        try:
            line = json.dumps(entry, allow_nan=False)  # ASCII, so lone surrogates are carried as escapes
        except (TypeError, ValueError, RecursionError) as error:
            raise IndexStoreError(f"expected metadata that JSON can hold for {document.id}, got: {error}") from error
        if json.loads(line) != entry:
            raise IndexStoreError(
                f"expected metadata that JSON gives back as it was for {document.id}, got a tuple or such"
            )
        lines.append(line + "\n")
    return "".join(lines).encode("ascii")


def _canonical(manifest: Mapping[str, Any]) -> bytes:
    return (json.dumps(manifest, indent=2, sort_keys=True) + "\n").encode("ascii")


def _sealed(manifest: Mapping[str, Any]) -> bytes:
    """Return the bytes of a manifest with their own sha256 among them."""
    return _canonical({**manifest, "sha256": hashlib.sha256(_canonical(manifest)).hexdigest()})


def _write(path: Path, content: bytes) -> None:
    """Write a file so that it is there in full or not at all."""
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise IndexStoreError(f"expected {what} in {path}, got: {error.strerror}") from error


def _read_manifest(folder: Path) -> _Manifest:
    path = folder / MANIFEST_FILE
    raw = _read(path, "the manifest of an index")
    try:
        entries = json.loads(raw.decode("ascii"))
        version = entries["format"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexStoreError(f"expected the manifest of an index in {path}, got something else") from error
    if version != FORMAT_VERSION:
        raise IndexStoreError(f"expected an index of format {FORMAT_VERSION}, got {version!r:.20} in {folder}")
    if _sealed({key: value for key, value in entries.items() if key != "sha256"}) != raw:
        raise IndexStoreError(f"expected {path} as it was saved, got one that was changed since")
    try:
        return _Manifest(
            model=ModelIdentity(str(entries["model"]["name"]), str(entries["model"]["fingerprint"])),
            dimension=int(entries["dimension"]),
            count=int(entries["count"]),
            vectors=str(entries["vectors"]),
            passages=str(entries["passages"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexStoreError(f"expected a whole manifest in {path}, got one without {error}") from error


def _read_sealed(folder: Path, pattern: str, sha256: str) -> bytes:
    """Read a file whose name and content follow from its sha256."""
    if not re.fullmatch("[0-9a-f]{64}", sha256):  # else a forged manifest could name any file of the machine
        raise IndexStoreError(f"expected a sha256 for {pattern} in {folder}, got {sha256!r:.80}")
    path = folder / pattern.format(sha256=sha256)
    content = _read(path, "a file of the index")
    if hashlib.sha256(content).hexdigest() != sha256:
        raise IndexStoreError(f"expected {path} as it was saved, got one that was changed since")
    return content


# Whoever forges files can forge their checksums, so what they hold is checked as well.


def _read_vectors(folder: Path, manifest: _Manifest) -> Vectors:
    content = _read_sealed(folder, VECTORS_FILE, manifest.vectors)
    expected = (manifest.count, manifest.dimension)
    buffer = io.BytesIO(content)
    try:
        # Not np.load: it would make room for whatever shape the header claims.
        version = np.lib.format.read_magic(buffer)
        header = np.lib.format.read_array_header_1_0(buffer)  # shape, by column, type
        vectors = np.frombuffer(content[buffer.tell() :], "<f4").reshape(expected).copy()
    except ValueError as error:
        raise IndexStoreError(f"expected vectors of shape {expected} in {folder}, got another file") from error
    if (version, *header) != ((1, 0), expected, False, np.dtype("<f4")):
        raise IndexStoreError(f"expected float32 vectors of shape {expected} in {folder}, got {header[2]} {header[0]}")
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):  # NaN is not close either
        raise IndexStoreError(f"expected vectors of unit length in {folder}, got others")
    return vectors


def _read_passages(folder: Path, manifest: _Manifest) -> list[Document]:
    content = _read_sealed(folder, PASSAGES_FILE, manifest.passages)
    try:
        entries = [json.loads(line) for line in content.decode("ascii").split("\n")[:-1]]
        documents = [
            Document(id=entry["id"], page_content=entry["text"], metadata=entry["metadata"]) for entry in entries
        ]
        named = all(isinstance(entry["id"], str) for entry in entries)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexStoreError(f"expected passages with id, text, metadata in {folder}, got something else") from error
    if len(documents) != manifest.count or not named:
        raise IndexStoreError(f"expected {manifest.count} passages, each with an id, in {folder}, got {len(documents)}")
    return documents
