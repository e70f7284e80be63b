"""What the guide does not cover is said in a sentence, with what it does cover instead."""

import pytest

from content import load_content

SUBJECTS = [
    "salaries",
    "prices",
    "jobs",
    "lpo",
    "rpo",
    "ito",
    "bpaas",
    "other_outsourcing_types",
    "call_centers",
    "countries",
    "companies",
    "market_size",
    "history",
    "contracts",
    "laws",
    "ai",
    "start_a_bpo",
    "duration",
    "delivery_locations",
    "tools",
    "stocks",
    "training_and_exams",
    "ethics",
    "tax",
    "in_house_comparison",
    "performance_numbers",
    "time_zones",
    "culture_and_language",
    "security_measures",
    "transition_steps",
    "terms",
    "industry_membership",
    "general_business",
    "other_language",
    "other",
]


def test_the_subjects_are_those_the_training_examples_are_tagged_with() -> None:
    assert [refusal.id for refusal in load_content().refusals] == SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_refusal_reads_as_two_short_sentences(subject: str) -> None:
    text = load_content().refusal(subject).text
    assert text.startswith("The guide does not cover ")
    assert ". It does cover " in text
    assert text.count(". ") == 1
    assert text.endswith(".")
    assert not text.endswith("..")
    assert len(text.split()) <= 40


@pytest.mark.parametrize("subject", SUBJECTS)
def test_the_nearest_topic_of_a_refusal_is_answered_from_the_guide(subject: str) -> None:
    content = load_content()
    nearest = content.refusal(subject).nearest
    models = (nearest.model,) if nearest.model else ()
    assert content.answer(nearest.topic, models).section


def test_an_unknown_subject_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"'weather'.*salaries"):
        load_content().refusal("weather")
