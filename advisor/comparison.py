"""What changed between two recommendations, after an answer was changed."""

from __future__ import annotations

from dataclasses import dataclass

from advisor import wording
from advisor.recommendation import Line, Recommendation


@dataclass(frozen=True)
class Comparison:
    """Two recommendations, and the lines whose answers differ, before and after."""

    before: Recommendation
    after: Recommendation
    lines: tuple[tuple[Line, Line], ...]

    @property
    def changes_result(self) -> bool:
        """Whether the outcome differs."""
        return self.before.outcome != self.after.outcome

    def text(self) -> str:
        """The difference in a few sentences."""
        return wording.comparison(self)


def compare(before: Recommendation, after: Recommendation) -> Comparison:
    """What changed from one recommendation to the next, of the same criteria."""
    pairs = zip(before.lines, after.lines, strict=True)
    return Comparison(before, after, tuple((a, b) for a, b in pairs if a.value != b.value))
