"""Answers to what visitors ask when no interview is under way."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import commands, privacy
from actions.interview import command_outside, resume
from actions.questions import answer_question
from actions.turn import Events, Turn, slot_events, speak
from advisor import care
from content import load_content


class _Answering:
    """Answers the latest message; the subclasses are the names by which rules call it."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Speak the answer and return what is to be remembered."""
        turn = Turn.of(tracker)
        comfort = care.comfort(turn.said)
        if comfort is not None:
            speak(dispatcher, comfort)
            return []
        if commands.as_command(turn) is not turn:
            return command_outside(dispatcher, tracker)
        resumed = resume(dispatcher, tracker)
        if resumed is not None:
            return resumed
        if privacy.is_declined(turn):
            speak(dispatcher, privacy.kept())
            return []
        answered = answer_question(turn, load_content())
        warning = care.warning(turn.said)
        speak(dispatcher, *answered.replies, *((warning,) if warning else ()))
        return slot_events(answered.memory, tracker.slots)


class ActionAnswer(_Answering, Action):
    """Answers a topic of the guide, or small talk."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_answer"


class ActionClassifyTask(_Answering, Action):
    """Says which model a piece of work belongs to."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_classify_task"


class ActionRefuse(_Answering, Action):
    """Says that the guide does not cover something, and what it does cover."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_refuse"


class ActionClarify(_Answering, Action):
    """Asks what was meant; says what the assistant can do when it failed twice."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_clarify"
