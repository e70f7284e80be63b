"""Fixtures of the core's tests; HYPOTHESIS_EXAMPLES sets how many examples a property gets."""

import os

import pytest
from hypothesis import HealthCheck, settings

from advisor.decision.worlds import Array, Worlds, complete_worlds, worlds
from advisor.speaking.results import ResultWords
from content import load_criteria, load_texts
from content.criteria import Criteria

settings.register_profile(
    "advisor",
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "300")),
    deadline=None,
    # A busy machine is slow at drawing examples too.
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("advisor")


@pytest.fixture(scope="session")
def criteria() -> Criteria:
    return load_criteria()


@pytest.fixture(scope="session")
def words(criteria: Criteria) -> ResultWords:
    return ResultWords(criteria, load_texts())


@pytest.fixture(scope="session")
def table(criteria: Criteria) -> Worlds:
    return worlds(criteria)


@pytest.fixture(scope="session")
def outcomes(criteria: Criteria) -> Array:
    """The outcome codes of all complete sets of answers, one axis a question."""
    return complete_worlds(criteria)[0]
