"""Does an interview take as few questions as it should, and does the report say so?"""

import pytest

from advisor.decision.answers import Answers
from advisor.decision.worlds import assess
from benchmarks.interview import DRAWS, PLAIN, asked, choosing, minds
from content.criteria import NOT_SURE, Criteria

RESULTS = {"plain BPO": "bpo", "plain KPO": "kpo", "plain in-house": "in_house"}


def test_any_answers_take_six_questions_on_average(criteria: Criteria) -> None:
    found = asked(criteria, minds(criteria, {}))
    assert found.mean <= 6
    assert found.most <= len(criteria.ids)


@pytest.mark.parametrize("name", PLAIN)
def test_plain_work_takes_five_questions_at_most(criteria: Criteria, name: str) -> None:
    assert asked(criteria, minds(criteria, PLAIN[name])).most <= 5


@pytest.mark.parametrize("name", PLAIN)
def test_plain_work_comes_out_as_it_is_called(criteria: Criteria, name: str) -> None:
    settled = assess(criteria, Answers.of(criteria, PLAIN[name]))
    assert settled.possible == (RESULTS[name],)


def test_the_same_visitors_are_drawn_each_time(criteria: Criteria) -> None:
    first, again = (list(minds(criteria, {}, doubts=True)) for _ in range(2))
    assert first == again
    assert len(first) == DRAWS
    assert any(NOT_SURE in mind.values() for mind in first)
    assert not any(NOT_SURE in mind.values() for mind in minds(criteria, {}))


def test_each_state_is_timed_once(criteria: Criteria) -> None:
    two = [next(minds(criteria, {}))] * 2
    spent = choosing(criteria, iter(two))
    assert spent == sorted(spent)
    assert 0 < len(spent) <= len(criteria.ids)
