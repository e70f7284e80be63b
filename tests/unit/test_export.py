"""A stored result comes back the same, and can be taken along in files that do no harm."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision.answers import Answers
from advisor.decision.recommendation import Boundary, recommend
from advisor.speaking.export import (
    CSV_COLUMNS,
    CSV_SUMMARY,
    CSV_TOTAL,
    ReopenedResult,
    StoredResult,
    address,
    as_csv,
    as_json,
    as_markdown,
    reopen,
)
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from content.criteria import Criteria
from tests.unit.answer_sets import EXPERT, MIXED, ROUTINE, partial

NOON = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)
WORDS = ResultWords(load_criteria(), load_texts())
NASTY = (
    "=HYPERLINK(1)",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "＝1",
    'a";=1',
    "a,=1",
    "a;=1",
    "a\n=1",
)


def stored(
    criteria: Criteria, answers: dict[str, str], work: str = "invoice processing"
) -> StoredResult:
    """Return what an interview with these answers keeps."""
    told = recommend(criteria, Answers.of(criteria, answers))
    return StoredResult(
        work=work,
        finished=NOON,
        criteria_version=criteria.version,
        answers=answers,
        outcome=told.outcome,
        confidence=told.confidence,
        points=told.points,
    )


def table(result: ReopenedResult) -> list[dict[str, str]]:
    """Return the rows of the CSV."""
    return list(csv.DictReader(io.StringIO(as_csv(result))))


def test_an_address_is_the_path_of_its_id() -> None:
    assert address("abc") == "/results/abc"


def test_a_result_is_worked_out_anew_with_all_that_belongs_to_it(criteria: Criteria) -> None:
    result = reopen(WORDS, stored(criteria, ROUTINE))
    assert result.told is not None
    assert result.told.recommendation == recommend(criteria, Answers.of(criteria, ROUTINE))
    assert (result.label, result.confidence) == ("BPO", "Firm")


def test_a_result_of_another_version_is_shown_as_it_was_stored(criteria: Criteria) -> None:
    old = replace(stored(criteria, ROUTINE), criteria_version="0", outcome="kpo")
    result = reopen(WORDS, old)
    assert result.told is None
    assert result.label == "KPO"
    assert "criteria version 0" in result.outdated


@pytest.mark.parametrize("change", [{"outcome": "hybrid"}, {"confidence": "leaning"}])
def test_a_result_that_comes_out_otherwise_today_is_shown_as_it_was_stored(
    criteria: Criteria, change: dict[str, str]
) -> None:
    old = replace(stored(criteria, ROUTINE), **change)  # type: ignore[arg-type]
    assert reopen(WORDS, old).told is None


def test_points_that_come_out_otherwise_today_are_shown_as_they_were_stored(
    criteria: Criteria,
) -> None:
    kept = stored(criteria, ROUTINE)
    old = replace(kept, points=replace(kept.points, bpo=kept.points.bpo + 1))
    assert reopen(WORDS, old).told is None


def test_an_answer_that_is_gone_is_shown_by_its_id(criteria: Criteria) -> None:
    answers = {"core": "half", "colour": "blue", "volume": "not_sure"}
    old = replace(stored(criteria, ROUTINE), answers=answers, outcome="split")
    result = reopen(WORDS, old)
    assert result.told is None
    assert result.label == "split"
    assert [(each.question, each.answer) for each in result.answers] == [
        ("Core work", "half"),
        ("colour", "blue"),
        ("Amount of work", "Not sure"),
    ]


def test_the_markdown_holds_the_whole_recommendation(criteria: Criteria) -> None:
    result = reopen(WORDS, stored(criteria, EXPERT))
    assert result.told is not None
    text = as_markdown(result)
    assert text.startswith("# Outsourcing advice: invoice processing\n\nFinished on May 1, 2024")
    assert result.told.text in text
    assert result.told.summary in text


def test_the_markdown_of_an_outdated_result_says_so_and_keeps_the_points(
    criteria: Criteria,
) -> None:
    old = replace(stored(criteria, ROUTINE), criteria_version="0")
    result = reopen(WORDS, old)
    text = as_markdown(result)
    assert result.outdated in text
    assert f"BPO {old.points.bpo}" in text
    assert criteria.disclosure in text
    assert "- Core work: No" in text


@pytest.mark.parametrize(
    "work", ["<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "a\n# b", "`*_~|\\"]
)
def test_nothing_in_the_works_name_is_taken_for_markdown(criteria: Criteria, work: str) -> None:
    heading, *rest = as_markdown(reopen(WORDS, stored(criteria, ROUTINE, work))).splitlines()
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "", heading.removeprefix("# Outsourcing advice: "))
    assert not re.search(r"[<>\[\]()`*_~|\\#&]", bare)
    assert rest[0] == ""


def test_the_json_holds_answers_result_and_recommendation(criteria: Criteria) -> None:
    result = reopen(WORDS, stored(criteria, ROUTINE, "Löhne <b>"))
    assert result.told is not None
    assert json.loads(as_json(result)) == {
        "work": "Löhne <b>",
        "finished": "2024-05-01T12:00:00+00:00",
        "criteria_version": criteria.version,
        "outcome": "bpo",
        "confidence": "firm",
        "points": {"bpo": result.told.points.bpo, "kpo": result.told.points.kpo},
        "answers": ROUTINE,
        "summary": result.told.summary,
        "recommendation": result.told.payload(),
    }


def test_the_json_of_an_outdated_result_recommends_nothing(criteria: Criteria) -> None:
    old = replace(stored(criteria, ROUTINE), criteria_version="0")
    document = json.loads(as_json(reopen(WORDS, old)))
    assert document["recommendation"] is document["summary"] is None
    assert document["outcome"] == "bpo"


@given(answers=partial())
def test_the_rows_of_the_csv_sum_to_its_total(criteria: Criteria, answers: dict[str, str]) -> None:
    *rows, total, summary = table(reopen(WORDS, stored(criteria, answers)))
    assert summary["criterion"] == CSV_SUMMARY
    assert summary["answer"].startswith("This is advice on invoice processing")
    assert [row["criterion"] for row in rows] == list(criteria.ids)
    assert total["criterion"] == CSV_TOTAL
    for model in ("bpo", "kpo"):
        assert sum(int(row[model]) for row in rows) == int(total[model])


def test_the_csv_of_an_outdated_result_has_answers_and_the_total_alone(criteria: Criteria) -> None:
    old = replace(stored(criteria, ROUTINE), criteria_version="0")
    *rows, total = table(reopen(WORDS, old))
    assert {row["criterion"] for row in rows} == set(ROUTINE)
    assert {row["bpo"] for row in rows} == {""}
    assert (int(total["bpo"]), int(total["kpo"])) == (old.points.bpo, old.points.kpo)


@pytest.mark.parametrize("work", NASTY)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("version", ["0", None], ids=["outdated", "of today"])
def test_no_cell_of_the_csv_is_a_formula(
    criteria: Criteria, work: str, delimiter: str, version: str | None
) -> None:
    kept = replace(stored(criteria, MIXED, work), boundary=Boundary((work, "the review"), (work,)))
    if version is not None:
        kept = replace(kept, criteria_version=version)
    reader = csv.reader(io.StringIO(as_csv(reopen(WORDS, kept))), delimiter=delimiter)
    cells = [cell for row in reader for cell in row]
    assert [cell for cell in cells if _may_be_a_formula(cell)] == []


def test_what_stays_and_goes_is_in_every_file(criteria: Criteria) -> None:
    kept = replace(stored(criteria, MIXED), boundary=Boundary(("the *review*",), ("the typing",)))
    result = reopen(WORDS, kept)
    assert "It stays with you: the \\*review\\*." in as_markdown(result)
    rows = {row["criterion"]: row["answer"] for row in table(result)}
    assert (rows["stays"], rows["goes"]) == ("the *review*", "the typing")
    boundary = json.loads(as_json(result))["recommendation"]["boundary"]
    assert boundary == {"stays": ["the *review*"], "goes": ["the typing"], "partner": None}


def _may_be_a_formula(cell: str) -> bool:
    is_number = re.fullmatch(r"-?\d+", cell) is not None
    return not is_number and cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@given(work=st.text(st.characters(blacklist_categories=("Cs",)), max_size=60))
def test_any_name_can_be_written_down(criteria: Criteria, work: str) -> None:
    result = reopen(WORDS, stored(criteria, ROUTINE, work))
    assert json.loads(as_json(result))["work"] == work
    assert as_markdown(result).count("\n# ") == 0
    rows = list(csv.reader(io.StringIO(as_csv(result))))
    assert {len(row) for row in rows} == {len(CSV_COLUMNS)}
