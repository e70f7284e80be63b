"""What is said where nothing was understood."""

from __future__ import annotations

from advisor.speaking import commands
from conversation import interviewing
from conversation.guide import candidates
from conversation.message import FOLLOW_UP
from conversation.turn import Outcome, Turn

_PERHAPS_ADVICE = 0.2
"""The least probability of a wish for advice with which that is offered."""

_COMMON = ("difference", "when_to_choose")
"""What is offered where a message comes near to fewer than two topics."""


def repair(turn: Turn) -> Outcome:
    """Ask again, each time in a more helpful way."""
    if turn.is_open:
        return _confirming(turn) if turn.interview.is_confirming() else _in_interview(turn)
    failures = turn.state.misunderstandings + 1
    guide = turn.services.guide
    if turn.message.intent == FOLLOW_UP or turn.message.intent.startswith(("ask_", "choose_")):
        reply = guide.no_context()
    elif failures > 1:
        reply = guide.stuck()
    else:
        wishes = turn.message.probability(commands.START) >= _PERHAPS_ADVICE
        offered = dict.fromkeys(
            (*((commands.START,) if wishes else ()), *candidates(turn), *_COMMON)
        )
        reply = guide.clarify(tuple(offered)[:2], turn.message.models)
    outcome = turn.say(reply)
    return Outcome(outcome.state.but(misunderstandings=failures), outcome.replies)


def _confirming(turn: Turn) -> Outcome:
    """Ask once more whether what was read is right; then ask the questions one by one."""
    interview, texts = turn.interview, turn.services.texts
    if interview.failures:
        after = interview.but(doubtful=(), failures=0)
        return interviewing.go_on(turn, after, echo=texts("interview.one_by_one"))
    again = interview.but(failures=1)
    return interviewing.go_on(turn, again, echo=texts("interview.confirm_first"))


def _in_interview(turn: Turn) -> Outcome:
    """Ask again with an example, and the second time in a row with the answers spelled out."""
    again = turn.interview.but(failures=turn.interview.failures + 1)
    criterion = turn.open_criterion
    if again.failures > 1 and criterion is not None:
        sorry = turn.services.interview.titles(criterion)
    else:
        sorry = turn.services.texts("interview.not_understood")
    return interviewing.go_on(turn, again, echo=sorry, hint=True)
