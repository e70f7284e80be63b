"""Interviews played without a conversation: which questions somebody is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.decision.answers import Answers
from advisor.decision.order import Ask, Confirm, Finish, next_step
from content.criteria import Criteria


def played(
    criteria: Criteria, mind: Mapping[str, str], *, offers: bool = True
) -> Iterator[tuple[Answers, Ask]]:
    """Yield each question asked of somebody, after the answers that were given before it.

    Args:
        mind: what they would answer to each question; they stand by a deciding answer.
        offers: whether they want the questions that no longer change a settled result.
    """
    answers, confirmed = Answers(), False
    while True:
        step = next_step(criteria, answers, confirmed=confirmed, offers=offers)
        if isinstance(step, Finish):
            return
        if isinstance(step, Confirm):
            confirmed = True
            continue
        yield answers, step
        answers = answers.given(criteria, step.criterion, mind[step.criterion])
