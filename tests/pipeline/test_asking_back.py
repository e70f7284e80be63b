"""Turns that point back to what was just said: a word of it, one of its two halves, its work."""

from conversation.message import Work
from tests.pipeline.talk import Talk

PAYROLL = Work(
    "payroll",
    own=True,
    judgement={"verdict": "bpo", "known": True, "nearest": "payroll_processing"},
)


def test_a_word_of_the_last_answer_is_explained_whatever_it_looks_like() -> None:
    talk = Talk().say("what are the benefits of bpo?", "benefits", models=("bpo",))
    talk.say("scalability, what is meant by that", "definition", 0.8)

    assert "scalability" in talk.replies[0].text.lower()
    assert talk.codes == ["benefits"]


def test_a_question_on_a_model_is_not_taken_for_one_on_a_word() -> None:
    talk = Talk().say("what are the benefits of bpo?", "benefits", models=("bpo",))
    talk.say("and what is kpo outsourcing?", "definition", models=("kpo",))

    assert talk.codes == ["definition"]
    assert talk.replies[0].payload["models"] == ["kpo"]


def test_more_on_the_second_is_on_the_second_model() -> None:
    talk = Talk().say("what are bpo and kpo?", "definition", models=("bpo", "kpo"))
    talk.say("the 2nd one i think, say more about it", "ask_more")

    assert talk.replies[0].payload["models"] == ["kpo"]


def test_the_same_work_in_other_words_starts_nothing_anew() -> None:
    talk = Talk().say("help me decide", "start_interview", works=("invoice checking",))
    talk.say("I want advice on checking invoices", "start_interview", works=("checking invoices",))

    assert talk.state.interview.work == "invoice checking"


def test_which_model_the_work_is_can_be_asked_within_its_interview() -> None:
    talk = Talk().say("help me decide on payroll", "start_interview", works=(PAYROLL,))
    talk.say("is it bpo or the other one", "start_interview", models=("bpo",), works=(PAYROLL,))

    assert talk.codes[0] == "classify_task"
    assert talk.state.interview.work == "payroll"
