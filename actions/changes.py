"""Changing answers: by buttons and in words, during the interview and after its result."""

from __future__ import annotations

from dataclasses import dataclass

from actions.handled import Handled, ask, take
from actions.recommendation import tell_result
from actions.similarity import similarity
from actions.state import Interview
from actions.turn import Turn
from advisor import Ask, asking, compare, next_step, recommend, wording
from advisor.amending import Amendment, amendment
from advisor.answers import AnswerError
from advisor.interview import deciding_gate
from advisor.replies import START_INTERVIEW, Button, Reply, intent_payload

START = Button(START_INTERVIEW, intent_payload(asking.START_COMMAND))


@dataclass(frozen=True)
class Call:
    """A command, and where it came: `is_open` while the interview is under way."""

    interview: Interview
    turn: Turn
    is_open: bool


def amend(call: Call, meant: Amendment) -> Handled:
    """Change the answer that a visitor named, or ask for it where its value is not clear."""
    interview, value = call.interview, meant.found.value
    if value is not None and meant.found.certainty != "guess":
        return _changed(call, meant.criterion, value)
    if not call.is_open:
        if value is None:
            reply = asking.other_answers(interview.criteria, meant.criterion)
        else:
            reply = asking.suggested_change(interview.criteria, meant.criterion, value)
        return Handled(interview, (reply,))
    again = interview.with_state(asked=meant.criterion, guess=value, failures=0)
    return Handled(again, ask(again))


def inform(call: Call) -> Handled:
    """Take an answer: of a button, or in words that no question is open for."""
    entity = call.turn.entity("answer")
    if entity is None:
        return change(call)
    try:
        return _changed(call, *asking.read_answer(entity))
    except AnswerError:
        return Handled(call.interview, (nothing(call),), asks=True)


def change(call: Call) -> Handled:
    """Change an answer: the one that is named, or one to be chosen."""
    interview = call.interview
    entity = call.turn.entity("answer")
    if entity is not None:
        criterion, _ = asking.read_answer(entity)
        if call.is_open:
            again = interview.with_state(asked=criterion, guess=None, failures=0)
            return Handled(again, ask(again))
        return Handled(interview, (asking.other_answers(interview.criteria, criterion),))
    if not interview.answers:
        return Handled(interview, (nothing(call),), asks=True)
    meant = amendment(interview.criteria, call.turn.text, similarity)
    if meant is not None:
        return amend(call, meant)
    which = asking.which_to_change(interview.criteria, interview.answers, is_open=call.is_open)
    return Handled(interview, (which,))


def _changed(call: Call, criterion: str, value: str) -> Handled:
    """Count another answer: go on, or tell what it changes where there was a result."""
    interview = call.interview
    if call.is_open:
        is_other = criterion != interview.requested or not call.turn.is_button
        return take(interview, criterion, value, echo=is_other)
    after = interview.answered(criterion, value)
    if not interview.answers:
        return Handled(interview, (nothing(call),))
    if interview.state.is_stopped:
        said = wording.echo(interview.criteria, criterion, value)
        return Handled(after, (asking.notice("changed", said, (asking.GO_ON,)),))
    # A change after the result is a decision already: no gate has to be confirmed again.
    after = after.with_state(confirmed=deciding_gate(after.criteria, after.answers) is not None)
    difference = compare(
        recommend(interview.criteria, interview.answers),
        recommend(interview.criteria, after.answers),
    )
    following = next_step(after.criteria, after.answers, confirmed=True, offers=False)
    if isinstance(following, Ask) and difference.lines:
        text = f"{difference.text()} A few more answers can settle it."
        return Handled(after, (asking.notice("changed", text), *ask(after)), reopens=True)
    told = asking.notice("changed", difference.text())
    result = tell_result(after, call.turn)
    return Handled(result.interview, (told, *result.replies))


def nothing(call: Call) -> Reply:
    """Say that there are no answers to work with yet."""
    if call.is_open:
        return asking.notice("no_answers", "You have not answered a question yet.")
    text = "There are no answers of yours yet. I can ask you a few questions about your work."
    return asking.notice("no_interview", text, (START,))
