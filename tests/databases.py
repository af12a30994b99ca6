"""Databases for tests: empty, or copied from one that was prepared once."""

import asyncio
import itertools
import shutil
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import make_url

from bot.database import make_engine, make_sessions, migrate
from knowledge.packs import load_packs
from knowledge.store import import_packs

Prepare = Callable[[str], Coroutine[Any, Any, None]]
"""Brings the database of a URL into the state that tests begin with."""


class Databases(Protocol):
    """Where databases are made and dropped."""

    def new(self, like: Prepare | None = None) -> str:
        """Make a database, prepared so or empty; give its URL."""
        ...

    def drop(self, url: str) -> None:
        """Let it be gone, whoever is still connected."""
        ...


class SqliteFiles:
    """Databases in the files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = itertools.count(1)
        self._prepared: dict[Prepare, Path] = {}

    def new(self, like: Prepare | None = None) -> str:
        file = self._next()
        if like:
            shutil.copyfile(self._like(like), file)
        return f"sqlite:///{file}"

    def drop(self, url: str) -> None:
        for file in self._folder.glob(f"{Path(_name(url)).name}*"):
            file.unlink()

    def _like(self, prepare: Prepare) -> Path:
        if prepare not in self._prepared:
            file = self._next()
            asyncio.run(prepare(f"sqlite:///{file}"))
            self._prepared[prepare] = file
        return self._prepared[prepare]

    def _next(self) -> Path:
        return self._folder / f"test{next(self._numbers)}.db"


class PostgresqlServer:
    """Databases on a server; `server` is its URL with ``{name}`` where a database's belongs."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._numbers = itertools.count(1)
        self._prepared: dict[Prepare, str] = {}

    def new(self, like: Prepare | None = None) -> str:
        return self._make(self._like(like) if like else "template1")

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def _like(self, prepare: Prepare) -> str:
        if prepare not in self._prepared:
            url = self._make("template1")
            asyncio.run(prepare(url))
            self._prepared[prepare] = _name(url)
        return self._prepared[prepare]

    def _make(self, template: str) -> str:
        name = f"test{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self._server.format(name=name)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server.format(name="postgres"), autocommit=True) as server:
            server.execute(statement)


async def with_packs(url: str) -> None:
    """Bring the tables up to the code and the shipped knowledge in."""
    await migrate(url)
    engine = make_engine(url)
    try:
        at = datetime(2026, 11, 23, 9, tzinfo=UTC)
        await import_packs(make_sessions(engine), load_packs(), "test", at)
    finally:
        await engine.dispose()


def _name(url: str) -> str:
    return str(make_url(url).database)
