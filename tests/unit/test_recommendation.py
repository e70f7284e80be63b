"""Does a recommendation say all it must, in order, in whole numbers, and truly?"""

import json
import re

import pytest
from hypothesis import given

from advisor import Answers, Recommendation, assess, describe, recommend
from advisor.comparison import compare
from content.criteria import NOT_SURE, OUTCOMES, Criteria
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial

CASES = {
    "bpo": ROUTINE,
    "kpo": EXPERT,
    "hybrid": MIXED,
    "in_house": ROUTINE | {"core": "yes"},
    "too_early": {"core": "no", "goal": NOT_SURE},
}


def told(criteria: Criteria, given_answers: dict[str, str]) -> Recommendation:
    return recommend(criteria, Answers.of(criteria, given_answers))


@given(given_answers=partial())
def test_the_result_is_the_assessments(criteria: Criteria, given_answers: dict[str, str]) -> None:
    said = told(criteria, given_answers)
    found = assess(criteria, Answers.of(criteria, given_answers))
    assert (said.outcome, said.confidence) == (found.result, found.confidence)
    assert said.points == found.points


@given(given_answers=partial())
def test_the_other_outcomes_get_lines_of_comparable_length(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    said = told(criteria, given_answers)
    assert {each.outcome for each in said.others} == set(OUTCOMES) - {said.outcome}
    lengths = [len(each.text) for each in said.others]
    assert max(lengths) <= 1.5 * min(lengths)


@given(given_answers=partial())
def test_every_recommendation_discloses_who_gains_and_what_is_our_inference(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    said = told(criteria, given_answers)
    assert said.disclosure in said.text()
    assert said.payload()["disclosure"] == said.disclosure


def test_the_disclosure_names_the_seller_and_each_outcome_that_is_ours(
    criteria: Criteria,
) -> None:
    assert "sells both BPO and KPO" in criteria.disclosure
    ours = [each.id for each in criteria.outcomes if each.ours]
    assert ours == ["hybrid", "in_house"]
    for name in ours:
        assert f"{name.replace('_', '-')} " in criteria.disclosure
    assert "our own inference" in criteria.disclosure


@given(given_answers=partial())
def test_at_most_three_reasons_and_three_changes_are_told_and_each_is_one(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    said = told(criteria, given_answers)
    assert max(len(said.reasons), len(said.against), len(said.changes)) <= 3
    known = set(Answers.of(criteria, given_answers).known)
    assert {each.criterion for each in (*said.reasons, *said.against)} <= known
    assert all(each.what_if.result != said.outcome for each in said.changes)


@given(given_answers=partial())
def test_too_early_names_no_winner(criteria: Criteria, given_answers: dict[str, str]) -> None:
    said = told(criteria, given_answers)
    if said.outcome == "too_early":
        assert (said.reasons, said.against) == ((), ())
        assert len(said.others) == 4
        assert said.next_steps
        assert all(step.startswith("Find out: ") for step in said.next_steps)


@pytest.mark.parametrize(("outcome", "given_answers"), CASES.items())
def test_the_payload_keeps_the_contract(
    criteria: Criteria, outcome: str, given_answers: dict[str, str]
) -> None:
    payload = told(criteria, given_answers).payload()
    assert list(payload) == [
        "type",
        "topic",
        "outcome",
        "outcome_label",
        "confidence",
        "headline",
        "confidence_text",
        "points",
        "reasons",
        "against",
        "others",
        "changes",
        "smallest_change",
        "warnings",
        "next_steps",
        "lines",
        "disclosure",
    ]
    assert (payload["type"], payload["topic"]) == ("recommendation", "start_interview")
    assert payload["outcome"] == outcome
    assert payload["points"].keys() == {"bpo", "kpo", "bar"}
    assert json.loads(json.dumps(payload)) == payload


@pytest.mark.parametrize("given_answers", CASES.values(), ids=CASES)
def test_the_text_has_everything_the_payload_has(
    criteria: Criteria, given_answers: dict[str, str]
) -> None:
    said = told(criteria, given_answers)
    text = said.text()
    wanted = [said.headline, said.confidence_text, said.disclosure, *said.next_steps]
    wanted += [each.text for each in (*said.reasons, *said.against)]
    wanted += [each.text for each in said.others] + [each.text for each in said.changes]
    wanted += [part for each in said.warnings for part in (each.text, each.practice)]
    wanted += [line.question for line in said.lines]
    places = [text.find(each) for each in wanted]
    assert -1 not in places


def test_the_parts_stand_in_the_order_of_the_decision_model(criteria: Criteria) -> None:
    text = told(criteria, EXPERT).text()
    titles = re.findall(r"^\*\*(.+)\*\*$", text, re.M)
    assert titles == [
        "Why",
        "What speaks against it",
        "The other results",
        "What would change it",
        "Keep in mind",
        "Next steps",
        "All points",
    ]


@pytest.mark.parametrize(
    ("given_answers", "headline"),
    [
        (ROUTINE, "BPO fits this work best."),
        (EXPERT, "KPO fits this work best."),
        (ROUTINE | {"core": "parts"}, "hand the rest to a BPO partner."),
        (EXPERT | {"core": "parts"}, "hand the rest to a KPO partner."),
        (MIXED, "place the routine ones with BPO and the expert ones with KPO."),
        (MIXED | {"judgement": "rarely"}, "hand those that suit BPO to a partner"),
        (ROUTINE | {"core": "yes"}, "it is what customers choose you for."),
        (ROUTINE | {"volume": "low"}, "too little of it for BPO, and KPO misses the bar of 8"),
        (
            EXPERT | {"analysis": "no", "judgement": "rarely"},
            "no model reaches the bar of 8 points.",
        ),
        ({}, "It is too early to name a model for this work."),
    ],
)
def test_the_headline_says_the_result(
    criteria: Criteria, given_answers: dict[str, str], headline: str
) -> None:
    assert headline in told(criteria, given_answers).headline


def test_no_answer_speaks_both_for_keeping_the_work_and_against_it(criteria: Criteria) -> None:
    said = told(criteria, ROUTINE | {"volume": "low"})
    assert said.reasons[0].criterion == "volume"
    assert not {each.criterion for each in said.reasons} & {each.criterion for each in said.against}
    assert said.against


def test_a_result_that_hangs_on_one_answer_says_which(criteria: Criteria) -> None:
    said = told(criteria, {k: v for k, v in ROUTINE.items() if k != "core"})
    assert said.confidence_text.endswith(
        "It hangs on one answer: is this work a reason customers choose you?"
    )


def test_firm_says_how_many_answers_would_have_to_change(criteria: Criteria) -> None:
    said = told(criteria, ROUTINE)
    assert said.smallest is not None
    assert len(said.smallest.changes) == 1
    assert said.confidence_text == (
        "Firm: every question is answered; you would have to change at least one of your answers."
    )


def test_sensitive_expert_work_is_warned_of_its_secrets_first(criteria: Criteria) -> None:
    said = told(criteria, EXPERT | {"sensitivity": "a_lot"})
    assert "intellectual property" in said.warnings[0].text
    assert "ask your lawyer" in said.warnings[0].practice


def test_tight_money_is_warned_of_the_cost_of_an_hour_first(criteria: Criteria) -> None:
    said = told(criteria, EXPERT | {"sensitivity": "no", "tolerance": "a_little", "goal": "cost"})
    assert "costs more" in said.warnings[0].text


def test_a_hybrid_without_enough_work_is_not_warned_of_bpo(criteria: Criteria) -> None:
    said = told(criteria, EXPERT | {"core": "parts", "volume": "low"})
    assert said.outcome == "hybrid"
    assert {warning.model for warning in said.warnings} == {"kpo"}


def test_only_kpo_and_its_hybrids_plan_knowledge_transfer(criteria: Criteria) -> None:
    transfers = {
        name: any("knowledge-transfer" in step for step in told(criteria, case).next_steps)
        for name, case in CASES.items()
    }
    assert transfers == {
        "bpo": False,
        "kpo": True,
        "hybrid": True,
        "in_house": False,
        "too_early": False,
    }


def test_work_not_ready_names_the_cheapest_missing_points(criteria: Criteria) -> None:
    answers = EXPERT | {"analysis": "no", "judgement": "some", "measurable": "no", "volume": "low"}
    said = told(criteria, answers | {"sensitivity": "a_lot"})
    assert said.outcome == "in_house"
    assert said.warnings[0].text.startswith("KPO is nearest, one point short. If ")


def test_a_gate_stands_apart_from_the_points(criteria: Criteria) -> None:
    said = told(criteria, EXPERT | {"volume": "low"})
    line = next(each for each in said.lines if each.criterion == "volume")
    assert (line.points.bpo, line.points.kpo) == (0, 0)
    assert line.note == "Gate: this answer rules BPO out, whatever the points."


def test_what_was_said_can_be_read_back(criteria: Criteria) -> None:
    lines = describe(criteria, Answers.of(criteria, {"core": "no", "goal": NOT_SURE}))
    assert [line.answer for line in lines if line.value is not None] == ["No", "Not sure"]
    assert {line.answer for line in lines if line.value is None} == {"Not answered"}


def test_a_changed_answer_is_told_with_what_it_did(criteria: Criteria) -> None:
    before, after = told(criteria, ROUTINE), told(criteria, ROUTINE | {"volume": "low"})
    change = compare(before, after)
    assert change.text() == (
        "Amount of work: A lot, steadily → Little, or a one-off. "
        "The result changes from BPO to Keep it in-house. "
        "Points: BPO 20 → 16, KPO −7 → −7."
    )


def test_a_change_without_effect_says_so(criteria: Criteria) -> None:
    before, after = told(criteria, ROUTINE), told(criteria, ROUTINE | {"goal": "capacity"})
    assert "The result stays BPO." in compare(before, after).text()
    assert compare(before, before).text() == "Nothing changed."
