"""The work that a message names, and which model it looks like: `works` and the entity `task`."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
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
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from content import CONTENT, load_content
from nlu import storage
from nlu.component import Component
from nlu.encoder import SENTENCES, checksum_path, shared_encoder
from nlu.lemmas import language
from nlu.sentence_featurizer import meaning_of
from nlu.task_judge import TaskJudge
from nlu.work import WorkReader
from nlu.work_data import WORKS, load_examples

TASK_ENTITY = "task"
JUDGEMENT = "judgement"
WORKS_PROPERTY = "works"
"""The message property with the works that a message names, first those to hand over."""

_OF_WORK = "work_"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TaskExtractor(EntityExtractorMixin, Component):
    """Finds the work that a message names, and judges it."""

    @staticmethod
    def required_packages() -> list[str]:
        """Return what has to be installed for the extractor to run."""
        return ["sklearn", "spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Train anew when the catalogue of tasks or the examples of works change, too."""
        learned = hashlib.sha256((CONTENT / "tasks.yml").read_bytes() + WORKS.read_bytes())
        weights = checksum_path(SENTENCES).read_text("utf-8")
        return super().fingerprint_addon(config) + learned.hexdigest() + weights

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        judge: TaskJudge | None = None,
        reader: WorkReader | None = None,
    ) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._judge = judge
        self._reader = reader

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
        state = storage.load(model_storage, resource)
        # spaCy takes a second to load: better at start than at the first question.
        language()
        of_work = {
            name.removeprefix(_OF_WORK): part
            for name, part in state.items()
            if name.startswith(_OF_WORK)
        }
        reader = WorkReader(of_work, shared_encoder())
        return cls(model_storage, resource, TaskJudge.of_state(state), reader)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the catalogue of tasks and data/works.yml, not from the training examples."""
        tasks, encoder = load_content().tasks, shared_encoder()
        wordings = [phrase for task in tasks for phrase in task.phrases]
        self._judge = TaskJudge.fit(tasks, encoder)
        self._reader = WorkReader.fit(load_examples(), wordings, encoder)
        named = {f"{_OF_WORK}{name}": part for name, part in self._reader.state().items()}
        storage.save(self._model_storage, self._resource, self._judge.state() | named)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `works` on each message that names work, and the entity `task` for the first."""
        for message in messages:
            works = self._works(message)
            if works:
                message.set(WORKS_PROPERTY, works, add_to_output=True)
            going = next((work for work in works if work["role"] == "out"), None)
            if going is not None:
                entities = self.add_extractor_name([_entity(going)])
                message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _works(self, message: Message) -> list[dict[str, Any]]:
        text = message.get(TEXT) or ""
        if self._judge is None or self._reader is None:
            raise storage.UnusableModel("the extractor was used before it was trained.")
        if not text or text.startswith("/"):
            return []
        works = self._reader.read(text, meaning_of(message))
        return [
            {**asdict(work), JUDGEMENT: self._judge.judge(work.name, shared_encoder()).as_dict()}
            for work in works
        ]


def _entity(work: dict[str, Any]) -> dict[str, Any]:
    return {
        ENTITY_ATTRIBUTE_TYPE: TASK_ENTITY,
        ENTITY_ATTRIBUTE_VALUE: work["name"],
        JUDGEMENT: work[JUDGEMENT],
    }
