"""The interview goes on: what is asked next, and what an answer does."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.decision.order import Ask, Confirm
from advisor.reading.findings import Finding
from advisor.reading.naming import UNNAMED, listed_task
from advisor.speaking.replies import Reply
from content.criteria import NOT_SURE
from conversation.interview import Interview
from conversation.message import Message, Work
from conversation.services import Services
from conversation.state import ConfirmRestart
from conversation.turn import Outcome, Turn

WORDS_OF_A_STORY = 12
"""From how many words on a message tells of work, even where it gives it no name."""


WORDS_BESIDE_A_NAME = 2
"""Up to how many words beside it a message is nothing but the name of the work."""


def ask(
    services: Services, interview: Interview, *, echo: str | None = None, hint: bool = False
) -> tuple[Reply, ...]:
    """Return the message that asks what comes next; nothing when nothing does."""
    words, criteria = services.interview, services.criteria
    if not interview.is_open:
        return ()
    if interview.work is None:
        return (words.opener(echo),)
    if interview.is_confirming():
        step = interview.but(doubtful=()).step(criteria)
        asked = step.criterion if isinstance(step, Ask) else None
        return (words.confirm(interview.doubtful, asked, echo=echo),)
    step = interview.step(criteria)
    if isinstance(step, Ask):
        skips = interview.was_told
        return (words.question(step, echo=echo, hint=hint, can_skip=skips),)
    if isinstance(step, Confirm):
        return (words.confirm_gate(step, echo=echo),)
    return ()


def go_on(
    turn: Turn, interview: Interview, *, echo: str | None = None, hint: bool = False
) -> Outcome:
    """Return the outcome of asking on; what was understood is said even where nothing follows."""
    following = ask(turn.services, interview, echo=echo, hint=hint)
    if echo is not None and not following:
        following = (turn.services.interview.notice("understood", echo=echo),)
    return turn.say(*following, interview=interview)


def take(
    turn: Turn,
    interview: Interview,
    findings: Iterable[Finding],
    *,
    echoes: bool = True,
    before: str | None = None,
) -> Outcome:
    """Count what is sure, have what is doubtful confirmed, and ask on.

    What contradicts an answer given before is never counted in silence.
    """
    services = turn.services
    sure: list[Finding] = []
    doubtful: list[Finding] = []
    for each in findings:
        is_other = interview.given.get(each.criterion, NOT_SURE) not in (NOT_SURE, each.value)
        is_asked = each.criterion == turn.open_criterion
        is_sure = each.certainty == "sure" or (is_asked and each.value == NOT_SURE)
        (sure if is_sure and (is_asked or not is_other) else doubtful).append(each)
    for each in sure:
        interview = interview.answered(services.criteria, each.criterion, each.value)
    contradicts = any(
        interview.given.get(each.criterion, NOT_SURE) not in (NOT_SURE, each.value)
        for each in doubtful
    )
    if doubtful:
        interview = interview.doubting(tuple(doubtful))
    said = services.interview.noted(sure) if echoes else None
    otherwise = services.texts("interview.otherwise") if contradicts else None
    told = " ".join(each for each in (before, said, otherwise) if each)
    return go_on(turn, interview, echo=told or None)


def name(turn: Turn, interview: Interview, work: Work | None) -> tuple[Interview, str | None]:
    """Return the interview with its work named, and what is said of that."""
    if work is None:
        return interview, None
    task = listed_task(turn.services.content.tasks, work.name)
    named = interview.but(work=work.name, judgement=dict(work.judgement))
    return named, turn.services.interview.about(work.name, task)


def open_with(turn: Turn, fresh: Interview) -> Outcome:
    """Begin an interview with what a message says of the work, and of what else it speaks."""
    message = turn.message
    first, others = works_of(message)
    facts = () if message.is_button else turn.services.reader.facts(message.text, message.signals)
    if first is not None and message.words <= len(first.name.split()) + WORDS_BESIDE_A_NAME:
        # A bare name is no statement: what it may hint at is asked in its turn.
        facts = tuple(each for each in facts if each.certainty == "sure")
    if first is None and (facts or message.words >= WORDS_OF_A_STORY):
        # Work that is told of, but not by a name.
        first = Work(UNNAMED, own=True)
    interview, about = name(turn, fresh.but(status="open"), first)
    interview = with_boundary(interview, message)
    state = turn.state
    if others:
        state = state.but(waiting=tuple(dict.fromkeys((*state.waiting, *others))))
        later = turn.services.texts("interview.afterwards", work=others[0])
        about = " ".join(each for each in (about, later) if each)
    outcome = take(turn, interview, facts, before=about)
    return Outcome(outcome.state.but(waiting=state.waiting), outcome.replies, outcome.asks)


def works_of(message: Message) -> tuple[Work | None, tuple[str, ...]]:
    """Return the work that a message wants handed over, and the names of others it names."""
    out = [work for work in message.works if not work.stays]
    if message.is_button or not out:
        given = message.entity("task")
        return (None if given is None else Work(given, own=True)), ()
    return out[0], tuple(work.name for work in out[1:])


def with_boundary(interview: Interview, message: Message) -> Interview:
    """Return the interview with what a message says stays, and what of it goes."""
    stays = tuple(work.name for work in message.works if work.stays)
    if not stays:
        return interview
    goes = tuple(work.name for work in message.works if not work.stays)
    return interview.but(
        stays=tuple(dict.fromkeys((*interview.stays, *stays))),
        goes=tuple(dict.fromkeys((*interview.goes, *goes))),
    )


def begin(turn: Turn, fresh: Interview | None = None) -> Outcome:
    """Begin an interview; over answers that would be lost, ask first."""
    fresh = fresh or Interview()
    if not turn.interview.is_kept or not turn.interview.given:
        return open_with(turn, fresh)
    opened = open_with(turn, fresh)
    asked = turn.services.kept.ask_to_restart(
        turn.interview.work or UNNAMED, opened.state.interview.work
    )
    return turn.say(asked, pending=ConfirmRestart(fresh=opened.state.interview))


def shelve(turn: Turn) -> Turn:
    """Return the turn with an unfinished interview put aside, to be taken up later."""
    if not turn.interview.is_kept:
        return turn
    aside = turn.interview.but(status="stopped")
    others = tuple(each for each in turn.state.shelved if each.id != aside.id)
    return Turn(
        turn.message,
        turn.state.but(shelved=(*others, aside), interview=Interview()),
        turn.services,
        turn.pending,
        turn.offer,
    )


def resume(turn: Turn) -> Outcome | None:
    """Take up an interview that was stopped: the one spoken of, or the one put aside last."""
    interview = turn.interview
    if interview.is_open:
        return turn.say(asks=True)
    state = turn.state
    if not interview.is_kept:
        if not state.shelved:
            return None
        chosen = _chosen(turn)
        state = state.but(shelved=tuple(each for each in state.shelved if each.id != chosen.id))
        interview = chosen
    interview = interview.but(status="open", failures=0)
    answers = interview.answers(turn.services.criteria)
    told = turn.services.interview.so_far(answers, interview.work)
    return Outcome(state.but(interview=interview), (told,), asks=True)


def _chosen(turn: Turn) -> Interview:
    """The interview put aside that the message names, or else the last."""
    said = turn.message.plain
    named = [each for each in turn.state.shelved if each.work and each.work.lower() in said]
    return (named or list(turn.state.shelved))[-1]
