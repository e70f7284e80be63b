"""The entity `model`: which of the two outsourcing models a message asks about."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Component
from nlu.text import Mention, mentions

MODEL_ENTITY = "model"

# Ways to point at a model without its name; they count only where no name is given.
_DESCRIBED = {
    "bpo": re.compile(
        r"\b(repetitive|routine|rule[- ]based|back[- ]?office|transactional)"
        r"(?= (?:one|kind|model|type|stuff|work|tasks?|outsourcing))"
    ),
    "kpo": re.compile(
        r"\b(knowledge(?:[- ](?:intensive|based|process|heavy))?|high[- ](?:value|end)|brainy"
        r"|expert|specialist|intellectual)"
        r"(?= (?:one|kind|model|type|stuff|work|tasks?|outsourcing|process(?:es)?|services?))"
    ),
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ModelExtractor(EntityExtractorMixin, Component):
    """Finds the models by their names, spelled out, abbreviated or mistyped."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ModelExtractor:
        """Build the component; it has no settings and no state."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a `model` entity for each place where a message names a model."""
        for message in messages:
            text = (message.get(TEXT) or "").lower()
            found = [_entity(mention) for mention in mentions(text) or described(text)]
            message.set(
                ENTITIES,
                message.get(ENTITIES, []) + self.add_extractor_name(found),
                add_to_output=True,
            )
        return messages


def described(lowered: str) -> list[Mention]:
    """Find the models that a text describes without naming them ('the knowledge one')."""
    return [
        Mention(model, found.start(), found.end())
        for model, pattern in _DESCRIBED.items()
        for found in pattern.finditer(lowered)
    ]


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: MODEL_ENTITY,
        ENTITY_ATTRIBUTE_START: mention.start,
        ENTITY_ATTRIBUTE_END: mention.end,
        ENTITY_ATTRIBUTE_VALUE: mention.model,
    }
