"""Is criteria.yml what the decision needs, and is a broken one refused?"""

import hashlib
import json
from typing import Any

import pytest
from pydantic import ValidationError

from content import CONTENT, read
from content.criteria import Criteria
from content.schema import Guide

# Points of each answer, BPO and KPO, as the decision model sets them.
POINTS = {
    "core": {"no": (0, 0), "parts": (-2, -2), "yes": (-6, -6)},
    "judgement": {"rarely": (4, -4), "some": (1, 3), "nearly_always": (-4, 5)},
    "expertise": {"no": (2, -3), "parts": (1, 3), "throughout": (-3, 5)},
    "standardised": {"yes": (5, 0), "parts": (3, 1), "no": (0, 2)},
    "volume": {"high": (4, 0), "medium": (2, 0), "low": (0, 0)},
    "analysis": {"no": (0, 0), "partly": (0, 3), "main": (0, 6)},
    "measurable": {"yes": (3, 0), "partly": (2, 0), "no": (-2, -2)},
    "goal": {"cost": (2, 0), "capacity": (2, 0), "expertise": (0, 2), "innovation": (0, 2)},
    "sensitivity": {"no": (0, 0), "some": (-1, -1), "a_lot": (-3, -3)},
    "tolerance": {"yes": (0, 0), "a_little": (0, -1), "no": (0, -3)},
}


def raw(criteria: Criteria) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(criteria.json())
    return value


def test_the_questions_are_the_criteria_of_the_contract(criteria: Criteria) -> None:
    assert criteria.ids == tuple(POINTS)


def test_every_answer_has_the_points_of_the_decision_model(criteria: Criteria) -> None:
    given = {q.id: {o.value: (o.bpo, o.kpo) for o in q.options} for q in criteria.questions}
    assert given == POINTS


def test_the_swing_of_all_questions_is_51_points(criteria: Criteria) -> None:
    assert criteria.swing == 51


def test_points_are_monotone_in_the_levels_of_each_question(criteria: Criteria) -> None:
    for question in criteria.questions:
        for column in ("bpo", "kpo"):
            levels = [getattr(option, column) for option in question.options]
            assert levels in (sorted(levels), sorted(levels, reverse=True)), question.id


def test_gates_and_parts_stand_where_the_decision_model_has_them(criteria: Criteria) -> None:
    options = [(q.id, o) for q in criteria.questions for o in q.options]
    assert {(name, o.value): o.gate for name, o in options if o.gate} == {
        ("core", "parts"): "split",
        ("core", "yes"): "keep",
        ("volume", "low"): "rules_out_bpo",
    }
    assert {(name, o.value) for name, o in options if o.parts} == {
        ("core", "parts"),
        ("judgement", "some"),
        ("expertise", "parts"),
        ("standardised", "parts"),
        ("analysis", "partly"),
    }


def test_cited_sections_stand_in_the_guide_under_the_same_headings(criteria: Criteria) -> None:
    guide = read(CONTENT / "guide.yml", Guide)
    headings = {section.id: section.heading for section in guide.sections}
    for cited in criteria.sections:
        assert headings.get(cited.id) == cited.heading


def test_the_disclosure_says_what_the_guide_file_says(criteria: Criteria) -> None:
    assert read(CONTENT / "guide.yml", Guide).author in criteria.disclosure


def test_every_option_has_a_few_examples(criteria: Criteria) -> None:
    few = [(q.id, o.value) for q in criteria.questions for o in q.options if len(o.examples) < 2]
    assert few == []


def test_no_two_questions_have_a_name_in_common(criteria: Criteria) -> None:
    names = [name for question in criteria.questions for name in question.names]
    assert len(set(names)) == len(names)


def _drop_outcome(value: dict[str, Any]) -> None:
    value["outcomes"].pop()


def _decimal_points(value: dict[str, Any]) -> None:
    value["questions"][1]["options"][0]["bpo"] = 4.5


def _unknown_section(value: dict[str, Any]) -> None:
    value["warnings"][0]["section"] = "pricing"


def _unknown_trigger(value: dict[str, Any]) -> None:
    value["warnings"][0]["raised_by"][0]["value"] = "perhaps"


def _phrase_twice(value: dict[str, Any]) -> None:
    options = value["questions"][0]["options"]
    options[0]["examples"].append(options[1]["examples"][0])


def _reserved_value(value: dict[str, Any]) -> None:
    value["questions"][0]["options"][0]["value"] = "not_sure"


def _lead_order_with_a_gap(value: dict[str, Any]) -> None:
    value["policy"]["lead_order"] = ["bpo", "kpo"]


def _question_twice(value: dict[str, Any]) -> None:
    value["questions"].append(value["questions"][0])


def _amount_without_option(value: dict[str, Any]) -> None:
    value["questions"][4]["amounts"]["high"] = "huge"


def _single_option(value: dict[str, Any]) -> None:
    del value["questions"][0]["options"][1:]


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (_drop_outcome, "in_house missing; name all four"),
        (_decimal_points, "not a valid integer"),
        (_unknown_section, "'pricing' is not listed under sections"),
        (_unknown_trigger, "'core=perhaps' is not an answer"),
        (_phrase_twice, "the example 'part of it' appears twice"),
        (_reserved_value, "'not_sure' belongs to every question"),
        (_lead_order_with_a_gap, "name each of bpo, kpo, hybrid, in_house once"),
        (_question_twice, "the question 'core' appears twice"),
        (_amount_without_option, "'huge' is not an option of 'volume'"),
        (_single_option, "two are needed"),
    ],
)
def test_broken_criteria_are_refused_by_name(criteria: Criteria, break_it: Any, said: str) -> None:
    value = raw(criteria)
    break_it(value)
    with pytest.raises(ValidationError, match=said):
        Criteria.parse_obj(value)


DECIDES = ("value", "bpo", "kpo", "parts", "gate")
FINGERPRINTS = {"1": "31028c5172c0bbd9"}
"""By version, a digest of all that decides; a stored result is worked out anew by its version."""


def fingerprint(criteria: Criteria) -> str:
    deciding = {
        "policy": raw(criteria)["policy"],
        "questions": [
            [question["id"], [[each[key] for key in DECIDES] for each in question["options"]]]
            for question in raw(criteria)["questions"]
        ],
    }
    return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:16]


def test_what_decides_changes_only_with_the_version(criteria: Criteria) -> None:
    found = fingerprint(criteria)
    assert FINGERPRINTS.get(criteria.version) == found, (
        f"points, gates or policy changed: give content/criteria.yml a new version, and add it "
        f"here with {found!r}; stored results of the old one are then shown as they were"
    )


def test_a_changed_point_has_another_fingerprint(criteria: Criteria) -> None:
    value = raw(criteria)
    value["questions"][0]["options"][0]["bpo"] += 1
    assert fingerprint(Criteria.parse_obj(value)) != fingerprint(criteria)
