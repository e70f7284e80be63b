"""What may fail while visitors are interviewed: no acknowledged answer is lost or doubled.

Each visitor stands at another step, so one failure meets every step of the interview at once.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import store
from tests import postgresql
from tests.faults import bars
from tests.faults.bars import AMOUNTS
from tests.faults.conftest import UNLIMITED
from tests.faults.interviewee import Interviewee
from tests.faults.server_process import ServerProcess, failing_actions, locked_database

CHANCE = random.Random(1)
_STEPS = 100
"""More than any interview takes."""


def crowd(server: ServerProcess) -> list[Interviewee]:
    """Return visitors, each at another step of the interview."""
    visitors = [Interviewee(server, seed) for seed in range(AMOUNTS.visitors)]
    for place, visitor in enumerate(visitors):
        for _ in range(place % 8):
            visitor.step()
    return visitors


def leave(visitors: list[Interviewee], database: str) -> None:
    """Let all visitors say one more thing, count what was lost, and close their tabs."""
    for visitor in visitors:
        visitor.step()
    answers = sum(len(visitor.acknowledged) for visitor in visitors)
    lost = sum(visitor.lost_or_doubled(database) for visitor in visitors)
    silent = sum(visitor.silent for visitor in visitors)
    for visitor in visitors:
        visitor.tab.close()
    bars.record(bars.LOST, lost, answers)
    bars.record(bars.SILENT, silent, answers)


def database_of(server: ServerProcess) -> str:
    return store.default_url(server.data)


def test_kill_9_at_every_step_loses_nothing_and_the_interview_resumes(
    assistant: ServerProcess,
) -> None:
    visitors = crowd(assistant)
    for _ in range(AMOUNTS.kills):
        for visitor in visitors:
            visitor.send()
        for visitor in visitors[: CHANCE.randrange(len(visitors))]:
            visitor.hear()
        assistant.kill()
        killed = time.monotonic()
        assistant.start()
        visitors[0].return_()
        bars.record(bars.RESTART, time.monotonic() - killed, 1)
        for visitor in visitors[1:]:
            visitor.return_()
    leave(visitors, database_of(assistant))


def test_a_locked_database_at_every_step_refuses_with_a_notice_and_loses_nothing(
    assistant: ServerProcess,
) -> None:
    visitors = crowd(assistant)
    for _ in range(AMOUNTS.locks):
        with locked_database(assistant.data):
            locked_until = time.monotonic() + AMOUNTS.lock_seconds
            for visitor in visitors:
                visitor.send()
            refusals = [visitor.hear() for visitor in visitors]
            while time.monotonic() < locked_until:
                refusals += [visitor.resend() for visitor in visitors[:3]]
        assert {refusal["notice"]["code"] for refusal in refusals} == {"not_saved"}
        for visitor in visitors:
            visitor.settle(visitor.resend())
    leave(visitors, database_of(assistant))


def test_a_line_cut_mid_turn_at_every_step_loses_nothing(assistant: ServerProcess) -> None:
    visitors = crowd(assistant)
    for _ in range(AMOUNTS.cuts):
        for visitor in visitors:
            visitor.send()
            visitor.drop()
        for visitor in visitors:
            visitor.return_()
    leave(visitors, database_of(assistant))


@pytest.mark.parametrize("fault", ["raises", "never returns"])
def test_an_action_that_fails_at_every_step_is_apologised_for_and_stores_nothing(
    assistant: ServerProcess, fault: str
) -> None:
    visitors = crowd(assistant)
    for _ in range(AMOUNTS.failures):
        with failing_actions(assistant.data, fault):
            for visitor in visitors:
                visitor.send()
            for visitor in visitors:
                visitor.settle(visitor.hear())
        for visitor in visitors:
            visitor.step()
    leave(visitors, database_of(assistant))


def test_a_result_whose_commit_fails_is_told_only_once_it_is_kept(
    assistant: ServerProcess,
) -> None:
    visitor = Interviewee(assistant, seed=1)
    with _no_result_kept(assistant.data):
        for _ in range(_STEPS):
            visitor.step()
            if "not_saved" in _codes(visitor):
                break
        assert "not_saved" in _codes(visitor)
        assert "recommendation" not in _types(visitor)
    visitor.step()
    assert "recommendation" in _types(visitor)
    leave([visitor], database_of(assistant))


@contextmanager
def _no_result_kept(data: Path) -> Iterator[None]:
    """Let the database of the server whose data is in `data` refuse every result."""
    with closing(sqlite3.connect(data / "advisor.db", isolation_level=None)) as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON assessments"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        try:
            yield
        finally:
            database.execute("DROP TRIGGER refuse")


def _types(visitor: Interviewee) -> set[str]:
    return {(each["payload"] or {}).get("type", "") for each in visitor.tab.messages}


def _codes(visitor: Interviewee) -> set[str]:
    return {(each["payload"] or {}).get("code", "") for each in visitor.tab.messages}


@pytest.fixture
def cluster() -> Iterator[Path]:
    """A folder for PostgreSQL, which runs as a user of its own and must be able to enter it."""
    with TemporaryDirectory(prefix="advisor-postgresql-") as folder:
        data = Path(folder) / "data"
        with postgresql.running(data):
            yield data


@pytest.fixture
def on_postgresql(
    trained_model: Path, interview_project: Path, tmp_path: Path, cluster: Path
) -> Iterator[ServerProcess]:
    """The real assistant on a PostgreSQL server of its own."""
    server = ServerProcess(
        interview_project,
        tmp_path / "data",
        ADVISOR_MODEL=str(trained_model.absolute()),
        ADVISOR_DATABASE_URL=postgresql.start(cluster).get_uri(),
        **UNLIMITED,
    )
    yield server
    server.stop()


def test_a_restart_of_postgresql_at_every_step_loses_nothing(
    on_postgresql: ServerProcess, cluster: Path
) -> None:
    url = postgresql.start(cluster).get_uri()
    visitors = crowd(on_postgresql)
    for _ in range(AMOUNTS.restarts):
        for visitor in visitors:
            visitor.send()
        postgresql.stop(cluster)
        answers = [visitor.hear() for visitor in visitors]
        assert postgresql.start(cluster).get_uri() == url
        for visitor, answer in zip(visitors, answers, strict=True):
            visitor.settle(answer)
    leave(visitors, url)
