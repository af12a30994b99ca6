import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.database import DatabaseError, check_version, make_engine, migrate, migrate_back
from knowledge.tables import Base
from tests.databases import Databases


async def tables(url: str) -> set[str]:
    engine = make_engine(url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda it: inspect(it).get_table_names())
    await engine.dispose()
    return set(names)


async def test_migrations_make_just_the_tables_of_the_code(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[object]:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrations_go_back_to_nothing_and_up_again(database: str) -> None:
    await migrate_back(database, "base")
    assert await tables(database) == {"alembic_version"}
    await migrate(database)
    assert "record" in await tables(database)


async def test_migrating_twice_changes_nothing(database: str, engine: AsyncEngine) -> None:
    await migrate(database)
    await check_version(engine)


async def test_migrations_at_once_wait_for_one_another(empty_database: str) -> None:
    await asyncio.gather(*(migrate(empty_database) for _ in range(3)))
    assert "record" in await tables(empty_database)


async def test_an_empty_database_is_not_migrated(empty_database: str) -> None:
    engine = make_engine(empty_database)
    with pytest.raises(DatabaseError) as caught:
        await check_version(engine)
    await engine.dispose()
    assert caught.value.code == "not_migrated"


async def test_a_newer_database_is_refused_and_left_alone(
    database: str, engine: AsyncEngine
) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = await tables(database)
    with pytest.raises(DatabaseError) as checked:
        await check_version(engine)
    with pytest.raises(DatabaseError) as migrated:
        await migrate(database)
    assert checked.value.code == migrated.value.code == "newer_database"
    assert await tables(database) == before


async def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "missing"
    with pytest.raises(DatabaseError) as caught:
        await migrate(f"sqlite:///{folder}/idelos.db")
    assert (caught.value.code, caught.value.values) == ("missing_folder", {"folder": str(folder)})
    assert not folder.exists()


async def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear keeper, this is no database but a letter." * 50)
    before = file.read_bytes()
    with pytest.raises(DatabaseError) as caught:
        await migrate(f"sqlite:///{file}")
    assert caught.value.code == "unreachable"
    assert file.read_bytes() == before


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://user:secret@host/x", "sqlite+nothing://"])
def test_an_odd_url_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        make_engine(url)
    assert caught.value.code == "odd_url"
    assert "secret" not in str(caught.value)


async def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as caught:
        await migrate(f"postgresql://postgres@/x?host={tmp_path}")
    assert caught.value.code == "unreachable"


@pytest.mark.postgresql
async def test_a_database_that_does_not_exist_is_told(
    postgresql: Databases,
) -> None:
    url = postgresql.new().replace("/test", "/nothing")
    with pytest.raises(DatabaseError, match="does not exist"):
        await migrate(url)


async def test_sqlite_minds_foreign_keys_and_keeps_a_log_beside_it(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/idelos.db")
    async with engine.connect() as connection:
        mode = (await connection.exec_driver_sql("PRAGMA journal_mode")).scalar_one()
        keys = (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar_one()
    await engine.dispose()
    assert (mode, keys) == ("wal", 1)
