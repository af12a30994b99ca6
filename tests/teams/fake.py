"""A Teams on this machine: it counts, keeps, refuses, breaks off and complains.

Messages are kept as Teams keeps them, and `complaints` says what people would not like. A test
asks for it by the fixture `teams`, which fails it where something was complained of.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from tests.served import served
from tests.teams.connector import Call, RefusedError, carry_out, granted, is_token
from tests.teams.keys import Keys
from tests.teams.world import BOT, Json, Message, Person, World

_PATIENCE = 10
"""Seconds until something that never comes fails a test."""


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong: refused, or broken off before or after it was carried out."""

    status: int = 0
    code: str = ""
    retry_after: int | None = None
    """Seconds."""
    arrived: bool = False


DROPPED = Fault()
DROPPED_AFTER = Fault(arrived=True)
"""It arrived, and its answer did not."""


def refused(status: int, code: str = "") -> Fault:
    return Fault(status, code or f"Status{status}")


def throttled(retry_after: int | None = 3) -> Fault:
    return Fault(429, "Throttled", retry_after)


class FakeTeams:
    """The other side of Teams, for the bot whose application is `world.APP`."""

    def __init__(self) -> None:
        self.world = World()
        self.keys = Keys()
        self.calls: list[Call] = []
        self.tokens: list[Json] = []
        """What was given for each token that was asked for."""
        self.complaints: list[str] = []
        self.address = ""
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._changed = asyncio.Condition()

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls go wrong, one for each of `faults`: ``post``, ``update``,
        ``create``, ``members``, ``member`` or ``token``."""
        self._faults[method].extend(faults)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def messages(self, where: str | Person) -> list[Message]:
        """Give the bot's messages in a conversation, or to somebody alone."""
        id_ = self.world.personal(where).id if isinstance(where, Person) else where
        return [it for it in self.world.messages if (it.conversation, it.by) == (id_, BOT["id"])]

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that only calls can bring about."""
        async with asyncio.timeout(_PATIENCE), self._changed:
            await self._changed.wait_for(holds)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=2**20)
        app.add_routes(self.keys.routes())
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", _organisation)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        root = "/{region:(?:[a-z]+/)?}v3/conversations"
        one = f"{root}/{{conversation}}"
        for method, verb, path in (
            ("create", "POST", root),
            ("post", "POST", f"{one}/activities"),
            ("post", "POST", f"{one}/activities/{{id}}"),
            ("update", "PUT", f"{one}/activities/{{id}}"),
            ("members", "GET", f"{one}/pagedmembers"),
            ("member", "GET", f"{one}/members/{{id}}"),
        ):
            app.router.add_route(verb, path, self._method(method))
        return app

    def _method(self, method: str) -> Handler:
        async def answer(request: web.Request) -> web.Response:
            body = await request.json() if request.can_read_body else {}
            named = request.match_info.get("conversation", "")
            call = Call(method, named, body, request.match_info.get("id", ""))
            if not is_token(request.headers.get("Authorization", "")):
                return _told(RefusedError(401, "Unauthorized"))
            return await self._answer(request, call)

        return answer

    async def _answer(self, request: web.Request, call: Call) -> web.Response:
        faults = self._faults[call.method]
        fault = faults.popleft() if faults else None
        try:
            if fault and not fault.arrived:
                return await self._broken(request, call, fault)
            told = await self._carry_out(call)
        except RefusedError as error:
            return _told(error)
        if fault and request.transport:
            request.transport.abort()
        return web.json_response(told, status=201 if request.method == "POST" else 200)

    async def _carry_out(self, call: Call) -> Json:
        try:
            return carry_out(self.world, call, self.complaints)
        finally:
            await self._count(call)

    async def _broken(self, request: web.Request, call: Call, fault: Fault) -> web.Response:
        await self._count(call)
        if fault == DROPPED and request.transport:
            request.transport.abort()
        after = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
        return _told(RefusedError(fault.status or 500, fault.code), after)

    async def _count(self, call: Call) -> None:
        async with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    async def _token(self, request: web.Request) -> web.Response:
        """Give a token as Microsoft Entra does."""
        given = dict(await request.post())
        self.tokens.append(given | {"tenant": request.match_info["tenant"]})
        faults = self._faults["token"]
        if faults:
            return web.json_response({"error": faults[0].code}, status=faults.popleft().status)
        return web.json_response(granted())


async def _organisation(request: web.Request) -> web.Response:
    """Tell where Microsoft Entra has what an organisation needs."""
    root = f"https://login.microsoftonline.com/{request.match_info['tenant']}"
    return web.json_response(
        {
            "issuer": f"{root}/v2.0",
            "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
            "token_endpoint": f"{root}/oauth2/v2.0/token",
        }
    )


def _told(error: RefusedError, headers: dict[str, str] | None = None) -> web.Response:
    return web.json_response(error.told, status=error.status, headers=headers)


@asynccontextmanager
async def running(teams: FakeTeams) -> AsyncIterator[FakeTeams]:
    """Let it listen on a free port of this machine, in the loop of whoever asks."""
    async with served(teams.app()) as teams.address:
        yield teams
