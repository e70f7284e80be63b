"""Who is in distress hears of people who can help; who shares personal data is asked not to."""

import pytest

from advisor.reading import care
from tests.pipeline.talk import Talk


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "i just wanna die",
        "I wish I were dead",
        "I don't want to live anymore",
        "i dont want to be alive",
        "I am thinking of suicide",
        "I'm thinking about killing myself",
        "i want to kill myself",
        "I’m going to end my life",
        "maybe i should end it all",
        "I feel suicidal",
        "suicidal",
        "everybody would be better off without me",
        "I can't go on anymore",
        "I have nothing to live for",
        "how do I hurt myself",
        "what is bpo? never mind, I want to die.",
    ],
)
def test_a_person_in_distress_is_pointed_to_people(text: str) -> None:
    talk = Talk().say(text, "definition")
    assert talk.codes == ["distress"]
    assert "emergency" in talk.text
    assert talk.titles == []


@pytest.mark.parametrize(
    "text",
    [
        "is the call center industry dying",
        "I want to kill this project",
        "will AI kill outsourcing",
        "the deadline is killing me",
        "we want to end the contract",
        "I want to cut costs myself",
        "our product has reached the end of its life",
        "should I do it myself or outsource it",
        "i can't go on with the interview today",
        "suicide prevention hotline staffing",
        "is it a dead end job",
    ],
)
def test_words_of_business_are_no_distress(text: str) -> None:
    assert not care.in_distress(text)


@pytest.mark.parametrize(
    "text",
    [
        "write to anna.lee@example.com",
        "call me at +1 555 010 0199",
        "my card is 4111 1111 1111 1111",
        "it is 078-05-1120",
        "transfer it to DE89 3704 0044 0532 0130 00",
        "my password is hunter2",
    ],
)
def test_personal_data_brings_a_hint_that_does_not_repeat_it(text: str) -> None:
    talk = Talk().say(text, "greet")
    assert talk.codes[-1] == "personal_data"
    assert "delete my data" in talk.text
    assert not any(word in talk.text for word in text.split() if any(c.isdigit() for c in word))


@pytest.mark.parametrize(
    "text",
    [
        "we process 5,000 invoices a month",
        "about 10000000 records in 2024-2025",
        "between 1,000,000 and 2,000,000 calls",
        "password resets for 300 staff",
        "what is bpo @ scale",
        "open 24/7 since 2019",
    ],
)
def test_numbers_of_business_are_no_personal_data(text: str) -> None:
    assert not care.shares_personal_data(text)
