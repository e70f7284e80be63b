"""A message of any intent, however unsure, brings a reply and never an error."""

from pathlib import Path

import pytest
import yaml

from actions.handling import handle
from actions.state import Interview
from actions.turn import Turn
from content import load_criteria

DOMAIN = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))
INTENTS = [each if isinstance(each, str) else next(iter(each)) for each in DOMAIN["intents"]]


@pytest.mark.parametrize("work", [None, "tax returns"])
@pytest.mark.parametrize("text", ["would it, then?", "so it would be, then"])
@pytest.mark.parametrize("intent", [*INTENTS, "nlu_fallback"])
def test_an_unsure_message_is_replied_to(intent: str, text: str, work: str | None) -> None:
    turn = Turn(
        conversation="c",
        text=text,
        said=text,
        intent=intent,
        confidence=0.5,
        ranking=((intent, 0.5),),
        entities=(),
        subject="other",
        slots={},
        after=None,
        about=None,
        time=1.0,
        model_version="m",
        is_handled=False,
    )
    handled = handle(Interview(load_criteria(), work), turn)
    assert handled.replies
