"""The parts of a message that can be questions of their own: 'what is KPO, and is it expensive?'

Borders that are sure are drawn here: the end of a sentence, and 'and' before a word that begins a
question. Where 'and' stands between other words ('pros and cons'), both readings are kept, and
what the two halves are on decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_STARTS = (
    "what|what's|how|how's|why|when|which|who|who's|whom|whose|where|is|are|was|does|do|did|can|could"
    "|should|would|will|may|might|has|have|tell|explain|define|describe|compare|give|list|name|show"
    "|in which|for which|for what|by which|to which|from which|at what"
)
_LINKS = r"(?:and|also|but|then|so|plus|or|afterwards|next|&|\+)"
_SENTENCE_END = re.compile(r"(?<=[?!;])\s*|(?<=\.)\s+|:\s+|\s+-+\s+|\s+(?=q\d\b)")
_BEFORE_QUESTION = re.compile(
    rf"[,\s]+(?:{_LINKS}[,\s]+)+(?=(?:{_STARTS})\b)|,\s+(?=(?:{_STARTS})\b)"
)
_BETWEEN_WORDS = re.compile(r",?\s+(?:and(?: also)?|plus|&|\+|as well as)\s+|,\s+")
_LEADING = re.compile(
    rf"^(?:(?:{_LINKS}|q\d|\d[.)]|ok|okay|hi|hello|hey|please|well|now|yes|no|sorry)\b[,.:\s]*)+"
)
_REQUEST = r"(?:i|we)(?: want| need| wish| would like| would love|'d like|'d love)"
_QUESTION = re.compile(rf"(?:{_STARTS}|{_REQUEST})\b")
_TELLING = re.compile(
    r"(?:i|i'm|i've|i'd|i'll|we|we're|we've|we'd|my|our|he|she|they|his|her|their|you|your|it|it's|this"
    r"|that|there|if|somebody|someone|everybody|everyone)\b"
)
_DISMISSING = re.compile(
    r"(?:please )?(?:(?:do not|don't|dont|no need to) "
    r"(?:tell|give|list|explain|show|name|say|repeat)|not|no|never mind|spare me|forget)\b"
)
_POINTER = re.compile(r"\b(?:it|its|they|them|this|that|these|those)\b")
_BETWEEN = re.compile(r"\b(?:between|both|either|neither)\b")
_MARKS = " ,?!.;:-"
_LONGEST_FRAGMENT = 10
_LONGEST_PARTED = 24
_MOST_HALVES = 2


ClauseForm = Literal["question", "heading", "statement", "dismissal"]


@dataclass(frozen=True)
class Clause:
    """A part of a message.

    Attributes:
        text: its words, without the marks at its ends.
        form: a question; a heading such as 'benefits of KPO'; a statement; or a dismissal, as 'do
            not tell me the benefits' is.
        halves: how else it could be parted, at 'and' or a comma between two of its words.
    """

    text: str
    form: ClauseForm
    halves: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> bool:
        """Whether something may be asked here."""
        return self.form in ("question", "heading")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that it takes to understand the clause."""
        return (self.text, *(half for pair in self.halves for half in pair))


def clauses(text: str) -> list[Clause]:
    """Return the parts of a normalized text, in their order; one at least."""
    found = []
    for sentence in _SENTENCE_END.split(text):
        parts = [part for part in _BEFORE_QUESTION.split(sentence) if part.strip(_MARKS)]
        # The mark at the end of a sentence is that of its last part.
        marks = [False] * (len(parts) - 1) + [sentence.rstrip().endswith("?")]
        found += [
            _clause(part.strip(_MARKS), is_marked)
            for part, is_marked in zip(parts, marks, strict=False)
        ]
    return found or [Clause(text, "statement")]


def is_question(clause: str) -> bool:
    """Whether a part of a normalized text asks by its form, as 'we use bpo' does not."""
    return _QUESTION.match(bare(clause)) is not None


def points_back(clause: str) -> bool:
    """Whether a part of a text speaks of what was named before it, as 'is it legal?' does."""
    return _POINTER.search(clause) is not None


def bare(text: str) -> str:
    """Return a part of a text without the greeting or the link that it begins with."""
    return _LEADING.sub("", text) or text


def _clause(text: str, is_marked: bool) -> Clause:
    own = bare(text)
    form = _form(own, is_marked)
    asks = form in ("question", "heading")
    return Clause(own if asks else text, form, _halves(own) if asks else ())


def _form(own: str, is_marked: bool) -> ClauseForm:
    if _DISMISSING.match(own) and not is_marked:
        return "dismissal"
    if is_marked or is_question(own):
        return "question"
    is_short = len(own.split()) <= _LONGEST_FRAGMENT
    return "heading" if is_short and not _TELLING.match(own) else "statement"


def _halves(text: str) -> tuple[tuple[str, str], ...]:
    """The ways to part a clause between its words; 'between benefits and risks' is one thing."""
    if len(text.split()) > _LONGEST_PARTED:
        return ()
    pairs = []
    for border in _BETWEEN_WORDS.finditer(text):
        left, right = text[: border.start()].strip(_MARKS), text[border.end() :].strip(_MARKS)
        if left and right and not _BETWEEN.search(left):
            pairs.append((left, right))
    return tuple(pairs[:_MOST_HALVES])
