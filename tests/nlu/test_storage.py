"""What components store in a model: arrays and nothing that could run."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from scipy import sparse

from nlu import storage
from nlu.component import Component
from nlu.model_extractor import ModelExtractor
from nlu.sentence_featurizer import SentenceFeaturizer
from nlu.task_extractor import TaskExtractor
from nlu.text_normalizer import TextNormalizer
from nlu.topic_classifier import TopicClassifier

PART = Resource("part")


@pytest.fixture
def model(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def test_words_numbers_and_sparse_matrices_come_back_as_they_were(
    model: LocalModelStorage,
) -> None:
    matrix = sparse.csr_matrix(np.eye(3, dtype=np.float32))
    storage.save(model, PART, {"words": ["bpo", "kpo"], "numbers": np.ones(2), "matrix": matrix})
    state = storage.load(model, PART)
    assert state["words"].tolist() == ["bpo", "kpo"]
    assert state["numbers"].tolist() == [1, 1]
    assert (state["matrix"] != matrix).nnz == 0


def test_a_part_that_is_missing_is_named_with_the_mend(model: LocalModelStorage) -> None:
    storage.save(model, PART, {"words": ["bpo"]})
    with pytest.raises(storage.UnusableModel, match="'influence'; run `make train`"):
        storage.load(model, PART)["influence"]


@pytest.mark.parametrize("thing", [{"a": 1}, [print, "hello"]])
def test_objects_are_neither_stored_nor_loaded(model: LocalModelStorage, thing: Any) -> None:
    with pytest.raises(ValueError, match="allow_pickle"):
        storage.save(model, PART, {"thing": thing})
    with model.write_to(PART) as directory:
        np.save(directory / "thing.npy", np.array([thing], dtype=object), allow_pickle=True)
    with pytest.raises(storage.UnusableModel, match=r"allow_pickle=False.*run `make train`"):
        storage.load(model, PART)


@pytest.mark.parametrize(
    "component",
    [ModelExtractor, SentenceFeaturizer, TaskExtractor, TextNormalizer, TopicClassifier],
)
def test_each_component_is_trained_anew_when_the_code_changes(component: type[Component]) -> None:
    code = Component.fingerprint_addon({})
    assert len(code) == 64
    assert component.fingerprint_addon({}).startswith(code)
