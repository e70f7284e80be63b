"""The files that the reader's recipe reads and writes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from content import load_criteria
from content.criteria import NOT_SURE
from training.answers import UnusableAnswers, load_answers
from training.minilm_graph import rounded
from training.onnx_format import GraphWriter, UnusableFile, read_model

CRITERIA = load_criteria()


def test_a_graph_that_was_written_runs_and_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "sum.onnx"
    numbers = np.array([1.5, -2.0], np.float32)
    graph = GraphWriter("sum")
    given = graph.input("given", np.float32, ["size"])
    graph.output("whole", graph("Add", given, numbers), np.float32, ["size"])
    graph.write(path)

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (whole,) = session.run(None, {"given": np.array([1, 1], np.float32)})
    read = read_model(path)

    assert whole.tolist() == [2.5, -1.0]
    assert [node.operation for node in read.nodes] == ["Add", "Identity"]
    assert [array.tolist() for array in read.arrays.values()] == [numbers.tolist()]


def test_a_file_without_a_graph_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.onnx"
    path.write_bytes(b"")
    with pytest.raises(UnusableFile, match="empty"):
        read_model(path)


def test_rounded_weights_are_off_by_half_a_step_at_most() -> None:
    weights = np.random.default_rng(1).normal(size=(8, 5)).astype(np.float32)
    steps, scale = rounded(weights, axis=0)
    assert steps.dtype == np.int8
    assert np.all(np.abs(steps * scale - weights) <= scale / 2 + 1e-6)


def test_every_answer_to_every_question_has_replies_of_several_passes_to_learn_from() -> None:
    replies = load_answers().replies
    counts = Counter(reply.answers[0] for reply in replies)
    passes = {reply.source for reply in replies}
    assert len(passes) >= 5
    for question in CRITERIA.questions:
        assert all(counts[question.id, value] >= 80 for value in question.values), question.id
        assert counts[question.id, NOT_SURE] >= 20, question.id


def test_the_words_of_every_fact_stand_in_its_message() -> None:
    for message in load_answers().messages:
        for fact in message.facts:
            assert fact.words in message.text
            assert fact.value in CRITERIA.question(fact.criterion).values


@pytest.mark.parametrize("content", ["- a list", "criterion: core\nasked: [no]"])
def test_a_file_of_answers_of_another_form_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "core.yml").write_text(content, "utf-8")
    with pytest.raises(UnusableAnswers, match=r"core\.yml"):
        load_answers(tmp_path)
