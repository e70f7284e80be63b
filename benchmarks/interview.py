"""Measure the interview: `python -m benchmarks.interview` prints a section of the report.

How many questions are asked of drawn visitors until the result is settled, and how long choosing
the next one takes. The draws are seeded, so that the numbers of questions are the same each time.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.decision.order import next_step
from advisor.decision.worlds import Worlds
from content import load_criteria
from content.criteria import NOT_SURE, Criteria
from evaluation.interviews import played

DRAWS = 1000
SEED = 1
MILLISECONDS_AT_MOST = 30

PLAIN: Mapping[str, Mapping[str, str]] = {
    "plain BPO": {
        "core": "no",
        "judgement": "rarely",
        "expertise": "no",
        "standardised": "yes",
        "volume": "high",
        "analysis": "no",
        "measurable": "yes",
    },
    "plain KPO": {
        "core": "no",
        "judgement": "nearly_always",
        "expertise": "throughout",
        "analysis": "main",
    },
    "plain in-house": {"core": "yes"},
}
"""Work that meets every criterion by which the guide tells a model, and none of the other's; what
these leave open is drawn. In-house by the gate alone."""


@dataclass(frozen=True)
class Asked:
    """The mean and the most questions that settle the result, and the mean offered after that."""

    mean: float
    most: int
    offered: float


def minds(
    criteria: Criteria, fixed: Mapping[str, str], *, doubts: bool = False
) -> Iterator[dict[str, str]]:
    """Yield what drawn visitors would answer: each answer as likely as any other of its question.

    Args:
        fixed: the answers that all of them have in common.
        doubts: whether 'not sure' is one of the answers.
    """
    draw = random.Random(SEED)
    for _ in range(DRAWS):
        drawn = {
            question.id: draw.choice((*question.values, *([NOT_SURE] if doubts else [])))
            for question in criteria.questions
        }
        yield {**drawn, **fixed}


def asked(criteria: Criteria, visitors: Iterator[dict[str, str]]) -> Asked:
    """Count the questions that visitors are asked."""
    needed, offered = [], []
    for mind in visitors:
        steps = [step for _, step in played(criteria, mind)]
        offered.append(sum(step.offered for step in steps))
        needed.append(len(steps) - offered[-1])
    return Asked(statistics.mean(needed), max(needed), statistics.mean(offered))


def choosing(criteria: Criteria, visitors: Iterator[dict[str, str]]) -> list[float]:
    """Return how long choosing each next question took, in milliseconds, ascending.

    Each state is timed the first time that it is met: afterwards part of it is remembered.
    """
    met, spent = set(), []
    for mind in visitors:
        for answers, _ in played(criteria, mind):
            met.add(answers)
    fresh = criteria.copy(update={"version": f"{criteria.version}, timed"})
    next_step(fresh, next(iter(met)))
    for answers in met:
        started = time.perf_counter()
        next_step(fresh, answers)
        spent.append((time.perf_counter() - started) * 1000)
    return sorted(spent)


def section(criteria: Criteria) -> list[str]:
    """Return the report's section, as lines of Markdown."""
    visitors: dict[str, Iterator[dict[str, str]]] = {
        "any answers": minds(criteria, {}),
        "any answers, 'not sure' among them": minds(criteria, {}, doubts=True),
        **{name: minds(criteria, fixed) for name, fixed in PLAIN.items()},
    }
    lines = [
        "",
        "## The interview",
        "",
        f"Each row has {DRAWS} drawn visitors, every answer as likely as any other. Plain work "
        "meets each criterion by which the guide tells a model; what these leave open is drawn. "
        "Counted are the questions until no open one can change the result; the two that then "
        "only choose warnings can be skipped.",
        "",
        "| visitors | questions, mean | most | offered after that, mean |",
        "| --- | --- | --- | --- |",
    ]
    for name, each in visitors.items():
        found = asked(criteria, each)
        lines.append(f"| {name} | {found.mean:.2f} | {found.most} | {found.offered:.2f} |")
    spent = choosing(criteria, minds(criteria, {}, doubts=True))
    started = time.perf_counter()
    Worlds(criteria)
    table = (time.perf_counter() - started) * 1000
    late = sum(each > MILLISECONDS_AT_MOST for each in spent)
    lines += [
        "",
        f"Choosing the next question, over {len(spent)} different states: median "
        f"{statistics.median(spent):.1f} ms, 95th percentile {spent[int(len(spent) * 0.95)]:.1f} "
        f"ms, most {spent[-1]:.1f} ms; {late} took longer than {MILLISECONDS_AT_MOST} ms. The "
        f"table of all states is made once, at the first question, in {table:.0f} ms.",
    ]
    return lines


def main() -> int:
    """Print the section; return 0."""
    print("\n".join(section(load_criteria())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
