"""Short names for the work that visitors describe."""

import pytest

from advisor.naming import LONGEST, is_name, listed_task, name_of
from content import load_content


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("invoice processing", "invoice processing"),
        ("It's our payroll.", "payroll"),
        ("I'd like to outsource the bookkeeping please", "bookkeeping"),
        (
            "we are a 40-person fintech and month-end reconciliation eats three people for a week",
            "month-end reconciliation",
        ),
        ("I want to check another task: market research", "market research"),
        ("Let us try a different process: invoice entry", "invoice entry"),
        (
            "Our fund wants somebody outside to do credit research, which takes analysts, no two "
            "reports are alike",
            "credit research",
        ),
        (
            "We are a mid-sized dental lab with 60 employees and each month around 2,000 invoices "
            "have to be typed into SAP by two assistants following a checklist",
            "invoices",
        ),
        ("our lab tests are slow, which takes time", "lab tests are slow"),
    ],
)
def test_lead_ins_and_asides_are_left_out(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize("text", ["x" * 500, "word " * 100, "a, " * 80, "?" * 10, "\n\t "])
def test_a_name_is_never_too_long(text: str) -> None:
    assert len(name_of(text)) <= LONGEST


def test_long_words_take_the_name_of_the_task_they_contain() -> None:
    long = "we have a large team that does market research for all of our many products and lines"

    assert name_of(long, listed="market research") == "market research"


@pytest.mark.parametrize(
    "text", ["my", "our work", "this process", "42", "", "some tasks", "<b></b>", "x" * 99]
)
def test_words_without_content_name_no_work(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "but I want to outsource it anyway",
        "we don't want to outsource anything",
        "I would not want to outsource that at all.",
        "no, we still want to hand it over",
    ],
)
def test_a_wish_to_outsource_or_not_to_names_no_work(text: str) -> None:
    assert not is_name(name_of(text))
    assert not is_name(name_of(text, noun_phrases=lambda _: ["we", "anything", "it"]))


def test_a_listed_task_is_found_in_other_forms_of_its_words() -> None:
    found = listed_task(load_content().tasks, "we process supplier invoices, mostly data entry")

    assert found is not None
    assert found.id == "data_entry"


def test_no_listed_task_is_found_where_there_is_none() -> None:
    assert listed_task(load_content().tasks, "teaching dolphins to surf") is None
