"""Every way the open questions could still be answered, enumerated exactly.

A *world* is a complete set of answers; a *state* also leaves questions unknown. `Worlds` holds
the result of every world and folds it into every state: along each question's axis one more
entry stands for 'unknown' and gathers the entries before it. Looking a state up costs nothing
after that, so next questions, confidence and what-ifs are all exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from advisor.answers import Answers
from advisor.scoring import Points, points
from content.criteria import OUTCOMES, Criteria, Option, Outcome

Array = npt.NDArray[Any]
Result = Literal["bpo", "kpo", "hybrid", "in_house", "too_early"]
Confidence = Literal["firm", "fairly_clear", "leaning", "too_early"]

CONFIDENCES: tuple[Confidence, ...] = ("too_early", "leaning", "fairly_clear", "firm")
"""From the lowest to the highest."""

TOO_EARLY = len(OUTCOMES)
"""The code of the result `too_early` in `Worlds.result`."""


@dataclass(frozen=True)
class Assessment:
    """What a set of answers, complete or not, comes to.

    `possible` are the results that still occur, in the criteria's order of outcomes; `lead` the
    most frequent of them; `margin` the smallest margin, in points, over all worlds left;
    `answered` and `swing` the swing of the known answers and of all questions, in points;
    `points` those of the known answers.
    """

    result: Result
    confidence: Confidence
    lead: Outcome
    possible: tuple[Outcome, ...]
    margin: int
    answered: int
    swing: int
    points: Points

    @property
    def is_settled(self) -> bool:
        """Whether no open question can change the result."""
        return len(self.possible) == 1


class Worlds:
    """All states of a `Criteria` value, as flat arrays indexed by `Worlds.index`.

    Outcomes are coded by their place in `policy.lead_order`, so that the first of equals leads.

    Attributes:
        shape: per question its number of options and one more for 'unknown'.
        result: the code of the result, `TOO_EARLY` where no winner is named.
        lead: the code of the most frequent outcome.
        possible: a bit for each outcome that occurs.
        margin: the smallest margin, in points.
        confidence: the place in `CONFIDENCES`.
        answered: the swing, in points, of the known answers.
        known: how many answers are known.
        entropy: of the result over the worlds of the state, in bits.
    """

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.sizes = tuple(len(question.options) for question in criteria.questions)
        self.shape = tuple(size + 1 for size in self.sizes)
        self.strides = tuple(int(np.prod(self.shape[n + 1 :])) for n in range(len(self.shape)))
        self.outcomes = criteria.policy.lead_order

        outcome, margin = complete_worlds(criteria)
        counts = np.stack([outcome == code for code in range(len(self.outcomes))]).astype(np.int32)
        counts = _fold(counts, 1, np.sum)
        occurs = counts > 0
        self.lead = counts.argmax(axis=0).astype(np.int8).ravel()
        self.possible = (
            sum(occurs[code].astype(np.uint8) << code for code in range(len(self.outcomes)))
        ).ravel()
        self.margin = _fold(margin, 0, np.min).ravel()
        self.entropy = _entropy(counts).ravel()
        swings = [question.swing for question in criteria.questions]
        self.answered = self._sum_of_known(swings)
        self.known = self._sum_of_known([1] * len(self.sizes))
        self.confidence = self._confidence(occurs.sum(axis=0, dtype=np.int8).ravel())
        self.result = np.where(self.confidence == 0, np.int8(TOO_EARLY), self.lead)

    def index(self, answers: Answers) -> int:
        """The place of a state in the flat arrays."""
        known = answers.known
        place = 0
        for question, stride, size in zip(
            self.criteria.questions, self.strides, self.sizes, strict=True
        ):
            value = known.get(question.id)
            place += stride * (size if value is None else question.values.index(value))
        return place

    def digits(self, places: Array) -> Array:
        """Per place a row with each question's option number; its size stands for unknown."""
        return np.stack(np.unravel_index(places, self.shape), axis=-1)

    def result_at(self, place: int) -> Result:
        """The result of one state."""
        return self.result_name(int(self.result[place]))

    def result_name(self, code: int) -> Result:
        """The result a code of `Worlds.result` stands for."""
        return "too_early" if code == TOO_EARLY else self.outcomes[code]

    def is_settled(self, places: Array) -> Array:
        """Where exactly one result is possible."""
        possible = self.possible[places]
        settled: Array = (possible & (possible - 1)) == 0
        return settled

    def assess(self, answers: Answers) -> Assessment:
        """What the answers come to."""
        place = self.index(answers)
        bits = int(self.possible[place])
        occurring = {name for code, name in enumerate(self.outcomes) if bits >> code & 1}
        return Assessment(
            result=self.result_at(place),
            confidence=CONFIDENCES[self.confidence[place]],
            lead=self.outcomes[self.lead[place]],
            possible=tuple(o.id for o in self.criteria.outcomes if o.id in occurring),
            margin=int(self.margin[place]),
            answered=int(self.answered[place]),
            swing=self.criteria.swing,
            points=points(self.criteria, answers),
        )

    def _sum_of_known(self, weights: Iterable[int]) -> Array:
        total: Array = np.zeros(self.shape, np.int16)
        for axis, (weight, size) in enumerate(zip(weights, self.shape, strict=True)):
            known = np.full(size, weight, np.int16)
            known[-1] = 0
            total += _along(known, axis, len(self.shape))
        return total.ravel()

    def _confidence(self, possible: Array) -> Array:
        policy = self.criteria.policy
        swing = self.criteria.swing
        tenths = 10 * self.answered.astype(np.int32)
        one = possible == 1
        few = possible == policy.fairly_clear_outcomes
        levels = [
            one & (self.margin >= policy.firm_margin),
            one | (few & (tenths >= policy.fairly_clear_tenths * swing)),
            tenths >= policy.leaning_tenths * swing,
        ]
        return np.select(levels, [np.int8(3), np.int8(2), np.int8(1)], np.int8(0))


@lru_cache(maxsize=8)
def worlds(criteria: Criteria) -> Worlds:
    """The worlds of a criteria value, computed once."""
    return Worlds(criteria)


def assess(criteria: Criteria, answers: Answers) -> Assessment:
    """What a set of answers, complete or not, comes to."""
    return worlds(criteria).assess(answers)


def complete_worlds(criteria: Criteria) -> tuple[Array, Array]:
    """Outcome codes and margins of all complete sets of answers, one axis a question.

    The codes are places in `policy.lead_order`.
    """
    policy = criteria.policy
    code = {name: np.int8(number) for number, name in enumerate(policy.lead_order)}
    bpo = _total(criteria, lambda option: option.bpo)
    kpo = _total(criteria, lambda option: option.kpo)
    kept = _total(criteria, lambda option: option.gate == "keep") > 0
    split = _total(criteria, lambda option: option.gate == "split") > 0
    parts = _total(criteria, lambda option: option.parts) >= policy.parts_for_hybrid
    has_bpo = _total(criteria, lambda option: option.gate == "rules_out_bpo") == 0
    has_kpo = _total(criteria, lambda option: option.gate == "rules_out_kpo") == 0

    can_bpo = has_bpo & (bpo >= policy.bar)
    can_kpo = has_kpo & (kpo >= policy.bar)
    apart = np.abs(bpo - kpo)
    lowest = np.int16(policy.bar - policy.gate_margin)
    best = np.maximum(np.where(has_bpo, bpo, lowest), np.where(has_kpo, kpo, lowest))
    above = best - policy.bar + 1
    tie = can_bpo & can_kpo & (apart <= policy.tie_band)
    wins_bpo = can_bpo & (~can_kpo | (bpo > kpo))

    rules = [kept, ~(can_bpo | can_kpo), split | parts, tie, wins_bpo]
    outcome = np.select(
        rules,
        [code["in_house"], code["in_house"], code["hybrid"], code["hybrid"], code["bpo"]],
        code["kpo"],
    )
    tie_margin = np.minimum(np.minimum(bpo, kpo) - policy.bar + 1, policy.tie_band - apart + 1)
    margin = np.select(
        rules,
        [
            np.full_like(best, policy.gate_margin),
            policy.bar - best,
            above,
            tie_margin,
            _winning_margin(criteria, bpo, kpo, has_kpo),
        ],
        _winning_margin(criteria, kpo, bpo, has_bpo),
    )
    return outcome.astype(np.int8), margin.astype(np.int16)


def _winning_margin(criteria: Criteria, own: Array, other: Array, has_other: Array) -> Array:
    policy = criteria.policy
    above = own - policy.bar + 1
    ahead = np.maximum(own - other - policy.tie_band, policy.bar - other)
    return np.where(has_other, np.minimum(above, ahead), above)


def _total(criteria: Criteria, count: Callable[[Option], int]) -> Array:
    """The sum of a number per option over all questions, one axis a question."""
    number = len(criteria.questions)
    total: Array = np.zeros([len(q.options) for q in criteria.questions], np.int16)
    for axis, question in enumerate(criteria.questions):
        each = np.array([count(option) for option in question.options], np.int16)
        total += _along(each, axis, number)
    return total


def _along(values: Array, axis: int, dimensions: int) -> Array:
    """A vector laid along one axis, to be broadcast over the others."""
    shape = [1] * dimensions
    shape[axis] = len(values)
    return values.reshape(shape)


def _fold(table: Array, first_axis: int, gather: Callable[..., Array]) -> Array:
    """The table with an entry for 'unknown' at the end of each axis from the first one on."""
    for axis in range(first_axis, table.ndim):
        unknown = gather(table, axis=axis, keepdims=True).astype(table.dtype)
        table = np.concatenate([table, unknown], axis=axis)
    return table


def _entropy(counts: Array) -> Array:
    total = counts.sum(axis=0)
    bits = np.zeros(total.shape)
    for count in counts:
        share = count / total
        bits -= share * np.log2(share, out=np.zeros_like(share), where=count > 0)
    # Sums of logarithms differ in the last digits; equal entropies must compare as equal.
    rounded: Array = np.round(bits, 9)
    return rounded
