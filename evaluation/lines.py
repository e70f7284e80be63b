"""What the commands share that take the lines of a file to the assistant and write what comes."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import store
from evaluation.visitor import Visitor, visiting
from server.models import ModelError
from server.runtime import begin, quieten_rasa
from server.settings import SettingsError

Parsed = TypeVar("Parsed")
Report = dict[str, Any]
"""What is written about one line."""


class LineError(ValueError):
    """A line of the input cannot be played; the text names the line and the mend."""


def read_objects(
    lines: Iterable[str], parse: Callable[[dict[str, Any]], Parsed], wanted: str
) -> list[Parsed]:
    """Read a JSONL file of objects that have an id.

    Args:
        lines: the lines of the file; blank ones count but hold nothing.
        parse: makes of an object what is played; raises LineError where that cannot be.
        wanted: the keys of an object, as an error is to name them.

    Raises:
        LineError: a line is not JSON, is no object with an id, or could not be parsed.
    """
    parsed = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            parsed.append(parse(_object(line, wanted)))
        except LineError as error:
            raise LineError(f"line {number}: {error}") from error
    return parsed


def play_file(
    command: str,
    description: str | None,
    read: Callable[[Iterable[str]], Sequence[Parsed]],
    play: Callable[[Visitor, Parsed], Awaitable[Report]],
    arguments: list[str] | None,
) -> int:
    """Play what one file holds and write a report a line to another; return the exit status."""
    parser = argparse.ArgumentParser(prog=command, description=description)
    parser.add_argument("source", metavar="IN", type=Path, help="JSONL to play")
    parser.add_argument("target", metavar="OUT", type=Path, help="JSONL to write")
    chosen = parser.parse_args(arguments)
    try:
        parsed = read(chosen.source.read_text(encoding="utf-8").splitlines())
        begin(logging.ERROR)
        quieten_rasa(logging.ERROR)
        reports = asyncio.run(_played(parsed, play))
        lines = [json.dumps(report, ensure_ascii=False) for report in reports]
        chosen.target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except (OSError, LineError, SettingsError, ModelError, store.StoreError) as error:
        print(f"{command}: {error}", file=sys.stderr)
        return 1
    return 0


async def _played(
    lines: Sequence[Parsed], play: Callable[[Visitor, Parsed], Awaitable[Report]]
) -> list[Report]:
    async with visiting() as visitor:
        return [await play(visitor, line) for line in lines]


def _object(line: str, wanted: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise LineError(f"not JSON ({error}); write one object") from error
    if not isinstance(value, dict) or "id" not in value:
        raise LineError(f"no 'id'; write an object with {wanted}")
    return value
