"""What would change the result, and what could: other answers, and answers to open questions.

A consequence is certain where every completion of the open questions leads to it; else it names
all that is possible. Nothing here is true of some completions and told as if of all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from advisor.decision.answers import Answers, check_answer
from advisor.decision.worlds import Array, Assessment, Result, assess, every_world, worlds
from content.criteria import NOT_SURE, OUTCOMES, Criteria, Outcome


@dataclass(frozen=True)
class Change:
    """One answer given otherwise; `old` is None where the question is open."""

    criterion: str
    old: str | None
    new: str


@dataclass(frozen=True)
class WhatIf:
    """Changes, and the outcomes that are possible after them, the most frequent first.

    `result` is what would be named then, `before` what is named now, and `was_settled` whether that
    is certain; `has_likeliest` says whether the first of `possible` occurs in more completions of
    the open questions than any other.
    """

    changes: tuple[Change, ...]
    possible: tuple[Outcome, ...]
    result: Result
    before: Result
    was_settled: bool
    has_likeliest: bool

    @property
    def outcome(self) -> Outcome | None:
        """The only outcome that is possible then, None where several are."""
        return self.possible[0] if self.is_certain else None

    @property
    def is_certain(self) -> bool:
        """Whether it holds whatever the open questions bring."""
        return len(self.possible) == 1


@dataclass(frozen=True)
class Supposition:
    """What a visitor supposes of a question.

    `value` is None, or 'not sure', where no answer was named.
    """

    criterion: str
    value: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether every answer to the question is meant."""
        return self.value is None or self.value == NOT_SURE


def merged(before: Sequence[Supposition], said: Sequence[Supposition]) -> tuple[Supposition, ...]:
    """The suppositions after a follow-up.

    'And if it is medium?' replaces what was supposed of the same question; what is supposed of
    others goes on, and 'what if both?', which names none, keeps all.
    """
    every = {each.criterion: each for each in (*before, *said)}
    return tuple(every.values())


def changes_of(
    criteria: Criteria, answers: Answers, supposed: Iterable[Supposition]
) -> tuple[Change, ...]:
    """The changes that suppositions with a value would make; those that are so already make none.

    Raises:
        AnswerError: a supposition names an unknown criterion or value.
    """
    changes = []
    for each in supposed:
        if each.value is None or each.is_open:
            continue
        check_answer(criteria, each.criterion, each.value)
        old = answers.known.get(each.criterion)
        if each.value != old:
            changes.append(Change(each.criterion, old, each.value))
    return tuple(changes)


def apply(criteria: Criteria, answers: Answers, changes: Iterable[Change]) -> Answers:
    """The answers with the changes made.

    Raises:
        AnswerError: a change names an unknown criterion or value.
    """
    return Answers.of(criteria, {**answers, **{each.criterion: each.new for each in changes}})


def consequence(criteria: Criteria, answers: Answers, changes: Sequence[Change]) -> WhatIf:
    """Where changes lead, over all completions of the questions that stay open."""
    then = apply(criteria, answers, changes)
    counted = every_world(criteria).outcomes_left_by(then)
    now = assess(criteria, answers)
    return WhatIf(
        changes=tuple(changes),
        possible=tuple(outcome for outcome, _ in counted),
        result=assess(criteria, then).result,
        before=now.result,
        was_settled=now.is_settled,
        has_likeliest=len(counted) == 1 or counted[0][1] > counted[1][1],
    )


def one_answer_changes(criteria: Criteria, answers: Answers) -> tuple[WhatIf, ...]:
    """All changes of a single answer that change the result or could, in the criteria's order.

    A settled result changes where another becomes possible; one that is not settled, where another
    is certain, is named instead, or the result so far becomes impossible.
    """
    return tuple(
        consequence(criteria, answers, (change,)) for change, _ in _telling(criteria, answers)
    )


def shown_changes(criteria: Criteria, answers: Answers, most: int = 3) -> tuple[WhatIf, ...]:
    """The one-answer changes worth showing, at most so many.

    One a criterion and each other result once before any is repeated; certain ones first, given
    answers before open ones, small moves before large ones.
    """
    table = worlds(criteria)
    order = {name: number for number, name in enumerate(criteria.ids)}

    def effort(found: tuple[Change, int]) -> tuple[bool, bool, int, int]:
        change, there = found
        return (
            len(table.outcomes_at(there)) > 1,
            change.old is None,
            _distance(criteria, change),
            order[change.criterion],
        )

    ranked = sorted(_telling(criteria, answers), key=effort)
    shown: dict[Change, Result] = {}
    for new_results_only in (True, False):
        for change, there in ranked:
            result = table.result_at(there)
            seen = set(shown.values()) if new_results_only else set()
            used = {each.criterion for each in shown}
            if len(shown) < most and result not in seen and change.criterion not in used:
                shown[change] = result
    return tuple(consequence(criteria, answers, (change,)) for change in shown)


def tipping_answers(criteria: Criteria, answers: Answers) -> tuple[str, ...]:
    """The known answers of which another alone could change a settled result.

    Empty where the result is not settled: then the open questions are what it hangs on.
    """
    if not assess(criteria, answers).is_settled:
        return ()
    found = [change.criterion for change, _ in _telling(criteria, answers)]
    return tuple(dict.fromkeys(name for name in found if name in answers.known))


def _telling(criteria: Criteria, answers: Answers) -> list[tuple[Change, int]]:
    """The changes of one answer that change the result or could, each with the state after it."""
    table = worlds(criteria)
    place = table.index(answers)
    now = assess(criteria, answers)
    known = answers.known
    found = []
    for question, stride, size in zip(criteria.questions, table.strides, table.sizes, strict=True):
        old = known.get(question.id)
        at = size if old is None else question.values.index(old)
        for number, new in enumerate(question.values):
            there = place + (number - at) * stride
            if number != at and _is_other(now, table.outcomes_at(there), table.result_at(there)):
                found.append((Change(question.id, old, new), there))
    return found


def _is_other(now: Assessment, possible: tuple[Outcome, ...], result: Result) -> bool:
    """Whether a state differs from the present one in what can be said of the result."""
    if now.is_settled:
        return possible != now.possible
    if len(possible) == 1:
        return possible[0] != now.result
    if result not in ("too_early", now.result):
        return True
    return now.result != "too_early" and now.result not in possible


def distances(criteria: Criteria, answers: Answers) -> Mapping[Outcome, int]:
    """Per outcome the fewest given answers that must be others before it is possible at all.

    Exact over all other answers; 0 for what the open questions can lead to already.
    """
    _, possible, cost = _with_other_answers(criteria, answers)
    order = criteria.policy.lead_order
    return {
        outcome: int(cost[possible & (1 << order.index(outcome)) > 0].min())
        // _one_change(criteria)
        for outcome in OUTCOMES
        if (possible & (1 << order.index(outcome)) > 0).any()
    }


def nearest_change(criteria: Criteria, answers: Answers) -> WhatIf | None:
    """The fewest given answers to change before a settled result is another, or could be.

    Among as few, a certain consequence before a possible one, then the one that moves the points
    least. None where the result is not settled, or nothing can change it.
    """
    now = assess(criteria, answers)
    if not now.is_settled:
        return None
    reach, possible, cost = _with_other_answers(criteria, answers)
    same = 1 << criteria.policy.lead_order.index(now.lead)
    wanted = possible != same
    if not wanted.any():
        return None
    one_change = _one_change(criteria)
    is_open = (possible & (possible - 1)) != 0
    effort = cost // one_change * 2 * one_change + is_open * one_change + cost % one_change
    return _changes_at(criteria, answers, _least(wanted, effort), reach, possible.shape)


def settling_answers(criteria: Criteria, answers: Answers) -> WhatIf | None:
    """The fewest answers to give before a result is certain; None where it is already."""
    if assess(criteria, answers).is_settled:
        return None
    return _way(criteria, answers, OUTCOMES, keep=True)


def way_to(criteria: Criteria, answers: Answers, *targets: Outcome) -> WhatIf | None:
    """The fewest answers to change, or to give, with which the result is certainly a target.

    Exact: all combinations of other answers and of answers to open questions are searched. Among
    as few, the one that moves the points least. None if none leads there, or if it is so already.
    """
    now = assess(criteria, answers)
    if now.is_settled and now.lead in targets:
        return None
    return _way(criteria, answers, targets, keep=False)


def _way(
    criteria: Criteria, answers: Answers, targets: Collection[Outcome], *, keep: bool
) -> WhatIf | None:
    """The nearest state in which one of the targets is certain.

    Args:
        keep: whether the answers given stay as they are.
    """
    table = worlds(criteria)
    # Cells of the table that can be reached: a known answer can change, but not become unknown.
    known = answers.known
    reach = tuple(
        slice(0, size + 1)
        if question.id not in known
        else slice(at := question.values.index(known[question.id]), at + 1)
        if keep
        else slice(0, size)
        for question, size in zip(criteria.questions, table.sizes, strict=True)
    )
    possible = table.possible.reshape(table.shape)[reach]
    wanted = np.zeros(possible.shape, bool)
    for target in targets:
        wanted |= possible == 1 << table.outcomes.index(target)
    if not wanted.any():
        return None
    cell = _least(wanted, _cost(criteria, answers, reach))
    return _changes_at(criteria, answers, cell, reach, possible.shape)


def _with_other_answers(
    criteria: Criteria, answers: Answers
) -> tuple[tuple[slice, ...], Array, Array]:
    """All other given answers, the open ones left open: their cells, what is possible, the cost."""
    table = worlds(criteria)
    known = answers.known
    reach = tuple(
        slice(0, size) if question.id in known else slice(size, size + 1)
        for question, size in zip(criteria.questions, table.sizes, strict=True)
    )
    possible = table.possible.reshape(table.shape)[reach].astype(np.int16)
    return reach, possible, _cost(criteria, answers, reach).astype(np.int32)


def _least(wanted: Array, effort: Array) -> int:
    return int(np.where(wanted, effort, np.iinfo(effort.dtype).max).argmin())


def _changes_at(
    criteria: Criteria,
    answers: Answers,
    cell: int,
    reach: tuple[slice, ...],
    shape: tuple[int, ...],
) -> WhatIf:
    """The changes that lead to a cell, and their consequence; past the options is open."""
    known = answers.known
    digits = np.unravel_index(cell, shape)
    changes = []
    for question, part, digit in zip(criteria.questions, reach, digits, strict=True):
        place = part.start + int(digit)
        old = known.get(question.id)
        new = question.values[place] if place < len(question.values) else None
        if new is not None and new != old:
            changes.append(Change(question.id, old, new))
    return consequence(criteria, answers, changes)


def _one_change(criteria: Criteria) -> int:
    """More than all changes together can move, so that fewer changes always cost less."""
    return 2 * criteria.swing + 1


def _cost(criteria: Criteria, answers: Answers, reach: tuple[slice, ...]) -> Array:
    """Per cell that is reached the number of changes, then the points they move."""
    one_change = _one_change(criteria)
    known = answers.known
    each_question = []
    for question, part in zip(criteria.questions, reach, strict=True):
        old = known.get(question.id)
        steps = [
            0 if new == old else one_change + _distance(criteria, Change(question.id, old, new))
            for new in question.values
        ]
        each_question.append(np.array([*steps, 0], np.int16)[part])
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
