"""The plain form of a question on some work: 'is payroll BPO or KPO?'."""

from __future__ import annotations

import re

from nlu.lemmas import language
from nlu.spelling import english_words
from nlu.text import canonical

_MODELS = r"(?:bpo|kpo)"
_FRAME = re.compile(
    r"^(?:(?:so|and|ok|hi|hey|hello)\W+)?(?:is|are|would|will|was)\s+"
    r"(?:(?:an?|the|our|my|your)\s+)?(?P<work>.+?)"
    rf"[\s,:-]+(?:(?:be|an?)\s+)*{_MODELS} or (?:an? )?{_MODELS}"
    r"(?: (?:work|tasks?|services?|job))?\W*$"
)


def framed_work(text: str) -> str | None:
    """Return the work that such a question is on, in small letters; None for any other text.

    What has no English word in it may as well be the name of a firm.
    """
    found = _FRAME.match(canonical(text))
    if found is None:
        return None
    little = language().Defaults.stop_words | {"bpo", "kpo", "task", "work", "job", "better"}
    words = re.findall(r"[a-z]+", found["work"])
    names = any(word in english_words() and word not in little for word in words)
    return found["work"] if names else None


def is_framed(text: str) -> bool:
    """Whether a text has the plain form of a question on some work."""
    return framed_work(text) is not None
