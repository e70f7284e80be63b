"""`python -m training.calibration MODEL --of PASS`: makes a reader's chances mean what they say.

The passes are those that the reader did not learn from. How sharp its choice between answers is,
and what tells an answer from a remark, is found by the likelihood of their lines. With `--to`, what
was found is written for another file: one that went on to learn from these passes, too.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax
from sklearn.linear_model import LogisticRegression

from content import load_criteria
from nlu.encoder import checksum_of
from nlu.reader_classes import classes
from nlu.reader_model import Calibration, Floats, RawModel, calibration_path, evidence
from training.answers import Answers, load_answers

REMARKS = 0.4
"""The weight of what says nothing beside replies: more than its share, as a remark taken for an
answer puts words into a mouth that said none."""


def calibration(model: Path, answers: Answers) -> Calibration:
    """Return what makes the chances of a model's file mean what they say on some lines."""
    raw, names = RawModel(model), classes(load_criteria())
    questions = tuple(names)
    asked, said = _read(raw, [reply.text for reply in answers.replies])
    place = np.array([questions.index(reply.answers[0][0]) for reply in answers.replies])
    rows = np.arange(len(place))
    labels = np.array([_column(names[c], v) for (c, v), *_ in (r.answers for r in answers.replies)])
    temperature, not_sure = _sharpness(asked[rows, place, :-1], labels)
    remarks = _read(raw, [remark.text for remark in answers.remarks])
    answering = evidence(asked, said)[rows, place]
    idle = evidence(*remarks).reshape(-1, answering.shape[1])
    regression = _gate(answering, idle)
    return Calibration(
        checksum_of(model),
        temperature,
        not_sure,
        tuple(float(weight) for weight in regression.coef_[0]),
        float(regression.intercept_[0]),
    )


def _column(names: tuple[str, ...], value: str) -> int:
    """The column of an answer among the classes without 'nothing'; 'not sure' is the last."""
    at = names.index(value)
    return at if at < len(names) - 2 else -1


def _read(raw: RawModel, texts: list[str]) -> tuple[Floats, Floats]:
    read = [raw.read(text, [(0, len(text))]) for text in texts]
    return np.concatenate([asked for asked, _ in read]), np.concatenate([said for _, said in read])


def _sharpness(chances: Floats, labels: NDArray[np.int64]) -> tuple[float, float]:
    """The temperature, and what is added for 'not sure'."""
    odds = np.log(np.maximum(chances, 1e-12))

    def surprise(chosen: NDArray[np.float64]) -> float:
        scaled = odds / np.exp(chosen[0])
        scaled[:, -1] += chosen[1]
        return float(-log_softmax(scaled, axis=1)[np.arange(len(labels)), labels].mean())

    found = minimize(surprise, np.zeros(2), method="Nelder-Mead").x
    return float(np.exp(found[0])), float(found[1])


def _gate(answering: Floats, idle: Floats) -> LogisticRegression:
    """What tells answers from remarks, with the shares that both have in use."""
    kinds = np.array([1] * len(answering) + [0] * len(idle))
    weights = np.where(kinds == 1, (1 - REMARKS) / len(answering), REMARKS / len(idle))
    regression = LogisticRegression(C=1.0, max_iter=1000)
    return regression.fit(np.vstack([answering, idle]), kinds, sample_weight=weights * len(kinds))


def main() -> None:
    """Write the calibration beside the model."""
    parser = argparse.ArgumentParser(prog="training.calibration", description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--of", nargs="+", required=True, help="passes that it did not learn from")
    parser.add_argument("--to", type=Path, help="the file to write it for")
    chosen = parser.parse_args()
    found = calibration(chosen.model, load_answers().of(chosen.of))
    model = chosen.to or chosen.model
    replace(found, checksum=checksum_of(model)).write(calibration_path(model))


if __name__ == "__main__":
    main()
