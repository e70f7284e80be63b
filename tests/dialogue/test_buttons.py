"""Buttons lead where they say, and typing what a button says does the same."""

from collections import deque

import pytest

from content import load_content
from content.schema import Topic
from evaluation.visitor import Visitor
from server.messages import Message

COMPUTED = load_content().topics_of("computed")
ANSWERED = sorted(set(load_content().topics) - set(COMPUTED))


@pytest.mark.parametrize("topic", ANSWERED)
async def test_typing_the_question_of_a_topic_answers_it(topic: Topic, visitor: Visitor) -> None:
    (answer,) = await visitor.conversation().say(load_content().topic_question(topic))

    assert (answer.payload or {})["topic"] == topic


async def test_every_button_below_an_answer_leads_to_the_topic_it_names(visitor: Visitor) -> None:
    conversation = visitor.conversation()
    waiting: deque[tuple[Message, str, str]] = deque()
    pressed: set[str] = set()

    def look_at(message: Message) -> None:
        for button in message.buttons:
            topic = button["payload"].lstrip("/").partition("{")[0]
            if button["payload"] not in pressed and topic not in COMPUTED:
                pressed.add(button["payload"])
                waiting.append((message, button["title"], topic))

    for topic in ANSWERED:
        for answer in await conversation.say(load_content().topic_question(topic)):
            look_at(answer)
    while waiting:
        message, title, topic = waiting.popleft()
        conversation.replies = (message,)
        (answer,) = await conversation.press(title)
        assert (answer.payload or {})["topic"] == topic, f"{title} leads to {answer.payload}"
        look_at(answer)

    assert pressed
