"""Every way the open questions could still be answered, enumerated exactly.

A *world* is a complete set of answers; a *state* also leaves questions unknown. `Worlds` holds
the result of every world and folds it into every state: along each question's axis one more
entry stands for 'unknown' and gathers the entries before it. Looking a state up costs nothing
after that, so next questions, confidence and what-ifs are all exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from advisor.decision.answers import Answers
from advisor.decision.scoring import RULES, Points, Rule, points
from content.criteria import OUTCOMES, Criteria, Option, Outcome
from content.schema import MODELS, Model

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

    def outcomes_at(self, place: int) -> tuple[Outcome, ...]:
        """The outcomes that occur in one state, in the criteria's order."""
        bits = int(self.possible[place])
        occurring = {name for code, name in enumerate(self.outcomes) if bits >> code & 1}
        return tuple(each.id for each in self.criteria.outcomes if each.id in occurring)

    def is_settled(self, places: Array) -> Array:
        """Where exactly one result is possible."""
        possible = self.possible[places]
        settled: Array = (possible & (possible - 1)) == 0
        return settled

    def assess(self, answers: Answers) -> Assessment:
        """What the answers come to."""
        place = self.index(answers)
        return Assessment(
            result=self.result_at(place),
            confidence=CONFIDENCES[self.confidence[place]],
            lead=self.outcomes[self.lead[place]],
            possible=self.outcomes_at(place),
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
    every = every_world(criteria)
    return every.outcome, every.margin


@dataclass(frozen=True)
class EveryWorld:
    """Complete sets of answers and what each comes to; all arrays have the same shape.

    Attributes:
        outcome: places in `policy.lead_order`.
        margin: in points.
        rule: places in `scoring.RULES`, of the rule that decides.
        points: toward each model.
        eligible: per model, whether it is in the running and reaches the bar.
    """

    criteria: Criteria
    outcome: Array
    margin: Array
    rule: Array
    points: Mapping[Model, Array]
    eligible: Mapping[Model, Array]

    def left_by(self, answers: Answers) -> EveryWorld:
        """The worlds that agree with the known answers."""
        reach = self._reach(answers)
        return self._picked(lambda values: np.asarray(values[reach]).reshape(-1))

    def outcomes_left_by(self, answers: Answers) -> tuple[tuple[Outcome, int], ...]:
        """The outcomes, as in `outcomes`, of the worlds that agree with the known answers."""
        return self._counted(np.asarray(self.outcome[self._reach(answers)]).reshape(-1))

    def with_outcome(self, outcome: Outcome) -> EveryWorld:
        """The worlds of one outcome; there may be none."""
        of_it = self.outcome == self.criteria.policy.lead_order.index(outcome)
        return self._picked(lambda values: values[of_it])

    def outcomes(self) -> tuple[tuple[Outcome, int], ...]:
        """The outcomes that occur with the number of their worlds, the most frequent first."""
        return self._counted(self.outcome.reshape(-1))

    def _counted(self, codes: Array) -> tuple[tuple[Outcome, int], ...]:
        order = self.criteria.policy.lead_order
        counts = np.bincount(codes, minlength=len(order))
        ranked = sorted(range(len(order)), key=lambda code: -counts[code])
        return tuple((order[code], int(counts[code])) for code in ranked if counts[code])

    def rules(self) -> tuple[Rule, ...]:
        """The rules that decide in one world or another."""
        return tuple(RULES[code] for code in np.unique(self.rule))

    def range_of(self, model: Model) -> tuple[int, int]:
        """The fewest and the most points of a model."""
        values = self.points[model]
        return int(values.min()), int(values.max())

    def reaching(self) -> tuple[Model, ...]:
        """The models that are eligible in every world."""
        return tuple(model for model in MODELS if self.eligible[model].all())

    def _reach(self, answers: Answers) -> tuple[int | slice, ...]:
        known = answers.known
        return tuple(
            question.values.index(known[question.id]) if question.id in known else slice(None)
            for question in self.criteria.questions
        )

    def _picked(self, pick: Callable[[Array], Array]) -> EveryWorld:
        return EveryWorld(
            self.criteria,
            pick(self.outcome),
            pick(self.margin),
            pick(self.rule),
            {model: pick(values) for model, values in self.points.items()},
            {model: pick(values) for model, values in self.eligible.items()},
        )


@lru_cache(maxsize=8)
def every_world(criteria: Criteria) -> EveryWorld:
    """All complete sets of answers of a criteria value, one axis a question, computed once."""
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

    decided = [kept, ~(can_bpo | can_kpo), split, parts, tie]
    rule = np.select(decided, range(len(decided)), len(decided))
    results = [*decided, wins_bpo]
    outcome = np.select(
        results,
        [*(code[name] for name in ("in_house", "in_house", "hybrid", "hybrid", "hybrid", "bpo"))],
        code["kpo"],
    )
    tie_margin = np.minimum(np.minimum(bpo, kpo) - policy.bar + 1, policy.tie_band - apart + 1)
    margin = np.select(
        results,
        [
            np.full_like(best, policy.gate_margin),
            policy.bar - best,
            above,
            above,
            tie_margin,
            _winning_margin(criteria, bpo, kpo, has_kpo),
        ],
        _winning_margin(criteria, kpo, bpo, has_bpo),
    )
    return EveryWorld(
        criteria,
        outcome.astype(np.int8),
        margin.astype(np.int16),
        rule.astype(np.int8),
        {"bpo": bpo, "kpo": kpo},
        {"bpo": can_bpo, "kpo": can_kpo},
    )


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
