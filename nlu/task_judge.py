"""Whether a piece of work looks like BPO or KPO, learned from the tasks in content/tasks.yml."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from content.schema import Task
from nlu.encoder import SentenceEncoder
from nlu.lemmas import lemma_keys
from nlu.linear import Linear

Verdict = Literal["bpo", "kpo", "either", "unknown"]

SAME_WORK = 0.9
"""Cosine from which two wordings name the same work."""

STRANGE_WORK = 0.4
"""Cosine below which no known task is near enough to judge by."""

MIXED_BAND = 0.2
"""How near to even the odds are when work counts as mixed, as a difference of probabilities."""


@dataclass(frozen=True)
class Judgement:
    """What a piece of work looks like.

    Attributes:
        verdict: the model, 'either' for mixed work, 'unknown' where nothing known is near.
        known: whether the catalogue lists this very work; otherwise it is inferred.
        nearest: id of the most similar task of the catalogue.
        likeness: its cosine.
    """

    verdict: Verdict
    known: bool
    nearest: str
    likeness: float

    def as_dict(self) -> dict[str, Any]:
        """The judgement as the additional data of an entity."""
        return asdict(self)


class TaskJudge:
    """Judges work by the task of the same words, the nearest one, or what tells tasks apart."""

    def __init__(
        self,
        keys: Sequence[str],
        vectors: NDArray[np.float32],
        tasks: Sequence[str],
        models: Sequence[str],
        regression: Linear,
    ) -> None:
        """Assemble a judge from its fitted parts; `fit` and `of_state` call this."""
        self._keys = keys
        self._vectors = vectors
        self._tasks = tasks
        self._models = models
        self._regression = regression

    @classmethod
    def fit(cls, tasks: Sequence[Task], encoder: SentenceEncoder) -> TaskJudge:
        """Learn from every wording of the tasks."""
        worded = [(task, phrase.lower()) for task in tasks for phrase in task.phrases]
        phrases = [phrase for _, phrase in worded]
        vectors = encoder.encode(phrases)
        models = np.array([task.model for task, _ in worded])
        clear = models != "either"
        regression = LogisticRegression(C=5.0, max_iter=500, class_weight="balanced")
        regression.fit(vectors[clear], models[clear])
        ids = [task.id for task, _ in worded]
        return cls(lemma_keys(phrases), vectors, ids, models.tolist(), Linear.of(regression))

    @classmethod
    def of_state(cls, state: Mapping[str, Any]) -> TaskJudge:
        """Restore a judge from what `state` returned."""
        return cls(
            state["keys"].tolist(),
            state["vectors"],
            state["tasks"].tolist(),
            state["models"].tolist(),
            Linear(state["coefficients"], state["intercepts"]),
        )

    def judge(self, work: str, encoder: SentenceEncoder) -> Judgement:
        """Judge a piece of work, named in a few words."""
        vector = encoder.encode([work.lower()])[0]
        cosines = self._vectors @ vector
        best = int(cosines.argmax())
        key = lemma_keys([work])[0]
        same_words = key != "" and key in self._keys
        if same_words:
            best = self._keys.index(key)
        likeness = float(cosines[best])
        known = same_words or likeness >= SAME_WORK
        verdict = self._models[best] if known else self._inferred(vector, likeness)
        return Judgement(verdict, known, self._tasks[best], likeness)  # type: ignore[arg-type]

    def state(self) -> dict[str, Any]:
        """Return the fitted parts for storage."""
        return {
            "keys": self._keys,
            "vectors": self._vectors,
            "tasks": self._tasks,
            "models": self._models,
            "coefficients": self._regression.coefficients,
            "intercepts": self._regression.intercepts,
        }

    def _inferred(self, vector: NDArray[np.float32], likeness: float) -> Verdict:
        if likeness < STRANGE_WORK:
            return "unknown"
        odds = float(self._regression.scores(vector[None, :])[0, 0])
        # The difference of the two probabilities, KPO's less BPO's.
        lead = math.tanh(odds / 2)
        if abs(lead) < MIXED_BAND:
            return "either"
        return "kpo" if lead > 0 else "bpo"
