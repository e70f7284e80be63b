"""Does a recommendation say all it must, in order, in whole numbers, and truly?"""

import json
import re

import pytest
from hypothesis import given

from advisor.decision.answers import Answers
from advisor.decision.recommendation import Boundary, recommend
from advisor.decision.worlds import assess
from advisor.speaking.recommendation import ToldResult
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from content.criteria import NOT_SURE, OUTCOMES, Criteria
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial

CASES = {
    "bpo": ROUTINE,
    "kpo": EXPERT,
    "hybrid": MIXED,
    "in_house": ROUTINE | {"core": "yes"},
    "too_early": {"core": "no", "goal": NOT_SURE},
}


WORDS = ResultWords(load_criteria(), load_texts())


def told(
    criteria: Criteria, given_answers: dict[str, str], boundary: Boundary | None = None
) -> ToldResult:
    found = recommend(criteria, Answers.of(criteria, given_answers))
    return WORDS.told(found, "payroll", boundary or Boundary())


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
    assert said.disclosure in said.text
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
        "summary",
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
    text = said.text
    wanted = [said.headline, said.confidence_text, said.disclosure, *said.next_steps]
    wanted += [each.text for each in (*said.reasons, *said.against)]
    wanted += [each.text for each in said.others] + [each.text for each in said.changes]
    wanted += [part for each in said.warnings for part in (each.text, each.practice)]
    wanted += [line.question for line in said.lines]
    places = [text.find(each) for each in wanted]
    assert -1 not in places


def test_the_parts_stand_in_the_order_of_the_decision_model(criteria: Criteria) -> None:
    text = told(criteria, EXPERT).text
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


def test_firm_says_which_answers_could_change_it_and_how_far_the_others_are(
    criteria: Criteria,
) -> None:
    assert told(criteria, ROUTINE).confidence_text == (
        "Firm: every question is answered, and by points no other result is nearer than 13 points. "
        "Another answer on core work or amount of work alone could change it; "
        "KPO is two other answers away at least."
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
    assert {each.challenge.model for each in said.recommendation.cautions} == {"kpo"}


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
    lines = WORDS.lines(Answers.of(criteria, {"core": "no", "goal": NOT_SURE}))
    assert [line.answer for line in lines if line.value is not None] == ["No", "Not sure"]
    assert {line.answer for line in lines if line.value is None} == {"Not answered"}


def changed(criteria: Criteria, before: dict[str, str], after: dict[str, str]) -> str:
    former, latter = (recommend(criteria, Answers.of(criteria, each)) for each in (before, after))
    return WORDS.changed(former, latter)


def test_a_changed_answer_is_told_with_what_it_did(criteria: Criteria) -> None:
    assert changed(criteria, ROUTINE, ROUTINE | {"volume": "low"}) == (
        "Amount of work: A lot, steadily → Little, or a one-off. "
        "The result changes from BPO to Keep it in-house. "
        "Points: BPO 20 → 16, KPO −7 → −7."
    )


def test_a_change_without_effect_says_so(criteria: Criteria) -> None:
    assert "The result stays BPO." in changed(criteria, ROUTINE, ROUTINE | {"goal": "capacity"})
    assert changed(criteria, ROUTINE, ROUTINE) == "Nothing changed."


BOUNDARY = Boundary(("the review",), ("the typing", "the scanning"))


@pytest.mark.parametrize(
    ("given_answers", "boundary", "headline", "partner"),
    [
        (
            ROUTINE | {"core": "parts"},
            BOUNDARY,
            "A hybrid fits best: keep the review, and hand the typing and the scanning to a BPO "
            "partner.",
            "bpo",
        ),
        (
            EXPERT | {"core": "parts"},
            Boundary((), ("the search",)),
            "A hybrid fits best: keep the part customers choose you for, and hand the search to a "
            "KPO partner.",
            "kpo",
        ),
        (
            MIXED,
            Boundary(("the approval",), ()),
            "A hybrid fits best: keep the approval, and hand the rest to partners: BPO for what is "
            "routine, KPO for what takes experts.",
            None,
        ),
        (
            {"core": "no", "judgement": "some", "standardised": "parts", "volume": "high"}
            | {"analysis": "partly"},
            BOUNDARY,
            "A hybrid looks like the best fit so far: keep the review, and hand the typing and the "
            "scanning to a partner; whether BPO or KPO, the open answers decide.",
            None,
        ),
    ],
)
def test_a_hybrid_names_its_boundary_and_the_model_where_it_is_certain(
    criteria: Criteria,
    given_answers: dict[str, str],
    boundary: Boundary,
    headline: str,
    partner: str | None,
) -> None:
    said = told(criteria, given_answers, boundary)
    assert said.headline == headline
    assert said.payload()["boundary"] == {
        "stays": list(boundary.stays),
        "goes": list(boundary.goes),
        "partner": partner,
    }
    assert "**What stays and what goes**" in said.text


def test_only_a_hybrid_has_a_boundary(criteria: Criteria) -> None:
    said = told(criteria, ROUTINE, BOUNDARY)
    assert "boundary" not in said.payload()
    assert "the review" not in said.text


def test_a_warning_no_answer_raises_is_not_told(criteria: Criteria) -> None:
    calm = ROUTINE | {"volume": "medium"}
    assert told(criteria, calm).warnings == ()
    assert "None of your answers raises a challenge" in told(criteria, calm).text


@pytest.mark.parametrize(
    ("value", "step"),
    [
        ("yes", "Choose the numbers by which you monitor performance. You said that simple"),
        ("no", "where numbers do not show it. You said that simple numbers cannot show"),
        (NOT_SURE, "Nothing is known yet on simple measures."),
    ],
)
def test_how_to_monitor_follows_the_answer(criteria: Criteria, value: str, step: str) -> None:
    steps = told(criteria, ROUTINE | {"measurable": value}).next_steps
    assert len([each for each in steps if "performance" in each and step in each]) == 1
