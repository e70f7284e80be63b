"""What passes between the web channel and the widget: the frames, and how stored events read."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, Extra, StrictInt, StrictStr, constr

from store import Event

SLASH = "/"
HIDDEN = "hidden"
"""Metadata of a user's event that the history does not show."""
SHOWN = "shown"
"""Metadata of a user's event: what the history shows in place of the text that was understood."""

_MESSAGE_ID = r"^[A-Za-z0-9_-]{8,64}$"
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class UserFrame(BaseModel):
    """A message as the client sends it; `id` is the client's own."""

    id: constr(strict=True, regex=_MESSAGE_ID)  # type: ignore[valid-type]
    text: StrictStr
    payload: StrictStr | None = None
    token: StrictStr

    class Config:
        """Unknown keys are refused."""

        extra = Extra.forbid


class ReplayFrame(BaseModel):
    """A wish for all messages after the one numbered `since`."""

    since: StrictInt = 0

    class Config:
        """Unknown keys are refused."""

        extra = Extra.forbid


@dataclass(frozen=True)
class Said:
    """What a user said, checked: `text` is what Rasa gets, `shown` what the history shows."""

    id: str
    text: str
    shown: str


@dataclass(frozen=True)
class Message:
    """A stored message of a user or of the assistant. `time` is in seconds since 1970."""

    seq: int
    id: str | None
    sender: Literal["user", "bot"]
    text: str
    buttons: list[dict[str, Any]]
    payload: dict[str, Any] | None
    time: float

    def as_dict(self) -> dict[str, Any]:
        """Return the message as the protocol has it."""
        return {
            "seq": self.seq,
            "id": self.id,
            "from": self.sender,
            "text": self.text,
            "buttons": self.buttons,
            "payload": self.payload,
            "time": self.time,
        }


def from_events(events: list[Event]) -> list[Message]:
    """Return the messages among stored events, in their order, without hidden ones."""
    return [
        message
        for event in events
        if not (event.data.get("metadata") or {}).get(HIDDEN)
        and (message := from_event(event)) is not None
    ]


def clean(text: str) -> str:
    """Return `text` in NFC, without control and invisible characters, stripped.

    Line breaks and tabs stay. Lone surrogates, NUL and characters that reorder the line go.
    """
    kept = (
        character
        for character in text
        if character in "\n\t"
        or (unicodedata.category(character) not in ("Cc", "Cs") and character not in _INVISIBLE)
    )
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def without_command(text: str) -> str:
    """Return `text` so that Rasa does not take it for `/intent{...}`."""
    return text.lstrip(SLASH + " \t\n") if text.startswith(SLASH) else text


def from_event(event: Event) -> Message | None:
    """Return the message that an event is, hidden or not; None where nothing was said."""
    data = event.data
    if event.type_name == "user":
        metadata = data.get("metadata") or {}
        text = metadata.get(SHOWN) or data.get("text")
        if not text:
            return None
        message_id = data.get("message_id") or ""
        known = message_id if re.match(_MESSAGE_ID, message_id) else None
        return Message(event.seq, known, "user", text, [], None, data["timestamp"])
    if event.type_name == "bot":
        parts = data.get("data") or {}
        return Message(
            seq=event.seq,
            id=None,
            sender="bot",
            text=data.get("text") or "",
            buttons=parts.get("buttons") or [],
            payload=parts.get("custom") or None,
            time=data["timestamp"],
        )
    return None
