"""Likeness in meaning, for free-text answers; the encoder is loaded at the first need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from advisor import Answers, next_step
from advisor.likeness import phrases_of
from content import load_criteria
from nlu.encoder import Vectors, shared_encoder


def similarity(text: str, phrases: Sequence[str]) -> list[float]:
    """Return the cosine of a text with each of the phrases."""
    vector = shared_encoder().encode([text])[0]
    return [float(cosine) for cosine in _vectors(tuple(phrases)) @ vector]


def warm_up() -> None:
    """Do beforehand what the first interview would have to wait for.

    That is the vectors of every answer's phrases, and the table of all worlds.
    """
    criteria = load_criteria()
    next_step(criteria, Answers())
    for question in criteria.questions:
        _vectors(phrases_of(criteria, question))


@lru_cache(maxsize=64)
def _vectors(phrases: tuple[str, ...]) -> Vectors:
    return shared_encoder().encode(phrases)
