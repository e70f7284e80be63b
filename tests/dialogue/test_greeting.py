"""The greeting comes first or not at all."""

import asyncio

from evaluation.visitor import Visitor


def test_who_writes_before_the_greeting_is_not_greeted_afterwards(visitor: Visitor) -> None:
    conversation = visitor.conversation()

    async def talk() -> list[str]:
        await asyncio.gather(conversation.say("What is KPO?"), conversation.open())
        rows = await visitor.tracker_store.rows_since(conversation.id, 0)
        return [(row.payload or {}).get("topic", row.sender) for row in rows]

    assert asyncio.run(talk()) == ["user", "definition"]
