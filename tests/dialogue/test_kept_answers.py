"""Nothing that was answered is lost, in whatever order visitors stop, go on, change and delete."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from evaluation.visitor import Visitor
from tests.dialogue.keeping import PROMISED, KeptAnswers

SETTINGS = settings(
    max_examples=8,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def machine(visitor: Visitor) -> type[KeptAnswers]:
    return type("Kept", (KeptAnswers,), {"visitor": visitor, "contract": PROMISED})


def test_what_was_answered_is_kept_until_the_visitor_agrees_that_it_goes(visitor: Visitor) -> None:
    run_state_machine_as_test(machine(visitor), settings=SETTINGS)


def test_the_model_notices_answers_that_are_gone(visitor: Visitor) -> None:
    kept = machine(visitor)()
    kept.begin("payroll", [0])
    kept.what_was_answered_is_remembered()

    for said in ("delete my data", "Yes, delete everything"):
        kept.run(kept.conversation.say(said))

    with pytest.raises(AssertionError):
        kept.what_was_answered_is_remembered()
    kept.teardown()


def test_the_model_notices_a_result_that_is_not_stored(visitor: Visitor) -> None:
    kept = machine(visitor)()
    kept.begin("payroll", [0])
    kept.each_result_is_stored()

    kept.results["payroll"] = dict(kept.current.answers)

    with pytest.raises(AssertionError):
        kept.each_result_is_stored()
    kept.teardown()
