"""Do points, gates and rules give the result of a complete set of answers?"""

import pytest
from hypothesis import given

from advisor.decision.answers import AnswerError, Answers
from advisor.decision.scoring import Points, points, score
from content.criteria import Criteria
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial


@pytest.mark.parametrize(
    ("given_answers", "outcome", "rule", "total", "margin"),
    [
        (ROUTINE, "bpo", "higher", (20, -7), 13),
        (ROUTINE | {"volume": "low"}, "in_house", "below_bar", (16, -7), 15),
        (ROUTINE | {"core": "yes"}, "in_house", "keep_gate", (14, -13), 99),
        (ROUTINE | {"core": "parts"}, "hybrid", "split_gate", (18, -9), 11),
        (EXPERT, "kpo", "higher", (-4, 19), 12),
        (EXPERT | {"volume": "low"}, "kpo", "higher", (-6, 19), 12),
        (EXPERT | {"core": "yes"}, "in_house", "keep_gate", (-10, 13), 99),
        (EXPERT | {"core": "parts"}, "hybrid", "split_gate", (-6, 17), 10),
        (MIXED, "hybrid", "several_parts", (14, 9), 7),
        (MIXED | {"judgement": "rarely"}, "hybrid", "several_parts", (17, 2), 10),
        (
            MIXED | {"standardised": "yes", "analysis": "main", "tolerance": "yes"},
            "hybrid",
            "tie",
            (16, 12),
            1,
        ),
        (
            MIXED | {"expertise": "no", "analysis": "no", "measurable": "no", "volume": "low"},
            "in_house",
            "below_bar",
            (6, -2),
            10,
        ),
    ],
)
def test_a_case_comes_out_as_the_decision_model_says(
    criteria: Criteria,
    given_answers: dict[str, str],
    outcome: str,
    rule: str,
    total: tuple[int, int],
    margin: int,
) -> None:
    found = score(criteria, Answers.of(criteria, given_answers))
    assert (found.outcome, found.rule, found.points, found.margin) == (
        outcome,
        rule,
        Points(*total),
        margin,
    )


def test_an_incomplete_set_is_refused_with_what_is_missing(criteria: Criteria) -> None:
    answers = Answers.of(criteria, ROUTINE | {"goal": "not_sure"})
    with pytest.raises(AnswerError, match="not answered: goal"):
        score(criteria, answers)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"budget": "no"}, "'budget' is not a criterion; use one of core"),
        ({"core": "maybe"}, "'maybe' is not an answer to 'core'; use one of no, parts, yes, not_"),
    ],
)
def test_an_unknown_answer_is_refused_by_name(
    criteria: Criteria, answer: dict[str, str], said: str
) -> None:
    with pytest.raises(AnswerError, match=said):
        Answers.of(criteria, answer)


@given(given_answers=partial())
def test_not_sure_adds_no_points(criteria: Criteria, given_answers: dict[str, str]) -> None:
    answers = Answers.of(criteria, given_answers)
    assert points(criteria, answers) == points(criteria, Answers.of(criteria, answers.known))
