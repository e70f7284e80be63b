"""The one way of a message: nine steps, of which the first that knows what to do decides.

1. safety · 2. what is on the screen (`offers.resolved`) · 3. what is pending · 4. commands ·
5. the answer to the open question · 6. facts on other questions, and situations · 7. questions on
the guide · 8. turns about the last answer · 9. repair.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conversation import (
    about_answer,
    about_result,
    answering,
    assessments,
    changing,
    commands,
    guide,
    interviewing,
    offers,
    repair,
    safety,
    situations,
)
from conversation.message import Message
from conversation.services import RecordsError, Services
from conversation.state import State
from conversation.turn import Outcome, Turn, offered

Step = Callable[[Turn], Outcome | None]

STEPS: tuple[Step, ...] = (
    safety.comfort,
    assessments.confirm_deletion,
    assessments.name,
    commands.restart,
    changing.pended,
    answering.confirm,
    answering.explain,
    commands.obey,
    changing.correct,
    answering.name_work,
    answering.answer,
    answering.volunteer,
    about_result.dissent,
    about_result.reasons,
    situations.take_up,
    situations.begin,
    offers.which,
    about_answer.protest,
    guide.answer,
    about_answer.follow,
)


def respond(message: Message, state: State, services: Services) -> Outcome:
    """Return what comes of a message: what is said, and what is remembered.

    A message that was answered already changes nothing. Where the interview has come to its end,
    `Outcome.wants_result` is set, and `conclude` tells the result.
    """
    if message.key == state.seen:
        return Outcome(state)
    before = state.but(pending=None, offer=())
    turn = offers.resolved(Turn(message, before, services, state.pending, state.offer))
    outcome = _welcome_back(turn, safety.warn(turn, _first(turn)))
    return _finished(turn, outcome)


def conclude(message: Message, state: State, services: Services) -> Outcome:
    """Store the result of the interview that has come to its end, and tell it."""
    turn = Turn(message, state, services)
    outcome = assessments.tell(turn, state.interview)
    return replace(outcome, state=outcome.state.but(offer=offered(outcome.replies)))


def _first(turn: Turn) -> Outcome:
    try:
        outcomes = (step(turn) for step in STEPS)
        outcome = next((each for each in outcomes if each is not None), None)
        if outcome is None:
            return repair.repair(turn)
        return replace(outcome, state=outcome.state.but(misunderstandings=0))
    except RecordsError:
        return turn.say(turn.services.kept.not_reached(None), asks=True)


def _welcome_back(turn: Turn, outcome: Outcome) -> Outcome:
    """After a long pause say first where the interview stood, or offer to take it up."""
    interview = turn.interview
    if not turn.is_after_long_pause or interview.work is None:
        return outcome
    words, after = turn.services.interview, outcome.state.interview
    if interview.is_open and after.is_open:
        return outcome.after(words.so_far(after.answers(turn.services.criteria), interview.work))
    if interview.status == "stopped" and interview.given and turn.message.intent == "greet":
        told = words.so_far(turn.answers, interview.work, (words.go_on,))
        return outcome.before(told)
    return outcome


def _finished(turn: Turn, outcome: Outcome) -> Outcome:
    """Ask the open question where it is due, and remember what is on the screen."""
    state, replies = outcome.state, outcome.replies
    if outcome.asks and state.interview.is_open:
        replies = (*replies, *interviewing.ask(turn.services, state.interview))
    state = state.but(
        seen=turn.message.key,
        at=turn.message.time,
        offer=offered(replies),
    )
    is_due = state.interview.is_finished(turn.services.criteria)
    return Outcome(state, replies, wants_result=is_due and not outcome.tried_result)
