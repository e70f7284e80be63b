"""What reading returns: values that the conversation works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["sure", "doubtful"]
"""Whether what was read may count at once, or is asked back first."""


@dataclass(frozen=True)
class Finding:
    """An answer that a text gives.

    Attributes:
        criterion: the question that it answers.
        value: the answer, or `not_sure`.
        words: the exact words of the text that it was read from.
        certainty: whether it may count without being asked back.
    """

    criterion: str
    value: str
    words: str
    certainty: Certainty


@dataclass(frozen=True)
class Amendment:
    """A question that a text names, and the answer that it gives to it, if any was understood."""

    criterion: str
    finding: Finding | None
