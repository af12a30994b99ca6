"""Whether it is Teams that brings something: the token of the Bot Framework, checked whole.

Each check is one of those that Microsoft demands of a bot that does not leave them to its SDK:
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
That only some organisations are let in is our own.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.channels.teams.activity import Activity
from bot.channels.teams.keys import Keys
from bot.channels.teams.signed import NotLetInError, bearer, claims_of, key_of

CHANNEL: Final = "msteams"
_ISSUER: Final = "https://api.botframework.com"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a token that holds says of whoever brings something."""

    service_url: str
    channels: frozenset[str]


class Tokens:
    """Checks the tokens of requests."""

    def __init__(self, app_id: str, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._app_id = app_id
        self._keys = keys
        self._clock = clock

    async def verify(self, authorization: str) -> Caller:
        """Check the header ``Authorization`` of a request, whose body nobody has read yet.

        Raises `NotLetInError`, and `KeysUnavailableError` where it can't be told now.
        """
        token = bearer(authorization)
        key = await key_of(token, self._keys)
        claims = claims_of(token, key, self._app_id, _ISSUER, self._clock())
        return Caller(str(claims.get("serviceurl", "")), key.endorsements)


def check_activity(activity: Activity, caller: Caller, tenants: Collection[str]) -> None:
    """Check that something is what its token speaks for, and from an organisation that is let in.

    Raises `NotLetInError`.
    """
    if activity.channel_id != CHANNEL:
        raise NotLetInError("not of Teams")
    if CHANNEL not in caller.channels:
        raise NotLetInError("key not endorsed for Teams")
    if not caller.service_url or _bare(caller.service_url) != _bare(activity.service_url):
        raise NotLetInError("other service URL")
    if len(activity.tenants) != 1 or not activity.tenants <= set(tenants):
        raise NotLetInError("other organisation")


def _bare(url: str) -> str:
    return url.rstrip("/")
