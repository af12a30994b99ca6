"""The database: how it is reached, and how it follows the code."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeAlias

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from knowledge.tables import Base

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
_BUSY_MILLISECONDS: Final = 10_000
_CONNECTIONS: Final = 20
"""What one process keeps open to PostgreSQL: one that is opened for a moment costs more than all
that is asked through it."""
_MIGRATION_LOCK: Final = 4_936_741
"""Any number, as long as it stays the same: PostgreSQL's name for our lock."""


Insert: TypeAlias = postgresql.Insert | sqlite.Insert


class DatabaseError(Exception):
    """A database that cannot be used; `code` names why, `values` fill in the sentence."""

    def __init__(self, code: str, **values: str) -> None:
        told = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(code.replace("_", " ") + (f" ({told})" if told else ""))
        self.code = code
        self.values = values


def make_engine(url: str) -> AsyncEngine:
    """Make the engine for a database URL; nothing is opened yet.

    ``sqlite:///var/idelos.db`` and ``postgresql://user@host/name`` need name no driver. Raises
    `DatabaseError` for an odd URL, where the folder of an SQLite file is missing, or where the
    driver is not installed.
    """
    return _engine(url, ("foreign_keys = ON",), "BEGIN")


def make_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Make the factory of sessions; what a session has read stays usable after its commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


def insert(session: AsyncSession, table: type[Base]) -> Insert:
    """Begin an INSERT that knows ON CONFLICT, which the two databases write the same way."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if is_sqlite else postgresql.insert(table)


async def migrate(url: str) -> None:
    """Bring the tables up to the code, all steps or none.

    Processes that migrate at the same time wait for one another. Raises `DatabaseError` as
    `make_engine` and `check_version` do.
    """
    await _run(url, lambda config: command.upgrade(config, "head"))


async def migrate_back(url: str, revision: str) -> None:
    """Take the tables back to an earlier revision; ``base`` is the empty database."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def check_version(engine: AsyncEngine) -> None:
    """Raise `DatabaseError` unless the tables are just those that the code knows.

    Codes: ``newer_database``, ``not_migrated``, ``unreachable`` (no server, or no database).
    """
    async with _reached(engine) as connection:
        await connection.run_sync(_refuse_newer)
        await connection.run_sync(_refuse_older)


async def _run(url: str, move: Callable[[Config], None]) -> None:
    # Rebuilding a table must not set off what hangs on its rows: so no foreign keys, which
    # SQLite can only be told before a transaction begins.
    engine = _engine(url, ("foreign_keys = OFF",), "BEGIN IMMEDIATE")
    try:
        async with _reached(engine) as connection:
            if engine.dialect.name == "postgresql":
                await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            await connection.run_sync(_refuse_newer)
            await connection.run_sync(lambda it: move(_config(it)))
            await connection.commit()
    finally:
        await engine.dispose()


def _engine(url: str, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
    full = _full_url(url)
    is_sqlite = full.get_backend_name() == "sqlite"
    if is_sqlite:
        _require_folder(full.database)
    try:
        pool = {} if is_sqlite else {"pool_size": _CONNECTIONS}
        engine = create_async_engine(full, hide_parameters=True, **pool)
    except NoSuchModuleError:
        raise DatabaseError("odd_url") from None
    except ModuleNotFoundError as error:
        raise DatabaseError("missing_driver", driver=str(error.name)) from error
    if is_sqlite:
        _prepare_sqlite(engine, pragmas, begin)
    return engine


def _full_url(url: str) -> URL:
    try:
        parsed = make_url(url)
        full = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
        known = full.get_backend_name() in _DRIVERS
    except (ArgumentError, ValueError):
        known = False
    if not known:
        raise DatabaseError("odd_url")  # without the URL itself, which may hold a password
    return full


def _require_folder(file: str | None) -> None:
    folder = Path(file or "").absolute().parent
    if not folder.is_dir():
        raise DatabaseError("missing_folder", folder=str(folder))


def _prepare_sqlite(engine: AsyncEngine, pragmas: tuple[str, ...], begin: str) -> None:
    every = (f"busy_timeout = {_BUSY_MILLISECONDS}", "journal_mode = WAL", *pragmas)

    def connect(connection: DBAPIConnection, record: object) -> None:
        del record
        connection.isolation_level = None  # so that transactions begin where we say
        cursor = connection.cursor()
        for pragma in every:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def open_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", connect)
    event.listen(engine.sync_engine, "begin", open_transaction)


@asynccontextmanager
async def _reached(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open a connection, and say plainly where the database cannot be reached or read."""
    try:
        async with engine.connect() as connection:
            yield connection
    except (DBAPIError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise DatabaseError("unreachable", reason=str(cause).strip()) from error


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _versions(connection: Connection) -> tuple[set[str], ScriptDirectory]:
    """Give the steps that the database is at, and those that the code has."""
    at = MigrationContext.configure(connection).get_current_heads()
    return set(at), ScriptDirectory.from_config(_config())


def _refuse_newer(connection: Connection) -> None:
    at, scripts = _versions(connection)
    if at - {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseError("newer_database")


def _refuse_older(connection: Connection) -> None:
    at, scripts = _versions(connection)
    if at != set(scripts.get_heads()):
        raise DatabaseError("not_migrated")
