"""The servers for all tests of this folder, and the table of the bars at the end."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults import bars
from tests.faults.server_process import INTERVIEW, ROOT, ServerProcess, lay_out, train

UNLIMITED = {
    "ADVISOR_MESSAGES_PER_MINUTE": "10000",
    "ADVISOR_ADDRESS_MESSAGES_PER_MINUTE": "100000",
}
"""Settings for tests that are not about limits."""


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


@pytest.fixture(scope="session")
def target(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """The small bot without limits on the number of messages, to be attacked."""
    process = ServerProcess(project, tmp_path_factory.mktemp("target"), **UNLIMITED)
    yield process
    process.stop()


@pytest.fixture(scope="session")
def interview_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder from which the real assistant starts, with actions that fail on command."""
    folder = lay_out(tmp_path_factory.mktemp("interview"), INTERVIEW)
    # At its start the server tries the model with some of the training examples.
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


@pytest.fixture(scope="session")
def assistant(
    trained_model: Path, interview_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """The real assistant on SQLite, without limits on the number of messages."""
    process = ServerProcess(
        interview_project,
        tmp_path_factory.mktemp("assistant"),
        ADVISOR_MODEL=str(trained_model.absolute()),
        **UNLIMITED,
    )
    yield process
    process.stop()


@pytest.fixture(scope="session")
def limited(
    trained_model: Path, interview_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """The real assistant with its own limits; connections are traced where strace is found."""
    data = tmp_path_factory.mktemp("limited")
    process = ServerProcess(
        interview_project,
        data,
        trace=data / "connections" if shutil.which("strace") else None,
        ADVISOR_MODEL=str(trained_model.absolute()),
    )
    yield process
    process.stop()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what a worker has measured on to the process that prints."""
    handed = getattr(session.config, "workeroutput", None)
    if handed is not None:
        handed["bars"] = bars.measured()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker has measured."""
    bars.add(getattr(node, "workeroutput", {}).get("bars", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of the bars."""
    lines = bars.table()
    if lines:
        kind = "in full" if bars.IS_FULL else "short, medians for p95: `make faults` gives all"
        terminalreporter.section(f"faults and attacks, {kind}")
        terminalreporter.write("\n".join(lines) + "\n")
