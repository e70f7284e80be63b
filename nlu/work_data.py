"""The messages that the naming of work is learned from: data/works.yml."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

WORKS = Path(__file__).parent.parent / "data" / "works.yml"


class WorksError(Exception):
    """A line of data/works.yml lacks what it must have."""


@dataclass(frozen=True)
class Example:
    """A message and the work it names.

    Attributes:
        written_by: the pass of writers it comes from; whole passes are left out to measure.
        text: the message.
        out: names of the work that might be handed over; none where the message names none.
        stays: names of what the message says must stay.
        is_loose: whether the names are a reader's own words rather than the message's.
    """

    written_by: str
    text: str
    out: tuple[str, ...]
    stays: tuple[str, ...]
    is_loose: bool


def load_examples(path: Path = WORKS) -> list[Example]:
    """Read the examples.

    Raises:
        WorksError: the file has no such lists, or a line lacks `pass` or `text`.
    """
    sections = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    try:
        return [
            _example(line, is_loose=section == "situations")
            for section in ("situations", "requests", "silent")
            for line in sections[section]
        ]
    except (KeyError, TypeError) as error:
        raise WorksError(
            f"{path}: {error} is missing; each list of lines has `pass` and `text`."
        ) from error


def _example(line: dict[str, Any], *, is_loose: bool) -> Example:
    return Example(
        str(line["pass"]), line["text"], _names(line, "out"), _names(line, "stays"), is_loose
    )


def _names(line: dict[str, Any], role: str) -> tuple[str, ...]:
    names: Sequence[str] = line.get(role, [])
    return tuple(names)
