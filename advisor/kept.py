"""Several kept results: which of them words mean, how one is named anew, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from advisor import asking, wording
from advisor.export import ReopenedResult, outdated
from advisor.naming import LONGEST
from advisor.replies import Button, Reply, intent_payload
from advisor.telling import KeptResult
from advisor.words import asks, normalize, words_of

LIST_COMMAND = "my_results"
RENAME_COMMAND = "rename_result"
DELETE_COMMAND = "delete_result"
ASKS_FOR_NAME = "which_name"
ASKS_TO_DELETE = "confirm_result_deletion"
"""The codes of the messages that a name, and a yes or no, can follow."""

_PLACES: tuple[tuple[str, int], ...] = (
    (r"\bfirst\b|\boldest\b", 0),
    (r"\bsecond\b", 1),
    (r"\bthird\b", 2),
    (r"\blast\b|\blatest\b|\bnewest\b|\bmost recent\b", -1),
)
_NOT_TELLING = words_of(
    """
    the and for our your this that with from result results assessment assessments recommendation
    recommendations advice outcome outcomes work processing process management open show delete
    rename remove compare
    """
)
"""Words that tell no piece of work from another."""

_OF_A_COMMAND = words_of(
    """
    please can could would will you i we me us my want wish need like to let it its it's this that
    these those the a an of for in on at is be now again here just new name named another other
    different erase change call title label relabel retitle give get rid one ones page told gave
    made last latest newest recent first oldest second third i'd let's something
    """
)
"""Words of a wish to rename or delete that name no piece of work."""

_ENDING = re.compile(r"(?:ing|ies|es|s|e|y)$")

_THIS_ONE = r"(?:it|this(?: (?:one|result))?|that(?: (?:one|result))?)"
_TO_A_NAME = tuple(
    re.compile(pattern, re.I | re.S)
    for pattern in (
        rf"\b(?:rename|call|name|title|label)\s+{_THIS_ONE}\s+(?:(?:to|into|as)\s+)?(?P<name>.+)",
        r"\b(?:rename|change|relabel|retitle)\b(?P<which>.*?)\s(?:to|into|as)[\s:]+(?P<name>.+)",
        r"\b(?:call|label|title)\s+(?P<which>(?:the|my)\s.*?(?:result|assessment|one))\s+"
        r"(?P<name>.+)",
        r"\bgive\b(?P<which>.*?)\bname[\s:]+(?P<name>.+)",
        r"\bname\b(?P<which>.*?)\b(?:should be|shall be|must be)[\s:]+(?P<name>.+)",
    )
)
_RENAMES = re.compile(rf"\b(?:rename|call|name|title|label)\s+{_THIS_ONE}\s", re.I)
_IS_NO_NAME = re.compile(rf"(?:{_THIS_ONE}|(?:something|anything)(?: else| different)?)", re.I)
_QUOTED = re.compile(r"[\"“”'‘’](?P<name>[^\"“”]+)[\"“”'‘’]$")
_LEAD = re.compile(
    r"^(?:(?:u+h+m*|u+m+|h+m+|ok(?:ay)?|well|maybe|perhaps|probably|please|i (?:think|guess))"
    r"\b[\s,.…–—-]*)*"
    r"(?:(?:let'?s (?:go with|use|say|take|make it)|make it|go with|i(?:'d| would) (?:say|go with)"
    r"|i(?:'d| would) (?:like|prefer)|(?:the |its )?(?:new )?name(?: is\b|:)"
    r"|it(?:'s| is| should be))(?![\w'])[\s:,]*)?",
    re.I,
)
"""What may stand before a name: 'hmm, let's go with …'."""

_KEEPS = re.compile(
    r"(?:(?:no|oh|ok|okay|well|actually|sorry|please|hm+|uh|um|just)\b[\s,.]*)*"
    r"(?:never ?mind(?: (?:it|that))?|(?:stop|cancel|skip|leave|keep|forget)(?: (?:it|that|this))?"
    r"|cancel the renaming|forget about it|abort|quit|exit|undo|(?:go )?back|nothing|none|not now"
    r"|no|nope|nah|no (?:thanks?|thank you)|(?:i )?changed my mind"
    r"|(?:do not|don'?t)(?: (?:rename|name|change|bother)(?: (?:it|this|that|the name))?)?"
    r"|(?:leave|keep) (?:(?:the|its|my) )?(?:(?:old|current|same|present) )?(?:one|name)"
    r"|(?:the )?(?:old|same)(?: (?:one|name))?(?: as before)?)"
    r"(?:\W+(?:as it is|as is|as before|like that|then|thanks?|thank you|please|alone|for now))*",
    re.I,
)
"""What leaves a name as it is."""

_SMALL_TALK = words_of(
    """
    yes yep yeah sure ok okay fine good great cool nice right alright perfect thanks thank hi hello
    hey bye goodbye morning afternoon evening help wow lol
    """
)
_ABOUT_NAMES = words_of(
    """
    rename renaming name title new another other different better it this that the a my result give
    change please to for one
    """
)
_SENTENCE = re.compile(
    r"\b(?:i|i'm|i'd|i'll|i've|me|my|mine|you|your|we|us|they|them|that's|it's)\b"
    r"|\bit(?=\W*$|\s+(?:is|was|as|should|to|please|alone|will|would|can|could|does|all|now)\b)"
    r"|^(?:what|whats|what's|why|how|which|who|whose|where|when)\b(?!-)",
    re.I,
)
"""Words that a sentence has and a name has not."""

_AFTERTHOUGHT = re.compile(r"[\s,]+(?:instead|please|now|thanks|from now on)$", re.I)


@dataclass(frozen=True)
class Renaming:
    """What a message asks to be renamed, in its own words, and the new name if it has one."""

    which: str
    name: str | None


def meant(results: Sequence[KeptResult], text: str) -> tuple[KeptResult, ...]:
    """Return the results that a text means: by the words of their names, else by their place.

    Several where the text fits them equally well, none where it fits none.
    """
    said = _stems(text)
    fits = [len(said & _stems(each.work)) for each in results]
    if any(fits):
        return tuple(each for each, fit in zip(results, fits, strict=True) if fit == max(fits))
    for pattern, place in _PLACES:
        if results and place < len(results) and re.search(pattern, text, re.I):
            return (results[place],)
    return ()


def names_work(text: str) -> bool:
    """Whether a wish to rename or delete names a piece of work, kept or not."""
    return bool(set(normalize(text)) - _OF_A_COMMAND - _NOT_TELLING)


def renaming(text: str) -> Renaming:
    """Read what is to be renamed, and to what, from a visitor's words."""
    for pattern in _TO_A_NAME:
        found = pattern.search(text.strip())
        if found is not None:
            return Renaming(found.groupdict().get("which") or "", clean_name(found["name"]))
    return Renaming(text, None)


def new_name(text: str) -> str | None:
    """Return the name that an answer to `ask_name` gives, bare or in a sentence; None if none.

    A question, a sentence about something else and small talk give none.
    """
    if _RENAMES.search(text):
        return renaming(text).name
    if keeps_name(text) or asks(text):
        return None
    bare = _LEAD.sub("", text.replace("’", "'").strip())
    words = normalize(bare)
    # 'IT' is a department, 'it' a pronoun.
    is_sentence = _SENTENCE.search(re.sub(r"\bIT\b", "", bare)) is not None
    if is_sentence or set(words) <= _SMALL_TALK or set(words) <= _ABOUT_NAMES:
        return None
    return clean_name(bare)


def keeps_name(text: str) -> bool:
    """Whether an answer to `ask_name` takes the wish for another name back: 'never mind'."""
    return _KEEPS.fullmatch(text.replace("’", "'").strip(" .!,;")) is not None


def clean_name(text: str) -> str | None:
    """Return a name as it is kept: one line without quotes; None where no letter is in it."""
    plain = _AFTERTHOUGHT.sub("", " ".join(text.split()).rstrip(" .,;:!?"))
    quoted = _QUOTED.search(plain)
    name = (plain if quoted is None else quoted["name"]).strip(' .,;:"“”')
    if not any(sign.isalnum() for sign in name) or _IS_NO_NAME.fullmatch(name):
        return None
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def open_button(result: KeptResult) -> Button:
    """Return the button that opens a result again."""
    return Button(f"Open {result.work}", intent_payload(LIST_COMMAND, result=result.id), "command")


def own_buttons(id: str) -> tuple[Button, ...]:
    """Return the buttons that rename and delete the result of this id."""
    return (
        Button("Rename it", intent_payload(RENAME_COMMAND, result=id), "command"),
        Button("Delete it", intent_payload(DELETE_COMMAND, result=id), "command"),
    )


def which(results: Sequence[KeptResult], command: str, **entities: str) -> Reply:
    """Ask which result a command is for; its button sends the command with these entities."""
    buttons = tuple(
        Button(each.work, intent_payload(command, result=each.id, **entities), "command")
        for each in results
    )
    return asking.notice("which_result", "Which result do you mean?", buttons)


def ask_name(result: KeptResult) -> Reply:
    """Ask for the new name of a result."""
    text = f"What should “{result.work}” be called? Just write the name, for example: AP invoices."
    return asking.about(result.id, asking.notice(ASKS_FOR_NAME, text))


def renamed(before: str, result: KeptResult) -> Reply:
    """Say what a result is called now."""
    text = f"“{before}” is now called “{result.work}”, here and on its page."
    return asking.notice("renamed", text, (open_button(result),))


def name_kept(result: KeptResult) -> Reply:
    """Say that a result is not renamed."""
    text = f"All right, “{result.work}” keeps its name."
    return asking.notice("name_kept", text, (open_button(result),))


def ask_to_delete(result: KeptResult, *, is_only: bool) -> Reply:
    """Ask whether one result, of several or the only one, is to be deleted."""
    others = "" if is_only else "; your other results stay"
    text = (
        f"I would delete the result “{result.work}” and its page for good{others}. Shall I do that?"
    )
    yes = intent_payload(DELETE_COMMAND, result=result.id, answer="yes")
    buttons = (Button("Yes, delete it", yes), Button("No, keep it", intent_payload("deny")))
    return asking.about(result.id, asking.notice(ASKS_TO_DELETE, text, buttons))


def deleted(result: KeptResult) -> Reply:
    """Say that one result is deleted."""
    text = f"The result “{result.work}” and its page are deleted."
    mine = Button("My results", intent_payload(LIST_COMMAND), "command")
    return asking.notice("result_deleted", text, (mine,))


def gone() -> Reply:
    """Say that a result is not there (any more)."""
    mine = Button("My results", intent_payload(LIST_COMMAND), "command")
    return asking.notice("result_gone", "That result is not there anymore.", (mine,))


def told_as_stored(result: KeptResult, reopened: ReopenedResult) -> Reply:
    """Tell a result that other criteria gave, as it was kept."""
    points = f"BPO {wording.plain(result.points.bpo)}, KPO {wording.plain(result.points.kpo)}"
    text = (
        f"The work: {result.work}\n\nThe result was: {reopened.label} "
        f"({reopened.confidence.lower()}). Points: {points}.\n\n{outdated(reopened.stored)}"
    )
    again = Button(
        "Ask me the questions of today", intent_payload(asking.OVER_COMMAND, task=result.work)
    )
    return asking.notice("outdated_result", text, (again, *own_buttons(result.id)))


def _stems(text: str) -> frozenset[str]:
    words = set(re.findall(r"[a-z0-9]+", text.lower())) - _NOT_TELLING
    return frozenset(_ENDING.sub("", word) if len(word) > 4 else word for word in words)
