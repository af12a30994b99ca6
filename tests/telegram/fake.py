"""A Telegram on this machine: it counts, keeps, refuses, breaks off and complains.

Messages are kept as Telegram keeps them, and `complaints` says what people would not like. A test
asks for it by the fixture `telegram`, which fails it where something was complained of.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.served import served
from tests.telegram.methods import METHODS, RefusedError, read
from tests.telegram.world import ME, TOKEN, Json, Message, World

_PATIENCE = 10
"""Seconds until something that never comes fails a test."""


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong: refused by Telegram, or broken off."""

    code: int = 0
    words: str = ""
    retry_after: int | None = None


DROPPED = Fault()


def refused(code: int, words: str) -> Fault:
    return Fault(code, words)


def flooded(retry_after: int = 3) -> Fault:
    return Fault(429, f"Too Many Requests: retry after {retry_after}", retry_after)


class FakeTelegram:
    """The other side of Telegram, for the bot whose token is `TOKEN`."""

    def __init__(self) -> None:
        self.world = World()
        self.calls: list[tuple[str, Json]] = []
        self.complaints: list[str] = []
        self.address = ""
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._changed = asyncio.Condition()

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method go wrong, one for each of `faults`."""
        self._faults[method].extend(faults)

    def called(self, method: str) -> list[Json]:
        return [given for name, given in self.calls if name == method]

    def messages(self, chat: int) -> list[Message]:
        """Give the bot's messages in a chat."""
        return [it for it in self.world.messages if (it.chat, it.by) == (chat, ME["id"])]

    async def bring(self, update: Json) -> None:
        """Let an update wait until it is fetched."""
        async with self._changed:
            self.world.waiting.append(update)
            self._changed.notify_all()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that only calls can bring about."""
        async with asyncio.timeout(_PATIENCE), self._changed:
            await self._changed.wait_for(holds)

    async def carry_out(self, method: str, given: Json) -> Any:
        """Do what a call asks for. Raises `RefusedError`."""
        try:
            if method not in METHODS:
                self.complaints.append(f"{method} is not known")
                raise RefusedError(404, "Not Found")
            return METHODS[method](self.world, given, self.complaints)
        finally:
            async with self._changed:
                self.calls.append((method, given))
                self._changed.notify_all()

    async def api(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _told(RefusedError(401, "Unauthorized"))
        method, given = request.match_info["method"], await _given(request)
        faults = self._faults[method]
        if faults:
            return await self._broken(request, method, faults.popleft())
        try:
            if method == "getUpdates":
                await self._wait(given)
            return web.json_response({"ok": True, "result": await self.carry_out(method, given)})
        except RefusedError as error:
            return _told(error)

    async def _wait(self, given: Json) -> None:
        """Answer a long poll once there is something."""
        first = int(given.get("offset") or 0)

        def comes() -> bool:
            return self.world.webhook != {} or any(
                it["update_id"] >= first for it in self.world.waiting
            )

        async with self._changed:
            await self._changed.wait_for(comes)

    async def _broken(self, request: web.Request, method: str, fault: Fault) -> web.Response:
        async with self._changed:
            self.calls.append((method, {}))
            self._changed.notify_all()
        if fault == DROPPED and request.transport:
            request.transport.abort()
        parameters = {"retry_after": fault.retry_after} if fault.retry_after else {}
        return _told(RefusedError(fault.code, fault.words, **parameters))


def _told(error: RefusedError) -> web.Response:
    told: Json = {"ok": False, "error_code": error.code, "description": str(error)}
    if error.parameters:
        told["parameters"] = error.parameters
    return web.json_response(told, status=error.code or 500)


async def _given(request: web.Request) -> Json:
    form = await request.post()
    given: Json = {}
    for name, value in form.items():
        if isinstance(value, web.FileField):
            given["document"] = (value.filename, value.file.read())
        elif name != "document":
            given[name] = read(name, value)
    return given


@asynccontextmanager
async def running(telegram: FakeTelegram) -> AsyncIterator[FakeTelegram]:
    """Let it listen on a free port of this machine, in the loop of whoever asks."""
    app = web.Application(client_max_size=64 * 2**20)
    app.router.add_post("/bot{token}/{method}", telegram.api)
    async with served(app) as telegram.address:
        yield telegram
