"""The whole application on a database with the shipped knowledge."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from pydantic import SecretStr

from bot.app import build
from bot.settings import Settings
from tests.ideas.people import MONDAY


def installation(url: str) -> Settings:
    """Letters can go out, as whoever is known by a mailbox alone can be reached no other way."""
    return Settings(
        database_url=url,
        public_url="http://localhost:8080",
        secret=SecretStr("s" * 40),
        smtp_host="localhost",
        mail_from="idelos@idelos.test",
    )


@asynccontextmanager
async def whole(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Give somebody's browser."""
    app = build(installation(url), lambda: MONDAY)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://idelos.test") as client,
    ):
        yield client
