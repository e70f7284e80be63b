"""Messages that need care before any answer: a person in distress, and data better not shared.

Rules and not training decide here, so that no message is missed because another topic was likelier.
"""

from __future__ import annotations

import re

_WISH = (
    r"(?:i(?:'?m| am)? (?:just |really |often |always )*"
    r"(?:want|wanna|wish|going|gonna|plan(?:ning)?|think(?:ing)?|feel like|need|ready|about|trying|"
    r"would like)"
    r"(?: (?:to|of|about))?)"
)
_DISTRESS = re.compile(
    "|".join(
        (
            rf"\b{_WISH} (?:die|dying|be dead|being dead|(?:commit(?:ting)? )?suicide)\b"
            r"(?! of (?:boredom|laugh|embarrass|curios))",
            r"\b(?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging) my ?self\b"
            r"(?! (?:laughing|over))",
            r"\bi(?:'?m| am| feel) (?:so |very |really )*suicidal\b|^\W*suicid(?:e|al)\W*$",
            r"\b(?:end|ending|take|taking) my (?:own )?life\b|\bend(?:ing)? it all\b",
            r"\bi (?:do not|don'?t|dont) (?:want|wanna) (?:to )?(?:live|be alive|exist|wake up)\b",
            r"\bi (?:can'?t|cannot|can not|cant) (?:go on|live like this)(?: any ?(?:more|longer))?"
            r"\W*$",
            r"\bi wish i (?:was|were)(?: never)? (?:dead|born)\b",
            r"\bbetter off (?:dead|without me)\b",
            r"\b(?:no reason|nothing left|not worth) (?:to live|living)(?: for)?\b"
            r"|\bnothing (?:left )?to live for\b",
            r"\bself[- ]harm(?:ing)?\b",
        )
    ),
    re.I,
)
_PERSONAL = re.compile(
    r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|(?<![\w.,$€£-])(?:\+|00)\d(?:[ ()./-]?\d){7,13}(?![\w,.]?\d)"  # a phone number
    r"|(?<![\w.,-])(?:\d{4}[ -]){3}\d{4}(?!\w)|(?<![\w.,])\d{16}(?!\w)"  # a card's number
    r"|\b\d{3}-\d{2}-\d{4}\b"  # a social security number
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"  # an IBAN
    r"|\bmy (?:password|passwort|pin|passport number|social security number) is\b",
    re.I,
)


def in_distress(text: str) -> bool:
    """Whether a message speaks of wanting to die or to hurt oneself."""
    return _DISTRESS.search(text.replace("’", "'")) is not None


def shares_personal_data(text: str) -> bool:
    """Whether a message holds an address, a number or a password that belongs to a person."""
    return _PERSONAL.search(text) is not None
