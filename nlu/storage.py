"""Storing what a component has learned, without pickle."""

from __future__ import annotations

from typing import Any

import skops.io
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

_OURS = frozenset({"scipy.sparse._csr.csr_matrix"})
"""Types beyond skops' own list that our components store: the weights of TF-IDF."""


class UnusableModel(Exception):
    """A trained model lacks a part, or has one that does not belong in it."""


def save(storage: ModelStorage, resource: Resource, name: str, state: dict[str, Any]) -> None:
    """Write a component's learned state into the model."""
    with storage.write_to(resource) as directory:
        skops.io.dump(state, directory / name)


def load(storage: ModelStorage, resource: Resource, name: str) -> dict[str, Any]:
    """Read a component's learned state from the model.

    Raises:
        UnusableModel: the state is missing or holds types that nothing of ours has.
    """
    try:
        with storage.read_from(resource) as directory:
            types = skops.io.get_untrusted_types(file=directory / name)
            unexpected = sorted(set(types) - _OURS)
            if unexpected:
                raise UnusableModel(
                    f"{name} in the model holds unexpected types ({', '.join(unexpected)}); "
                    "run `make train` to build a model of your own."
                )
            state: dict[str, Any] = skops.io.load(directory / name, trusted=types)
    except (ValueError, FileNotFoundError) as error:
        raise UnusableModel(
            f"the model has no usable {name} ({error}); run `make train`."
        ) from error
    return state
