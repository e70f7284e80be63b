"""Does a random walk notice what breaks, and tell the shortest way to it?

The assistant is a fake that cannot bear one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from server.messages import Message
from tests.dialogue.walker import BrokenError, Move, Walker, Words, as_yaml, go, of_yaml, shortened

BAD_WORD = "mauve"
WORDS = Words(
    texts={kind: [f"a {kind}", BAD_WORD] for kind in ("question", "command", "work")},
    answers={"core": ["no"]},
)


class Squeamish:
    """Answers everything, but for the bad word once it has heard 'paint'."""

    def __init__(self, answer: dict[str, Any] | None) -> None:
        self._answer = answer
        self.id = "a conversation"
        self.replies: Sequence[Message] = ()
        self._is_painting = False

    def conversation(self) -> Squeamish:
        return Squeamish(self._answer)

    async def say(self, text: str) -> None:
        self._is_painting = self._is_painting or text == "paint"
        is_fine = text != BAD_WORD or not self._is_painting
        notice = {"type": "notice", "code": "fine", "lead": "Fine."}
        payload = notice if is_fine else self._answer
        self.replies = () if payload is None else (message(payload),)


def message(payload: dict[str, Any]) -> Message:
    return Message(1, None, "bot", payload.get("lead", ""), [], payload, 1.0)


async def broken_by(answer: dict[str, Any] | None) -> BrokenError:
    walker = Walker(Squeamish(answer), WORDS, seed=3)  # type: ignore[arg-type]
    try:
        for text in ("hello", "paint", "and", "then", BAD_WORD, "never said"):
            await walker.take(Move(user=text))
    except BrokenError as broken:
        return broken
    pytest.fail("nothing broke")


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (None, "silence"),
        ({"type": "notice", "code": "failed", "lead": "Sorry."}, "an apology"),
        ({"type": "notice", "code": "fine", "lead": ""}, "no text"),
        ({"type": "notice", "code": "Not Fine", "lead": "Fine."}, "notice $.code"),
        ({"type": "answer", "lead": "Fine."}, "answer $: 'models' is a required property"),
        ({"type": "riddle", "lead": "What am I?"}, "no payload of a known type"),
    ],
)
async def test_what_no_reply_may_be_is_told_with_the_seed_and_the_way(
    answer: dict[str, Any] | None, wrong: str
) -> None:
    broken = await broken_by(answer)

    assert broken.problems[0].startswith(wrong)
    assert str(broken).startswith("seed 3 broke at step 5:\n- " + wrong)
    assert of_yaml(as_yaml(broken.way)) == list(broken.way)
    assert str(broken).endswith(as_yaml(broken.way))
    assert [move.user for move in broken.way][-2:] == ["then", BAD_WORD]


async def test_a_way_is_shortened_to_what_it_takes() -> None:
    shorter = await shortened(Squeamish(None), WORDS, await broken_by(None))  # type: ignore[arg-type]

    assert [move.user for move in shorter.way] == ["paint", BAD_WORD]
    assert shorter.seed == 3


async def test_a_way_that_is_mended_can_be_gone() -> None:
    way = [Move(user="hello"), Move(user=BAD_WORD)]

    assert await go(Squeamish(None), WORDS, way) is None  # type: ignore[arg-type]
