"""Development: whoever is on this machine is let in without a token, and nobody else is."""

from ipaddress import ip_address
from typing import Final

from starlette.requests import Request

from bot.channels.teams.signed import NotLetInError

_BROUGHT_ON: Final = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""Headers of what somebody else sent through a proxy or a tunnel on this machine."""
_BROWSER: Final = "origin"
"""A page that is open in a browser here can send things too, and is from anywhere."""


def check_local(request: Request) -> None:
    """Check that a request comes from this machine itself. Raises `NotLetInError`."""
    if not (request.client and _is_loopback(request.client.host)):
        raise NotLetInError("not from this machine")
    if any(it in request.headers for it in (*_BROUGHT_ON, _BROWSER)):
        raise NotLetInError("brought on from elsewhere")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
