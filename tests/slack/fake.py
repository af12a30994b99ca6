"""A Slack on this machine: it counts, keeps, refuses, breaks off and complains.

Messages, views and files are kept as Slack keeps them, and `complaints` says what a real one would
have refused, cut off or not known. A test asks for it by the fixture `slack`, which fails it where
something was complained of.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.served import served
from tests.slack.socket_mode import SocketMode
from tests.slack.web_api import chat, files, installs, people, views
from tests.slack.web_api.method import Call, Method, RefusedError, Request
from tests.slack.web_api.reading import read
from tests.slack.world import BOT, TEAM, Channel, Installation, Json, Person, Posted, World

METHODS: dict[str, Method] = {
    **chat.methods.named,
    **files.methods.named,
    **installs.methods.named,
    **people.methods.named,
    **views.methods.named,
}
_PATIENCE = 10
"""Seconds until something that never comes fails a test."""


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong: refused by Slack, with another status, or broken off."""

    error: str = ""
    status: int = 200
    retry_after: int | None = None
    """Seconds."""


DROPPED = Fault()
BROKEN = Fault("internal_error", 500)


def refused(error: str) -> Fault:
    return Fault(error)


def limited(retry_after: int = 1) -> Fault:
    return Fault("ratelimited", 429, retry_after)


class FakeSlack:
    """The other side of Slack, with the workspace T1 whose bot token is ``xoxb-T1``."""

    def __init__(self) -> None:
        self.world = World()
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self.sockets = SocketMode()
        self.address = ""
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._changed = asyncio.Condition()
        self.install(TEAM)
        self.world.installations["xapp-1"] = Installation("xapp-1", TEAM)

    @property
    def base_url(self) -> str:
        """What `slack_sdk` takes as `base_url`."""
        return f"{self.address}/api/"

    def install(self, team: str, *scopes: str) -> str:
        """Let the app into a workspace; without `scopes` it may do everything."""
        token = f"xoxb-{team}"
        granted = frozenset(scopes) or None
        self.world.installations[token] = Installation(token, team, granted)
        return token

    def person(self, id_: str = "U1", **about: Any) -> Person:
        self.world.people[id_] = Person(id_, **about)
        return self.world.people[id_]

    def channel(self, id_: str = "C1", *members: str, bot: bool = True, **about: Any) -> Channel:
        """Make a channel with these members, and with the bot unless it is kept out."""
        inside = [*members, *([BOT] if bot else [])]
        self.world.channels[id_] = Channel(id_, members=inside, **about)
        return self.world.channels[id_]

    def code(self, team: str) -> str:
        """Give the code that Slack sends back once somebody let the app into a workspace."""
        code = self.world.new("code")
        self.world.codes[code] = team
        return code

    def fail(self, method: str, *faults: Fault) -> None:
        """Let the next calls of a method go wrong, one for each of `faults`."""
        self._faults[method].extend(faults)

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def messages(self, channel: str, to: str | None = None) -> list[Posted]:
        """Give the app's messages that stand in a channel, for all or for one person only."""
        place = self.world.direct(channel).id if channel in self.world.people else channel
        return [
            it
            for it in self.world.messages
            if (it.channel, it.to, it.author, it.deleted) == (place, to, BOT, False)
        ]

    def modal(self, user: str) -> Json | None:
        """Give the uppermost modal before a person, if any is open."""
        stack = self.world.stacks[user]
        return self.world.views[stack[-1]] if stack else None

    def scopes_used(self) -> set[frozenset[str]]:
        """Give the scopes that the calls needed; of each set, one was enough."""
        needed = {METHODS[it.method].scopes for it in self.calls if it.method in METHODS}
        return needed - {frozenset()}

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds that only calls can bring about."""
        async with asyncio.timeout(_PATIENCE), self._changed:
            await self._changed.wait_for(holds)

    async def until_called(self, method: str, times: int = 1) -> list[Call]:
        """Wait for so many calls of a method, counted from the beginning."""
        await self.until(lambda: len(self.called(method)) >= times)
        return self.called(method)

    async def note(self, call: Call) -> None:
        """Count a call, and wake whoever waits for it."""
        async with self._changed:
            self.calls.append(call)
            self._changed.notify_all()

    async def api(self, request: web.Request) -> web.StreamResponse:
        arguments, token = await read(request)
        by = self.world.installations.get(token or "")
        call = Call(request.match_info["method"], arguments, token, by.team if by else None)
        faults = self._faults[call.method]
        fault = faults.popleft() if faults else None
        try:
            return _broken(request, fault) if fault else self._answer(call)
        finally:
            await self.note(call)

    def _answer(self, call: Call) -> web.Response:
        try:
            return web.json_response({"ok": True, **self._carry_out(call)})
        except RefusedError as error:
            reasons = {"response_metadata": {"messages": list(error.reasons)}}
            told: Json = {"ok": False, "error": error.error}
            return web.json_response(told | (reasons if error.reasons else {}))

    def _carry_out(self, call: Call) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            self.complaints.append(f"{call.method} is not known")
            raise RefusedError("unknown_method")
        installation = self.world.installations.get(call.token or "")
        if method.needs_token:
            _allow(method, installation)
        by = installation or Installation("", "")
        return method.answer(Request(self.world, call, by, self.address, self.complaints))

    async def upload(self, request: web.Request) -> web.Response:
        file = self.world.files[request.match_info["file"]]
        if request.content_type.startswith("multipart/"):
            form = await request.post()
            file.content = next(it.file.read() for it in form.values())  # type: ignore[union-attr]
        else:
            file.content = await request.read()
        await self.note(Call("upload", {"file": file.id}))
        return web.Response(text=f"OK - {file.length}")

    async def respond(self, request: web.Request) -> web.Response:
        """Take an answer at a ``response_url``; counted as the method ``response_url``."""
        message = await request.json()
        place = self.world.responses[request.match_info["response"]]
        faults = self._faults["response_url"]
        fault = faults.popleft() if faults else None
        try:
            if fault:
                return _broken(request, fault)
            chat.respond(self.world, place, message, self.complaints)
            return web.Response(text="ok")
        except RefusedError as error:
            return web.json_response({"ok": False, "error": error.error}, status=404)
        finally:
            await self.note(Call("response_url", message, team=place.team))


def _allow(method: Method, installation: Installation | None) -> None:
    if installation is None:
        raise RefusedError("invalid_auth")
    if installation.refused:
        raise RefusedError(installation.refused)
    granted = installation.scopes
    if granted is not None and method.scopes and not method.scopes & granted:
        raise RefusedError("missing_scope")


def _broken(request: web.Request, fault: Fault) -> web.Response:
    if fault == DROPPED and request.transport:
        request.transport.abort()
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    told = {"ok": False, "error": fault.error}
    return web.json_response(told, status=fault.status, headers=headers)


Api = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def listening(slack: FakeSlack, api: Api) -> AsyncIterator[None]:
    """Let a Slack listen on a free port of this machine; `api` answers the Web API."""
    app = web.Application(client_max_size=64 * 2**20)
    app.router.add_route("*", "/api/{method}", api)
    app.router.add_post("/upload/{file}", slack.upload)
    app.router.add_post("/respond/{response}", slack.respond)
    app.router.add_get("/link", slack.sockets.connect)
    async with served(app) as slack.address:
        try:
            yield
        finally:
            await slack.sockets.close()


@asynccontextmanager
async def running(slack: FakeSlack) -> AsyncIterator[FakeSlack]:
    """Let it listen in the loop of whoever asks."""
    async with listening(slack, slack.api):
        yield slack
