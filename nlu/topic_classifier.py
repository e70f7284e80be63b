"""The topic model as a Rasa intent classifier."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import (
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

from content import Content, load_content
from nlu import storage
from nlu.component import Component
from nlu.form import form_of
from nlu.language import is_foreign
from nlu.linear import Matrix
from nlu.model_extractor import PART_MODELS
from nlu.questions import CONTRARY, OUT_OF_SCOPE, Asker, Part
from nlu.sentence_featurizer import PART_VECTORS, embeddings
from nlu.task_phrase import is_framed
from nlu.text_normalizer import CLAUSES, NORMALIZED
from nlu.topic_model import ANY_SUBJECT, SEPARATOR, Prediction, TopicModel, TopicSettings
from nlu.trait_model import Trait, TraitModel

SUBJECT = "subject"
SUBJECT_CONFIDENCE = "subject_confidence"
"""The message property with the probability that a message is on a subject the guide leaves out,
and on none other than `subject`."""

OTHER_LANGUAGE = "other_language"
QUESTIONS = "questions"
"""The message property with the questions of a message that clearly asks more than one."""

TOPICS_RANKED = "topics"
"""The message property with the ranking of topics alone: what a message is about that refers to
nothing said before."""

POLARITY = "polarity"
"""The message property that is 'contrary' where a topic's contrary is asked for; else None."""

DETAIL = "detail"
"""The message property with the id of a narrower question within the topic, or None."""

FORM = "form"
"""The message property with the kind of answer that is asked for (`content.schema.Form`)."""

RANKING_LENGTH = 8
SURE_OF_DETAIL = 0.8
"""Probability from which a question counts as a narrower one within its topic."""

SURE_OF_CONTRARY = 0.6
"""Probability from which a question counts as one for the contrary."""

SURE_OF_STORY = 0.5
"""Probability below which a message as a whole says less than the one question in it."""

SURE_IN_STORY = 0.8
"""Probability from which the one question in an unclear message counts instead of the whole."""

FRAME_ODDS = 6.0
"""By how much the form 'is … BPO or KPO?' raises the odds that some work is asked about."""

PLAIN = "plain"
_ON_WORK = frozenset({"classify_task", "start_interview"})
_ASIDES = frozenset({ANY_SUBJECT, "complaint"})
"""Subjects out of scope that may stand beside a question without a meaning for it."""


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
        content: Content,
        model: TopicModel | None = None,
        polarity: TraitModel | None = None,
        detail: TraitModel | None = None,
    ) -> None:
        self._settings = settings
        self._topics = frozenset(content.topics)
        self._guide_topics = frozenset(content.topics_of("guide"))
        self._answerable = frozenset(content.topics_of("guide", "author"))
        self._small_talk = frozenset(content.topics_of("small_talk"))
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._polarity = polarity
        self._detail = detail
        self._details = {topic: frozenset(entry.details) for topic, entry in content.topics.items()}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """Build an untrained classifier."""
        return cls(_settings(config), model_storage, resource, load_content())

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
        state = storage.load(model_storage, resource)
        return cls(
            settings,
            model_storage,
            resource,
            load_content(),
            TopicModel.of_state(state, settings),
            TraitModel.of_state(state, POLARITY),
            TraitModel.of_state(state, DETAIL),
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Train on all examples that have an intent, and store the result."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        vectors, texts = embeddings(examples), [example.get(NORMALIZED) for example in examples]
        self._model = TopicModel.fit(
            vectors, texts, [label(example) for example in examples], self._settings
        )
        rows = [n for n, each in enumerate(examples) if each.get(INTENT) in self._guide_topics]
        self._polarity = TraitModel.fit(
            vectors[rows], [texts[n] for n in rows], [_tag(examples[n], POLARITY) for n in rows]
        )
        self._detail = TraitModel.fit(
            vectors[rows], [texts[n] for n in rows], [_tag(examples[n], DETAIL) for n in rows]
        )
        state = {
            **self._model.state(),
            **self._polarity.state(POLARITY),
            **self._detail.state(DETAIL),
        }
        storage.save(self._model_storage, self._resource, state)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set what each message that has a text is about; the properties are listed above."""
        for message in messages:
            if message.get(TEXT):
                self._understand(message)
        return messages

    def _understand(self, message: Message) -> None:
        whole, *parts = self._parts(message)
        understood = whole.prediction
        if is_foreign(message.get(TEXT)):
            understood = _foreign()
        elif is_framed(message.get(TEXT)):
            understood = understood.favoring("classify_task", FRAME_ODDS)
        questions = self._questions(message, parts)
        polarity, detail = whole.polarity, whole.detail
        if len(questions) == 1 and self._hides_a_question(message, understood, questions[0]):
            understood = questions[0].prediction
        if len(questions) == 1 and questions[0].topic == understood.ranking[0][0]:
            polarity, detail = questions[0].polarity, questions[0].detail
        ranking, topics = _entries(understood), understood.among(self._topics)
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        message.set(TOPICS_RANKED, _entries(topics), add_to_output=True)
        message.set(SUBJECT, understood.subject, add_to_output=True)
        message.set(SUBJECT_CONFIDENCE, topics.subject_confidence, add_to_output=True)
        message.set(POLARITY, polarity, add_to_output=True)
        message.set(DETAIL, detail, add_to_output=True)
        message.set(FORM, form_of(message.get(CLAUSES)), add_to_output=True)
        if len(questions) > 1:
            asked = [_as_output(question) for question in questions]
            message.set(QUESTIONS, asked, add_to_output=True)

    def _hides_a_question(self, message: Message, whole: Prediction, question: Part) -> bool:
        """Whether the one question of a message counts for more than the message as a whole.

        So it is after thanks, a greeting, a complaint, a story or words on what is not asked.
        """
        clauses = message.get(CLAUSES)
        topic, confidence = whole.among(self._topics).ranking[0]
        is_aside = topic in self._small_talk or (topic == OUT_OF_SCOPE and whole.subject in _ASIDES)
        is_dismissed = any(clause.form == "dismissal" for clause in clauses)
        is_story = confidence < SURE_OF_STORY and question.confidence >= SURE_IN_STORY
        return len(clauses) > 1 and (is_aside or is_dismissed or is_story)

    def _questions(self, message: Message, parts: list[Part]) -> list[Part]:
        """Return the different questions a message asks, where it has several parts."""
        if not parts or is_foreign(message.get(TEXT)):
            return []
        asker = Asker(self._answerable, _ON_WORK, {part.text: part for part in parts})
        return asker.questions(message.get(CLAUSES))

    def _parts(self, message: Message) -> list[Part]:
        """Understand a message as a whole, and each of its parts by itself, in one go."""
        if self._model is None or self._polarity is None or self._detail is None:
            raise storage.UnusableModel("the classifier was used before it was trained.")
        apart: dict[str, Matrix] = message.get(PART_VECTORS) or {}
        texts = [message.get(NORMALIZED), *apart]
        vectors = np.vstack([embeddings([message]), *apart.values()])
        models = message.get(PART_MODELS) or {}
        found = zip(
            texts,
            self._model.predict(vectors, texts),
            self._polarity.predict(vectors, texts),
            self._detail.predict(vectors, texts),
            strict=True,
        )
        return [
            Part(
                text,
                prediction,
                tuple(sorted(models.get(text, ()))),
                self._polarity_in(prediction, polarity),
                self._detail_in(prediction, detail),
            )
            for text, prediction, polarity, detail in found
        ]

    def _polarity_in(self, prediction: Prediction, trait: Trait) -> str | None:
        is_contrary = trait.label == CONTRARY and trait.confidence >= SURE_OF_CONTRARY
        topic = prediction.ranking[0][0]
        return CONTRARY if is_contrary and topic in self._guide_topics else None

    def _detail_in(self, prediction: Prediction, trait: Trait) -> str | None:
        is_of_topic = trait.label in self._details.get(prediction.ranking[0][0], ())
        return trait.label if is_of_topic and trait.confidence >= SURE_OF_DETAIL else None


def _tag(example: Message, name: str) -> str:
    """Return what the metadata of an example say by a name; `PLAIN` if they say nothing."""
    metadata = (example.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return str(metadata.get(name, PLAIN))


def _as_output(question: Part) -> dict[str, Any]:
    return {
        "topic": question.topic,
        "models": list(question.models),
        "polarity": question.polarity,
        "detail": question.detail,
        "subject": question.subject,
        "subject_confidence": question.subject_confidence,
        "confidence": question.confidence,
        "text": question.text,
    }


def label(example: Message) -> str:
    """Return the class of a training example: its intent, with the subject if it has one."""
    intent: str = example.get(INTENT)
    subject = (example.get(METADATA) or {}).get(METADATA_INTENT, {}).get(SUBJECT)
    return intent if subject is None else f"{intent}{SEPARATOR}{subject}"


def _settings(config: dict[str, Any]) -> TopicSettings:
    return TopicSettings(**{name: config[name] for name in TopicSettings().as_dict()})


def _foreign() -> Prediction:
    return Prediction(((OUT_OF_SCOPE, 1.0),), OTHER_LANGUAGE, 1.0)


def _entries(prediction: Prediction) -> list[dict[str, Any]]:
    """Return the head of a ranking as Rasa writes it."""
    return [
        {INTENT_NAME_KEY: topic, PREDICTED_CONFIDENCE_KEY: probability}
        for topic, probability in prediction.ranking[:RANKING_LENGTH]
    ]
