"""Storing what a component has learned: numbers and words as arrays, without pickle."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from scipy import sparse


class UnusableModel(Exception):
    """A trained model lacks a part, or has one that does not belong in it."""


class State(dict[str, Any]):
    """What a component has learned, by name: dense arrays and sparse matrices."""

    def __missing__(self, name: str) -> Any:
        """Say what to do about a part that is not there."""
        raise UnusableModel(f"the model has no part {name!r}; run `make train`.")


def save(storage: ModelStorage, resource: Resource, state: dict[str, Any]) -> None:
    """Write a component's learned state into the model: sequences, arrays and sparse matrices."""
    with storage.write_to(resource) as directory:
        for name, part in state.items():
            if sparse.issparse(part):
                sparse.save_npz(directory / f"{name}.npz", part, compressed=False)
            else:
                np.save(directory / f"{name}.npy", np.asarray(part), allow_pickle=False)


def load(storage: ModelStorage, resource: Resource) -> State:
    """Read a component's learned state from the model.

    Raises:
        UnusableModel: the state is missing or holds objects; no class is ever loaded from a model.
    """
    try:
        with storage.read_from(resource) as directory:
            state = {
                path.stem: np.load(path, allow_pickle=False) for path in directory.glob("*.npy")
            }
            state |= {path.stem: sparse.load_npz(path) for path in directory.glob("*.npz")}
            return State(state)
    except ValueError as error:
        raise UnusableModel(
            f"the model has no usable {resource.name} ({error}); run `make train`."
        ) from error
