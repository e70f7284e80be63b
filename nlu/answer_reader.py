"""What a message says on the interview's questions, as a Rasa component."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.component import Component
from nlu.reader_clauses import clause_spans
from nlu.reader_model import MODEL, AnswerModel, Chances, Reading, calibration_path, shared_reader

READING = "reading"
"""The message property with what is read: the whole message first, then its clauses."""

LEAST = 0.05
"""Chances below this are left out."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class AnswerReader(Component):
    """Sets the property `reading`: a list of segments with `start`, `end`, `asked` and `said`.

    `asked` and `said` map each criterion to the chances of its answers; `asked` holds if the
    question is open, `said` whatever was asked. What is missing to 1 says nothing.
    """

    def __init__(self, model: AnswerModel) -> None:
        self._model = model

    @staticmethod
    def required_packages() -> list[str]:
        """Return what has to be installed for the reader to run."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Count the model as new when the reader's file changes, too."""
        return super().fingerprint_addon(config) + calibration_path(MODEL).read_text("utf-8")

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerReader:
        """Build the component on the reader that the process shares."""
        return cls(shared_reader())

    def process(self, messages: list[Message]) -> list[Message]:
        """Read the messages that have a text."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(READING, signals(self._model, text), add_to_output=True)
        return messages


def signals(model: AnswerModel, text: str) -> list[dict[str, Any]]:
    """Return what a text says, as the property `reading` holds it."""
    clauses = clause_spans(text)
    spans = [(0, len(text)), *(clauses if len(clauses) > 1 else ())]
    return [_compact(reading) for reading in model.read(text, spans)]


def _compact(reading: Reading) -> dict[str, Any]:
    return {
        "start": reading.start,
        "end": reading.end,
        "asked": _likely(reading.asked),
        "said": _likely(reading.said),
    }


def _likely(chances: Chances) -> Chances:
    kept = {
        criterion: {value: round(p, 3) for value, p in answers.items() if p >= LEAST}
        for criterion, answers in chances.items()
    }
    return {criterion: answers for criterion, answers in kept.items() if answers}
