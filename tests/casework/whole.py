"""The whole application on a database with the shipped knowledge."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bot.app import build
from bot.settings import Settings
from tests.ideas.people import MONDAY


@asynccontextmanager
async def whole(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Give somebody's browser."""
    app = build(Settings(database_url=url), lambda: MONDAY)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://idelos.test") as client,
    ):
        yield client
