"""The work is what is left of a question when its frame is taken away."""

import pytest

from nlu.task_phrase import is_framed, task_of_question, task_of_request

QUESTIONS = {
    "Is ledger keeping BPO or KPO?": "ledger keeping",
    "gene sequencing: bpo or kpo?": "gene sequencing",
    "gene sequencing - which one?": "gene sequencing",
    "parcel tracking bpo/kpo": "parcel tracking",
    "Where does staff scheduling belong?": "staff scheduling",
    "Does forensic accounting fall under BPO or KPO?": "forensic accounting",
    "would you call poster design a KPO service?": "poster design",
    "What about ticket sales, which of the two is that?": "ticket sales",
    "Under which head does soil analysis come, BPO or KPO?": "soil analysis",
    "help desk = bpo, right?": "help desk",
    "so toll billing would be BPO?": "toll billing",
    "classify: bridge inspection reports": "bridge inspection reports",
    "hi, is letter sorting a Business Process Outsourcing task?": "letter sorting",
    "If I outsource my newsletter is that KPO": "newsletter",
    "I do dubbing for a radio station. Is that BPO or KPO?": "dubbing for a radio station",
    "bridge design": "bridge design",
    "Is R&D BPO or KPO?": "r&d",
    "is a call centre bpo or kpo": "call centre",
    "do you call running call centers BPO?": "running call centers",
    "Is B.P.O. or K.P.O. the place for map making?": "map making",
}
REQUESTS = {
    "should we outsource our meter readings?": "meter readings",
    "I want to outsource grant writing, what do you recommend": "grant writing",
    "advice on our archive please": "archive",
    "we plan to hand over our fleet bookings, good idea?": "fleet bookings",
    "what should I do with my warranty claims": "warranty claims",
    "which model fits our tender reviews?": "tender reviews",
    "thinking about outsourcing the lab reports to someone in Poland": "lab reports",
}
NAMELESS = ["is it bpo or kpo?", "bpo or kpo", "which one is it", "is this task a bpo task?"]


@pytest.mark.parametrize(("question", "work"), QUESTIONS.items())
def test_the_work_of_a_question_is_found(question: str, work: str) -> None:
    assert task_of_question(question) == work


@pytest.mark.parametrize(("request_text", "work"), REQUESTS.items())
def test_the_work_of_a_request_is_found(request_text: str, work: str) -> None:
    assert task_of_request(request_text) == work


@pytest.mark.parametrize("question", NAMELESS)
def test_a_question_that_names_no_work_has_none(question: str) -> None:
    assert task_of_question(question) is None


@pytest.mark.parametrize("text", ["I want to outsource", "assess my process", "give me advice"])
def test_a_request_that_names_no_work_has_none(text: str) -> None:
    assert task_of_request(text) is None


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
