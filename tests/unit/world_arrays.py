"""Arrays with a value for each world, with one axis a question."""

import numpy as np

from advisor.decision.worlds import Array, Worlds


def shaped(table: Worlds, values: Array) -> Array:
    """Give the values of all worlds one axis a question."""
    reshaped: Array = values.reshape(table.shape)
    return reshaped


def at(values: Array, axis: int, place: int) -> Array:
    """Return the values of the worlds with one answer to one question."""
    taken: Array = np.take(values, place, axis=axis)
    return taken
