"""Short names for the work that visitors describe."""

import pytest

from advisor.reading.naming import LONGEST, UNNAMED, is_name, listed_task, name_of
from content import load_content


def test_short_words_are_a_name_themselves() -> None:
    assert name_of("grant  <b>reports</b>") == "grant reports"


def test_long_words_that_name_no_listed_task_leave_the_work_unnamed() -> None:
    assert name_of("we are a lab of sixty people and each month there is far too much") == UNNAMED


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


def test_a_listed_task_is_found_in_other_forms_of_its_words() -> None:
    found = listed_task(load_content().tasks, "we process supplier invoices, mostly data entry")

    assert found is not None
    assert found.id == "data_entry"


def test_no_listed_task_is_found_where_there_is_none() -> None:
    assert listed_task(load_content().tasks, "teaching dolphins to surf") is None
