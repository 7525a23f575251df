"""An ONNX graph of a BERT under construction: its weights in float16 beside it, or inside it as 8-bit integers."""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from embeddings.errors import ModelError
from embeddings.runtime import WEIGHTS_FILE

_ELEMENT = {"F16": TensorProto.FLOAT16, "F32": TensorProto.FLOAT}
# Operators that onnxruntime adds to the standard ones:
# https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
FUSED = "com.microsoft"
# Weights use 7 of the 8 bits: without VNNI, processors add two products in 16 bits, which 8 would overflow
# (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html, "reduce_range").
_LARGEST = 63


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


class Graph:
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
        self.nodes.append(helper.make_node(op, inputs, names, domain=FUSED if fused else "", **attributes))
        return names

    def integers(self, *values: int) -> str:
        """Add a constant vector of int64."""
        name = f"integers_{len(self.initializers)}"
        self.initializers.append(helper.make_tensor(name, TensorProto.INT64, [len(values)], values))
        return name

    def has(self, name: str) -> bool:
        """Tell whether the file has a tensor of this name."""
        return name in self._weights

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

    def words(self) -> str:
        """Add the rows of the word table for input_ids, float32 (B, L, D).

        Cast after Gather: the rows of this batch become float32, not the whole table.
        """
        rows = self.add("Gather", self.stored("embeddings.word_embeddings.weight"), "input_ids")
        return self.add("Cast", rows, to=TensorProto.FLOAT)

    def linear(self, x: str, name: str) -> str:
        """Add x @ W + b of a linear layer."""
        return self.add("Add", self.add("MatMul", x, self.transposed(name)), self.weight(f"{name}.bias"))

    def feed_forward(self, x: str, inner: str, outer: str) -> tuple[str, str]:
        """Add gelu(x @ W1 + b1) @ W2 + b2; return that and the output of the gelu, (B, L, inner width).

        :param inner: name of the layer of W1.
        :param outer: name of the layer of W2.
        """
        product = self.add("MatMul", x, self.transposed(inner))
        active = self.add("BiasGelu", product, self.weight(f"{inner}.bias"), fused=True)
        return self.linear(active, outer), active

    def attention(self, x: str, roles: list[str], heads: int) -> str:
        """Add multi-head self-attention, without its output layer.

        :param roles: names of the query, key and value layers.
        """
        bias = self.add("Concat", *(self.weight(f"{role}.bias") for role in roles), axis=0)  # (3 D,)
        return self.add("Attention", x, self.transposed(*roles), bias, fused=True, num_heads=heads)


class Int8Graph(Graph):
    """A graph with the weights inside it: matrices and word table in int8, the rest in float16.

    Matrices have one scale for each output channel; their inputs are quantised as they come, one scale a text
    (onnxruntime's DynamicQuantizeMatMul). A channel between the two layers of a feed-forward part that is far larger
    than the others would leave those nothing of that scale: such channels go through both layers apart, in float
    (Dettmers et al. 2022, LLM.int8(), who split the input of any matrix so).

    :param tensors: the weights by name.
    :param peaks: by the name of the first layer, the channels that go apart.
    """

    def __init__(
        self, tensors: Mapping[str, NDArray[Any]], *, prefix: str, peaks: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        super().__init__({}, prefix=prefix)
        self._tensors = tensors
        self._peaks = peaks or {}

    def has(self, name: str) -> bool:
        """Tell whether there is a tensor of this name."""
        return name in self._tensors

    def _value(self, name: str) -> NDArray[np.float32]:
        value = self._tensors.get(self._prefix + name, self._tensors.get(name))
        if value is None:
            raise ModelError(f"expected {name} in {WEIGHTS_FILE}, found none")
        return value.astype(np.float32)

    def _constant(self, name: str, value: NDArray[Any]) -> str:
        if all(tensor.name != name for tensor in self.initializers):
            self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def stored(self, name: str) -> str:
        """Add a tensor as float16."""
        return self._constant(name, self._value(name).astype(np.float16))

    def words(self) -> str:
        """Add the rows of the word table for input_ids, each with a scale of its own."""
        table = self._value("embeddings.word_embeddings.weight")
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True) / 127, 1e-12)  # only read, never multiplied: 8 bits
        whole = self._constant("words.int8", np.round(table / scale).astype(np.int8))
        rows = self.add("Cast", self.add("Gather", whole, "input_ids"), to=TensorProto.FLOAT)
        scales = self.add("Gather", self._constant("words.scale", scale.astype(np.float32)), "input_ids")
        return self.add("Mul", rows, scales)

    def _quantised(self, x: str, matrix: NDArray[np.float32], name: str, bias: str = "") -> str:
        """Add x @ matrix.T + bias.

        :param matrix: (out, in).
        """
        scale = np.maximum(np.abs(matrix).max(axis=1) / _LARGEST, 1e-12)  # (out,)
        whole = np.round(matrix / scale[:, None]).astype(np.int8).T  # (in, out)
        inputs = [x, self._constant(f"{name}.int8", whole), self._constant(f"{name}.scale", scale.astype(np.float32))]
        return self.add("DynamicQuantizeMatMul", *inputs, "", *([bias] if bias else []), fused=True)

    def linear(self, x: str, name: str) -> str:
        """Add x @ W + b of a linear layer, in int8."""
        return self._quantised(x, self._value(f"{name}.weight"), name, self.weight(f"{name}.bias"))

    def feed_forward(self, x: str, inner: str, outer: str) -> tuple[str, str]:
        """Add gelu(x @ W1 + b1) @ W2 + b2 in int8, the largest channels between the two apart."""
        first, bias, second = (self._value(n) for n in (f"{inner}.weight", f"{inner}.bias", f"{outer}.weight"))
        apart = list(self._peaks.get(inner, ()))
        peaks, peaks_bias, from_peaks = first[apart].T, bias[apart], second[:, apart].T
        first[apart], bias[apart], second[:, apart] = 0, 0, 0  # gelu(0) = 0
        product = self._quantised(x, first, inner)
        active = self.add("BiasGelu", product, self._constant(f"{inner}.rest", bias), fused=True)
        made = self._quantised(active, second, outer, self.weight(f"{outer}.bias"))
        if not apart:
            return made, active
        thin = self.add("MatMul", x, self._constant(f"{inner}.peaks", peaks))  # (B, L, number of peaks)
        thin = self.add("BiasGelu", thin, self._constant(f"{inner}.peaks.bias", peaks_bias), fused=True)
        return self.add("Add", made, self.add("MatMul", thin, self._constant(f"{outer}.peaks", from_peaks))), active

    def attention(self, x: str, roles: list[str], heads: int) -> str:
        """Add multi-head self-attention, its three matrices as one in int8."""
        matrix = np.concatenate([self._value(f"{role}.weight") for role in roles])
        bias = self._constant(f"{roles[0]}.biases", np.concatenate([self._value(f"{role}.bias") for role in roles]))
        stacked = self._quantised(x, matrix, roles[0], bias)
        query, key, value = self.split("Split", stacked, outputs=3, axis=2)
        return self.add("MultiHeadAttention", query, key, value, fused=True, num_heads=heads)
