"""The entity `model`: which of the two outsourcing models a message asks about.

A name counts wherever it stands. Where none is given a trained model tells whether the words
describe one: 'the phones-and-forms side', 'those clever folks with degrees'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_CONFIDENCE,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT,
    METADATA,
    METADATA_INTENT,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from content.schema import MODELS
from nlu import storage
from nlu.component import Component
from nlu.linear import Matrix
from nlu.sentence_featurizer import PART_VECTORS, embeddings
from nlu.text import mentions, models_named
from nlu.text_normalizer import NORMALIZED
from nlu.trait_model import Trait, TraitModel

MODEL_ENTITY = "model"
PART_MODELS = "part_models"
"""The message property with the models that each of its parts names or describes, by the text."""

SURE_OF_DESCRIPTION = 0.5
"""Probability from which words count as the description of a model."""

_ASKS_FOR_NAME = re.compile(r"\b(?:called|known|termed|referred to)(?: as)?[\W_]*$")
"""The end of 'business process outsourcing by experts is called …': the name is the answer."""

_BOTH = "both"
_NONE = "none"
_UNLABELED = frozenset({"out_of_scope", "classify_task"})
"""Intents whose examples tell nothing unless labeled: they speak of work or of other things."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ModelExtractor(EntityExtractorMixin, Component):
    """Finds the models by their names, spelled out, abbreviated or mistyped, or by description."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, described: TraitModel | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._described = described

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ModelExtractor:
        """Build an untrained extractor; it has no settings."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ModelExtractor:
        """Load a trained extractor."""
        state = storage.load(model_storage, resource)
        return cls(model_storage, resource, TraitModel.of_state(state, MODEL_ENTITY))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that name no model which of them describe one."""
        examples = [
            example
            for example in training_data.intent_examples
            if example.get(TEXT)
            and not models_named(example.get(NORMALIZED))
            and (example.get(INTENT) not in _UNLABELED or _label(example) != _NONE)
        ]
        self._described = TraitModel.fit(
            embeddings(examples),
            [example.get(NORMALIZED) for example in examples],
            [_label(example) for example in examples],
        )
        storage.save(self._model_storage, self._resource, self._described.state(MODEL_ENTITY))
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are: no later step learns from this entity."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a `model` entity for each model a message names or describes."""
        for message in messages:
            found = self._entities(message) if message.get(TEXT) else []
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
            parts = message.get(PART_VECTORS) or {}
            if parts:
                told = self._models_of(np.vstack(list(parts.values())), list(parts))
                models = {text: found for text, (found, _) in zip(parts, told, strict=True)}
                message.set(PART_MODELS, models)
        return messages

    def _entities(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT)
        wanted = models_named(message.get(NORMALIZED))
        named = [each for each in mentions(text.lower()) if each.model in wanted]
        if named and not _ASKS_FOR_NAME.search(message.get(NORMALIZED)):
            return [_entity(each.model, each.start, each.end, 1.0) for each in named]
        models, confidence = self._models_of(embeddings([message]), [message.get(NORMALIZED)])[0]
        return [_entity(model, 0, len(text), confidence) for model in sorted(models)]

    def _models_of(self, vectors: Matrix, texts: Sequence[str]) -> list[tuple[set[str], float]]:
        """Return the models of each text, with the probability that they are meant."""
        if self._described is None:
            raise storage.UnusableModel("the model extractor was used before it was trained.")
        traits = self._described.predict(vectors, texts)
        return [
            _described(trait)
            if not models_named(text) or _ASKS_FOR_NAME.search(text)
            else (models_named(text), 1.0)
            for text, trait in zip(texts, traits, strict=True)
        ]


def _described(trait: Trait) -> tuple[set[str], float]:
    is_sure = trait.confidence >= SURE_OF_DESCRIPTION
    if not is_sure or trait.label == _NONE:
        return set(), trait.confidence
    return set(MODELS) if trait.label == _BOTH else {trait.label}, trait.confidence


def _label(example: Message) -> str:
    """Return what an example says of its models: one of them, both or none."""
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return str(metadata.get("models", _NONE))


def _entity(model: str, start: int, end: int, confidence: float) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: MODEL_ENTITY,
        ENTITY_ATTRIBUTE_START: start,
        ENTITY_ATTRIBUTE_END: end,
        ENTITY_ATTRIBUTE_VALUE: model,
        ENTITY_ATTRIBUTE_CONFIDENCE: confidence,
    }
