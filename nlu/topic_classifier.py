"""The topic model as a Rasa intent classifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
    FEATURE_TYPE_SENTENCE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    METADATA,
    METADATA_INTENT,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from content.schema import COMPUTED, SMALL_TALK, TOPICS
from nlu import storage
from nlu.clauses import is_question, points_back
from nlu.component import Component
from nlu.language import is_foreign
from nlu.linear import Matrix
from nlu.sentence_featurizer import CLAUSE_VECTORS
from nlu.task_phrase import is_framed
from nlu.text import models_named
from nlu.text_normalizer import CLAUSES, NORMALIZED
from nlu.topic_model import ANY_SUBJECT, SEPARATOR, Prediction, TopicModel, TopicSettings

OUT_OF_SCOPE = "out_of_scope"
SUBJECT = "subject"
OTHER_LANGUAGE = "other_language"
QUESTIONS = "questions"
"""The message property with the questions of a message that clearly asks more than one."""

RANKING_LENGTH = 5
SURE_OF_CLAUSE = 0.6
"""Probability from which a part of a message counts as a question of its own."""

SURE_OF_BOTH = 0.9
"""Probability from which a part outside the guide is refused beside an answer to another part."""

FRAME_ODDS = 6.0
"""By how much the form 'is … BPO or KPO?' raises the odds that some work is asked about."""

_GUIDE_TOPICS = frozenset(TOPICS) - SMALL_TALK - COMPUTED - {"contact"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, Component):
    """Sets intent, intent ranking and, for refusals, the subject of a message."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the components that must come earlier in the pipeline."""
        return [Featurizer]

    @staticmethod
    def required_packages() -> list[str]:
        """Return what has to be installed for the classifier to run."""
        return ["sklearn", "scipy"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the settings; docs/reference/understanding.md says how each was chosen."""
        return TopicSettings().as_dict()

    def __init__(
        self,
        settings: TopicSettings,
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
    ) -> None:
        self._settings = settings
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Build an untrained classifier."""
        return cls(_settings(config), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Load a trained classifier."""
        settings = _settings(config)
        model = TopicModel.of_state(storage.load(model_storage, resource), settings)
        return cls(settings, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on all examples that have an intent, and store the result."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        self._model = TopicModel.fit(
            _embeddings(examples),
            [example.get(NORMALIZED) for example in examples],
            [label(example) for example in examples],
            self._settings,
        )
        storage.save(self._model_storage, self._resource, self._model.state())
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent`, `intent_ranking` and `subject` of each message that has a text."""
        if self._model is None:
            raise storage.UnusableModel("the classifier was used before it was trained.")
        worded = [message for message in messages if message.get(TEXT)]
        if not worded:
            return messages
        predictions = self._model.predict(
            _embeddings(worded), [message.get(NORMALIZED) for message in worded]
        )
        for message, prediction in zip(worded, predictions, strict=True):
            understood = _foreign() if is_foreign(message.get(TEXT)) else prediction
            if is_framed(message.get(TEXT)):
                understood = understood.favoring("classify_task", FRAME_ODDS)
            ranking = [
                {INTENT_NAME_KEY: topic, PREDICTED_CONFIDENCE_KEY: probability}
                for topic, probability in understood.ranking[:RANKING_LENGTH]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set(SUBJECT, understood.subject, add_to_output=True)
            questions = self._questions(message)
            if questions:
                message.set(QUESTIONS, questions, add_to_output=True)
        return messages

    def _questions(self, message: Message) -> list[dict[str, Any]]:
        """Return the different questions a message asks, or nothing if it asks one."""
        vectors, texts = message.get(CLAUSE_VECTORS), message.get(CLAUSES)
        if self._model is None or vectors is None:
            return []
        asked = [
            _Asked(text, *prediction.ranking[0], prediction.subject)
            for text, prediction in zip(texts, self._model.predict(vectors, texts), strict=True)
        ]
        if not _all_answerable(asked) and not _each_clear(asked):
            return []
        questions: dict[tuple[str, str | None], dict[str, Any]] = {}
        models: list[str] = []
        for part in asked:
            # In 'what is KPO, and is it expensive?' the second question is on KPO, too.
            models = sorted(models_named(part.text)) or models
            question = {
                "topic": part.topic,
                "subject": part.subject,
                "confidence": part.confidence,
                "models": models,
            }
            questions.setdefault((part.topic, part.left_out), question)
        return list(questions.values()) if len(questions) > 1 else []


@dataclass(frozen=True)
class _Asked:
    """A part of a message, and what it was understood as."""

    text: str
    topic: str
    confidence: float
    subject: str

    @property
    def left_out(self) -> str | None:
        """The subject that the guide leaves out, if the part is on one."""
        return self.subject if self.topic == OUT_OF_SCOPE else None


def _all_answerable(asked: Sequence[_Asked]) -> bool:
    """Whether the guide surely answers every part."""
    return all(part.topic in _GUIDE_TOPICS and part.confidence >= SURE_OF_CLAUSE for part in asked)


def _each_clear(asked: Sequence[_Asked]) -> bool:
    """Whether every part is a clear question of its own, and the guide answers some of them."""
    return (
        any(part.topic in _GUIDE_TOPICS for part in asked)
        and all(_is_clear(part) for part in asked)
        # After a part outside the guide, 'which is best?' may still speak of that.
        and all(
            models_named(after.text)
            for before, after in pairwise(asked)
            if before.left_out is not None
        )
    )


def _is_clear(part: _Asked) -> bool:
    if part.confidence < SURE_OF_BOTH or not is_question(part.text):
        return False
    # 'Is it legal?' is no question on something other than outsourcing.
    is_vague = part.left_out == ANY_SUBJECT and points_back(part.text)
    return part.topic in _GUIDE_TOPICS or (part.topic == OUT_OF_SCOPE and not is_vague)


def label(example: Message) -> str:
    """Return the class of a training example: its intent, with the subject if it has one."""
    intent: str = example.get(INTENT)
    subject = (example.get(METADATA) or {}).get(METADATA_INTENT, {}).get(SUBJECT)
    return intent if subject is None else f"{intent}{SEPARATOR}{subject}"


def _settings(config: dict[str, Any]) -> TopicSettings:
    return TopicSettings(**{name: config[name] for name in TopicSettings().as_dict()})


def _foreign() -> Prediction:
    return Prediction(((OUT_OF_SCOPE, 1.0),), OTHER_LANGUAGE)


def _embeddings(messages: Sequence[Message]) -> Matrix:
    """Return the sentence embeddings of messages, one row each."""
    rows = [
        features.features[0]
        for message in messages
        for features in message.features
        if features.type == FEATURE_TYPE_SENTENCE and features.attribute == TEXT
    ]
    return np.vstack(rows)
