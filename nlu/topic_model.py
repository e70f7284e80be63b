"""The topic of a message, learned from the training examples: texts in, probabilities out.

Two views of a message vote. A logistic regression on its sentence embedding draws straight borders
between topics and is steady where examples are few. A kernel machine weighs the examples near the
message by meaning, words and letters; it follows bent borders and stays unsure far from all
examples. Their scores are added, which is the geometric mean of their probabilities.

Out-of-scope examples are learned by subject ('salaries', 'countries', …), so that near misses form
many tight classes instead of one wide one; the subjects' probabilities are then added up, and the
likeliest subject is what a refusal names.

docs/reference/understanding.md compares this with the alternatives that were measured.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from nlu.linear import Linear, Matrix
from nlu.text import masked, models_named

ANY_SUBJECT = "other"
SEPARATOR = "/"
"""Stands between topic and subject in the name of a class."""

_MODEL_CASES: tuple[frozenset[str], ...] = (
    frozenset({"bpo"}),
    frozenset({"kpo"}),
    frozenset({"bpo", "kpo"}),
    frozenset(),
)

_WORDS: dict[str, Any] = {
    "ngram_range": (1, 2),
    "sublinear_tf": True,
    "token_pattern": r"(?u)\b\w+\b",
    "dtype": np.float32,
}
_LETTERS: dict[str, Any] = {
    "analyzer": "char_wb",
    "ngram_range": (2, 5),
    "sublinear_tf": True,
    "dtype": np.float32,
}


@dataclass(frozen=True)
class TopicSettings:
    """How the model learns.

    Attributes:
        inverse_regularization: C of the logistic regression.
        max_iterations: its limit of iterations.
        models_weight: weight of the names of models beside the embedding.
        meaning, words, letters, models: shares of the views in the likeness of two messages.
        sharpness: how fast the influence of an example falls with its likeness.
        ridge: how far the kernel machine may stray from its examples.
        kernel_temperature: divides its scores, so that they weigh as much as the other's.
        temperature: divides the sum; chosen so that probabilities mean what they say.
    """

    inverse_regularization: float = 20.0
    max_iterations: int = 200
    models_weight: float = 0.5
    meaning: float = 0.7
    words: float = 0.1
    letters: float = 0.15
    models: float = 0.05
    sharpness: float = 1.5
    ridge: float = 0.03
    kernel_temperature: float = 0.07
    temperature: float = 1.2

    def as_dict(self) -> dict[str, Any]:
        """The settings as a component's configuration."""
        return asdict(self)


@dataclass(frozen=True)
class Prediction:
    """What a message is about.

    Attributes:
        ranking: topics with their probabilities, likeliest first, adding up to 1.
        subject: the likeliest subject, should the message be out of scope.
        subject_confidence: the probability that it is out of scope and on that very subject.
    """

    ranking: tuple[tuple[str, float], ...]
    subject: str
    subject_confidence: float = 0.0

    def favoring(self, topic: str, factor: float) -> Prediction:
        """Return the prediction with the odds of a topic multiplied by evidence from elsewhere."""
        weighed = [(name, p * factor if name == topic else p) for name, p in self.ranking]
        whole = sum(p for _, p in weighed)
        return self._scaled(weighed, whole)

    def among(self, topics: Collection[str]) -> Prediction:
        """Return the prediction for a message that is known to be on one of these topics."""
        kept = [(name, p) for name, p in self.ranking if name in topics]
        return self._scaled(kept, sum(p for _, p in kept))

    def _scaled(self, ranking: Sequence[tuple[str, float]], whole: float) -> Prediction:
        by = 1 / whole if whole > 0 else 0.0
        scaled = sorted(((name, p * by) for name, p in ranking), key=lambda entry: -entry[1])
        confidence = min(1.0, self.subject_confidence * by)
        return Prediction(tuple(scaled), self.subject, confidence)


@dataclass(frozen=True)
class Views:
    """Messages as the model sees them, one row each; all rows have unit length.

    Attributes:
        meaning: sentence embeddings.
        words: TF-IDF of words and pairs of words.
        letters: TF-IDF of runs of two to five letters; it carries what is misspelled.
        models: which models are named, one of: only BPO, only KPO, both, none.
    """

    meaning: Matrix
    words: csr_matrix
    letters: csr_matrix
    models: Matrix


class TopicModel:
    """A trained model of topics."""

    def __init__(
        self,
        settings: TopicSettings,
        classes: Sequence[str],
        word_weights: TfidfVectorizer,
        letter_weights: TfidfVectorizer,
        regression: Linear,
        examples: Views,
        influence: Matrix,
    ) -> None:
        """Assemble a model from its fitted parts; `fit` and `of_state` call this."""
        self._settings = settings
        self._classes = list(classes)
        self._word_weights = word_weights
        self._letter_weights = letter_weights
        self._regression = regression
        self._examples = examples
        self._influence = influence

    @classmethod
    def fit(
        cls,
        embeddings: Matrix,
        texts: Sequence[str],
        labels: Sequence[str],
        settings: TopicSettings,
    ) -> TopicModel:
        """Train on embeddings (one row each), normalized texts and labels.

        A label is a topic, or a topic and a subject with `SEPARATOR` between.
        """
        word_weights, letter_weights = vectorizers(texts)
        examples = views_of(embeddings, texts, word_weights, letter_weights)
        regression = LogisticRegression(
            C=settings.inverse_regularization,
            class_weight="balanced",
            max_iter=settings.max_iterations,
        ).fit(linear_features(examples, settings), list(labels))
        classes = [str(name) for name in regression.classes_]
        influence = influence_of(
            likeness_of(examples, examples, settings), labels, classes, settings
        )
        linear = Linear.of(regression)
        return cls(settings, classes, word_weights, letter_weights, linear, examples, influence)

    @classmethod
    def of_state(cls, state: Mapping[str, Any], settings: TopicSettings) -> TopicModel:
        """Restore a model from what `state` returned."""
        return cls(
            settings,
            [str(name) for name in state["classes"]],
            _weights(_WORDS, state["vocabulary"], state["word_weights"]),
            _weights(_LETTERS, state["runs_of_letters"], state["letter_weights"]),
            Linear(state["coefficients"], state["intercepts"]),
            Views(*(state[name] for name in ("meaning", "words", "letters", "models"))),
            state["influence"],
        )

    def state(self) -> dict[str, Any]:
        """Return the fitted parts for storage."""
        return {
            "classes": self._classes,
            "vocabulary": self._word_weights.get_feature_names_out().astype(str),
            "word_weights": self._word_weights.idf_,
            "runs_of_letters": self._letter_weights.get_feature_names_out().astype(str),
            "letter_weights": self._letter_weights.idf_,
            "coefficients": self._regression.coefficients,
            "intercepts": self._regression.intercepts,
            "influence": self._influence,
            "meaning": self._examples.meaning,
            "words": self._examples.words,
            "letters": self._examples.letters,
            "models": self._examples.models,
        }

    def predict(self, embeddings: Matrix, texts: Sequence[str]) -> list[Prediction]:
        """Return the prediction for each row of `embeddings` and its normalized text."""
        views = views_of(embeddings, texts, self._word_weights, self._letter_weights)
        linear = self._regression.scores(linear_features(views, self._settings))
        # The first row of `influence` is the constant; see `_influence`.
        kernel = self._columns.likeness(views, self._settings) @ self._influence[1:]
        kernel += self._influence[0]
        scores = (linear + kernel / self._settings.kernel_temperature) / 2
        scores /= self._settings.temperature
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = odds / odds.sum(axis=1, keepdims=True)
        return [_folded(self._classes, row) for row in probabilities]

    @cached_property
    def _columns(self) -> _Columns:
        """The examples as columns, so that one message is compared with all at once."""
        return _Columns.of(self._examples, self._settings)


def vectorizers(texts: Sequence[str]) -> tuple[TfidfVectorizer, TfidfVectorizer]:
    """Learn the weights of words, and of runs of letters, from normalized texts."""
    plain = [masked(text) for text in texts]
    return (
        TfidfVectorizer(**_WORDS).fit(plain),
        TfidfVectorizer(**_LETTERS, min_df=2).fit(plain),
    )


def _weights(
    kind: dict[str, Any], vocabulary: NDArray[np.str_], weights: Matrix
) -> TfidfVectorizer:
    """Restore what `vectorizers` learned."""
    vectorizer = TfidfVectorizer(**kind, vocabulary=vocabulary.tolist())
    vectorizer.idf_ = weights
    return vectorizer


def views_of(
    embeddings: Matrix,
    texts: Sequence[str],
    word_weights: TfidfVectorizer,
    letter_weights: TfidfVectorizer,
) -> Views:
    """Return messages as the model sees them, from embeddings and normalized texts."""
    plain = [masked(text) for text in texts]
    named = [models_named(text) for text in texts]
    return Views(
        np.asarray(embeddings, dtype=np.float32),
        word_weights.transform(plain),
        letter_weights.transform(plain),
        np.array([[case == names for case in _MODEL_CASES] for names in named], dtype=np.float32),
    )


def linear_features(views: Views, settings: TopicSettings) -> Matrix:
    """Return what the logistic regression sees: the embedding and the models named."""
    return np.hstack([views.meaning, np.float32(settings.models_weight) * views.models])


@dataclass(frozen=True)
class _Columns:
    """Examples to compare messages with, one a column: all views that are dense, all that are not.

    Each view is weighted by its share, so that products add up to the likeness of the messages.
    """

    dense: Matrix
    sparse: csr_matrix

    @classmethod
    def of(cls, views: Views, settings: TopicSettings) -> _Columns:
        """Return the examples that these views are of."""
        return cls(
            np.hstack([settings.meaning * views.meaning, settings.models * views.models]).T,
            hstack([settings.words * views.words, settings.letters * views.letters]).T.tocsr(),
        )

    def likeness(self, views: Views, settings: TopicSettings) -> Matrix:
        """Return how alike messages (rows) are to the examples: 1 for the same, towards 0."""
        likeness: Matrix = np.hstack([views.meaning, views.models]) @ self.dense
        likeness += (hstack([views.words, views.letters], format="csr") @ self.sparse).toarray()
        likeness -= settings.meaning + settings.words + settings.letters + settings.models
        likeness *= settings.sharpness
        return np.exp(likeness, out=likeness)


def likeness_of(views: Views, others: Views, settings: TopicSettings) -> Matrix:
    """Return how alike messages (rows) are to others (columns): 1 for the same, towards 0."""
    return _Columns.of(others, settings).likeness(views, settings)


def influence_of(
    likeness: Matrix, labels: Sequence[str], classes: Sequence[str], settings: TopicSettings
) -> Matrix:
    """Solve the ridge regression: what each example adds to the score of each class.

    The first row is the score of a message that is like no example.
    """
    column = {name: index for index, name in enumerate(classes)}
    targets = np.full((len(labels), len(classes)), -1 / (len(classes) - 1), dtype=np.float32)
    targets[np.arange(len(labels)), [column[label] for label in labels]] = 1
    constant = targets.mean(axis=0)
    likeness[np.diag_indices_from(likeness)] += np.float32(settings.ridge)
    factor = cho_factor(likeness, lower=True, overwrite_a=True)
    return np.vstack([constant, cho_solve(factor, targets - constant)]).astype(np.float32)


def _folded(classes: Sequence[str], probabilities: NDArray[Any]) -> Prediction:
    """Add up the subjects of out_of_scope and rank the topics."""
    totals: dict[str, float] = {}
    subject, best = ANY_SUBJECT, 0.0
    for name, probability in zip(classes, probabilities, strict=True):
        topic, _, part = name.partition(SEPARATOR)
        totals[topic] = totals.get(topic, 0.0) + float(probability)
        if part and probability > best:
            subject, best = part, float(probability)
    ranking = sorted(totals.items(), key=lambda entry: -entry[1])
    return Prediction(tuple(ranking), subject, best)
