"""Rasa's way to the conversation outside the form, within it, and at its end."""

from __future__ import annotations

from typing import Any, cast

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.services import services
from actions.tracker import Events, message_of, slot_events, speak
from conversation.pipeline import conclude, respond
from conversation.state import state_of

FORM = "interview_form"
REQUESTED = "requested_slot"


class ActionConverse(Action):
    """Takes every message outside the form; opens the form where the interview goes on."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_converse"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Speak what the message calls for; return what is remembered."""
        parts, message = services(), message_of(tracker)
        outcome = respond(message, state_of(tracker.slots, parts.criteria), parts)
        speak(dispatcher, outcome.replies)
        if outcome.wants_result:
            outcome = conclude(message, outcome.state, parts)
            speak(dispatcher, outcome.replies)
        events = slot_events(outcome.state.slots(parts.criteria), tracker.slots)
        requested = outcome.state.interview.requested(parts.criteria)
        if requested is None:
            return events
        return [*events, ActiveLoop(FORM), SlotSet(REQUESTED, requested)]


class ValidateInterviewForm(FormValidationAction):
    """Takes each message of the interview, and requests the next slot, chosen anew each time."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return f"validate_{FORM}"

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Speak what the message calls for, and return the slots that it changes."""
        parts = services()
        state = state_of(tracker.slots, parts.criteria)
        outcome = respond(message_of(tracker), state, parts)
        speak(dispatcher, outcome.replies)
        return slot_events(outcome.state.slots(parts.criteria), tracker.slots)

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Return the slots set by the extraction: they are valid already."""
        return [SlotSet(name, value) for name, value in tracker.slots_to_validate().items()]

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Return the slot to ask for next, filled or not; None ends the form."""
        criteria = services().criteria
        requested = state_of(tracker.slots, criteria).interview.requested(criteria)
        return cast("dict[str, Any]", SlotSet(REQUESTED, requested))


class ActionRecommend(Action):
    """Ends an interview: keeps the result, then tells it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_recommend"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Speak the recommendation; an interview that was stopped has none."""
        parts = services()
        state = state_of(tracker.slots, parts.criteria)
        if not state.interview.is_finished(parts.criteria):
            return []
        outcome = conclude(message_of(tracker), state, parts)
        speak(dispatcher, outcome.replies)
        return slot_events(outcome.state.slots(parts.criteria), tracker.slots)
