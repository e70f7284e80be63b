"""Sentence embeddings: MiniLM with int8 weights, run by ONNX Runtime.

Two files of one form stand in `weights/`, each with its checksum beside it: `sentences.onnx` is
all-MiniLM-L6-v2 as published (Apache-2.0), written by `python -m training.encoder`; `topics.onnx`
was tuned to tell topics apart, by `python -m training.topics`. The WordPiece vocabulary is
`minilm-vocab.txt` beside this file. Each encoder is shared by everything in the process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
VOCABULARY = Path(__file__).parent / "minilm-vocab.txt"
WEIGHTS = Path(__file__).parent / "weights"
SENTENCES, TOPICS = WEIGHTS / "sentences.onnx", WEIGHTS / "topics.onnx"
LONGEST = 128
"""Tokens of a text that are read."""

_THREADS = 2
_FEW = 16
"""Texts up to this number are not worth a second thread."""

Vectors = NDArray[np.float32]


class EncoderError(Exception):
    """An encoder's file is missing, or it is not the one that was measured."""


class SentenceEncoder:
    """Turns sentences into unit vectors whose dot product is their likeness."""

    def __init__(self, model: Path) -> None:
        """Load the weights.

        Args:
            model: the ONNX file; its checksum stands beside it.

        Raises:
            EncoderError: one of the two is missing, or they do not belong together.
        """
        _verify(model)
        self._session = session_of(model)
        self._tokenizer = tokenizer()

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Return unit vectors, one row of `DIMENSIONS` a sentence."""
        if len(sentences) <= _FEW:
            rows = [self._encode(sentence) for sentence in sentences]
        else:
            with ThreadPoolExecutor(_THREADS) as threads:
                rows = list(threads.map(self._encode, sentences))
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)

    def _encode(self, sentence: str) -> Vectors:
        ids = np.array(self._tokenizer.encode(sentence).ids, np.int64)
        vector: Vectors = self._session.run(None, {"ids": ids})[0]
        return vector


def session_of(model: Path) -> Any:
    """Return a session of ONNX Runtime for a file, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def tokenizer() -> Any:
    """Return the WordPiece tokenizer of MiniLM, which cuts texts after `LONGEST` tokens."""
    from tokenizers import BertWordPieceTokenizer

    pieces = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    pieces.enable_truncation(LONGEST)
    return pieces


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """Return the encoder of what phrases mean, loaded at the first call."""
    return SentenceEncoder(SENTENCES)


@lru_cache(maxsize=1)
def topic_encoder() -> SentenceEncoder:
    """Return the encoder that was tuned to tell topics apart, loaded at the first call."""
    return SentenceEncoder(TOPICS)


def checksum_path(model: Path) -> Path:
    """Return where the checksum of an encoder's file stands."""
    return model.with_suffix(".sha256")


def checksum_of(model: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(model.read_bytes()).hexdigest()


def _verify(model: Path) -> None:
    mend = "take both files from the repository again."
    try:
        wanted, found = checksum_path(model).read_text("utf-8").split()[0], checksum_of(model)
    except (OSError, IndexError) as error:
        raise EncoderError(f"{model}: {error}; {mend}") from error
    if found != wanted:
        raise EncoderError(f"{model}: its SHA-256 is {found}, not {wanted}; {mend}")
