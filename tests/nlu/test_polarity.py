"""'Which of these is not a benefit?' is told from 'which are the benefits?', whatever the topic."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from evaluation.held_out import HELD_OUT
from nlu.trait_model import TraitModel
from tests.nlu.conftest import Parse
from tests.nlu.contraries import CONTRARY, PLAIN

CONTRARY_AT_LEAST = 0.8
PLAIN_AT_LEAST = 0.9
TOPIC_AT_LEAST = 0.8
STRANGERS_AT_LEAST = {"contrary": 0.77, None: 0.92}
"""Topic and polarity right of the questions of tests/nlu/held_out/contrary.yml, by polarity."""

TURNED = {
    "do not tell me the benefits, tell me the risks of bpo": ("challenges", None),
    "not the benefits of kpo please: what are the challenges?": ("challenges", None),
    "who should avoid BPO?": ("when_to_choose", "contrary"),
    "reasons not to outsource": ("why_outsource", "contrary"),
    "what can't a BPO do?": ("tasks", "contrary"),
    "when not to use KPO": ("when_to_choose", "contrary"),
    "which of these is NOT a benefit of BPO?": ("benefits", "contrary"),
    "what do I give up with bpo?": ("challenges", None),
}


def topic(answer: dict[str, Any]) -> str:
    return answer["topics"][0]["name"]


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


@pytest.mark.parametrize("asked", CONTRARY)
def test_a_question_for_the_contrary_is_noticed_in_most_forms(parse: Parse, asked: str) -> None:
    answers = parse(CONTRARY[asked])
    assert share([answer.get("polarity") == "contrary" for answer in answers]) >= CONTRARY_AT_LEAST


@pytest.mark.parametrize("asked", CONTRARY)
def test_it_keeps_its_topic(parse: Parse, asked: str) -> None:
    assert share([topic(answer) == asked for answer in parse(CONTRARY[asked])]) >= TOPIC_AT_LEAST


@pytest.mark.parametrize("asked", PLAIN)
def test_a_plain_question_is_not_turned_round_by_a_word(parse: Parse, asked: str) -> None:
    answers = parse(PLAIN[asked])
    assert share([answer.get("polarity") is None for answer in answers]) >= PLAIN_AT_LEAST


@pytest.mark.parametrize("polarity", STRANGERS_AT_LEAST)
def test_strangers_get_the_contrary_where_they_ask_for_it(
    parse: Parse, polarity: str | None
) -> None:
    lines = yaml.safe_load((HELD_OUT / "contrary.yml").read_text("utf-8"))
    asked = [line for line in lines if line["polarity"] == polarity]
    answers = parse([line["text"] for line in asked])
    right = [
        (topic(answer), answer.get("polarity")) == (line["topic"], polarity)
        for line, answer in zip(asked, answers, strict=True)
    ]
    assert share(right) >= STRANGERS_AT_LEAST[polarity]


@pytest.mark.parametrize(("text", "expected"), TURNED.items())
def test_what_is_asked_is_told_from_what_is_not(
    parse: Parse, text: str, expected: tuple[str, str | None]
) -> None:
    answer = parse([text])[0]
    assert (topic(answer), answer.get("polarity")) == expected


def test_a_contrary_is_never_asked_of_small_talk(parse: Parse) -> None:
    answers = parse(["not now", "no thanks", "don't", "I am not a fan of this", "never mind"])
    assert [answer.get("polarity") for answer in answers] == [None] * len(answers)


def test_what_a_model_of_a_trait_has_learned_is_kept() -> None:
    import numpy as np

    vectors = np.eye(4, 384, dtype=np.float32)
    texts = ["which is not a benefit", "which is no risk", "the benefits", "the risks"]
    model = TraitModel.fit(vectors, texts, ["contrary", "contrary", "plain", "plain"])
    state = {name: np.asarray(part) for name, part in model.state("polarity").items()}
    again = TraitModel.of_state(state, "polarity")
    kept, learned = again.predict(vectors, texts), model.predict(vectors, texts)
    assert [each.confidence for each in kept] == pytest.approx(
        [each.confidence for each in learned], abs=1e-6
    )
    assert [trait.label for trait in again.predict(vectors, texts)] == [
        "contrary",
        "contrary",
        "plain",
        "plain",
    ]
