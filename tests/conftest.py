"""What all tests share: databases to work on."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from bot.database import make_engine, make_sessions, migrate
from tests.databases import Databases, PostgresqlServer, SqliteFiles, with_packs
from tests.postgresql import postgresql_programs, running_postgresql

# How long an example takes is nothing that a test asserts: the machine may be busy.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")

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
def postgresql(postgresql_server: str) -> Databases:
    """Databases on the server."""
    return PostgresqlServer(postgresql_server)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases in files."""
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Where databases are made: once SQLite, once PostgreSQL."""
    kind: Databases = request.getfixturevalue(request.param)
    return kind


@pytest.fixture
def empty_database(databases: Databases) -> Iterator[str]:
    """The URL of an empty database."""
    url = databases.new()
    yield url
    databases.drop(url)


@pytest.fixture
def database(databases: Databases, request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a migrated database; with the shipped knowledge where `with_packs` is marked."""
    marked = request.node.get_closest_marker("with_packs")
    url = databases.new(with_packs if marked else migrate)
    yield url
    databases.drop(url)


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
