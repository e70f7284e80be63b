"""The sentence encoders as a Rasa featurizer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import Component
from nlu.encoder import (
    DIMENSIONS,
    SENTENCES,
    TOPICS,
    SentenceEncoder,
    Vectors,
    checksum_path,
    shared_encoder,
    topic_encoder,
)
from nlu.linear import Matrix
from nlu.text import masked
from nlu.text_normalizer import CLAUSES, NORMALIZED

PART_VECTORS = "part_vectors"
"""The message property with the embedding of each text that its clauses and their halves are; empty
where the message is one clause that cannot be parted."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, Component):
    """Adds the embedding of a message, in which the models' names read 'outsourcing'.

    It is two in one, of the same weight: MiniLM as published, which is steady on what is like no
    example, and MiniLM tuned to tell topics apart. Neither knows the two abbreviations. With the
    names masked, an example on BPO teaches the same question on KPO; which model was meant is the
    business of `ModelExtractor`.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the name under which the features are stored."""
        return {FEATURIZER_CLASS_ALIAS: "sentence_encoder"}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accept any configuration: there is nothing to set but the alias."""

    @staticmethod
    def required_packages() -> list[str]:
        """Return what has to be installed for the encoder to run."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Train anew when the encoder's weights change, too."""
        sums = [checksum_path(model).read_text("utf-8") for model in (SENTENCES, TOPICS)]
        return "".join([super().fingerprint_addon(config), *sums])

    def __init__(self, config: dict[str, Any], encoders: Sequence[SentenceEncoder]) -> None:
        super().__init__("sentence_encoder", config)
        self._encoders = encoders

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Build the component on the encoders that the process shares."""
        return cls(config, (shared_encoder(), topic_encoder()))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the embeddings of all training examples; each is one question."""
        self._embed(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a sentence feature of shape (1, 768) to each message that has a text."""
        for message in self._embed(messages):
            clauses = message.get(CLAUSES)
            texts = list(dict.fromkeys(text for clause in clauses for text in clause.texts))
            parts = texts if len(texts) > 1 else []
            vectors = self._encode(parts)
            message.set(PART_VECTORS, dict(zip(parts, vectors, strict=True)))
        return messages

    def _embed(self, messages: list[Message]) -> list[Message]:
        """Add the features, and return the messages that have a text and so got them."""
        worded = [message for message in messages if message.get(TEXT)]
        vectors = self._encode([message.get(NORMALIZED) for message in worded])
        for message, vector in zip(worded, vectors, strict=True):
            message.add_features(
                Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            )
        return worded

    def _encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, one row a text: those of both encoders side by side."""
        plain = [masked(text) for text in texts]
        both = np.hstack([encoder.encode(plain) for encoder in self._encoders])
        return both / np.float32(len(self._encoders) ** 0.5)


def meaning_of(message: Message) -> Vectors:
    """Return a message's embedding by MiniLM as published, a unit vector of 384 numbers."""
    first = embeddings([message])[0, :DIMENSIONS]
    unit: Vectors = first / np.linalg.norm(first)
    return unit


def embeddings(messages: Sequence[Message]) -> Matrix:
    """Return the sentence embeddings of messages that have them, one row each."""
    rows = [
        features.features[0]
        for message in messages
        for features in message.features
        if features.type == FEATURE_TYPE_SENTENCE and features.attribute == TEXT
    ]
    return np.vstack(rows)
