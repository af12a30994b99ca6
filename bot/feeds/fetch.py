"""Fetch one feed: bounded in bytes, seconds and hops, and only where it changed."""

import asyncio
import zlib
from dataclasses import dataclass
from typing import Final

import httpx

from bot.feeds.fault import FeedError
from knowledge.records.feeds import FeedFormat

MAX_BYTES: Final = 2_000_000
"""Of a feed, as it comes and when it is unpacked. A calendar with a thousand entries has half."""
_HOPS: Final = 5
_TIMEOUT: Final = httpx.Timeout(10.0)
_MAX_HEADER: Final = 255

_TYPES: Final[dict[FeedFormat, frozenset[str]]] = {
    "ical": frozenset({"text/calendar"}),
    "syndication": frozenset(
        {"application/rss+xml", "application/atom+xml", "application/xml", "text/xml"}
    ),
    "csv": frozenset({"text/csv", "application/csv", "text/plain"}),
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server called the version that we have."""

    etag: str | None = None
    last_modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Ask for nothing but a newer version."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed as it came."""

    body: bytes
    content_type: str
    validators: Validators


async def fetch(
    client: httpx.AsyncClient,
    address: str,
    form: FeedFormat,
    had: Validators,
    seconds: float = 30.0,
) -> Fetched | None:
    """Give what stands at an address, or None where it is still what we `had`.

    Raises `FeedError` for all that can go wrong on the way.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _follow(client, address, form, had)
    except (TimeoutError, httpx.TimeoutException) as error:
        raise FeedError("too_slow") from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise FeedError("unreachable") from error


async def _follow(
    client: httpx.AsyncClient, address: str, form: FeedFormat, had: Validators
) -> Fetched | None:
    """Follow redirects ourselves: httpx would read the whole body of each."""
    headers = {"Accept-Encoding": "gzip", "User-Agent": "Idelos", **had.headers}
    request = client.build_request("GET", address, headers=headers, timeout=_TIMEOUT)
    for _ in range(_HOPS + 1):
        response = await client.send(request, stream=True)
        try:
            if response.next_request is None:
                return await _taken(response, form)
            request = response.next_request
        finally:
            await response.aclose()
    raise FeedError("too_many_redirects")


async def _taken(response: httpx.Response, form: FeedFormat) -> Fetched | None:
    if response.status_code == httpx.codes.NOT_MODIFIED:
        return None
    if response.status_code != httpx.codes.OK:
        raise FeedError("odd_status")
    content_type = response.headers.get("content-type", "")
    if content_type.partition(";")[0].strip().lower() not in _TYPES[form]:
        raise FeedError("odd_type")
    body = _unpacked(await _read(response), response.headers.get("content-encoding", ""))
    return Fetched(body, content_type, _validators(response.headers))


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise FeedError("too_large")
    return bytes(body)


def _unpacked(body: bytes, encoding: str) -> bytes:
    """Unpack it ourselves, since only so it can be stopped before a bomb fills the memory."""
    match encoding.strip().lower():
        case "" | "identity":
            return body
        case "gzip":
            return _gunzipped(body)
    raise FeedError("odd_packing")


def _gunzipped(body: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        text = unpacking.decompress(body, MAX_BYTES + 1)
    except zlib.error as error:
        raise FeedError("odd_packing") from error
    if len(text) > MAX_BYTES:
        raise FeedError("too_large")
    if not unpacking.eof:
        raise FeedError("odd_packing")
    return text


def _validators(headers: httpx.Headers) -> Validators:
    etag, changed = headers.get("etag"), headers.get("last-modified")
    return Validators(_short(etag), _short(changed))


def _short(value: str | None) -> str | None:
    """One that is too long for its column is as good as none."""
    return value if value and len(value) <= _MAX_HEADER and value.isprintable() else None
