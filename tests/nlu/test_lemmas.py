"""Wordings of the same work."""

import pytest

from nlu.lemmas import lemma_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data entry", "the entry of data"),
        ("customer inquiries", "a customer's inquiry"),
        ("Legal Services", "legal service"),
        ("research on markets", "market research"),
    ],
)
def test_number_order_and_little_words_do_not_matter(one: str, other: str) -> None:
    first, second = lemma_keys([one, other])
    assert first == second


def test_other_work_has_another_key() -> None:
    assert len(set(lemma_keys(["data entry", "data analysis", "order entry"]))) == 3
