"""Are fillers and hedges told from what is said, and do fillers change nothing?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.asides import without_asides
from advisor.phrasing import interpret
from content import load_criteria
from content.criteria import Criteria

OPTIONS = [(q.id, o.value) for q in load_criteria().questions for o in q.options]
FILLERS = (
    "well, {}",
    "hm, {}",
    "uh {}",
    "er, {}",
    "honestly? {}",
    "to be honest {}",
    "let me think... {}",
    "I'd say {}",
    "like, {}",
    "so, {}",
    "ok, {}",
    "Well, uh, {}.",
    "{}, to be honest",
)
HEDGES = ("I guess {}", "probably {}", "maybe {}", "I think {}", "{}, I think", "well, {} I guess")


@pytest.mark.parametrize(
    ("text", "rest", "is_hedged"),
    [
        ("well, I guess hardly ever", "hardly ever", True),
        ("hmm I would say mostly yes", "mostly yes", False),
        ("to be honest it's low", "it's low", False),
        ("probably quite a lot I think", "quite a lot", True),
        ("honestly? rarely", "rarely", False),
        ("uh, never really", "never really", False),
        ("let me think... yes, fully documented", "yes, fully documented", False),
        ("it's, like, always the same", "it's, always the same", False),
        ("it is, I think, secret", "it is secret", True),
        ("So, you know, low.", "low.", False),
        ("I'm not sure, but maybe a little", "a little", True),
        ("not sure", "not sure", False),
        ("well documented", "well documented", False),
        ("so far 3000 a month", "so far 3000 a month", False),
        ("like any other company", "like any other company", False),
        ("more than I think", "more than I think", True),
        ("I think so", "I think so", True),
        ("probably not", "probably not", True),
        ("let me think", "let me think", False),
        ("hm", "hm", False),
        ("", "", False),
    ],
)
def test_what_is_said_is_left_when_its_asides_are_gone(
    text: str, rest: str, is_hedged: bool
) -> None:
    said = without_asides(text)
    assert (said.text, said.is_hedged) == (rest, is_hedged)


@pytest.mark.parametrize(("question", "value"), OPTIONS)
def test_fillers_change_nothing(criteria: Criteria, question: str, value: str) -> None:
    option = criteria.question(question).option(value)
    for phrase in (option.title, *option.phrasings):
        for filler in FILLERS:
            text = filler.format(phrase)
            found = interpret(criteria, criteria.question(question), text)
            assert (found.value, found.certainty) == (value, "clear"), text


@pytest.mark.parametrize(("question", "value"), OPTIONS)
def test_hedges_make_a_guess_of_an_answer(criteria: Criteria, question: str, value: str) -> None:
    option = criteria.question(question).option(value)
    for phrase in (option.title, *option.phrasings):
        for hedge in HEDGES:
            text = hedge.format(phrase)
            found = interpret(criteria, criteria.question(question), text)
            assert (found.value, found.certainty) == (value, "guess"), text


@pytest.mark.parametrize("text", ["well what counts as core", "so, what is that", "honestly, why?"])
def test_a_question_behind_a_filler_is_no_answer(criteria: Criteria, text: str) -> None:
    assert interpret(criteria, criteria.question("core"), text).value is None


@given(text=st.text(max_size=80))
def test_any_text_comes_to_rest(text: str) -> None:
    rest = without_asides(text).text
    assert without_asides(rest).text == rest
