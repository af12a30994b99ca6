"""The keys of the Bot Framework, its documents about them, and tokens signed as it signs them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from tests.teams.world import APP, SERVICE, Json

ISSUER: Final = "https://api.botframework.com"
METADATA: Final = "/v1/.well-known/openidconfiguration"
_KEYS: Final = "/v1/.well-known/keys"


@cache
def private_key(name: str) -> RSAPrivateKey:
    """Make a key, once in a process: it takes its time."""
    return generate_private_key(65537, 2048)


@dataclass
class Keys:
    """Those that are published at the moment, with what each may vouch for."""

    published: dict[str, Sequence[str]] = field(
        default_factory=lambda: {"key-1": ("msteams", "skype")}
    )
    signing: str = "key-1"
    asked: int = 0
    """How many times the keys were fetched."""
    broken: bool = False
    """Whether they can't be had for now."""

    def rotate(self, name: str, *endorsements: str, keep: bool = False) -> None:
        """Sign by another key from now on; the others are no longer published unless kept."""
        others = self.published if keep else {}
        self.published = {**others, name: endorsements or ("msteams",)}
        self.signing = name

    def token(self, at: datetime, **changes: Any) -> str:
        """Give a token as it comes with a request at this moment; `changes` are other claims, and
        None leaves one out."""
        claims: Json = {
            "serviceurl": SERVICE,
            "nbf": at,
            "exp": at + timedelta(hours=1),
            "iss": ISSUER,
            "aud": APP,
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self.signing, "x5t": self.signing}
        return jwt.encode(claims, private_key(self.signing), "RS256", headers)

    def routes(self) -> list[web.RouteDef]:
        return [web.get(METADATA, self._metadata), web.get(_KEYS, self._published)]

    async def _metadata(self, request: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": ISSUER,
                "authorization_endpoint": "https://invalid.botframework.com",
                "jwks_uri": f"{request.url.origin()}{_KEYS}",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            }
        )

    async def _published(self, _: web.Request) -> web.Response:
        self.asked += 1
        if self.broken:
            raise web.HTTPServiceUnavailable
        return web.json_response({"keys": [_shown(*it) for it in self.published.items()]})


def _shown(name: str, endorsements: Sequence[str]) -> Json:
    public = RSAAlgorithm.to_jwk(private_key(name).public_key(), as_dict=True)
    told = {"n": public["n"], "e": public["e"], "kty": "RSA", "use": "sig"}
    return told | {"kid": name, "x5t": name, "endorsements": list(endorsements)}


def now() -> datetime:
    """The time of this machine, where a test has no clock."""
    return datetime.now(UTC)
