"""Writes the ONNX graph of a BERT into its model folder; the weights stay in model.safetensors and are pointed to.

The graph is small (about 55 kB) and written out here node by node, with onnxruntime's fused operators, so that what
runs does not depend on how well a tracer and an optimiser meet. Each float16 tensor is *external data* of the graph:
file, offset, length. onnxruntime turns them to float32 once, when it loads (constant folding), and computes in float32;
only the word table stays float16 in memory. So the weights lie in the repository once, for training and for running.

Used to build models, never to run them. It needs `onnx`, neither torch nor transformers.
"""

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import onnx
from onnx import TensorProto, helper

from embeddings.errors import ModelError
from embeddings.runtime import MODEL_FILE, WEIGHTS_FILE

CONFIG_FILE = "config.json"
Head = Literal["embedding", "span"]

_ELEMENT = {"F16": TensorProto.FLOAT16, "F32": TensorProto.FLOAT}
# Operators that onnxruntime adds to the standard ones, see docs/ContribOperators.md in its repository.
_FUSED = "com.microsoft"
_OPSET = 17  # the first with LayerNormalization


@dataclass(frozen=True, slots=True)
class Weight:
    """Where one tensor lies in model.safetensors.

    :param offset: bytes from the start of the file.
    :param size: bytes.
    """

    dtype: str
    shape: tuple[int, ...]
    offset: int
    size: int


def read_weights_header(path: Path) -> dict[str, Weight]:
    """List the tensors of a safetensors file: u64 length of the header, header in JSON, then the raw bytes.

    :raises ModelError: no such file, or no such header.
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            header = json.loads(file.read(min(length, path.stat().st_size)))
        start = 8 + length
        return {
            name: Weight(
                dtype=entry["dtype"],
                shape=tuple(entry["shape"]),
                offset=start + entry["data_offsets"][0],
                size=entry["data_offsets"][1] - entry["data_offsets"][0],
            )
            for name, entry in header.items()
            if name != "__metadata__"
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise ModelError(f"expected safetensors weights in {path}, got {type(error).__name__}: {error}") from error


class _Graph:
    """A list of ONNX nodes under construction; each method adds some and returns the name of their output."""

    def __init__(self, weights: dict[str, Weight], *, prefix: str) -> None:
        self._weights = weights
        self._prefix = prefix
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def add(
        self, op: str, *inputs: str, fused: bool = False, **attributes: Any
    ) -> str:  # an attribute of any ONNX type
        """Add a node with one output."""
        return self.split(op, *inputs, outputs=1, fused=fused, **attributes)[0]

    def split(self, op: str, *inputs: str, outputs: int, fused: bool = False, **attributes: Any) -> list[str]:
        """Add a node with several outputs."""
        names = [f"{op}_{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(op, inputs, names, domain=_FUSED if fused else "", **attributes))
        return names

    def integers(self, *values: int) -> str:
        """Add a constant vector of int64."""
        name = f"integers_{len(self.initializers)}"
        self.initializers.append(helper.make_tensor(name, TensorProto.INT64, [len(values)], values))
        return name

    def stored(self, name: str) -> str:
        """Add a tensor as it lies in the file, float16 where it is so.

        :raises ModelError: the file has no such tensor, or of another type.
        """
        name = self._prefix + name if self._prefix + name in self._weights else name
        weight = self._weights.get(name)
        if weight is None or weight.dtype not in _ELEMENT:
            raise ModelError(f"expected {name} in {WEIGHTS_FILE} as F16 or F32, got {weight and weight.dtype}")
        if all(tensor.name != name for tensor in self.initializers):
            tensor = TensorProto(name=name, data_type=_ELEMENT[weight.dtype], dims=weight.shape)
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in (("location", WEIGHTS_FILE), ("offset", weight.offset), ("length", weight.size)):
                tensor.external_data.add(key=key, value=str(value))
            self.initializers.append(tensor)
        return name

    def weight(self, name: str) -> str:
        """Add a tensor as float32."""
        return self.add("Cast", self.stored(name), to=TensorProto.FLOAT)

    def transposed(self, *names: str) -> str:
        """Add the matrices of linear layers, (out, in) in the file, side by side as (in, sum of out)."""
        matrices = [self.weight(f"{name}.weight") for name in names]
        stacked = matrices[0] if len(matrices) == 1 else self.add("Concat", *matrices, axis=0)
        return self.add("Transpose", stacked, perm=[1, 0])

    def layer_norm(self, name: str) -> tuple[str, str]:
        """Add scale and shift of a layer norm."""
        return self.weight(f"{name}.weight"), self.weight(f"{name}.bias")


def _bert(graph: _Graph, config: dict[str, Any]) -> str:
    """Add BERT (Devlin et al. 2019) with token types all 0; return its last hidden states (B, L, D)."""
    eps = config["layer_norm_eps"]
    mask = graph.add("Cast", "attention_mask", to=TensorProto.INT32)  # (B, L), 1 = a token, 0 = padding

    # Cast after Gather: the rows of this batch become float32, not the whole table.
    words = graph.add("Gather", graph.stored("embeddings.word_embeddings.weight"), "input_ids")
    words = graph.add("Cast", words, to=TensorProto.FLOAT)  # (B, L, D)
    length = graph.add("Shape", "input_ids", start=1, end=2)
    zero, one = graph.integers(0), graph.integers(1)
    positions = graph.add("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, length, zero)  # (L, D)
    first_type = graph.add("Slice", graph.weight("embeddings.token_type_embeddings.weight"), zero, one, zero)  # (1, D)
    x = graph.add("Add", graph.add("Add", words, positions), first_type)
    x = graph.add("LayerNormalization", x, *graph.layer_norm("embeddings.LayerNorm"), epsilon=eps)

    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.layer.{layer}."
        roles = [f"{at}attention.self.{role}" for role in ("query", "key", "value")]
        bias = graph.add("Concat", *(graph.weight(f"{role}.bias") for role in roles), axis=0)  # (3 D,)
        attended = graph.add(
            "Attention", x, graph.transposed(*roles), bias, mask, fused=True, num_heads=config["num_attention_heads"]
        )
        x = _linear_add_norm(graph, f"{at}attention.output", attended, x, eps)
        inner = graph.add("MatMul", x, graph.transposed(f"{at}intermediate.dense"))  # (B, L, 4 D)
        inner = graph.add("BiasGelu", inner, graph.weight(f"{at}intermediate.dense.bias"), fused=True)
        x = _linear_add_norm(graph, f"{at}output", inner, x, eps)
    return x


def _linear_add_norm(graph: _Graph, name: str, x: str, skip: str, eps: float) -> str:
    """Add LayerNorm(x @ W + b + skip)."""
    product = graph.add("MatMul", x, graph.transposed(f"{name}.dense"))
    norm = graph.layer_norm(f"{name}.LayerNorm")
    bias = graph.weight(f"{name}.dense.bias")
    return graph.add("SkipLayerNormalization", product, skip, *norm, bias, fused=True, epsilon=eps)


def _embedding(graph: _Graph, hidden: str) -> list[str]:
    """Add mean pooling over the mask and the L2 norm, (B, D); the norm takes away the division by the count."""
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    summed = graph.add("MatMul", graph.add("Unsqueeze", mask, graph.integers(1)), hidden)  # (B, 1, D)
    return [graph.add("LpNormalization", graph.add("Squeeze", summed, graph.integers(1)), axis=-1, p=2)]


def _span(graph: _Graph, hidden: str) -> list[str]:
    """Add the start and the end logit of each token, (B, L) each."""
    logits = graph.add("MatMul", hidden, graph.transposed("qa_outputs"))
    logits = graph.add("Add", logits, graph.weight("qa_outputs.bias"))  # (B, L, 2)
    last = graph.integers(2)
    return [graph.add("Squeeze", part, last) for part in graph.split("Split", logits, outputs=2, axis=2)]


def export_onnx(folder: Path, *, head: Head) -> Path:
    """Write model.onnx into a folder that holds config.json and model.safetensors of a BERT; return its path.

    Inputs: input_ids and attention_mask, int64 (batch, length), both sizes free, length at most the model's positions.

    :param head: "embedding": one output, embedding, float32 (batch, hidden), mean-pooled and of unit length;
        "span": two, start_logits and end_logits, float32 (batch, length), of a BertForQuestionAnswering.
    :raises ModelError: missing files, or a model of another architecture.
    """
    try:
        config = json.loads((folder / CONFIG_FILE).read_bytes())
        found = (config["model_type"], config["hidden_act"], config.get("position_embedding_type", "absolute"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"expected the {CONFIG_FILE} of a BERT in {folder}, got {type(error).__name__}") from error
    if found != ("bert", "gelu", "absolute"):
        raise ModelError(f"expected bert, gelu, absolute positions in {folder}, got {', '.join(map(str, found))}")
    graph = _Graph(read_weights_header(folder / WEIGHTS_FILE), prefix="bert.")
    hidden = _bert(graph, config)
    names = ["embedding"] if head == "embedding" else ["start_logits", "end_logits"]
    results = _embedding(graph, hidden) if head == "embedding" else _span(graph, hidden)
    for result, name in zip(results, names, strict=True):
        graph.nodes.append(helper.make_node("Identity", [result], [name]))
    shape = ["batch", config["hidden_size"] if head == "embedding" else "length"]
    tokens = ["batch", "length"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in names]
    model = helper.make_model(
        helper.make_graph(graph.nodes, head, inputs, outputs, graph.initializers),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=9,
        producer_name=__name__,
    )
    path = folder / MODEL_FILE
    path.write_bytes(model.SerializeToString(deterministic=True))
    return path
