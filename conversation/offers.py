"""What is on the screen: a title typed, a place in the list or a yes, read as the button meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from advisor.speaking.replies import Button, intent_payload
from content.schema import MODELS
from conversation.guide import DEFINITION
from conversation.message import Message, models_in, plain
from conversation.state import Option
from conversation.turn import Outcome, Turn
from conversation.verdict import verdict

NEARLY = 90
"""The least likeness, of 100, of typed words to the title of a button that they mean."""

ABOUT_BOTH = frozenset({"difference", "choosing"})
"""Topics that are always on both models; on one of them there is what it is."""

_FEWEST_LETTERS = 4
"""Titles shorter than this are meant only where they are typed exactly."""

_PLACES = {
    "first": 0, "1st": 0, "one": 0, "former": 0,
    "second": 1, "2nd": 1, "two": 1,
    "third": 2, "3rd": 2, "three": 2,
    "fourth": 3, "4th": 3, "four": 3,
    "fifth": 4, "5th": 4, "five": 4,
    "last": -1, "latter": -1,
}  # fmt: skip
_PLACE = re.compile(
    r"(?:(?:i(?:'d| would)?|let's|we|please|ok(?:ay)?|then|take|choose|pick|want|like|go with"
    r"|give me|show me|the|number|no\.?|option|answer|button|thing)\b\W*)*"
    rf"#?(?P<place>{'|'.join(_PLACES)}|\d)"
    r"(?:[.)]|\W+(?:one|option|answer|of (?:them|those|these)|please|thanks|then|too|button))*\W*",
    re.I,
)
_WITHIN = re.compile(rf"\b(?P<place>{'|'.join(_PLACES)})\b", re.I)


_MORE_ON = re.compile(r"^\W*(?:(?:tell me|say|and|some|more|on|about)\b\W*)+", re.I)


def place_of(text: str) -> int | None:
    """Return the place in a list that a text means and nothing else, from 0; -1 for the last."""
    found = _PLACE.fullmatch(text.strip().replace("’", "'"))
    return None if found is None else _place(found["place"])


def place_within(text: str) -> int | None:
    """Return the place in a list that a longer text speaks of: 'explain the third reason'."""
    found = _WITHIN.search(text) or re.search(r"\b(?P<place>\d)\b", text)
    return None if found is None else _place(found["place"])


def _place(word: str) -> int | None:
    if word.isdigit():
        return int(word) - 1 if int(word) else None
    return _PLACES[word.lower()]


def resolved(turn: Turn) -> Turn:
    """Return the turn with a message that means what is on the screen taken as that button."""
    if turn.message.is_button:
        return turn
    one_of_two = _of_two(turn)
    if one_of_two is not None:
        return turn.pressed(one_of_two)
    meant = _titled(turn) or _placed(turn) or _agreed(turn) if turn.offer else None
    return turn if meant is None else turn.pressed(meant.payload)


def _of_two(turn: Turn) -> str | None:
    """The payload of the one of two models whose place was named: 'the second, please'.

    They were named by the visitor, so it is their list rather than that of the buttons.
    """
    last, message = turn.last, turn.message
    if turn.is_open or turn.pending is not None:
        return None
    if last is None or last.kind != "answer" or len(last.models) != len(MODELS):
        return None
    first, *_ = re.split(r"(?<=[.!?])\s", message.text.strip(), maxsplit=1)
    place = place_of(_MORE_ON.sub("", first))
    if place is None or not -len(MODELS) <= place < len(MODELS):
        return None
    topic = DEFINITION if last.topic in ABOUT_BOTH else str(last.topic)
    return intent_payload(topic, model=MODELS[place])


def _titled(turn: Turn) -> Option | None:
    """The button whose title was typed, or nearly so."""
    said = turn.message.plain
    titles = [(option, plain(option.title)) for option in turn.offer]
    exact = [option for option, title in titles if title == said]
    if exact or not said:
        return exact[0] if len(exact) == 1 else None
    near = [
        (fuzz.ratio(title, said), option)
        for option, title in titles
        if min(len(title), len(said)) >= _FEWEST_LETTERS and models_in(title) == models_in(said)
    ]
    best = sorted((each for each in near if each[0] >= NEARLY), key=lambda each: -each[0])
    if best and (len(best) == 1 or best[0][0] > best[1][0]):
        return best[0][1]
    return None


def _placed(turn: Turn) -> Option | None:
    """The button whose place was named: 'the second one', 'first', '2'."""
    place = place_of(turn.message.text)
    if place is None or _is_amount(turn, turn.message):
        return None
    if turn.pending is not None and turn.pending.kind == "give_name":
        return None
    choices = [option for option in turn.offer if not option.is_command] or list(turn.offer)
    within = -1 <= place < len(choices)
    return choices[place] if within and choices else None


def _is_amount(turn: Turn, message: Message) -> bool:
    """Whether a bare number answers the open question and is no place in its list."""
    criterion = turn.open_criterion
    if criterion is None or not message.plain.isdigit():
        return False
    return turn.services.criteria.question(criterion).amounts is not None


def _agreed(turn: Turn) -> Option | None:
    """The one thing that was offered, where the message says yes to it and nothing more."""
    if turn.pending is not None or turn.is_open:
        return None
    said = verdict(turn.message)
    if said is None or not said.agrees or said.rest:
        return None
    return main_offer(turn.offer)


_WANTS = re.compile(r"\b(?:yes|yep|yeah|sure|please|do|go)\b", re.I)
"""Words that want something; a mere 'ok' may only have heard it."""


def which(turn: Turn) -> Outcome | None:
    """Ask which of several things a plain yes means."""
    if turn.pending is not None or turn.is_open or turn.message.is_button:
        return None
    said = verdict(turn.message)
    choices = [option for option in turn.offer if not option.is_command]
    wants = said is not None and said.agrees and not said.rest and _WANTS.search(turn.message.text)
    if not wants or len(choices) < 2:
        return None
    buttons = tuple(Button(option.title, option.payload) for option in choices)
    return turn.say(turn.services.interview.notice("which_offer", buttons))


def main_offer(offer: Sequence[Option]) -> Option | None:
    """Return what a plain yes takes of an offer: the only thing in it, or the advice."""
    if len(offer) == 1:
        return offer[0]
    advice = [option for option in offer if option.payload.startswith("/start_interview")]
    return advice[0] if len(advice) == 1 else None
