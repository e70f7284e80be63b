"""A message that tells of work of the writer's own: judged if that is asked, and interviewed."""

from __future__ import annotations

from dataclasses import replace

from advisor.speaking import commands
from advisor.speaking.replies import intent_payload
from conversation import guide, interviewing
from conversation.turn import Outcome, Turn

LIKELY = 0.7
"""The least probability of the wish for advice with which work of one's own opens the interview."""

POSSIBLE = 0.3
"""The same, where the message names work of the writer's own and tells of it."""

BESIDE = 0.03
"""The same, where the message asks which model the writer's own work is."""

_WORDS_OF_A_REMINDER = 4
"""The most words beside the name of a work with which it is only called to mind."""


def is_situation(turn: Turn) -> bool:
    """Whether a message tells of work of the writer's own that could be handed over.

    The bars were chosen on first messages of strangers, situations and others.
    """
    message = turn.message
    if message.is_button:
        return False
    wish = message.probability(commands.START)
    own = any(work.own and not work.stays for work in message.works)
    if wish >= LIKELY or (own and message.intent == commands.START):
        return True
    tells = bool(turn.facts) or message.words >= interviewing.WORDS_OF_A_STORY
    least = BESIDE if message.intent == guide.CLASSIFY else POSSIBLE
    return own and tells and wish >= least


def take_up(turn: Turn) -> Outcome | None:
    """Take up a work that was kept for afterwards, where it is named: 'and the payroll?'"""
    message, state = turn.message, turn.state
    if turn.is_open or message.is_button or not state.waiting:
        return None
    said = message.plain
    named = next((work for work in state.waiting if work.lower() in said), None)
    if named is None or message.words > len(named.split()) + _WORDS_OF_A_REMINDER:
        return None
    waiting = tuple(work for work in state.waiting if work != named)
    payload = intent_payload(commands.START, task=named)
    opened = interviewing.begin(interviewing.shelve(turn).pressed(payload))
    return replace(opened, state=opened.state.but(waiting=waiting))


def begin(turn: Turn) -> Outcome | None:
    """Open the interview with what was told; a question in it is answered first."""
    others = {each.topic for each in turn.message.questions} - {guide.CLASSIFY, guide.WISH}
    if turn.is_open or others or not is_situation(turn):
        return None
    if turn.message.asks and guide.industry_asked(turn) is not None:
        return None
    first, _ = interviewing.works_of(turn.message)
    opened = interviewing.begin(turn)
    asks_for_model = turn.message.intent == guide.CLASSIFY or bool(turn.message.models)
    if asks_for_model and first is not None and first.judgement:
        told = turn.services.guide.task(first.name, first.judgement, turn.message.confidence)
        return opened.after(guide.without_invitation(turn, told))
    return opened
