"""What a fitted regression knows: enough to predict with, and nothing but numbers to store."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """A fitted logistic regression.

    Attributes:
        coefficients: a row for each class; for two classes one row, that of the second.
        intercepts: a number for each row.
    """

    coefficients: Matrix
    intercepts: Matrix

    @classmethod
    def of(cls, regression: LogisticRegression) -> Linear:
        """Return what a fitted regression of scikit-learn knows."""
        return cls(regression.coef_.astype(np.float32), regression.intercept_.astype(np.float32))

    def scores(self, features: Matrix) -> Matrix:
        """Return the log odds of each message (row) for each row of the coefficients."""
        odds: Matrix = features @ self.coefficients.T + self.intercepts
        return odds
