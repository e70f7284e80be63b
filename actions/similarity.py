"""Likeness in meaning, for free-text answers; the encoder is loaded at the first need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from nlu.encoder import Vectors, shared_encoder


def similarity(text: str, phrases: Sequence[str]) -> list[float]:
    """Return the cosine of a text with each of the phrases."""
    vector = shared_encoder().encode([text])[0]
    return [float(cosine) for cosine in _vectors(tuple(phrases)) @ vector]


@lru_cache(maxsize=64)
def _vectors(phrases: tuple[str, ...]) -> Vectors:
    return shared_encoder().encode(phrases)
