"""Do what-ifs change the result, and is the smallest change the smallest?"""

import pytest
from hypothesis import given

from advisor import AnswerError, Answers, Change, assess
from advisor.what_if import apply, one_answer_changes, shown_changes, smallest_change
from content.criteria import NOT_SURE, OUTCOMES, Criteria
from tests.unit.answer_sets import EXPERT, ROUTINE, partial


@given(given_answers=partial())
def test_every_one_answer_change_leads_where_it_says(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    found = {each.changes[0]: each.result for each in one_answer_changes(criteria, answers)}
    now = assess(criteria, answers).result
    for question in criteria.questions:
        old = answers.known.get(question.id)
        for new in question.values:
            change = Change(question.id, old, new)
            then = assess(criteria, apply(criteria, answers, [change])).result
            assert found.get(change, now) == then


@given(given_answers=partial())
def test_at_most_three_changes_are_shown_each_of_another_question(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    shown = shown_changes(criteria, answers)
    named = [each.changes[0].criterion for each in shown]
    assert len(set(named)) == len(named) <= 3
    assert set(shown) <= set(one_answer_changes(criteria, answers))
    assert bool(shown) == bool(one_answer_changes(criteria, answers))


@pytest.mark.parametrize("target", OUTCOMES)
@pytest.mark.parametrize("start", [ROUTINE, EXPERT, {"core": "yes"}, {}])
def test_any_other_result_can_be_reached_on_purpose(
    criteria: Criteria, start: dict[str, str], target: str
) -> None:
    answers = Answers.of(criteria, start)
    found = smallest_change(criteria, answers, target)  # type: ignore[arg-type]
    if assess(criteria, answers).result == target:
        assert found is None
    else:
        assert found is not None
        assert assess(criteria, apply(criteria, answers, found.changes)).result == target


def test_routine_work_is_one_answer_from_in_house(criteria: Criteria) -> None:
    found = smallest_change(criteria, Answers.of(criteria, ROUTINE), "in_house")
    assert found is not None
    assert found.changes == (Change("volume", "high", "low"),)


def test_a_change_replaces_not_sure(criteria: Criteria) -> None:
    answers = Answers.of(criteria, {"core": NOT_SURE})
    changed = apply(criteria, answers, [Change("core", None, "yes")])
    assert dict(changed) == {"core": "yes"}


def test_a_change_to_an_unknown_value_is_refused(criteria: Criteria) -> None:
    with pytest.raises(AnswerError, match="'sometimes' is not an answer to 'core'"):
        apply(criteria, Answers(), [Change("core", None, "sometimes")])
