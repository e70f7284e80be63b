"""The fifteen invariants of the decision, each under its own name and number.

What the tables of `advisor.worlds` hold is checked for every world and every state of knowledge;
the rest, and the functions that read the tables, for a thousand drawn cases each.
"""

import itertools
import json
import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.decision.answers import Answers
from advisor.decision.order import next_step
from advisor.decision.recommendation import lines, recommend
from advisor.decision.scoring import Points, Score, points, score
from advisor.decision.what_if import apply, shown_changes
from advisor.decision.worlds import CONFIDENCES, Array, Worlds, assess, complete_worlds
from advisor.reading.reader import Reader
from advisor.speaking.commands import answer_payload, read_answer
from advisor.speaking.results import ResultWords
from content import CONTENT, load_criteria, read
from content.criteria import NOT_SURE, Criteria
from content.schema import Guide
from tests.unit.answer_sets import complete, partial, played, willing
from tests.unit.world_arrays import at, shaped

thousand = settings(max_examples=1000)

TOWARD_BPO = ("standardised", "volume", "judgement", "expertise")
"""Criteria whose levels run from most to least toward BPO."""


def code(table: Worlds, outcome: str) -> int:
    return [str(name) for name in table.outcomes].index(outcome)


def axis_of(table: Worlds, criterion: str) -> int:
    return table.criteria.ids.index(criterion)


def criteria_ids() -> st.SearchStrategy[str]:
    return st.sampled_from(load_criteria().ids)


@st.composite
def two_levels(draw: st.DrawFn, *names: str) -> tuple[dict[str, str], dict[str, str], str]:
    """Two complete sets that differ in one criterion alone, the lower level of it first."""
    criteria = load_criteria()
    name = draw(st.sampled_from(names or criteria.ids))
    values = criteria.question(name).values
    low, high = sorted(
        draw(st.lists(st.integers(0, len(values) - 1), min_size=2, max_size=2, unique=True))
    )
    others = draw(complete())
    return others | {name: values[low]}, others | {name: values[high]}, name


def scored(criteria: Criteria, given_answers: dict[str, str]) -> Score:
    return score(criteria, Answers.of(criteria, given_answers))


# 1. Fewer answers: the possible results are a superset, the confidence is never higher.


def test_1_fewer_answers_leave_more_results_and_never_more_confidence_in_any_state(
    table: Worlds,
) -> None:
    possible, confidence = shaped(table, table.possible), shaped(table, table.confidence)
    for axis, size in enumerate(table.sizes):
        union = np.zeros_like(at(possible, axis, size))
        for value in range(size):
            union |= at(possible, axis, value)
            assert (at(confidence, axis, size) <= at(confidence, axis, value)).all()
        assert (at(possible, axis, size) == union).all()


@thousand
@given(given_answers=partial(), forgotten=st.sets(criteria_ids()))
def test_1_fewer_answers_leave_more_results_and_never_more_confidence(
    criteria: Criteria, given_answers: dict[str, str], forgotten: set[str]
) -> None:
    fewer = {name: value for name, value in given_answers.items() if name not in forgotten}
    known, less = (assess(criteria, Answers.of(criteria, each)) for each in (given_answers, fewer))
    assert set(less.possible) >= set(known.possible)
    assert CONFIDENCES.index(less.confidence) <= CONFIDENCES.index(known.confidence)


# 2. A settled result never changes under any completion: an early stop equals the full interview.


def test_2_a_settled_result_never_changes_under_any_further_answer_in_any_state(
    table: Worlds,
) -> None:
    lead, settled = (
        shaped(table, table.lead),
        shaped(table, table.is_settled(np.arange(table.lead.size))),
    )
    for axis, size in enumerate(table.sizes):
        before = at(settled, axis, size)
        for value in range(size):
            assert at(settled, axis, value)[before].all()
            same = at(lead, axis, value)[before] == at(lead, axis, size)[before]
            assert same.all()


@thousand
@given(mind=willing())
def test_2_stopping_early_gives_the_result_of_the_full_interview(
    criteria: Criteria, mind: dict[str, str]
) -> None:
    asked = played(criteria, mind, offers=False)
    short = Answers.of(criteria, {each.criterion: mind[each.criterion] for each in asked})
    full = Answers.of(criteria, mind)
    if len(asked) < len(criteria.ids):
        assert len(short.known) >= criteria.policy.answers_before_stopping
        assert assess(criteria, short).is_settled
        assert assess(criteria, short).result == assess(criteria, full).result
    else:
        assert short == full


# 3. Raising core or sensitivity never leaves in-house; no step toward BPO turns bpo into kpo.


def test_3_raising_core_or_sensitivity_never_leaves_in_house_in_any_world(
    table: Worlds, outcomes: Array
) -> None:
    in_house = code(table, "in_house")
    for criterion in ("core", "sensitivity"):
        axis = axis_of(table, criterion)
        for level in range(table.sizes[axis] - 1):
            before, after = at(outcomes, axis, level), at(outcomes, axis, level + 1)
            assert (after[before == in_house] == in_house).all()


def test_3_no_step_toward_bpo_turns_bpo_into_kpo_in_any_world(
    table: Worlds, outcomes: Array
) -> None:
    bpo, kpo = code(table, "bpo"), code(table, "kpo")
    for criterion in TOWARD_BPO:
        axis = axis_of(table, criterion)
        for nearer, farther in itertools.combinations(range(table.sizes[axis]), 2):
            was_bpo = at(outcomes, axis, farther) == bpo
            assert not (at(outcomes, axis, nearer)[was_bpo] == kpo).any()


@thousand
@given(case=two_levels("core", "sensitivity"))
def test_3_raising_core_or_sensitivity_never_leaves_in_house(
    criteria: Criteria, case: tuple[dict[str, str], dict[str, str], str]
) -> None:
    low, high, _ = case
    if scored(criteria, low).outcome == "in_house":
        assert scored(criteria, high).outcome == "in_house"


@thousand
@given(case=two_levels(*TOWARD_BPO))
def test_3_no_step_toward_bpo_turns_bpo_into_kpo(
    criteria: Criteria, case: tuple[dict[str, str], dict[str, str], str]
) -> None:
    nearer, farther, _ = case
    if scored(criteria, farther).outcome == "bpo":
        assert scored(criteria, nearer).outcome != "kpo"


# 4. Every world has a margin of at least one point.


def test_4_every_world_has_a_margin_of_at_least_one_point(criteria: Criteria) -> None:
    assert complete_worlds(criteria)[1].min() == 1


@thousand
@given(given_answers=partial())
def test_4_every_state_has_a_margin_of_at_least_one_point(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    assert assess(criteria, Answers.of(criteria, given_answers)).margin >= 1


# 5. The lines of the explanation sum exactly to the points.


@thousand
@given(given_answers=partial())
def test_5_the_lines_sum_exactly_to_the_points(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    told = lines(criteria, answers)
    assert [line.criterion for line in told] == list(criteria.ids)
    total = Points(sum(line.points.bpo for line in told), sum(line.points.kpo for line in told))
    assert total == points(criteria, answers) == assess(criteria, answers).points


# 6. The order of answers does not matter; editing one equals starting afresh with it.


@thousand
@given(given_answers=partial(), data=st.data())
def test_6_the_order_of_answers_does_not_matter(
    criteria: Criteria, given_answers: dict[str, str], data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(given_answers.items()))))
    first, second = Answers.of(criteria, given_answers), Answers.of(criteria, shuffled)
    assert (first, hash(first), list(first)) == (second, hash(second), list(second))
    assert assess(criteria, first) == assess(criteria, second)
    assert next_step(criteria, first) == next_step(criteria, second)


@thousand
@given(first=partial(), then=complete())
def test_6_editing_an_answer_equals_starting_afresh_with_it(
    criteria: Criteria, first: dict[str, str], then: dict[str, str]
) -> None:
    edited = Answers.of(criteria, first)
    for criterion, value in then.items():
        edited = edited.given(criteria, criterion, value)
    assert edited == Answers.of(criteria, then)
    assert assess(criteria, edited) == assess(criteria, Answers.of(criteria, then))


# 7. Pure and idempotent.


@thousand
@given(given_answers=partial(), others=partial())
def test_7_the_same_answers_give_the_same_recommendation_whatever_was_asked_between(
    criteria: Criteria, given_answers: dict[str, str], others: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    first = recommend(criteria, answers)
    recommend(criteria, Answers.of(criteria, others))
    assert recommend(criteria, answers) == first
    assert dict(answers) == given_answers


# 8. Points are monotone in each criterion's levels.


@thousand
@given(case=two_levels())
def test_8_points_are_monotone_in_the_levels_of_each_criterion(
    criteria: Criteria, case: tuple[dict[str, str], dict[str, str], str]
) -> None:
    low, high, name = case
    before, after = scored(criteria, low).points, scored(criteria, high).points
    options = criteria.question(name).options
    for model in ("bpo", "kpo"):
        rising = getattr(options[-1], model) >= getattr(options[0], model)
        moved = getattr(after, model) - getattr(before, model)
        assert moved >= 0 if rising else moved <= 0


# 9. Core work is in-house always; a low volume is never BPO.


def test_9_core_work_is_in_house_and_a_low_volume_never_bpo_in_any_state(table: Worlds) -> None:
    possible = shaped(table, table.possible)
    only_in_house = 1 << code(table, "in_house")
    assert (at(possible, axis_of(table, "core"), 2) == only_in_house).all()
    assert not (at(possible, axis_of(table, "volume"), 2) & (1 << code(table, "bpo"))).any()


@thousand
@given(given_answers=partial())
def test_9_core_work_is_in_house_and_a_low_volume_never_bpo(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    core = assess(criteria, Answers.of(criteria, given_answers | {"core": "yes"}))
    assert (core.result, core.possible) == ("in_house", ("in_house",))
    low = assess(criteria, Answers.of(criteria, given_answers | {"volume": "low"}))
    assert "bpo" not in low.possible


# 10. Each what-if shown changes the result, and the smallest count is the smallest.


@thousand
@given(given_answers=partial())
def test_10_each_what_if_changes_the_result_and_the_smallest_is_the_smallest(
    criteria: Criteria, table: Worlds, given_answers: dict[str, str]
) -> None:
    answers = Answers.of(criteria, given_answers)
    now = assess(criteria, answers)
    for shown in shown_changes(criteria, answers):
        then = assess(criteria, apply(criteria, answers, shown.changes))
        assert set(then.possible) == set(shown.possible)
        assert (then.result, then.possible) != (now.result, now.possible)
    smallest = recommend(criteria, answers).smallest
    assert smallest is not None
    then = assess(criteria, apply(criteria, answers, smallest.changes))
    settled = len(now.possible) == 1
    assert then.possible != now.possible if settled else len(then.possible) == 1
    for count in range(1, len(smallest.changes)):
        possible = _possible_within(table, answers, count, given=settled)
        if settled:
            assert possible == {int(table.possible[table.index(answers)])}
        else:
            assert all(bits & (bits - 1) for bits in possible)


def _possible_within(table: Worlds, answers: Answers, count: int, *, given: bool) -> set[int]:
    """What is possible, as bits, after so many given answers are others or open ones are given."""
    place = table.index(answers)
    digits = table.digits(np.array([place]))[0]
    axes = [axis for axis, size in enumerate(table.sizes) if (digits[axis] < size) == given]
    places = []
    for changed in itertools.combinations(axes, count):
        reached = np.zeros(1, int)
        for axis in changed:
            steps = (np.arange(table.sizes[axis]) - digits[axis]) * table.strides[axis]
            reached = np.add.outer(reached, steps).ravel()
        places.append(place + reached)
    return {int(bits) for bits in np.unique(table.possible[np.concatenate(places)])}


# 11. A button and its free-text paraphrase give the same state.


@st.composite
def paraphrases(draw: st.DrawFn) -> tuple[str, str, str]:
    """A question, one of its answers, and its title, typed in some way."""
    criteria = load_criteria()
    question = draw(st.sampled_from(criteria.questions))
    option = draw(st.sampled_from(question.options))
    dressed = draw(st.sampled_from(("{}", "  {} ", "{}.", "{}!", "{}…", "“{}”")))
    case = draw(st.sampled_from((str, str.upper, str.lower, str.capitalize)))
    return question.id, option.value, case(dressed.format(option.title))


@thousand
@given(case=paraphrases(), before=partial())
def test_11_a_button_and_its_paraphrase_give_the_same_state(
    criteria: Criteria, case: tuple[str, str, str], before: dict[str, str]
) -> None:
    criterion, value, text = case
    answers = Answers.of(criteria, before)
    payload = json.loads(answer_payload(criterion, value).removeprefix("/inform"))
    pressed = answers.given(criteria, *read_answer(payload["answer"]))
    found = Reader(criteria).answer(text, criterion, None)
    assert found is not None
    assert found.certainty == "sure"
    assert answers.given(criteria, criterion, found.value) == pressed


# 12. Nothing known is too early; ten questions at most, none twice.


@thousand
@given(unsure=st.sets(criteria_ids()))
def test_12_nothing_known_is_too_early(criteria: Criteria, unsure: set[str]) -> None:
    found = assess(criteria, Answers.of(criteria, dict.fromkeys(unsure, NOT_SURE)))
    assert (found.result, found.confidence) == ("too_early", "too_early")
    assert found.possible == ("bpo", "kpo", "hybrid", "in_house")


@thousand
@given(mind=willing())
def test_12_an_interview_asks_ten_questions_at_most_and_none_twice(
    criteria: Criteria, mind: dict[str, str]
) -> None:
    asked = played(criteria, mind)
    names = [each.criterion for each in asked]
    assert len(set(names)) == len(names) <= 10
    assert [each.number for each in asked] == list(range(1, len(asked) + 1))
    assert all(0 <= each.remaining <= 10 - each.number for each in asked)


# 13. Swapping the columns and rules of BPO and KPO swaps the results.


@pytest.fixture(scope="module")
def swapped(criteria: Criteria) -> Criteria:
    gates = {"rules_out_bpo": "rules_out_kpo", "rules_out_kpo": "rules_out_bpo"}
    value: dict[str, Any] = json.loads(criteria.json())
    for question in value["questions"]:
        for option in question["options"]:
            option["bpo"], option["kpo"] = option["kpo"], option["bpo"]
            option["gate"] = gates.get(option["gate"], option["gate"])
    return Criteria.parse_obj(value)


SWAPPED = {"bpo": "kpo", "kpo": "bpo"}


def test_13_swapping_the_columns_swaps_bpo_and_kpo_in_any_world(
    criteria: Criteria, swapped: Criteria, table: Worlds
) -> None:
    outcome, margin = complete_worlds(criteria)
    mirrored, mirrored_margin = complete_worlds(swapped)
    swap = np.array([code(table, SWAPPED.get(name, name)) for name in table.outcomes])
    assert (mirrored == swap[outcome]).all()
    assert (mirrored_margin == margin).all()


@thousand
@given(given_answers=complete())
def test_13_swapping_the_columns_swaps_bpo_and_kpo(
    criteria: Criteria, swapped: Criteria, given_answers: dict[str, str]
) -> None:
    here, there = scored(criteria, given_answers), scored(swapped, given_answers)
    assert there.outcome == SWAPPED.get(here.outcome, here.outcome)
    assert there.points == Points(here.points.kpo, here.points.bpo)
    assert (there.rule, there.margin) == (here.rule, here.margin)


# 14. Every warning names a section of the guide.


@pytest.fixture(scope="module")
def headings() -> dict[str, str]:
    return {each.id: each.heading for each in read(CONTENT / "guide.yml", Guide).sections}


@thousand
@given(given_answers=partial())
def test_14_every_warning_names_a_section_of_the_guide(
    criteria: Criteria,
    words: ResultWords,
    headings: dict[str, str],
    given_answers: dict[str, str],
) -> None:
    said = words.told(recommend(criteria, Answers.of(criteria, given_answers)))
    assert not (said.warnings and said.outcome == "too_early")
    for warning in said.warnings:
        assert headings[warning.section] == warning.heading


# 15. No percentage and no decimal in what the user reads.


@thousand
@given(given_answers=partial())
def test_15_no_percentage_and_no_decimal_is_ever_read(
    criteria: Criteria, words: ResultWords, given_answers: dict[str, str]
) -> None:
    said = words.told(recommend(criteria, Answers.of(criteria, given_answers)))
    for text in (said.text, json.dumps(said.payload(), ensure_ascii=False)):
        assert not re.search(r"%|\bper ?cent|\d[.,]\d", text)
