"""Does `python -m evaluation.assess` score the cases of a file, and name a broken line?"""

import json
from pathlib import Path

import pytest

from content.criteria import Criteria
from evaluation.assess import CaseError, assess_cases, main
from tests.unit.answer_sets import EXPERT, ROUTINE


def test_cases_are_scored_line_by_line(tmp_path: Path) -> None:
    source, target = tmp_path / "cases.jsonl", tmp_path / "scored.jsonl"
    cases = [
        {"id": "routine", "answers": ROUTINE, "note": "not read"},
        {"id": 2, "answers": EXPERT | {"goal": "not_sure"}},
        {"id": "nothing", "answers": {}},
    ]
    source.write_text("\n\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    assert main([str(source), str(target)]) == 0
    assert [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()] == [
        {
            "id": "routine",
            "result": "bpo",
            "confidence": "firm",
            "points": {"bpo": 20, "kpo": -7},
        },
        {"id": 2, "result": "kpo", "confidence": "firm", "points": {"bpo": -4, "kpo": 17}},
        {
            "id": "nothing",
            "result": "too_early",
            "confidence": "too_early",
            "points": {"bpo": 0, "kpo": 0},
        },
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: no 'id'; write an object with 'id' and 'answers'"),
        ('{"id": 1}', "line 2: 'answers' is no mapping"),
        ('{"id": 1, "answers": {"cost": "no"}}', "line 2: 'cost' is not a criterion"),
        ('{"id": 1, "answers": {"core": false}}', "line 2: 'False' is not an answer to 'core'"),
    ],
)
def test_a_broken_line_is_named_with_its_mend(criteria: Criteria, line: str, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        list(assess_cases(criteria, ["", line]))


def test_a_missing_file_fails_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "scored.jsonl"
    assert main([str(tmp_path / "absent.jsonl"), str(target)]) == 1
    assert "absent.jsonl" in capsys.readouterr().err
    assert not target.exists()
