"""Engines for SQLite and PostgreSQL, and the migrations that bring a database up to date.

Raises:
    StoreError: the address is of no database that we know, or the database cannot be reached.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

BUSY_SECONDS = 2
"""How long a statement waits for a locked database before it fails."""

URL_VARIABLE = "ADVISOR_DATABASE_URL"
DATA_DIR_VARIABLE = "DATA_DIR"
DEFAULT_DATA_DIR = Path("var")

_MIGRATIONS = Path(__file__).parent / "migrations"
_MIGRATING = 20_241_124
"""The number of PostgreSQL's advisory lock on the migrations."""

_SQLITE_CONNECTIONS = 60
"""How many connections to SQLite may be open at once beside those that stay open: a writer who
waits for a locked database keeps one, and must not keep readers from theirs."""

_MIGRATION_SECONDS = 60
"""How long PostgreSQL lets a server migrate, or wait for one that does."""


class StoreError(Exception):
    """The database's address is wrong, or the database cannot be reached."""


def default_url(data_dir: Path) -> str:
    """Return the address of the SQLite database in `data_dir`."""
    return f"sqlite:///{data_dir.absolute() / 'advisor.db'}"


def configured_url() -> str:
    """Return the address that the environment names, else that of SQLite in its data folder."""
    folder = Path(os.environ.get(DATA_DIR_VARIABLE) or DEFAULT_DATA_DIR)
    return os.environ.get(URL_VARIABLE) or default_url(folder)


def connect(url: str) -> Engine:
    """Return an engine for `url`, in SQLAlchemy's 2.0 style; nothing is opened yet.

    SQLite runs in WAL mode, so that readers do not wait for a writer. Both kinds of database give
    up on a lock after `BUSY_SECONDS`: the user hears 'not saved' instead of waiting. Errors do not
    quote the values of a statement, for they hold what users wrote.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{URL_VARIABLE}: this is not a database address: {error}") from error
    backend = address.get_backend_name()
    if backend == "sqlite":
        return _connect_to_sqlite(address)
    if backend == "postgresql":
        milliseconds = BUSY_SECONDS * 1000
        return sa.create_engine(
            address,
            future=True,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_timeout=BUSY_SECONDS,
            connect_args={
                "connect_timeout": BUSY_SECONDS,
                "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds}",
            },
        )
    raise StoreError(
        f"{URL_VARIABLE}: '{backend}' is not a database that the advisor can use; "
        "use sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
    )


@lru_cache(maxsize=8)
def migrate(url: str) -> Engine:
    """Bring the database at `url` up to date and return its engine; once in a process for each.

    Raises:
        StoreError: the database cannot be reached or altered.
    """
    engine = connect(url)
    if engine.url.get_backend_name() == "sqlite" and engine.url.database:
        _make_folder(Path(engine.url.database).parent)
    configuration = Config()
    configuration.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    try:
        with _alone(engine) as connection:
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, "head")
    except SQLAlchemyError as error:
        engine.dispose()
        raise StoreError(
            f"{URL_VARIABLE}: the database {engine.url!r} cannot be used "
            f"({_first_line(error)}); check that it runs and that it may be written to"
        ) from error
    return engine


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction while no other server migrates the database.

    Several servers may start at once: the others wait, and find the work done.
    """
    if engine.url.get_backend_name() == "sqlite":
        with _folder_lock(Path(engine.url.database or "").parent), engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
        return
    with engine.begin() as connection:
        for limit in ("lock_timeout", "statement_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {limit} = '{_MIGRATION_SECONDS}s'")
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
        yield connection


@contextmanager
def _folder_lock(folder: Path) -> Iterator[None]:
    """Keep out others who lock this folder; the end of a process frees its lock.

    A database cannot be locked before it is in WAL mode: two who switch it at once fail.
    """
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _connect_to_sqlite(address: Any) -> Engine:
    if address.database in (None, "", ":memory:"):
        raise StoreError(
            f"{URL_VARIABLE}: SQLite needs a file, because several threads share the database; "
            "use sqlite:///PATH"
        )
    engine = sa.create_engine(
        address,
        future=True,
        hide_parameters=True,
        poolclass=sa.pool.QueuePool,
        max_overflow=_SQLITE_CONNECTIONS,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")  # type: ignore[untyped-decorator]
    def _set_up(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.close()

    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{DATA_DIR_VARIABLE}: the folder {folder} cannot be made ({error.strerror}); "
            "name one that may be written to"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
