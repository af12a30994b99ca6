"""The whole product as `idelos web` runs it, with a directory that people sign in to."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.app import build
from bot.channels.teams.cloud import PUBLIC
from bot.channels.teams.references import Reference
from bot.database import make_engine, make_sessions
from bot.references.store import StoredReferences
from bot.settings import Settings
from tests.channels.clock import Clock
from tests.served import served
from tests.teams.entra import Entra
from tests.teams.world import APP, KARI, SERVICE, TENANT, Person

HOME = "https://idelos.test"
SET_UP = {
    "public_url": HOME,
    "teams_app_id": APP,
    "teams_tenant": TENANT,
    "teams_app_secret": "not-used-here",
    "teams_tenants": f"{TENANT}=trondelag",
}


def app_of(database: str, entra: Entra, clock: Clock, **values: Any) -> Starlette:
    settings = Settings.model_validate({"database_url": database} | SET_UP | values)
    return build(settings, clock, teams_cloud=replace(PUBLIC, login=entra.address))


async def add(database: str, person: Person, clock: Clock) -> None:
    """Let somebody have a conversation with the bot alone."""
    engine = make_engine(database)
    reference = Reference(chat_of(person), person.tenant, "personal", SERVICE, person.aad)
    await StoredReferences(make_sessions(engine), clock).keep(reference)
    await engine.dispose()


def chat_of(person: Person) -> str:
    return f"a:1{person.aad}"


@dataclass
class TabHouse:
    """What a test holds in its hands."""

    entra: Entra
    clock: Clock
    http: httpx.AsyncClient

    async def get(self, where: str = "home", person: Person | None = KARI) -> httpx.Response:
        return await self.http.get(f"/teams/tab/{where}", headers=self._headers(person))

    async def press(
        self, told: Mapping[str, Any], person: Person = KARI, locale: str = "nb-NO"
    ) -> httpx.Response:
        headers, params = self._headers(person), {"locale": locale}
        return await self.http.post(
            "/teams/tab/press", headers=headers, data=dict(told), params=params
        )

    def _headers(self, person: Person | None) -> dict[str, str]:
        if person is None:
            return {}
        return {"Authorization": f"Bearer {self.entra.token(person, self.clock())}"}


@asynccontextmanager
async def opened(database: str, **values: Any) -> AsyncIterator[TabHouse]:
    entra, clock = Entra(), Clock()
    async with served(entra.app()) as entra.address:
        app = app_of(database, entra, clock, **values)
        transport = httpx.ASGITransport(app)
        client = httpx.AsyncClient(
            transport=transport, base_url=HOME, headers={"accept-language": "nb"}
        )
        async with app.router.lifespan_context(app), client as http:
            yield TabHouse(entra, clock, http)


def words(page: httpx.Response) -> str:
    """What stands on it."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def actions(page: httpx.Response) -> list[str]:
    """What can be pressed on it."""
    return re.findall(r'name="action" value="([^"]*)"', page.text)
