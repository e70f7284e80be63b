"""The plain form of a question on some work."""

import pytest

from nlu.task_phrase import is_framed


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
