"""The work that messages name, read by a model that learned from data/works.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import load_content
from evaluation.works import measure
from nlu.encoder import shared_encoder
from nlu.lemmas import parse
from nlu.work import WorkReader
from nlu.work_data import WORKS, WorksError, load_examples
from nlu.work_phrases import gerund_of, phrases, readable

SITUATIONS_NAMED = 0.55
REQUESTS_NAMED = 0.72
STAYS_FOUND = 0.25
INVENTED = 0.08


NAMED = [
    ("is pension administration more of a bpo job", "pension administration"),
    ("gene sequencing - which one?", "gene sequencing"),
    ("Does forensic accounting fall under BPO or KPO?", "forensic accounting"),
    ("classify: lift safety reports", "lift safety reports"),
    ("should we outsource our meter readings?", "meter readings"),
    ("we plan to hand over our fleet bookings, good idea?", "fleet bookings"),
    ("sorry, stock transfers", "stock transfers"),
    ("uh checking contracts i guess", "checking contracts"),
    ("number crunching for the board", "number crunching for the board"),
    ("It's our payroll.", "payroll"),
]


@pytest.fixture(scope="module")
def reader() -> WorkReader:
    tasks = [phrase for task in load_content().tasks for phrase in task.phrases]
    return WorkReader.fit(load_examples(), tasks, shared_encoder())


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_work_is_named_without_what_surrounds_it(reader: WorkReader, text: str, name: str) -> None:
    works = [work for work in reader.read(text) if work.role == "out"]
    assert [work.name for work in works] == [name]


@pytest.mark.parametrize(
    "text",
    ["", "?", "42", "yes", "is it bpo or kpo?", "I want to outsource", "assess my process", "lol"],
)
def test_words_that_name_no_work_have_none(reader: WorkReader, text: str) -> None:
    assert reader.read(text) == []


def test_what_must_stay_is_no_work_to_hand_over(reader: WorkReader) -> None:
    works = reader.read("label printing can go out, price bargaining stays with me")
    assert {work.role: work.name for work in works} == {
        "out": "label printing",
        "stays": "price bargaining",
    }


def test_enumerated_works_are_all_named_in_order(reader: WorkReader) -> None:
    works = reader.read("Classify: (i) payroll (ii) equity research (iii) hotel bookings")
    assert [work.name for work in works] == ["payroll", "equity research", "hotel bookings"]


def test_the_place_of_a_work_is_that_of_its_words(reader: WorkReader) -> None:
    text = "Good day. We need help with the parking appeals please."
    (work,) = reader.read(text)
    assert text[work.start : work.end] == "parking appeals"


def test_own_work_is_told_from_a_general_question(reader: WorkReader) -> None:
    (own,) = reader.read("we spend two days a week on our seating plans")
    (general,) = reader.read("is payroll bpo or kpo?")
    assert (own.own, general.own) == (True, False)


def test_a_reader_restored_from_its_state_reads_the_same(reader: WorkReader) -> None:
    restored = WorkReader(reader.state(), shared_encoder())
    text = "my evenings go on typing delivery notes"
    assert restored.read(text) == reader.read(text)


def test_names_are_found_in_messages_of_people_not_learned_from() -> None:
    figures = measure(load_examples(), shared_encoder(), folds=[2])
    situations, bare = figures["answers"], figures["bare"]
    silent = [each for kind, each in figures.items() if kind.endswith("silent")]
    assert situations.named / situations.naming >= SITUATIONS_NAMED
    assert bare.named / bare.naming >= REQUESTS_NAMED
    assert (situations.stay_found + bare.stay_found) / (
        situations.staying + bare.staying
    ) >= STAYS_FOUND
    assert sum(each.invented for each in silent) / sum(each.silent for each in silent) <= INVENTED


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("our boy is typing the readings into the system", "typing readings"),
        ("all the dockets have to be keyed in", "keying in dockets"),
        ("we record the hearings and somebody has to write them up", "writing up hearings"),
        ("we do the stock counts each friday", "stock counts"),
    ],
)
def test_a_verb_and_what_it_is_done_to_are_a_candidate(text: str, name: str) -> None:
    assert name in [each.name for each in phrases(parse(text))]


@pytest.mark.parametrize(
    ("verb", "gerund"),
    [("we type it", "typing"), ("they tag it", "tagging"), ("I tie it", "tying")],
)
def test_a_verb_is_named_by_its_gerund(verb: str, gerund: str) -> None:
    assert gerund_of(parse(verb)[1]) == gerund


def test_a_message_in_capitals_is_read_in_small_letters_and_keeps_its_length() -> None:
    text = "FABRIC SHEETS, KEEP OR OUTSOURCE?"
    assert readable(text) == text.lower()


def test_a_line_without_its_text_is_an_error_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "works.yml"
    path.write_text("situations: [{pass: a-1}]\nrequests: []\nsilent: []\n")
    with pytest.raises(WorksError, match="'text' is missing"):
        load_examples(path)


def test_no_message_of_the_tests_is_learned_from() -> None:
    learned = {each.text.lower() for each in load_examples()}
    assert learned.isdisjoint(text.lower() for text, _ in NAMED)


def test_each_example_is_of_a_numbered_pass() -> None:
    assert WORKS.is_file()
    assert all(each.written_by.rsplit("-", 1)[1].isdigit() for each in load_examples())
