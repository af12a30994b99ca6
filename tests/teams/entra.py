"""Microsoft Entra as people sign in to it: its documents, keys, and tokens as Teams has them."""

from datetime import datetime, timedelta
from typing import Any, Final

import jwt
from aiohttp import web
from jwt.algorithms import RSAAlgorithm

from tests.teams.keys import private_key
from tests.teams.world import APP, OTHER_TENANT, TENANT, Json, Person

TEAMS_ON_THE_WEB: Final = "5e3ce6c0-2b1f-4285-8d4b-75ee78787346"


class Entra:
    """The directory of each organisation, which signs with keys of its own."""

    def __init__(self) -> None:
        self.address = ""
        self.signing = {TENANT: "entra-1", OTHER_TENANT: "entra-other"}
        self.published = {tenant: [name] for tenant, name in self.signing.items()}
        self.asked: list[str] = []
        """Whose keys were fetched."""
        self.broken = False

    def rotate(self, tenant: str, name: str) -> None:
        """Sign by another key from now on, and publish only that."""
        self.signing[tenant] = name
        self.published[tenant] = [name]

    def token(self, person: Person, at: datetime, **changes: Any) -> str:
        """Give a token for the app as Teams has it; `changes` are other claims, and None leaves
        one out."""
        claims: Json = {
            "aud": APP,
            "iss": f"{self.address}/{person.tenant}/v2.0",
            "iat": at,
            "nbf": at,
            "exp": at + timedelta(minutes=75),
            "azp": TEAMS_ON_THE_WEB,
            "azpacr": "0",
            "name": person.name,
            "oid": person.aad,
            "preferred_username": "kari@kommune.test",
            "scp": "access_as_user",
            "sub": "made-for-this-app-alone",
            "tid": person.tenant,
            "ver": "2.0",
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        key = self.signing[person.tenant]
        return jwt.encode(claims, private_key(key), "RS256", {"kid": key})

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._document),
                web.get("/{tenant}/discovery/v2.0/keys", self._keys),
            ]
        )
        return app

    async def _document(self, request: web.Request) -> web.Response:
        tenant, origin = request.match_info["tenant"], request.url.origin()
        return web.json_response(
            {
                "issuer": f"{origin}/{tenant}/v2.0",
                "jwks_uri": f"{origin}/{tenant}/discovery/v2.0/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        )

    async def _keys(self, request: web.Request) -> web.Response:
        tenant = request.match_info["tenant"]
        self.asked.append(tenant)
        if self.broken:
            raise web.HTTPServiceUnavailable
        return web.json_response({"keys": [_shown(it) for it in self.published[tenant]]})


def _shown(name: str) -> Json:
    public = RSAAlgorithm.to_jwk(private_key(name).public_key(), as_dict=True)
    return {"kty": "RSA", "use": "sig", "kid": name, "n": public["n"], "e": public["e"]}
