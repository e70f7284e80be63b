"""Every topic that can be answered can be asked for: it is an intent with examples."""

from pathlib import Path

import yaml

from content import load_content

PROJECT = Path(__file__).parent.parent.parent
ASKED_BACK = "clarify"
"""What the assistant says by itself, so that nobody asks for it."""


def intents() -> list[str]:
    return yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))["intents"]


def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in (PROJECT / "data" / "nlu").glob("*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line[2:] for line in block["examples"].splitlines()]
            found.setdefault(block["intent"], []).extend(lines)
    return found


def test_every_topic_but_asking_back_is_an_intent() -> None:
    assert set(load_content().topics) - set(intents()) == {ASKED_BACK}


def test_every_intent_has_examples_and_every_example_an_intent() -> None:
    assert set(examples()) == set(intents())


def test_no_example_stands_for_two_intents() -> None:
    owners: dict[str, set[str]] = {}
    for intent, lines in examples().items():
        for line in lines:
            owners.setdefault(line.strip().lower(), set()).add(intent)
    assert {line: names for line, names in owners.items() if len(names) > 1} == {}


def test_every_subject_of_the_examples_can_be_refused() -> None:
    complaint = "complaint"
    subjects = {
        block["metadata"]["subject"]
        for block in yaml.safe_load(
            (PROJECT / "data" / "nlu" / "out_of_scope.yml").read_text(encoding="utf-8")
        )["nlu"]
    }
    assert subjects - {complaint} <= {refusal.id for refusal in load_content().refusals}


def test_every_detail_has_examples_and_an_answer() -> None:
    blocks = yaml.safe_load((PROJECT / "data" / "nlu" / "details.yml").read_text(encoding="utf-8"))[
        "nlu"
    ]
    learned = {(block["intent"], block["metadata"]["detail"]) for block in blocks}
    answered = {
        (topic, detail)
        for topic, entry in load_content().topics.items()
        for detail in entry.details
    }
    assert learned == answered


def test_every_topic_of_the_guide_has_examples_of_its_contrary() -> None:
    blocks = yaml.safe_load(
        (PROJECT / "data" / "nlu" / "contrary.yml").read_text(encoding="utf-8")
    )["nlu"]
    assert {block["intent"] for block in blocks} == set(load_content().topics_of("guide"))
