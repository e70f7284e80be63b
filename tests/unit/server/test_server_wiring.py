"""The parts are put together, or it is said why not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain

from server.models import ModelError
from server.settings import load_settings
from server.train import PROJECT
from server.wiring import FORM, WiringError, check_domain, load_agent, prepare


def test_an_agent_without_a_model_is_refused() -> None:
    with pytest.raises(WiringError, match="make train"):
        prepare(Agent(), load_settings({}))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no trained model; run `make train`"):
        load_agent(tmp_path / "models", load_settings({"DATA_DIR": str(tmp_path)}))


def domain(change: Callable[[dict[str, Any]], None]) -> Domain:
    content = yaml.safe_load((PROJECT / "domain.yml").read_text("utf-8"))
    change(content)
    return Domain.from_dict(content)


def test_a_domain_that_asks_every_question_is_accepted() -> None:
    check_domain(domain(lambda content: None))


def test_a_domain_without_an_interview_is_accepted() -> None:
    check_domain(domain(lambda content: content.pop("forms")))


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("slots: 'volume'", lambda content: content["slots"].pop("volume")),
        (
            f"forms.{FORM}.required_slots: 'volume'",
            lambda content: content["forms"][FORM]["required_slots"].remove("volume"),
        ),
    ],
)
def test_a_question_that_the_form_cannot_ask_is_named(
    place: str, change: Callable[[dict[str, Any]], None]
) -> None:
    with pytest.raises(WiringError, match=re.escape(f"domain.yml: {place} is missing")):
        check_domain(domain(change))
