"""Changing answers: by buttons and in words, during the interview and after its result."""

from __future__ import annotations

from dataclasses import replace

from advisor.decision.answers import AnswerError
from advisor.decision.order import Ask, deciding_gate, next_step
from advisor.decision.recommendation import recommend
from advisor.decision.what_if import Change
from advisor.reading.findings import Finding
from advisor.speaking import commands
from conversation import assessments, interviewing
from conversation.interview import Interview
from conversation.state import ChooseChange, ConfirmChange
from conversation.turn import Outcome, Turn
from conversation.verdict import verdict

_WORDS_OF_A_CHOICE = 6
"""The most words by which one of the answers listed is chosen."""


def inform(turn: Turn) -> Outcome:
    """Take the answer of a button."""
    given = turn.message.entity("answer")
    if given is None:
        return change(turn)
    pending = turn.pending
    target = _pended(turn) if isinstance(pending, ConfirmChange | ChooseChange) else None
    try:
        criterion, value = commands.read_answer(given)
        return changed(turn, target or turn.interview, criterion, value)
    except AnswerError:
        return nothing(turn)


def change(turn: Turn) -> Outcome:
    """Change an answer: the one that is named, or one to be chosen; of the work that is meant."""
    given = turn.message.entity("answer")
    if given is not None:
        pended = _pended(turn) if turn.pending is not None else None
        criterion, _ = commands.read_answer(given)
        if criterion not in turn.services.criteria.ids:
            return nothing(turn)
        return _ask_again(turn, pended or turn.interview, criterion)
    meant = assessments.meant(turn)
    if isinstance(meant, Outcome):
        return meant
    if meant is None or not meant.answers(turn.services.criteria):
        if turn.is_open and turn.answer is not None:
            return interviewing.take(turn, turn.interview, (turn.answer,))
        return nothing(turn)
    stated = turn.services.reader.amendments(turn.message.text, turn.message.signals)
    if stated:
        return _amend(turn, meant, stated[0].criterion, stated[0].finding)
    if turn.facts:
        return _amend(turn, meant, turn.facts[0].criterion, turn.facts[0])
    return choose(turn, meant)


def choose(turn: Turn, interview: Interview) -> Outcome:
    """Ask which answer is to be changed."""
    answers = interview.answers(turn.services.criteria)
    which = turn.services.interview.which_to_change(answers, interview.work, is_open=turn.is_open)
    return turn.say(which, pending=ChooseChange(interview=interview.id))


def correct(turn: Turn) -> Outcome | None:
    """Change the answer that a message corrects by its question's name: 'the volume is low'."""
    message = turn.message
    if message.is_button or message.asks or not turn.interview.given:
        return None
    if not (message.intent == commands.CHANGE or message.intent == "say_disagree"):
        return None
    stated = turn.services.reader.amendments(message.text, message.signals)
    if not stated or stated[0].finding is None:
        return None
    return _amend(turn, turn.interview, stated[0].criterion, stated[0].finding)


def pended(turn: Turn) -> Outcome | None:
    """Take what a message says to a change that waits."""
    pending = turn.pending
    if not isinstance(pending, ConfirmChange | ChooseChange) or turn.message.is_button:
        return None
    interview = _pended(turn)
    if interview is None:
        return None
    reader, message = turn.services.reader, turn.message
    said = verdict(message)
    if isinstance(pending, ConfirmChange):
        if said is not None and said.agrees and not said.rest:
            return changed(turn, interview, pending.criterion, pending.value)
        if said is not None and not said.agrees and not said.rest:
            return _ask_again(turn, interview, pending.criterion)
        text = message.text if said is None else said.rest
        found = None if message.asks else reader.answer(text, pending.criterion, message.signals)
        return None if found is None else _amend(turn, interview, pending.criterion, found)
    if message.asks:
        return None
    if pending.criterion is not None:
        found = reader.answer(message.text, pending.criterion, message.signals)
        return None if found is None else _amend(turn, interview, pending.criterion, found)
    stated = reader.amendments(message.text, message.signals)
    if stated and message.words <= _WORDS_OF_A_CHOICE:
        return _amend(turn, interview, stated[0].criterion, stated[0].finding)
    return None


def suggest(turn: Turn, interview: Interview, finding: Finding) -> Outcome:
    """Have a change confirmed, saying which answer it changes and what the result would be."""
    answers = interview.answers(turn.services.criteria)
    change = Change(finding.criterion, answers.known.get(finding.criterion), finding.value)
    consequence = turn.services.results.consequence(answers, (change,))
    suggested = turn.services.interview.suggested_change(
        finding.criterion, finding.value, consequence
    )
    return turn.say(
        suggested,
        pending=ConfirmChange(
            interview=interview.id, criterion=finding.criterion, value=finding.value
        ),
    )


def changed(turn: Turn, interview: Interview, criterion: str, value: str) -> Outcome:
    """Count another answer: go on, or tell what it changes where there was a result.

    Raises:
        AnswerError: the criterion or the value is unknown.
    """
    services, criteria = turn.services, turn.services.criteria
    if interview.is_open:
        is_other = criterion != turn.requested or not turn.message.is_button
        finding = Finding(
            criterion=criterion, value=value, words=turn.message.said, certainty="sure"
        )
        after = interview.answered(criteria, criterion, value)
        echo = services.interview.noted((finding,)) if is_other else None
        return interviewing.go_on(turn, after, echo=echo)
    before = interview.answers(criteria)
    after = interview.answered(criteria, criterion, value)
    if not before:
        return nothing(turn)
    if interview.status == "stopped":
        echo = services.interview.echo(criterion, value)
        said = services.interview.notice("changed", (services.interview.go_on,), echo=echo)
        return turn.say(said, interview=after)
    # A change after the result is a decision already: no gate has to be confirmed again.
    answers = after.answers(criteria)
    after = after.but(confirmed=deciding_gate(criteria, answers) is not None, enough=True)
    difference = services.results.changed(recommend(criteria, before), recommend(criteria, answers))
    named = _named(turn, interview)
    told = services.interview.notice(
        "changed", id="interview.changed", echo=" ".join((*named, difference))
    )
    following = next_step(criteria, answers, confirmed=True, offers=False)
    if isinstance(following, Ask) and before.get(criterion) != value and not turn.is_open:
        more = services.interview.notice(
            "changed",
            id="interview.changed_and_more",
            difference=" ".join((*named, difference)),
        )
        opened = after.but(status="open", enough=False, was_told=True)
        return _switched(turn, opened).say(more, asks=True)
    result = assessments.tell(_switched(turn, after) if not turn.is_open else turn, after)
    return result.after(told)


def _amend(turn: Turn, interview: Interview, criterion: str, found: Finding | None) -> Outcome:
    """Change the answer that was named, or ask for it where its value is not clear."""
    if found is None:
        return _ask_again(turn, interview, criterion)
    if found.certainty == "sure" or interview.status == "stopped":
        return changed(turn, interview, criterion, found.value)
    if interview.is_open:
        doubted = (replace(found, criterion=criterion),)
        return interviewing.take(turn, interview, doubted)
    return suggest(turn, interview, found)


def _ask_again(turn: Turn, interview: Interview, criterion: str) -> Outcome:
    if interview.is_open:
        again = interview.but(
            asked=criterion,
            failures=0,
            doubtful=tuple(each for each in interview.doubtful if each.criterion != criterion),
        )
        return interviewing.go_on(turn, again)
    return turn.say(
        turn.services.interview.other_answers(criterion),
        pending=ChooseChange(interview=interview.id, criterion=criterion),
    )


def _pended(turn: Turn) -> Interview | None:
    """The interview that the pending change is of."""
    id = getattr(turn.pending, "interview", None)
    return None if id is None else assessments.find(turn, id)


def _named(turn: Turn, interview: Interview) -> tuple[str, ...]:
    """Words that name the work, where another one is spoken of."""
    if interview.id == turn.interview.id or not interview.work:
        return ()
    return (turn.services.texts("interview.for_work", work=interview.work),)


def _switched(turn: Turn, interview: Interview) -> Turn:
    """The turn with this interview spoken of; an unfinished one is put aside for it."""
    if interview.id == turn.interview.id:
        return turn.on(interview)
    return interviewing.shelve(turn).on(interview)


def nothing(turn: Turn) -> Outcome:
    """Say that there are no answers to work with yet."""
    words = turn.services.interview
    if turn.is_open:
        return turn.say(words.notice("no_answers"), asks=True)
    return turn.say(words.notice("no_interview", (words.start,)))
