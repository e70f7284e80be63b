"""Compare the assistant with its alternatives: `python -m benchmarks.compare [--questions FILE]`.

All contenders learn the same examples and are asked the same held-out questions, one after the
other, each in a process of its own, so that their times and their memory are not mixed. Prints a
table and writes it to docs/benchmark.md. FILE has further questions, one JSON object a line:
`text`, `topic`, `also` (other topics that are right) and `near_miss` (out of scope, but close).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.search import Example, Index, MeaningIndex, Search, WordIndex, read_examples
from evaluation.held_out import NOT_ANSWERED, SETS, HeldOut, figures, read_held_out
from nlu.encoder import shared_encoder
from server.runtime import begin, quieten_rasa

PROJECT = Path(__file__).parent.parent
EXAMPLES = PROJECT / "data" / "nlu"
REPORT = PROJECT / "docs" / "benchmark.md"

Understand = Callable[[str], str]
"""A trained contender: a message in, its topic out."""


class QuestionsError(ValueError):
    """A line of the questions' file cannot be used; the text names the line and the mend."""


@dataclass(frozen=True)
class Question:
    """A question, and whether it is a near miss: out of scope, but close to what is answered."""

    asked: HeldOut
    near_miss: bool


@dataclass(frozen=True)
class Outcome:
    """What a contender made of the questions.

    Attributes:
        topics: the topic found for each question.
        training_seconds: how long it learned.
        milliseconds: the median for one message.
        peak_megabytes: the most memory of its process, learning and answering.
    """

    topics: tuple[str, ...]
    training_seconds: float
    milliseconds: float
    peak_megabytes: float


def train_rasa(config: Path) -> Understand:
    """Train one of Rasa's pipelines."""
    begin(logging.ERROR)
    # Rasa would take what it has trained before from its cache, in no time.
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    quieten_rasa(logging.ERROR)
    # Rasa prints where its models are; the table has the standard output for itself.
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr):
        agent = Agent.load(train_nlu(str(config), str(EXAMPLES), folder))
    loop = asyncio.new_event_loop()

    def understand(text: str) -> str:
        topic: str = loop.run_until_complete(agent.parse_message(text))["intent"]["name"]
        return topic

    return understand


def train_assistant() -> Understand:
    """Train this assistant's pipeline."""
    return train_rasa(PROJECT / "config.yml")


def train_stock() -> Understand:
    """Train Rasa's default pipeline."""
    return train_rasa(Path(__file__).parent / "stock.yml")


def train_words() -> Understand:
    """Index the examples by their words."""
    return _search(WordIndex)


def train_meaning() -> Understand:
    """Index the examples by their sentence embeddings."""
    return _search(lambda texts: MeaningIndex(texts, shared_encoder()))


CONTENDERS: dict[str, Callable[[], Understand]] = {
    "this assistant": train_assistant,
    "BM25 over the examples": train_words,
    "nearest example by MiniLM": train_meaning,
    "stock Rasa (DIET)": train_stock,
}


def compare(questions: Sequence[HeldOut]) -> Iterator[tuple[str, Outcome]]:
    """Let each contender learn and answer in a new process; yield its name and its outcome."""
    texts = [question.text for question in questions]
    for name in CONTENDERS:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            yield name, process.submit(contend, name, texts).result()


def contend(name: str, texts: Sequence[str]) -> Outcome:
    """Let one contender learn and answer, in this process."""
    started = time.perf_counter()
    understand = CONTENDERS[name]()
    training_seconds = time.perf_counter() - started
    topics, milliseconds = [], []
    for text in texts:
        started = time.perf_counter()
        topics.append(understand(text))
        milliseconds.append((time.perf_counter() - started) * 1000)
    return Outcome(
        tuple(topics),
        training_seconds,
        statistics.median(milliseconds),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def held_out_questions() -> dict[str, list[Question]]:
    """Return the project's own sets; what has no answer counts as a near miss."""
    return {
        f"held-out, {name} set": [
            Question(asked, not asked.is_answerable) for asked in read_held_out(name)
        ]
        for name in SETS
    }


def read_questions(path: Path) -> list[Question]:
    """Read questions from a JSONL file.

    Raises:
        QuestionsError: a line is not a JSON object with a `text` and a `topic`.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            accepted = frozenset({row["topic"], *(row.get("also") or ())})
            asked = HeldOut(row["text"], accepted, frozenset(row.get("models") or ()))
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionsError(
                f"{path}: line {number}: {error!r}; each line is a JSON object with `text` and "
                "`topic`, and may have `also` and `near_miss`"
            ) from error
        questions.append(Question(asked, bool(row.get("near_miss"))))
    return questions


def heading(examples: Sequence[Example], sets: dict[str, list[Question]]) -> list[str]:
    """Return the page down to the table's head; it tells how many questions are examples, too."""
    numbers = ", ".join(f"{len(questions)} {name}" for name, questions in sets.items())
    learned = {example.text.lower() for example in examples}
    known = sum(
        question.asked.text.lower() in learned
        for questions in sets.values()
        for question in questions
    )
    return [
        "# Compared with stock Rasa and with plain search",
        "",
        f"Written by `make bench`. Every contender learned the same {len(examples)} examples and "
        f"was asked the same questions ({numbers}; the examples have {known} of them) in the same "
        "run, in a process of its own. *Right* and *wrong* are shares of the questions that the "
        "guide answers, the rest was refused or asked back; *refused* is the share refused of the "
        "questions that it does not answer, and of the near misses among them. Time is the median "
        "for one message; training counts the start of Rasa or of the encoder, too; memory is the "
        "peak of learning and answering. Plain search refuses below the likeness that served best "
        "on the examples, each asked of the others.",
        "",
        "| contender | questions | right | wrong | refused: out of scope | refused: near misses "
        "| ms a message | training s | peak memory MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]


def rows(name: str, outcome: Outcome, sets: dict[str, list[Question]]) -> list[str]:
    """Return a contender's rows of the table: one for each set of questions, in their order."""
    left = iter(outcome.topics)
    lines = []
    for label, questions in sets.items():
        topics = [next(left) for _ in questions]
        found = figures([question.asked for question in questions], topics)
        lines.append(
            f"| {name} | {label} | {found.right:.3f} | {found.wrong:.3f} | {found.refused:.3f} "
            f"| {near_misses_refused(questions, topics)} | {outcome.milliseconds:.2f} "
            f"| {outcome.training_seconds:.0f} | {outcome.peak_megabytes:.0f} |"
        )
    return lines


def near_misses_refused(questions: Sequence[Question], topics: Sequence[str]) -> str:
    """Return the share of the near misses that were refused, or a dash where there are none."""
    refused = [
        topic in NOT_ANSWERED
        for question, topic in zip(questions, topics, strict=True)
        if question.near_miss
    ]
    return f"{statistics.mean(refused):.3f}" if refused else "–"


def _search(index: Callable[[Sequence[str]], Index]) -> Understand:
    examples = read_examples(EXAMPLES)
    texts = [example.text for example in examples]
    return Search([example.topic for example in examples], index(texts)).topic


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, print the table as it grows, and write it; return 0, or 1 after what is wrong."""
    parser = argparse.ArgumentParser(prog="benchmarks.compare", description=__doc__)
    parser.add_argument("--questions", type=Path, metavar="FILE", help="further questions (JSONL)")
    chosen = parser.parse_args(arguments)
    sets = held_out_questions()
    try:
        if chosen.questions:
            sets[chosen.questions.stem] = read_questions(chosen.questions)
    except (OSError, QuestionsError) as error:
        print(error, file=sys.stderr)
        return 1
    asked = [question.asked for questions in sets.values() for question in questions]
    lines = heading(read_examples(EXAMPLES), sets)
    print("\n".join(lines), flush=True)
    for name, outcome in compare(asked):
        grown = rows(name, outcome, sets)
        print("\n".join(grown), flush=True)
        lines += grown
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
