"""Compare ways to learn the topic of a message: `python -m benchmarks.classifiers` (minutes).

Every way sees the same features, with the sentence embedding of MiniLM as published: the tuned one
has seen all examples. Every way is asked each training example by a model that was trained
without it. For each the threshold with the least cost counts, so that none is judged by how it
scales its confidence. docs/reference/understanding.md has the figures.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasa.shared.nlu.training_data.loading import load_data
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from benchmarks.diet import probabilities
from evaluation.held_out import Figures, HeldOut, figures
from evaluation.nlu_report import FALLBACK
from nlu.encoder import shared_encoder
from nlu.linear import Matrix
from nlu.spelling import Speller
from nlu.text import canonical, masked
from nlu.text_normalizer import normalized
from nlu.topic_classifier import label
from nlu.topic_model import (
    SEPARATOR,
    TopicSettings,
    Views,
    influence_of,
    likeness_of,
    linear_features,
    vectorizers,
    views_of,
)
from server.runtime import begin, quieten_rasa

DATA = Path(__file__).parent.parent / "data" / "nlu"
FOLDS = 4
THRESHOLDS = [threshold / 20 for threshold in range(20)]
OUT_OF_SCOPE = "out_of_scope"
SETTINGS = TopicSettings()
SPARSE_WEIGHT = 0.5
"""Weight of words and letters beside the embedding, for the ways that see all of them."""

MARGIN = 5.0
"""What a margin of support vectors counts as, in log odds: they lie between -1 and 1, mostly."""

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Table:
    """What a way says: for each message (row) the probability of each class (column)."""

    classes: tuple[str, ...]
    probabilities: Scores

    def guesses(self) -> list[tuple[str, float]]:
        """Return the likeliest topic of each message, subjects added up, and its probability."""
        topics = sorted({name.partition(SEPARATOR)[0] for name in self.classes})
        column = [topics.index(name.partition(SEPARATOR)[0]) for name in self.classes]
        folded = self.probabilities @ np.eye(len(topics))[column]
        return [(topics[row.argmax()], float(row.max())) for row in folded]


@dataclass(frozen=True)
class Examples:
    """The training examples, one row each.

    Attributes:
        vectors: their sentence embeddings.
        texts: normalized.
        labels: topics, those out of scope with their subject.
    """

    vectors: Matrix
    texts: tuple[str, ...]
    labels: tuple[str, ...]

    def take(self, rows: Iterable[int]) -> Examples:
        """Return some of the examples."""
        chosen = list(rows)
        return Examples(
            self.vectors[chosen],
            tuple(self.texts[row] for row in chosen),
            tuple(self.labels[row] for row in chosen),
        )

    def topics(self) -> list[str]:
        """Return the labels without subjects."""
        return [name.partition(SEPARATOR)[0] for name in self.labels]


def read_examples(data: Path) -> Examples:
    """Read the training examples as the pipeline sees them."""
    messages = [message for message in load_data(str(data)).intent_examples if message.get("text")]
    speller = Speller.of_examples(canonical(message.get("text")) for message in messages)
    texts = [normalized(message.get("text"), speller) for message in messages]
    vectors = shared_encoder().encode([masked(text) for text in texts])
    return Examples(vectors, tuple(texts), tuple(label(message) for message in messages))


def folds(examples: Examples) -> Iterator[tuple[Examples, Examples]]:
    """Part the examples into those to learn and those to ask, so that each is asked once."""
    parted = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learned, asked in parted.split(examples.vectors, examples.labels):
        yield examples.take(learned), examples.take(asked)


@dataclass(frozen=True)
class Fold:
    """Examples to learn and examples to ask, with their features."""

    learned: Examples
    asked: Examples

    @cached_property
    def views(self) -> tuple[Views, Views]:
        """The views of the examples learned and of those asked; weights are of the learned."""
        weights = vectorizers(self.learned.texts)
        learned, asked = self.learned, self.asked
        return (
            views_of(learned.vectors, learned.texts, *weights),
            views_of(asked.vectors, asked.texts, *weights),
        )

    @cached_property
    def dense(self) -> tuple[Matrix, Matrix]:
        """Embedding and models named."""
        learned, asked = self.views
        return linear_features(learned, SETTINGS), linear_features(asked, SETTINGS)

    @cached_property
    def all_features(self) -> tuple[csr_matrix, csr_matrix]:
        """Embedding, models named, words and letters."""
        learned, asked = (
            hstack([dense, SPARSE_WEIGHT * views.words, SPARSE_WEIGHT * views.letters]).tocsr()
            for dense, views in zip(self.dense, self.views, strict=True)
        )
        return learned, asked


Way = Callable[[Fold], list[tuple[str, float]]]
"""Learns a fold, and returns topic and confidence for each example asked."""


def nearest(neighbors: int) -> Way:
    """The topics of the nearest examples vote by their cosine; of one, its cosine is sure."""

    def guess(fold: Fold) -> list[tuple[str, float]]:
        learned, asked = fold.views
        cosines = asked.meaning @ learned.meaning.T
        topics = np.array(fold.learned.topics())
        if neighbors == 1:
            best = cosines.argmax(axis=1)
            return list(zip(topics[best].tolist(), cosines.max(axis=1).tolist(), strict=True))
        names = sorted(set(topics.tolist()))
        votes = np.zeros((len(cosines), len(names)))
        nearby = np.argpartition(-cosines, neighbors, axis=1)[:, :neighbors]
        for row, columns in enumerate(nearby):
            for column in columns:
                votes[row, names.index(topics[column])] += np.exp(10 * cosines[row, column])
        return Table(tuple(names), votes / votes.sum(axis=1, keepdims=True)).guesses()

    return guess


def flat_regression(fold: Fold) -> list[tuple[str, float]]:
    """Logistic regression, out of scope as one class."""
    return _fitted(_regression(), *fold.dense, fold.learned.topics())


def regression(fold: Fold) -> list[tuple[str, float]]:
    """Logistic regression, out of scope by subject."""
    return _fitted(_regression(), *fold.dense, fold.learned.labels)


def regression_on_all(fold: Fold) -> list[tuple[str, float]]:
    """Logistic regression on words and letters, too."""
    return _fitted(_regression(60), *fold.all_features, fold.learned.labels)


def support_vectors(fold: Fold) -> list[tuple[str, float]]:
    """Linear support vectors on all features, their margins taken as odds."""
    learned, asked = fold.all_features
    machine = LinearSVC(class_weight="balanced").fit(learned, list(fold.learned.labels))
    return _table(tuple(machine.classes_), MARGIN * machine.decision_function(asked)).guesses()


def network(fold: Fold) -> list[tuple[str, float]]:
    """A hidden layer on the embedding."""
    layers = MLPClassifier((256,), alpha=1e-3, early_stopping=True, max_iter=60, random_state=0)
    return _fitted(layers, *fold.dense, fold.learned.labels)


def diet(fold: Fold) -> list[tuple[str, float]]:
    """Rasa's DIET on the embedding, out of scope as one class: by subject it did worse."""
    learned, asked = fold.dense
    return Table(*probabilities(learned, fold.learned.topics(), asked)).guesses()


def kernel(fold: Fold) -> list[tuple[str, float]]:
    """The kernel machine alone."""
    classes, scores = _kernel_scores(*fold.views, fold.learned.labels)
    return _table(classes, scores / SETTINGS.kernel_temperature).guesses()


def mixture(fold: Fold) -> list[tuple[str, float]]:
    """The way that is used: kernel machine and regression."""
    return _mixed(fold.views, fold.learned.labels).guesses()


def flat_mixture(fold: Fold) -> list[tuple[str, float]]:
    """The same, out of scope as one class."""
    return _mixed(fold.views, fold.learned.topics()).guesses()


def two_stages(fold: Fold) -> list[tuple[str, float]]:
    """The mixture twice: first whether the guide answers it, then with which topic."""
    learned, asked = fold.views
    topics = np.array(fold.learned.topics())
    inside = topics != OUT_OF_SCOPE
    first = _mixed((learned, asked), np.where(inside, "inside", OUT_OF_SCOPE).tolist())
    answerable = first.probabilities[:, first.classes.index("inside")]
    rows = np.flatnonzero(inside)
    kept = Views(
        learned.meaning[rows], learned.words[rows], learned.letters[rows], learned.models[rows]
    )
    second = _mixed((kept, asked), topics[rows].tolist()).guesses()
    return [
        (topic, sure * share) if share >= 0.5 else (OUT_OF_SCOPE, 1 - share)
        for (topic, sure), share in zip(second, answerable.tolist(), strict=True)
    ]


WAYS: dict[str, Way] = {
    "nearest example by cosine": nearest(1),
    "nearest ten examples": nearest(10),
    "regression, one class out of scope": flat_regression,
    "regression": regression,
    "regression on embedding, words and letters": regression_on_all,
    "support vectors on the same": support_vectors,
    "neural network, one hidden layer": network,
    "DIET on the embedding, one class out of scope": diet,
    "kernel machine": kernel,
    "two stages: answerable, then topic": two_stages,
    "kernel machine + regression, one class out of scope": flat_mixture,
    "**kernel machine + regression** (used)": mixture,
}


def best_threshold(
    guesses: Sequence[tuple[str, float]], topics: Sequence[str]
) -> tuple[float, Figures]:
    """Return the threshold of the least cost, and the figures at it."""
    asked = [HeldOut("", frozenset({topic}), frozenset()) for topic in topics]
    found = {
        least: figures(asked, [topic if sure >= least else FALLBACK for topic, sure in guesses])
        for least in THRESHOLDS
    }
    return min(found.items(), key=lambda entry: entry[1].cost)


def _regression(iterations: int = SETTINGS.max_iterations) -> LogisticRegression:
    return LogisticRegression(
        C=SETTINGS.inverse_regularization, class_weight="balanced", max_iter=iterations
    )


def _fitted(
    classifier: LogisticRegression | MLPClassifier,
    learned: Matrix | csr_matrix,
    asked: Matrix | csr_matrix,
    labels: Sequence[str],
) -> list[tuple[str, float]]:
    classifier.fit(learned, list(labels))
    return Table(tuple(classifier.classes_), classifier.predict_proba(asked)).guesses()


def _kernel_scores(
    learned: Views, asked: Views, labels: Sequence[str]
) -> tuple[tuple[str, ...], Scores]:
    classes = sorted(set(labels))
    influence = influence_of(likeness_of(learned, learned, SETTINGS), labels, classes, SETTINGS)
    return tuple(classes), likeness_of(asked, learned, SETTINGS) @ influence[1:] + influence[0]


def _mixed(views: tuple[Views, Views], labels: Sequence[str]) -> Table:
    classes, scores = _kernel_scores(*views, labels)
    learned, asked = (linear_features(each, SETTINGS) for each in views)
    linear = _regression().fit(learned, list(labels)).decision_function(asked)
    if len(classes) == 2:
        # Of two classes scikit-learn gives the odds of the second only.
        linear = np.stack([-linear, linear], axis=1) / 2
    return _table(classes, (linear + scores / SETTINGS.kernel_temperature) / 2)


def _table(classes: tuple[str, ...], scores: Scores) -> Table:
    odds = np.exp((scores - scores.max(axis=1, keepdims=True)) / SETTINGS.temperature)
    return Table(classes, odds / odds.sum(axis=1, keepdims=True))


def main() -> None:
    """Compare, and print the table."""
    begin(logging.ERROR)
    quieten_rasa(logging.ERROR)
    guesses: dict[str, list[tuple[str, float]]] = {name: [] for name in WAYS}
    topics: list[str] = []
    for learned, asked in folds(read_examples(DATA)):
        topics += asked.topics()
        fold = Fold(learned, asked)
        for name, way in WAYS.items():
            guesses[name] += way(fold)
    print("| way | threshold | right | wrong | refused | cost |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name in WAYS:
        threshold, found = best_threshold(guesses[name], topics)
        print(
            f"| {name} | {threshold:.2f} | {found.right:.3f} | {found.wrong:.3f} "
            f"| {found.refused:.3f} | {found.cost:.3f} |"
        )


if __name__ == "__main__":
    main()
