"""Score sets of answers: `python -m evaluation.assess IN.jsonl OUT.jsonl`.

Each input line has an `id` and `answers`, a mapping from criterion to value; criteria left out or
`not_sure` are unknown. Each output line has `id`, `result`, `confidence` and `points`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from advisor.decision.answers import AnswerError, Answers
from advisor.decision.worlds import assess
from content import load_criteria
from content.criteria import Criteria


class CaseError(ValueError):
    """A line of the input is no case; the text names the line and the mend."""


def assess_cases(criteria: Criteria, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The assessment of each line that is not blank.

    Raises:
        CaseError: a line is not JSON, or its answers are not answers to the criteria.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _assess_case(criteria, json.loads(line))
            except json.JSONDecodeError as error:
                raise CaseError(f"line {number}: not JSON ({error}); write one object") from error
            except (AnswerError, CaseError) as error:
                raise CaseError(f"line {number}: {error}") from error


def _assess_case(criteria: Criteria, case: object) -> dict[str, Any]:
    if not isinstance(case, dict) or "id" not in case:
        raise CaseError("no 'id'; write an object with 'id' and 'answers'")
    given = case.get("answers")
    if not isinstance(given, dict):
        raise CaseError("'answers' is no mapping; write {criterion: value}")
    found = assess(criteria, Answers.of(criteria, given))
    return {
        "id": case["id"],
        "result": found.result,
        "confidence": found.confidence,
        "points": {"bpo": found.points.bpo, "kpo": found.points.kpo},
    }


def main(arguments: list[str] | None = None) -> int:
    """Read the cases of one file and write their assessments to another."""
    parser = argparse.ArgumentParser(prog="evaluation.assess", description=__doc__)
    parser.add_argument("source", metavar="IN", type=Path, help="JSONL of id and answers")
    parser.add_argument("target", metavar="OUT", type=Path, help="JSONL to write")
    paths = parser.parse_args(arguments)
    try:
        with paths.source.open(encoding="utf-8") as lines:
            rows = list(assess_cases(load_criteria(), lines))
    except (OSError, CaseError) as error:
        print(f"{paths.source}: {error}", file=sys.stderr)
        return 1
    with paths.target.open("w", encoding="utf-8") as output:
        output.writelines(json.dumps(row) + "\n" for row in rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
