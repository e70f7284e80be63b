"""Rasa's DIET, asked for the class of sentences that are embedded already.

DIET wants features of words, too: a sentence stands for its only word.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    FEATURE_TYPE_SEQUENCE,
    INTENT,
    TEXT,
)
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

SETTINGS = {
    "epochs": 100,
    "number_of_transformer_layers": 0,
    "entity_recognition": False,
    "ranking_length": 0,
    "random_seed": 0,
}
"""DIET's defaults, with as many epochs as in Rasa's default pipeline, but for what has no use here:
a transformer over the words of a sentence, and entities."""


def probabilities(
    learned: NDArray[np.float32], labels: Sequence[str], asked: NDArray[np.float32]
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """Learn rows with their labels; return the classes and, for each row asked, how likely each."""
    classes = tuple(sorted(set(labels)))
    # A slash in an intent's name would mean something to Rasa.
    names = {label: str(number) for number, label in enumerate(classes)}
    with tempfile.TemporaryDirectory() as folder:
        classifier = DIETClassifier.create(
            {**DIETClassifier.get_default_config(), **SETTINGS},
            LocalModelStorage(Path(folder)),
            Resource("diet"),
            ExecutionContext(GraphSchema({}), model_id="benchmark"),
        )
        examples = [
            _message(vector, names[label]) for vector, label in zip(learned, labels, strict=True)
        ]
        classifier.train(TrainingData(examples))
        found = np.zeros((len(asked), len(classes)))
        for row, message in enumerate(classifier.process([_message(each) for each in asked])):
            for guess in message.get("intent_ranking"):
                found[row, int(guess["name"])] = guess["confidence"]
    return classes, found


def _message(vector: NDArray[np.float32], intent: str | None = None) -> Message:
    message = Message({TEXT: "a sentence"} | ({INTENT: intent} if intent else {}))
    for kind in (FEATURE_TYPE_SEQUENCE, FEATURE_TYPE_SENTENCE):
        message.add_features(Features(vector[None, :], kind, TEXT, "benchmark"))
    return message
