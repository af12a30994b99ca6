"""The keys that Microsoft signs with: fetched when they are needed, and kept a day.

They change while we run. A key that is not known is looked for at most once in some minutes, so
that nobody can make us ask for it with every made-up token. Where they can't be fetched, those
that are known stay in use.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
import jwt

from bot.faults import report

_KEPT: Final = timedelta(hours=24)
_PAUSE: Final = timedelta(minutes=5)
"""Between looking for keys that are not known."""
_AGAIN: Final = timedelta(seconds=10)
"""Until Microsoft is asked again that did not answer."""
_PATIENCE: Final = 5.0
"""Seconds to wait for it; Teams waits fifteen for us."""
_NO_KEYS: Final = (
    *(httpx.HTTPError, httpx.InvalidURL, jwt.PyJWTError),
    *(AttributeError, KeyError, TypeError, ValueError),
)
"""Microsoft did not answer, or with something that is no list of keys."""


class KeysUnavailableError(Exception):
    """No keys are known, and Microsoft does not tell them now."""


@dataclass(frozen=True, slots=True)
class Key:
    """One public key."""

    public: jwt.PyJWK
    endorsements: frozenset[str]
    """The channels that its tokens may speak for; keys of sign-in have none."""


class Keys:
    """Finds keys by their id."""

    def __init__(
        self, http: httpx.AsyncClient, metadata: str, clock: Callable[[], datetime]
    ) -> None:
        """`metadata` is the address of the OpenID configuration that names their list."""
        self._http = http
        self._metadata = metadata
        self._clock = clock
        self._keys: Mapping[str, Key] = {}
        self._fetched_at: datetime | None = None
        self._next_try: datetime | None = None
        self._fetching = asyncio.Lock()

    async def find(self, kid: str) -> Key | None:
        """Give a key; None where Microsoft has none of that id. Raises `KeysUnavailableError`."""
        if kid in self._keys and self._fetching.locked():  # nobody waits for what is known
            return self._keys[kid]
        async with self._fetching:
            if self._should_fetch(kid):
                await self._fetch()
        if not self._keys:
            raise KeysUnavailableError
        return self._keys.get(kid)

    def _should_fetch(self, kid: str) -> bool:
        now = self._clock()
        if self._next_try and now < self._next_try:
            return False
        is_old = self._fetched_at is None or now >= self._fetched_at + _KEPT
        return is_old or kid not in self._keys

    async def _fetch(self) -> None:
        try:
            self._keys = _read(await self._get((await self._get(self._metadata))["jwks_uri"]))
        except _NO_KEYS as fault:
            report(fault, "fetching the keys that sign what Teams brings")
            self._next_try = self._clock() + _AGAIN
            return
        self._fetched_at = self._clock()
        self._next_try = self._fetched_at + _PAUSE

    async def _get(self, url: str) -> Any:
        return (await self._http.get(url, timeout=_PATIENCE)).raise_for_status().json()


def _read(answer: Any) -> Mapping[str, Key]:
    """Read a list of keys. Raises ValueError where there is none that could have signed."""
    keys = {it["kid"]: _key(it) for it in answer["keys"] if it.get("kty") == "RSA"}
    if not keys:
        raise ValueError("no keys")
    return keys


def _key(jwk: Mapping[str, Any]) -> Key:
    public = jwt.PyJWK(dict(jwk), algorithm="RS256")
    return Key(public, frozenset(jwk.get("endorsements") or ()))
