"""The way out to the network: https only, and never to a machine that is not public."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, TypeAlias

import httpx

from bot.feeds.fault import FeedError

Resolve: TypeAlias = Callable[[str], Awaitable[Sequence[str]]]
"""Gives the IP addresses of a host."""

_TUNNELS: Final = tuple(map(IPv6Network, ("64:ff9b::/32", "2002::/16", "2001::/32")))
"""Addresses of IPv6 that carry one of IPv4 in them, which may be a private one."""


async def resolve(host: str) -> Sequence[str]:
    """Ask the system; it reads 2130706433 and 0x7f.1 as addresses too, which we then check."""
    found = await asyncio.get_running_loop().getaddrinfo(
        host, 443, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(text: str) -> bool:
    """Tell an address that anybody may reach from private, local and special ones."""
    address: IPv4Address | IPv6Address = ip_address(text)
    if isinstance(address, IPv6Address):
        if any(address in tunnel for tunnel in _TUNNELS):
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not address.is_multicast


class GuardedTransport(httpx.AsyncBaseTransport):
    """Looks a host up once, checks the answer, and connects to just that.

    What DNS says a moment later thus makes no difference. The certificate is still checked
    against the name. Each hop of a redirect comes through here again.
    """

    def __init__(
        self, find: Resolve = resolve, way_out: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._find = find
        self._way_out = way_out or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raises `FeedError` where it would go somewhere that it must not."""
        host = request.url.raw_host.decode("ascii")
        if request.url.scheme != "https" or request.url.port is not None:
            raise FeedError("unsafe_address")
        addresses = await self._find(host)
        if not addresses or not all(map(is_public, addresses)):
            raise FeedError("unsafe_address")
        return await self._send(request, host, addresses)

    async def aclose(self) -> None:
        """Close what is open."""
        await self._way_out.aclose()

    async def _send(
        self, request: httpx.Request, host: str, addresses: Sequence[str]
    ) -> httpx.Response:
        for address in addresses[:-1]:
            try:
                return await self._way_out.handle_async_request(_sent_to(request, host, address))
            except httpx.ConnectError:
                continue  # the host has another address
        return await self._way_out.handle_async_request(_sent_to(request, host, addresses[-1]))


def _sent_to(request: httpx.Request, host: str, address: str) -> httpx.Request:
    """Give the request for one address; its Host header still says the name."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        extensions={**request.extensions, "sni_hostname": host},
    )
