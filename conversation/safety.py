"""Messages that need care before any answer."""

from __future__ import annotations

from advisor.reading import care
from advisor.speaking.interview import notice
from conversation.turn import Outcome, Turn

OUTSIDE = "out_of_scope"


def comfort(turn: Turn) -> Outcome | None:
    """Point a person in distress to people who can help."""
    if not care.in_distress(turn.message.said):
        return None
    return turn.say(notice("distress", turn.services.texts("care.distress"), topic=OUTSIDE))


def warn(turn: Turn, outcome: Outcome) -> Outcome:
    """Add the hint to leave personal data out, where a message holds some."""
    if not care.shares_personal_data(turn.message.said):
        return outcome
    hint = notice("personal_data", turn.services.texts("care.personal_data"), topic=OUTSIDE)
    return outcome.after(hint) if turn.is_open else outcome.before(hint)
