"""The recommendation for a set of answers, as values: what is decided, and nothing of how it reads.

Whatever is stated here holds in every completion of the open questions, or says that it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.decision.answers import Answers
from advisor.decision.order import hanging_on
from advisor.decision.reasons import Reason, objections, reasons
from advisor.decision.scoring import RULES, Points, Rule, available_models, options_of
from advisor.decision.what_if import (
    WhatIf,
    distances,
    nearest_change,
    settling_answers,
    shown_changes,
    tipping_answers,
    way_to,
)
from advisor.decision.worlds import Confidence, EveryWorld, Result, assess, every_world
from content.criteria import (
    NOT_SURE,
    OUTCOMES,
    Challenge,
    Criteria,
    Gate,
    NextStep,
    Outcome,
    Trigger,
)
from content.schema import MODELS, Model

MOST_CHANGES = 3
MOST_CHECKS = 3

Majority = Literal["most", "more", "equal"]
"""How often the open questions lead to the first of the possible results: in most of their
completions, in more than to any other result, or only as often as to another."""

WhyNotKind = Literal[
    "open", "closed", "kept", "no_model", "too_little", "below", "at_most", "behind", "far_behind",
    "not_all", "equal", "reaches", "some_reaches", "alone", "ahead",
]  # fmt: skip


@dataclass(frozen=True)
class Boundary:
    """Which parts of the work stay and which go out, in the visitor's own words."""

    stays: tuple[str, ...] = ()
    goes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stays or self.goes)


@dataclass(frozen=True)
class Certainty:
    """How sure a result is, and by what.

    `possible` starts with the most frequent; `margin` is in points. `hanging_on` are the open
    questions that matter, none where the result is settled. `tipping` are the given answers of
    which another alone could change a settled result; `distances` tells, per other outcome, how
    many given answers must be others before it is possible.
    """

    confidence: Confidence
    possible: tuple[Outcome, ...]
    majority: Majority
    margin: int
    hanging_on: tuple[str, ...]
    tipping: tuple[str, ...]
    distances: Mapping[Outcome, int]

    @property
    def is_settled(self) -> bool:
        """Whether no open question can change the result."""
        return len(self.possible) == 1


@dataclass(frozen=True)
class WhyNot:
    """Why a result is not this outcome.

    `model` is the one the reason is about, `own` its points or the most it can have, `other` the
    points of the model that stands against it.
    """

    outcome: Outcome
    kind: WhyNotKind
    model: Model | None = None
    own: int | None = None
    other: int | None = None


@dataclass(frozen=True)
class Given:
    """An answer that brings something about; `because` is its clause where its own does not fit."""

    criterion: str
    value: str
    because: str | None = None


@dataclass(frozen=True)
class Caution:
    """A challenge of the guide, the answers that raise it, or what is not known on it yet."""

    challenge: Challenge
    raised_by: tuple[Given, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Keeping:
    """What would have to change before work kept in-house could go.

    `way` is the smallest certain change; where every question is answered and it leads to the
    model nearest to the bar, `nearest` is that model and `missing` its points short of it.
    """

    way: WhatIf | None
    nearest: Model | None = None
    missing: int | None = None


@dataclass(frozen=True)
class Step:
    """Something to do next; `raised_by` and `unknown` as in `Caution`, empty where it always is."""

    step: NextStep
    raised_by: tuple[Given, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A question, its answer and its points; a gate stands apart from them.

    `value` is None where the question was not asked; unknown answers have no points.
    """

    criterion: str
    value: str | None
    points: Points
    gate: Gate | None


@dataclass(frozen=True)
class Recommendation:
    """What a set of answers comes to.

    Attributes:
        rule: the rule that decides whatever the open answers are, None where none does for sure.
        partners: the models that would take on work in one completion or another.
        is_partner_certain: whether they are the same ones in every completion with this outcome.
        too_little: whether there is too little work for BPO, which would reach the bar otherwise.
        changes: one-answer changes that change the result, or could.
        smallest: before a settled result can be another, the fewest answers to change; else the
            fewest to give before one is certain.
        unraised: challenges of the models advised that no answer raises.
        checks: the questions whose answers matter most, to be looked at again or found out.
        points: the sums of `lines`; `bar` is what a model needs.
    """

    criteria: Criteria
    answers: Answers
    outcome: Result
    rule: Rule | None
    certainty: Certainty
    partners: tuple[Model, ...]
    is_partner_certain: bool
    too_little: bool
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    others: tuple[WhyNot, ...]
    changes: tuple[WhatIf, ...]
    smallest: WhatIf | None
    cautions: tuple[Caution, ...]
    unraised: tuple[Challenge, ...]
    keeping: Keeping | None
    checks: tuple[str, ...]
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]
    points: Points
    bar: int

    @property
    def is_complete(self) -> bool:
        """Whether every question is answered."""
        return len(self.answers.known) == len(self.criteria.questions)

    @property
    def confidence(self) -> Confidence:
        """How sure the result is, in one of four levels."""
        return self.certainty.confidence

    @property
    def parts(self) -> tuple[Given, ...]:
        """The answers that say that the work has unlike parts."""
        return tuple(
            Given(name, value)
            for name, value in self.answers.known.items()
            if self.criteria.question(name).option(value).parts
        )


def recommend(criteria: Criteria, answers: Answers) -> Recommendation:
    """The recommendation for these answers, complete or not."""
    found = assess(criteria, answers)
    left = every_world(criteria).left_by(answers)
    result = found.result
    rules = left.rules()
    rule = rules[0] if len(rules) == 1 else None
    certainty = _certainty(criteria, answers, left)
    partners, is_certain = _partners(left, result)
    cautions, unraised = _cautions(criteria, answers, result, partners)
    return Recommendation(
        criteria=criteria,
        answers=answers,
        outcome=result,
        rule=rule,
        certainty=certainty,
        partners=partners,
        is_partner_certain=is_certain,
        too_little=_has_too_little(criteria, answers, left),
        reasons=reasons(criteria, answers, result, rule),
        against=objections(criteria, answers, result, rule),
        others=tuple(
            _why_not(criteria, answers, each, result, rule, left)
            for each in OUTCOMES
            if each != result
        ),
        changes=shown_changes(criteria, answers, MOST_CHANGES),
        smallest=nearest_change(criteria, answers)
        if certainty.is_settled
        else settling_answers(criteria, answers),
        cautions=cautions,
        unraised=unraised,
        keeping=_keeping(criteria, answers, left) if result == "in_house" else None,
        checks=tuple(dict.fromkeys([*certainty.hanging_on, *certainty.tipping]))[:MOST_CHECKS],
        steps=_steps(criteria, answers, result, partners),
        lines=lines(criteria, answers),
        points=found.points,
        bar=criteria.policy.bar,
    )


def lines(criteria: Criteria, answers: Answers) -> tuple[Line, ...]:
    """Every question with its answer so far and its points, in the criteria's order."""
    found = []
    for question in criteria.questions:
        value = answers.get(question.id)
        if value is None or value == NOT_SURE:
            found.append(Line(question.id, value, Points(0, 0), None))
        else:
            option = question.option(value)
            given = Points(option.bpo, option.kpo)
            found.append(Line(question.id, value, given, option.gate))
    return tuple(found)


def _certainty(criteria: Criteria, answers: Answers, left: EveryWorld) -> Certainty:
    found = assess(criteria, answers)
    counted = left.outcomes()
    first, total = counted[0][1], sum(count for _, count in counted)
    majority: Majority = "equal"
    if 2 * first > total:
        majority = "most"
    elif first > counted[1][1]:
        majority = "more"
    # Of equals the lead comes first, as `policy.lead_order` wants it.
    return Certainty(
        confidence=found.confidence,
        possible=tuple(outcome for outcome, _ in counted),
        majority=majority,
        margin=found.margin,
        hanging_on=hanging_on(criteria, answers),
        tipping=tipping_answers(criteria, answers),
        distances={
            outcome: count
            for outcome, count in distances(criteria, answers).items()
            if outcome != found.lead
        }
        if found.is_settled
        else {},
    )


def _partners(left: EveryWorld, result: Result) -> tuple[tuple[Model, ...], bool]:
    """The models that take on work under a result, and whether they do in every completion."""
    if result == "bpo" or result == "kpo":
        return (result,), True
    if result != "hybrid":
        return (), True
    of_it = left.with_outcome("hybrid")
    splits = of_it.rule == RULES.index("split_gate")
    ahead = {
        "bpo": of_it.points["bpo"] >= of_it.points["kpo"],
        "kpo": of_it.points["kpo"] >= of_it.points["bpo"],
    }
    takes = {}
    for model, other in (("bpo", "kpo"), ("kpo", "bpo")):
        leads = ahead[model] | ~of_it.eligible[other]  # type: ignore[index]
        takes[model] = of_it.eligible[model] & (~splits | leads)  # type: ignore[index]
    models = tuple(model for model in MODELS if takes[model].any())
    return models, all(takes[model].all() for model in models)


def _has_too_little(criteria: Criteria, answers: Answers, left: EveryWorld) -> bool:
    ruled_out = "bpo" not in available_models(options_of(criteria, answers))
    return ruled_out and left.range_of("bpo")[1] >= criteria.policy.bar


def _why_not(
    criteria: Criteria,
    answers: Answers,
    outcome: Outcome,
    result: Result,
    rule: Rule | None,
    left: EveryWorld,
) -> WhyNot:
    possible = tuple(each for each, _ in left.outcomes())
    if len(possible) > 1:
        return WhyNot(outcome, "open" if outcome in possible else "closed")
    if rule == "keep_gate":
        return WhyNot(outcome, "kept")
    if outcome == "hybrid":
        return _why_no_hybrid(result, left)
    if outcome == "in_house":
        reaching = left.reaching()
        if not reaching:
            return WhyNot(outcome, "some_reaches")
        best = max(reaching, key=lambda model: left.range_of(model)[0])
        return WhyNot(outcome, "reaches", best, left.range_of(best)[0])
    return _why_not_model(criteria, answers, outcome, result, left)


def _why_no_hybrid(result: Result, left: EveryWorld) -> WhyNot:
    if result not in ("bpo", "kpo"):
        return WhyNot("hybrid", "no_model")
    other: Model = "kpo" if result == "bpo" else "bpo"
    kind: WhyNotKind = "ahead" if left.eligible[other].any() else "alone"
    return WhyNot("hybrid", kind, "bpo" if result == "bpo" else "kpo")


def _why_not_model(
    criteria: Criteria, answers: Answers, outcome: Model, result: Result, left: EveryWorld
) -> WhyNot:
    least, most = left.range_of(outcome)
    other: Model = "kpo" if outcome == "bpo" else "bpo"
    if outcome not in available_models(options_of(criteria, answers)):
        return WhyNot(outcome, "too_little", outcome)
    if most < criteria.policy.bar:
        return WhyNot(outcome, "below" if least == most else "at_most", outcome, most)
    if result == "hybrid":
        return WhyNot(outcome, "equal" if left.rules() == ("tie",) else "not_all", outcome)
    ahead_least, ahead_most = left.range_of(other)
    if least == most and ahead_least == ahead_most:
        return WhyNot(outcome, "behind", other, most, ahead_most)
    return WhyNot(outcome, "far_behind", other)


def _cautions(
    criteria: Criteria, answers: Answers, result: Result, partners: tuple[Model, ...]
) -> tuple[tuple[Caution, ...], tuple[Challenge, ...]]:
    """The challenges of the models advised that answers raise, the most pressing first.

    Then those on which nothing is known yet; and apart from them those that the answers do not
    raise.
    """
    if result == "too_early":
        return (), ()
    raised: list[tuple[int, Caution]] = []
    unraised = []
    for each in criteria.warnings:
        if each.model not in partners:
            continue
        givens = _met(answers, each.raised_by)
        unknown = () if givens else _unknown(answers, each.raised_by)
        if givens or unknown:
            weight = sum(
                trigger.weight
                for trigger in each.raised_by
                if answers.known.get(trigger.criterion) == trigger.value
            )
            raised.append((weight, Caution(each, givens, unknown)))
        else:
            unraised.append(each)
    raised.sort(key=lambda pair: -pair[0])
    return tuple(caution for _, caution in raised), tuple(unraised)


def _met(answers: Answers, triggers: tuple[Trigger, ...]) -> tuple[Given, ...]:
    known = answers.known
    return tuple(
        Given(each.criterion, each.value, each.because)
        for each in sorted(triggers, key=lambda each: -each.weight)
        if known.get(each.criterion) == each.value
    )


def _unknown(answers: Answers, triggers: tuple[Trigger, ...]) -> tuple[str, ...]:
    names = dict.fromkeys(each.criterion for each in triggers)
    return tuple(name for name in names if name not in answers.known)


def _keeping(criteria: Criteria, answers: Answers, left: EveryWorld) -> Keeping:
    least = way_to(criteria, answers, *(each for each in OUTCOMES if each != "in_house"))
    is_complete = left.outcome.size == 1
    available = available_models(options_of(criteria, answers))
    if not is_complete or left.rules() != ("below_bar",) or not available:
        return Keeping(least)
    nearest = max(available, key=lambda model: left.range_of(model)[1])
    others = [model for model in available if model != nearest]
    best = left.range_of(nearest)[1]
    leads_there = least is not None and least.possible == (nearest,)
    if not leads_there or any(left.range_of(model)[1] == best for model in others):
        return Keeping(least)
    return Keeping(least, nearest, criteria.policy.bar - best)


def _steps(
    criteria: Criteria, answers: Answers, result: Result, partners: tuple[Model, ...]
) -> tuple[Step, ...]:
    """The steps of a result: those that always belong to it, and those that answers call for."""
    found = []
    for each in criteria.next_steps:
        if result not in each.outcomes or each.model not in (None, *partners):
            continue
        givens = _met(answers, each.raised_by)
        open_triggers = tuple(trigger for trigger in each.raised_by if trigger.value == NOT_SURE)
        unknown = () if givens else _unknown(answers, open_triggers)
        if givens or unknown or not each.raised_by:
            found.append(Step(each, givens, unknown))
    return tuple(found)
