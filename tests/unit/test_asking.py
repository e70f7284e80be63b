"""What the interview asks: complete as text, and true to the schema of its payload."""

import json

from jsonschema import Draft202012Validator

from advisor import asking
from advisor.opener import Finding
from content.criteria import Criteria
from server.train import PROJECT

SCHEMA = json.loads((PROJECT / "docs/reference/schemas/payload.json").read_text("utf-8"))
FINDINGS = (
    Finding("volume", "high", "3,000 invoices a month"),
    Finding("standardised", "yes", "always the same steps"),
)


def test_what_was_understood_is_listed_with_its_words_in_payload_and_text(
    criteria: Criteria,
) -> None:
    asked = asking.confirm_understood(criteria, FINDINGS)

    assert list(Draft202012Validator(SCHEMA).iter_errors(asked.payload)) == []
    assert [each["words"] for each in asked.payload["understood"]] == [
        finding.words for finding in FINDINGS
    ]
    for each in asked.payload["understood"]:
        line = f"- {each['question']}: {each['says']} (from “{each['words']}”)"
        assert line in asked.text.splitlines()


def test_each_answer_that_was_understood_has_a_button_of_its_own(criteria: Criteria) -> None:
    asked = asking.confirm_understood(criteria, FINDINGS)

    assert [button.title for button in asked.buttons] == [
        "That's right",
        "Ask me all of it",
        "Change: Amount of work",
        "Change: Set steps",
        "Stop",
    ]
