"""The assessments of a conversation: which one a message means; told, opened, renamed, deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from advisor.decision.recommendation import recommend
from advisor.decision.scoring import Points
from advisor.decision.several import KeptResult
from advisor.decision.worlds import Confidence, Result
from advisor.reading import result_names
from advisor.reading.naming import UNNAMED
from advisor.speaking import commands
from advisor.speaking.export import StoredResult, address, reopen
from advisor.speaking.interview import with_buttons
from advisor.speaking.replies import Reply
from conversation import privacy
from conversation.interview import Interview
from conversation.interviewing import shelve
from conversation.services import Finished, Record, RecordsError
from conversation.state import ConfirmDeletion, GiveName, LastAnswer
from conversation.turn import Outcome, Turn
from conversation.verdict import SURE_TOPIC, verdict

_WORDS_OF_A_NAME = 8
"""The most words of a message that is taken for a name."""

_NEVER_A_NAME = (
    commands.NOT_SURE,
    commands.BACK,
    commands.OVER,
    commands.WHY,
    commands.CHANGE,
    commands.RESULTS,
    commands.ANSWERS,
    commands.WHAT_IF,
)
"""Commands that are no names, however they are put."""

_A_NAME_WITHOUT_A_VERB = (
    commands.START,
    commands.POINTS,
    commands.DELETE_RESULT,
    commands.DELETE_ALL,
    commands.EXPORT,
)
"""Commands that are names unless a verb opens them: 'loyalty points', 'advice line'."""

_ORDER = re.compile(
    r"\W*(?:please\W+)?(?:show|tell|give|list|open|see|start|begin|get|assess|try|do|delete|remove"
    r"|erase|export|download|send|i|we)\b",
    re.I,
)
_ALL = re.compile(r"\b(?:all|everything|every result)\b", re.I)


@dataclass(frozen=True)
class _Known:
    """An interview of the conversation, by its id, and its work."""

    id: str
    work: str


def find(turn: Turn, id: str) -> Interview | None:
    """Return the interview of an id: spoken of now, put aside, or of a kept result."""
    for each in (turn.interview, *turn.state.shelved):
        if each.id == id:
            return each
    for record in turn.services.records.results(turn.message.conversation):
        if turn.services.records.interview_of(record) == id:
            return _of(turn, record)
    return None


def meant(turn: Turn) -> Interview | Outcome | None:
    """Return the interview that a message speaks of: named, or else the present one.

    An outcome that asks which one is meant where several fit; None where there is none.
    """
    current = turn.interview
    if turn.message.is_button and (current.given or current.work):
        return current
    every = turn.services.records.results(turn.message.conversation)
    aside = {each.id: each for each in turn.state.shelved}
    records = {turn.services.records.interview_of(each): each for each in every}
    known = [_Known(id, each.name) for id, each in records.items() if each.name]
    known += [_Known(each.id, each.work) for each in aside.values() if each.work]
    if current.work and current.id not in records:
        known.append(_Known(current.id, current.work))
    named = () if turn.message.is_button else result_names.named(known, turn.message.text)
    if len(named) == 1:
        return find(turn, named[0].id)
    if len(named) > 1:
        chosen = [
            each
            for each in every
            if turn.services.records.interview_of(each) in {one.id for one in named}
        ]
        return turn.say(turn.services.kept.which(told(turn, chosen), commands.RESULTS))
    if current.given or current.work:
        return current
    if len(records) == 1:
        return _of(turn, every[-1])
    if len(records) > 1:
        return turn.say(turn.services.kept.which(told(turn, every), commands.RESULTS))
    return None


def tell(turn: Turn, interview: Interview) -> Outcome:
    """Store the result of an interview; only then tell it."""
    services, criteria = turn.services, turn.services.criteria
    answers = interview.answers(criteria)
    found = recommend(criteria, answers)
    is_current = interview.id == turn.interview.id
    try:
        record = services.records.keep(
            turn.message.conversation,
            Finished(
                interview=interview.id,
                name=interview.work or "",
                answers=dict(answers),
                outcome=found.outcome,
                confidence=found.confidence,
                bpo=found.points.bpo,
                kpo=found.points.kpo,
                criteria_version=criteria.version,
                model_version=turn.message.model_version,
                boundary=interview.boundary,
            ),
        )
    except RecordsError:
        unsaved = services.kept.not_saved()
        after = interview.but(status="open", enough=True) if is_current else None
        return replace(turn.say(unsaved, interview=after), tried_result=True)
    waiting = tuple(each for each in turn.state.waiting if each != interview.work)
    said = services.results.recommendation(
        found,
        None if interview.work in (None, UNNAMED) else interview.work,
        interview.boundary,
        address(record.id),
    )
    told = with_buttons(said, *services.kept.after_result(waiting[0] if waiting else None))
    last = LastAnswer(kind="result", topic=commands.START, interview=interview.id)
    if not is_current:
        return turn.say(told, last=last)
    after = interview.but(status="told", was_told=True, doubtful=(), asked=None)
    outcome = turn.say(told, interview=after, last=last)
    return replace(outcome, state=outcome.state.but(waiting=waiting))


def show(turn: Turn) -> Outcome:
    """List the kept results, open the one that is meant, or say that there is none."""
    every = turn.services.records.results(turn.message.conversation)
    if not every:
        return _nothing(turn)
    chosen = _named(turn, every)
    if len(chosen) == 1:
        return _open(turn, chosen[0])
    if len(every) == 1:
        return _open(turn, every[0], turn.services.kept.only_one())
    table = turn.services.results.table(told(turn, every))
    buttons = [turn.services.kept.open_button(each) for each in told(turn, every)]
    if not turn.is_open:
        buttons.append(turn.services.kept.other_work())
    last = LastAnswer(kind="result", topic=commands.START)
    return turn.say(with_buttons(table, *buttons), last=last, asks=True)


def compare(turn: Turn) -> Outcome:
    """Compare the kept results in words, and say which to start with."""
    every = turn.services.records.results(turn.message.conversation)
    if len(every) < 2:
        return show(turn)
    compared = turn.services.results.compare(told(turn, every))
    return turn.say(compared, last=LastAnswer(kind="result", topic=commands.START), asks=True)


def rename(turn: Turn) -> Outcome:
    """Give a result another name; ask which one, or for the name, where that is left open."""
    message, records = turn.message, turn.services.records
    every = records.results(message.conversation)
    wish = result_names.renaming(message.text)
    name = message.entity("task") if message.is_button else wish.name
    chosen = _chosen(turn, every, wish.which)
    if len(chosen) != 1:
        return _which(turn, chosen or every, commands.RENAME, name)
    return _renamed(turn, chosen[0], name)


def name(turn: Turn) -> Outcome | None:
    """Take the new name that was asked for, or that it stays as it is."""
    pending, message = turn.pending, turn.message
    if not isinstance(pending, GiveName) or message.is_button:
        return None
    records = turn.services.records
    every = {each.id: each for each in records.results(message.conversation)}
    record = every.get(pending.result)
    if record is None:
        return None
    if result_names.keeps_name(message.text) or message.is_surely(
        "deny", commands.STOP, least=SURE_TOPIC
    ):
        return turn.say(turn.services.kept.name_kept(_told(turn, record)), asks=True)
    given = _new_name(turn)
    if given is not None:
        return _renamed(turn, record, given)
    if message.intent == commands.RENAME:
        return _renamed(turn, record, None)
    return None


def _renamed(turn: Turn, record: Record, name: str | None) -> Outcome:
    before = _told(turn, record)
    if name is None:
        asked = turn.services.kept.ask_name(before)
        return turn.say(asked, pending=GiveName(result=record.id))
    turn.services.records.rename(turn.message.conversation, record.id, name)
    interview = turn.interview
    if turn.services.records.interview_of(record) == interview.id:
        interview = interview.but(work=name)
    said = turn.services.kept.renamed(before.work, replace(before, work=name))
    return turn.say(said, interview=interview, asks=True)


def delete(turn: Turn) -> Outcome:
    """Have the deletion of one result confirmed; all of them go with the whole conversation."""
    message, records = turn.message, turn.services.records
    every = records.results(message.conversation)
    if not message.is_button and _ALL.search(message.text):
        return privacy.ask_to_delete(turn)
    chosen = _chosen(turn, every, message.text)
    if len(chosen) != 1:
        return _which(turn, chosen or every, commands.DELETE_RESULT, None)
    if message.entity("answer") == "yes":
        return deleted(turn, chosen[0].id)
    asked = turn.services.kept.ask_to_delete(_told(turn, chosen[0]), is_only=len(every) == 1)
    return turn.say(asked, pending=ConfirmDeletion(result=chosen[0].id))


def deleted(turn: Turn, id: str) -> Outcome:
    """Delete one result, which was confirmed."""
    records, conversation = turn.services.records, turn.message.conversation
    record = next((each for each in records.results(conversation) if each.id == id), None)
    if record is None:
        return turn.say(turn.services.kept.gone(), asks=True)
    is_current = records.interview_of(record) == turn.interview.id
    records.delete(conversation, id)
    # Its answers go, too: the next 'show all points' would store the result once more.
    interview = Interview() if is_current and not turn.is_open else turn.interview
    return turn.say(turn.services.kept.deleted(_told(turn, record)), interview=interview, asks=True)


def confirm_deletion(turn: Turn) -> Outcome | None:
    """Take the yes or no to a deletion."""
    pending = turn.pending
    if not isinstance(pending, ConfirmDeletion):
        return None
    said = verdict(turn.message)
    if said is None or (said.rest and said.agrees):
        return None
    if not said.agrees:
        return turn.say(turn.services.kept.not_deleted(), asks=True)
    if pending.result is None:
        return privacy.delete(turn)
    return deleted(turn, pending.result)


def told(turn: Turn, every: Sequence[Record]) -> list[KeptResult]:
    """Return kept results as they are spoken of."""
    return [_told(turn, each) for each in every]


def _told(turn: Turn, record: Record) -> KeptResult:
    return KeptResult(
        record.id,
        record.name or UNNAMED,
        cast(Result, record.outcome),
        cast(Confidence, record.confidence),
        Points(record.bpo, record.kpo),
        record.answers,
    )


def _nothing(turn: Turn) -> Outcome:
    interview, words = turn.interview, turn.services.interview
    if turn.is_open:
        return turn.say(words.notice("no_results_yet"), asks=True)
    if not interview.given:
        return turn.say(words.notice("no_interview", (words.start,)))
    told = turn.services.results.standing(turn.answers)
    return turn.say(with_buttons(told, words.go_on))


def _open(turn: Turn, record: Record, *before: Reply) -> Outcome:
    """Tell a result again; its answers can be changed unless others are being given."""
    reopened = reopen(turn.services.results, StoredResult.of(record))
    if reopened.told is None:
        told = turn.services.kept.outdated(_told(turn, record), reopened)
        return turn.say(*before, told, asks=True)
    interview = _of(turn, record)
    if turn.interview.is_kept and turn.interview.id != interview.id and turn.is_open:
        return tell(turn, interview).after(*before).asking()
    shown = turn if turn.interview.id == interview.id else _aside(turn, interview)
    outcome = tell(shown.on(interview), interview)
    *others, last = outcome.replies
    buttons = (*last.buttons, *turn.services.kept.own_buttons(record.id))
    return replace(outcome, replies=(*before, *others, with_buttons(last, *buttons)))


def _aside(turn: Turn, interview: Interview) -> Turn:
    return shelve(turn).on(interview)


def _of(turn: Turn, record: Record) -> Interview:
    """The interview that a result came from, as it was when the result was told."""
    id = turn.services.records.interview_of(record)
    if id == turn.interview.id and not turn.interview.is_open:
        return turn.interview
    return Interview.of_result(turn.services.criteria, id, record.name or None, record.answers).but(
        **_sides(record)
    )


def _sides(record: Record) -> dict[str, tuple[str, ...]]:
    """What a kept result says stays and goes."""
    boundary = record.boundary or {}
    return {side: tuple(boundary.get(side, ())) for side in ("stays", "goes")}


def _which(turn: Turn, results: Sequence[Record], command: str, name: str | None) -> Outcome:
    kept = turn.services.kept
    if not results:
        return turn.say(kept.none_yet(), asks=True)
    if turn.message.entity("result") is not None:
        return turn.say(kept.gone(), asks=True)
    return turn.say(kept.which(told(turn, results), command, name))


def _chosen(turn: Turn, every: Sequence[Record], words: str) -> tuple[Record, ...]:
    """Return the results that a command can be for: named, or else told last, or the only one."""
    named = _named(turn, every, words)
    if named or turn.message.entity("result") is not None or result_names.names_work(words):
        return named
    records = turn.services.records
    current = tuple(each for each in every if records.interview_of(each) == turn.interview.id)
    if current and not turn.is_open:
        return current
    return tuple(every) if len(every) == 1 else ()


def _named(turn: Turn, every: Sequence[Record], words: str | None = None) -> tuple[Record, ...]:
    """Return the results that a button or words name."""
    id = turn.message.entity("result")
    if id is not None:
        return tuple(
            each for each in every if id in (each.id, turn.services.records.interview_of(each))
        )
    if turn.message.is_button:
        return ()
    meant = result_names.meant(told(turn, every), words or turn.message.text)
    ids = {each.id for each in meant}
    return tuple(each for each in every if each.id in ids)


def _new_name(turn: Turn) -> str | None:
    """Return the name that the answer to the question for one gives, None if it is no name."""
    message = turn.message
    if message.intent == commands.RENAME:
        wish = result_names.renaming(message.text)
        return wish.name or result_names.new_name(message.text)
    is_question = bool(message.models) and (
        message.intent in turn.services.content.topics and message.confidence >= SURE_TOPIC
    )
    is_command = message.is_surely(*_NEVER_A_NAME, least=SURE_TOPIC) or (
        message.is_surely(*_A_NAME_WITHOUT_A_VERB, least=SURE_TOPIC)
        and _ORDER.match(message.text) is not None
    )
    is_short = message.words <= _WORDS_OF_A_NAME
    fits = is_short and not is_question and not is_command
    return result_names.new_name(message.text) if fits else None
