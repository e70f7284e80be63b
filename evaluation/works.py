"""How well the work is named in messages of people whose other messages were left out of training.

    python -m evaluation.works [--misses]

Examples: data/works.yml. Each pass is measured with what was learned from the other passes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from content import load_content
from nlu.encoder import SentenceEncoder, shared_encoder
from nlu.work import GOOD_NAME, Work, WorkReader, worth
from nlu.work_data import Example, load_examples

FOLDS = 3
"""In how many parts the passes are measured."""


@dataclass
class Figures:
    """Counts over the messages of some kind.

    Attributes:
        naming: messages that name work.
        named: of these, those whose first work has a good name.
        unnamed: of these, those where no work was found.
        silent: messages that name none.
        invented: of these, those where work was found.
        staying: messages that say what must stay.
        stay_found: of these, those where that was found.
        stay_invented: messages that say nothing of it, where something was found.
        milliseconds: for reading all messages.
    """

    naming: int = 0
    named: int = 0
    unnamed: int = 0
    silent: int = 0
    invented: int = 0
    staying: int = 0
    stay_found: int = 0
    stay_invented: int = 0
    milliseconds: float = 0.0
    misses: list[str] = field(default_factory=list)

    def add(self, example: Example, works: Sequence[Work]) -> None:
        """Count one message."""
        out = [work for work in works if work.role == "out"]
        stays = [work for work in works if work.role == "stays"]
        if example.out:
            good = bool(out) and _is_good(out[0].name, example.out, example)
            self.naming += 1
            self.named += good
            self.unnamed += not out
            if not good:
                self._miss(example, out)
        else:
            self.silent += 1
            self.invented += bool(out)
            if out:
                self._miss(example, out)
        if example.stays:
            found = any(_is_good(each.name, example.stays, example) for each in stays)
            self.staying += 1
            self.stay_found += found
        else:
            self.stay_invented += bool(stays)

    def _miss(self, example: Example, out: Sequence[Work]) -> None:
        wanted, found = "; ".join(example.out), "; ".join(work.name for work in out)
        self.misses.append(f"wanted {wanted!r}, found {found!r}: {example.text[:160]}")


def _is_good(name: str, names: Sequence[str], example: Example) -> bool:
    return worth(name, names, is_loose=True) >= GOOD_NAME


def measure(
    examples: Sequence[Example], encoder: SentenceEncoder, folds: Sequence[int] = range(FOLDS)
) -> dict[str, Figures]:
    """Return the figures of each kind of message, measured with what the other passes teach.

    Args:
        examples: the messages.
        encoder: tells what words mean.
        folds: which parts of the passes are measured.
    """
    tasks = [phrase for task in load_content().tasks for phrase in task.phrases]
    figures: dict[str, Figures] = {}
    for fold in folds:
        others = [each for each in examples if _fold(each) != fold]
        reader = WorkReader.fit(others, tasks, encoder)
        for example in (each for each in examples if _fold(each) == fold):
            counts = figures.setdefault(_kind(example), Figures())
            start = time.perf_counter()
            works = reader.read(example.text)
            counts.milliseconds += (time.perf_counter() - start) * 1000
            counts.add(example, works)
    return figures


def _fold(example: Example) -> int:
    """Which part of the passes a message is measured with."""
    return int(example.written_by.rsplit("-", 1)[1]) % FOLDS


def _kind(example: Example) -> str:
    source = example.written_by.rsplit("-", 1)[0]
    return source if example.out or example.stays else f"{source}, silent"


def main() -> None:
    """Print the figures of each kind of message."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what was named wrongly")
    wants_misses = parser.parse_args().misses
    for kind, counts in measure(load_examples(), shared_encoder()).items():
        total = counts.naming + counts.silent
        print(
            f"{kind}: named {counts.named} of {counts.naming}, none found {counts.unnamed}; "
            f"silent {counts.silent}, invented {counts.invented}; stays {counts.stay_found} of "
            f"{counts.staying}, invented {counts.stay_invented}; "
            f"{counts.milliseconds / total:.1f} ms a message"
        )
        if wants_misses:
            print("".join(f"  {miss}\n" for miss in counts.misses))


if __name__ == "__main__":
    main()
