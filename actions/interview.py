"""The interview in Rasa: its form, and its commands when it is over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import commands, handling
from actions.changes import Call
from actions.handled import Handled
from actions.questions import answer_question
from actions.state import STATE, Interview
from actions.turn import COMMAND_ACTION, FOLLOW_UP, Events, Turn, slot_events, speak
from advisor import asking, care
from content import load_content, load_criteria

FORM = "interview_form"
REQUESTED = "requested_slot"
ACTION_LISTEN = "action_listen"


class ValidateInterviewForm(FormValidationAction):
    """Takes each message of the interview and asks the next question, chosen anew each time."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"validate_{FORM}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Handle the message; open no interview with one that only looks like its start."""
        turn = Turn.of(tracker)
        is_open = tracker.slots.get(REQUESTED) is not None
        if is_open or turn.is_handled or not commands.opens_nothing(turn):
            return cast(Events, await super().run(dispatcher, tracker, domain))
        # The new name of a result, such as 'Advice line', or 'I need no advice'. The form closes at
        # once, and without the rule by which a result is told whenever it closes.
        events = command_outside(dispatcher, tracker)
        return [*events, SlotSet(REQUESTED, None), FollowupAction(ACTION_LISTEN)]

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Handle the message: speak what it calls for, return the slots it changes."""
        before = Interview.of(tracker.slots, load_criteria())
        turn = Turn.of(tracker)
        if turn.is_handled:
            return [SlotSet(STATE, tracker.slots[STATE])]
        if tracker.slots.get(REQUESTED) is None:
            handled = handling.open_interview(before, turn)
        else:
            handled = handling.handle(before, turn)
        speak(dispatcher, *handled.replies)
        slots = {**handled.interview.slots(), **handled.memory}
        state = slots.pop(STATE)
        # Rasa rejects a form's turn that sets no slot, so the state is always set.
        return [*slot_events(slots, tracker.slots), SlotSet(STATE, state)]

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Return the slots set by the extraction: they are valid already."""
        return [SlotSet(name, value) for name, value in tracker.slots_to_validate().items()]

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Return the slot to ask for next, filled or not; None ends the form."""
        requested = Interview.of(tracker.slots, load_criteria()).requested
        return cast("dict[str, Any]", SlotSet(REQUESTED, requested))


class ActionInterviewCommand(Action):
    """Carries out the interview's commands when none is under way."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return COMMAND_ACTION

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Speak what the command calls for and return the slots it changes."""
        return command_outside(dispatcher, tracker)


def command_outside(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Carry out a command when no interview is under way; a 'yes' can be one."""
    turn = commands.as_command(Turn.of(tracker))
    comfort = care.comfort(turn.said)
    if comfort is not None:
        speak(dispatcher, comfort)
        return []
    if not commands.is_command(turn):
        answered = answer_question(turn.unclear(), load_content())
        speak(dispatcher, *answered.replies)
        return slot_events(answered.memory, tracker.slots)
    interview = Interview.of(tracker.slots, load_criteria())
    handled = commands.carry_out(Call(interview, turn, is_open=False))
    return _follow(dispatcher, tracker, interview, handled)


def resume(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events | None:
    """Go on with an interview that was stopped, if the words right after it say so."""
    turn, interview = Turn.of(tracker), Interview.of(tracker.slots, load_criteria())
    is_stopped = interview.state.is_stopped and interview.work is not None
    if turn.intent != FOLLOW_UP or turn.after not in asking.STOPPED_CODES or not is_stopped:
        return None
    handled = handling.open_interview(interview, turn)
    return _follow(dispatcher, tracker, interview, replace(handled, reopens=True))


def _follow(
    dispatcher: CollectingDispatcher, tracker: Tracker, before: Interview, handled: Handled
) -> Events:
    """Speak what a message calls for; return its slots, and the form's opening if it goes on."""
    speak(dispatcher, *handled.replies)
    changed = {} if handled.interview == before else handled.interview.slots()
    events = slot_events({**changed, **handled.memory}, tracker.slots)
    if handled.reopens and handled.interview.requested is not None:
        events += [ActiveLoop(FORM), SlotSet(REQUESTED, handled.interview.requested)]
    return events
