"""One trained bot and one server for all tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server_process import ServerProcess, train


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small bot, trained."""
    return train(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="session")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """A running server; a test that ends it starts it again."""
    process = ServerProcess(project, tmp_path_factory.mktemp("data"))
    yield process
    process.stop()
