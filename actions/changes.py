"""Changing answers: by buttons and in words, during the interview and after its result."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.handled import Handled, ask, take
from actions.recommendation import tell_result
from actions.similarity import similarity
from actions.state import Interview
from actions.turn import Turn
from advisor import Ask, asking, compare, interpret, next_step, recommend, wording
from advisor.amending import Amendment, amendment
from advisor.answers import AnswerError
from advisor.interview import deciding_gate
from advisor.replies import START_INTERVIEW, Button, Reply, intent_payload
from content import load_criteria

START = Button(START_INTERVIEW, intent_payload(asking.START_COMMAND))

_WORDS_OF_A_CHANGE = 6
"""The most words by which one of the answers listed is chosen."""

_YES = "yes|yep|yeah|sure|ok|okay"
_DECIDES = re.compile(
    rf"\W*(?:{_YES}|no|nope|nah)\b(?:\W+(?:please|change it))*\W*(?P<more>.*)", re.I | re.S
)
"""A yes or no that opens a message; 'no, it is low' has more to it."""

_IS_YES = re.compile(rf"\W*(?:(?:{_YES}|please do)|change (?:it|my answer))\b", re.I)


@dataclass(frozen=True)
class Call:
    """A command, and where it came: `is_open` while the interview is under way."""

    interview: Interview
    turn: Turn
    is_open: bool


def as_command(turn: Turn) -> Turn:
    """Return the message; what follows our offer to change an answer, as that change."""
    if turn.is_button or "?" in turn.text:
        return turn
    if turn.after == asking.WHICH_TO_CHANGE and len(turn.text.split()) <= _WORDS_OF_A_CHANGE:
        is_named = amendment(load_criteria(), turn.text) is not None
        return turn.taken_as(asking.CHANGE_COMMAND) if is_named else turn
    if turn.after not in (asking.SUGGESTED_CHANGE, asking.OTHER_ANSWERS) or turn.about is None:
        return turn
    criteria, criterion = load_criteria(), turn.about.partition("=")[0]
    decides = _DECIDES.match(turn.text)
    if turn.after == asking.SUGGESTED_CHANGE and (decides is None or not decides["more"]):
        if turn.intent == "affirm" or _IS_YES.match(turn.text):
            return _taken(turn, "inform", turn.about)
        if turn.intent == "deny":
            return _taken(turn, asking.CHANGE_COMMAND, f"{criterion}=")
    said = turn.text if decides is None else decides["more"]
    found = interpret(criteria, criteria.question(criterion), said, similarity)
    if found.value is None:
        return turn
    command = asking.CHANGE_COMMAND if found.certainty == "guess" else "inform"
    return _taken(turn, command, f"{criterion}={found.value}")


def _taken(turn: Turn, intent: str, answer: str) -> Turn:
    """The message as a command on an answer."""
    return turn.taken_as(intent, {"entity": "answer", "value": answer})


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
        criterion, guess = asking.read_answer(entity)
        if call.is_open:
            again = interview.with_state(asked=criterion, guess=guess or None, failures=0)
            return Handled(again, ask(again))
        if guess:
            suggested = asking.suggested_change(interview.criteria, criterion, guess)
            return Handled(interview, (suggested,))
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
