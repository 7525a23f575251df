"""Writes the ONNX graph of a BERT into its model folder; the weights stay in model.safetensors and are pointed to.

The graph is small (about 55 kB) and written out here node by node, with onnxruntime's fused operators, so that what
runs does not depend on how well a tracer and an optimiser meet. Each float16 tensor is *external data* of the graph:
file, offset, length. onnxruntime turns them to float32 once, when it loads (constant folding), and computes in float32;
only the word table stays float16 in memory. So the weights lie in the repository once, for training and for running.

With int8 the weights go into the graph instead, see `graph.Int8Graph`.

Used to build models, never to run them. It needs `onnx`, neither torch nor transformers.
"""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

from onnx import TensorProto, helper

from embeddings.errors import ModelError
from embeddings.graph import FUSED, Graph, Int8Graph, read_weights_header
from embeddings.runtime import MODEL_FILE, WEIGHTS_FILE

CONFIG_FILE = "config.json"
Head = Literal["embedding", "span"]

# Linear layers of the embedded encoder that stay float in int8: one channel of this matrix's input is far larger than
# the others, and one scale for all leaves those nothing.
KEEP_OF_ENCODER = ("encoder.layer.4.output.dense",)

_OPSET = 17  # the first with LayerNormalization


def _bert(graph: Graph, config: dict[str, Any]) -> str:
    """Add BERT (Devlin et al. 2019) with token types all 0; return its last hidden states (B, L, D)."""
    eps = config["layer_norm_eps"]
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)  # (B, L), 1 = a token, 0 = padding

    words = graph.words()  # (B, L, D)
    length = graph.add("Shape", "input_ids", start=1, end=2)
    zero, one = graph.integers(0), graph.integers(1)
    positions = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, length, zero)  # (L, D)
    first_type = graph.add("Slice", graph.weight("embeddings.token_type_embeddings.weight"), zero, one, zero)  # (1, D)
    x = graph.add("Add", graph.add("Add", words, positions), first_type)
    x = graph.add("LayerNormalization", x, *graph.layer_norm("embeddings.LayerNorm"), epsilon=eps)

    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{layer}."
        roles = [f"{at}attention.self.{role}" for role in ("query", "key", "value")]
        attended = graph.attention(x, roles, mask, config["num_attention_heads"])
        x = _linear_add_norm(graph, f"{at}attention.output", attended, x, eps)
        inner = graph.linear(x, f"{at}intermediate.dense")  # (B, L, 4 D)
        inner = graph.add("BiasGelu", inner, graph.weight(f"{at}intermediate.dense.bias"), fused=True)
        x = _linear_add_norm(graph, f"{at}output", inner, x, eps)
    return x


def _linear_add_norm(graph: Graph, name: str, x: str, skip: str, eps: float) -> str:
    """Add LayerNorm(x @ W + b + skip)."""
    product = graph.linear(x, f"{name}.dense")
    norm = graph.layer_norm(f"{name}.LayerNorm")
    bias = graph.weight(f"{name}.dense.bias")
    return graph.add("SkipLayerNormalization", product, skip, *norm, bias, fused=True, epsilon=eps)


def _embedding(graph: Graph, hidden: str) -> dict[str, str]:
    """Add mean pooling over the mask and the L2 norm, (B, D); the norm takes away the division by the count."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    summed = graph.add("MatMul", graph.add("Unsqueeze", mask, graph.integers(1)), hidden)  # (B, 1, D)
    return {"embedding": graph.add("LpNormalization", graph.add("Squeeze", summed, graph.integers(1)), axis=-1, p=2)}


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


def export_onnx(folder: Path, *, head: Head, int8: bool = False, keep: Collection[str] = ()) -> Path:
    """Write model.onnx into a folder that holds config.json and model.safetensors of a BERT; return its path.

    Inputs: input_ids and attention_mask, int64 (batch, length), both sizes free, length at most the model's positions.

    :param head: "embedding": one output, embedding, float32 (batch, hidden), mean-pooled and of unit length;
        "span": start_logits and end_logits, float32 (batch, length), of a BertForQuestionAnswering, and, where the
        file has claim_outputs, claim_logits, float32 (batch, 3).
    :param int8: the weights go into the graph, most of them as 8-bit integers: a third of the size, twice as fast, and
        not quite the same numbers.
    :param keep: with int8, the linear layers that stay float, as encoder.layer.4.output.dense.
    :raises ModelError: missing files, or a model of another architecture.
    """
    try:
        config = json.loads((folder / CONFIG_FILE).read_bytes())
        found = (config["model_type"], config["hidden_act"], config.get("position_embedding_type", "absolute"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"expected the {CONFIG_FILE} of a BERT in {folder}, got {type(error).__name__}") from error
    if found != ("bert", "gelu", "absolute"):
        raise ModelError(f"expected bert, gelu, absolute positions in {folder}, got {', '.join(map(str, found))}")
    weights = read_weights_header(folder / WEIGHTS_FILE)
    graph = Graph(weights, prefix="bert.")
    if int8:
        from safetensors.numpy import load_file

        graph = Int8Graph(load_file(folder / WEIGHTS_FILE), prefix="bert.", keep=keep)
    hidden = _bert(graph, config)
    results = _embedding(graph, hidden) if head == "embedding" else _span(graph, hidden)
    for name, result in results.items():
        graph.nodes.append(helper.make_node("Identity", [result], [name]))
    widths = {"embedding": config["hidden_size"], "claim_logits": 3}
    tokens = ["batch", "length"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("input_ids", "attention_mask")
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", widths.get(name, "length")])
        for name in results
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, head, inputs, outputs, graph.initializers),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(FUSED, 1)],
        ir_version=9,
        producer_name=__name__,
    )
    path = folder / MODEL_FILE
    path.write_bytes(model.SerializeToString(deterministic=True))
    return path
