"""A trait of a message, learned from labelled examples: which model it describes, its polarity, …

A logistic regression on the sentence embedding and on words. Embeddings carry what is meant, but
lose small words such as 'not'; the words keep them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from nlu.linear import Linear, Matrix
from nlu.text import masked, with_plain_negations

_INVERSE_REGULARIZATION = 5.0
_ITERATIONS = 500
_WORDS: dict[str, Any] = {
    "ngram_range": (1, 2),
    "sublinear_tf": True,
    # The marks of quizzes and lists tell as much as words do.
    "token_pattern": r"(?u)\b\w[\w']*|[?:/]",
    "dtype": np.float32,
}


@dataclass(frozen=True)
class Trait:
    """The likeliest label of a message, with its probability."""

    label: str
    confidence: float


class TraitModel:
    """A trained model of one trait."""

    def __init__(
        self, labels: Sequence[str], word_weights: TfidfVectorizer, regression: Linear
    ) -> None:
        """Assemble a model from its fitted parts; `fit` and `of_state` call this."""
        self._labels = tuple(labels)
        self._word_weights = word_weights
        self._regression = regression

    @classmethod
    def fit(cls, embeddings: Matrix, texts: Sequence[str], labels: Sequence[str]) -> TraitModel:
        """Train on embeddings (one row each), normalized texts and labels, two or more of them."""
        plain = [_plain(text) for text in texts]
        word_weights = TfidfVectorizer(**_WORDS).fit(plain)
        regression = LogisticRegression(
            C=_INVERSE_REGULARIZATION, class_weight="balanced", max_iter=_ITERATIONS
        ).fit(_features(embeddings, plain, word_weights), list(labels))
        names = [str(name) for name in regression.classes_]
        return cls(names, word_weights, Linear.of(regression))

    @classmethod
    def of_state(cls, state: Mapping[str, Any], name: str) -> TraitModel:
        """Restore the model that `state` returned under a name."""
        weights = TfidfVectorizer(**_WORDS, vocabulary=state[f"{name}_vocabulary"].tolist())
        weights.idf_ = state[f"{name}_word_weights"]
        linear = Linear(state[f"{name}_coefficients"], state[f"{name}_intercepts"])
        return cls([str(label) for label in state[f"{name}_labels"]], weights, linear)

    def state(self, name: str) -> dict[str, Any]:
        """Return the fitted parts for storage, under a name."""
        return {
            f"{name}_labels": self._labels,
            f"{name}_vocabulary": self._word_weights.get_feature_names_out().astype(str),
            f"{name}_word_weights": self._word_weights.idf_,
            f"{name}_coefficients": self._regression.coefficients,
            f"{name}_intercepts": self._regression.intercepts,
        }

    def predict(self, embeddings: Matrix, texts: Sequence[str]) -> list[Trait]:
        """Return the likeliest label for each row of `embeddings` and its normalized text."""
        plain = [_plain(text) for text in texts]
        scores = self._regression.scores(_features(embeddings, plain, self._word_weights))
        if len(self._labels) == 2:
            scores = np.hstack([np.zeros_like(scores), scores])
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = odds / odds.sum(axis=1, keepdims=True)
        return [Trait(self._labels[row.argmax()], float(row.max())) for row in probabilities]


def _plain(text: str) -> str:
    return with_plain_negations(masked(text))


def _features(embeddings: Matrix, texts: Sequence[str], weights: TfidfVectorizer) -> csr_matrix:
    return hstack([csr_matrix(embeddings), weights.transform(texts)], format="csr")
