"""'The benefits of KPO and the risks of BPO' are two questions; 'pros and cons' are one."""

import pytest

from nlu.clauses import clauses
from tests.nlu.conftest import Parse

HALVES = {
    "what are the costs of kpo and the risks of bpo?": [
        "what are the costs of kpo",
        "risks of bpo",
    ],
    "explain the costs and the main risks of bpo": [
        "explain the costs of bpo",
        "main risks of bpo",
    ],
    "advantages of bpo and drawbacks of kpo": ["advantages of bpo", "drawbacks of kpo"],
    "what is kpo and the purpose of bpo": ["what is kpo", "purpose of bpo"],
}
WHOLE = [
    "pros and cons of kpo",
    "we want the flexibility of bpo and the expertise of kpo",
    "what is the difference between the benefits and the risks of bpo",
    "what is the role of hr and the finance team",
]
UNDERSTOOD = {
    "What are the advantages of KPO and the drawbacks of BPO?": [
        ("benefits", ["kpo"]),
        ("challenges", ["bpo"]),
    ],
    "tell me the costs and the challenges of kpo": [("costs", ["kpo"]), ("challenges", ["kpo"])],
}


@pytest.mark.parametrize(("text", "parts"), HALVES.items())
def test_a_text_with_two_things_of_models_is_parted(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize("text", WHOLE)
def test_what_only_looks_like_it_stays_whole(text: str) -> None:
    assert clauses(text) == [text]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD.items())
def test_each_half_has_its_topic_and_its_model(
    parse: Parse, text: str, expected: list[tuple[str, list[str]]]
) -> None:
    asked = parse([text])[0]["questions"]
    assert [(each["topic"], each["models"]) for each in asked] == expected


def test_two_names_of_one_topic_are_one_question(parse: Parse) -> None:
    assert "questions" not in parse(["what is the meaning of bpo and the definition of kpo?"])[0]
