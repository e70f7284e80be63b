"""What kind of answer is asked for shows in the form of the question."""

import pytest

from nlu.clauses import clauses
from nlu.form import form_of

FORMS = {
    "is kpo expensive?": "yes_no",
    "does bpo need a degree": "yes_no",
    "can a bank use kpo?": "yes_no",
    "how many companies outsource?": "figure",
    "what share of firms does it": "figure",
    "kpo is a kind of bpo, true or false?": "statement",
    "my boss says bpo is only call centers, right?": "statement",
    "outsourcing always ends in tears for the small ones among us I think": "statement",
    "list the benefits of bpo": "list",
    "which industries use kpo": "list",
    "give me some examples": "list",
    "is it bpo or kpo?": "open",
    "what is kpo?": "open",
    "thanks! how many do it?": "figure",
}


@pytest.mark.parametrize(("text", "form"), FORMS.items())
def test_the_form_of_a_question_is_told(text: str, form: str) -> None:
    assert form_of(clauses(text)) == form
