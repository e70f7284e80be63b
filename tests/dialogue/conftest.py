"""An assistant for all conversations, on a database of its own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from evaluation.visitor import Visitor
from server.settings import load_settings
from server.tracker_store import AdvisorTrackerStore


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A SQLite file that the server and the actions share, by the environment as in production."""
    url = store.default_url(tmp_path_factory.mktemp("dialogue"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(store.database.URL_VARIABLE, url)
        yield url


@pytest.fixture(scope="session")
def visitor(trained_model: Path, database: str) -> Iterator[Visitor]:
    """Somebody who talks to the trained assistant."""
    settings = load_settings(
        {"ADVISOR_MODEL": str(trained_model), "ADVISOR_DATABASE_URL": database}
    )
    visitor = Visitor(settings)
    yield visitor
    asyncio.run(visitor.leave())


@pytest.fixture(scope="session")
def tracker_store(visitor: Visitor, database: str) -> AdvisorTrackerStore:
    """The assistant's memory, to look into."""
    return visitor.tracker_store
