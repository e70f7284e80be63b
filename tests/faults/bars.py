"""The bars of `make faults`: how much is tried, what is allowed, and the table of what came out.

The same tests run short in `make test` and in full with FAULTS=full.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

IS_FULL = os.environ.get("FAULTS") == "full"


@dataclass(frozen=True)
class Amounts:
    """How much is tried.

    Attributes:
        visitors: who are interviewed at once while something fails.
        kills, locks, restarts, cuts, failures: how often it fails, each in a step of every visitor.
        lock_seconds: how long the database is locked.
        frames: hostile frames and bodies.
        tokens: forged, expired, foreign and replayed tokens.
        probes: messages of a visitor during an attack.
        growing: conversations that go on for `length` messages.
        soak: messages for which the memory is watched.
    """

    visitors: int
    kills: int
    locks: int
    restarts: int
    cuts: int
    failures: int
    lock_seconds: float
    frames: int
    tokens: int
    probes: int
    growing: int
    length: int
    soak: int


AMOUNTS = (
    Amounts(
        visitors=24,
        kills=6,
        locks=3,
        restarts=5,
        cuts=30,
        failures=8,
        lock_seconds=15,
        frames=10_000,
        tokens=10_000,
        probes=60,
        growing=3,
        length=150,
        soak=10_000,
    )
    if IS_FULL
    else Amounts(
        visitors=6,
        kills=1,
        locks=1,
        restarts=1,
        cuts=2,
        failures=1,
        lock_seconds=3,
        frames=300,
        tokens=200,
        probes=8,
        growing=3,
        length=40,
        soak=60,
    )
)

SLACK = 1 if IS_FULL else 4
"""By how much a short run, beside other work on the machine, may miss a bar that is a time."""


@dataclass(frozen=True)
class Bar:
    """What is allowed: at most `limit`, in `unit`. Where `sums` is set, all runs add up."""

    name: str
    limit: float
    unit: str
    sums: bool = False


LOST = Bar("acknowledged answers lost or doubled", 0, "answers", sums=True)
SILENT = Bar("messages with neither reply nor notice in 10 s", 0, "messages", sums=True)
HARM = Bar("exits, 5xx and effects of hostile frames", 0, "cases", sums=True)
TOKENS = Bar("tokens that read or wrote what they must not", 0, "tokens", sums=True)
FRAME_DELAY = Bar("another visitor's p95 during a 100 kB attack", 500, "ms")
FLOOD_DELAY = Bar("another visitor's p95 during a flood", 500, "ms")
GROWTH_OUTSIDE = Bar("p95 at the last message against the 5th, outside", 1.5, "times")
GROWTH_INSIDE = Bar("p95 at the last message against the 5th, interview", 1.5, "times")
MEMORY = Bar("growth of memory", 50, "MB")
RESTART = Bar("from a kill to the first reply", 15, "s")
CANARIES = Bar("files of the log with a user's words", 0, "files", sums=True)
OUTGOING = Bar("outgoing connections", 0, "calls", sums=True)
PATHS = Bar("reachable paths besides ours", 0, "paths", sums=True)

BARS = (
    *(LOST, SILENT, HARM, TOKENS, FRAME_DELAY, FLOOD_DELAY, GROWTH_OUTSIDE, GROWTH_INSIDE),
    *(MEMORY, RESTART, CANARIES, OUTGOING, PATHS),
)

_MEASURED: dict[Bar, tuple[float, int]] = {}


def record(bar: Bar, value: float, tried: int) -> None:
    """Add what was measured in `tried` tries; of values that do not add up, the worst counts.

    Raises:
        AssertionError: the bar is missed.
    """
    add({bar.name: (value, tried)})
    allowed = bar.limit * SLACK
    assert value <= allowed, f"{bar.name}: {value:g} {bar.unit} of {allowed:g} allowed"


def measured() -> dict[str, tuple[float, int]]:
    """Return the worst value and the number of tries of each bar that was measured, by name."""
    return {bar.name: found for bar, found in _MEASURED.items()}


def add(others: Mapping[str, tuple[float, int]]) -> None:
    """Add what another process has measured, as `measured` returned it there."""
    for bar in BARS:
        if bar.name in others:
            (value, tried), (before, tried_before) = others[bar.name], _MEASURED.get(bar, (0.0, 0))
            worst = before + value if bar.sums else max(before, value)
            _MEASURED[bar] = (worst, tried_before + tried)


def table() -> list[str]:
    """Return the report, a line a bar; nothing where no bar was measured."""
    if not _MEASURED:
        return []
    lines = [f"{'bar':<52}{'measured':>18}{'allowed':>9}{'tried':>8}"]
    for bar in BARS:
        if bar not in _MEASURED:
            lines.append(f"{bar.name:<52}{'not measured':>18}{bar.limit:>9g}{0:>8}")
            continue
        value, tried = _MEASURED[bar]
        verdict = "" if value <= bar.limit else "  MISSED"
        lines.append(
            f"{bar.name:<52}{f'{value:.4g} {bar.unit}':>18}{bar.limit:>9g}{tried:>8}{verdict}"
        )
    return lines


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed; in a short run, the median.

    The 95th percentile of a dozen values is the greatest of them: a single pause of the machine.
    """
    share = 0.95 if IS_FULL else 0.5
    return sorted(values)[ceil(share * len(values)) - 1]
