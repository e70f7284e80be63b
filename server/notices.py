"""What the user reads when a message could not be taken or answered."""

from dataclasses import dataclass
from typing import Any

TEXTS = {
    "too_long": "That message is too long. Please keep it under {limit} characters.",
    "too_fast": "That was a lot at once. Please wait a moment and send it again.",
    "not_saved": "Your message could not be saved just now. Please try again.",
    "bad_message": "That message could not be read. Please write it again in a few words.",
    "token_expired": "This conversation has expired. A new one starts now.",
    "token_invalid": "This conversation cannot be continued here. A new one starts now.",
    "failed": "Sorry, something went wrong on our side. Please try again.",
}
"""The text of each notice, by its code."""


@dataclass(frozen=True)
class Notice:
    """A notice; `retry_after` is in seconds."""

    code: str
    text: str
    retry_after: int | None = None


@dataclass(frozen=True)
class Acknowledgement:
    """The answer to one frame: `done` and `duplicate` carry a seq, `refused` a notice."""

    status: str
    seq: int | None = None
    notice: Notice | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the acknowledgement as the protocol has it."""
        if self.notice is None:
            return {"status": self.status, "seq": self.seq}
        notice: dict[str, Any] = {"code": self.notice.code, "text": self.notice.text}
        if self.notice.retry_after is not None:
            notice["retry_after"] = self.notice.retry_after
        return {"status": self.status, "notice": notice}


def refused(code: str, retry_after: int | None = None, limit: int | None = None) -> Acknowledgement:
    """Return the acknowledgement of a message that was not taken, and why."""
    return Acknowledgement(
        "refused", notice=Notice(code, TEXTS[code].format(limit=limit), retry_after)
    )
