"""What comes of a message of the interview: the interview after it, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from actions.state import Interview
from advisor import Ask, Confirm, asking, wording
from advisor.naming import is_name
from advisor.opener import Opener
from advisor.replies import Reply
from content.criteria import NOT_SURE


@dataclass(frozen=True)
class Handled:
    """The interview after a message.

    Attributes:
        interview: with what the message changed.
        replies: what is said.
        memory: other slots that change.
        asks: whether the open question is asked (again) after the replies.
        reopens: whether an interview that was over goes on.
    """

    interview: Interview
    replies: tuple[Reply, ...] = ()
    memory: Mapping[str, Any] = field(default_factory=dict)
    asks: bool = False
    reopens: bool = False


def ask(interview: Interview, *, echo: str | None = None, hint: bool = False) -> tuple[Reply, ...]:
    """Return the message that asks what comes next; nothing when the interview is over."""
    criteria, state = interview.criteria, interview.state
    if state.is_stopped:
        return ()
    if interview.work is None:
        return (asking.opener(criteria, echo),)
    if interview.is_confirming:
        return (asking.confirm_understood(criteria, state.understood, echo=echo),)
    step = interview.step
    if isinstance(step, Ask):
        if state.guess is not None:
            return (asking.confirm_guess(criteria, step.criterion, state.guess),)
        asked = asking.question(criteria, step, echo=echo, hint=hint, can_skip=state.is_told)
        return (asked,)
    if isinstance(step, Confirm):
        return (asking.confirm_gate(criteria, step, echo=echo),)
    return ()


def take(interview: Interview, criterion: str, value: str, *, echo: bool = False) -> Handled:
    """Count an answer and go on to the next question.

    Raises:
        AnswerError: the criterion or the value is unknown.
    """
    answered = interview.answered(criterion, value)
    said = wording.echo(interview.criteria, criterion, value) if echo else None
    following = ask(answered, echo=said)
    if said is not None and not following and value != NOT_SURE:
        following = (asking.notice("understood", said),)
    return Handled(answered, following)


def begin(fresh: Interview, opener: Opener | None) -> Handled:
    """Begin with the work that the visitor's first words name, or else ask for it."""
    return Handled(fresh, ask(fresh)) if opener is None else name_work(fresh, opener)


def name_work(interview: Interview, opener: Opener) -> Handled:
    """Go on with the work that an opener names, and have confirmed what else it says.

    Where it names none, the work is asked for again, and what it says is kept for later. What it
    says two different things of is told, and asked first.
    """
    read = interview.understanding(opener.said)
    both = asking.said_both(opener.said.disputes)
    if not is_name(opener.work):
        return Handled(read, ask(read, echo=both))
    named = replace(read, work=opener.work)
    about = asking.named(opener.work, opener.listed)
    return Handled(named, ask(named, echo=about if both is None else f"{about} {both}"))


def one_by_one(interview: Interview) -> Handled:
    """Leave what was understood aside, and ask the questions one by one."""
    after = interview.with_state(understood=(), failures=0)
    return Handled(after, ask(after, echo="All right, I ask you one by one."))
