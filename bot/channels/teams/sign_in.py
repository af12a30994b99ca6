"""Who somebody is that sees the tab: the token of Microsoft Entra, checked whole.

Teams gives the page a token for our own app (single sign-on), as in
https://learn.microsoft.com/microsoftteams/platform/tabs/how-to/authentication/tab-sso-overview
Its claims are those of
https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference, of version 2.0.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import httpx
import jwt

from bot.channels.teams.features import SIGN_IN
from bot.channels.teams.keys import Keys
from bot.channels.teams.signed import NotLetInError, bearer, claims_of, key_of

_UNCHECKED: Final[Any] = {"verify_signature": False}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody whom their organisation vouches for."""

    tenant: str
    user: str
    """Their object id there; a GUID in lower case."""


class SignIns:
    """Checks the tokens of people."""

    def __init__(
        self,
        app_id: str,
        tenants: Collection[str],
        login: str,
        http: httpx.AsyncClient,
        clock: Callable[[], datetime],
    ) -> None:
        """`tenants` are the organisations that are let in; `login` is Microsoft Entra's address."""
        self._app_id = app_id
        self._clock = clock
        self._issuers = {it: f"{login}/{it}/v2.0" for it in tenants}
        self._keys = {
            tenant: Keys(http, f"{issuer}/.well-known/openid-configuration", clock)
            for tenant, issuer in self._issuers.items()
        }

    async def verify(self, authorization: str) -> SignedIn:
        """Check the header ``Authorization`` of a request.

        Raises `NotLetInError`, and `KeysUnavailableError` where it can't be told now.
        """
        token = bearer(authorization)
        tenant = _claimed_tenant(token)
        if tenant not in self._keys:
            raise NotLetInError("other organisation")
        key = await key_of(token, self._keys[tenant])
        claims = claims_of(token, key, self._app_id, self._issuers[tenant], self._clock())
        if claims.get("tid") != tenant:
            raise NotLetInError("other organisation")
        if SIGN_IN not in str(claims.get("scp", "")).split():
            raise NotLetInError("not to sign in")
        user = claims.get("oid")
        if not (isinstance(user, str) and user):
            raise NotLetInError("nobody")
        return SignedIn(tenant, user.lower())


def _claimed_tenant(token: str) -> str:
    """Read whose keys are to be asked for; nothing of the token is believed yet."""
    try:
        claims = jwt.decode(token, options=_UNCHECKED)
    except (jwt.PyJWTError, RecursionError, ValueError) as fault:
        raise NotLetInError(type(fault).__name__) from None
    return str(claims.get("tid"))
