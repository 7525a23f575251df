"""Writes the ONNX graph of a BERT into its model folder; the weights stay in model.safetensors and are pointed to.

The graph is small (about 55 kB) and written out here node by node, with onnxruntime's fused operators, so that what
runs does not depend on how well a tracer and an optimiser meet. Each float16 tensor is *external data* of the graph:
file, offset, length. onnxruntime turns them to float32 once, when it loads (constant folding), and computes in float32;
only the word table stays float16 in memory. So the weights lie in the repository once, for training and for running.

With int8 the weights go into the graph instead, see `graph.Int8Graph`.

Used to build models, never to run them. It needs `onnx`, neither torch nor transformers.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from onnx import TensorProto, helper

from embeddings.check_texts import check_texts
from embeddings.errors import ModelError
from embeddings.graph import FUSED, Graph, Int8Graph, read_weights_header
from embeddings.runtime import MODEL_FILE, WEIGHTS_FILE, load_session, load_tokenizer

CONFIG_FILE = "config.json"
Head = Literal["embedding", "span"]

# Channels of each feed-forward part that int8 computes apart, in float. In multilingual-e5-small one is up to ten times
# as large as the next, and the fifth hardly larger than the tenth; four take a hundredth of the time.
PEAKS = 4

_OPSET = 17  # the first with LayerNormalization


def _bert(graph: Graph, config: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Add BERT (Devlin et al. 2019) with token types all 0.

    :return: its last hidden states (B, L, D); and by the name of the layer before it, what each gelu gives,
        (B, L, 4 D).
    """
    eps = config["layer_norm_eps"]

    def normed(x: str, skip: str, name: str) -> str:
        # onnxruntime's SkipLayerNormalization does both, and takes four times as long.
        return graph.add("LayerNormalization", graph.add("Add", x, skip), *graph.layer_norm(name), epsilon=eps)

    words = graph.words()  # (B, L, D)
    length = graph.add("Shape", "input_ids", start=1, end=2)
    zero, one = graph.integers(0), graph.integers(1)
    positions = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, length, zero)  # (L, D)
    first_type = graph.add("Slice", graph.weight("embeddings.token_type_embeddings.weight"), zero, one, zero)  # (1, D)
    x = normed(graph.add("Add", words, positions), first_type, "embeddings.LayerNorm")

    active = {}
    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{layer}."
        roles = [f"{at}attention.self.{role}" for role in ("query", "key", "value")]
        attended = graph.attention(x, roles, config["num_attention_heads"])
        x = normed(graph.linear(attended, f"{at}attention.output.dense"), x, f"{at}attention.output.LayerNorm")
        inner = f"{at}intermediate.dense"
        made, active[inner] = graph.feed_forward(x, inner, f"{at}output.dense")
        x = normed(made, x, f"{at}output.LayerNorm")
    return x, active


def _embedding(graph: Graph, hidden: str) -> dict[str, str]:
    """Add the mean over the tokens, brought to unit length, (B, D)."""
    mean = graph.add("ReduceMean", hidden, axes=[1], keepdims=0)
    return {"embedding": graph.add("LpNormalization", mean, axis=-1, p=2)}


def _span(graph: Graph, hidden: str) -> dict[str, str]:
    """Add the start and the end logit of each token, (B, L) each, and the verdicts on a claim, (B, 3), if trained."""
    logits = graph.add("MatMul", hidden, graph.transposed("qa_outputs"))
    logits = graph.add("Add", logits, graph.weight("qa_outputs.bias"))  # (B, L, 2)
    last = graph.integers(2)
    start, end = (graph.add("Squeeze", part, last) for part in graph.split("Split", logits, outputs=2, axis=2))
    outputs = {"start_logits": start, "end_logits": end}
    if graph.has("claim_outputs.weight"):
        first = graph.add("Gather", hidden, graph.add("Squeeze", graph.integers(0)), axis=1)  # (B, D)
        verdicts = graph.add("MatMul", first, graph.transposed("claim_outputs"))
        outputs["claim_logits"] = graph.add("Add", verdicts, graph.weight("claim_outputs.bias"))
    return outputs


def _read_config(folder: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = json.loads((folder / CONFIG_FILE).read_bytes())
        found = (config["model_type"], config["hidden_act"], config.get("position_embedding_type", "absolute"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"expected the {CONFIG_FILE} of a BERT in {folder}, got {type(error).__name__}") from error
    if found != ("bert", "gelu", "absolute"):
        raise ModelError(f"expected bert, gelu, absolute positions in {folder}, got {', '.join(map(str, found))}")
    return config


def _write(graph: Graph, folder: Path, results: Mapping[str, str], shapes: Mapping[str, Sequence[str | int]]) -> Path:
    """Write model.onnx, whose results, in float32, have the names and shapes given; return its path."""
    for name, result in results.items():
        graph.nodes.append(helper.make_node("Identity", [result], [name]))
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shapes[name]) for name in results]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "bert", inputs, outputs, graph.initializers),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(FUSED, 1)],
        ir_version=9,
        producer_name=__name__,
    )
    path = folder / MODEL_FILE
    path.write_bytes(model.SerializeToString(deterministic=True))
    return path


def sample_ids(folder: Path) -> list[list[int]]:
    """Return the token ids of texts of all kinds by the tokenizer of a model folder, to try a model on."""
    tokenizer = load_tokenizer(folder)
    return [tokenizer.encode(text).ids for texts in check_texts().values() for text in texts]


def peak_channels(folder: Path, samples: Sequence[Sequence[int]]) -> dict[str, list[int]]:
    """Run the float model over texts; return each feed-forward part's `PEAKS` largest channels, by its first layer.

    :param folder: as for `export_onnx`; model.onnx in it is overwritten.
    :param samples: token ids of each text, at least one.
    """
    graph = Graph(read_weights_header(folder / WEIGHTS_FILE), prefix="bert.")
    _, active = _bert(graph, _read_config(folder))
    largest = {
        name: graph.add("ReduceMax", graph.add("Abs", values), axes=[0, 1], keepdims=0)  # (B, L, 4 D) to (4 D,)
        for name, values in active.items()
    }
    _write(graph, folder, largest, {name: ["channels"] for name in largest})
    session = load_session(folder)
    runs = [session.run(list(largest), {"input_ids": np.array([ids], np.int64)}) for ids in samples]
    peaks = (np.max(values, axis=0) for values in zip(*runs, strict=True))
    return {name: np.argsort(-peak, kind="stable")[:PEAKS].tolist() for name, peak in zip(largest, peaks, strict=True)}


def export_onnx(
    folder: Path, *, head: Head, int8: bool = False, samples: Sequence[Sequence[int]] | None = None
) -> Path:
    """Write model.onnx into a folder that holds config.json and model.safetensors of a BERT; return its path.

    Input: input_ids, int64 (batch, length), both sizes free, length at most the model's positions. There is no mask: it
    takes a fifth of the attention's time, and the texts of a batch are equally long where they come one at a time.

    :param head: "embedding": one output, embedding, float32 (batch, hidden), mean-pooled and of unit length;
        "span": start_logits and end_logits, float32 (batch, length), of a BertForQuestionAnswering, and, where the
        file has claim_outputs, claim_logits, float32 (batch, 3).
    :param int8: the weights go into the graph, most of them as 8-bit integers: a third of the size, three times as
        fast, and not quite the same numbers.
    :param samples: with int8, token ids of texts that tell which channels are too large for it (`peak_channels`); those
        of `sample_ids` where None.
    :raises ModelError: missing files, or a model of another architecture.
    """
    config = _read_config(folder)
    graph = Graph(read_weights_header(folder / WEIGHTS_FILE), prefix="bert.")
    if int8:
        from safetensors.numpy import load_file

        peaks = peak_channels(folder, sample_ids(folder) if samples is None else samples)
        graph = Int8Graph(load_file(folder / WEIGHTS_FILE), prefix="bert.", peaks=peaks)
    hidden, _ = _bert(graph, config)
    results = _embedding(graph, hidden) if head == "embedding" else _span(graph, hidden)
    widths = {"embedding": config["hidden_size"], "claim_logits": 3}
    return _write(graph, folder, results, {name: ["batch", widths.get(name, "length")] for name in results})
