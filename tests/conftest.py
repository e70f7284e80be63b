"""Fixtures of all tests that talk to the trained assistant."""

from pathlib import Path

import pytest

from server.settings import load_settings
from server.train import is_stale, train


@pytest.fixture(scope="session")
def trained_model() -> Path:
    """The folder of an up-to-date model; it is trained first where there is none."""
    models = load_settings().model
    if is_stale(models):
        train(models)
    return models
