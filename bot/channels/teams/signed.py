"""Tokens that Microsoft signs: what those of the Bot Framework and of people have in common."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import jwt

from bot.channels.teams.keys import Key, Keys

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
    """What Microsoft does not vouch for, or not to us. Its text says which check failed."""


def bearer(authorization: str) -> str:
    """Give the token in the header ``Authorization``. Raises `NotLetInError` for none."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotLetInError("no token")
    return token


async def key_of(token: str, keys: Keys) -> Key:
    """Find the key that a token says it is signed with; nothing of the token is believed yet.

    Raises `NotLetInError`, and `KeysUnavailableError` where it can't be told now.
    """
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, RecursionError, ValueError) as fault:
        raise NotLetInError(type(fault).__name__) from None
    kid = header.get("kid")
    if header.get("alg") != _ALGORITHM or not isinstance(kid, str):
        raise NotLetInError("not signed as by Microsoft")
    key = await keys.find(kid)
    if key is None:
        raise NotLetInError("unknown key")
    return key


def claims_of(token: str, key: Key, audience: str, issuer: str, now: datetime) -> Mapping[str, Any]:
    """Give what a token says, signed by that key, to us, by whom it has to be, and still.

    Raises `NotLetInError`.
    """
    try:
        claims = jwt.decode(
            token,
            key.public.key,
            algorithms=[_ALGORITHM],
            audience=audience,
            issuer=issuer,
            options=_DECODING,
        )
    except (jwt.PyJWTError, RecursionError, ValueError) as fault:
        raise NotLetInError(type(fault).__name__) from None
    _check_time(claims, now.timestamp())
    return claims


def _check_time(claims: Mapping[str, Any], now: float) -> None:
    if not _moment(claims, "nbf") - _LEEWAY <= now:
        raise NotLetInError("not valid yet")
    if not now < _moment(claims, "exp") + _LEEWAY:
        raise NotLetInError("expired")


def _moment(claims: Mapping[str, Any], name: str) -> float:
    moment = claims[name]
    if isinstance(moment, bool) or not isinstance(moment, int | float):
        raise NotLetInError(f"{name} is no moment")
    return moment
