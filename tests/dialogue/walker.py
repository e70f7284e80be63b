"""Random walks over the trained assistant: anything that visitors type or press, in any order.

    python -m tests.dialogue.walker [--turns 10000] [--seed 0]   walk; print each way that broke
    python -m tests.dialogue.walker --replay WAY.yml             go one way again

A walk of one seed is the same each time, as long as the assistant answers the same. A way is
written as the conversation files are, so that it can be gone again whatever was mended since; what
breaks is shortened to the steps that it takes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from content import load_criteria
from evaluation.held_out import perturbations
from evaluation.visitor import Conversation, Visitor, visiting
from server.messages import Message, clean, without_command
from server.runtime import begin, quieten_rasa
from tests.dialogue.aging import let_pass
from tests.dialogue.script import Step
from tests.schemas import SCHEMAS, violations

TESTS = Path(__file__).parent.parent
NLU = TESTS.parent / "data" / "nlu"
PAYLOADS = json.loads((SCHEMAS / "payload.json").read_text("utf-8"))
PAYLOAD_TYPES = frozenset(ref["$ref"].rpartition("/")[2] for ref in PAYLOADS["oneOf"])
LONGEST = 2000
"""The most characters of a message that the channel lets through."""

TURNS_OF_A_WALK = 50
_ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")
_STEERING = frozenset(["interview", "small_talk", "start_interview", "follow_up"])
"""The files of training data that hold no questions on the guide."""

WEIGHTS = {
    "press": 24,
    "press_old": 3,
    "answer": 22,
    "stray_answer": 4,
    "question": 8,
    "steering": 8,
    "command": 8,
    "follow_up": 8,
    "what_if": 3,
    "work": 4,
    "title": 2,
    "joined": 3,
    "spoiled": 4,
    "long": 1,
    "nonsense": 3,
    "emoji": 1,
    "language": 2,
    "wait": 1,
    "open": 0.5,
    "repeat": 0.5,
}
"""How often each kind of step is taken, as shares of their sum."""

_PAUSES = (5, 11, 9 * 60, 30 * 24 * 60)
"""Minutes: within what was just said, after it, on another day, after a month."""


class Move(Step):
    """A step; `message` is the number of an earlier message whose button is pressed."""

    message: int | None = None


@dataclass(frozen=True)
class Words:
    """What there is to say: texts by kind, and answers by criterion."""

    texts: Mapping[str, Sequence[str]]
    answers: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls) -> Words:
        """Read the words from the project's data."""
        texts: dict[str, list[str]] = _yaml(TESTS / "dialogue" / "walks.yml")
        examples = {path.stem: _examples(path) for path in sorted(NLU.glob("*.yml"))}
        texts["question"] = [
            each for name, every in examples.items() if name not in _STEERING for each in every
        ]
        texts["steering"] = [each for name in sorted(_STEERING) for each in examples[name]]
        data = TESTS / "unit" / "data"
        texts["work"] = [each["text"] for each in _yaml(data / "openers.yml")]
        texts["work"] += [each["opener"] for each in _yaml(TESTS / "dialogue" / "cases.yml")]
        answers: dict[str, list[str]] = {name: [] for name in load_criteria().ids}
        for path in sorted(data.glob("phrasings*.yml")):
            for criterion, values in _yaml(path).items():
                answers[criterion] += [text for every in values.values() for text in every]
        return cls(texts, answers)


class BrokenError(AssertionError):
    """A walk broke; the text has what is wrong, the seed, and the whole way.

    Attributes:
        kind: what is wrong first, without what is particular to this way.
    """

    def __init__(self, problems: Sequence[str], way: Sequence[Move], seed: int | None) -> None:
        self.problems, self.way, self.seed = tuple(problems), tuple(way), seed
        wrong = "\n".join(f"- {problem}" for problem in problems)
        self.kind = problems[0].partition(":")[0]
        super().__init__(f"seed {seed} broke at step {len(way)}:\n{wrong}\n\n{as_yaml(way)}")


class Walker:
    """One visitor in one conversation, who goes wherever chance takes them.

    Attributes:
        way: the steps taken so far.
        met: how many messages of each type of payload were heard.
    """

    def __init__(self, visitor: Visitor, words: Words, seed: int | None = None) -> None:
        """Begin a conversation; `seed` decides every step that `walk` takes."""
        self.way: list[Move] = []
        self.met: Counter[str] = Counter()
        self.conversation: Conversation = visitor.conversation()
        self._visitor = visitor
        self._words = words
        self._seed = seed
        self._random = random.Random(seed)
        self._heard: list[Message] = []

    async def walk(self, turns: int) -> None:
        """Take so many steps.

        Raises:
            BrokenError: the assistant apologized, kept silent, or sent what the schema forbids.
        """
        for _ in range(turns):
            await self.take(self._next())

    async def take(self, move: Move) -> None:
        """Take one step and look at what comes back.

        Raises:
            BrokenError: as `walk`.
        """
        self.way.append(move)
        problems = await self._do(move)
        if move.user is not None or move.press is not None:
            problems += _problems(self.conversation.replies)
        if problems:
            raise BrokenError(problems, self.way, self._seed)

    async def _do(self, move: Move) -> list[str]:
        conversation = self.conversation
        if move.wait_minutes is not None:
            let_pass(self._visitor.tracker_store, conversation.id, move.wait_minutes * 60)
            return []
        if move.repeat:
            status = (await conversation.repeat()).status
            return [] if status == "duplicate" else [f"sent twice, the message is {status}"]
        if move.open:
            await conversation.open()
            return [] if conversation.replies or self._heard else ["no greeting"]
        if move.press is not None:
            if move.message is not None:
                conversation.replies = (self._heard[move.message],)
            await conversation.press(move.press)
        else:
            await conversation.say(str(move.user))
        self._heard += conversation.replies
        self.met.update(str((each.payload or {}).get("type")) for each in conversation.replies)
        return []

    def _next(self) -> Move:
        """Choose a step that can be taken."""
        kinds = list(WEIGHTS)
        while True:
            (kind,) = self._random.choices(kinds, list(WEIGHTS.values()))
            move = self._of_kind(kind)
            if move is not None:
                return move

    def _of_kind(self, kind: str) -> Move | None:
        """Return a step of a kind; None where there is none now."""
        has_said = any(each.user or each.press for each in self.way)
        if kind == "press":
            titles = _titles(self.conversation.replies)
            return Move(press=self._random.choice(titles)) if titles else None
        if kind == "press_old":
            return self._old_button()
        if kind == "wait":
            return Move(wait_minutes=self._random.choice(_PAUSES)) if has_said else None
        if kind == "open":
            return Move(open=True)
        if kind == "repeat":
            return Move(repeat=True) if has_said else None
        text = self._text(kind)
        return Move(user=text) if text is not None and without_command(clean(text)) else None

    def _old_button(self) -> Move | None:
        numbers = [number for number, each in enumerate(self._heard) if each.buttons]
        if not numbers:
            return None
        number = self._random.choice(numbers)
        return Move(press=self._random.choice(_titles([self._heard[number]])), message=number)

    def _text(self, kind: str) -> str | None:
        """Return a text of a kind; None where there is none now."""
        choose = self._random.choice
        if kind == "answer":
            ways = self._words.answers.get(_open_question(self.conversation.replies))
            return choose(ways) if ways else None
        if kind == "stray_answer":
            return choose(self._words.answers[choose(sorted(self._words.answers))])
        if kind == "title":
            titles = _titles(self.conversation.replies)
            return choose(titles) if titles else None
        if kind == "joined":
            return choose([". ", " and ", ", but ", "? ", "\n"]).join([self._any(), self._any()])
        if kind == "spoiled":
            return perturbations()[choose(sorted(perturbations()))](self._any())
        if kind == "long":
            repeated = (self._any() + choose([" ", ". ", "\n"])) * LONGEST
            return repeated[:LONGEST]
        return choose(self._words.texts[kind])

    def _any(self) -> str:
        every = [*self._words.texts.values(), *self._words.answers.values()]
        return self._random.choice(self._random.choice(every))


def as_yaml(way: Sequence[Move]) -> str:
    """Return a way as a conversation file has its steps."""
    steps = [move.dict(exclude_defaults=True) for move in way]
    return yaml.safe_dump({"steps": steps}, allow_unicode=True, sort_keys=False, width=2100)


def of_yaml(text: str) -> list[Move]:
    """Read a way back."""
    return [Move.parse_obj(step) for step in yaml.safe_load(text)["steps"]]


async def go(
    visitor: Visitor, words: Words, way: Sequence[Move], like: BrokenError | None = None
) -> BrokenError | None:
    """Go a way again; return how it breaks, None if it does not, or can no longer be gone.

    Args:
        like: what is looked for; the way goes on after what breaks otherwise.
    """
    walker = Walker(visitor, words)
    for move in way:
        try:
            await walker.take(move)
        except BrokenError as broken:
            if like is None or broken.kind == like.kind:
                return broken
        except (LookupError, IndexError):
            # A button is not there, or nothing was said that could be sent twice.
            return None
    return None


async def shortened(visitor: Visitor, words: Words, broken: BrokenError) -> BrokenError:
    """Leave out what a broken way does not need; return how the shortest one found breaks."""
    size = max(1, len(broken.way) // 2)
    while size:
        at = 0
        while at < len(broken.way):
            way = [*broken.way[:at], *broken.way[at + size :]]
            shorter = await go(visitor, words, way, like=broken)
            if shorter is None:
                at += size
            else:
                broken = BrokenError(shorter.problems, shorter.way, broken.seed)
        size //= 2
    return broken


def _problems(replies: Sequence[Message]) -> list[str]:
    """Return what no reply may be: none at all, an apology, or against its schema."""
    if not replies:
        return ["silence"]
    return [problem for reply in replies for problem in _problems_of(reply)]


def _problems_of(reply: Message) -> list[str]:
    payload = reply.payload or {}
    problems = violations("message", {**reply.as_dict(), "payload": None})
    if payload.get("code") == "failed":
        problems.append("an apology: a turn failed, as the log says")
    if not reply.text.strip():
        problems.append(f"no text: {payload}")
    kind = payload.get("type")
    if kind not in PAYLOAD_TYPES:
        return [*problems, f"no payload of a known type: {payload}"]
    schema = Draft202012Validator({**PAYLOADS, "oneOf": [{"$ref": f"#/$defs/{kind}"}]})
    return problems + [
        f"{kind} {error.json_path}: {error.message}"
        for broken in schema.iter_errors(payload)
        for error in broken.context or [broken]
    ]


def _open_question(replies: Sequence[Message]) -> Any:
    return (replies[-1].payload or {}).get("question") if replies else None


def _titles(messages: Sequence[Message]) -> list[str]:
    return [button["title"] for message in messages for button in message.buttons]


def _examples(path: Path) -> list[str]:
    """Return the examples of a file of training data, as visitors would type them."""
    return [
        _ANNOTATION.sub(r"\1", line.removeprefix("- "))
        for intent in _yaml(path)["nlu"]
        if "intent" in intent
        for line in intent["examples"].splitlines()
        if line.startswith("- ")
    ]


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


async def _walk(turns: int, first: int) -> int:
    """Walk on after what breaks, and print the shortest way found to each kind of it."""
    words, found, taken, seed = Words.load(), Counter[str](), 0, first
    async with visiting() as visitor:
        while taken < turns:
            walker = Walker(visitor, words, seed)
            while len(walker.way) < TURNS_OF_A_WALK:
                try:
                    await walker.walk(TURNS_OF_A_WALK - len(walker.way))
                except BrokenError as broken:
                    found[broken.kind] += 1
                    if found[broken.kind] == 1:
                        print(await shortened(visitor, words, broken), flush=True)
            taken, seed = taken + len(walker.way), seed + 1
    for kind, times in found.most_common():
        print(f"{times} times: {kind}")
    print(f"{taken} steps of {seed - first} walks, {sum(found.values())} of them broken")
    return int(bool(found))


async def _replay(way: Sequence[Move]) -> int:
    async with visiting() as visitor:
        broken = await go(visitor, Words.load(), way)
    print(broken or "this way can be gone")
    return int(broken is not None)


def main(arguments: list[str] | None = None) -> int:
    """Walk, or go one way again; return 1 where something broke."""
    parser = argparse.ArgumentParser(prog="tests.dialogue.walker", description=__doc__)
    parser.add_argument("--turns", type=int, default=10_000, help="how many steps to take")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first walk")
    parser.add_argument("--replay", type=Path, metavar="WAY", help="a YAML file of steps")
    chosen = parser.parse_args(arguments)
    begin(logging.ERROR)
    quieten_rasa(logging.ERROR)
    if chosen.replay is not None:
        return asyncio.run(_replay(of_yaml(chosen.replay.read_text("utf-8"))))
    return asyncio.run(_walk(chosen.turns, chosen.seed))


if __name__ == "__main__":
    sys.exit(main())
