"""The classes that the reader of answers tells apart, in the order of its file."""

from __future__ import annotations

from content.criteria import NOT_SURE, Criteria

NOTHING = "nothing"
"""What a text says on a question that it does not answer."""


def classes(criteria: Criteria) -> dict[str, tuple[str, ...]]:
    """The classes of each question: its answers, not sure, nothing."""
    return {question.id: (*question.values, NOT_SURE, NOTHING) for question in criteria.questions}
