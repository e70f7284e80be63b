"""A message of any intent, however sure, brings a reply in every state, and never an error."""

import pytest
import yaml

from server.train import PROJECT
from tests.pipeline.talk import BPO, Talk

DOMAIN = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
INTENTS = [*DOMAIN["intents"], "nlu_fallback"]


def nothing() -> Talk:
    return Talk()


def answered() -> Talk:
    return Talk().say("what are the benefits of KPO?", "benefits", models=("kpo",))


def refused() -> Talk:
    return Talk().say("what does an agent earn?", "out_of_scope", subject="salaries")


def asked_for_the_work() -> Talk:
    return Talk().say("advice please", "start_interview")


def asked() -> Talk:
    return Talk().say("advice on payroll", "start_interview", works=("payroll",))


def confirming() -> Talk:
    return Talk().say("payroll core=no~ volume=low~", "start_interview", works=("payroll",))


def stopped() -> Talk:
    return asked().say("core=no", "inform").press("Stop")


def told() -> Talk:
    return Talk().assess("payroll", **BPO)


def deleting() -> Talk:
    return told().say("delete my data", "delete_my_data")


def renaming() -> Talk:
    return told().say("rename it", "rename_result")


STATES = [
    nothing,
    answered,
    refused,
    asked_for_the_work,
    asked,
    confirming,
    stopped,
    told,
    deleting,
    renaming,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: str(state.__name__))
def test_every_intent_is_replied_to(state: object) -> None:
    assert callable(state)
    talk = state()
    before = talk.state
    for intent in INTENTS:
        for confidence, text in ((0.45, "would it, then?"), (0.95, "the third one, core=parts")):
            talk.state = before
            talk.say(text, intent, confidence)
            assert talk.replies, (intent, confidence, text)


def test_a_database_that_fails_is_told_and_loses_nothing() -> None:
    talk = told()
    talk.records.fails = True
    talk.say("my results", "my_results")
    assert talk.codes == ["not_read"]

    talk.say("change it to volume=low", "change_answer")
    talk.records.fails = False
    assert talk.say("my results", "my_results").replies
    assert talk.records.kept
