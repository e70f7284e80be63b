"""Do what-ifs change the result, and is the smallest change the smallest?"""

import pytest
from hypothesis import given

from advisor.decision.answers import AnswerError, Answers
from advisor.decision.what_if import (
    Change,
    Supposition,
    apply,
    changes_of,
    merged,
    nearest_change,
    one_answer_changes,
    shown_changes,
    way_to,
)
from advisor.decision.worlds import assess
from content.criteria import NOT_SURE, OUTCOMES, Criteria
from tests.unit.answer_sets import EXPERT, ROUTINE, partial


@given(given_answers=partial())
def test_every_other_answer_that_changes_a_settled_result_or_could_is_found(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    found = {each.changes[0]: each for each in one_answer_changes(criteria, answers)}
    now = assess(criteria, answers)
    for question in criteria.questions:
        old = answers.known.get(question.id)
        for new in question.values:
            change = Change(question.id, old, new)
            then = assess(criteria, apply(criteria, answers, [change]))
            if now.is_settled:
                assert (change in found) == (then.possible != now.possible)
            elif then.is_settled:
                assert (change in found) == (then.lead != now.result)
            if change in found:
                assert set(found[change].possible) == set(then.possible)
                assert (found[change].result, found[change].before) == (then.result, now.result)


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
    found = way_to(criteria, answers, target)  # type: ignore[arg-type]
    if assess(criteria, answers).possible == (target,):
        assert found is None
    else:
        assert found is not None
        assert assess(criteria, apply(criteria, answers, found.changes)).possible == (target,)


def test_routine_work_is_one_answer_from_in_house(criteria: Criteria) -> None:
    found = way_to(criteria, Answers.of(criteria, ROUTINE), "in_house")
    assert found is not None
    assert found.changes == (Change("volume", "high", "low"),)


def test_a_change_replaces_not_sure(criteria: Criteria) -> None:
    answers = Answers.of(criteria, {"core": NOT_SURE})
    changed = apply(criteria, answers, [Change("core", None, "yes")])
    assert dict(changed) == {"core": "yes"}


def test_a_change_to_an_unknown_value_is_refused(criteria: Criteria) -> None:
    with pytest.raises(AnswerError, match="'sometimes' is not an answer to 'core'"):
        apply(criteria, Answers(), [Change("core", None, "sometimes")])


def test_the_nearest_change_of_an_open_result_is_none(criteria: Criteria) -> None:
    assert nearest_change(criteria, Answers()) is None


VOLUME_LOW, VOLUME_MEDIUM = Supposition("volume", "low"), Supposition("volume", "medium")
CORE = Supposition("core", "parts")


@pytest.mark.parametrize(
    ("before", "said", "together"),
    [
        ((VOLUME_LOW,), (VOLUME_MEDIUM,), (VOLUME_MEDIUM,)),
        ((VOLUME_LOW,), (CORE,), (VOLUME_LOW, CORE)),
        ((VOLUME_LOW, CORE), (), (VOLUME_LOW, CORE)),
        ((VOLUME_LOW, CORE), (VOLUME_MEDIUM,), (VOLUME_MEDIUM, CORE)),
        ((), (CORE,), (CORE,)),
    ],
)
def test_a_follow_up_replaces_the_same_question_and_keeps_the_others(
    before: tuple[Supposition, ...],
    said: tuple[Supposition, ...],
    together: tuple[Supposition, ...],
) -> None:
    assert merged(before, said) == together


def test_what_is_supposed_and_so_already_is_no_change(criteria: Criteria) -> None:
    answers = Answers.of(criteria, ROUTINE)
    supposed = [Supposition("volume", "high"), Supposition("core"), Supposition("goal", "capacity")]
    assert changes_of(criteria, answers, supposed) == (Change("goal", "cost", "capacity"),)


def test_an_unknown_supposition_is_refused(criteria: Criteria) -> None:
    with pytest.raises(AnswerError, match="'huge' is not an answer to 'volume'"):
        changes_of(criteria, Answers(), [Supposition("volume", "huge")])
