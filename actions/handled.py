"""What comes of a message of the interview: the interview after it, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from actions.state import Interview
from advisor import Ask, Confirm, asking, wording
from advisor.naming import is_name, listed_task, short_name
from advisor.replies import Reply
from content import load_content
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


def name_work(interview: Interview, text: str) -> Handled:
    """Go on with the work that a text names, under a short name; ask again where it names none."""
    listed = listed_task(load_content().tasks, text)
    name = short_name(text, None if listed is None else listed.name)
    if not is_name(name):
        return Handled(interview, ask(interview))
    named = replace(interview, work=name)
    return Handled(named, ask(named, echo=asking.named(name, listed)))
