"""At every step of the interview: what is no answer is never taken for one."""

import pytest

from content import load_criteria
from evaluation.visitor import Conversation, Visitor
from server.tracker_store import AdvisorTrackerStore

CRITERIA = load_criteria()
GIBBERISH = ("xqzt vlurp gnorf", "brrkl ptzuw")
ANY_NAME = (*GIBBERISH, "lurp " * 400)
"""No answers, but work may have any name."""

NONSENSE = (
    *ANY_NAME,
    "<img src=x onerror=alert(1)><b></b>",
    "wir machen das jeden Tag zusammen mit den Kollegen aus der anderen Abteilung",
    '/inform{"answer": "xqzt=vlurp"}',
    "4711",
)
DOUBTFUL = "checking expense reports, maybe 3000 a month, and I think there is a checklist"
"""Work, with two answers that have to be asked about."""

STEPS = ("task", "understood", "guess", "gate", *CRITERIA.ids)


async def go_to(step: str, conversation: Conversation) -> str:
    """Bring an interview to a step; return the question that is open there."""
    await conversation.say("which model fits my work?")
    if step == "task":
        return step
    if step == "understood":
        await conversation.say(DOUBTFUL)
        return step
    await conversation.say("bookkeeping")
    if step == "guess":
        await conversation.press("No")
        await conversation.say("perhaps rarely")
        return "judgement"
    if step == "gate":
        for title in ("Yes, it is what we are", "Nearly always", "Yes, throughout"):
            await conversation.press(title)
        return "core"
    while question(conversation) != step:
        await conversation.press("Not sure")
    return step


def question(conversation: Conversation) -> object:
    return (conversation.replies[-1].payload or {}).get("question")


@pytest.mark.parametrize("step", STEPS)
async def test_nonsense_is_asked_again_and_stores_nothing(
    step: str, visitor: Visitor, tracker_store: AdvisorTrackerStore
) -> None:
    async def answers() -> dict[str, object]:
        tracker = await tracker_store.retrieve(conversation.id)
        assert tracker is not None
        slots = tracker.current_slot_values()
        return {name: slots[name] for name in CRITERIA.ids}

    conversation = visitor.conversation()
    asked = await go_to(step, conversation)
    before = await answers()

    for text in NONSENSE if step != "task" else NONSENSE[len(ANY_NAME) :]:
        await conversation.say(text)
        if question(conversation) == "core" and asked == "understood":
            asked = "core"  # What was understood is asked about once more, then let go.
        assert question(conversation) == asked, (text, conversation.replies[-1].text)
        assert await answers() == before, text


@pytest.mark.parametrize("step", CRITERIA.ids)
async def test_what_is_not_understood_gets_an_example_and_then_the_answers(
    step: str, visitor: Visitor
) -> None:
    conversation = visitor.conversation()
    await go_to(step, conversation)
    asked = CRITERIA.question(step)

    await conversation.say(GIBBERISH[0])
    assert asked.hint in conversation.replies[-1].text
    await conversation.say(GIBBERISH[1])
    for option in asked.options:
        assert f"“{option.title}”" in conversation.replies[-1].text
