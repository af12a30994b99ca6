"""The door that Teams brings things to, with nothing behind it: what comes in is gathered."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.channels.teams.act import Acts
from bot.channels.teams.endpoint import Endpoint
from bot.channels.teams.incoming import INCOMING, Incoming
from bot.channels.teams.keys import Keys
from bot.channels.teams.listen import Listener
from bot.channels.teams.service_urls import is_loopback, is_microsofts
from bot.channels.teams.tokens import Tokens
from bot.intake.item import Item
from tests.channels.clock import Clock
from tests.teams.drive import Driver, Way
from tests.teams.fake import FakeTeams
from tests.teams.keys import METADATA
from tests.teams.world import APP, TENANT


@dataclass
class Gate:
    """What a test holds in its hands."""

    driver: Driver
    clock: Clock
    items: dict[str, Item] = field(default_factory=dict)
    """What was taken in, by its key."""
    full: bool = False
    """Whether nothing can be kept."""

    async def take(self, item: Item) -> bool:
        if self.full:
            raise OSError("disk full")
        is_new = item.key not in self.items
        self.items.setdefault(item.key, item)
        return is_new

    @property
    def taken(self) -> list[Incoming]:
        return [INCOMING.validate_json(it.payload) for it in self.items.values()]


@asynccontextmanager
async def opened(
    teams: FakeTeams, *, development: bool = False, client: tuple[str, int] = ("127.0.0.1", 1)
) -> AsyncIterator[Gate]:
    """Let Teams knock; `client` is where requests seem to come from."""
    clock = Clock()
    async with httpx.AsyncClient() as to_microsoft:
        keys = Keys(to_microsoft, f"{teams.address}{METADATA}", clock)
        tokens = None if development else Tokens(APP, keys, clock)
        is_service = is_loopback if development else is_microsofts
        app: Any = Starlette()
        transport = httpx.ASGITransport(app, client=client)
        async with httpx.AsyncClient(transport=transport, base_url="https://idelos.test") as http:
            gate = Gate(Driver(Way(http, teams, clock, signed=not development)), clock)
            listener = Listener(gate.take, clock, {"adaptiveCard/action": Acts({}).act})
            endpoint = Endpoint(tokens, listener, {TENANT}, is_service)
            app.router.routes.extend(endpoint.routes())
            yield gate
