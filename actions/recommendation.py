"""The result of an interview: worked out, stored, and only then told."""

from __future__ import annotations

import hashlib
import json
import logging

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.handled import Handled
from actions.records import RECORD_ERRORS, key_of, records
from actions.state import Interview
from actions.turn import Events, Turn, slot_events, speak
from advisor import Recommendation, asking, export, recommend
from advisor.kept import LIST_COMMAND
from advisor.naming import UNNAMED
from advisor.replies import Button, Reply, intent_payload
from content import load_criteria
from store import NewAssessment

logger = logging.getLogger(__name__)


class ActionRecommend(Action):
    """Ends an interview: keeps the result, then tells it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_recommend"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Speak the recommendation; an interview that was stopped has none."""
        interview = Interview.of(tracker.slots, load_criteria())
        if not interview.is_finished:
            return []
        handled = tell_result(interview, Turn.of(tracker))
        speak(dispatcher, *handled.replies)
        return slot_events(handled.interview.slots(), tracker.slots)


def tell_result(interview: Interview, turn: Turn) -> Handled:
    """Store the result of an interview; only then return the message that tells it."""
    recommendation = recommend(interview.criteria, interview.answers)
    try:
        kept = records().keep(_kept(interview, recommendation, turn))
    except RECORD_ERRORS as error:
        logger.error("A result was not stored: %s", type(error).__name__)
        text = "I could not save your result, so I do not show it yet. Your answers are kept."
        again = Button("Try again", intent_payload(asking.RESULT_COMMAND))
        unsaved = asking.notice("not_saved", text, (again,))
        return Handled(interview.with_state(is_told=False), (unsaved,))
    buttons = (
        Button("Change an answer", intent_payload(asking.CHANGE_COMMAND), "command"),
        Button("What would change it?", intent_payload("what_if"), "command"),
        Button("Show all points", intent_payload(asking.RESULT_COMMAND), "command"),
        Button("Compare my results", intent_payload(LIST_COMMAND), "command"),
        Button("Assess other work", intent_payload(asking.START_COMMAND), "command"),
    )
    about = "" if interview.work in (None, UNNAMED) else f"The work: {interview.work}\n\n"
    told = Reply(
        f"{about}{recommendation.text()}",
        {**recommendation.payload(), "link": export.address(kept.id)},
        buttons,
    )
    return Handled(interview.with_state(is_told=True), (told,))


def _kept(interview: Interview, recommendation: Recommendation, turn: Turn) -> NewAssessment:
    answers, version = dict(interview.answers), interview.criteria.version
    # The same answers under other criteria are another result.
    decided_on = json.dumps([version, answers], sort_keys=True)
    digest = hashlib.sha256(decided_on.encode()).hexdigest()[:16]
    return NewAssessment(
        conversation=turn.conversation,
        idempotency_key=key_of(turn.conversation, interview.state.id, digest),
        name=interview.work or "",
        answers=answers,
        bpo=recommendation.points.bpo,
        kpo=recommendation.points.kpo,
        outcome=recommendation.outcome,
        confidence=recommendation.confidence,
        criteria_version=version,
        model_version=turn.model_version,
    )
