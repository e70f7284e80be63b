"""Which words of a message name a piece of work: 'is payroll BPO or KPO?' → 'payroll'.

Pure functions. A question about work is a frame with the work in it: the words of the frame are
peeled off from both ends, and what is left is the work.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nlu.spelling import english_words
from nlu.text import canonical


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_MODELS = _words("bpo kpo")
_PUNCTUATION = _words(', ; : . ? ! ( ) - – — = / "')
_OPENING = _PUNCTUATION | _words(
    # greetings, politeness, hesitation
    "hi hello hey ok okay thanks thank please pls so and but vs well um then now just also quick",
    # asking to be told
    "tell say let know wonder wondering guess think question whether if sure not identify",
    "understand give example according guide opinion view",
    # question words and what goes with them
    "what where which who how about under into to in from with of kind type sort model category",
    "group bucket box head outsourcing following fit fits suits",
    # auxiliaries
    "is are was were be being been would will do does did can could should might may must isn't",
    "aren't wouldn't doesn't am i'm it's that's",
    # who asks, and who would do the work
    "i we you me us one it this that these they them someone somebody people company",
    # what is done with it
    "call class classify categorise categorize label sort place put file count consider treat",
    "regard see considered counted called want need have get wants doing something things stuff",
    "outsource outsourced hand handing over like",
    # articles and possessives
    "a an the our my your their some all for as",
)
_LINKING = _PUNCTUATION | _words(
    "be is are it that this these they would should count counts counted counting considered",
    "regarded treated seen class classed classify classified categorise categorised categorize",
    "categorized label labelled labeled called call put place placed file filed belong belongs",
    "fall falls fit fits go goes come comes sit sits qualify qualifies more rather better really",
    "actually usually typically mostly form kind type sort example part suited suitable good best",
    "as under in into to for with within of at a an the either both neither you we i do does not",
    "just also handled done by sent outsourced outsourcing or and vs versus & than instead which",
    "what one two model category bucket group box where right correct isn't doesn't it's",
    "so then guess",
)
_ASKING = _MODELS | _words(
    "which what belong belongs fall falls fit fits go goes come comes sit sits right correct",
    "classed classified categorised categorized considered",
)
"""Words of which one must be in an ending, or the ending is part of the work itself."""

_KINDS = _words(
    "work task tasks job jobs service services activity activities function functions process",
    "processes model models category domain candidate candidates side thing things stuff",
    "territory material type kind",
)
_NOT_WORK = (
    _MODELS | _OPENING | _KINDS | _words("two or other case own company's situation business don't")
)
_REQUESTS = (
    r"outsourc\w*",
    r"hand(?:ing)? (?:over|off)",
    r"farm(?:ing)? out",
    r"giv(?:e|ing) away",
    r"offload\w*",
    r"get(?:ting)? rid of",
    r"advi[cs]e (?:me |us )?(?:on|about)",
    r"assess\w*",
    r"evaluat\w+",
    r"recommend\w*(?: for)?",
    r"decid\w+ (?:on|about)",
    r"what to do with",
    r"do (?:with|about)",
    r"think(?:ing)? (?:of|about)",
    r"fits?",
    r"suits?",
    r"best for",
)
_REQUEST = re.compile(rf"\b(?:{'|'.join(_REQUESTS)})\s+(.+)$")
_REQUEST_ENDS = re.compile(
    r"\s*(?:[.;?!:]|,(?=.*\b(?:what|should|is|how|which|do|good|can|could|where|would)\b)"
    r"|\b(?:please|pls|or (?:not|what|keep|better)|too|then|better"
    r"|to (?:someone|somebody|an?|the)\b"
    r"|what do you|should (?:i|we))\b).*$"
)
_CALL_CENTER = re.compile(r"call cent(?:er|re)s?$")
"""Where 'call' is a part of the work."""

_TOKEN = re.compile(r"[^\s,;:.?!()\"=/–—]+|[,;:.?!()\"=/–—]")


_FRAME = re.compile(
    r"^(?:(?:so|and|ok|hi|hey|hello)\W+)?(?:is|are|would|will|was)\b"
    r".+\b(?:bpo or (?:an? )?kpo|kpo or (?:an? )?bpo)(?: (?:work|tasks?|services?|job))?\W*$"
)


def is_framed(text: str) -> bool:
    """Whether a text has the plain form of a question on some work: 'is … BPO or KPO?'.

    What has no English word in it may as well be the name of a firm.
    """
    work = task_of_question(text) if _FRAME.match(canonical(text)) else None
    return work is not None and not english_words().isdisjoint(work.split())


def task_of_question(text: str) -> str | None:
    """Return the work that a question 'is … BPO or KPO?' is about, or None if it names none."""
    question = canonical(text)
    rest = _without_opening(_without_ending(_TOKEN.findall(question)))
    return _named(rest)


def task_of_request(text: str) -> str | None:
    """Return the work that a visitor wants advice on ('should we outsource our payroll?')."""
    found = _REQUEST.search(canonical(text))
    if found is None:
        return None
    wanted = _REQUEST_ENDS.sub("", found.group(1))
    return task_of_request(wanted) or _named(_without_opening(_TOKEN.findall(wanted)))


def _without_ending(words: list[str]) -> list[str]:
    end = len(words)
    while end and words[end - 1] in _PUNCTUATION:
        end -= 1
    if end > 1 and words[end - 1] in _KINDS and words[end - 2] in _MODELS | {"one", "process"}:
        end -= 1
    start = end
    while start and words[start - 1] in _LINKING | _MODELS:
        start -= 1
    is_frame = not _ASKING.isdisjoint(words[start:end])
    return words[:start] if is_frame and start else words[:end]


def _without_opening(words: list[str]) -> list[str]:
    start = 0
    while start < len(words) and words[start] in _OPENING | _MODELS | {"or"}:
        if _CALL_CENTER.match(" ".join(words[start : start + 2])):
            break
        start += 1
    return words[start:]


def _named(words: list[str]) -> str | None:
    """Return the words as a phrase, if one of them can be a name of work."""
    if not _has_name(words):
        return None
    phrase = re.sub(r"\s+([,;:.?!)])", r"\1", " ".join(words))
    return re.sub(r"\s*/\s*", "/", phrase).strip(" ,;:.?!-–—()\"'=/")


def _has_name(words: Collection[str]) -> bool:
    return any(re.search(r"[a-z]{2}|[a-z]&[a-z]", word) and word not in _NOT_WORK for word in words)
