"""What comes next in the interview, and about how much is still to come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Union

import numpy as np

from advisor.decision.answers import Answers
from advisor.decision.worlds import Array, Worlds, worlds
from content.criteria import Criteria


@dataclass(frozen=True)
class Ask:
    """Ask a question.

    `number` counts from one and includes those answered by `not_sure`; `remaining` is about how
    many more follow this one; an `offered` question may be skipped, as the result is settled.
    """

    criterion: str
    number: int
    remaining: int
    offered: bool = False


@dataclass(frozen=True)
class Confirm:
    """Have an answer confirmed that decides on its own, before the interview ends on it."""

    criterion: str
    value: str


@dataclass(frozen=True)
class Finish:
    """Nothing more to ask."""


Step = Union[Ask, Confirm, Finish]  # noqa: UP007


def next_step(
    criteria: Criteria, answers: Answers, *, confirmed: bool = False, offers: bool = True
) -> Step:
    """What to do after these answers.

    Args:
        confirmed: the user stands by the answer that keeps the work in-house.
        offers: whether to offer the questions that no longer change a settled result.
    """
    open_questions = tuple(name for name in criteria.ids if name not in answers)
    number = len(answers) + 1
    if open_questions and not may_stop(criteria, answers):
        ranked = rank(criteria, answers)
        return Ask(ranked[0], number, round(_expected(criteria, answers)) - 1)
    keeping = deciding_gate(criteria, answers)
    if keeping is not None and not confirmed:
        return Confirm(keeping, answers[keeping])
    if offers:
        offered = [name for name in open_questions if criteria.question(name).offered]
        if offered:
            return Ask(offered[0], number, len(offered) - 1, offered=True)
    return Finish()


def may_stop(criteria: Criteria, answers: Answers) -> bool:
    """Whether the result is settled and enough is answered to end the interview."""
    table = worlds(criteria)
    place = np.array([table.index(answers)])
    return bool(_stops(table, place)[0])


def deciding_gate(criteria: Criteria, answers: Answers) -> str | None:
    """The answered criterion that keeps the work in-house whatever the points, if any."""
    for name, value in answers.known.items():
        if criteria.question(name).option(value).gate == "keep":
            return name
    return None


def rank(criteria: Criteria, answers: Answers) -> tuple[str, ...]:
    """The questions not asked yet, best first.

    The best has the lowest expected entropy of the result; among equals the one with the larger
    swing, then the earlier one.
    """
    table = worlds(criteria)
    asked = _asked(criteria, answers)
    place = np.array([table.index(answers)])
    expected = _expected_entropy(table, place, asked)[0]
    order = sorted(
        (n for n in range(len(asked)) if not asked[n]),
        key=lambda n: (expected[n], -criteria.questions[n].swing, n),
    )
    return tuple(criteria.ids[n] for n in order)


def hanging_on(criteria: Criteria, answers: Answers) -> tuple[str, ...]:
    """The unknown criteria that the result still hangs on, the most telling first.

    One criterion alone means that its answer, whatever it is, settles the result.
    """
    table = worlds(criteria)
    place = table.index(answers)
    if table.is_settled(np.array([place]))[0]:
        return ()
    unknown = [n for n, name in enumerate(criteria.ids) if name not in answers.known]
    expected = _expected_entropy(table, np.array([place]), np.zeros(len(criteria.ids), bool))[0]
    unknown.sort(key=lambda n: (expected[n], -criteria.questions[n].swing, n))
    first = unknown[0]
    if table.is_settled(_children(table, np.array([place]), first)).all():
        return (criteria.ids[first],)
    # A question whose every answer leaves the same results possible is not what it hangs on.
    telling = [n for n in unknown if expected[n] < table.entropy[place]]
    return tuple(criteria.ids[n] for n in telling or unknown)


@lru_cache(maxsize=4096)
def _expected(criteria: Criteria, answers: Answers) -> float:
    """The mean number of questions still to ask, over all completions.

    Follows the interview along all its branches at once, each weighted by its share of worlds.
    """
    table = worlds(criteria)
    asked = _asked(criteria, answers)
    places = np.array([table.index(answers)])
    weights = np.ones(1)
    mean = 0.0
    for _ in range(len(asked) - int(asked.sum())):
        going_on = ~_stops(table, places)
        places, weights = places[going_on], weights[going_on]
        if not places.size:
            break
        mean += float(weights.sum())
        chosen = _choose(table, places, asked)
        branches = [
            (_children(table, places[chosen == n], n), weights[chosen == n])
            for n in np.unique(chosen)
        ]
        places = np.concatenate([children.ravel() for children, _ in branches])
        weights = np.concatenate(
            [
                np.repeat(parents / children.shape[1], children.shape[1])
                for children, parents in branches
            ]
        )
    return mean


def _asked(criteria: Criteria, answers: Answers) -> Array:
    return np.array([name in answers for name in criteria.ids])


def _stops(table: Worlds, places: Array) -> Array:
    enough = table.known[places] >= table.criteria.policy.answers_before_stopping
    stops: Array = table.is_settled(places) & enough
    return stops


def _children(table: Worlds, places: Array, question: int) -> Array:
    """The states after each answer to a question still unknown, one row a state."""
    size = table.sizes[question]
    steps = (np.arange(size) - size) * table.strides[question]
    children: Array = places[:, np.newaxis] + steps
    return children


def _expected_entropy(table: Worlds, places: Array, asked: Array) -> Array:
    """Per state and question the mean entropy after it; infinite where it cannot be asked."""
    digits = table.digits(places)
    expected: Array = np.full(digits.shape, np.inf)
    for question, size in enumerate(table.sizes):
        unknown = digits[:, question] == size
        if not asked[question] and unknown.any():
            children = _children(table, places[unknown], question)
            means = table.entropy[children].mean(axis=1)
            expected[unknown, question] = np.round(means, 9)
    return expected


def _choose(table: Worlds, places: Array, asked: Array) -> Array:
    """Per state the number of the question to ask; ties go as in `rank`."""
    swings = [question.swing for question in table.criteria.questions]
    order = np.array(sorted(range(len(swings)), key=lambda n: (-swings[n], n)))
    expected = _expected_entropy(table, places, asked)
    chosen: Array = order[expected[:, order].argmin(axis=1)]
    return chosen
