"""Which answers speak for a result, which against it, and in what way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from advisor.decision.answers import Answers
from advisor.decision.scoring import Points, Rule, available_models, favorite, options_of, points
from advisor.decision.worlds import Result
from content.criteria import Criteria, Option
from content.schema import MODELS, Model

MOST_REASONS = 3

Effect = Literal[
    "keeps", "splits", "rules_out", "parts", "whole", "for", "more_for", "against", "against_both",
    "nothing",
]  # fmt: skip
"""What an answer does: it decides by a gate (`keeps`, `splits`, `rules_out`), says that the work
has unlike `parts` or is of one kind as a `whole`, speaks `for` a model, `more_for` it than for the
one advised, `against` one or both, or gives a model `nothing`."""


@dataclass(frozen=True)
class Reason:
    """An answer that speaks for or against a result; `model` is what its effect is about."""

    criterion: str
    value: str
    points: Points
    effect: Effect
    model: Model | None = None


@dataclass(frozen=True)
class _Given:
    """A known answer with its option and its points."""

    criterion: str
    option: Option
    points: Points

    @property
    def best(self) -> int:
        return max(self.points.bpo, self.points.kpo)

    @property
    def better(self) -> Model:
        """The model that it helps more."""
        return "kpo" if self.points.kpo > self.points.bpo else "bpo"

    def toward(self, model: Model) -> int:
        """How far it moves the balance to a model."""
        return self.points.of(model) - self.points.of(_other(model))

    def reason(self, effect: Effect, model: Model | None = None) -> Reason:
        return Reason(self.criterion, self.option.value, self.points, effect, model)


def reasons(
    criteria: Criteria, answers: Answers, result: Result, rule: Rule | None
) -> tuple[Reason, ...]:
    """The strongest answers that speak for a result, a gate that decides first.

    Args:
        rule: the rule that decides whatever the open answers are, None where none does for sure.
    """
    given = _given(criteria, answers)
    if result == "bpo" or result == "kpo":
        return _to_hand_over(given, result)
    if result == "hybrid":
        return _to_split(given, rule)
    if result == "in_house":
        return _to_keep(criteria, answers, given, rule)
    return ()


def objections(
    criteria: Criteria, answers: Answers, result: Result, rule: Rule | None
) -> tuple[Reason, ...]:
    """The strongest answers that speak against a result; none of them speaks for it."""
    given = _given(criteria, answers)
    if result == "bpo" or result == "kpo":
        return _against(given, result)
    if result == "hybrid":
        return _against_splitting(criteria, given, rule)
    if result == "in_house":
        return _against_keeping(given)
    return ()


def _given(criteria: Criteria, answers: Answers) -> tuple[_Given, ...]:
    options = zip(answers.known, options_of(criteria, answers), strict=True)
    return tuple(_Given(name, each, Points(each.bpo, each.kpo)) for name, each in options)


def _strongest(given: tuple[_Given, ...], strength: Callable[[_Given], int]) -> tuple[_Given, ...]:
    """The answers of the most strength, of those that have any."""
    ranked = sorted(given, key=lambda each: -strength(each))
    return tuple(each for each in ranked[:MOST_REASONS] if strength(each) > 0)


def _to_hand_over(given: tuple[_Given, ...], model: Model) -> tuple[Reason, ...]:
    other = _other(model)

    def strength(each: _Given) -> int:
        if each.option.gate == f"rules_out_{other}":
            return each.toward(model) + 1
        return each.toward(model) if each.points.of(model) >= 0 else 0

    found = []
    for each in _strongest(given, strength):
        if each.points.of(model) > 0:
            found.append(each.reason("for", model))
        elif each.option.gate == f"rules_out_{other}":
            found.append(each.reason("rules_out", other))
        else:
            found.append(each.reason("against", other))
    return tuple(found)


def _against(given: tuple[_Given, ...], model: Model) -> tuple[Reason, ...]:
    other = _other(model)

    def strength(each: _Given) -> int:
        return max(-each.points.of(model), -each.toward(model)) if each.toward(model) <= 0 else 0

    found = []
    for each in _strongest(given, strength):
        own, theirs = each.points.of(model), each.points.of(other)
        if own > 0:
            found.append(each.reason("more_for", other))
        elif theirs > 0:
            found.append(each.reason("for", other))
        else:
            found.append(each.reason("against_both"))
    return tuple(found)


def _to_split(given: tuple[_Given, ...], rule: Rule | None) -> tuple[Reason, ...]:
    """A gate first, then answers at 'parts', then the strongest for each model."""
    useful = [each for each in given if _splits(each) or each.option.parts or each.best > 0]
    if rule == "tie":
        best = [max(given, key=lambda each: each.points.of(model)) for model in MODELS]
        rest = sorted(useful, key=lambda each: -each.best)
        useful = [each for each in dict.fromkeys([*best, *rest]) if each.best > 0]
    else:
        useful.sort(key=lambda each: (not _splits(each), not each.option.parts, -each.best))
    return tuple(_for_splitting(each, rule) for each in useful[:MOST_REASONS])


def _for_splitting(each: _Given, rule: Rule | None) -> Reason:
    if _splits(each):
        return each.reason("splits")
    if each.option.parts and rule != "tie":
        return each.reason("parts")
    return each.reason("for", each.better)


def _against_splitting(
    criteria: Criteria, given: tuple[_Given, ...], rule: Rule | None
) -> tuple[Reason, ...]:
    """What takes points from both models; where parts decide, also what is so for all of it."""
    both = _strongest(given, lambda each: 0 if _splits(each) else -each.best)
    found = [each.reason("against_both") for each in both]
    if rule == "several_parts":
        whole = tuple(
            each
            for each in given
            if not each.option.parts
            and each not in both
            and any(option.parts for option in criteria.question(each.criterion).options)
        )
        strongest = _strongest(whole, lambda each: abs(each.toward("bpo")))
        found += [each.reason("whole") for each in strongest]
    return tuple(found[:MOST_REASONS])


def _to_keep(
    criteria: Criteria, answers: Answers, given: tuple[_Given, ...], rule: Rule | None
) -> tuple[Reason, ...]:
    """A gate first, then the answers that cost the better model most and help none."""
    available = available_models(options_of(criteria, answers))
    ahead = favorite(points(criteria, answers), available)

    def loss(each: _Given) -> int:
        most = max((option.bpo, option.kpo) for option in criteria.question(each.criterion).options)
        best = (
            max(most)
            if ahead is None
            else max(
                Points(option.bpo, option.kpo).of(ahead)
                for option in criteria.question(each.criterion).options
            )
        )
        return best - (each.best if ahead is None else each.points.of(ahead))

    def decides(each: _Given) -> bool:
        gate = each.option.gate
        return gate == "keep" or (rule != "keep_gate" and (gate or "").startswith("rules_out"))

    helps_none = [each for each in given if decides(each) or (each.best <= 0 and loss(each) > 0)]
    helps_none.sort(key=lambda each: (not decides(each), -loss(each)))
    found = []
    for each in helps_none[:MOST_REASONS]:
        if each.option.gate == "keep":
            found.append(each.reason("keeps"))
        elif decides(each):
            ruled_out: Model = "bpo" if each.option.gate == "rules_out_bpo" else "kpo"
            found.append(each.reason("rules_out", ruled_out))
        elif max(each.points.bpo, each.points.kpo) < 0:
            found.append(each.reason("against_both"))
        elif ahead is not None and each.points.of(ahead) < 0:
            found.append(each.reason("against", ahead))
        else:
            found.append(each.reason("nothing", ahead))
    return tuple(found)


def _against_keeping(given: tuple[_Given, ...]) -> tuple[Reason, ...]:
    """What gives a model points, be it in the running or not."""
    strongest = _strongest(given, lambda each: each.best)
    return tuple(each.reason("for", each.better) for each in strongest)


def _splits(each: _Given) -> bool:
    return each.option.gate == "split"


def _other(model: Model) -> Model:
    return "kpo" if model == "bpo" else "bpo"
