"""Whether a message has the plain form of a question on some work: 'is payroll BPO or KPO?'."""

from __future__ import annotations

import re

from nlu.lemmas import language
from nlu.spelling import english_words
from nlu.text import canonical

_MODELS = r"(?:bpo|kpo)"
_FRAME = re.compile(
    r"^(?:(?:so|and|ok|hi|hey|hello)\W+)?(?:is|are|would|will|was)\b(?P<work>.+?)"
    rf"\b(?:be |an? )*{_MODELS} or (?:an? )?{_MODELS}(?: (?:work|tasks?|services?|job))?\W*$"
)


def is_framed(text: str) -> bool:
    """Whether a text is such a question, with an English word where the work stands.

    What has no English word in it may as well be the name of a firm.
    """
    found = _FRAME.match(canonical(text))
    words = re.findall(r"[a-z]+", found["work"]) if found else []
    little = language().Defaults.stop_words | {"bpo", "kpo", "task", "work", "job", "better"}
    return any(word in english_words() and word not in little for word in words)
