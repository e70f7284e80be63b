"""Report how well messages are understood: `python -m evaluation.nlu_report`.

Asks the trained pipeline the held-out questions, and writes docs/nlu-report.md with its pictures in
docs/images/.
"""

from __future__ import annotations

import asyncio
import logging
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
import numpy as np
import yaml
from rasa.core.agent import load_agent

from evaluation.held_out import SETS, WRONG_COSTS, Figures, HeldOut, figures, read_held_out
from server.runtime import begin, quieten_rasa
from server.settings import load_settings

DOCS = Path("docs")
THRESHOLDS = [threshold / 20 for threshold in range(19)]
TOLD_THRESHOLDS = [threshold / 10 for threshold in range(2, 9)]
FALLBACK = "nlu_fallback"


@dataclass(frozen=True)
class Guess:
    """The likeliest topic of a message, its probability, and what was right."""

    topic: str
    confidence: float
    accepted: frozenset[str]

    @property
    def is_right(self) -> bool:
        """Whether the topic is one of those accepted."""
        return self.topic in self.accepted


async def held_out(questions: Sequence[HeldOut], model: Path) -> tuple[list[Guess], float]:
    """Ask the trained pipeline; return its guesses and the median milliseconds."""
    agent = await load_agent(model_path=str(model))
    guesses, milliseconds = [], []
    for question in questions:
        started = time.perf_counter()
        ranking = (await agent.parse_message(question.text))["intent_ranking"]
        milliseconds.append((time.perf_counter() - started) * 1000)
        top: dict[str, Any] = next(entry for entry in ranking if entry["name"] != FALLBACK)
        guesses.append(Guess(top["name"], top["confidence"], question.accepted))
    return guesses, statistics.median(milliseconds)


def write_report(folder: Path, held: dict[str, list[Guess]], milliseconds: float) -> None:
    """Write the page and its pictures; `held` has the guesses of each held-out set."""
    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    together = [guess for guesses in held.values() for guess in guesses]
    _draw_calibration(images / "nlu-calibration.svg", together)
    _draw_thresholds(images / "nlu-thresholds.svg", together)
    _draw_confusion(images / "nlu-confusion.svg", together)
    used = fallback_threshold()
    sets = [
        _row(f"held-out, {name} set", guesses, threshold)
        for name, guesses in held.items()
        for threshold in (0.0, used)
    ]
    page = [
        "# How well messages are understood",
        "",
        "Written by `make nlu-report`. *Right* and *wrong* are shares of the questions that the "
        "guide answers, the rest was asked back; *refused* of those it does not answer. Cost is "
        f"the mean over all: {WRONG_COSTS} for a wrong answer and for an answer to a question that "
        "has none, 1 for an answerable question asked back. Below the fallback threshold the "
        "assistant asks back; at 0 the likeliest topic always counts.",
        "",
        "The misses of the first held-out set were read, and examples of their kinds written, so "
        "it flatters. The second and the third were each written by someone who saw neither the "
        "examples nor the code; half of their misses were read. The questions of *strangers* were "
        "never looked at before they were asked, nor learned from since.",
        "",
        "| questions | number | threshold | right | wrong | refused | cost |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *sets,
        "",
        f"Understanding one message took {milliseconds:.1f} ms (median).",
        "",
        "![Share right against confidence](images/nlu-calibration.svg)",
        "",
        "## The threshold",
        "",
        f"`config.yml` has {used}. All held-out sets together:",
        "",
        "| questions | number | threshold | right | wrong | refused | cost |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(_row("held-out", together, threshold) for threshold in TOLD_THRESHOLDS),
        "",
        "![Right, wrong and refused against the threshold](images/nlu-thresholds.svg)",
        "",
        "## What is taken for what",
        "",
        "![Topics taken for others](images/nlu-confusion.svg)",
    ]
    (folder / "nlu-report.md").write_text("\n".join(page) + "\n", encoding="utf-8")


def fallback_threshold() -> float:
    """Return the confidence below which the assistant asks back, from Rasa's configuration."""
    pipeline = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))["pipeline"]
    return float(next(step["threshold"] for step in pipeline if "threshold" in step))


def _row(name: str, guesses: Sequence[Guess], threshold: float = 0.0) -> str:
    found = _figures(guesses, threshold)
    return (
        f"| {name} | {len(guesses)} | {threshold:.1f} | {found.right:.3f} | {found.wrong:.3f} "
        f"| {found.refused:.3f} | {found.cost:.3f} |"
    )


def _figures(guesses: Sequence[Guess], threshold: float) -> Figures:
    """The figures of guesses that count only from a confidence on."""
    asked = [HeldOut("", guess.accepted, frozenset()) for guess in guesses]
    return figures(asked, [g.topic if g.confidence >= threshold else FALLBACK for g in guesses])


def _draw_calibration(path: Path, guesses: Sequence[Guess]) -> None:
    picture, axes = plt.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="gray", linestyle=":")
    bins = np.clip([int(guess.confidence * 10) for guess in guesses], 0, 9)
    kept = [b for b in range(10) if (bins == b).sum() >= 5]
    rights = np.array([guess.is_right for guess in guesses])
    sure = np.array([guess.confidence for guess in guesses])
    points = [(sure[bins == b].mean(), rights[bins == b].mean()) for b in kept]
    axes.plot(*zip(*points, strict=True), marker="o")
    axes.set(xlabel="confidence", ylabel="share right", title="Calibration")
    _save(picture, path)


def _draw_thresholds(path: Path, held: Sequence[Guess]) -> None:
    found = [_figures(held, threshold) for threshold in THRESHOLDS]
    picture, axes = plt.subplots(figsize=(6, 4))
    for name in ("right", "wrong", "refused"):
        axes.plot(THRESHOLDS, [getattr(one, name) for one in found], label=name)
    axes.set(xlabel="fallback threshold", title="Held-out questions")
    axes.legend()
    _save(picture, path)


def _draw_confusion(path: Path, guesses: Sequence[Guess]) -> None:
    pairs = Counter((min(guess.accepted), guess.topic) for guess in guesses)
    topics = sorted({topic for pair in pairs for topic in pair})
    shares = np.array([[pairs[wanted, got] for got in topics] for wanted in topics], dtype=float)
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
    picture, axes = plt.subplots(figsize=(11, 10))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(topics)), topics, rotation=90)
    axes.set_yticks(range(len(topics)), topics)
    axes.set(xlabel="taken for", ylabel="meant", title="Held-out questions")
    _save(picture, path)


def _save(picture: Any, path: Path) -> None:
    picture.tight_layout()
    picture.savefig(path, metadata={"Date": None})
    plt.close(picture)


def main() -> None:
    """Measure and write."""
    begin(logging.ERROR)
    quieten_rasa(logging.ERROR)
    questions = read_held_out()
    guesses, milliseconds = asyncio.run(held_out(questions, load_settings().model))
    left = iter(guesses)
    held = {name: [next(left) for _ in read_held_out(name)] for name in SETS}
    write_report(DOCS, held, milliseconds)


if __name__ == "__main__":
    main()
