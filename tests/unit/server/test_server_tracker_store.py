"""The tracker store: Rasa's contract, and what the web channel reads from it."""

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from server.tracker_store import AdvisorTrackerStore, ConversationIdError
from store import DELETED, DuplicateMessageError

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  task:
    type: text
    mappings: [{type: custom}]
"""
)
CONVERSATION = "a" * 32


@pytest.fixture
def tracker_store(tmp_path: Path) -> AdvisorTrackerStore:
    return AdvisorTrackerStore(DOMAIN, host=f"sqlite:///{tmp_path / 'advisor.db'}")


def said(text: str, message_id: str) -> UserUttered:
    return UserUttered(text, {"name": "greet"}, message_id=message_id)


async def saved(
    tracker_store: AdvisorTrackerStore, *events: object, conversation: str = CONVERSATION
) -> DialogueStateTracker:
    tracker = await tracker_store.get_or_create_tracker(conversation, append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await tracker_store.save(tracker)
    return tracker


async def test_a_tracker_comes_back_as_it_was_saved(tracker_store: AdvisorTrackerStore) -> None:
    await saved(tracker_store, ActionExecuted("action_listen"), said("hello", "12345678"))
    tracker = await saved(tracker_store, SlotSet("task", "payroll"), BotUttered("hi"))
    again = await tracker_store.retrieve(CONVERSATION)
    assert again is not None
    assert list(again.events) == list(tracker.events)
    assert again.get_slot("task") == "payroll"


async def test_an_unknown_conversation_has_no_tracker(tracker_store: AdvisorTrackerStore) -> None:
    assert await tracker_store.retrieve(CONVERSATION) is None
    assert list(await tracker_store.keys()) == []


async def test_a_new_session_leaves_the_old_one_in_the_full_tracker(
    tracker_store: AdvisorTrackerStore,
) -> None:
    await saved(tracker_store, said("old", "12345678"))
    await saved(tracker_store, SessionStarted(), said("new", "23456789"))
    session = await tracker_store.retrieve(CONVERSATION)
    full = await tracker_store.retrieve_full_tracker(CONVERSATION)
    assert session is not None
    assert full is not None
    assert len(session.events) == 2
    assert len(full.events) == 3


async def test_telling_of_the_deletion_leaves_nothing_of_what_came_before(
    tracker_store: AdvisorTrackerStore,
) -> None:
    await saved(tracker_store, said("a secret", "12345678"), BotUttered("hm"))
    await saved(tracker_store, said("hello", "12345678"), conversation="b" * 32)
    before = await tracker_store.last_seq(CONVERSATION)
    notice = BotUttered("Done", {"custom": {"type": "notice", "code": DELETED}})
    await saved(tracker_store, said("yes", "23456789"), notice)
    left = await tracker_store.rows_since(CONVERSATION, 0)
    assert [message.text for message in left] == ["yes", "Done"]
    assert all(message.seq > before for message in left)
    assert len(await tracker_store.rows_since("b" * 32, 0)) == 1


async def test_a_message_id_is_saved_once(tracker_store: AdvisorTrackerStore) -> None:
    await saved(tracker_store, said("hello", "12345678"))
    with pytest.raises(DuplicateMessageError):
        await saved(tracker_store, said("hello", "12345678"))
    assert await tracker_store.seq_of_message(CONVERSATION, "12345678") is not None
    assert await tracker_store.seq_of_message(CONVERSATION, "23456789") is None
    assert len(await tracker_store.rows_since(CONVERSATION, 0)) == 1


async def test_messages_are_read_since_a_number(tracker_store: AdvisorTrackerStore) -> None:
    await saved(tracker_store, said("hello", "12345678"), BotUttered("hi"), SlotSet("task", "x"))
    first, second = await tracker_store.rows_since(CONVERSATION, 0)
    assert (first.text, second.text) == ("hello", "hi")
    assert await tracker_store.rows_since(CONVERSATION, first.seq) == [second]
    assert await tracker_store.last_seq(CONVERSATION) > second.seq


async def test_a_button_is_known_in_its_own_conversation_alone(
    tracker_store: AdvisorTrackerStore,
) -> None:
    button = {"title": "Rarely", "payload": '/inform{"answer": "rarely"}'}
    await saved(tracker_store, BotUttered("?", {"buttons": [button], "custom": {"note": "/other"}}))
    assert await tracker_store.title_of_button(CONVERSATION, button["payload"]) == "Rarely"
    assert await tracker_store.title_of_button(CONVERSATION, "/other") is None
    assert await tracker_store.title_of_button("b" * 32, button["payload"]) is None


async def test_the_tracker_of_an_earlier_moment_can_be_had(
    tracker_store: AdvisorTrackerStore,
) -> None:
    await saved(tracker_store, said("hello", "12345678"), SlotSet("task", "first"))
    moment = await tracker_store.last_seq(CONVERSATION)
    await saved(tracker_store, SlotSet("task", "second"))
    assert (await tracker_store.tracker_at(CONVERSATION, moment)).get_slot("task") == "first"
    assert (await tracker_store.tracker_at(CONVERSATION, 0)).get_slot("task") is None


@pytest.mark.parametrize("conversation", ["\ud800", "a\0b", "x" * 256])
async def test_an_id_that_cannot_be_kept_is_an_error_and_not_the_end(
    tracker_store: AdvisorTrackerStore, conversation: str
) -> None:
    with pytest.raises(ConversationIdError):
        await tracker_store.retrieve(conversation)
    with pytest.raises(ConversationIdError):
        await tracker_store.save(DialogueStateTracker(conversation, DOMAIN.slots))
    await saved(tracker_store, said("hello", "12345678"))


async def test_the_databases_errors_come_through(tracker_store: AdvisorTrackerStore) -> None:
    with tracker_store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE events")
    with pytest.raises(SQLAlchemyError):
        await tracker_store.retrieve(CONVERSATION)
