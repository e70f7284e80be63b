"""Plain search as an assistant: the topic of the training example most like the message."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import yaml
from numpy.typing import NDArray

from evaluation.held_out import NOT_ANSWERED
from nlu.encoder import SentenceEncoder

REFUSAL = "out_of_scope"
_WORD = re.compile(r"\w+")
_LINE = re.compile(r"^- (.*)$", re.M)

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A training example: what is said, and the topic it stands for."""

    text: str
    topic: str


class Index(Protocol):
    """Examples that can be compared with a text; the higher a score, the more alike."""

    def likeness(self, text: str) -> Scores:
        """Return how like the text each example is."""

    def likeness_of_example(self, row: int) -> Scores:
        """Return how like an example each example is, itself included."""


class WordIndex:
    """BM25 over the words of the examples.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
    """

    def __init__(self, texts: Sequence[str], k1: float = 1.5, b: float = 0.75) -> None:
        """Count the words.

        Args:
            texts: the examples.
            k1: how soon more of the same word stops counting.
            b: how much long examples are held back, from 0 to 1.
        """
        self._texts = list(texts)
        counts = [Counter(words(text)) for text in self._texts]
        lengths = np.array([count.total() for count in counts], dtype=np.float32)
        slowness = k1 * (1 - b + b * lengths / max(float(lengths.mean()), 1.0))
        rows: dict[str, list[int]] = defaultdict(list)
        for row, count in enumerate(counts):
            for word in count:
                rows[word].append(row)
        self._postings: dict[str, tuple[NDArray[np.intp], Scores]] = {}
        for word, holders in rows.items():
            found = np.array(holders, dtype=np.intp)
            often = np.array([counts[row][word] for row in holders], dtype=np.float32)
            rarity = np.log1p((len(counts) - len(holders) + 0.5) / (len(holders) + 0.5))
            weights = rarity * often * (k1 + 1) / (often + slowness[found])
            self._postings[word] = found, weights.astype(np.float32)

    def likeness(self, text: str) -> Scores:
        """Return the BM25 score of each example."""
        scores = np.zeros(len(self._texts), dtype=np.float32)
        for word in words(text):
            if word in self._postings:
                rows, weights = self._postings[word]
                scores[rows] += weights
        return scores

    def likeness_of_example(self, row: int) -> Scores:
        """Return the BM25 score of each example for the text of one."""
        return self.likeness(self._texts[row])


class MeaningIndex:
    """Cosines of sentence embeddings."""

    def __init__(self, texts: Sequence[str], encoder: SentenceEncoder) -> None:
        """Encode the examples."""
        self._encoder = encoder
        self._vectors = encoder.encode(texts)

    def likeness(self, text: str) -> Scores:
        """Return the cosine with each example."""
        scores: Scores = self._vectors @ self._encoder.encode([text])[0]
        return scores

    def likeness_of_example(self, row: int) -> Scores:
        """Return the cosine of an example with each."""
        scores: Scores = self._vectors @ self._vectors[row]
        return scores


class Search:
    """Answers with the topic of the most alike example, and refuses where it is not alike enough.

    Attributes:
        threshold: the least score that is answered, chosen on the examples themselves, each
            asked of all the others.
    """

    def __init__(self, topics: Sequence[str], index: Index) -> None:
        """Take the topics of the examples, in the order of the index."""
        self._topics = list(topics)
        self._index = index
        self.threshold = best_threshold(
            [
                (topic, *self._best(_without(index.likeness_of_example(row), row)))
                for row, topic in enumerate(topics)
            ]
        )

    def topic(self, text: str) -> str:
        """Return the topic of a message, `out_of_scope` to refuse."""
        topic, score = self._best(self._index.likeness(text))
        return topic if score >= self.threshold else REFUSAL

    def _best(self, scores: Scores) -> tuple[str, float]:
        row = int(scores.argmax())
        return self._topics[row], float(scores[row])


def best_threshold(guesses: Iterable[tuple[str, str, float]]) -> float:
    """Return the threshold with the most to gain.

    The gain is the share right less the share wrong of the questions that have an answer, plus
    the share refused of those that have none. Of equal thresholds the lowest is taken.

    Args:
        guesses: for each question the topic that is right, the topic found and its score.
    """
    ordered = sorted(guesses, key=lambda guess: guess[2])
    answerable = max(sum(wanted not in NOT_ANSWERED for wanted, _, _ in ordered), 1)
    others = max(len(ordered) - answerable, 1)
    threshold, gain, most = 0.0, 0.0, 0.0
    for place, (wanted, found, score) in enumerate(ordered):
        if found not in NOT_ANSWERED:
            # What is lost or gained by refusing this one, too.
            if wanted in NOT_ANSWERED:
                gain += 1 / others
            else:
                gain += (-1 if found == wanted else 1) / answerable
        # Equal scores are refused or answered together.
        is_last = place + 1 == len(ordered)
        if gain > most and (is_last or ordered[place + 1][2] > score):
            most = gain
            threshold = float("inf") if is_last else ordered[place + 1][2]
    return threshold


def read_examples(folder: Path) -> list[Example]:
    """Read the training examples of Rasa's YAML files, without Rasa and its memory."""
    return [
        Example(text.strip(), entry["intent"])
        for path in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in entry
        for text in _LINE.findall(entry["examples"])
    ]


def words(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def _without(scores: Scores, row: int) -> Scores:
    scores[row] = -np.inf
    return scores
