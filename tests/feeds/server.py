"""A real HTTP server on this machine, and the way to it that only tests have.

The guard itself is the product's own: it checks the public addresses that `names` gives. Only
behind it, where a request would leave the machine, the test turns it round to this server.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser

import httpx

from bot.feeds.guard import GuardedTransport

PUBLIC = "93.184.215.14"
ICAL = "text/calendar; charset=utf-8"

Write = Callable[[bytes], Awaitable[None]]
Act = Callable[[Write], Awaitable[None]]
"""Answers a request by writing bytes, well-formed or not."""


@dataclass
class Server:
    """What the server says at each path, and what it was asked."""

    port: int = 0
    answers: dict[str, bytes | Act] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def write(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        try:
            head = await reader.readuntil(b"\r\n\r\n")
            line, _, rest = head.partition(b"\r\n")
            headers = {k.lower(): v for k, v in BytesHeaderParser().parsebytes(rest).items()}
            path = line.split()[1].decode()
            self.asked.append((path, headers))
            answer = self.answers.get(path, answered(b"", status="404 Not Found"))
            await (write(answer) if isinstance(answer, bytes) else answer(write))
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # who asked has heard enough
        finally:
            writer.close()


def answered(body: bytes, kind: str = ICAL, status: str = "200 OK", **headers: str) -> bytes:
    """Give a whole answer; underscores in names of headers are dashes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def sent_on(location: str) -> bytes:
    return answered(b"", status="302 Found", Location=location)


class WayHere(httpx.AsyncBaseTransport):
    """Brings a request that passed the guard to the server, and remembers where it was going."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.inner = httpx.AsyncHTTPTransport()
        self.went: list[tuple[str, str, str]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = request.extensions["sni_hostname"]
        self.went.append((request.url.host, name, request.headers["host"]))
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self.server.port)
        return await self.inner.handle_async_request(
            httpx.Request(
                request.method, url, headers=request.headers, extensions=request.extensions
            )
        )

    async def aclose(self) -> None:
        await self.inner.aclose()


def guarded(server: Server, names: dict[str, Sequence[str]] | None = None) -> GuardedTransport:
    """The product's guard, with names of our own and the way to the server behind it."""

    async def find(host: str) -> Sequence[str]:
        return (names or {}).get(host, [PUBLIC])

    return GuardedTransport(find, WayHere(server))


@asynccontextmanager
async def serving() -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.handle, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await listening.wait_closed()
