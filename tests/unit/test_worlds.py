"""Do all worlds, and all states of knowledge about them, keep the decision's invariants?

The tables hold every world and every state, so most of these tests leave nothing to chance.
"""

import itertools

import numpy as np
from hypothesis import given

from advisor.decision.answers import Answers
from advisor.decision.scoring import score
from advisor.decision.worlds import CONFIDENCES, TOO_EARLY, Array, Worlds, assess, complete_worlds
from content.criteria import Criteria
from tests.unit.answer_sets import complete, partial
from tests.unit.world_arrays import at, shaped


def axis_of(table: Worlds, criterion: str) -> int:
    return table.criteria.ids.index(criterion)


def test_there_are_78732_worlds_and_each_comes_out_as_scored_alone(criteria: Criteria) -> None:
    outcome, margin = complete_worlds(criteria)
    every = itertools.product(*(question.values for question in criteria.questions))
    scored = [
        score(criteria, Answers(tuple(zip(criteria.ids, values, strict=True)))) for values in every
    ]
    order = criteria.policy.lead_order
    assert len(scored) == 78_732
    assert [order[each] for each in outcome.ravel()] == [each.outcome for each in scored]
    assert margin.ravel().tolist() == [each.margin for each in scored]


def test_a_winner_is_named_exactly_where_there_is_confidence(table: Worlds) -> None:
    assert ((table.result == TOO_EARLY) == (table.confidence == 0)).all()
    assert set(np.unique(table.confidence)) == set(range(len(CONFIDENCES)))


@given(given_answers=partial())
def test_a_state_holds_what_its_completions_come_to(
    criteria: Criteria, table: Worlds, given_answers: dict[str, str]
) -> None:
    found = assess(criteria, Answers.of(criteria, given_answers))
    known = Answers.of(criteria, given_answers).known
    reach = tuple(
        question.values.index(known[question.id]) if question.id in known else slice(None)
        for question in criteria.questions
    )
    outcome, margin = (np.asarray(values[reach]) for values in complete_worlds(criteria))
    counts = np.bincount(outcome.ravel(), minlength=len(table.outcomes))
    assert set(found.possible) == {table.outcomes[each] for each in np.flatnonzero(counts)}
    assert found.lead == table.outcomes[counts.argmax()]
    assert found.margin == margin.min()
    assert found.answered == sum(criteria.question(name).swing for name in known)
    assert found.confidence == expected_confidence(criteria, found.answered, counts, margin)


def expected_confidence(criteria: Criteria, answered: int, counts: Array, margin: Array) -> str:
    results, share = np.count_nonzero(counts), answered / criteria.swing
    if results == 1 and margin.min() >= 3:
        return "firm"
    if results == 1 or (results == 2 and share >= 0.8):
        return "fairly_clear"
    return "leaning" if share >= 0.5 else "too_early"


def test_equally_frequent_results_lead_in_the_order_of_the_policy(
    criteria: Criteria, table: Worlds
) -> None:
    assert table.outcomes == ("in_house", "hybrid", "kpo", "bpo")
    outcome, _ = complete_worlds(criteria)
    axis = axis_of(table, "judgement")
    complete_but_one = tuple(
        slice(size, None) if place == axis else slice(size)
        for place, size in enumerate(table.sizes)
    )
    lead = shaped(table, table.lead)[complete_but_one].squeeze(axis)
    first, second, third = (at(outcome, axis, level) for level in range(3))
    all_apart = (first != second) & (second != third) & (first != third)
    assert all_apart.any()
    lowest = np.minimum(np.minimum(first, second), third)
    assert (lead[all_apart] == lowest[all_apart]).all()


@given(given_answers=complete())
def test_a_complete_set_is_as_sure_as_its_margin(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    found, alone = assess(criteria, answers), score(criteria, answers)
    assert found.result == alone.outcome
    assert found.confidence == ("firm" if alone.margin >= 3 else "fairly_clear")
