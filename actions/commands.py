"""The interview's commands, carried out while it is under way and when it is over."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping

from actions import changes, privacy, reading, results
from actions.changes import Call
from actions.handled import Handled, ask, begin, one_by_one, take
from actions.recommendation import tell_result
from actions.records import RECORD_ERRORS
from actions.similarity import similarity
from actions.state import Interview, State
from actions.turn import Turn
from advisor import Ask, asking, kept, telling
from advisor.amending import amendments
from advisor.naming import UNNAMED, name_of
from advisor.replies import Button, Reply, intent_payload
from content import load_criteria
from content.criteria import NOT_SURE

logger = logging.getLogger(__name__)

SURE = 0.6
"""The least confidence with which typed words count as a command."""

_DECLINES = re.compile(
    r"\b(?:don't|do not|dont) (?:really |actually )?(?:need|want|wish)(?: \w+){0,2}? "
    r"(?:advice|interview|questions|outsource|outsourcing)\b"
    r"(?! (?:everything|all|only|just|core)\b)"
    r"|^\W*no (?:advice|interview|questions)\b",
    re.I,
)
"""A wish that sounds like the start of an interview, and is the contrary."""

AT_ONCE = (privacy.COMMAND, kept.RENAME_COMMAND, kept.DELETE_COMMAND)
"""Commands that are never taken for an answer."""


def as_command(turn: Turn) -> Turn:
    """Return the message; where it follows one of ours that a command can follow, as that one."""
    asked = changes.as_command(results.as_command(privacy.as_command(turn)))
    if telling.asks_why_of_result(turn.text) and not asked.is_button:
        interview = Interview.of(turn.slots, load_criteria())
        if _has_result(interview):
            return asked.taken_as(asking.WHY_COMMAND)
    if not asked.is_button and _DECLINES.search(asked.text.replace("’", "'")):
        return asked.taken_as(asking.STOP_COMMAND)
    return asked


def opens_nothing(turn: Turn) -> bool:
    """Whether a message that Rasa takes for the start of an interview is another command."""
    return as_command(turn).intent in (*AT_ONCE, asking.WHY_COMMAND, asking.STOP_COMMAND)


def carry_out(call: Call) -> Handled:
    """Carry out the command that a message is."""
    try:
        handled = _COMMANDS[call.turn.intent](call)
    except RECORD_ERRORS as error:
        logger.error("Results were not reached: %s", type(error).__name__)
        handled = results.not_reached(call)
    if call.is_open and handled.asks:
        return Handled(
            handled.interview, (*handled.replies, *ask(handled.interview)), handled.memory
        )
    return handled


def is_command(turn: Turn) -> bool:
    """Whether a message is a command, by a button or in words that leave little doubt."""
    return turn.intent in _COMMANDS and (turn.is_button or turn.confidence >= SURE)


def _back(call: Call) -> Handled:
    if not call.is_open and not call.interview.answers:
        return Handled(call.interview, (changes.nothing(call),))
    back = call.interview.with_state(is_stopped=False).back()
    return Handled(back, ask(back), reopens=not call.is_open)


def _stop(call: Call) -> Handled:
    if call.is_open:
        stopped = call.interview.with_state(is_stopped=True)
        if stopped.work is None:
            told = asking.notice("stopped", "All right, no questions then.")
        else:
            text = "I have stopped the questions. Your answers are kept, so you can go on later."
            told = asking.notice("stopped", text, (asking.GO_ON,))
        return Handled(stopped, (told,))
    told = asking.notice("nothing_to_stop", "No questions are open. Ask me anything you like.")
    return Handled(call.interview, (told,))


def _start_over(call: Call) -> Handled:
    return begin(Interview(call.interview.criteria), reading.first_words(call.turn))


def _start(call: Call) -> Handled:
    """An interview is under way already: go on with it, or offer to begin with other work."""
    interview = call.interview
    work = None if call.turn.task is None else name_of(call.turn.task)
    if work is None or interview.work is None or work == interview.work:
        told = () if call.turn.is_button else (_not_yet(),)
        return Handled(interview, told, asks=True)
    text = f"We are talking about {interview.work}. Shall I start afresh with {work}?"
    buttons = (
        Button("Start afresh", intent_payload(asking.OVER_COMMAND, task=work)),
        asking.GO_ON,
    )
    return Handled(interview, (asking.notice("other_work", text, buttons),))


def _not_yet() -> Reply:
    return asking.notice("going_on", "I can say more once you have answered my questions.")


def _why(call: Call) -> Handled:
    criterion = call.interview.requested if call.is_open else None
    if criterion is None and _has_result(call.interview):
        told = telling.why(call.interview.criteria, call.interview.answers, call.turn.text)
        return Handled(call.interview, (told,))
    if criterion is None:
        return Handled(call.interview, (_no_question(),))
    if call.interview.is_confirming:
        text = (
            "What you have told me already I need not ask. It counts only once you say that I "
            "understood it rightly."
        )
        return Handled(call.interview, (asking.notice("why", text),), asks=True)
    if criterion not in call.interview.criteria.ids:
        text = "I ask so that your result has a name, and you can compare it with other work."
        return Handled(call.interview, (asking.notice("why", text),), asks=True)
    return Handled(call.interview, (asking.why(call.interview.criteria, criterion),), asks=True)


def _has_result(interview: Interview) -> bool:
    """Whether the interview is over and its result was told."""
    return interview.state.is_told and interview.is_finished


def _not_sure(call: Call) -> Handled:
    criterion = call.interview.requested if call.is_open else None
    if criterion is None:
        return Handled(call.interview, (_no_question(),))
    if call.interview.is_confirming:
        return one_by_one(call.interview)
    if criterion not in call.interview.criteria.ids:
        unnamed = Interview(call.interview.criteria, UNNAMED, state=call.interview.state)
        return Handled(unnamed, ask(unnamed, echo=f"Then I call it “{UNNAMED}”."))
    return take(call.interview, criterion, NOT_SURE, echo=not call.turn.is_button)


def _show_answers(call: Call) -> Handled:
    interview = call.interview
    if not call.is_open and not interview.answers:
        return Handled(interview, (changes.nothing(call),))
    buttons = (asking.GO_ON,) if not call.is_open and interview.state.is_stopped else ()
    told = asking.answers_so_far(interview.criteria, interview.answers, interview.work, buttons)
    return Handled(interview, (told,), asks=True)


def _what_if(call: Call) -> Handled:
    interview = call.interview
    if not interview.answers:
        return Handled(interview, (changes.nothing(call),), asks=True)
    named = amendments(interview.criteria, call.turn.text, similarity)
    told = telling.what_if(
        interview.criteria,
        interview.answers,
        call.turn.text,
        named,
        is_told=not call.is_open and interview.is_finished,
    )
    return Handled(interview, (told,), asks=True)


def _show_points(call: Call) -> Handled:
    """Tell the points of a result; end an interview that needs no more answers."""
    interview = call.interview
    if not interview.answers:
        return Handled(interview, (changes.nothing(call),), asks=True)
    if call.is_open:
        step = interview.step
        if interview.state.is_told or (isinstance(step, Ask) and step.offered):
            enough = interview.with_state(
                is_enough=True, asked=None, guess=None, understood=(), disputed=()
            )
            return Handled(enough)
        told = telling.standing(interview.criteria, interview.answers)
        return Handled(interview, (told,), asks=True)
    if interview.state.is_stopped:
        told = telling.standing(interview.criteria, interview.answers)
        return Handled(interview, (asking.with_buttons(told, asking.GO_ON),))
    if not interview.state.is_told:
        return tell_result(interview, call.turn)
    return Handled(interview, (telling.points_table(interview.criteria, interview.answers),))


def _my_results(call: Call) -> Handled:
    """Tell the kept results, or what there is to tell where none is kept."""
    told = results.show(call)
    if told is not None:
        return told
    if call.is_open:
        text = "There is no finished result to show yet."
        return Handled(call.interview, (asking.notice("no_results", text),), asks=True)
    return _show_points(call)


def _delete(call: Call) -> Handled:
    if not privacy.is_confirmed(call.turn):
        return Handled(call.interview, (privacy.confirm_deletion(),))
    told = privacy.delete(call.turn.conversation)
    if told is None:
        return Handled(call.interview, (privacy.not_deleted(),), asks=True)
    nothing = Interview(call.interview.criteria, state=State(is_stopped=True))
    memory = {"topic": None, "models": None, "asked_at": None, "misunderstandings": 0}
    return Handled(nothing, (told,), memory)


def _export(call: Call) -> Handled:
    return Handled(call.interview, (privacy.export(call.interview, call.turn),), asks=True)


def _no_question() -> Reply:
    text = "No question of mine is open. Ask me about BPO or KPO, or get advice on your work."
    return asking.notice("no_question", text, (changes.START,))


_COMMANDS: Mapping[str, Callable[[Call], Handled]] = {
    "inform": changes.inform,
    asking.WHY_COMMAND: _why,
    asking.NOT_SURE_COMMAND: _not_sure,
    asking.BACK_COMMAND: _back,
    asking.CHANGE_COMMAND: changes.change,
    asking.STOP_COMMAND: _stop,
    asking.START_COMMAND: _start,
    asking.OVER_COMMAND: _start_over,
    "show_answers": _show_answers,
    "what_if": _what_if,
    asking.RESULT_COMMAND: _show_points,
    kept.LIST_COMMAND: _my_results,
    kept.RENAME_COMMAND: results.rename,
    kept.DELETE_COMMAND: results.delete,
    "delete_my_data": _delete,
    "export_my_data": _export,
}
