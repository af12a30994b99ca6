"""What all tests share: databases to work on."""

import itertools
import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.database import make_engine, make_sessions, migrate
from tests.postgresql import postgresql_programs, running_postgresql

_MISSING = "PostgreSQL is not installed (initdb was not found)"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a running PostgreSQL, with ``{name}`` where the database's name belongs."""
    programs = postgresql_programs()
    if programs is None:
        if os.environ.get("IDELOS_TEST_POSTGRES") == "required":
            pytest.fail(_MISSING)
        pytest.skip(_MISSING)
    with running_postgresql(programs) as server:
        yield server


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server: str) -> Callable[[], str]:
    """Make empty databases on the server; gives their URLs."""
    numbers = itertools.count(1)

    def make() -> str:
        name = f"test{next(numbers)}"
        with psycopg.connect(postgresql_server.format(name="postgres"), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        return postgresql_server.format(name=name)

    return make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/idelos.db"
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return make()


@pytest.fixture
async def database(empty_database: str) -> str:
    """The URL of a migrated database without rows: once SQLite, once PostgreSQL."""
    await migrate(empty_database)
    return empty_database


@pytest.fixture
async def engine(database: str) -> AsyncIterator[AsyncEngine]:
    """An engine on a migrated database, closed after the test."""
    engine = make_engine(database)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions on a migrated database."""
    return make_sessions(engine)
