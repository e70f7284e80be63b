"""Conversations as files: what a visitor does, step by step, and what is expected after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, Extra, root_validator

FOLDER = Path(__file__).parent / "conversations"


class Strict(BaseModel):
    """A value that refuses unknown keys, so that a misspelled expectation is no silent pass."""

    class Config:
        extra = Extra.forbid


class Expected(Strict):
    """What must hold after a step. What is not named is not looked at.

    `topic`, `models`, `type` and `code` are of the first reply; `question`, `outcome`, `echo` of
    the last one that has such a thing; texts and buttons are looked for in all replies.
    """

    topic: str | None = None
    models: list[str] | None = None
    type: str | None = None
    code: str | None = None
    types: list[str] | None = None
    contains: list[str] = []
    not_contains: list[str] = []
    buttons: list[str] = []
    no_buttons: list[str] = []
    question: str | None = None
    outcome: str | None = None
    result: str | None = None
    echo: str | None = None
    rows: int | None = None
    stored: int | None = None
    slots: dict[str, Any] = {}


class Step(Strict):
    """One thing that happens: exactly one of the first six, then what is expected."""

    user: str | None = None
    press: str | None = None
    wait_minutes: int | None = None
    repeat: bool = False
    open: bool = False
    store: str | None = None
    expect: Expected = Expected()

    @root_validator
    def _is_one_thing(cls, values: dict[str, Any]) -> dict[str, Any]:
        happening = ("user", "press", "wait_minutes", "repeat", "open", "store")
        if sum(values.get(name) not in (None, False) for name in happening) != 1:
            raise ValueError(f"a step is exactly one of {', '.join(happening)}")
        if values.get("store") not in (None, "fails", "works"):
            raise ValueError("store: use 'fails' or 'works'")
        return values


class Script(Strict):
    """One conversation file."""

    steps: list[Step]


def names() -> list[str]:
    """The conversations, as theme/behavior."""
    return sorted(str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.glob("*/*.yml"))


def read(name: str) -> list[Step]:
    """Read one conversation."""
    return Script.parse_obj(yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))).steps
