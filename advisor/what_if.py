"""What would change the result: other answers, and answers to open questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from advisor.answers import Answers
from advisor.worlds import Array, Result, worlds
from content.criteria import Criteria, Outcome


@dataclass(frozen=True)
class Change:
    """One answer given otherwise; `old` is None where the question is open."""

    criterion: str
    old: str | None
    new: str


@dataclass(frozen=True)
class WhatIf:
    """Changes and the result they lead to."""

    changes: tuple[Change, ...]
    result: Result


def apply(criteria: Criteria, answers: Answers, changes: Iterable[Change]) -> Answers:
    """The answers with the changes made.

    Raises:
        AnswerError: a change names an unknown criterion or value.
    """
    return Answers.of(criteria, {**answers, **{each.criterion: each.new for each in changes}})


def one_answer_changes(criteria: Criteria, answers: Answers) -> tuple[WhatIf, ...]:
    """All changes of a single answer that change the result, in the order of the criteria."""
    table = worlds(criteria)
    place = table.index(answers)
    now = int(table.result[place])
    found = []
    for question, stride, size in zip(criteria.questions, table.strides, table.sizes, strict=True):
        old = answers.known.get(question.id)
        at = size if old is None else question.values.index(old)
        for number, new in enumerate(question.values):
            then = int(table.result[place + (number - at) * stride])
            if then != now:
                change = Change(question.id, old, new)
                found.append(WhatIf((change,), table.result_name(then)))
    return tuple(found)


def shown_changes(criteria: Criteria, answers: Answers, most: int = 3) -> tuple[WhatIf, ...]:
    """The one-answer changes worth showing, at most so many.

    One a criterion and each other result once before any is repeated; results with a name before
    'too early', given answers before open ones, small moves before large ones.
    """
    order = {name: number for number, name in enumerate(criteria.ids)}

    def effort(what_if: WhatIf) -> tuple[bool, bool, int, int]:
        change = what_if.changes[0]
        return (
            what_if.result == "too_early",
            change.old is None,
            _distance(criteria, change),
            order[change.criterion],
        )

    ranked = sorted(one_answer_changes(criteria, answers), key=effort)
    shown: list[WhatIf] = []
    for new_results_only in (True, False):
        for what_if in ranked:
            criterion = what_if.changes[0].criterion
            seen = {each.result for each in shown} if new_results_only else set()
            used = {each.changes[0].criterion for each in shown}
            if len(shown) < most and what_if.result not in seen and criterion not in used:
                shown.append(what_if)
    return tuple(shown)


def smallest_change(
    criteria: Criteria, answers: Answers, target: Outcome | None = None
) -> WhatIf | None:
    """The fewest answers to change, or to give, that lead to another result.

    Exact: all combinations of other answers and of answers to open questions are searched.
    Among as many, the one that moves the points least.

    Args:
        target: the result wanted; any other than the present one by default.

    Returns:
        None if no combination leads there, or if the result is the target already.
    """
    single = [
        each for each in one_answer_changes(criteria, answers) if target in (None, each.result)
    ]
    if single:
        return min(single, key=lambda each: _distance(criteria, each.changes[0]))
    table = worlds(criteria)
    now = int(table.result[table.index(answers)])
    # Cells of the table that can be reached: a known answer can change, but not become unknown.
    reach = tuple(
        slice(0, size if question.id in answers.known else size + 1)
        for question, size in zip(criteria.questions, table.sizes, strict=True)
    )
    results = table.result.reshape(table.shape)[reach]
    wanted = results != now
    if target is not None:
        wanted &= results == table.outcomes.index(target)
    if not wanted.any():
        return None
    cost = _cost(criteria, answers)
    nearest = int(np.where(wanted, cost, np.iinfo(cost.dtype).max).argmin())
    digits = np.unravel_index(nearest, results.shape)
    changes = []
    for question, digit in zip(criteria.questions, digits, strict=True):
        old = answers.known.get(question.id)
        new = question.values[digit] if digit < len(question.values) else None
        if new is not None and new != old:
            changes.append(Change(question.id, old, new))
    return WhatIf(tuple(changes), table.result_name(int(results.flat[nearest])))


def _cost(criteria: Criteria, answers: Answers) -> Array:
    """Per reachable state the number of changes, then the points they move."""
    # More than all changes together can move, so that fewer changes always cost less.
    one_change = 2 * criteria.swing + 1
    each_question = []
    for question in criteria.questions:
        old = answers.known.get(question.id)
        steps = [
            0 if new == old else one_change + _distance(criteria, Change(question.id, old, new))
            for new in question.values
        ]
        if old is None:
            steps.append(0)
        each_question.append(np.array(steps, np.int16))
    total: Array = reduce(np.add.outer, each_question)
    return total


def _distance(criteria: Criteria, change: Change) -> int:
    """How many points, in BPO and KPO together, a change moves."""
    question = criteria.question(change.criterion)
    new = question.option(change.new)
    if change.old is None:
        return 0
    old = question.option(change.old)
    return abs(new.bpo - old.bpo) + abs(new.kpo - old.kpo)
