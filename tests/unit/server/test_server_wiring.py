"""The parts are put together, or it is said why not."""

from pathlib import Path

import pytest
from rasa.core.agent import Agent

from server.models import ModelError
from server.settings import load_settings
from server.wiring import WiringError, load_agent, prepare


def test_an_agent_without_a_model_is_refused() -> None:
    with pytest.raises(WiringError, match="make train"):
        prepare(Agent(), load_settings({}))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no trained model; run `make train`"):
        load_agent(tmp_path / "models", load_settings({"DATA_DIR": str(tmp_path)}))
