"""An installation for commands: a database of its own with the shipped knowledge."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import CliRunner
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.kb import kb
from bot.database import make_engine, make_sessions, migrate

T = TypeVar("T")


def install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make one in a folder, let commands find it, and give the address of its database."""
    url = f"sqlite:///{folder}/idelos.db"
    monkeypatch.setenv("IDELOS_DATABASE_URL", url)
    asyncio.run(migrate(url))
    assert CliRunner().invoke(kb, ["import"]).exit_code == 0
    return url


def in_database(url: str, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do some work in one transaction, and give what came of it."""

    async def run() -> T:
        engine = make_engine(url)
        async with make_sessions(engine).begin() as session:
            done = await work(session)
        await engine.dispose()
        return done

    return asyncio.run(run())
