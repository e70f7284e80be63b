"""MiniLM as operations of an ONNX graph, for files that are small and quick on a processor.

Weights are kept as int8 with a scale for each column; activations are rounded to uint8 when they
come by, so that the processor multiplies whole numbers. One text goes in at a time: there is no
padding and no mask, and how a text is read does not depend on others.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.onnx_format import GraphWriter

LAYERS, HEADS, WIDTH, LONGEST = 6, 12, 384, 128
_PART = WIDTH // HEADS
_EPSILON = 1e-12

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]


def write_encoder(weights: Weights, path: Path) -> None:
    """Write the file of an encoder of sentences.

    Input: `ids`, int64 [tokens], those of one text. Output: `vector`, float32 [width], the mean
    of the tokens' vectors, scaled to a length of 1.

    Args:
        weights: by their names in MiniLM.
        path: the file.
    """
    graph = GraphWriter("sentence-encoder")
    states = states_of(graph, weights, graph.input("ids", np.int64, ["tokens"]))
    sums = graph("ReduceSum", states, np.array([0], np.int64), keepdims=0)
    squares = graph("ReduceSum", graph("Mul", sums, sums), keepdims=0)
    graph.output("vector", graph("Div", sums, graph("Sqrt", squares)), np.float32, ["width"])
    graph.write(path)


def states_of(graph: GraphWriter, weights: Weights, ids: str) -> str:
    """Add the whole encoder: the vectors of one text's tokens, [tokens, width].

    Args:
        graph: what it is added to.
        weights: by their names in MiniLM.
        ids: the tokens.
    """
    states = _embedded(graph, weights, ids)
    for layer in range(LAYERS):
        states = _layer(graph, weights, f"encoder.layer.{layer}.", states)
    return states


def rounded(weights: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """Return weights as int8, and the scale of each row or column along the other axis."""
    scale = np.maximum(np.abs(weights).max(axis=axis, keepdims=True) / 127.0, 1e-8)
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def _embedded(graph: GraphWriter, weights: Weights, ids: str) -> str:
    table, scale = rounded(weights["embeddings.word_embeddings.weight"], axis=1)
    words = graph("Cast", graph("Gather", table, ids), to=1)
    words = graph("Mul", words, graph("Gather", scale, ids))
    constant = weights["embeddings.token_type_embeddings.weight"][0]
    places = weights["embeddings.position_embeddings.weight"][:LONGEST] + constant
    begin, axis = np.array([0], np.int64), np.array([0], np.int64)
    here = graph("Slice", places.astype(np.float32), begin, graph("Shape", ids), axis)
    return _normalized(graph, weights, "embeddings.LayerNorm", graph("Add", words, here))


def _layer(graph: GraphWriter, weights: Weights, prefix: str, states: str) -> str:
    mixed = _attention(graph, weights, prefix, states)
    inner = _linear(graph, weights, [f"{prefix}attention.output.dense"], mixed)
    states = _normalized(
        graph, weights, f"{prefix}attention.output.LayerNorm", graph("Add", inner, states)
    )
    wide = _linear(graph, weights, [f"{prefix}intermediate.dense"], states)
    curve = graph("Add", graph("Erf", graph("Div", wide, number(2**0.5))), number(1.0))
    bent = graph("Mul", graph("Mul", wide, curve), number(0.5))
    inner = _linear(graph, weights, [f"{prefix}output.dense"], bent)
    return _normalized(graph, weights, f"{prefix}output.LayerNorm", graph("Add", inner, states))


def _attention(graph: GraphWriter, weights: Weights, prefix: str, states: str) -> str:
    names = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
    sizes = np.array([WIDTH] * len(names), np.int64)
    parts = graph("Split", _linear(graph, weights, names, states), sizes, outputs=3, axis=1)
    by_head = np.array([-1, HEADS, _PART], np.int64)
    query, key, value = (graph("Reshape", part, by_head) for part in parts)
    likeness = graph(
        "MatMul",
        graph("Transpose", query, perm=[1, 0, 2]),
        graph("Transpose", key, perm=[1, 2, 0]),
    )
    shares = graph("Softmax", graph("Div", likeness, number(_PART**0.5)), axis=-1)
    mixed = graph("MatMul", shares, graph("Transpose", value, perm=[1, 0, 2]))
    flat = np.array([-1, WIDTH], np.int64)
    return str(graph("Reshape", graph("Transpose", mixed, perm=[1, 0, 2]), flat))


def _linear(graph: GraphWriter, weights: Weights, names: list[str], states: str) -> str:
    """Several dense layers at once, side by side."""
    table, scale = rounded(np.hstack([weights[f"{name}.weight"] for name in names]), axis=0)
    bias = np.concatenate([weights[f"{name}.bias"] for name in names])
    bytes_, size, zero = graph("DynamicQuantizeLinear", states, outputs=3)
    whole = graph("MatMulInteger", bytes_, table, zero, np.array(0, np.int8))
    product = graph("Mul", graph("Cast", whole, to=1), graph("Mul", size, scale[0]))
    return str(graph("Add", product, bias.astype(np.float32)))


def _normalized(graph: GraphWriter, weights: Weights, name: str, states: str) -> str:
    scale, shift = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return str(graph("LayerNormalization", states, scale, shift, axis=-1, epsilon=_EPSILON))


def number(value: float) -> Floats:
    """A number as an array of no dimension."""
    return np.array(value, np.float32)
