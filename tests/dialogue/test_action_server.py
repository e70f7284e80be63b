"""The same conversations with actions in a process of their own, reached by a URL."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from evaluation.visitor import Visitor
from server.tracker_store import AdvisorTrackerStore
from tests.dialogue import script
from tests.dialogue.player import Player

PROJECT = Path(__file__).parent.parent.parent
SECONDS = 60
BETWEEN_TRIES = 0.1

SUBSET = (
    "follow_ups/the_topic_is_kept_when_the_model_changes",
    "interview/plain_routine_work_is_bpo",
    "interruptions/a_question_in_between_returns_to_the_open_one",
    "storage/a_result_that_is_not_saved_is_not_shown",
)


@pytest.fixture
async def far_visitor(visitor: Visitor, database: str, tmp_path: Path) -> AsyncIterator[Visitor]:
    """The visitor, whose assistant calls `rasa run actions`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "actions.log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "rasa", "run", "actions", "--port", str(port)),
            cwd=PROJECT,
            env=dict(os.environ),
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
        )
    try:
        await asyncio.wait_for(_listening(process, port, log), SECONDS)
        visitor.let_actions_run_at(f"http://127.0.0.1:{port}/webhook")
        yield visitor
    finally:
        visitor.let_actions_run_at(None)
        process.terminate()
        await process.wait()


async def _listening(process: asyncio.subprocess.Process, port: int, log: Path) -> None:
    """Wait until the server takes connections; it says that it is up before it does."""
    while True:
        assert process.returncode is None, f"the action server ended, see {log}"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(BETWEEN_TRIES)
        else:
            writer.close()
            return


async def test_an_action_server_serves_the_same_conversations(
    far_visitor: Visitor, tracker_store: AdvisorTrackerStore
) -> None:
    for name in SUBSET:
        await Player(far_visitor, tracker_store).play(script.read(name))
