"""The plain form of a question on some work."""

import pytest

from nlu.task_phrase import framed_work, is_framed


@pytest.mark.parametrize(
    "text", ["Is bridge design BPO or KPO?", "ok, would map making be a KPO or a BPO task"]
)
def test_the_plain_form_of_a_question_on_work_is_seen(text: str) -> None:
    assert is_framed(text)


@pytest.mark.parametrize(
    "text",
    [
        "is it bpo or kpo",
        "what is bpo or kpo",
        "is pay better in a BPO than in a KPO?",
        "is Genpact BPO or KPO?",
    ],
)
def test_other_forms_are_no_such_question(text: str) -> None:
    assert not is_framed(text)


@pytest.mark.parametrize(
    ("text", "work"),
    [
        (
            "Is first line support for a phone shop BPO or KPO?",
            "first line support for a phone shop",
        ),
        ("are our meter readings KPO or a BPO task?", "meter readings"),
        ("would map making be BPO or KPO", "map making"),
    ],
)
def test_the_work_of_such_a_question_is_all_that_stands_in_it(text: str, work: str) -> None:
    assert framed_work(text) == work
