"""The yes or no that a message opens with, and what it says besides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from conversation.message import Message

SURE = 0.6
"""The least confidence with which typed words count as a yes, a no or a command."""

SURE_TOPIC = 0.9
"""The least confidence with which a statement is a question on the guide, or a command no name."""

_SHORT = 7
"""The most words of a yes or no that the classifier alone recognizes."""

_SIGNS = {"👍": True, "👌": True, "✅": True, "✔": True, "👎": False, "❌": False, "✖": False}
_YES = (
    "yes please|yes|yep|yup|yeah|yea|ya|y|sure thing|sure|of course|absolutely|definitely"
    "|correct|right|exactly|true|ok|okay|k|fine|go ahead|please do|do it|do that|that's right"
    "|that is right|all right|alright"
)
_NO = (
    "no thanks|no thank you|no|nope|nah|n|not really|not quite|not at all|wrong|false|never mind"
    "|that's wrong|that is wrong|rather not|please don't|don't"
)
_OPENS = re.compile(
    rf"\W*(?:(?:oh|well|um+|uh+|hm+)\W+)?(?:(?P<yes>{_YES})|(?P<no>{_NO}))(?![\w'-])"
    rf"(?:\W+(?:{_YES}|{_NO}|please|thanks|thank you|you|it|then|change (?:it|that)|now))*"
    r"(?:\W+(?P<rest>\w.*))?\W*",
    re.I | re.S,
)


@dataclass(frozen=True)
class Verdict:
    """Whether a message agrees, and the words that say something besides."""

    agrees: bool
    rest: str = ""


def verdict(message: Message) -> Verdict | None:
    """Return what a message says to a yes-or-no question; None where it says neither."""
    if message.is_button:
        return {"affirm": Verdict(True), "deny": Verdict(False)}.get(message.intent)
    said = message.said.strip()
    if said and not any(sign.isalnum() for sign in said):
        return next((Verdict(yes) for sign, yes in _SIGNS.items() if sign in said), None)
    text = message.text.replace("’", "'")
    opened = _OPENS.fullmatch(text)
    if opened is not None and not (message.asks and opened["rest"]):
        return Verdict(opened["yes"] is not None, (opened["rest"] or "").strip())
    is_short = message.words <= _SHORT and not message.asks
    if is_short and message.is_surely("affirm", "deny", least=SURE):
        return Verdict(message.intent == "affirm")
    return None
