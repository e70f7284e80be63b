"""A short name for the work that a visitor describes, and the listed task it contains."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from content.schema import Task

LONGEST = 60
"""How many characters a name may have."""

UNNAMED = "this work"
"""What the work is called when the visitor does not name it."""

NounPhrases = Callable[[str], Sequence[str]]
"""The noun phrases of a text, in order, such as spaCy's noun chunks."""

_END = (
    r"(?=$|[.!?;:\n(–—]| - |,(?!\d)|\b(?:because|which|that|so|since|where|who|it|it's|its|is|are"
    r"|was|takes?|eats?|costs?|keeps?|needs?|requires?|involves?|but|every day|each day|once|twice"
    r"|all day|we|they|for us)\b"
    r"|\band (?:we|it|they|there|every|someone|our|no|anyone)\b)"
)
_OF = r"(?:(?:the|our|my|your|some|all|all of|of|its|their|this|doing|of our)\s+)*"
_HANDED = re.compile(
    r"\b(?:outsourc(?:e|ing)|hand(?:ing)? (?:over|off)|get(?:ting)? rid of|offload(?:ing)?"
    r"|delegat(?:e|ing)|farm(?:ing)? out|giv(?:e|ing) away|tak(?:e|ing) over|help with|take care of"
    r"|advice on|if|whether|(?:spend|waste|lose)s? (?:\w+ ){1,2}on|keep up with|backlog of"
    r"|(?:someone|somebody|people|a partner|a firm|a vendor)(?: outside| external| else)?"
    r" (?:to|who (?:can|could)) (?:do|handle|run|manage|take on)"
    r"|save money on|costs? (?:of|for|on)|(?:ideas|thinking) for|(?:want|need|like) to build)"
    rf"\s+{_OF}(?P<work>[^.!?;:\n]+?)\s*{_END}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:each|every) (?:day|week|month|quarter|year),? (?:(?:about|around|some|roughly|over)\s+)?"
    r"\d[\d.,]*k?\s+(?P<work>[a-z][a-z' -]*?)"
    r"(?=\s+(?:have|has|need|needs|must|are|is|get|come|arrive|that|which|and|by)\b|\s*[.,;:!?(]|\s*$)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:we|i|and) (?:need|want|get|have|do|write|design|make|handle|process|answer|moderate"
    r"|review|check|translate|enter|prepare|produce|code|screen|receive|send|look for)"
    rf"\s+{_OF}(?P<work>[^.!?;:\n]+?)\s*{_END}",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:^|[.!?;:\n]|,(?!\d)| - |[–—])\s*(?P<work>(?:(?!,(?!\d)| - )[^.!?;:\n–—])+)")
_SUBJECT = re.compile(
    rf"(?:^|[.!?;,:]\s+|\b(?:and|but|our|because)\s+)(?:{_OF})"
    r"(?P<work>(?!(?:we|i|it|they|there|this|that|he|she|which|who|what)\b)[a-z][\w&' /-]+?)\s+"
    r"(?:eats?|takes?|costs?(?= (?:us|me|a|an|too|so|more|[\d$€£]))|keeps?|consumes?|ties|swamps?"
    r"|requires?|needs? to go|could go|is killing|are killing|is eating|involves?)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^(?:(?:about|around|some|roughly|maybe|over|up to|only)\s+)*"
    r"(?:\d[\d.,]*k?|a lot of|lots of|tons of|loads of|hundreds of|thousands of)\s+"
    r"|\s+(?:(?:an?|per|each|every)\s+(?:day|week|month|year|quarter)|daily|weekly|monthly|yearly)"
    r"\b.*$",
    re.IGNORECASE,
)
_START = re.compile(
    r"^(?:(?:hi|hello|hey|well|so|ok|okay|um|please|mostly|mainly|basically|we are|we're|i am|i'm"
    r"|it is|it's|i'd like|we'd like|it would be|that would be|talk about|thinking of"
    r"|thinking about|maybe|probably|just|an?|the|our|my|some|all|to)\b[\s,:-]*)+",
    re.IGNORECASE,
)
_NOT_WORK = re.compile(
    r"^(?:(?:which|who|anyway|anyhow|steps? (?:is|are))\b.*"
    r"|(?:we|i|us|(?-i:it|It)|they|this|that|you|he|she|there|no|nothing|nobody|can|could|is|are"
    r"|do|does|same|every|each|only|highly|very)\b.*"
    r"|(?:someone|anyone|people|to|the|money|costs?|help|time|ages|hours|days|weeks|months|years)"
    r"|(?:(?:let us|let['’]?s)\s)?(?:check|try|test|assess|evaluate|look at"
    r"|talk about|discuss|do|add|start)?\s?(?:with )?"
    r"(?:an?other|a different|one more|a new|the next|a second|other|different|new)"
    r" (?:tasks?|process|processes|jobs?|works?|functions?|things?|one|activity)"
    r"|(?:[\w-]+\s){0,3}(?:lab|company|firm|start-?up|fintech|bank|clinic|shop|studio|biotech"
    r"|nonprofit|agency|business|university|hospital|team|department|budget|expertise|ideas)"
    r"(?: (?:for|with)\b.*)?)$",
    re.IGNORECASE,
)
_AFTERTHOUGHT = re.compile(
    r"[\s,]+(?:instead|please|then|too|now|first|for now|i think|anyway|anyhow|and)$", re.I
)
_EMPTY = re.compile(
    r"^(?:(?:outsource|outsourcing|hand(?:ing)? (?:over|off)|someone|somebody|take over"
    r"|help with)\b\s*)+",
    re.IGNORECASE,
)


_NAMES_NOTHING = re.compile(
    r"\W*(?:(?:but|and|so|well|no|ok|okay|sorry|actually|still)\W+)*(?:i|we)(?: really| still)?"
    r" (?:(?:do not|don['’]?t|never|would not|wouldn['’]?t|will not|won['’]?t)(?: really)? )?"
    r"(?:(?:want|wish|like|need|plan|have|intend)(?: to)?|would like to|will|['’]d like to)"
    r" (?:to )?(?:outsource|hand|give|delegate|offload|farm out)"
    r"(?: (?:it|this|that|them|anything|something|nothing|everything|any of (?:it|this|that)))?"
    r"(?: (?:over|away|out|off))?"
    r"(?: (?:all|anyway|anyhow|now|still|yet|too|at all|please|though|regardless))*\W*",
    re.IGNORECASE,
)
"""A wish to outsource, or not to, that says nothing of what."""

_NOT_NAMES = frozenset(
    """
    my our the this that it its some any work works working job jobs task tasks process processes
    business company function functions activity activities stuff thing things something anything
    one ones us me we you own it's bpo kpo outsourcing outsource advice help
    """.split()  # noqa: SIM905
)
_MARKUP = re.compile(r"<[^>]*>?")
_LONGEST_WORD = 30
_SUFFIX = re.compile(r"(?:ing|ies|es|s|e|y)$")


def is_name(text: str) -> bool:
    """Whether words name some work; 'my process' and '42' do not."""
    words = re.findall(r"[^\W\d_]{2,}", _MARKUP.sub(" ", text.lower()))
    return any(word not in _NOT_NAMES and len(word) <= _LONGEST_WORD for word in words)


def name_of(
    text: str, *, listed: str | None = None, noun_phrases: NounPhrases | None = None
) -> str:
    """Return a name of at most `LONGEST` characters for the work that a text is about.

    That is what is to be handed over, or else what the text begins with.

    Args:
        text: the visitor's own words.
        listed: the name of a listed task that the words contain; it serves where they name none.
        noun_phrases: finds the noun phrases of a text that nothing else names the work of.
    """
    text = _MARKUP.sub(" ", text)
    if _NAMES_NOTHING.fullmatch(text):
        return listed or UNNAMED
    names = (name for words in _candidates(text) if (name := _tidy(words)))
    found = next((name for name in names if _can_be_name(name)), None)
    if found is not None or listed is not None:
        return found or str(listed)
    phrases = () if noun_phrases is None else noun_phrases(text)
    named = next((name for each in phrases if _can_be_name(name := _tidy(each))), None)
    return named or _shortened(_tidy(text))


def _candidates(text: str) -> Iterator[str]:
    """The parts of a text that may name the work, the likeliest first."""
    framed = [*_HANDED.finditer(text), *_SUBJECT.finditer(text), *_COUNTED.finditer(text)]
    others = [*_DONE.finditer(text), *_PART.finditer(text)]
    others.sort(key=lambda match: match.start("work"))
    return (match["work"] for match in (*framed, *others))


def _can_be_name(name: str) -> bool:
    return is_name(name) and len(name) <= LONGEST and not _NOT_WORK.search(name)


def _tidy(words: str) -> str:
    """The words without what surrounds a name: articles, amounts, 'we want to outsource'."""
    name = _trimmed(" ".join(words.split()))
    before = None
    while before != name:
        before = name
        for aside in (_START, _EMPTY, _AMOUNT, _AFTERTHOUGHT):
            name = _trimmed(aside.sub("", name))
    return name


def _trimmed(words: str) -> str:
    return words.strip(" .,;:!?\"'()-")


def _shortened(name: str) -> str:
    """The name, cut after a word where it is too long."""
    if len(name) <= LONGEST:
        return name
    return name[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def listed_task(tasks: Sequence[Task], text: str, words: int = 1) -> Task | None:
    """Return the task that a text contains in one of its wordings, the longest first.

    Args:
        tasks: the tasks to look for.
        text: the visitor's words.
        words: the fewest words that the wording may have.
    """
    said = _stems(text)
    best: tuple[int, Task] | None = None
    for task in tasks:
        for phrase in task.phrases:
            wanted = _stems(phrase)
            least = words if best is None else best[0] + 1
            if len(wanted) >= least and _contains(said, wanted):
                best = (len(wanted), task)
    return None if best is None else best[1]


def _stems(text: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return tuple(_SUFFIX.sub("", word) if len(word) > 4 else word for word in words)


def _contains(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    size = len(wanted)
    return any(words[start : start + size] == wanted for start in range(len(words) - size + 1))
