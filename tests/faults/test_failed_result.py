"""A result that cannot be told after the last answer was said back: an apology, not silence."""

from typing import Any

from tests.faults.interviewee import BEGIN, WORK
from tests.faults.server_process import ServerProcess, failing_actions
from tests.socket_client import SocketClient

MOST_QUESTIONS = 10
ANSWERS = {
    "core": "definitely not",
    "judgement": "hardly ever",
    "volume": "a lot",
    "expertise": "no",
    "standardised": "yes",
    "analysis": "no",
    "measurable": "yes",
    "goal": "save money",
    "sensitivity": "no secrets",
    "tolerance": "nope",
    "understood": "yes",
}


def payloads(tab: SocketClient) -> list[dict[str, Any]]:
    return [each["payload"] for each in tab.messages if each["payload"]]


def open_question(tab: SocketClient) -> str:
    return str([each["question"] for each in payloads(tab) if each.get("type") == "question"][-1])


def test_a_result_that_fails_after_the_last_answer_was_said_back_is_apologised_for(
    assistant: ServerProcess,
) -> None:
    tab = assistant.connect()
    tab.say(BEGIN)
    tab.say(WORK)
    with failing_actions(assistant.data, "recommendation raises"):
        for _ in range(MOST_QUESTIONS):
            last = open_question(tab)
            tab.say(ANSWERS[last])
            codes = [each.get("code") for each in payloads(tab)]
            if "failed" in codes:
                break
    assert codes[-3:-1] == ["understood", "failed"]
    assert open_question(tab) == last
    tab.say(ANSWERS[last])
    assert payloads(tab)[-1]["type"] == "recommendation"
