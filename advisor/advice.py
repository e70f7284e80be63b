"""From answers to a recommendation: which reasons, warnings, changes and steps it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from advisor import wording
from advisor.answers import Answers
from advisor.interview import hanging_on
from advisor.recommendation import (
    Alternative,
    Caution,
    Line,
    Other,
    Reason,
    Recommendation,
)
from advisor.scoring import (
    Points,
    Rule,
    available_models,
    favorite,
    is_kept,
    options_of,
    score,
)
from advisor.what_if import WhatIf, shown_changes, smallest_change
from advisor.worlds import Assessment, assess
from content.criteria import NOT_SURE, Criteria, Option, Question
from content.schema import MODELS, Model

MOST_REASONS = 3
MOST_CHANGES = 3
MOST_CHECKS = 3


@dataclass(frozen=True)
class _Case:
    """The answers with all that the parts of a recommendation look at."""

    criteria: Criteria
    answers: Answers
    found: Assessment
    chosen: tuple[tuple[Question, Option], ...]
    available: tuple[Model, ...]
    favorite: Model | None
    rule: Rule | None
    smallest: WhatIf | None

    @property
    def is_complete(self) -> bool:
        return len(self.chosen) == len(self.criteria.questions)

    @property
    def taking_on(self) -> tuple[Model, ...]:
        """The models that would take on work under this result."""
        result = self.found.result
        if result == "bpo" or result == "kpo":
            return (result,)
        if result != "hybrid":
            return ()
        if self.is_complete and self.rule == "split_gate" and self.favorite is not None:
            return (self.favorite,)
        if self.is_complete and self.rule == "several_parts":
            bar = self.criteria.policy.bar
            return tuple(model for model in self.available if self.found.points.of(model) >= bar)
        return self.available


def recommend(criteria: Criteria, answers: Answers) -> Recommendation:
    """The recommendation for these answers, complete or not."""
    case = _case(criteria, answers)
    found = case.found
    return Recommendation(
        outcome=found.result,
        label=wording.label(criteria, found.result),
        headline=wording.headline(
            criteria,
            found,
            rule=case.rule,
            favorite=case.favorite,
            available=case.available,
            taking_on=case.taking_on,
            is_complete=case.is_complete,
        ),
        confidence=found.confidence,
        confidence_text=wording.confidence(
            criteria,
            found,
            hanging_on=hanging_on(criteria, answers),
            smallest=case.smallest,
            rule=case.rule,
            is_complete=case.is_complete,
        ),
        reasons=_reasons(case),
        against=_against(case),
        others=_others(case),
        changes=tuple(
            Alternative(each, wording.what_if(criteria, each))
            for each in shown_changes(criteria, answers, MOST_CHANGES)
        ),
        smallest=case.smallest,
        smallest_text=wording.smallest_change(criteria, case.smallest),
        warnings=_warnings(case),
        next_steps=_next_steps(case),
        lines=describe(criteria, answers),
        points=found.points,
        bar=criteria.policy.bar,
        disclosure=criteria.disclosure,
    )


def describe(criteria: Criteria, answers: Answers) -> tuple[Line, ...]:
    """Every question with its answer so far and its points, in the criteria's order."""
    lines = []
    for question in criteria.questions:
        value = answers.get(question.id)
        title = wording.answer_title(criteria, question.id, value)
        if value is None or value == NOT_SURE:
            lines.append(Line(question.id, question.short, value, title, Points(0, 0), None))
        else:
            option = question.option(value)
            given = Points(option.bpo, option.kpo)
            note = wording.gate_note(option)
            lines.append(Line(question.id, question.short, value, title, given, note))
    return tuple(lines)


def _case(criteria: Criteria, answers: Answers) -> _Case:
    found = assess(criteria, answers)
    options = options_of(criteria, answers)
    available = available_models(options)
    questions = [criteria.question(name) for name in answers.known]
    return _Case(
        criteria=criteria,
        answers=answers,
        found=found,
        chosen=tuple(zip(questions, options, strict=True)),
        available=available,
        favorite=favorite(found.points, available),
        rule=_rule(criteria, answers, found, options),
        smallest=smallest_change(criteria, answers),
    )


def _rule(
    criteria: Criteria, answers: Answers, found: Assessment, options: tuple[Option, ...]
) -> Rule | None:
    """The rule that decides whatever the open answers are, None where none does for sure."""
    if len(options) == len(criteria.questions):
        return score(criteria, answers).rule
    if is_kept(options):
        return "keep_gate"
    if not found.is_settled:
        return None
    if found.result == "in_house":
        return "below_bar"
    if found.result != "hybrid":
        return "higher"
    if any(option.gate == "split" for option in options):
        return "split_gate"
    if sum(option.parts for option in options) >= criteria.policy.parts_for_hybrid:
        return "several_parts"
    return None


def _strongest(case: _Case, strength: Callable[[Option], int]) -> tuple[Reason, ...]:
    """The answers of the most strength, of those that have any."""
    ranked = sorted(case.chosen, key=lambda pair: -strength(pair[1]))
    return tuple(
        _reason(question, option)
        for question, option in ranked[:MOST_REASONS]
        if strength(option) > 0
    )


def _reason(question: Question, option: Option) -> Reason:
    text = wording.sentence(option.statement)
    return Reason(question.id, text, Points(option.bpo, option.kpo))


def _reasons(case: _Case) -> tuple[Reason, ...]:
    result = case.found.result
    if result == "too_early":
        return ()
    if result == "in_house":
        return _reasons_to_keep(case)
    if result == "hybrid":
        return _reasons_to_split(case)
    return _strongest(case, lambda option: _toward(option, result))


def _against(case: _Case) -> tuple[Reason, ...]:
    result = case.found.result
    if result == "too_early":
        return ()
    if result == "in_house":
        told = {reason.criterion for reason in _reasons_to_keep(case)}
        others = tuple(pair for pair in case.chosen if pair[0].id not in told)
        return _strongest(replace(case, chosen=others), _gain)
    if result == "hybrid":
        return _strongest(case, _cost_to_both)
    return _strongest(
        case,
        lambda option: max(-Points(option.bpo, option.kpo).of(result), -_toward(option, result)),
    )


def _toward(option: Option, model: Model) -> int:
    """How far an answer moves the balance to a model."""
    ahead = option.bpo - option.kpo
    return ahead if model == "bpo" else -ahead


def _gain(option: Option) -> int:
    """The points an answer gives to the model that it helps most."""
    return max(option.bpo, option.kpo)


def _cost_to_both(option: Option) -> int:
    """The points an answer takes from both models; the gate that splits is no objection."""
    return 0 if option.gate == "split" else -_gain(option)


def _reasons_to_keep(case: _Case) -> tuple[Reason, ...]:
    """A gate first, then the answers that cost the better model most and help neither."""
    decisive = {"keep"} if case.rule == "keep_gate" else {"keep", "rules_out_bpo", "rules_out_kpo"}
    model = case.favorite or MODELS[0]
    loss = {
        question.id: max(Points(o.bpo, o.kpo).of(model) for o in question.options)
        - Points(option.bpo, option.kpo).of(model)
        for question, option in case.chosen
    }
    ranked = sorted(
        case.chosen,
        key=lambda pair: (pair[1].gate not in decisive, _gain(pair[1]) > 0, -loss[pair[0].id]),
    )
    return tuple(
        _reason(question, option)
        for question, option in ranked[:MOST_REASONS]
        if loss[question.id] > 0 or option.gate in decisive
    )


def _reasons_to_split(case: _Case) -> tuple[Reason, ...]:
    """A gate first, then answers at 'parts', then the strongest for each model."""

    def weight(option: Option) -> tuple[bool, bool, int]:
        return (option.gate != "split", not option.parts, -_gain(option))

    if case.rule in ("split_gate", "several_parts"):
        ranked = sorted(case.chosen, key=lambda pair: weight(pair[1]))
    else:
        best = [
            max(case.chosen, key=lambda pair: Points(pair[1].bpo, pair[1].kpo).of(model))
            for model in MODELS
            if case.chosen
        ]
        rest = sorted(case.chosen, key=lambda pair: -_gain(pair[1]))
        ranked = list(dict.fromkeys([*best, *rest]))
    return tuple(
        _reason(question, option)
        for question, option in ranked[:MOST_REASONS]
        if option.gate == "split" or option.parts or _gain(option) > 0
    )


def _others(case: _Case) -> tuple[Other, ...]:
    return tuple(
        Other(
            each.id,
            each.label,
            wording.other(
                case.criteria, each.id, case.found, rule=case.rule, available=case.available
            ),
        )
        for each in case.criteria.outcomes
        if each.id != case.found.result
    )


def _warnings(case: _Case) -> tuple[Caution, ...]:
    """The guide's challenges of the models advised, the most pressing first.

    A hybrid shows those that the answers raise, and at least one of each model.
    """
    result = case.found.result
    if result == "too_early":
        return ()
    if result == "in_house":
        return (_what_would_have_to_change(case),)
    known = case.answers.known
    pressing = sorted(
        (
            (
                -sum(t.weight for t in each.raised_by if known.get(t.criterion) == t.value),
                place,
                each,
            )
            for place, each in enumerate(case.criteria.warnings)
            if each.model in case.taking_on
        ),
    )
    seen: set[Model] = set()
    shown = []
    for weight, _, each in pressing:
        if result != "hybrid" or weight < 0 or each.model not in seen:
            seen.add(each.model)
            heading = case.criteria.section(each.section).heading
            shown.append(Caution(each.model, each.text, each.practice, each.section, heading))
    return tuple(shown)


def _what_would_have_to_change(case: _Case) -> Caution:
    section = case.criteria.section(case.criteria.keeping.section)
    return Caution(
        None, _missing(case), case.criteria.keeping.practice, section.id, section.heading
    )


def _missing(case: _Case) -> str:
    """What keeps the work from being handed over, and the least that would free it."""
    ways = [
        way
        for outcome in case.criteria.outcomes
        if outcome.id != "in_house"
        and (way := smallest_change(case.criteria, case.answers, outcome.id)) is not None
    ]
    if not ways:
        return "No other answers would make it ready to hand over."
    least = min(ways, key=lambda way: len(way.changes))
    return f"{_distance_to_bar(case)}{wording.what_if(case.criteria, least)}"


def _distance_to_bar(case: _Case) -> str:
    if case.rule != "below_bar" or not case.is_complete or case.favorite is None:
        return ""
    missing = case.criteria.policy.bar - case.found.points.of(case.favorite)
    return f"{case.favorite.upper()} is nearest, {wording.counted(missing, 'point')} short. "


def _next_steps(case: _Case) -> tuple[str, ...]:
    result = case.found.result
    steps = case.criteria.next_steps
    if result == "too_early":
        open_questions = hanging_on(case.criteria, case.answers)[:MOST_CHECKS]
        return tuple(f"Find out: {case.criteria.question(name).text}" for name in open_questions)
    first = wording.weak_answers(_weakest(case))
    models = (None, *case.taking_on)
    return (
        first,
        *(step.text for step in steps if result in step.outcomes and step.model in models),
    )


def _weakest(case: _Case) -> tuple[Question, ...]:
    """The answers worth checking: those the result hangs on, then those that alone change it."""
    hanging = hanging_on(case.criteria, case.answers)
    tipping = [
        each.changes[0].criterion
        for each in shown_changes(case.criteria, case.answers, len(case.criteria.questions))
    ]
    divided = [question.id for question, option in case.chosen if option.parts]
    names = list(dict.fromkeys([*hanging, *tipping, *divided]))[:MOST_CHECKS]
    return tuple(case.criteria.question(name) for name in names)
