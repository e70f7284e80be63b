"""Whatever visitors type or press, in whatever order: a valid reply each time, never an apology.

A way that breaks is printed in full; save it and go it again with
`python -m tests.dialogue.walker --replay WAY.yml`. The same module walks for longer.
"""

from collections import Counter

import pytest

from evaluation.visitor import Visitor
from tests.dialogue.walker import (
    PAYLOAD_TYPES,
    TURNS_OF_A_WALK,
    BrokenError,
    Walker,
    Words,
    as_yaml,
)

TURNS = 1000


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.load()


async def test_random_walks_are_answered_at_every_step(visitor: Visitor, words: Words) -> None:
    broken, met = [], Counter[str]()
    for seed in range(TURNS // TURNS_OF_A_WALK):
        walker = Walker(visitor, words, seed)
        try:
            await walker.walk(TURNS_OF_A_WALK)
        except BrokenError as error:
            broken.append(str(error))
        met += walker.met

    assert not broken, "\n".join(broken)
    assert met.keys() >= PAYLOAD_TYPES, "the walks do not reach all that can be told"


async def test_a_walk_is_the_same_for_the_same_seed(visitor: Visitor, words: Words) -> None:
    first, again, other = (Walker(visitor, words, seed) for seed in (7, 7, 8))
    for walker in (first, again, other):
        await walker.walk(5)

    assert as_yaml(first.way) == as_yaml(again.way) != as_yaml(other.way)
