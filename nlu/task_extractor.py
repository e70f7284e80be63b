"""The entity `task`: the piece of work a message names, and which model it looks like."""

from __future__ import annotations

import hashlib
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from content import CONTENT, load_content
from nlu import storage
from nlu.component import Component
from nlu.encoder import shared_encoder
from nlu.lemmas import language
from nlu.task_judge import TaskJudge
from nlu.task_phrase import task_of_question, task_of_request

TASK_ENTITY = "task"
JUDGEMENT = "judgement"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TaskExtractor(EntityExtractorMixin, Component):
    """Finds the work in 'is … BPO or KPO?' and 'should we outsource …?', and judges it."""

    @staticmethod
    def required_packages() -> list[str]:
        """Return what has to be installed for the extractor to run."""
        return ["sklearn", "spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Train anew when the catalogue of tasks changes, too."""
        catalogue = hashlib.sha256((CONTENT / "tasks.yml").read_bytes())
        return super().fingerprint_addon(config) + catalogue.hexdigest()

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, judge: TaskJudge | None = None
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._judge = judge

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TaskExtractor:
        """Build an untrained extractor."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TaskExtractor:
        """Load a trained extractor."""
        judge = TaskJudge.of_state(storage.load(model_storage, resource))
        # spaCy takes a second to load: better at start than at the first question.
        language()
        return cls(model_storage, resource, judge)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the catalogue of tasks; the training examples are not needed."""
        self._judge = TaskJudge.fit(load_content().tasks, shared_encoder())
        storage.save(self._model_storage, self._resource, self._judge.state())
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a `task` entity, with its judgement, to each message that asks about some work."""
        for message in messages:
            task = _task(message)
            if task is not None:
                message.set(
                    ENTITIES,
                    message.get(ENTITIES, []) + self.add_extractor_name([self._entity(task)]),
                    add_to_output=True,
                )
        return messages

    def _entity(self, task: str) -> dict[str, Any]:
        if self._judge is None:
            raise storage.UnusableModel("the extractor was used before it was trained.")
        return {
            ENTITY_ATTRIBUTE_TYPE: TASK_ENTITY,
            ENTITY_ATTRIBUTE_VALUE: task,
            JUDGEMENT: self._judge.judge(task, shared_encoder()).as_dict(),
        }


def _task(message: Message) -> str | None:
    """Return the work a message asks about; only questions that are on a piece of work have one."""
    likely = [topic[INTENT_NAME_KEY] for topic in message.get(INTENT_RANKING_KEY) or []][:2]
    asking = next((topic for topic in likely if topic in _TASK_READERS), None)
    return None if asking is None else _TASK_READERS[asking](message.get(TEXT) or "")


_TASK_READERS = {"classify_task": task_of_question, "start_interview": task_of_request}
