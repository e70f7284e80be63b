"""The sentences a user reads, from values already decided. Whole numbers only, never shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from advisor.scoring import Points, Rule
from advisor.what_if import Change, WhatIf
from advisor.worlds import Assessment, Result
from content.criteria import NOT_SURE, Criteria, Gate, Option, Outcome, Question
from content.schema import Model

if TYPE_CHECKING:
    from advisor.comparison import Comparison
    from advisor.recommendation import Line, Reason, Recommendation

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_IN_A_SENTENCE: dict[Result, str] = {
    "bpo": "BPO",
    "kpo": "KPO",
    "hybrid": "a hybrid",
    "in_house": "keeping it in-house",
    "too_early": "too early to name",
}

_GATE_NOTES: dict[Gate, str] = {
    "keep": "Gate: this answer keeps the work in-house, whatever the points.",
    "split": "Gate: this answer makes it a hybrid once a model reaches the bar.",
    "rules_out_bpo": "Gate: this answer rules BPO out, whatever the points.",
    "rules_out_kpo": "Gate: this answer rules KPO out, whatever the points.",
}


def number(count: int) -> str:
    """A count in words up to ten, in digits beyond."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def signed(count: int) -> str:
    """Points with their sign, and with a true minus."""
    return f"+{count}" if count > 0 else plain(count)


def plain(count: int) -> str:
    """Points with a true minus."""
    return f"−{-count}" if count < 0 else str(count)


def counted(count: int, noun: str) -> str:
    """A number with its noun: 'one point', 'two points'."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def joined(items: Sequence[str], last: str = "and") -> str:
    """Items as a list in a sentence: 'a, b and c'."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def sentence(clause: str) -> str:
    """A clause as a sentence of its own."""
    return f"{clause[:1].upper()}{clause[1:]}."


def label(criteria: Criteria, result: Result) -> str:
    """The name of a result."""
    return "Too early to say" if result == "too_early" else criteria.outcome(result).label


def in_a_sentence(result: Result) -> str:
    """A result as it stands in a sentence."""
    return _IN_A_SENTENCE[result]


def answer_title(criteria: Criteria, criterion: str, value: str | None) -> str:
    """An answer as its button names it."""
    if value is None:
        return "Not answered"
    if value == NOT_SURE:
        return criteria.not_sure.title
    return criteria.question(criterion).option(value).title


def gate_note(option: Option) -> str | None:
    """What an answer does apart from its points."""
    return None if option.gate is None else _GATE_NOTES[option.gate]


def echo(criteria: Criteria, criterion: str, value: str) -> str:
    """What was understood of a free text, said back."""
    if value == NOT_SURE:
        return f"Noted for {_lower(criteria.question(criterion).short)}: not sure."
    return f"I understood: {criteria.question(criterion).option(value).statement}."


def headline(
    criteria: Criteria,
    found: Assessment,
    *,
    rule: Rule | None,
    favorite: Model | None,
    available: Sequence[Model],
    taking_on: Sequence[Model],
    is_complete: bool,
) -> str:
    """The result in one sentence.

    Args:
        rule: the rule that decided, None where open answers leave it undecided.
        favorite: the available model ahead by points.
        available: the models that no answer rules out.
        taking_on: the models that would take on work.
        is_complete: whether every question is answered.
    """
    if found.result == "too_early":
        return "It is too early to name a model for this work."
    if found.result == "in_house":
        return _in_house_headline(criteria, found, rule, available)
    if found.result == "hybrid":
        return _hybrid_headline(rule, favorite, taking_on, is_complete)
    name = label(criteria, found.result)
    if found.is_settled:
        return f"{name} fits this work best."
    return f"{name} looks like the best fit so far."


def _in_house_headline(
    criteria: Criteria, found: Assessment, rule: Rule | None, available: Iterable[Model]
) -> str:
    if rule == "keep_gate":
        return "Keep this work in-house: it is what customers choose you for."
    if found.is_settled:
        return f"Keep this work in-house for now: {_short_of_bar(criteria, found, available)}."
    return "Keep this work in-house for now, as far as your answers go."


def _short_of_bar(criteria: Criteria, found: Assessment, available: Iterable[Model]) -> str:
    """Why no model can take the work on: the bar, or a gate in front of a model that reaches it."""
    bar = criteria.policy.bar
    if "bpo" not in available and found.points.bpo >= bar:
        return f"there is too little of it for BPO, and KPO misses the bar of {bar} points"
    return f"no model reaches the bar of {bar} points"


def _hybrid_headline(
    rule: Rule | None, favorite: Model | None, taking_on: Sequence[Model], is_complete: bool
) -> str:
    if rule == "split_gate":
        if favorite is None:
            partner = "to a BPO or a KPO partner"
        elif is_complete:
            partner = f"to a {favorite.upper()} partner"
        else:
            partner = f"to a partner, so far more likely {favorite.upper()}"
        return (
            "A hybrid fits best: keep the part customers choose you for, "
            f"and hand the rest {partner}."
        )
    if rule == "several_parts":
        if len(taking_on) == 1:
            return (
                "A hybrid fits best: the work has unlike parts, so hand those that suit "
                f"{taking_on[0].upper()} to a partner and keep the rest."
            )
        return (
            "A hybrid fits best: the work has unlike parts, so place the routine ones with BPO "
            "and the expert ones with KPO."
        )
    if rule == "tie":
        return "A hybrid fits best: BPO and KPO come out about equal, so split the work."
    return "A hybrid fits best so far: part of the work suits one model, part the other."


def confidence(
    criteria: Criteria,
    found: Assessment,
    *,
    hanging_on: Sequence[str],
    smallest: WhatIf | None,
    rule: Rule | None,
    is_complete: bool,
) -> str:
    """How sure the result is, in one sentence or two, and what it hangs on."""
    if found.is_settled:
        settled = (
            "every question is answered"
            if is_complete
            else "none of the open questions can change this"
        )
        if found.confidence == "firm":
            if rule == "keep_gate":
                settled = "that answer decides on its own"
            return f"Firm: {settled}; {_what_it_takes(smallest)}."
        points = counted(found.margin, "point")
        return f"Fairly clear: {settled}, but another result can be as near as {points}."
    others = [in_a_sentence(each) for each in found.possible if each != found.lead]
    hangs = _hangs_on(criteria, hanging_on)
    if found.confidence == "fairly_clear":
        return f"Fairly clear: only one other result is still possible, {others[0]}. {hangs}"
    if found.confidence == "leaning":
        return (
            "Leaning: the open questions lead here more often than anywhere else, but it could "
            f"still be {joined(others, 'or')}. {hangs}"
        )
    every = [in_a_sentence(each) for each in found.possible]
    return f"Too early: it could still be {joined(every, 'or')}. {hangs}"


def _what_it_takes(smallest: WhatIf | None) -> str:
    if smallest is None:
        return "no other answers would change it"
    count = number(len(smallest.changes))
    if any(change.old is None for change in smallest.changes):
        return f"you would have to change or add at least {count} answers"
    return f"you would have to change at least {count} of your answers"


def _answers_needed(changes: Sequence[Change]) -> str:
    fresh = [change.old is None for change in changes]
    kind = "more" if all(fresh) else "different or new" if any(fresh) else "different"
    return counted(len(changes), f"{kind} answer")


def _hangs_on(criteria: Criteria, hanging_on: Sequence[str], most: int = 3) -> str:
    questions = [criteria.question(name) for name in hanging_on[:most]]
    if len(questions) == 1:
        return f"It hangs on one answer: {_lower(questions[0].text)}"
    return f"It hangs most on {joined([_lower(each.short) for each in questions])}."


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def statement(criteria: Criteria, change: Change) -> str:
    """The clause of a change's new answer."""
    return criteria.question(change.criterion).option(change.new).statement


def what_if(criteria: Criteria, found: WhatIf) -> str:
    """Changes and where they lead, in one sentence."""
    clauses = joined([statement(criteria, change) for change in found.changes])
    if found.result == "too_early":
        return f"If {clauses}, it would be too early to name a result."
    return f"If {clauses}, the result would be {in_a_sentence(found.result)}."


def smallest_change(criteria: Criteria, found: WhatIf | None) -> str | None:
    """The smallest change in words, with an example."""
    if found is None:
        return None
    needed = _answers_needed(found.changes)
    if len(found.changes) == 1:
        return f"{needed.capitalize()} can be enough to change the result."
    example = _lower(what_if(criteria, found))
    return f"It takes at least {needed} to change the result. For example, {example}"


def other(
    criteria: Criteria,
    outcome: Outcome,
    found: Assessment,
    *,
    rule: Rule | None,
    available: Iterable[Model],
) -> str:
    """Why the result is not this outcome, in a line as long as for any other."""
    why_not = _why_not(criteria, outcome, found, rule, available)
    return f"It {criteria.outcome(outcome).suits}, but {why_not}."


def _why_not(
    criteria: Criteria,
    outcome: Outcome,
    found: Assessment,
    rule: Rule | None,
    available: Iterable[Model],
) -> str:
    bar = criteria.policy.bar
    if not found.is_settled:
        if outcome in found.possible:
            return "your open answers could still lead here"
        return "your answers leave no way to it now"
    if rule == "keep_gate":
        return "this work is better kept with you"
    if outcome == "hybrid":
        if found.result == "in_house":
            return _short_of_bar(criteria, found, available)
        return "your answers point one way here"
    if outcome == "in_house":
        return f"here a model reaches the bar of {bar} points"
    if outcome not in available:
        return "there is too little work for it"
    own = found.points.of(outcome)
    if own < bar:
        noun = "point" if abs(own) == 1 else "points"
        return f"it has {plain(own)} {noun} here and needs {bar}"
    if found.result == "hybrid":
        return "it would not fit all of this work"
    if found.result == "in_house":
        return f"it cannot hold the {bar} points it needs"
    ahead: Model = "kpo" if outcome == "bpo" else "bpo"
    return f"it has {plain(own)} points and {ahead.upper()} {plain(found.points.of(ahead))}"


def weak_answers(questions: Sequence[Question]) -> str:
    """The step of the internal assessment."""
    if not questions:
        return "Check your answers in a thorough internal assessment."
    names = joined([_lower(question.short) for question in questions])
    return f"In an internal assessment, check first: {names}."


def points(given: Points) -> str:
    """Points of one answer."""
    return f"BPO {signed(given.bpo)}, KPO {signed(given.kpo)}"


def lines(told: Iterable[Line]) -> str:
    """Questions, answers and points as a markdown list."""
    return "\n".join(
        f"- {line.question}: {line.answer} ({points(line.points)})"
        + (f". {line.note}" if line.note else "")
        for line in told
    )


def recommendation(told: Recommendation) -> str:
    """A recommendation as markdown, complete."""
    blocks = [f"**{told.headline}** {told.confidence_text}"]
    blocks += _block("Why", _reasons(told.reasons))
    if told.outcome != "too_early":
        nothing = ["- None of your answers does."]
        blocks += _block("What speaks against it", _reasons(told.against) or nothing)
    others = [f"- {each.label}: {each.text}" for each in told.others]
    blocks += _block("The other results", others)
    changes = [f"- {each.text}" for each in told.changes]
    if told.smallest_text:
        changes.append(f"- {told.smallest_text}")
    what = "name a result" if told.outcome == "too_early" else "change it"
    blocks += _block(f"What would {what}", changes)
    warnings = [
        f"- {each.text} {each.practice} (guide: *{each.heading}*)" for each in told.warnings
    ]
    blocks += _block("Keep in mind", warnings)
    steps = [f"{place}. {step}" for place, step in enumerate(told.next_steps, start=1)]
    blocks += _block("Next steps", steps)
    total = f"- Sum: BPO {plain(told.points.bpo)}, KPO {plain(told.points.kpo)}; bar {told.bar}"
    blocks += _block("All points", [lines(told.lines), total])
    blocks.append(f"*{told.disclosure}*")
    return "\n\n".join(blocks)


def comparison(told: Comparison) -> str:
    """What changed between two recommendations."""
    if not told.lines:
        return "Nothing changed."
    before, after = told.before, told.after
    answers = [f"{old.question}: {old.answer} → {new.answer}." for old, new in told.lines]
    if told.changes_result:
        result = f"The result changes from {before.label} to {after.label}."
    else:
        result = f"The result stays {after.label}."
    moved = (
        f"Points: BPO {plain(before.points.bpo)} → {plain(after.points.bpo)}, "
        f"KPO {plain(before.points.kpo)} → {plain(after.points.kpo)}."
    )
    return " ".join([*answers, result, moved])


def _block(title: str, entries: Sequence[str]) -> list[str]:
    return ["\n".join([f"**{title}**", "", *entries])] if entries else []


def _reasons(reasons: Iterable[Reason]) -> list[str]:
    return [f"- {each.text} ({points(each.points)})" for each in reasons]
