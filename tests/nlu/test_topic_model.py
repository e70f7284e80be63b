"""Predictions of topics, and evidence that is added to them."""

import pytest

from nlu.topic_model import Prediction

UNSURE = Prediction((("choosing", 0.6), ("classify_task", 0.3), ("costs", 0.1)), "prices")


def test_evidence_multiplies_the_odds_of_its_topic() -> None:
    favored = UNSURE.favoring("classify_task", 4)
    assert [name for name, _ in favored.ranking] == ["classify_task", "choosing", "costs"]
    assert sum(probability for _, probability in favored.ranking) == pytest.approx(1)
    assert favored.ranking[0][1] == pytest.approx(1.2 / 1.9)
    assert favored.subject == "prices"


def test_what_is_out_of_the_question_stays_so() -> None:
    sure = Prediction((("out_of_scope", 1.0), ("classify_task", 0.0)), "salaries")
    assert sure.favoring("classify_task", 6).ranking[0] == ("out_of_scope", 1.0)
