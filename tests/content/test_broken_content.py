"""A fault in the content is told with its file, its key and its mend."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from content import CONTENT, ContentError, load_content, read

Edit = Callable[[Any], None]


class Words(BaseModel):
    words: list[Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    copy.mkdir()
    for name in ("guide", "answers", "tasks", "refusals"):
        shutil.copy(CONTENT / f"{name}.yml", copy)
    return copy


def edit(folder: Path, name: str, change: Edit) -> None:
    path = folder / f"{name}.yml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    change(data)
    path.write_text(yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")


def costs(data: Any) -> Any:
    return data["topics"]["costs"]["answers"]


FAULTS: list[tuple[str, str, Edit, list[str]]] = [
    (
        "an answer names an unknown section",
        "answers",
        lambda data: costs(data)["bpo"].update(section="prices"),
        ["answers.yml: topics.costs.answers.bpo.section: 'prices'", "use one of introduction"],
    ),
    (
        "an answer has no section",
        "answers",
        lambda data: costs(data)["bpo"].pop("section"),
        ["answers.yml: topics.costs.answers.bpo.section: is missing", "use one of introduction"],
    ),
    (
        "an answer has no fact",
        "answers",
        lambda data: costs(data)["bpo"].update(facts=[]),
        ["answers.yml: topics.costs.answers.bpo.facts: are missing", "name the facts"],
    ),
    (
        "an answer names an unknown fact",
        "answers",
        lambda data: costs(data)["bpo"].update(facts=["cheap"]),
        ["answers.yml: topics.costs.answers.bpo.facts: 'cheap'", "add it there or mend"],
    ),
    (
        "a topic is missing",
        "answers",
        lambda data: data["topics"].pop("costs"),
        ["answers.yml: topics.", "followups: 'costs' cannot be asked for"],
    ),
    (
        "a topic has no answers",
        "answers",
        lambda data: data["topics"].update(weather={"label": "x", "question": "x"}),
        ["answers.yml: topics.weather.answers: nothing is said", "add an answer"],
    ),
    (
        "a topic says nothing where no model is named",
        "answers",
        lambda data: costs(data).pop("both"),
        ["answers.yml: topics.costs.answers", "add an answer 'none' or 'both'"],
    ),
    (
        "a topic that is worked out has an answer",
        "answers",
        lambda data: data["topics"]["clarify"].update(answers={"none": {"lead": "Pardon?"}}),
        ["answers.yml: topics.clarify.answers", "remove the answers"],
    ),
    (
        "a lead is too long",
        "answers",
        lambda data: costs(data)["bpo"].update(lead="word " * 61),
        ["answers.yml: topics.costs.answers.bpo.lead: has 61 words", "shorten it to 60"],
    ),
    (
        "a comparison has no table",
        "answers",
        lambda data: costs(data)["both"].pop("table"),
        ["answers.yml: topics.costs.answers.both.table: is missing", "needs one"],
    ),
    (
        "an answer on one model has a table",
        "answers",
        lambda data: costs(data)["bpo"].update(table=costs(data)["both"]["table"]),
        ["answers.yml: topics.costs.answers.bpo.table", "move it to 'both'"],
    ),
    (
        "a table has no rows",
        "answers",
        lambda data: costs(data)["both"]["table"].update(rows=[]),
        ["answers.yml: topics.costs.answers.both.table.rows: has 0 entries", "give from 1"],
    ),
    (
        "an answer has three followups",
        "answers",
        lambda data: costs(data)["bpo"].update(followups=[{"title": "Hi", "topic": "greet"}] * 3),
        ["answers.yml: topics.costs.answers.bpo.followups: has 3 entries", "to 2"],
    ),
    (
        "a followup leads nowhere",
        "answers",
        lambda data: costs(data)["bpo"].update(followups=[{"title": "Hm", "topic": "clarify"}]),
        ["answers.yml: topics.costs.answers.bpo.followups: 'clarify'", "choose another topic"],
    ),
    (
        "a topic has no contrary",
        "answers",
        lambda data: data["topics"]["costs"].pop("contrary"),
        ["answers.yml: topics.costs.contrary: nothing is said", "add an answer 'none' or 'both'"],
    ),
    (
        "a lead says nothing without its points",
        "answers",
        lambda data: data["topics"]["when_to_choose"]["answers"]["bpo"].pop("short"),
        ["answers.yml: topics.when_to_choose.answers.bpo.short: is missing"],
    ),
    (
        "a topic that the code speaks of is missing",
        "answers",
        lambda data: data["topics"].pop("clarify"),
        ["answers.yml: topics.clarify: is missing", "add its label"],
    ),
    (
        "the other side of a topic is none",
        "answers",
        lambda data: data["topics"]["costs"].update(opposite="prices"),
        ["answers.yml: topics.costs.opposite: 'prices'", "choose a topic"],
    ),
    (
        "a term stands twice",
        "guide",
        lambda data: data["terms"].append(data["terms"][0]),
        ["guide.yml: terms: 'outsourcing' stands twice", "rename or remove"],
    ),
    (
        "small talk cites the guide",
        "answers",
        lambda data: data["topics"]["greet"]["answers"]["none"].update(section="faq"),
        ["answers.yml: topics.greet.answers.none", "remove section and facts"],
    ),
    (
        "a key is misspelled",
        "answers",
        lambda data: costs(data)["bpo"].update(pionts=[]),
        ["answers.yml: topics.costs.answers.bpo.pionts: is not a known key", "mend its spelling"],
    ),
    (
        "a section stands twice",
        "guide",
        lambda data: data["sections"].append(data["sections"][0]),
        ["guide.yml: sections: 'introduction' stands twice", "rename or remove"],
    ),
    (
        "a fact stands twice",
        "guide",
        lambda data: data["sections"][1]["facts"].append(data["sections"][1]["facts"][0]),
        ["guide.yml: facts: 'models_complement' stands twice", "rename or remove"],
    ),
    (
        "the author is missing",
        "guide",
        lambda data: data.pop("author"),
        ["guide.yml: author: is missing", "add it"],
    ),
    (
        "a task stands twice",
        "tasks",
        lambda data: data["tasks"].append(data["tasks"][0]),
        ["tasks.yml: tasks: 'customer_service' stands twice", "rename or remove"],
    ),
    (
        "a task has no synonyms",
        "tasks",
        lambda data: data["tasks"][0].update(synonyms=[]),
        ["tasks.yml: tasks.customer_service.synonyms: has 0 entries", "give from 1"],
    ),
    (
        "two tasks share a wording",
        "tasks",
        lambda data: data["tasks"][1].update(synonyms=["Customer Service"]),
        ["tasks.yml: tasks.customer_support: 'customer service' names customer_service", "keep"],
    ),
    (
        "a task of the guide has no section",
        "tasks",
        lambda data: data["tasks"][0].pop("section"),
        ["tasks.yml: tasks.customer_service.section", "mend it or in_guide"],
    ),
    (
        "a task names an unknown section",
        "tasks",
        lambda data: data["tasks"][0].update(section="work"),
        ["tasks.yml: tasks.customer_service.section: 'work'", "use one of introduction"],
    ),
    (
        "an industry names an unknown section",
        "tasks",
        lambda data: data["industries"][0].update(section="work"),
        ["tasks.yml: industries.telecommunications.section: 'work'", "use one of introduction"],
    ),
    (
        "a role names an unknown section",
        "tasks",
        lambda data: data["roles"][0].update(section="work"),
        ["tasks.yml: roles.research_scientist.section: 'work'", "use one of introduction"],
    ),
    (
        "a refused subject stands twice",
        "refusals",
        lambda data: data["subjects"].append(data["subjects"][0]),
        ["refusals.yml: subjects: 'salaries' stands twice", "rename or remove"],
    ),
    (
        "a refusal points to small talk",
        "refusals",
        lambda data: data["subjects"][0]["nearest"].update(topic="greet"),
        ["refusals.yml: subjects.salaries.nearest.topic: 'greet'", "choose a topic"],
    ),
]


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [pytest.param(*fault[1:], id=fault[0].replace(" ", "_")) for fault in FAULTS],
)
def test_a_fault_is_told_with_its_place_and_mend_when(
    folder: Path, name: str, change: Edit, told: list[str]
) -> None:
    edit(folder, name, change)
    with pytest.raises(ContentError) as raised:
        load_content(folder)
    assert [part for part in told if part not in str(raised.value)] == []


def test_the_copied_content_is_sound_before_it_is_broken(folder: Path) -> None:
    assert load_content(folder).tasks == load_content().tasks


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "tasks.yml").unlink()
    with pytest.raises(ContentError, match=r"content/tasks\.yml: cannot be read .*put the file"):
        load_content(folder)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("words: [", r"words\.yml: is not valid YAML"),
        ("words: [a]\nwords: [b]", r"words\.yml: .*the key 'words' stands twice; keep one"),
        ("- a", r"words\.yml: must be a mapping"),
        ("", r"words\.yml: must be a mapping"),
        ("words: a", r"words\.yml: words: .*; change the value"),
    ],
)
def test_yaml_that_cannot_be_used_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ContentError, match=f"(?s){told}"):
        read(write(tmp_path, text), Words)


def test_yes_and_no_are_words_and_only_true_and_false_are_not(tmp_path: Path) -> None:
    path = write(tmp_path, "words: [yes, no, on, off, true, False, 7]")
    assert read(path, Words).words == ["yes", "no", "on", "off", True, False, 7]
