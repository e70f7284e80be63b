"""Long conversations and many messages: neither time nor memory runs away."""

from tests.faults import bars
from tests.faults.bars import AMOUNTS
from tests.faults.interviewee import BEGIN, WORK
from tests.faults.server_process import ServerProcess
from tests.faults.test_floods import delays

WINDOW = 8
"""Messages around the 5th and before the last whose times are compared."""
WARM_UP = 100


def growth(conversations: list[list[float]]) -> float:
    """Return by how many times the last messages took longer than those around the 5th."""
    early = [each for taken in conversations for each in taken[1 : 1 + WINDOW]]
    late = [each for taken in conversations for each in taken[-WINDOW:]]
    return bars.p95(late) / bars.p95(early)


def test_the_last_message_of_a_long_conversation_is_as_fast_as_the_fifth(
    assistant: ServerProcess,
) -> None:
    runs = [delays(assistant.connect(), AMOUNTS.length) for _ in range(AMOUNTS.growing)]
    bars.record(bars.GROWTH_OUTSIDE, growth(runs), AMOUNTS.growing * AMOUNTS.length)


def test_the_last_message_inside_a_long_interview_is_as_fast_as_the_fifth(
    assistant: ServerProcess,
) -> None:
    runs = []
    for _ in range(AMOUNTS.growing):
        tab = assistant.connect()
        tab.say(BEGIN)
        tab.say(WORK)
        runs.append(delays(tab, AMOUNTS.length))
        assert (tab.messages[-1]["payload"] or {})["type"] == "question"
    bars.record(bars.GROWTH_INSIDE, growth(runs), AMOUNTS.growing * AMOUNTS.length)


def test_memory_does_not_grow_with_the_messages(assistant: ServerProcess) -> None:
    warm_up = min(WARM_UP, AMOUNTS.soak)
    delays(assistant.connect(), warm_up)
    before = assistant.memory
    left = AMOUNTS.soak
    while left > 0:
        tab = assistant.connect()
        delays(tab, min(left, 20))
        tab.close()
        left -= 20
    bars.record(bars.MEMORY, assistant.memory - before, AMOUNTS.soak)
