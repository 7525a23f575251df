"""Texts become vectors of unit length, by onnxruntime as by sentence-transformers; what cannot is refused."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.check_texts import check_texts
from embeddings.encoder import (
    EMBEDDED_MODEL,
    MAX_CHARS,
    Encoder,
    OnnxEncoder,
    SentenceTransformersEncoder,
    load_encoder,
)
from embeddings.errors import EmbeddingError, ModelError
from embeddings.export import export_onnx

QUESTION = "谁主持了会议?"
PASSAGES = ["会议由敖宏主持。", "今天下雨，比赛改期。", "The mayor opened the new library on Monday."]


@pytest.fixture(scope="module")
def embedded() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def torch_embedded() -> Encoder:
    # one thread: two of PyTorch wait for one another when the machine has other work
    return load_encoder(EMBEDDED_MODEL, threads=1)


@pytest.fixture(scope="module")
def static_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny foreign model of another dimension, with prompts of its own; weights told by hand."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "ask": 1, "say": 2, "cat": 3}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    weights = np.array([[0, 0, 0], [2, 0, 0], [0, 2, 0], [0, 0, 2]], np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=torch.tensor(weights))
    folder = tmp_path_factory.mktemp("static")
    SentenceTransformer(modules=[module], prompts={"query": "ask ", "document": "say "}, device="cpu").save(str(folder))
    return folder


def test_vectors_have_unit_length_and_the_answer_is_nearest(embedded: Encoder) -> None:
    vectors = embedded.encode_documents(PASSAGES)
    assert (vectors.dtype, vectors.shape) == (np.float32, (3, embedded.dimension))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert int(np.argmax(vectors @ embedded.encode_queries([QUESTION])[0])) == 0


def test_lists_are_the_rows_of_the_arrays(embedded: Encoder) -> None:
    assert embedded.embed_documents(PASSAGES) == embedded.encode_documents(PASSAGES).tolist()
    assert embedded.embed_query(QUESTION) == embedded.encode_queries([QUESTION])[0].tolist()
    assert embedded.embed_documents([]) == []
    assert embedded.encode_queries([]).shape == (0, embedded.dimension)


def test_queries_and_documents_get_their_own_prompt(embedded: Encoder) -> None:
    query, document = embedded.encode_queries(PASSAGES[:1])[0], embedded.encode_documents(PASSAGES[:1])[0]
    assert float(query @ document) < 0.999


def test_onnxruntime_and_sentence_transformers_agree(embedded: Encoder, torch_embedded: Encoder) -> None:
    texts = [text for kind in check_texts().values() for text in kind[::15]] + ["a\ud800\x00b", " 空 "]
    assert isinstance(torch_embedded, SentenceTransformersEncoder)
    for role in ("encode_queries", "encode_documents"):
        for part in (texts, ["字" * 1_000]):  # the second is cut at 512 tokens
            ours, theirs = getattr(embedded, role)(part), getattr(torch_embedded, role)(part)
            assert (ours * theirs).sum(axis=1).min() >= 0.99  # int8 against float


@pytest.mark.parametrize("default", ["embedded", "torch_embedded"])
def test_a_batch_gives_what_single_texts_give(default: str, request: pytest.FixtureRequest) -> None:
    encoder: Encoder = request.getfixturevalue(default)
    texts = ["长" * n + "短" for n in (1, 90, 4, 30, 200, 2)]
    together = encoder.encode_documents(texts)
    alone = np.concatenate([encoder.encode_documents([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_text_beyond_512_tokens_does_not_count(embedded: Encoder) -> None:
    long = "会议 " * 2_000
    first, second = embedded.encode_documents([long, long + "完全不同的结尾"])
    np.testing.assert_array_equal(first, second)
    assert embedded.encode_documents(["长文" * MAX_CHARS]).shape == (1, embedded.dimension)


@pytest.mark.parametrize("text", ["", " ", "\n\t\u3000", "\x00\x07", "\u200b\ufeff", "\ud800", "\ue000"])
def test_blank_text_is_refused_by_place(embedded: Encoder, torch_embedded: Encoder, text: str) -> None:
    for encoder in (embedded, torch_embedded):
        with pytest.raises(EmbeddingError, match=r"text 2 .* visible"):
            encoder.embed_documents(["好", text])
        with pytest.raises(EmbeddingError, match=r"text 1 .* visible"):
            encoder.embed_query(text)


def test_other_types_are_refused(embedded: Encoder) -> None:
    with pytest.raises(EmbeddingError, match=r"text 1 .* as str, got NoneType"):
        embedded.embed_documents([None])  # type: ignore[list-item]
    with pytest.raises(EmbeddingError, match="list of texts to embed, got one str"):
        embedded.encode_documents("会议")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_any_text_gives_a_vector_or_a_clear_refusal(text: str) -> None:
    try:
        vector = np.array(load_encoder().embed_query(text))
    except EmbeddingError as error:
        assert "\n" not in str(error)
        assert not any(character.isalnum() for character in text)
    else:
        assert abs(np.linalg.norm(vector) - 1) < 1e-5


def test_progress_reaches_the_end_in_steps(embedded: Encoder) -> None:
    seen: list[tuple[int, int]] = []
    embedded.embed_documents(
        [f"第{i}条消息" for i in range(300)], progress=lambda done, total: seen.append((done, total))
    )
    assert len(seen) > 1
    assert seen[-1] == (300, 300)
    assert seen == sorted(set(seen))


def test_a_long_run_shows_a_progress_bar_on_a_terminal_only(
    embedded: Encoder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        text = ""

        def write(self, part: str) -> None:
            self.text += part

        def flush(self) -> None: ...

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("embeddings.encoder.LONG", 8)
    texts = ["短"] * 8
    embedded.embed_documents(texts)
    assert capsys.readouterr().err == ""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    embedded.embed_documents(texts[:-1])
    assert terminal.text == ""
    embedded.embed_documents(texts)
    assert "8/8" in terminal.text


def test_the_embedded_model_is_loaded_once_by_many_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("embeddings.encoder._loaded", {})
    loads: list[int] = []
    original: Callable[..., None] = OnnxEncoder.__init__

    def counted(self: OnnxEncoder, **options: object) -> None:
        loads.append(1)
        original(self, **options)

    monkeypatch.setattr(OnnxEncoder, "__init__", counted)
    start = threading.Barrier(6)

    def load(_: int) -> Encoder:
        start.wait()
        return load_encoder()

    with ThreadPoolExecutor(6) as pool:
        assert len({id(encoder) for encoder in pool.map(load, range(6))}) == 1
    assert len(loads) == 1


def test_many_threads_get_the_same_as_one(embedded: Encoder, torch_embedded: Encoder) -> None:
    texts = [f"第{i}次会议{'很长' * (i % 5)}" for i in range(12)]
    for encoder in (embedded, torch_embedded):
        alone = [encoder.encode_documents([text])[0] for text in texts]
        with ThreadPoolExecutor(6) as pool:
            together = list(pool.map(lambda text, e=encoder: e.encode_documents([text])[0], texts))
        np.testing.assert_allclose(together, alone, atol=1e-5)


def test_fingerprint_tells_models_apart(embedded: Encoder, torch_embedded: Encoder, static_model: Path) -> None:
    static = load_encoder(static_model, threads=1)
    fingerprints = {encoder.fingerprint for encoder in (embedded, torch_embedded, static)}
    assert len(fingerprints) == 3
    assert all(len(fingerprint) == 64 for fingerprint in fingerprints)
    for encoder, again in (
        (embedded, OnnxEncoder()),
        (torch_embedded, SentenceTransformersEncoder(model=EMBEDDED_MODEL, threads=1)),
        (static, SentenceTransformersEncoder(model=static_model, threads=1)),
    ):
        assert again is not encoder
        assert again.fingerprint == encoder.fingerprint


def test_fingerprint_follows_the_files(embedded: Encoder, tmp_path: Path) -> None:
    shutil.copytree(EMBEDDED_MODEL, tmp_path, dirs_exist_ok=True)
    assert OnnxEncoder(folder=tmp_path).fingerprint == embedded.fingerprint
    export_onnx(tmp_path, head="embedding")  # in float, which points into the weights
    floating = OnnxEncoder(folder=tmp_path).fingerprint
    assert floating != embedded.fingerprint
    with (tmp_path / "model.safetensors").open("r+b") as file:
        file.seek(-2, os.SEEK_END)
        last = file.read(1)
        file.seek(-2, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))
    assert OnnxEncoder(folder=tmp_path).fingerprint not in (floating, embedded.fingerprint)


def test_a_foreign_model_keeps_its_own_prompts_and_dimension(static_model: Path) -> None:
    encoder = load_encoder(str(static_model), threads=1)
    assert (encoder.name, encoder.dimension) == (str(static_model), 3)
    # the mean of "ask" (2, 0, 0) and "cat" (0, 0, 2), at unit length
    np.testing.assert_allclose(encoder.embed_query("cat"), [0.5**0.5, 0, 0.5**0.5], atol=1e-6)
    np.testing.assert_allclose(encoder.embed_documents(["cat"]), [[0, 0.5**0.5, 0.5**0.5]], atol=1e-6)


def test_a_vector_of_length_0_is_refused(tmp_path: Path, static_model: Path) -> None:
    shutil.copytree(static_model, tmp_path, dirs_exist_ok=True)
    config = tmp_path / "config_sentence_transformers.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"prompts": {"query": "", "document": ""}}))
    with pytest.raises(EmbeddingError, match=r"with a direction .* none for text 2"):
        load_encoder(tmp_path, threads=1).embed_documents(["cat", "unknown"])


def test_unfit_models_are_refused_in_one_line(tmp_path: Path, static_model: Path) -> None:
    foreign = tmp_path / "foreign"
    shutil.copytree(static_model, foreign)
    modules = [{"idx": 0, "name": "0", "path": "", "type": "evil.Module"}]
    (foreign / "modules.json").write_text(json.dumps(modules))
    (foreign / "evil.py").write_text("raise SystemExit('ran code of the model')")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for model in (foreign, tmp_path / "empty", tmp_path / "file", tmp_path / "none", "./none"):
        with pytest.raises(ModelError) as refused:
            load_encoder(model)
        assert str(model) in str(refused.value)
        assert "\n" not in str(refused.value)
    with pytest.raises(ModelError, match="1 thread or more, got 0"):
        load_encoder(threads=0)


def test_a_model_in_pickle_is_refused(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    shutil.copytree(EMBEDDED_MODEL, tmp_path, dirs_exist_ok=True)
    torch.save(load_file(tmp_path / "model.safetensors"), tmp_path / "pytorch_model.bin")
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="safetensors"):
        load_encoder(tmp_path)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.onnx", "config_sentence_transformers.json"])
def test_an_incomplete_embedded_folder_is_refused(tmp_path: Path, name: str) -> None:
    shutil.copytree(EMBEDDED_MODEL, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=name):
        OnnxEncoder(folder=tmp_path)


def test_the_default_path_imports_neither_torch_nor_transformers() -> None:
    code = """
import sys
from embeddings.encoder import load_encoder
from embeddings.index import PassageIndex
index = PassageIndex(embedding=load_encoder())
index.add_texts(["会议由敖宏主持。", "今天下雨。"], ids=["a", "b"])
assert index.similarity_search("谁主持了会议?", k=1)[0].id == "a"
print(sorted({"torch", "transformers", "sentence_transformers", "sklearn", "scipy"} & set(sys.modules)))
"""
    root = Path(__file__).parents[1]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "[]", "")
