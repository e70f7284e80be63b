"""Commands that steer the conversation, by buttons and in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor.decision.order import Ask, Finish
from advisor.reading.findings import Finding
from advisor.reading.naming import UNNAMED, same_work
from advisor.speaking import commands
from advisor.speaking.interview import with_buttons
from advisor.speaking.replies import intent_payload
from content.criteria import NOT_SURE
from conversation import about_result, assessments, changing, interviewing, privacy
from conversation.interview import WORK, Interview
from conversation.services import RecordsError
from conversation.state import ConfirmRestart
from conversation.turn import Outcome, Turn
from conversation.verdict import SURE, verdict

_CERTAIN = 0.9
"""The least confidence with which words that could also be an answer are a command."""

_SHORT = 5
"""The most words of a command that could also be an answer."""

_DECLINES = re.compile(
    r"\b(?:don't|do not|dont) (?:really |actually )?(?:need|want|wish)(?: \w+){0,2}? "
    r"(?:advice|recommendation|interview|questions|outsource|outsourcing)\b"
    r"(?! (?:everything|all|only|just|core|the)\b)"
    r"|^\W*no (?:advice|recommendation|interview|questions)\b",
    re.I,
)
"""A wish that sounds like the start of an interview, and is the contrary."""

_TO_THE_RESULT = re.compile(r"\b(?:skip|go|jump|straight|on) to (?:the|my) (?:result|end)\b", re.I)


def obey(turn: Turn) -> Outcome | None:
    """Carry out the command that a message is; None where it is none, or says something else."""
    command = _command(turn)
    if command is None:
        return None
    try:
        return _COMMANDS[command](turn)
    except RecordsError:
        payload = turn.message.text if turn.message.is_button else None
        return turn.say(turn.services.kept.not_reached(payload), asks=True)


def _command(turn: Turn) -> str | None:
    message = turn.message
    if message.is_button:
        return message.intent if message.intent in _COMMANDS else None
    text = message.text.replace("’", "'")
    if _DECLINES.search(text):
        return commands.STOP
    if turn.is_open and _TO_THE_RESULT.search(text):
        return commands.POINTS
    intent = message.intent
    if intent == "ask_why" and _is_on_the_question(turn):
        return commands.WHY
    if intent == commands.WHAT_IF and not _has_answers(turn):
        # 'What if the quality drops?' supposes nothing about answers where there are none.
        return None
    if intent == commands.INFORM or intent not in _COMMANDS or message.confidence < SURE:
        return None
    return None if _says_something_else(turn, intent) else intent


def _has_answers(turn: Turn) -> bool:
    others = turn.state.shelved
    return bool(turn.interview.given) or any(each.given for each in others)


def _is_on_the_question(turn: Turn) -> bool:
    """Whether a bare 'why?' is about the open question: nothing was answered just before it."""
    last = turn.state.last
    return turn.open_criterion is not None and (last is None or last.at < turn.state.at)


def _says_something_else(turn: Turn, intent: str) -> bool:
    """Whether words that look like a command are an answer, or tell something of the work."""
    message = turn.message
    if intent in (commands.DELETE_ALL, commands.EXPORT, commands.RENAME, commands.DELETE_RESULT):
        return False
    is_certain = message.confidence >= _CERTAIN and message.words <= _SHORT
    if turn.is_open and intent in (commands.START, commands.RESUME, commands.NOT_SURE):
        # 'We want to outsource it to save money' says what matters; it starts nothing.
        if turn.interview.work is None and (intent != commands.NOT_SURE or message.works):
            return True
        if intent == commands.START and message.models:
            # 'Is it BPO or the other one?' is asked of the work, and starts nothing anew.
            return True
        return turn.answer is not None or bool(turn.facts)
    if intent == commands.CHANGE:
        return False
    return turn.answer is not None and not is_certain


def _back(turn: Turn) -> Outcome:
    interview = turn.interview
    if not interview.is_open and not interview.given:
        return changing.nothing(turn)
    back = interview.back().but(status="open")
    return interviewing.go_on(turn, back)


def _stop(turn: Turn) -> Outcome:
    interview, words = turn.interview, turn.services.interview
    if not turn.is_open:
        return turn.say(words.notice("nothing_to_stop"))
    if interview.work is None and not interview.given and not interview.doubtful:
        told = words.notice("stopped", id="interview.stopped_at_once")
        return turn.say(told, interview=Interview())
    told = words.notice("stopped", (words.go_on,))
    return turn.say(told, interview=interview.but(status="stopped"))


def _start(turn: Turn) -> Outcome:
    """Begin an interview, take up one that was stopped, or go on with the one under way."""
    interview = turn.interview
    if not turn.is_open and _wants_next(turn):
        return interviewing.open_with(
            turn.pressed(intent_payload(commands.START, task=turn.state.waiting[0])), Interview()
        )
    if about_result.is_meant(turn):
        return about_result.follow(turn.taken_as("ask_recommendation")) or changing.nothing(turn)
    work, _ = interviewing.works_of(turn.message)
    is_other = (
        work is not None and interview.work is not None and not same_work(work.name, interview.work)
    )
    if turn.is_open and not is_other:
        told = () if turn.message.is_button else (turn.services.interview.notice("going_on"),)
        return turn.say(*told, asks=True)
    if interview.status == "stopped" and interview.is_kept and not is_other:
        resumed = interviewing.resume(turn)
        if resumed is not None:
            return resumed
    return interviewing.begin(turn)


def _wants_next(turn: Turn) -> bool:
    """Whether the work that was kept for afterwards is meant, and nothing else."""
    named, _ = interviewing.works_of(turn.message)
    return bool(turn.state.waiting) and turn.interview.is_told and named is None


def _start_over(turn: Turn) -> Outcome:
    given = turn.message.entity("task") if turn.message.is_button else None
    if turn.message.is_button and given is not None:
        # The button names the work: that is the yes.
        return interviewing.open_with(interviewing.shelve(turn), Interview())
    return interviewing.begin(turn)


def restart(turn: Turn) -> Outcome | None:
    """Take the yes or no to starting afresh over kept answers."""
    pending = turn.pending
    if not isinstance(pending, ConfirmRestart):
        return None
    said = verdict(turn.message)
    if turn.message.is_button and turn.message.intent == commands.OVER:
        agrees = True
    elif said is None or said.rest:
        return None
    else:
        agrees = said.agrees
    if not agrees:
        resumed = interviewing.resume(turn)
        return turn.say(asks=True) if resumed is None else resumed
    aside = interviewing.shelve(turn)
    return aside.say(interview=pending.fresh, asks=True)


def _resume(turn: Turn) -> Outcome:
    resumed = interviewing.resume(turn)
    if resumed is not None:
        return resumed
    words = turn.services.interview
    return turn.say(words.notice("nothing_to_resume", (words.start,)))


def _why(turn: Turn) -> Outcome:
    criterion, words = turn.requested, turn.services.interview
    if criterion is None:
        if turn.interview.was_told:
            return about_result.follow(turn.taken_as("ask_why")) or changing.nothing(turn)
        return turn.say(words.notice("no_question", (words.start,)))
    if turn.interview.is_confirming():
        return turn.say(words.notice("why", id="interview.why_confirm"), asks=True)
    if criterion == WORK:
        return turn.say(words.notice("why", id="interview.why_work"), asks=True)
    return turn.say(words.why(criterion), asks=True)


def _not_sure(turn: Turn) -> Outcome:
    criterion, words = turn.open_criterion, turn.services.interview
    if turn.requested is None:
        return turn.say(words.notice("no_question", (words.start,)))
    if turn.interview.is_confirming():
        after = turn.interview.but(doubtful=(), failures=0)
        echo = turn.services.texts("interview.one_by_one")
        return interviewing.go_on(turn, after, echo=echo)
    if criterion is None:
        unnamed = turn.interview.but(work=UNNAMED)
        echo = turn.services.texts("interview.called", work=UNNAMED)
        return interviewing.go_on(turn, unnamed, echo=echo)
    said = Finding(criterion=criterion, value=NOT_SURE, words=turn.message.said, certainty="sure")
    return interviewing.take(turn, turn.interview, (said,), echoes=not turn.message.is_button)


def _answers(turn: Turn) -> Outcome:
    interview, words = turn.interview, turn.services.interview
    if not turn.is_open and not interview.given:
        return changing.nothing(turn)
    goes_on = not turn.is_open and interview.status == "stopped"
    buttons = (words.go_on,) if goes_on else ()
    return turn.say(words.so_far(turn.answers, interview.work, buttons), asks=True)


def _what_if(turn: Turn) -> Outcome:
    meant = assessments.meant(turn)
    if isinstance(meant, Outcome):
        return meant
    if meant is None or not meant.given:
        return changing.nothing(turn)
    return about_result.what_if(turn, meant)


def _points(turn: Turn) -> Outcome:
    """Tell the points of a result; end an interview that needs no more answers."""
    meant = assessments.meant(turn)
    if isinstance(meant, Outcome):
        return meant
    if meant is None or not meant.given:
        return changing.nothing(turn)
    services, criteria = turn.services, turn.services.criteria
    if meant.is_open:
        step = meant.step(criteria)
        is_settled = isinstance(step, Finish) or (isinstance(step, Ask) and step.offered)
        if meant.was_told or is_settled:
            done = meant.but(enough=True, asked=None, doubtful=())
            return turn.say(interview=done)
        return turn.say(services.results.standing(turn.answers), asks=True)
    if meant.status == "stopped":
        told = services.results.standing(meant.answers(criteria))
        return turn.say(with_buttons(told, services.interview.go_on))
    told = services.results.points(meant.answers(criteria))
    return turn.say(told, last=about_result.remembered(meant), asks=True)


_COMMANDS: Mapping[str, Callable[[Turn], Outcome]] = {
    commands.INFORM: changing.inform,
    commands.WHY: _why,
    commands.NOT_SURE: _not_sure,
    commands.BACK: _back,
    commands.CHANGE: changing.change,
    commands.STOP: _stop,
    commands.RESUME: _resume,
    commands.START: _start,
    commands.OVER: _start_over,
    commands.ANSWERS: _answers,
    commands.WHAT_IF: _what_if,
    commands.POINTS: _points,
    commands.RESULTS: assessments.show,
    "compare_results": assessments.compare,
    commands.RENAME: assessments.rename,
    commands.DELETE_RESULT: assessments.delete,
    commands.DELETE_ALL: privacy.ask_to_delete,
    commands.EXPORT: privacy.export,
}
"""The commands, by the intents that they are."""

INTENTS = tuple(_COMMANDS)

__all__ = ["INTENTS", "obey", "restart"]
