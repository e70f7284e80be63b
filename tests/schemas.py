"""The contract of the web channel, by which the tests of both sides check their frames."""

import json
from pathlib import Path
from threading import Lock
from typing import Any

import jsonschema

SCHEMAS = Path(__file__).parent.parent / "docs" / "reference" / "schemas"

EVENTS = {
    "session": "session",
    "message": "message",
    "typing": "typing",
    "replay": "replay",
    "user_message": "user-message",
}
"""The schema of each event's data; `open` carries an empty object."""

ACKNOWLEDGMENTS = {"replay": "replay-ack", "user_message": "user-message-ack"}
"""The schema of each event's acknowledgment."""


def validators() -> dict[str, jsonschema.Draft202012Validator]:
    """Return a validator for each schema, by the name of its file."""
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    base = "https://schemas.invalid/"
    store = {base + name: schema for name, schema in schemas.items()}
    return {
        name.removesuffix(".json"): jsonschema.Draft202012Validator(
            schema, resolver=jsonschema.RefResolver(base + name, schema, store=store)
        )
        for name, schema in schemas.items()
    }


_VALIDATORS = validators()
_VALIDATING = Lock()
"""What resolves references remembers where it is, so one thread at a time may do so."""


def violations(schema: str, data: Any) -> list[str]:
    """Return what in `data` breaks the schema of this name."""
    with _VALIDATING:
        errors = _VALIDATORS[schema].iter_errors(data)
        return [f"{schema} {error.json_path}: {error.message}" for error in errors]


def event_violations(event: str, data: Any) -> list[str]:
    """Return what breaks the contract in an event's data."""
    if event == "open":
        return [] if data == {} else [f"open: {data!r} is not empty"]
    if event not in EVENTS:
        return [f"{event!a} is no event of the contract"]
    return violations(EVENTS[event], data)


def acknowledgment_violations(event: str, data: Any) -> list[str]:
    """Return what breaks the contract in an event's acknowledgment."""
    if event == "open":
        return [] if data == {} else [f"open: the acknowledgment {data!r} is not empty"]
    # What is no event of ours is refused as a message would be.
    return violations(ACKNOWLEDGMENTS.get(event, "user-message-ack"), data)
