"""The data that the reader learns from and is measured by: `data/answers/`.

One file a criterion has what people answer to its question, by answer and by pass; a pass is one
independent hand that wrote for forty people. Under `said` stand replies to other questions that
state this answer, too. `first_messages.yml` has what people write first, with the facts that it
states; `nothing.yml` has what states nothing on any question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ANSWERS = Path(__file__).parent.parent / "data" / "answers"
MESSAGES, NOTHING = "first_messages.yml", "nothing.yml"

Fact = tuple[str, str]
"""A criterion and an answer to it."""


@dataclass(frozen=True)
class Reply:
    """What somebody answered to a question.

    Attributes:
        text: the words.
        answers: the question asked with the answer meant, then other facts that the words state.
        source: the pass.
    """

    text: str
    answers: tuple[Fact, ...]
    source: str


@dataclass(frozen=True)
class Stated:
    """A fact that a first message states, with the exact words that do."""

    criterion: str
    value: str
    words: str


@dataclass(frozen=True)
class FirstMessage:
    """What somebody wrote first: their situation, and what it states of the work."""

    text: str
    facts: tuple[Stated, ...]
    source: str


@dataclass(frozen=True)
class Remark:
    """What somebody said that states nothing of the work."""

    text: str
    source: str


@dataclass(frozen=True)
class Answers:
    """All lines of a folder, or those of some passes."""

    replies: tuple[Reply, ...]
    messages: tuple[FirstMessage, ...]
    remarks: tuple[Remark, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """The passes, in order."""
        lines: list[Reply | FirstMessage | Remark] = [*self.replies, *self.messages, *self.remarks]
        return tuple(sorted({line.source for line in lines}))

    def of(self, sources: Iterable[str]) -> Answers:
        """Return the lines of some passes."""
        wanted = frozenset(sources)
        return Answers(
            tuple(line for line in self.replies if line.source in wanted),
            tuple(line for line in self.messages if line.source in wanted),
            tuple(line for line in self.remarks if line.source in wanted),
        )


class UnusableAnswers(Exception):
    """A file of answers does not have the form that it must have."""


def load_answers(folder: Path = ANSWERS) -> Answers:
    """Read a folder of answers.

    Raises:
        UnusableAnswers: a file is missing or has another form.
    """
    asked: dict[tuple[str, str], list[Fact]] = {}
    said: dict[tuple[str, str], list[Fact]] = {}
    for path in sorted(folder.glob("*.yml")):
        if path.name in (MESSAGES, NOTHING):
            continue
        content = _content(path)
        for facts, part in ((asked, "asked"), (said, "said")):
            for value, text, source in _lines(path, content.get(part) or {}):
                facts.setdefault((source, text), []).append((content["criterion"], value))
    replies = []
    for (source, text), answers in asked.items():
        others = said.get((source, text), [])
        replies += [Reply(text, (answer, *others), source) for answer in answers]
    messages = [
        FirstMessage(
            message["text"],
            tuple(Stated(**fact) for fact in message.get("facts", ())),
            str(message["pass"]),
        )
        for message in _content(folder / MESSAGES)["messages"]
    ]
    remarks = [
        Remark(text, source)
        for source, texts in _content(folder / NOTHING)["nothing"].items()
        for text in texts
    ]
    return Answers(tuple(replies), tuple(messages), tuple(remarks))


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise UnusableAnswers(f"{path}: {error}") from error
    if not isinstance(content, dict):
        raise UnusableAnswers(f"{path}: it must map names to lines")
    return content


def _lines(path: Path, part: Any) -> Iterator[tuple[str, str, str]]:
    """Each answer, text and pass of a part of a file."""
    try:
        for value, passes in part.items():
            for source, texts in passes.items():
                yield from ((str(value), str(text), str(source)) for text in texts)
    except (AttributeError, TypeError) as error:
        raise UnusableAnswers(f"{path}: lines must stand under an answer and a pass") from error
