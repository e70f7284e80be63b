"""What is kept of a conversation: handed out, and deleted, when its visitor asks."""

from __future__ import annotations

import logging

import store
from actions.records import RECORD_ERRORS, records
from actions.state import Interview
from actions.turn import Turn
from advisor import asking, wording
from advisor.kept import ASKS_TO_DELETE
from advisor.replies import Button, Reply, intent_payload
from content import load_criteria

logger = logging.getLogger(__name__)

COMMAND = "delete_my_data"
ASKED = "confirm_deletion"


def is_confirmed(turn: Turn) -> bool:
    """Whether a message confirms that everything is to be deleted."""
    entity = turn.entity("answer")
    if turn.intent == COMMAND and entity is not None:
        return str(entity["value"]) == "yes"
    return turn.intent == "affirm" and turn.after == ASKED


def as_command(turn: Turn) -> Turn:
    """Return the message, a 'yes' to the deletion as the command to delete."""
    if not is_confirmed(turn):
        return turn
    return turn.taken_as(COMMAND, {"entity": "answer", "value": "yes"})


def is_declined(turn: Turn) -> bool:
    """Whether a message takes the wish to delete something back."""
    return turn.intent == "deny" and turn.after in (ASKED, ASKS_TO_DELETE)


def confirm_deletion() -> Reply:
    """Ask whether everything is to be deleted."""
    text = (
        "I would delete this conversation, with all your answers and results, for good. "
        "Shall I do that?"
    )
    buttons = (
        Button("Yes, delete everything", intent_payload(COMMAND, answer="yes")),
        Button("No, keep it", intent_payload("deny")),
    )
    return asking.notice(ASKED, text, buttons)


def kept() -> Reply:
    """Say that nothing was deleted."""
    return asking.notice("kept", "Nothing was deleted.")


def delete(conversation: str) -> Reply | None:
    """Delete the results of a conversation; return the message that says so, None on failure."""
    try:
        records().delete_results(conversation)
    except RECORD_ERRORS as error:
        logger.error("Results were not deleted: %s", type(error).__name__)
        return None
    return asking.notice(
        store.DELETED, "Done: this conversation, your answers and results are deleted."
    )


def not_deleted() -> Reply:
    """Say that the deletion failed and can be tried again."""
    text = "I could not delete your data just now, and nothing is deleted. Please try again."
    return asking.notice("not_deleted", text, (Button("Try again", intent_payload(COMMAND)),))


def export(interview: Interview, turn: Turn) -> Reply:
    """Give out what is kept: the visitor's words, the answers under way, and the results."""
    try:
        words, results = records().words(turn.conversation), records().results(turn.conversation)
    except RECORD_ERRORS as error:
        logger.error("Records were not read: %s", type(error).__name__)
        text = "I could not read what is kept just now. Please try again."
        return asking.notice(
            "not_exported", text, (Button("Try again", intent_payload("export_my_data")),)
        )
    criteria = load_criteria()
    told = ["This is all that is kept of you; you can copy it from here.", "", "**Your results**"]
    told += [
        f"- {each.name}: {wording.label(criteria, each.outcome)}, "  # type: ignore[arg-type]
        f"BPO {each.bpo}, KPO {each.kpo} ({each.created:%Y-%m-%d})"
        for each in results
    ] or ["- None yet"]
    if interview.answers:
        told += ["", "**Your answers**"]
        told += asking.answers_so_far(criteria, interview.answers, None).text.splitlines()[1:]
    told += ["", "**Your messages**", *(f"- {said}" for said in (*words, turn.said))]
    return asking.notice(
        "export", "\n".join(told), (Button("Delete my data", intent_payload(COMMAND)),)
    )
