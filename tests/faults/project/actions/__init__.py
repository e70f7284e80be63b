"""Actions of a small bot for the tests of the server: they answer, raise, wait or stay silent."""

import json
import time
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.executor import CollectingDispatcher

Domain = dict[str, Any]
Events = list[dict[str, Any]]


class Greet(Action):
    """Greets with a button."""

    def name(self) -> str:
        return "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        dispatcher.utter_message(
            text="Hello.\n\nHow can I help?",
            buttons=[{"title": "Yes, rarely", "payload": '/inform{"answer": "rarely"}'}],
            json_message={"type": "notice", "code": "greeting", "lead": "Hello."},
        )
        return []


class Echo(Action):
    """Says what it got, and as what."""

    def name(self) -> str:
        return "action_echo"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        message = tracker.latest_message
        entities = {entity["entity"]: entity["value"] for entity in message["entities"]}
        text = f"echo: {message['text']}"
        dispatcher.utter_message(
            text=text,
            json_message={
                "type": "notice",
                "code": message["intent"].get("name"),
                "lead": text,
                "subject": json.dumps(entities),
            },
        )
        return []


class Raise(Action):
    """Fails, with the user's words in the error."""

    def name(self) -> str:
        return "action_raise"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        raise RuntimeError(f"no answer to {tracker.latest_message['text']}")


class Slow(Action):
    """Blocks its thread for longer than the deadline of the tests."""

    def name(self) -> str:
        return "action_slow"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        time.sleep(8)
        dispatcher.utter_message(text="too late")
        return []


class Silent(Action):
    """Says nothing."""

    def name(self) -> str:
        return "action_silent"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        return []


class AskTask(Action):
    """Asks the form's question."""

    def name(self) -> str:
        return "action_ask_task"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        dispatcher.utter_message(
            text="Which task?",
            buttons=[{"title": "Stop", "payload": "/stop", "kind": "command"}],
            json_message={
                "type": "question",
                "topic": "start_interview",
                "question": "task",
                "text": "Which task?",
                "number": 1,
                "remaining": 0,
            },
        )
        return []


class ValidateTask(FormValidationAction):
    """Fails on one answer."""

    def name(self) -> str:
        return "validate_task_form"

    def validate_task(
        self, value: str, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain
    ) -> dict[str, Any]:
        if value == "fail":
            raise RuntimeError("cannot validate")
        return {"task": value}


class FormDone(Action):
    """Says what the form collected."""

    def name(self) -> str:
        return "action_form_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _: Domain) -> Events:
        dispatcher.utter_message(text=f"task: {tracker.get_slot('task')}")
        return []
