"""What is told of a result besides the result itself: points, comparisons, what-ifs, certainty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor import wording
from advisor.advice import recommend
from advisor.amending import Amendment
from advisor.answers import Answers
from advisor.asking import RESULT_COMMAND, answer_payload, notice
from advisor.replies import Button, Reply, intent_payload
from advisor.scoring import Points
from advisor.what_if import Change, WhatIf, apply, smallest_change
from advisor.words import normalize, words_of
from advisor.worlds import Confidence, Result, assess
from content.criteria import Criteria, Outcome

_SECTION = "choosing"
_CONFIDENCE: dict[Confidence, str] = {
    "firm": "firm",
    "fairly_clear": "fairly clear",
    "leaning": "leaning",
    "too_early": "too early",
}
_TARGETS: tuple[tuple[str, Outcome], ...] = (
    (r"\bhybrid\b|\bsplit\b", "hybrid"),
    (r"\bin[- ]?house\b|\bkeep\b|\bnot outsourc", "in_house"),
    (r"\bkpo\b|\bknowledge process", "kpo"),
    (r"\bbpo\b|\bbusiness process", "bpo"),
)
_CERTAINTY = re.compile(
    r"\b(?:sure|certain|confident|confidence|reliable|rely|trust|firm|stable|close)\b", re.I
)

_WHY = (("why",), ("how", "come"), ("and", "why"), ("but", "why"), ("so", "why"))
_OF_A_RESULT = words_of(
    """
    is was did do you would should it this that the my result recommend recommended recommendation
    say said suggest suggested pick picked choose chose advise advised not and then be to i we keep
    come came out as a only get got bpo kpo hybrid in house for me us
    """
)
"""Words with which a 'why' is about a result and nothing else."""

_DOUBTS = re.compile(
    r"(?:(?:and|but|so|ok|okay|hm+|then|well)\W+)*(?:(?:should|can|shall|do) (?:i|we) (?:really )?|"
    r"(?:i|we) (?:should|can) (?:really )?)(?:outsource|hand over|give away|keep) "
    r"(?:it|this|that)(?: work)?(?: out| in-house)?(?: then| now)?\W*"
    r"|(?:(?:and|but|so|ok|okay|hm+)\W+)*is (?:it|this|that) (?:really )?a good (?:idea|choice)\W*",
    re.I,
)
"""A question on the result itself, which starts nothing."""


@dataclass(frozen=True)
class KeptResult:
    """One kept result: its public id, the work, what came out, and its points."""

    id: str
    work: str
    outcome: Result
    confidence: Confidence
    points: Points


def points_table(criteria: Criteria, answers: Answers) -> Reply:
    """Tell the points of every answer, and their sums."""
    told = recommend(criteria, answers)
    rows = [
        [
            f"{line.question}: {line.answer}" + (f" ({line.note})" if line.note else ""),
            wording.signed(line.points.bpo),
            wording.signed(line.points.kpo),
        ]
        for line in told.lines
        if line.value is not None
    ]
    rows.append(["Sum", wording.plain(told.points.bpo), wording.plain(told.points.kpo)])
    lead = f"A model needs {told.bar} points. {told.headline} {told.confidence_text}"
    return _table(criteria, "All points", lead, rows)


def results_table(criteria: Criteria, results: Sequence[KeptResult]) -> Reply:
    """Compare the results of several pieces of work."""
    rows = [
        [
            f"{each.work}: {wording.label(criteria, each.outcome)} "
            f"({_CONFIDENCE[each.confidence]})",
            wording.plain(each.points.bpo),
            wording.plain(each.points.kpo),
        ]
        for each in results
    ]
    if len(rows) == 1:
        lead = "There is one result so far. Assess other work to compare it with."
    else:
        lead = f"Your {wording.number(len(rows))} results, with their points."
    return _table(criteria, "Your results", lead, rows)


def standing(criteria: Criteria, answers: Answers) -> Reply:
    """Tell how an unfinished interview stands."""
    told = recommend(criteria, answers)
    told_early = told.outcome == "too_early"
    return notice("standing", _lines(None if told_early else told.headline, told.confidence_text))


def what_if(
    criteria: Criteria, answers: Answers, text: str, named: Sequence[Amendment], *, is_told: bool
) -> Reply:
    """Answer a 'what if', 'what would make it …' or 'how sure are you', changing no answer.

    Args:
        text: the visitor's words.
        named: the answers that the words suppose, of the questions they name.
        is_told: whether there is a result, whose answers can be changed by a button.
    """
    if len(named) == 1:
        return _supposed(criteria, answers, named[0], is_told=is_told)
    if named:
        return _all_supposed(criteria, answers, named)
    told = recommend(criteria, answers)
    if _CERTAINTY.search(text):
        return notice("certainty", _lines(told.confidence_text, told.smallest_text))
    for pattern, target in _TARGETS:
        if re.search(pattern, text, re.I):
            return notice("what_if", _way_to(criteria, answers, target))
    changes = [f"- {change.text}" for change in told.changes]
    return notice("what_if", _lines(told.confidence_text, *changes, told.smallest_text))


def asks_why_of_result(text: str) -> bool:
    """Whether a text asks what a result rests on: 'why BPO?', 'so I should outsource it?'"""
    if _DOUBTS.fullmatch(text.strip()):
        return True
    words = normalize(text)
    starts = [start for start in _WHY if words[: len(start)] == start]
    return any(set(words[len(start) :]) <= _OF_A_RESULT for start in starts)


def why(criteria: Criteria, answers: Answers, text: str) -> Reply:
    """Tell the reasons of a result, or why another outcome that the text names did not come out."""
    told = recommend(criteria, answers)
    targets = [target for pattern, target in _TARGETS if re.search(pattern, text, re.I)]
    others = [each for each in told.others if each.outcome in targets]
    if others and told.outcome not in targets:
        return notice("why_result", _lines(*(f"{each.label}: {each.text}" for each in others)))
    reasons = [f"- {each.text}" for each in told.reasons]
    against = [f"- {each.text}" for each in told.against]
    parts = [told.headline, told.confidence_text]
    parts += ["", "What speaks for it:", *reasons] if reasons else []
    parts += ["", "What speaks against it:", *against] if against else []
    points = Button("Show all points", intent_payload(RESULT_COMMAND), "command")
    return notice("why_result", "\n".join(parts), (points,))


def _supposed(criteria: Criteria, answers: Answers, named: Amendment, *, is_told: bool) -> Reply:
    """Tell where another answer to one question would lead, or where each of them would."""
    question = criteria.question(named.criterion)
    value = named.found.value
    if value in question.values and value is not None:
        text = _lines(
            _consequence(criteria, answers, question.id, value), "Your answers stay as they are."
        )
        change = Button("Change my answer to that", answer_payload(question.id, value), "command")
        return notice("what_if", text, (change,) if is_told else ())
    each = [f"- {_consequence(criteria, answers, question.id, other)}" for other in question.values]
    return notice("what_if", _lines(question.text, *each))


def _all_supposed(criteria: Criteria, answers: Answers, named: Sequence[Amendment]) -> Reply:
    """Tell where several other answers would lead together."""
    changes = tuple(
        Change(each.criterion, answers.known.get(each.criterion), str(each.found.value))
        for each in named
    )
    told = _where_they_lead(criteria, answers, changes)
    return notice("what_if", _lines(told, "Your answers stay as they are."))


def _where_they_lead(criteria: Criteria, answers: Answers, changes: tuple[Change, ...]) -> str:
    """Tell what the result would be after all the changes, or that it would be the same."""
    then = assess(criteria, apply(criteria, answers, changes)).result
    told = wording.what_if(criteria, WhatIf(changes, then))
    is_other = then != assess(criteria, answers).result
    return told if is_other else told.replace("would be", "would still be")


def _consequence(criteria: Criteria, answers: Answers, criterion: str, value: str) -> str:
    if answers.get(criterion) == value:
        now = assess(criteria, answers).result
        clause = criteria.question(criterion).option(value).statement
        return f"That is your answer now: {clause}. The result is {wording.in_a_sentence(now)}."
    change = Change(criterion, answers.known.get(criterion), value)
    return _where_they_lead(criteria, answers, (change,))


def _way_to(criteria: Criteria, answers: Answers, target: Outcome) -> str:
    name = wording.in_a_sentence(target)
    if assess(criteria, answers).result == target:
        told = recommend(criteria, answers)
        return _lines(f"The result is {name} already.", told.smallest_text)
    way = smallest_change(criteria, answers, target)
    if way is None:
        return f"No other answers would make the result {name}."
    return wording.what_if(criteria, way)


def _table(criteria: Criteria, caption: str, lead: str, rows: list[list[str]]) -> Reply:
    section = criteria.section(_SECTION)
    payload = {
        "type": "comparison",
        "topic": "start_interview",
        "models": ["bpo", "kpo"],
        "lead": lead,
        "caption": caption,
        "columns": ["", "BPO", "KPO"],
        "rows": rows,
        "confidence": 1.0,
        "section": {"id": section.id, "heading": section.heading},
    }
    told = [f"- {label}: BPO {bpo}, KPO {kpo}" for label, bpo, kpo in rows]
    return Reply("\n\n".join([lead, "\n".join(told)]), payload)


def _lines(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)
