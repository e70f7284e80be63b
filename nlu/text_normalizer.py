"""What a message says, with its spelling mended: the text that the later components read."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu import storage
from nlu.clauses import clauses
from nlu.component import Component
from nlu.spelling import Speller
from nlu.text import canonical, without_excluded_model

NORMALIZED = "normalized"
"""The message property with the mended text: lower case, the models as `bpo` and `kpo`."""

CLAUSES = "clauses"
"""The message property with the parts of the mended text that can be questions of their own, each a
`nlu.clauses.Clause`."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TextNormalizer(Component):
    """Sets the properties `normalized` and `clauses` of each message."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, speller: Speller | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._speller = speller

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TextNormalizer:
        """Build an untrained normalizer."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TextNormalizer:
        """Load a trained normalizer."""
        words = storage.load(model_storage, resource)["words"]
        return cls(model_storage, resource, Speller(words.tolist()))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the words of the examples."""
        self._speller = Speller.of_examples(
            canonical(example.get(TEXT))
            for example in training_data.training_examples
            if example.get(TEXT)
        )
        storage.save(self._model_storage, self._resource, {"words": self._speller.words})
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalize all training examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalize the messages that have a text."""
        if self._speller is None:
            raise storage.UnusableModel("the normalizer was used before it was trained.")
        for message in messages:
            if message.get(TEXT):
                message.set(NORMALIZED, normalized(message.get(TEXT), self._speller))
                message.set(CLAUSES, clauses(message.get(NORMALIZED)))
        return messages


def normalized(text: str, speller: Speller) -> str:
    """Return a text as all models see it, and as whatever learns or measures beside them must."""
    # Mending may complete a model's name.
    return without_excluded_model(canonical(speller.mend(canonical(text))))
