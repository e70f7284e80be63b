"""Addresses, migrations and locks."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

import store
from store.tables import events, metadata


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        assert compare_metadata(context, metadata) == []


def _is_ours(name: str, kind: str, _: object) -> bool:
    return kind != "table" or name in metadata.tables


def test_migrating_twice_keeps_what_is_stored(engine: Engine, url: str) -> None:
    store.EventLog(engine).append("c", [store.NewEvent("user", {})])
    store.migrate.cache_clear()
    assert len(store.EventLog(store.migrate(url)).of_conversation("c")) == 1


def test_servers_that_start_at_once_all_find_the_database_up_to_date(url: str) -> None:
    script = f"import store; print('here', flush=True); input(); store.migrate({url!r})"
    servers = [
        subprocess.Popen(
            [sys.executable, "-c", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(6)
    ]
    for server in servers:
        assert server.stdout is not None
        assert server.stdout.readline() == "here\n"
    for server in servers:
        assert server.stdin is not None
        server.stdin.write("\n")
        server.stdin.flush()
    problems = [server.communicate()[1] for server in servers]
    assert [server.returncode for server in servers] == [0] * 6, problems


def test_sqlite_lets_readers_read_while_another_writes(tmp_path: Path) -> None:
    engine = store.migrate(f"sqlite:///{tmp_path / 'a.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_a_locked_database_is_given_up_after_seconds(engine: Engine) -> None:
    lock = (
        "BEGIN IMMEDIATE"
        if engine.dialect.name == "sqlite"
        else "LOCK TABLE events IN ACCESS EXCLUSIVE MODE"
    )
    with engine.connect() as other:
        other.exec_driver_sql(lock)
        with pytest.raises(OperationalError):
            store.EventLog(engine).append("c", [store.NewEvent("user", {})])
        other.rollback()
    store.EventLog(engine).append("c", [store.NewEvent("user", {})])


def test_an_error_does_not_quote_what_a_user_wrote(engine: Engine) -> None:
    with engine.connect() as other:
        other.execute(sa.text("ALTER TABLE events RENAME TO gone"))
        other.commit()
    with pytest.raises(sa.exc.SQLAlchemyError) as error:
        store.EventLog(engine).append("c", [store.NewEvent("user", {"text": "canary"})])
    assert "canary" not in str(error.value)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://host/name", "'mysql' is not a database"),
        ("no address", "not a database address"),
        ("sqlite://", "needs a file"),
        ("sqlite:////proc/nowhere/a.db", "cannot be made"),
        ("postgresql://127.0.0.1:1/none", "cannot be used"),
    ],
)
def test_a_wrong_address_is_named_with_its_mend(address: str, words: str) -> None:
    with pytest.raises(store.StoreError, match=words):
        store.migrate(address)


def test_a_password_is_not_in_the_error() -> None:
    with pytest.raises(store.StoreError) as error:
        store.migrate("postgresql://user:geheim@127.0.0.1:1/none")
    assert "geheim" not in str(error.value)


def test_numbers_are_not_used_again_after_a_deletion(engine: Engine) -> None:
    log = store.EventLog(engine)
    log.append("c", [store.NewEvent("user", {}, timestamp=1.0)])
    first = log.last_seq("c")
    with engine.begin() as connection:
        connection.execute(sa.delete(events))
    log.append("c", [store.NewEvent("user", {}, timestamp=1.0)])
    assert log.last_seq("c") > first
