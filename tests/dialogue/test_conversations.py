"""Every conversation of `conversations/`, with the trained model and the real actions."""

import pytest

from evaluation.visitor import Visitor
from server.tracker_store import AdvisorTrackerStore
from tests.dialogue import script
from tests.dialogue.player import Player


@pytest.mark.parametrize("name", script.names())
async def test_the_conversation_goes_as_written(
    name: str, visitor: Visitor, tracker_store: AdvisorTrackerStore
) -> None:
    await Player(visitor, tracker_store).play(script.read(name))
