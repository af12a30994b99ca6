"""Where Microsoft's services are that a bot in Teams talks with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx

from bot.channels.teams.service_urls import is_loopback, is_microsofts

_SECONDS: Final = 10.0


def _client() -> httpx.Client:
    return httpx.Client(timeout=_SECONDS)


@dataclass(frozen=True, slots=True)
class Cloud:
    """The public cloud, unless something else stands in for it."""

    metadata: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    """Tells who signs what the Bot Framework brings, and by which keys."""
    login: str = "https://login.microsoftonline.com"
    """Microsoft Entra, which signs the tokens of people."""
    is_service: Callable[[str], bool] = is_microsofts
    """Whether an address may be written to."""
    http: Callable[[], httpx.Client] = _client
    """What our own token is fetched through."""


PUBLIC: Final = Cloud()
DEVELOPMENT: Final = Cloud(is_service=is_loopback)
