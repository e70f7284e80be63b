"""Cases told in words come to the same result as the same cases told by buttons."""

from pathlib import Path
from typing import Any

import yaml

from evaluation.vignettes import Case
from evaluation.visitor import Visitor

CASES = Path(__file__).parent / "cases.yml"
PHRASINGS = Path(__file__).parent.parent / "unit" / "data" / "phrasings.yml"
LEAST_ALIKE = 0.9
MOST_DOUBTED = 0.1
"""The most openers, as a share, from which something is asked about that is not so."""


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


async def test_words_and_buttons_come_to_the_same_result(visitor: Visitor) -> None:
    different, contradicted, doubted = [], [], []
    cases = read(CASES)
    assert len(cases) >= 8
    for number, each in enumerate(cases):
        pressed = Case(each["opener"], each["answers"])
        told = Case(each["opener"], each["answers"], read(PHRASINGS), number)
        outcomes = await pressed.play(visitor), await told.play(visitor)
        if len(set(outcomes)) > 1:
            different.append((each["opener"], *outcomes))
        if pressed.misread:
            contradicted.append((each["opener"], pressed.misread))
        if pressed.doubted:
            doubted.append((each["opener"], pressed.doubted))

    assert contradicted == []
    assert len(doubted) <= MOST_DOUBTED * len(cases), doubted
    assert len(different) <= (1 - LEAST_ALIKE) * len(cases), different
