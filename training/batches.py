"""Texts in batches, as tokens side by side."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding

from training.minilm_graph import Floats

_STEP = 8
"""The length of a batch is a multiple of this, so that there are few different ones."""


def batches(texts: Sequence[str], size: int, chance: random.Random) -> list[list[str]]:
    """Return texts in random order, those of like length together."""
    mixed = list(texts)
    chance.shuffle(mixed)
    wide = size * 20
    found = []
    for start in range(0, len(mixed), wide):
        near = sorted(mixed[start : start + wide], key=len)
        found += [near[at : at + size] for at in range(0, len(near), size)]
    chance.shuffle(found)
    return found


def padded(encodings: Sequence[Encoding]) -> tuple[NDArray[np.int32], Floats]:
    """Return ids, [texts, tokens], and the mask, which is 1 where there is a token."""
    longest = -(-max(len(encoding.ids) for encoding in encodings) // _STEP) * _STEP
    ids = np.zeros((len(encodings), longest), np.int32)
    mask = np.zeros((len(encodings), longest), np.float32)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1.0
    return ids, mask
