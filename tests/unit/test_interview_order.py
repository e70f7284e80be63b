"""Does the interview ask what tells most, and stop as soon as it may?"""

import time

import numpy as np
import pytest
from hypothesis import given

from advisor.decision.answers import Answers
from advisor.decision.order import Ask, Confirm, Finish, hanging_on, next_step, rank
from advisor.decision.worlds import Array, assess
from content.criteria import NOT_SURE, Criteria
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial, played


@pytest.mark.parametrize(
    ("mind", "questions", "result"),
    [
        (ROUTINE, 5, "bpo"),
        (EXPERT, 4, "kpo"),
        (MIXED, 7, "hybrid"),
        (ROUTINE | {"core": "yes"}, 3, "in_house"),
    ],
)
def test_a_plain_case_takes_few_questions(
    criteria: Criteria, mind: dict[str, str], questions: int, result: str
) -> None:
    asked = played(criteria, mind, offers=False)
    answers = Answers.of(criteria, {each.criterion: mind[each.criterion] for each in asked})
    assert (len(asked), assess(criteria, answers).result) == (questions, result)


@given(given_answers=partial())
def test_the_next_question_has_the_lowest_expected_entropy(
    criteria: Criteria, outcomes: Array, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    ranked = rank(criteria, answers)
    assert set(ranked) == set(criteria.ids) - set(answers)

    def expected(name: str) -> float:
        after = [answers.given(criteria, name, v) for v in criteria.question(name).values]
        return float(np.mean([entropy(criteria, outcomes, each) for each in after]))

    if ranked:
        assert expected(ranked[0]) <= min(expected(name) for name in ranked) + 1e-6


def entropy(criteria: Criteria, outcomes: Array, answers: Answers) -> float:
    known = answers.known
    reach = tuple(
        question.values.index(known[question.id]) if question.id in known else slice(None)
        for question in criteria.questions
    )
    counts = np.bincount(np.asarray(outcomes[reach]).ravel())
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log2(shares)).sum())


def test_the_first_questions_count_is_about_right(criteria: Criteria) -> None:
    first = next_step(criteria, Answers())
    assert first == Ask("core", 1, 5)


def test_the_last_open_question_has_none_after_it(criteria: Criteria) -> None:
    unsure = dict.fromkeys(criteria.ids, NOT_SURE)
    assert played(criteria, unsure)[-1].remaining == 0


def test_a_settled_interview_offers_sensitivity_and_tolerance(criteria: Criteria) -> None:
    offered = [each for each in played(criteria, ROUTINE) if each.offered]
    assert [(each.criterion, each.remaining) for each in offered] == [
        ("sensitivity", 1),
        ("tolerance", 0),
    ]


def test_offers_can_be_declined(criteria: Criteria) -> None:
    assert not any(each.offered for each in played(criteria, ROUTINE, offers=False))


def test_the_gate_is_confirmed_before_the_interview_ends_on_it(criteria: Criteria) -> None:
    answers = Answers.of(criteria, {"core": "yes", "judgement": "rarely", "expertise": "no"})
    assert next_step(criteria, answers) == Confirm("core", "yes")
    assert next_step(criteria, answers, confirmed=True, offers=False) == Finish()


def test_a_gate_taken_back_reopens_the_interview(criteria: Criteria) -> None:
    answers = Answers.of(criteria, {"core": "yes", "judgement": "rarely", "expertise": "no"})
    step = next_step(criteria, answers.given(criteria, "core", "no"))
    assert isinstance(step, Ask)
    assert not step.offered


def test_a_question_answered_not_sure_is_not_asked_again(criteria: Criteria) -> None:
    step = next_step(criteria, Answers.of(criteria, {"core": NOT_SURE}))
    assert isinstance(step, Ask)
    assert step.criterion != "core"


def test_one_criterion_hangs_alone_when_any_answer_to_it_settles(criteria: Criteria) -> None:
    answers = Answers.of(criteria, {k: v for k, v in ROUTINE.items() if k != "core"})
    assert hanging_on(criteria, answers) == ("core",)


def test_a_settled_result_hangs_on_nothing(criteria: Criteria) -> None:
    assert hanging_on(criteria, Answers.of(criteria, ROUTINE)) == ()


@pytest.mark.parametrize("known", [0, 1, 2, 3, 5])
def test_the_next_question_comes_within_thirty_milliseconds(criteria: Criteria, known: int) -> None:
    answers = Answers.of(criteria, dict(list(MIXED.items())[:known]))
    next_step(criteria, answers)
    spent = []
    for _ in range(10):
        start = time.perf_counter()
        next_step(criteria, answers)
        spent.append(time.perf_counter() - start)
    assert min(spent) < 0.03
