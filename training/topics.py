"""`python -m training.topics`: tunes MiniLM to tell topics apart; writes `nlu/weights/topics.onnx`.

The encoder learns with heads of its own from the examples of `data/nlu`: what a text is about,
which model it describes, and whether it asks for the contrary. The heads are thrown away: `rasa
train` learns anew from the tuned embeddings, so that a topic can be added without this. TensorFlow,
which Rasa brings, is needed only here.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from content import load_content
from nlu.encoder import TOPICS, tokenizer
from nlu.spelling import Speller
from nlu.text import canonical, masked, models_named
from nlu.text_normalizer import normalized
from nlu.topic_classifier import PLAIN, POLARITY, label
from training.batches import batches, padded
from training.encoder import Encoder, packaged_weights, write
from training.minilm_graph import WIDTH, Floats

DATA = Path(__file__).parent.parent / "data" / "nlu"
TOPIC, MODELS = "topic", "models"

Labels = Mapping[str, str]
"""What is known of a text, by head; a head that nothing is known for does not learn from it."""


@dataclass(frozen=True)
class Settings:
    """How the encoder learns.

    Attributes:
        epochs: how often it sees every example.
        rate: the learning rate of the encoder at its highest.
        head_rate: that of the heads.
        batch: examples a step.
        dropout: share of values dropped.
        sharpness: what likeness with the direction of a class is multiplied by.
        beside: weight of the losses of the other heads beside that of the topics.
        seed: of everything that is drawn at random.
    """

    epochs: int = 4
    rate: float = 1e-4
    head_rate: float = 5e-3
    batch: int = 32
    dropout: float = 0.1
    sharpness: float = 20.0
    beside: float = 0.3
    seed: int = 1


def load_examples(data: Path, without: Sequence[str] = ()) -> dict[str, Labels]:
    """Return the labels of each example's text, as the pipeline sees it.

    Args:
        data: a folder of Rasa's training data.
        without: passes to leave out.
    """
    guide_topics = frozenset(load_content().topics_of("guide"))
    messages = [each for each in load_data(str(data)).intent_examples if each.get(TEXT)]
    speller = Speller.of_examples(canonical(each.get(TEXT)) for each in messages)
    found: dict[str, Labels] = {}
    for message in messages:
        metadata = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
        if str(metadata.get("pass")) in without:
            continue
        text = normalized(message.get(TEXT), speller)
        found[masked(text)] = _labels(message, metadata, text, guide_topics)
    return found


def _labels(
    message: Message, metadata: Mapping[str, Any], text: str, guide_topics: frozenset[str]
) -> Labels:
    known = {TOPIC: label(message)}
    if message.get(INTENT) in guide_topics:
        known[POLARITY] = str(metadata.get(POLARITY, PLAIN))
        if not models_named(text):
            known[MODELS] = str(metadata.get(MODELS, PLAIN))
    return known


class _Head(tf.Module):
    """One direction a class; what is likest a text's vector is what the text is."""

    def __init__(self, labels: Sequence[str | None], draw: np.random.Generator) -> None:
        super().__init__()
        counts = Counter(name for name in labels if name is not None)
        names = sorted(counts)
        self._directions = tf.Variable(draw.normal(0, 0.05, (WIDTH, len(names))).astype(np.float32))
        self._bias = tf.Variable(np.zeros(len(names), np.float32))
        even = sum(counts.values()) / len(names)
        known = [(names.index(each), (even / counts[each]) ** 0.5) if each else (0, 0.0)
                 for each in labels]  # fmt: skip
        self.classes = np.array([place for place, _ in known], np.int32)
        self.weights = np.array([weight for _, weight in known], np.float32)

    def loss(self, vectors: Any, classes: Any, weights: Any, sharpness: float) -> Any:
        """Return the mean loss of texts; those of weight 0 do not count."""
        odds = sharpness * tf.matmul(vectors, tf.nn.l2_normalize(self._directions, 0)) + self._bias
        wrong = tf.nn.sparse_softmax_cross_entropy_with_logits(classes, odds)
        return tf.reduce_mean(weights * wrong)


class _Learner:
    """An encoder that learns, and the heads that it learns with."""

    def __init__(self, examples: Mapping[str, Labels], settings: Settings) -> None:
        self.settings = settings
        self.encoder = Encoder(packaged_weights(), settings.dropout)
        self._texts = list(examples)
        self._rows = {text: row for row, text in enumerate(self._texts)}
        draw = np.random.default_rng(settings.seed)
        self._heads = [
            _Head([examples[text].get(name) for text in self._texts], draw)
            for name in (TOPIC, POLARITY, MODELS)
        ]
        self._tokenizer = tokenizer()

    def fit(self, tell: Callable[[str], None] = print) -> None:
        """Learn from the examples."""
        settings, chance = self.settings, random.Random(self.settings.seed)
        tf.random.set_seed(settings.seed)
        steps = settings.epochs * (len(self._texts) // settings.batch + 1)
        step, count, begun = self._step(), 0, time.monotonic()
        for epoch in range(settings.epochs):
            losses = []
            for batch in batches(self._texts, settings.batch, chance):
                count += 1
                scale = min(1.0, count / 50) * max(0.03, 1 - count / steps)
                tokens = padded(self._tokenizer.encode_batch(batch))
                rows = [self._rows[text] for text in batch]
                losses.append(float(step(np.float32(scale), *tokens, *self._wanted(rows))))
            seconds = round(time.monotonic() - begun)
            tell(f"epoch {epoch + 1}: loss {np.mean(losses):.3f}, {seconds} s")

    def _wanted(self, rows: list[int]) -> tuple[NDArray[np.int32], Floats]:
        """Classes and weights, [heads, texts]."""
        return (
            np.stack([head.classes[rows] for head in self._heads]),
            np.stack([head.weights[rows] for head in self._heads]),
        )

    def _step(self) -> Any:
        settings = self.settings
        body = list(self.encoder.learned.values())
        heads = [each for head in self._heads for each in head.trainable_variables]
        body_optimizer = tf.keras.optimizers.Adam(settings.rate)
        head_optimizer = tf.keras.optimizers.Adam(settings.head_rate)
        shares = (1.0, *[settings.beside] * (len(self._heads) - 1))
        signature = [
            tf.TensorSpec((), tf.float32),
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, None), tf.float32),
            tf.TensorSpec((len(self._heads), None), tf.int32),
            tf.TensorSpec((len(self._heads), None), tf.float32),
        ]

        def step(scale: Any, ids: Any, mask: Any, classes: Any, weights: Any) -> Any:
            with tf.GradientTape() as tape:
                vectors = _pooled(self.encoder.states(ids, mask, learns=True), mask)
                loss = sum(
                    share * head.loss(vectors, classes[n], weights[n], settings.sharpness)
                    for n, (head, share) in enumerate(zip(self._heads, shares, strict=True))
                )
            slopes = tape.gradient(loss, body + heads)
            clipped, _ = tf.clip_by_global_norm(slopes[: len(body)], 1.0)
            body_optimizer.learning_rate.assign(settings.rate * scale)
            head_optimizer.learning_rate.assign(settings.head_rate * scale)
            body_optimizer.apply_gradients(zip(clipped, body, strict=True))
            head_optimizer.apply_gradients(zip(slopes[len(body) :], heads, strict=True))
            return loss

        return tf.function(step, input_signature=signature, autograph=False)


def _pooled(states: Any, mask: Any) -> Any:
    """The mean of a text's tokens, scaled to a length of 1: [texts, width]."""
    inside = mask[:, :, None]
    means = tf.reduce_sum(states * inside, 1) / tf.reduce_sum(inside, 1)
    return tf.nn.l2_normalize(means, -1)


def tune(examples: Mapping[str, Labels], settings: Settings) -> dict[str, Floats]:
    """Return the weights of an encoder that has learned from labelled texts."""
    learner = _Learner(examples, settings)
    learner.fit()
    return learner.encoder.weights()


def main() -> None:
    """Tune on all examples and write the file."""
    parser = argparse.ArgumentParser(prog="training.topics", description=__doc__)
    parser.add_argument("--out", type=Path, default=TOPICS)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--arrays", type=Path, help="keep the weights as arrays here, too")
    parser.add_argument("--without", nargs="*", default=[], help="passes to leave out")
    chosen = parser.parse_args()
    examples = load_examples(DATA, chosen.without)
    weights = tune(examples, Settings(epochs=chosen.epochs))
    if chosen.arrays:
        np.savez(chosen.arrays, **weights)
    write(weights, chosen.out)
    print(f"{chosen.out}: {chosen.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
