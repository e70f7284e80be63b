"""Every topic has its answers, and they fit a small window and the guide."""

import re

import pytest

from content import load_content
from content.schema import LEAD_LIMIT, MODELS, Answer, answer_key

ANSWERS = [
    pytest.param(answer, id=f"{topic}.{side}.{key}")
    for topic, entry in load_content().topics.items()
    for side, answers in (
        ("answers", entry.answers),
        ("contrary", entry.contrary),
        ("details", entry.details),
    )
    for key, answer in answers.items()
]
TOPICS = list(load_content().topics)
ANSWERED = load_content().topics_of("guide", "author", "small_talk")
FROM_THE_GUIDE = load_content().topics_of("guide")
WITHOUT_A_SIDE = ("difference",)
QUESTIONS = ((), ("bpo",), ("kpo",), ("bpo", "kpo"))


@pytest.mark.parametrize("models", QUESTIONS, ids=answer_key)
@pytest.mark.parametrize("topic", ANSWERED)
def test_every_topic_has_an_answer_whatever_models_are_asked_about(topic, models) -> None:
    assert load_content().answer(topic, models).lead


@pytest.mark.parametrize("models", QUESTIONS, ids=answer_key)
@pytest.mark.parametrize("topic", FROM_THE_GUIDE)
def test_every_topic_of_the_guide_has_a_contrary_that_says_what_the_guide_leaves_out(
    topic, models
) -> None:
    answer = load_content().answer(topic, models, "contrary")
    assert answer is not load_content().answer(topic, models)
    assert answer.section
    assert answer.facts


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("topic", [t for t in FROM_THE_GUIDE if t not in WITHOUT_A_SIDE])
def test_every_topic_of_the_guide_speaks_of_each_model_by_itself(topic, model) -> None:
    answer = load_content().topics[topic].answers[model]
    assert model.upper() in answer.lead


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_label_that_fits_a_sentence_and_a_question_that_fits_a_button(
    topic,
) -> None:
    assert not load_content().topic_label(topic).endswith((".", "?"))
    assert len(load_content().topic_question(topic)) <= 50


def test_a_topic_that_is_worked_out_has_no_answer_to_look_up() -> None:
    with pytest.raises(KeyError, match="classify_task"):
        load_content().answer("classify_task")


def test_a_question_on_a_model_without_an_answer_of_its_own_gets_the_comparison() -> None:
    content = load_content()
    assert content.answer("difference", ["kpo"]) is content.topics["difference"].answers["both"]


def test_a_question_without_a_model_gets_the_general_answer_where_there_is_one() -> None:
    content = load_content()
    assert content.answer("choosing") is content.topics["choosing"].answers["none"]
    assert content.answer("benefits") is content.topics["benefits"].answers["both"]


def test_a_question_on_both_models_gets_the_general_answer_where_nothing_is_compared() -> None:
    content = load_content()
    assert content.answer("adoption", {"bpo", "kpo"}) is content.topics["adoption"].answers["none"]


@pytest.mark.parametrize(
    ("models", "key"),
    [
        ((), "none"),
        (("bpo",), "bpo"),
        (("kpo", "kpo"), "kpo"),
        (("kpo", "bpo"), "both"),
    ],
)
def test_the_key_of_an_answer_is_what_is_asked_about(models, key) -> None:
    assert answer_key(models) == key


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_lead_is_short_and_each_point_a_line_or_few(answer: Answer) -> None:
    assert len(answer.lead.split()) <= LEAD_LIMIT
    assert [point for point in answer.points if len(point.split()) > LEAD_LIMIT] == []


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_shows_a_percent_sign_or_british_spelling(answer: Answer) -> None:
    british = r"%|\b\w+(isation|ised|ising)\b|\b(centre|programme|labour|judgement|behaviour)\b"
    kept = {"advised", "comprised", "revised", "supervised", "rising"}
    found = {match.group(0) for match in re.finditer(british, answer.text.casefold())}
    assert found - kept == set()


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_followup_can_be_answered(answer: Answer) -> None:
    for followup in answer.followups:
        models = (followup.model,) if followup.model else ()
        is_computed = load_content().kind(followup.topic) == "computed"
        assert is_computed or load_content().answer(followup.topic, models)


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_followup_never_repeats_the_answer_it_stands_beneath(answer: Answer) -> None:
    for followup in answer.followups:
        if load_content().kind(followup.topic) != "computed":
            models = (followup.model,) if followup.model else ()
            assert load_content().answer(followup.topic, models) is not answer


def test_what_the_guide_leaves_out_is_said_and_not_invented() -> None:
    content = load_content()
    assert "no list" in content.answer("evaluation_criteria", ["kpo"]).lead
    assert "no figure" in content.answer("adoption", ["kpo"]).lead
    for models in QUESTIONS:
        assert "no prices" in content.answer("costs", models).lead
