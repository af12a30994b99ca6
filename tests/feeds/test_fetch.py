import asyncio
import gzip
import socket
import zlib
from collections.abc import Sequence

import httpx
import pytest

from bot.feeds.fault import FeedError
from bot.feeds.fetch import MAX_BYTES, Fetched, Validators, fetch
from bot.feeds.guard import GuardedTransport, is_public, resolve
from tests.feeds.server import PUBLIC, Server, WayHere, Write, answered, guarded, sent_on

HAD = Validators()
HOME = "https://feed.example/"
BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


async def get(
    server: Server,
    address: str = HOME,
    had: Validators = HAD,
    names: dict[str, Sequence[str]] | None = None,
    seconds: float = 30,
) -> Fetched | None:
    async with httpx.AsyncClient(transport=guarded(server, names), trust_env=False) as client:
        return await fetch(client, address, "ical", had, seconds)


async def fault(server: Server, address: str = HOME, **options: object) -> str:
    with pytest.raises(FeedError) as caught:
        await get(server, address, **options)  # type: ignore[arg-type]
    return caught.value.code


async def test_a_feed_comes_with_what_its_server_calls_the_version(server: Server) -> None:
    server.answers["/"] = answered(BODY, ETag='"7"', Last_Modified="Sat, 28 Nov 2026 08:00:00 GMT")
    fetched = await get(server)
    assert fetched is not None
    assert fetched.body == BODY
    assert fetched.validators == Validators('"7"', "Sat, 28 Nov 2026 08:00:00 GMT")


async def test_what_we_have_is_not_sent_again(server: Server) -> None:
    server.answers["/"] = answered(b"", status="304 Not Modified")
    assert await get(server, had=Validators('"7"', "Sat, 28 Nov 2026 08:00:00 GMT")) is None
    _, headers = server.asked[0]
    assert headers["if-none-match"] == '"7"'
    assert headers["if-modified-since"] == "Sat, 28 Nov 2026 08:00:00 GMT"


async def test_validators_that_do_not_fit_are_forgotten(server: Server) -> None:
    server.answers["/"] = answered(BODY, ETag="x" * 300)
    fetched = await get(server)
    assert fetched is not None
    assert fetched.validators == Validators()


@pytest.mark.parametrize("status", ["500 Oh", "404 Not Found", "204 No Content", "206 Partial"])
async def test_only_a_whole_answer_counts(server: Server, status: str) -> None:
    server.answers["/"] = answered(BODY, status=status)
    assert await fault(server) == "odd_status"


@pytest.mark.parametrize("kind", ["text/html", "application/octet-stream", ""])
async def test_another_type_is_refused(server: Server, kind: str) -> None:
    server.answers["/"] = answered(BODY, kind)
    assert await fault(server) == "odd_type"


async def test_a_huge_feed_is_left_while_it_still_comes(server: Server) -> None:
    sent = 0

    async def endless(write: Write) -> None:
        nonlocal sent
        await write(b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\n")
        while True:
            await write(b"x" * 65_536)
            sent += 65_536

    server.answers["/"] = endless
    assert await fault(server) == "too_large"
    assert sent < 10 * MAX_BYTES


async def test_a_slow_feed_is_left(server: Server) -> None:
    done = asyncio.Event()

    async def never(write: Write) -> None:
        await write(b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\n\r\nB")
        await done.wait()

    server.answers["/"] = never
    assert await fault(server, seconds=0.2) == "too_slow"
    done.set()


@pytest.mark.parametrize(
    "broken", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"]
)
async def test_a_broken_answer_is_no_feed(server: Server, broken: bytes) -> None:
    server.answers["/"] = broken.replace(b"OK\r\n", b"OK\r\nContent-Type: text/calendar\r\n")
    assert await fault(server) == "unreachable"


async def test_a_packed_feed_is_unpacked(server: Server) -> None:
    server.answers["/"] = answered(gzip.compress(BODY), Content_Encoding="gzip")
    fetched = await get(server)
    assert fetched is not None
    assert fetched.body == BODY


async def test_a_bomb_does_not_go_off(server: Server) -> None:
    bomb = gzip.compress(b"\0" * (50 * MAX_BYTES))
    assert len(bomb) < MAX_BYTES
    server.answers["/"] = answered(bomb, Content_Encoding="gzip")
    assert await fault(server) == "too_large"


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"not gzip", "gzip"),
        (gzip.compress(BODY, mtime=0)[:-9], "gzip"),
        (zlib.compress(BODY), "deflate"),
        (gzip.compress(gzip.compress(BODY, mtime=0), mtime=0), "gzip, gzip"),
    ],
)
async def test_odd_packing_is_refused(server: Server, body: bytes, encoding: str) -> None:
    server.answers["/"] = answered(body, Content_Encoding=encoding)
    assert await fault(server) == "odd_packing"


async def test_redirects_are_followed(server: Server) -> None:
    server.answers |= {"/": sent_on("/a"), "/a": sent_on("https://b.example/b")}
    server.answers["/b"] = answered(BODY)
    assert await get(server) is not None
    assert server.paths == ["/", "/a", "/b"]


async def test_redirects_in_a_ring_end(server: Server) -> None:
    server.answers |= {"/": sent_on("/a"), "/a": sent_on("/")}
    assert await fault(server) == "too_many_redirects"
    assert len(server.asked) == 6


async def test_the_body_of_a_redirect_is_not_read(server: Server) -> None:
    async def endless(write: Write) -> None:
        await write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\n\r\n")
        while True:
            await write(b"x" * 65_536)

    server.answers |= {"/": endless, "/a": answered(BODY)}
    assert await get(server) is not None


@pytest.mark.parametrize(
    "target",
    [
        "http://feed.example/",
        "https://feed.example:8443/",
        "https://inside.example/",
        "https://mixed.example/",
        "https://nowhere.example/",
        "ftp://feed.example/",
        "file:///etc/passwd",
    ],
)
async def test_each_hop_is_checked(server: Server, target: str) -> None:
    names: dict[str, Sequence[str]] = {
        "inside.example": ["10.0.0.7"],
        "mixed.example": [PUBLIC, "127.0.0.1"],
        "nowhere.example": [],
    }
    server.answers["/"] = sent_on(target)
    assert await fault(server, names=names) in {"unsafe_address", "unreachable"}
    assert server.paths == ["/"]


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"],
)
async def test_this_machine_is_refused_however_it_is_written(server: Server, host: str) -> None:
    way = WayHere(server)
    async with httpx.AsyncClient(transport=GuardedTransport(resolve, way)) as client:
        with pytest.raises(FeedError):
            await fetch(client, f"https://{host}/", "ical", HAD)
    assert way.went == []


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to be refused
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


async def test_what_dns_says_the_second_time_makes_no_difference(server: Server) -> None:
    said = iter([[PUBLIC], ["127.0.0.1"]])

    async def find(host: str) -> Sequence[str]:
        return next(said)

    way = WayHere(server)
    server.answers["/"] = answered(BODY)
    async with httpx.AsyncClient(transport=GuardedTransport(find, way)) as client:
        await fetch(client, HOME, "ical", HAD)
        assert way.went == [(PUBLIC, "feed.example", "feed.example")]
        with pytest.raises(FeedError, match="unsafe address"):
            await fetch(client, HOME, "ical", HAD)
    assert len(way.went) == 1


async def test_the_next_address_of_a_host_is_tried(server: Server) -> None:
    class Deaf(WayHere):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if ":" in request.url.host:
                raise httpx.ConnectError("no way by IPv6")
            return await super().handle_async_request(request)

    async def find(host: str) -> Sequence[str]:
        return ["2606:4700::1111", PUBLIC]

    server.answers["/"] = answered(BODY)
    async with httpx.AsyncClient(transport=GuardedTransport(find, Deaf(server))) as client:
        assert await fetch(client, HOME, "ical", HAD) is not None


async def test_a_name_that_nobody_knows(server: Server) -> None:
    async def find(host: str) -> Sequence[str]:
        raise socket.gaierror("no such name")

    async with httpx.AsyncClient(transport=GuardedTransport(find, WayHere(server))) as client:
        with pytest.raises(FeedError, match="unreachable"):
            await fetch(client, HOME, "ical", HAD)
