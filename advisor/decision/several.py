"""Several finished results side by side: what differs, and which comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.decision.scoring import Points
from advisor.decision.worlds import CONFIDENCES, Confidence, Result
from content.criteria import Criteria


@dataclass(frozen=True)
class KeptResult:
    """One kept result: its public id, the work, what came out, its points, the known answers."""

    id: str
    work: str
    outcome: Result
    confidence: Confidence
    points: Points
    answers: Mapping[str, str] | None = None


FirstBy = Literal["none", "only", "surer", "points", "equal"]


@dataclass(frozen=True)
class First:
    """Which work to begin with, and by what; `equals` come out alike where nothing decides."""

    by: FirstBy
    result: KeptResult | None = None
    next: KeptResult | None = None
    equals: tuple[KeptResult, ...] = ()


def above_bar(criteria: Criteria, result: KeptResult) -> int:
    """How many points the model advised has above the bar; for a hybrid the better one."""
    if result.outcome in ("bpo", "kpo"):
        return (result.points.bpo if result.outcome == "bpo" else result.points.kpo) - (
            criteria.policy.bar
        )
    return max(result.points.bpo, result.points.kpo) - criteria.policy.bar


def first_to_start(criteria: Criteria, results: Sequence[KeptResult]) -> First:
    """The result to begin with: to hand something over, the surest, then the most points."""
    ready = [each for each in results if each.outcome in ("bpo", "kpo", "hybrid")]
    if not ready:
        return First("none")
    if len(ready) == 1:
        return First("only", ready[0])

    def sure(result: KeptResult) -> int:
        return CONFIDENCES.index(result.confidence)

    ranked = sorted(ready, key=lambda each: (-sure(each), -above_bar(criteria, each)))
    best, second = ranked[0], ranked[1]
    if sure(best) > sure(second):
        return First("surer", best, second)
    if above_bar(criteria, best) > above_bar(criteria, second):
        return First("points", best, second)
    alike = tuple(
        each
        for each in ranked
        if (sure(each), above_bar(criteria, each)) == (sure(best), above_bar(criteria, best))
    )
    return First("equal", equals=alike)


def differing(criteria: Criteria, results: Sequence[KeptResult]) -> tuple[str, ...] | None:
    """The questions answered differently, the farthest apart in points first.

    A question counts where every result has an answer to it. None where a result has none.
    """
    sets = [each.answers for each in results]
    apart = []
    for question in criteria.questions:
        values = {None if known is None else known.get(question.id) for known in sets}
        if len(values) < 2 or any(value not in question.values for value in values):
            continue
        options = [question.option(str(value)) for value in values]
        spread = sum(
            max(points) - min(points)
            for points in ([each.bpo for each in options], [each.kpo for each in options])
        )
        apart.append((-spread, criteria.ids.index(question.id), question.id))
    if any(known is None for known in sets):
        return None
    return tuple(name for _, _, name in sorted(apart))
