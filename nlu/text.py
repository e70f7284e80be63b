"""Normalization of what people type, before any model sees it.

Pure functions on strings: no models, no state.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

_NOT_WORDS = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Zl", "Zp"})
_THUMBS = {"👍": "yes", "👎": "no"}
_LONG_NAMES = {
    "business process outsourcing": "bpo",
    "knowledge process outsourcing": "kpo",
}
_LONG_NAME_LIKENESS = 85
_ABBREVIATION = re.compile(
    r"(?<![a-z])([bk])[\s.\-_]{0,2}p[\s.\-_]{0,2}[o0]+(?:'?s)?(?![a-z0-9])\.?"
)
_GLUED = re.compile(
    r"(?<=[a-z])(?=[bk]po(?:vs|and|or)?(?:[bk]po)?\b)|(?<=\b[bk]po)(?=(?:vs|and|or|work|task|job)s?)"
    r"|(?<=vs|or)(?=[bk]po\b)|(?<=and)(?=[bk]po\b)"
)
_WORD = re.compile(r"[^\s,;:!?()/\-]+")
_REPEATED = re.compile(r"\b([bk]po)\s*\(\s*\1\s*\)")
_NEGATED = re.compile(
    r"\b(ca|wo|sha|do|does|did|is|are|was|were|has|have|had|would|could|should|must|need|ai)n[']?t\b"
    r"|\bcannot\b"
)
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is", None: "can"}
_EXCLUDED = re.compile(
    r"[\s.,;:(-]*\b(?:(?:and|but) )?(?:not|rather than|instead of|except|leave out|leaving out)"
    r"(?: for)?(?: the)? (?P<model>[bk]po)(?=\s*(?:$|[,.;:?!)-]|please))"
)
_OF_BOTH = re.compile(r"\bwhy\b|^(?:so )?(?:is|are|isn't)\b")
_SPACES = re.compile(r"\s+")
_MODEL_NAME = re.compile(r"\b[bk]po\b")


@dataclass(frozen=True)
class Mention:
    """Where a text names a model: `text[start:end]` stands for `model` ('bpo' or 'kpo')."""

    model: str
    start: int
    end: int


def clean(text: str) -> str:
    """Return the text in NFKC, without control characters, surrogates, emoji or markup signs.

    A thumb up or down that is the whole text says yes or no.
    """
    for thumb, word in _THUMBS.items():
        if text.strip().startswith(thumb) and not any(sign.isalnum() for sign in text):
            return word
    composed = unicodedata.normalize("NFKC", text).replace("’", "'")
    kept = (" " if unicodedata.category(sign) in _NOT_WORDS else sign for sign in composed)
    return _SPACES.sub(" ", "".join(kept)).strip()


def mentions(text: str) -> list[Mention]:
    """Find the models a text names: abbreviated, spelled out or a few letters off, in order."""
    lowered = text.lower()
    short = [
        Mention(f"{found.group(1)}po", found.start(), found.end())
        for found in _ABBREVIATION.finditer(lowered)
    ]
    return sorted([*short, *_long_mentions(lowered)], key=lambda mention: mention.start)


def canonical(text: str) -> str:
    """Return the text in lower case with every spelling of the two models as `bpo` and `kpo`."""
    lowered = _GLUED.sub(" ", clean(text).lower())
    pieces, copied = [], 0
    for mention in mentions(lowered):
        pieces += [lowered[copied : mention.start], mention.model]
        copied = mention.end
    named = "".join([*pieces, lowered[copied:]])
    return _SPACES.sub(" ", _REPEATED.sub(r"\1", named)).strip()


def _long_mentions(lowered: str) -> list[Mention]:
    words = list(_WORD.finditer(lowered))
    found = []
    for first, last in zip(words, words[2:], strict=False):
        model = _model_named(lowered[first.start() : last.end()])
        if model is not None:
            found.append(Mention(model, first.start(), last.end()))
    return found


def _model_named(window: str) -> str | None:
    """Return the model whose long name the three words are, at most a few letters off."""
    if "pro" not in window or "out" not in window:
        return None
    for name, model in _LONG_NAMES.items():
        if window[0] == name[0] and fuzz.ratio(window, name) >= _LONG_NAME_LIKENESS:
            return model
    return None


def masked(canonical_text: str) -> str:
    """Return the canonical text with 'outsourcing' for either model's name."""
    return _MODEL_NAME.sub("outsourcing", canonical_text)


def with_plain_negations(text: str) -> str:
    """Return a text in lower case with 'not' as a word of its own: 'shouldnt' is 'should not'."""
    return _NEGATED.sub(lambda found: f"{_STEMS.get(found[1], found[1])} not", text)


def without_excluded_model(canonical_text: str) -> str:
    """Return the text without 'not KPO' where it speaks of BPO, and the other way round.

    'Why BPO and not KPO?' and 'is KPO not BPO?' ask for both.
    """
    found = _EXCLUDED.search(canonical_text)
    if found is None or _OF_BOTH.search(canonical_text):
        return canonical_text
    rest = canonical_text[: found.start()] + canonical_text[found.end() :]
    others = models_named(rest)
    return rest.strip() if others and found["model"] not in others else canonical_text


def models_named(canonical_text: str) -> set[str]:
    """Return which of 'bpo' and 'kpo' the canonical text names."""
    return set(_MODEL_NAME.findall(canonical_text))
