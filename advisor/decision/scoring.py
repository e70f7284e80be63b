"""Points, gates and the result of a complete set of answers.

The rules stand here in the order in which they are read; `advisor.worlds` applies the same rules
to every completion at once, and the tests hold the two against each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from advisor.decision.answers import AnswerError, Answers
from content.criteria import Criteria, Option, Outcome
from content.schema import MODELS, Model

Rule = Literal["keep_gate", "below_bar", "split_gate", "several_parts", "tie", "higher"]
"""Which rule decided."""

RULES: tuple[Rule, ...] = get_args(Rule)
"""In the order in which they are tried."""


@dataclass(frozen=True)
class Points:
    """Points toward each model."""

    bpo: int
    kpo: int

    def of(self, model: Model) -> int:
        """The points toward one model."""
        return self.bpo if model == "bpo" else self.kpo


@dataclass(frozen=True)
class Score:
    """The result of a complete set of answers.

    `margin` is the distance, in points, to the nearest other result by points; a gate that keeps
    the work gives `policy.gate_margin`. `favorite` is the available model with more points, None
    if both have as many or neither is available.
    """

    outcome: Outcome
    rule: Rule
    points: Points
    margin: int
    favorite: Model | None


def options_of(criteria: Criteria, answers: Answers) -> tuple[Option, ...]:
    """The options chosen by the known answers, in the criteria's order."""
    return tuple(criteria.question(name).option(value) for name, value in answers.known.items())


def points(criteria: Criteria, answers: Answers) -> Points:
    """The summed points of the known answers; unknown ones add nothing."""
    chosen = options_of(criteria, answers)
    return Points(sum(option.bpo for option in chosen), sum(option.kpo for option in chosen))


def is_kept(options: Iterable[Option]) -> bool:
    """Whether an answer keeps the work in-house whatever the points."""
    return any(option.gate == "keep" for option in options)


def available_models(options: Iterable[Option]) -> tuple[Model, ...]:
    """The models that no answer rules out."""
    gates = {option.gate for option in options}
    return tuple(model for model in MODELS if f"rules_out_{model}" not in gates)


def favorite(total: Points, models: Iterable[Model]) -> Model | None:
    """The one model with the most points, None on a tie or without models."""
    ranked = sorted(models, key=total.of, reverse=True)
    if not ranked or (len(ranked) > 1 and total.of(ranked[0]) == total.of(ranked[1])):
        return None
    return ranked[0]


def score(criteria: Criteria, answers: Answers) -> Score:
    """The result of a complete set of answers.

    Raises:
        AnswerError: a criterion is not answered or `not_sure`.
    """
    unknown = [name for name in criteria.ids if name not in answers.known]
    if unknown:
        raise AnswerError(f"not answered: {', '.join(unknown)}; a score needs every answer")
    policy = criteria.policy
    chosen = options_of(criteria, answers)
    total = points(criteria, answers)
    available = available_models(chosen)
    best = max((total.of(model) for model in available), default=None)
    ahead = favorite(total, available)
    eligible = [model for model in available if total.of(model) >= policy.bar]
    apart = abs(total.bpo - total.kpo)

    if is_kept(chosen):
        return Score("in_house", "keep_gate", total, policy.gate_margin, ahead)
    if best is None:
        return Score("in_house", "below_bar", total, policy.gate_margin, ahead)
    if not eligible:
        return Score("in_house", "below_bar", total, policy.bar - best, ahead)
    above = best - policy.bar + 1
    if any(option.gate == "split" for option in chosen):
        return Score("hybrid", "split_gate", total, above, ahead)
    if sum(option.parts for option in chosen) >= policy.parts_for_hybrid:
        return Score("hybrid", "several_parts", total, above, ahead)
    if len(eligible) == 2 and apart <= policy.tie_band:
        lower = min(total.bpo, total.kpo) - policy.bar + 1
        return Score("hybrid", "tie", total, min(lower, policy.tie_band - apart + 1), ahead)
    winner = max(eligible, key=total.of)
    margin = total.of(winner) - policy.bar + 1
    for other in available:
        if other != winner:
            lead = total.of(winner) - total.of(other) - policy.tie_band
            margin = min(margin, max(lead, policy.bar - total.of(other)))
    return Score(winner, "higher", total, margin, winner)
