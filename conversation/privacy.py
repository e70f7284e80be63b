"""What is kept of a conversation: handed out, and deleted, when its visitor asks."""

from __future__ import annotations

from conversation.services import RecordsError
from conversation.state import ConfirmDeletion, State
from conversation.turn import Outcome, Turn


def ask_to_delete(turn: Turn) -> Outcome:
    """Ask whether everything is to be deleted; do it where a button confirms that."""
    if turn.message.entity("answer") == "yes":
        return delete(turn)
    return turn.say(turn.services.kept.ask_to_delete_all(), pending=ConfirmDeletion())


def delete(turn: Turn) -> Outcome:
    """Delete all results, and forget all that was said."""
    try:
        turn.services.records.delete_results(turn.message.conversation)
    except RecordsError:
        return turn.say(turn.services.kept.deletion_failed(), asks=True)
    return Outcome(State(), (turn.services.kept.all_deleted(),))


def export(turn: Turn) -> Outcome:
    """Give out what is kept: the visitor's words, the answers under way, and the results."""
    records, conversation = turn.services.records, turn.message.conversation
    try:
        words, results = records.words(conversation), records.results(conversation)
    except RecordsError:
        return turn.say(turn.services.kept.export_failed(), asks=True)
    answers = turn.services.interview.listed(turn.answers)
    told = turn.services.kept.export(results, answers, (*words, turn.message.said))
    return turn.say(told, asks=True)
