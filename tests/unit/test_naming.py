"""Short names for the work that visitors describe."""

import pytest

from advisor.reading.naming import is_name, listed_task
from content import load_content


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
