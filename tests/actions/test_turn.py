"""What a message means, given what the conversation knew when it came."""

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.turn import CONTEXT_SECONDS, Turn

NOW = 1_000_000.0


def turn(text: str, intent: str, *models: str, age: float = 60, **slots: Any) -> Turn:
    """A message, after an answer `age` seconds ago whose topic and models are in the slots."""
    entities = [{"entity": "model", "value": model} for model in models]
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities}
    event = {"event": "user", "timestamp": NOW, "metadata": {}, **message}
    slots.setdefault("asked_at", NOW - age)
    return Turn.of(Tracker("visitor", slots, message, [event], False, None, {}, "action_listen"))


def test_a_follow_up_keeps_the_topic() -> None:
    assert turn("and for KPO?", "follow_up", "kpo", topic="benefits").topic == "benefits"


def test_a_new_topic_keeps_the_model() -> None:
    assert turn("its risks?", "challenges", topic="benefits", models=["kpo"]).models == ("kpo",)


def test_the_other_one_is_the_other_model() -> None:
    asked = turn("and the other one", "follow_up", topic="costs", models=["kpo"])

    assert asked.models == ("bpo",)


@pytest.mark.parametrize("text", ["and for both?", "the two of them", "against each other"])
def test_both_are_both_models(text: str) -> None:
    assert turn(text, "follow_up", topic="costs", models=["kpo"]).models == ("bpo", "kpo")


def test_a_question_on_outsourcing_in_general_keeps_no_model() -> None:
    asked = turn("why outsource at all?", "why_outsource", topic="costs", models=["kpo"])

    assert asked.models == ()


def test_a_button_keeps_no_model() -> None:
    assert turn("/benefits", "benefits", topic="costs", models=["kpo"]).models == ()


def test_context_is_kept_to_its_last_second() -> None:
    asked = turn("and for KPO?", "follow_up", "kpo", age=CONTEXT_SECONDS, topic="costs")

    assert asked.topic == "costs"


def test_stale_context_is_forgotten() -> None:
    asked = turn("its risks?", "challenges", age=CONTEXT_SECONDS + 1, topic="costs", models=["kpo"])

    assert asked.models == ()


def test_a_follow_up_on_nothing_is_not_understood() -> None:
    assert turn("tell me more", "follow_up", asked_at=None).topic == "nlu_fallback"


def test_a_follow_up_that_names_a_model_asks_what_it_is() -> None:
    assert turn("and KPO?", "follow_up", "kpo", asked_at=None).topic == "definition"


def test_more_of_the_same_is_recognized() -> None:
    assert turn("tell me more", "follow_up", topic="costs", models=["kpo"]).asks_for_more


def test_a_button_is_no_guess() -> None:
    assert turn("/affirm", "affirm").is_button
    assert not turn("yes", "affirm").is_button


def test_words_that_name_no_work_are_no_task() -> None:
    message = {"text": "advice on my work", "entities": [{"entity": "task", "value": "my work"}]}
    tracker = Tracker("visitor", {}, message, [], False, None, {}, "action_listen")

    assert Turn.of(tracker).task is None
