"""The visitor's first words on the work: what it is called, and what they say of it already."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.likeness import Similarity
from advisor.phrasing import interpret_all
from content.criteria import Criteria

NounPhrases = Callable[[str], Sequence[str]]
"""The noun phrases of a text, in order, such as spaCy's noun chunks."""

LONGEST_NAME = 60
"""Characters that the name of a piece of work may have."""


@dataclass(frozen=True)
class Finding:
    """An answer that the opener gives, to be confirmed before it counts.

    Attributes:
        criterion: the question it answers.
        value: the answer.
        words: the exact words of the opener it was read from.
    """

    criterion: str
    value: str
    words: str


@dataclass(frozen=True)
class Opener:
    """What was read from the visitor's first words on the work."""

    work: str
    findings: tuple[Finding, ...]


_END = (
    r"(?=$|[.!?;:\n(–—]| - |,(?!\d)|\b(?:because|which|that|so|since|where|who|it|it's|its|is"
    r"|are|was|takes?"
    r"|eats?|costs?|keeps?|needs?|requires?|involves?|but|every day|each day|once|twice|all day"
    r"|we|they|for us)\b"
    r"|\band (?:we|it|they|there|every|someone|our|no|anyone)\b)"
)
_OF = r"(?:(?:the|our|my|your|some|all|all of|of|its|their|this|doing|of our)\s+)*"
_HANDED = re.compile(
    r"\b(?:outsourc(?:e|ing)|hand(?:ing)? (?:over|off)|get(?:ting)? rid of|offload(?:ing)?"
    r"|delegat(?:e|ing)"
    r"|farm(?:ing)? out|giv(?:e|ing) away|tak(?:e|ing) over|help with|take care of|advice on|if"
    r"|whether"
    r"|(?:spend|waste|lose)s? (?:\w+ ){1,2}on|keep up with|backlog of|save money on|costs? (?:of"
    r"|for|on)"
    rf"|(?:ideas|thinking) for|(?:want|need|like) to build)\s+{_OF}(?P<work>[^.!?;:\n]+?)\s*{_END}",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:we|i|and) (?:need|want|get|have|do|write|design|make|handle|process|answer|moderate"
    r"|review"
    r"|check|translate|enter|prepare|produce|code|screen|receive|send|look for)\s+"
    rf"{_OF}(?P<work>[^.!?;:\n]+?)\s*{_END}",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:^|[.!?;:\n]|,(?!\d)| - |[–—])\s*(?P<work>(?:(?!,(?!\d)| - )[^.!?;:\n–—])+)")
_SUBJECT = re.compile(
    rf"(?:^|[.!?;,:]\s+|\b(?:and|but|our|because)\s+)(?:{_OF})(?P<work>(?!(?:we|i|it|they|there"
    rf"|this|that|he|she)\b)"
    r"[a-z][\w&' /-]+?)\s+(?:eats?|takes?|costs?|keeps?|consumes?|ties|swamps?|requires?"
    r"|needs? to go"
    r"|could go|is killing|are killing|is eating|involves?)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^(?:(?:about|around|some|roughly|maybe|over|up to|only)\s+)*(?:\d[\d.,]*k?|a lot of"
    r"|lots of|tons of"
    r"|loads of|hundreds of|thousands of)\s+|\s+(?:(?:an?|per|each|every)\s+(?:day|week|month"
    r"|year|quarter)"
    r"|daily|weekly|monthly|yearly)\b.*$",
    re.IGNORECASE,
)
_START = re.compile(
    r"^(?:(?:hi|hello|hey|well|so|ok|okay|um|please|mostly|mainly|basically|we are|we're|i am"
    r"|i'm|it is|it's"
    r"|i'd like|we'd like|thinking of|thinking about|maybe|probably|just|an?|the|our|my|some|all"
    r"|to)\b[\s,:-]*)+",
    re.IGNORECASE,
)
_NOT_WORK = re.compile(
    r"^(?:(?:we|i|us|(?-i:it|It)|they|this|that|you|he|she|there|no|nothing|nobody|can|could|is|are|do|does"
    r"|same|every|each|only|highly|very)\b.*|(?:someone|anyone|people|to|the|money|costs?|help"
    r"|time)"
    r"|(?:[\w-]+\s){0,3}(?:company|firm|start-?up|fintech|bank|clinic|shop|studio|biotech|nonprofit"
    r"|agency|business|university|hospital|budget|expertise|ideas)(?: (?:for|with)\b.*)?)$",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:(?:outsource|outsourcing|hand(?:ing)? (?:over|off)|someone|somebody|take over"
    r"|help with|help)\b\s*)+",
    re.IGNORECASE,
)


def read_opener(
    criteria: Criteria,
    text: str,
    task: str | None = None,
    similarity: Similarity | None = None,
    *,
    noun_phrases: NounPhrases | None = None,
) -> Opener:
    """What the visitor's first words say of the work.

    Args:
        criteria: the questions that findings answer.
        text: the visitor's words.
        task: the work, where it was named before or recognized already.
        similarity: speaks against a finding that only looks like one.
        noun_phrases: finds the noun phrases of a text that no frame names the work of.
    """
    findings = tuple(
        Finding(criterion, str(found.value), str(found.matched))
        for criterion, found in interpret_all(criteria, text, similarity)
    )
    return Opener(_tidy(task or "") or _work(text, noun_phrases), findings)


def _work(text: str, noun_phrases: NounPhrases | None) -> str:
    """A short name of the work: what is to be handed over, or else what the text begins with."""
    matches = [*_HANDED.finditer(text), *_SUBJECT.finditer(text)]
    others = [*_DONE.finditer(text), *_PART.finditer(text)]
    matches += sorted(others, key=lambda match: match.start("work"))
    named = [_tidy(match["work"]) for match in matches]
    if noun_phrases is not None:
        named += [_tidy(phrase) for phrase in noun_phrases(text)]
    for name in named:
        if name and not _NOT_WORK.search(name):
            return name
    return _shortened(text.strip())


def _tidy(words: str) -> str:
    """The words without what surrounds a name: articles, amounts, 'we want to outsource'."""
    name = words.strip(" \t\n.,;:!?\"'()-")
    before = None
    while before != name:
        before = name
        name = _AMOUNT.sub("", _EMPTY.sub("", _START.sub("", name))).strip(" .,;:!?\"'()-")
    return _shortened(name)


def _shortened(name: str) -> str:
    """The name, cut after a word where it is too long."""
    if len(name) <= LONGEST_NAME:
        return name
    return name[:LONGEST_NAME].rsplit(" ", 1)[0]
