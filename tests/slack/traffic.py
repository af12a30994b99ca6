"""Traffic for `benchmarks.slack`: a Slack that only counts, and people who write to an app.

Both run in processes of their own. Each thing that is written has a channel of its own, so that
its answers can be counted; who writes it has written before.
"""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection

from aiohttp import ClientSession, TCPConnector, web

from tests.slack import events
from tests.slack.drive import SECRET, sign
from tests.slack.world import Channel, Posted

TEAM = "T1"
QUESTIONS = (
    "hvem er FoUI-kontakt i Namsos?",
    "når er neste frist?",
    "vi i Levanger vil prøve sensorer på sykehjemmet. hvem kan vi snakke med?",
    "finnes det penger til velferdsteknologi?",
    "hei",
)
_REPEATED_AFTER = 20
"""So many other events come between one and its repeat."""


@dataclass
class Counted:
    """What arrived at the counting Slack."""

    answers: dict[str, int] = field(default_factory=dict)
    """How many, by channel."""
    last_at: float = 0.0
    """When the latest first answer came, by the clock that all processes share."""


def serve_slack(port: int, asked: Connection) -> None:
    """Be Slack: take every call at once, and tell what came whenever asked."""
    counted, numbers = Counted(), count(1)
    channel = re.compile(rb'channel(?:=|": ?")(\w+)')

    async def post(request: web.Request) -> web.Response:
        found = channel.search(await request.read())
        name = found[1].decode() if found else "?"
        if name not in counted.answers:
            counted.last_at = time.monotonic()
        counted.answers[name] = counted.answers.get(name, 0) + 1
        return _json(ok=True, channel=name, ts=f"{next(numbers)}.000000")

    async def who(request: web.Request) -> web.Response:
        del request
        return _json(ok=True, user={"id": "U1", "locale": "nb-NO", "deleted": False})

    async def auth(request: web.Request) -> web.Response:
        del request
        me = {"team_id": TEAM, "user_id": "UBOT", "bot_id": "B1", "url": "https://x.slack.com/"}
        return _json(ok=True, **me)

    async def tell() -> None:
        while await asyncio.to_thread(asked.recv):
            asked.send(counted)
        raise web.GracefulExit

    async def begin(_: web.Application) -> AsyncIterator[None]:
        telling = asyncio.create_task(tell())
        asked.send("ready")
        yield
        telling.cancel()

    app = web.Application()
    app.cleanup_ctx.append(begin)
    app.router.add_post("/api/chat.postMessage", post)
    app.router.add_post("/api/users.info", who)
    app.router.add_post("/api/auth.test", auth)
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None)


def _json(**values: object) -> web.Response:
    return web.json_response(values)


@dataclass(frozen=True)
class Traffic:
    """What people write."""

    number: int
    people: int
    a_second: float | None
    """None: as fast as the app acknowledges."""
    at_once: int
    repeated: int = 0
    """In a hundred; a repeat has an event id of its own."""


@dataclass(frozen=True)
class Acknowledged:
    """How the app took it."""

    begun_at: float
    """By the clock that all processes share."""
    acks: list[float]
    """Seconds from the moment each was due to its acknowledgement, in order."""
    refused: int


def drive(url: str, traffic: Traffic, told: Connection) -> None:
    """Be the people, and tell how it went."""
    told.send(asyncio.run(_drive(url, traffic)))


async def _drive(url: str, traffic: Traffic) -> Acknowledged:
    waiting = iter(_bodies(traffic))
    begun, acks, refused = time.monotonic(), [], 0
    due = count()

    async def write(http: ClientSession) -> None:
        nonlocal refused
        for body in waiting:
            at = time.monotonic()
            if traffic.a_second:
                at = begun + next(due) / traffic.a_second
                await asyncio.sleep(at - time.monotonic())
            headers = {"Content-Type": "application/json"} | sign(body, int(time.time()), SECRET)
            async with http.post(url, data=body, headers=headers) as answer:
                await answer.read()
                refused += answer.status != 200
            acks.append(time.monotonic() - at)

    async with _http(traffic.at_once) as http:
        await asyncio.gather(*(write(http) for _ in range(traffic.at_once)))
    return Acknowledged(begun, sorted(acks), refused)


@asynccontextmanager
async def _http(limit: int) -> AsyncIterator[ClientSession]:
    async with ClientSession(connector=TCPConnector(limit=limit)) as session:
        yield session


def _bodies(traffic: Traffic) -> Iterable[bytes]:
    """Write all, repeats a little later than what they repeat."""
    written = [_body(number, traffic.people, f"Ev{number}") for number in range(traffic.number)]
    repeats = [
        (number + _REPEATED_AFTER, _body(number, traffic.people, f"EvAgain{number}"))
        for number in range(traffic.number)
        if number % 100 < traffic.repeated
    ]
    in_order = sorted([*enumerate(written), *repeats], key=lambda it: it[0])
    return [body for _, body in in_order]


def _body(number: int, people: int, event_id: str) -> bytes:
    user, channel = f"U{number % people}", channel_of(number)
    ts = f"{events.AT + number // 1000}.{number % 1000:06}"
    said = Posted(TEAM, channel, ts, QUESTIONS[number % len(QUESTIONS)], author=user)
    inner = events.message(said, Channel(channel, team=TEAM, user=user))
    return json.dumps(events.callback(inner, TEAM, event_id)).encode()


def channel_of(number: int) -> str:
    """Give the channel that something is written in."""
    return f"D{number}"
