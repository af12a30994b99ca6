"""Whether it is Teams that brings something: the token of the Bot Framework, checked whole.

Each check is one of those that Microsoft demands of a bot that does not leave them to its SDK:
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
That only some organisations are let in is our own.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import jwt

from bot.channels.teams.activity import Activity
from bot.channels.teams.keys import Keys

CHANNEL: Final = "msteams"
_ISSUER: Final = "https://api.botframework.com"
_ALGORITHM: Final = "RS256"
_LEEWAY: Final = 300
"""Seconds that clocks may differ."""
_DECODING: Final[Any] = {
    "require": ["aud", "exp", "iss", "nbf"],
    "strict_aud": True,
    # These are checked against the clock that is given.
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


class NotLetInError(Exception):
    """Something that Teams did not bring, or not for us. Its text says which check failed."""


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
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotLetInError("no token")
        key = await self._keys.find(_key_id(token))
        if key is None:
            raise NotLetInError("unknown key")
        claims = self._claims(token, key.public)
        self._check_time(claims)
        return Caller(str(claims.get("serviceurl", "")), key.endorsements)

    def _claims(self, token: str, key: jwt.PyJWK) -> Mapping[str, Any]:
        try:
            return jwt.decode(
                token,
                key.key,
                algorithms=[_ALGORITHM],
                audience=self._app_id,
                issuer=_ISSUER,
                options=_DECODING,
            )
        except (jwt.PyJWTError, RecursionError, ValueError) as fault:
            raise NotLetInError(type(fault).__name__) from None

    def _check_time(self, claims: Mapping[str, Any]) -> None:
        now = self._clock().timestamp()
        if not _moment(claims, "nbf") - _LEEWAY <= now:
            raise NotLetInError("not valid yet")
        if not now < _moment(claims, "exp") + _LEEWAY:
            raise NotLetInError("expired")


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


def _key_id(token: str) -> str:
    """Read which key a token says it is signed with; nothing of it is believed yet."""
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, RecursionError, ValueError) as fault:
        raise NotLetInError(type(fault).__name__) from None
    kid = header.get("kid")
    if header.get("alg") != _ALGORITHM or not isinstance(kid, str):
        raise NotLetInError("not signed as by Microsoft")
    return kid


def _moment(claims: Mapping[str, Any], name: str) -> float:
    moment = claims[name]
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise NotLetInError(f"{name} is no moment")
    return moment


def _bare(url: str) -> str:
    return url.rstrip("/")
