"""The tuned reader as one ONNX file: MiniLM and the heads of all questions."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from training.minilm_graph import Weights, number, states_of
from training.onnx_format import GraphWriter


def write_reader(weights: Weights, path: Path) -> None:
    """Write the file of a reader.

    Inputs: `ids`, int64 [tokens]; `segments`, float32 [segments, tokens], 1 where a token belongs
    to the segment. Outputs: `asked`, [segments, questions, classes], the chances of each answer if
    the question is open; `said`, [segments, questions], the chance that it is spoken of at all.

    Args:
        weights: the encoder's by their names in MiniLM, the heads' as `heads.…`.
        path: the file.
    """
    graph = GraphWriter("answer-reader")
    ids = graph.input("ids", np.int64, ["tokens"])
    segments = graph.input("segments", np.float32, ["segments", "tokens"])
    states = states_of(graph, weights, ids)
    asked, said = _heads(graph, weights, states, segments)
    graph.output("asked", asked, np.float32, ["segments", "questions", "classes"])
    graph.output("said", said, np.float32, ["segments", "questions"])
    graph.write(path)


def _heads(graph: GraphWriter, weights: Weights, states: str, segments: str) -> tuple[str, str]:
    """Each question looks at the tokens that matter to it, then weighs what they say."""
    queries = np.vstack([weights["heads.asked.query"], weights["heads.said.query"]]).T
    attention = graph("Transpose", graph("MatMul", states, queries), perm=[1, 0])
    outside = graph("Mul", graph("Sub", segments, number(1.0)), number(1e9))
    attention = graph("Add", attention, graph("Unsqueeze", outside, np.array([1], np.int64)))
    pooled = graph("MatMul", graph("Softmax", attention, axis=-1), states)
    count = len(weights["heads.asked.query"])
    halves = np.array([count, count], np.int64)
    asked, said = graph("Split", pooled, halves, outputs=2, axis=1)
    third = np.array([2], np.int64)
    odds = graph("MatMul", graph("Unsqueeze", asked, third), weights["heads.asked.weight"])
    odds = graph("Add", graph("Squeeze", odds, third), weights["heads.asked.bias"])
    spoken = graph("ReduceSum", graph("Mul", said, weights["heads.said.weight"]), third, keepdims=0)
    spoken = graph("Add", spoken, weights["heads.said.bias"])
    return str(graph("Softmax", odds, axis=-1)), str(graph("Sigmoid", spoken))
