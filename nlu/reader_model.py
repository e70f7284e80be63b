"""The tuned reader of answers: MiniLM and a head for each question of the interview, in one file.

`python -m training.reader` writes the file and, beside it, its checksum with what makes its chances
mean what they say; docs/reference/reading.md says how well it reads.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from content import load_criteria
from content.criteria import NOT_SURE
from nlu.encoder import WEIGHTS, checksum_of, session_of, tokenizer
from nlu.reader_classes import NOTHING, classes
from nlu.reader_clauses import Span

MODEL = WEIGHTS / "reader.onnx"
_FLOOR = 1e-6

Chances = dict[str, dict[str, float]]
"""By criterion, how likely each answer is."""

Floats = NDArray[np.float32]


class ReaderError(Exception):
    """The reader's file is missing, or it is not the one that was measured."""


@dataclass(frozen=True)
class Calibration:
    """What turns the chances of the model into ones that mean what they say.

    Attributes:
        checksum: SHA-256 of the model's file that it was made for.
        temperature: divides the log odds of answers.
        not_sure: is added to those of 'not sure'.
        answers: weights of `evidence`, which tell whether a segment answers a question at all.
        bias: is added to their sum.
    """

    checksum: str
    temperature: float
    not_sure: float
    answers: tuple[float, ...]
    bias: float

    @classmethod
    def of_file(cls, path: Path) -> Calibration:
        """Read a file that `write` wrote.

        Raises:
            ReaderError: it is missing or has another form.
        """
        try:
            content = json.loads(path.read_text("utf-8"))
            return cls(**{**content, "answers": tuple(content["answers"])})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ReaderError(f"{path}: {error}; take it from the repository again.") from error

    def write(self, path: Path) -> None:
        """Write it beside the model."""
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")


@dataclass(frozen=True)
class Reading:
    """What a segment of a text says.

    Attributes:
        start, end: where the segment stands in the text.
        asked: how likely each answer is if its question is open; the rest says nothing.
        said: how likely each answer is plainly stated, whatever was asked.
    """

    start: int
    end: int
    asked: Chances
    said: Chances


class AnswerModel:
    """Reads texts with the file that `training.reader` wrote."""

    def __init__(self, model: Path = MODEL) -> None:
        """Load the file.

        Args:
            model: the ONNX file; beside it stands its calibration.

        Raises:
            ReaderError: one of the two is missing, or they do not belong together.
        """
        self._calibration = Calibration.of_file(calibration_path(model))
        self._raw = RawModel(model, self._calibration.checksum)
        self._classes = classes(load_criteria())

    def read(self, text: str, spans: Sequence[Span]) -> list[Reading]:
        """Return what each segment of a text says."""
        asked, said = self._raw.read(text, spans)
        calibrated = calibrate(asked, said, self._calibration)
        return [
            self._reading(span, answers, spoken)
            for span, answers, spoken in zip(spans, calibrated, said, strict=True)
        ]

    def _reading(self, span: Span, answers: Floats, spoken: Floats) -> Reading:
        asked, said = {}, {}
        for row, (criterion, names) in enumerate(self._classes.items()):
            values = names[: -len((NOT_SURE, NOTHING))]
            chances = [float(chance) for chance in answers[row, : len(values)]]
            whole = max(sum(chances), _FLOOR)
            asked[criterion] = dict(zip(values, chances, strict=True))
            asked[criterion][NOT_SURE] = float(answers[row, -2])
            said[criterion] = {
                value: float(spoken[row]) * chance / whole
                for value, chance in zip(values, chances, strict=True)
            }
        return Reading(span[0], span[1], asked, said)


class RawModel:
    """The model's file as it is, without calibration."""

    def __init__(self, model: Path, checksum: str | None = None) -> None:
        """Load the file; with a checksum, only the file that has it.

        Raises:
            ReaderError: the file is missing or another one.
        """
        _verify(model, checksum)
        self._session = session_of(model)
        self._tokenizer = tokenizer()

    def read(self, text: str, spans: Sequence[Span]) -> tuple[Floats, Floats]:
        """Return the chances of all classes, [segments, questions, classes], and those of each
        question to be spoken of, [segments, questions]."""
        encoding = self._tokenizer.encode(text)
        inside = np.zeros((len(spans), len(encoding.ids)), np.float32)
        for row, (start, end) in enumerate(spans):
            inside[row] = [a < b and a >= start and b <= end for a, b in encoding.offsets]
        # What was cut off, or has no token, is read as the whole.
        inside[inside.sum(axis=1) == 0] = 1.0
        inside[[span == (0, len(text)) for span in spans]] = 1.0
        feed = {"ids": np.array(encoding.ids, np.int64), "segments": inside}
        asked, said = self._session.run(None, feed)
        return np.asarray(asked, np.float32), np.asarray(said, np.float32)


def calibrate(asked: Floats, said: Floats, calibration: Calibration) -> Floats:
    """Return chances of all classes that mean what they say."""
    odds = np.log(np.maximum(asked[..., :-1], 1e-12)) / calibration.temperature
    odds[..., -1] += calibration.not_sure
    shares = np.exp(odds - odds.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    weighed = evidence(asked, said) @ np.array(calibration.answers) + calibration.bias
    answers = 1 / (1 + np.exp(-weighed))[..., None]
    chances: Floats = np.concatenate([shares * answers, 1 - answers], axis=-1)
    return chances


def evidence(asked: Floats, said: Floats) -> Floats:
    """What tells an answer from a remark, [segments, questions, kinds of evidence].

    For each question: the log odds that the segment says nothing on it, those that it speaks of
    it, and of all questions the mean of the first and the largest of the second.
    """
    nothing, spoken = _log_odds(asked[..., -1]), _log_odds(said)
    common = [nothing.mean(axis=-1, keepdims=True), spoken.max(axis=-1, keepdims=True)]
    wide = [np.broadcast_to(each, nothing.shape) for each in common]
    kinds: Floats = np.stack([nothing, spoken, *wide], axis=-1)
    return kinds


def _log_odds(chances: Floats) -> Floats:
    inner = np.clip(chances, _FLOOR, 1 - _FLOOR)
    odds: Floats = np.log(inner / (1 - inner))
    return odds


def calibration_path(model: Path) -> Path:
    """Return where the calibration of a model's file stands."""
    return model.with_suffix(".json")


def _verify(model: Path, wanted: str | None) -> None:
    if not model.is_file():
        raise ReaderError(f"{model}: not there; take it from the repository again.")
    if wanted is not None and (checksum := checksum_of(model)) != wanted:
        raise ReaderError(
            f"{model}: its SHA-256 is {checksum}, not {wanted}; take both files from the "
            "repository again, or write them with `python -m training.reader`."
        )


@lru_cache(maxsize=1)
def shared_reader() -> AnswerModel:
    """Return the reader of this process, loaded at the first call."""
    return AnswerModel()
