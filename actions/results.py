"""The kept results of a conversation: listed, opened again, renamed and deleted one by one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import cast

from actions import privacy
from actions.changes import Call
from actions.handled import Handled
from actions.recommendation import tell_result
from actions.records import interview_of, records
from actions.state import Interview, State
from actions.turn import Turn
from advisor import Answers, Points, asking, kept, telling
from advisor.export import ReopenedResult, StoredResult, reopen
from advisor.interview import deciding_gate
from advisor.naming import UNNAMED
from advisor.replies import START_INTERVIEW, Button, Reply, intent_payload
from advisor.telling import KeptResult
from advisor.worlds import Confidence, Result
from content.criteria import Criteria
from content.schema import TOPICS
from store import Assessment

SURE_TOPIC = 0.9
"""The least confidence with which words are a question on the guide, or a command, and no name."""

_WORDS_OF_A_NAME = 8
"""The most words of a message that is taken for a name."""

_SAID_IN_ANY_WORDS = (
    asking.NOT_SURE_COMMAND,
    asking.BACK_COMMAND,
    asking.OVER_COMMAND,
    asking.WHY_COMMAND,
    asking.CHANGE_COMMAND,
    kept.LIST_COMMAND,
    "show_answers",
    "what_if",
)
"""Commands that are no names, however they are put."""

_ORDERED = (
    asking.START_COMMAND,
    asking.RESULT_COMMAND,
    kept.DELETE_COMMAND,
    privacy.COMMAND,
    "export_my_data",
)
"""Commands that are names unless a verb opens them: 'loyalty points', 'data export', 'advice line'.
"""

_ORDER = re.compile(
    r"\W*(?:please\W+)?(?:show|tell|give|list|open|see|start|begin|get|assess|try|do|delete|remove"
    r"|erase|export|download|send)\b",
    re.I,
)
_ALL = re.compile(r"\b(?:all|everything|every result)\b", re.I)


def as_command(turn: Turn) -> Turn:
    """Return the message; a name, or a 'yes', that one result was asked for, as that command."""
    if turn.is_button or turn.about is None:
        return turn
    about = {"entity": "result", "value": turn.about}
    if turn.after == kept.ASKS_TO_DELETE and turn.intent == "affirm":
        return turn.taken_as(kept.DELETE_COMMAND, about, {"entity": "answer", "value": "yes"})
    if turn.after != kept.ASKS_FOR_NAME:
        return turn
    if kept.keeps_name(turn.text) or _is_surely(turn, ("deny", asking.STOP_COMMAND)):
        return turn.taken_as(kept.RENAME_COMMAND, about, {"entity": "answer", "value": "no"})
    name = _new_name(turn)
    if name is None and turn.intent != kept.RENAME_COMMAND:
        return turn
    named = () if name is None else ({"entity": "name", "value": name},)
    return turn.taken_as(kept.RENAME_COMMAND, about, *named)


def show(call: Call) -> Handled | None:
    """List the results, or open the one that is meant; None where none is kept."""
    every = _kept(call.turn)
    if not every:
        return None
    chosen = _named(every, call.turn, call.turn.text)
    if len(every) == 1:
        text = "There is one result so far. Assess other work to compare it with."
        return _open(call, every[0], asking.notice("one_result", text))
    if len(chosen) == 1:
        return _open(call, chosen[0])
    listed = _told(every)
    table = telling.results_table(call.interview.criteria, listed)
    buttons = [kept.open_button(each) for each in listed]
    if not call.is_open:
        buttons.append(Button("Assess other work", intent_payload(asking.START_COMMAND), "command"))
    return Handled(call.interview, (asking.with_buttons(table, *buttons),), asks=True)


def rename(call: Call) -> Handled:
    """Give a result another name; ask which one, or for the name, where that is left open."""
    turn, every = call.turn, _kept(call.turn)
    wish, given = kept.renaming(turn.text), turn.entity("name")
    name = turn.task if turn.is_button else wish.name if given is None else str(given["value"])
    chosen = _meant(every, call, wish.which)
    if len(chosen) != 1:
        entities = {} if name is None else {"task": name}
        return _which(call, chosen or every, kept.RENAME_COMMAND, **entities)
    before = _told(chosen)[0]
    answer = turn.entity("answer")
    if answer is not None and answer["value"] == "no":
        return Handled(call.interview, (kept.name_kept(before),), asks=True)
    if name is None:
        return Handled(call.interview, (kept.ask_name(before),))
    records().rename(turn.conversation, before.id, name)
    interview = call.interview
    if _is_of(chosen[0], interview):
        interview = replace(interview, work=name)
    told = kept.renamed(before.work, replace(before, work=name))
    return Handled(interview, (told,), asks=True)


def delete(call: Call) -> Handled:
    """Delete one result, once that is confirmed; all of them go with the whole conversation."""
    turn, every = call.turn, _kept(call.turn)
    if not turn.is_button and _ALL.search(turn.text):
        return Handled(call.interview, (privacy.confirm_deletion(),))
    chosen = _meant(every, call, turn.text)
    if len(chosen) != 1:
        return _which(call, chosen or every, kept.DELETE_COMMAND)
    told = _told(chosen)[0]
    confirmation = turn.entity("answer")
    if confirmation is None or confirmation["value"] != "yes":
        return Handled(call.interview, (kept.ask_to_delete(told, is_only=len(every) == 1),))
    records().delete(turn.conversation, told.id)
    interview = call.interview
    if _is_of(chosen[0], interview) and not call.is_open:
        # Its answers go, too: the next 'show all points' would store the result once more.
        interview = Interview(interview.criteria, state=State(is_stopped=True))
    return Handled(interview, (kept.deleted(told),), asks=True)


def not_reached(call: Call) -> Handled:
    """Say that the results could not be read or changed."""
    text = "I could not reach your results just now, and nothing has changed. Please try again."
    payload = call.turn.text if call.turn.is_button else intent_payload(kept.LIST_COMMAND)
    told = asking.notice("not_read", text, (Button("Try again", payload),))
    return Handled(call.interview, (told,), asks=True)


def _new_name(turn: Turn) -> str | None:
    """Return the name that the answer to the question for one gives, None if it is no name."""
    if turn.intent == kept.RENAME_COMMAND:
        return kept.renaming(turn.text).name or kept.new_name(turn.text)
    is_question = turn.named and turn.intent in TOPICS and turn.confidence >= SURE_TOPIC
    is_command = _is_surely(turn, _SAID_IN_ANY_WORDS) or (
        _is_surely(turn, _ORDERED) and _ORDER.match(turn.text) is not None
    )
    is_short = len(turn.text.split()) <= _WORDS_OF_A_NAME
    return kept.new_name(turn.text) if is_short and not is_question and not is_command else None


def _is_surely(turn: Turn, intents: Collection[str]) -> bool:
    return turn.intent in intents and turn.confidence >= SURE_TOPIC


def _open(call: Call, result: Assessment, *before: Reply) -> Handled:
    """Tell a result again; its answers can be changed unless others are being given."""
    criteria = call.interview.criteria
    reopened = reopen(criteria, StoredResult.of(result))
    if reopened.told is None:
        told = kept.told_as_stored(_told([result])[0], reopened)
        return Handled(call.interview, (*before, told), asks=True)
    again = tell_result(_interview(criteria, result, reopened), call.turn)
    *others, last = again.replies
    if call.is_open or _is_unfinished(call.interview):
        return Handled(call.interview, (*before, *others, asking.with_buttons(last)), asks=True)
    buttons = (*last.buttons, *kept.own_buttons(result.id))
    return Handled(again.interview, (*before, *others, asking.with_buttons(last, *buttons)))


def _interview(criteria: Criteria, result: Assessment, reopened: ReopenedResult) -> Interview:
    """The interview that a result came from, as it was when the result was told."""
    answers = Answers.of(criteria, result.answers)
    state = State(
        id=interview_of(result),
        order=tuple(answers),
        confirmed=deciding_gate(criteria, answers) is not None,
        is_enough=True,
        is_told=True,
    )
    return Interview(criteria, reopened.stored.work, answers, state)


def _is_unfinished(interview: Interview) -> bool:
    """Whether there are answers that no result was told of."""
    return bool(interview.answers) and not interview.state.is_told


def _which(call: Call, results: Sequence[Assessment], command: str, **entities: str) -> Handled:
    if not results:
        told = asking.notice("no_results", "There is no finished result yet.", (_START,))
    elif call.turn.entity("result") is not None:
        told = kept.gone()
    else:
        told = kept.which(_told(results), command, **entities)
    return Handled(call.interview, (told,), asks=True)


_START = Button(START_INTERVIEW, intent_payload(asking.START_COMMAND))


def _meant(every: Sequence[Assessment], call: Call, words: str) -> tuple[Assessment, ...]:
    """Return the results that a command can be for: named, or else told last, or the only one."""
    named = _named(every, call.turn, words)
    if named or call.turn.entity("result") is not None or kept.names_work(words):
        return named
    told = tuple(each for each in every if _is_of(each, call.interview))
    if told and not call.is_open:
        return told
    return tuple(every) if len(every) == 1 else ()


def _named(every: Sequence[Assessment], turn: Turn, words: str) -> tuple[Assessment, ...]:
    """Return the results that a button or words name."""
    entity = turn.entity("result")
    if entity is not None:
        return tuple(each for each in every if each.id == entity["value"])
    if turn.is_button:
        return ()
    ids = {each.id for each in kept.meant(_told(every), words)}
    return tuple(each for each in every if each.id in ids)


def _is_of(result: Assessment, interview: Interview) -> bool:
    return interview_of(result) == interview.state.id


def _kept(turn: Turn) -> list[Assessment]:
    return records().results(turn.conversation)


def _told(results: Sequence[Assessment]) -> list[KeptResult]:
    return [
        KeptResult(
            each.id,
            each.name or UNNAMED,
            cast(Result, each.outcome),
            cast(Confidence, each.confidence),
            Points(each.bpo, each.kpo),
        )
        for each in results
    ]
