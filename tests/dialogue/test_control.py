"""Whoever is asked stays in control: each command works at each question, and loses nothing."""

import asyncio

from evaluation.visitor import Conversation, Visitor

RETURNING = ("why do you ask?", "what have I said?", "What is KPO?")
"""Said at a question, these are answered, and the question is asked again."""


def _question(conversation: Conversation) -> str | None:
    """The question that the last replies end with, if they end with one."""
    payload = conversation.replies[-1].payload or {}
    return payload["question"] if payload.get("type") == "question" else None


def _code(conversation: Conversation) -> str | None:
    return (conversation.replies[-1].payload or {}).get("code")


def test_every_command_works_at_every_question(visitor: Visitor) -> None:
    conversation = visitor.conversation()

    async def steps() -> list[str]:
        await conversation.say("I want advice on invoice processing")
        asked: list[str] = []
        while (question := _question(conversation)) is not None:
            for said in RETURNING:
                assert len(await conversation.say(said)) > 1, (said, question)
                assert _question(conversation) == question, said
            await conversation.say("stop")
            assert _question(conversation) is None
            await conversation.say("go on")
            assert _question(conversation) == question
            if asked:
                await conversation.say("back")
                assert _question(conversation) == asked[-1]
                await conversation.say("not sure")
                assert _question(conversation) == question
            asked.append(question)
            await conversation.say("not sure" if len(asked) % 2 else "skip")
        return asked

    asked = asyncio.run(steps())
    assert len(asked) == len(set(asked)) == 10
    assert (conversation.replies[-1].payload or {})["type"] == "recommendation"


def test_starting_over_works_at_every_question(visitor: Visitor) -> None:
    conversation = visitor.conversation()

    async def begin() -> str | None:
        await conversation.say("I want advice on invoice processing")
        return _question(conversation)

    async def talk() -> None:
        first = await begin()
        for answered in range(10):
            for _ in range(answered):
                await conversation.say("not sure")
            assert _question(conversation) is not None
            await conversation.say("start over")
            if answered:
                assert _code(conversation) == "other_work"
                await conversation.press("Go on")
                assert _question(conversation) not in (None, first), "an answer is lost"
                await conversation.say("start over")
                await conversation.press("Start afresh")
            assert _question(conversation) == "task"
            await conversation.say("invoice processing")
            assert _question(conversation) == first

    asyncio.run(talk())
