"""A conversation outgrows a session of Rasa's, and nobody notices."""

import asyncio

import store
from evaluation.visitor import Visitor
from server.settings import Settings

ROUNDS = 30
EVENTS_OF_A_TURN = 20


def test_an_interview_and_what_a_yes_refers_to_go_on_in_a_new_session(
    visitor: Visitor, database: str
) -> None:
    conversation = visitor.conversation()

    async def talk() -> list[str]:
        await conversation.say("I want advice on invoice processing")
        await conversation.say("No")
        asked = []
        for _ in range(ROUNDS):
            # Wherever a session ends, one of the two messages is the first of the next.
            offer, *_ = await conversation.say("delete my data")
            assert (offer.payload or {})["code"] == "confirm_deletion"
            kept, question = await conversation.say("no")
            assert (kept.payload or {})["code"] == "kept"
            asked.append((question.payload or {})["question"])
        said, *_ = await conversation.say("what have I said?")
        assert "invoice processing" in said.text
        return asked

    assert len(set(asyncio.run(talk()))) == 1
    log, longest = store.EventLog(store.connect(database)), Settings().session_events
    assert log.count_of_session(conversation.id) < longest + EVENTS_OF_A_TURN
    assert len(log.of_conversation(conversation.id)) > 2 * longest
