"""Ids of conversations that no database can keep: an error each, and the store lives on."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

import store
from server.tracker_store import AdvisorTrackerStore, ConversationIdError
from tests import postgresql

ANY_ID = st.text(alphabet=st.characters(blacklist_categories=()), max_size=300)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def tracker_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AdvisorTrackerStore]:
    """A tracker store on either database."""
    folder: Path = tmp_path_factory.mktemp("ids")
    if request.param == "sqlite":
        yield AdvisorTrackerStore(Domain.empty(), host=f"sqlite:///{folder / 'advisor.db'}")
        return
    with postgresql.running(folder / "postgresql") as url:
        tracker_store = AdvisorTrackerStore(Domain.empty(), host=url)
        yield tracker_store
        tracker_store.engine.dispose()


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Run all examples of a test in one loop."""
    running = asyncio.new_event_loop()
    yield running
    running.close()


@given(conversation=ANY_ID)
@example(conversation="\ud800")
@example(conversation="a\0b")
@example(conversation="'; DROP TABLE events; --")
@example(conversation="%")
@example(conversation="x" * 256)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_id_is_kept_or_refused_and_the_store_lives_on(
    tracker_store: AdvisorTrackerStore, loop: asyncio.AbstractEventLoop, conversation: str
) -> None:
    # An id may be drawn twice.
    with suppress(ValueError):
        store.forget(tracker_store.engine, conversation)
    message = UserUttered("hello", message_id=secrets.token_hex(8))
    tracker = DialogueStateTracker(conversation, [])
    tracker.update(message)
    try:
        loop.run_until_complete(tracker_store.save(tracker))
        again = loop.run_until_complete(tracker_store.retrieve(conversation))
        assert again is not None
        assert again.get_last_event_for(UserUttered).message_id == message.message_id
        assert again.sender_id == conversation
    except ConversationIdError:
        assert "\0" in conversation or not _is_storable(conversation)
    assert loop.run_until_complete(tracker_store.last_seq("nobody")) == 0


def _is_storable(conversation: str) -> bool:
    return len(conversation.encode(errors="replace")) <= 255 and not any(
        "\ud800" <= character <= "\udfff" for character in conversation
    )
