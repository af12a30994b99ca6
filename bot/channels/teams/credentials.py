"""The token that the bot shows Teams, by a secret or by the machine's managed identity."""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from threading import Lock
from typing import Any, Final, TypeAlias

import httpx
import jwt
from msal import ConfidentialClientApplication, ManagedIdentityClient, UserAssignedManagedIdentity

from bot.notices.notice import TryLaterError

logger = logging.getLogger(__name__)

Ask: TypeAlias = Callable[[], Mapping[str, Any]]
"""Fetches a token, or gives the one that is kept; blocks meanwhile. As MSAL answers: with
``access_token``, or with what is wrong."""

AUTHORITY: Final = "https://login.microsoftonline.com"
RESOURCE: Final = "https://api.botframework.com"

MENDS: Final[Mapping[str, str]] = {
    "AADSTS700016": "this organisation has no such application: look at IDELOS_TEAMS_APP_ID and "
    "IDELOS_TEAMS_TENANT",
    "AADSTS7000112": "the application is disabled in Microsoft Entra: enable it there",
    "AADSTS7000215": "IDELOS_TEAMS_APP_SECRET is wrong: it is the value of the secret, not its id",
    "AADSTS7000222": "the secret has expired: make a new one in Microsoft Entra and put it in "
    "IDELOS_TEAMS_APP_SECRET",
    "AADSTS90002": "there is no such organisation: look at IDELOS_TEAMS_TENANT",
}
"""What to do, by the codes of https://learn.microsoft.com/entra/identity-platform/
reference-error-codes."""
_ELSE: Final = (
    "look whether this machine reaches login.microsoftonline.com, or has the managed identity of "
    "the bot"
)
_AADSTS: Final = re.compile(r"AADSTS\d+")


class BySecret:
    """Asks as an application of one organisation, by its secret."""

    def __init__(self, app_id: str, tenant: str, secret: str, http: httpx.Client) -> None:
        self._app_id = app_id
        self._tenant = tenant
        self._secret = secret
        self._http = http

    def __call__(self) -> Mapping[str, Any]:
        """Ask. Raises what MSAL raises where Microsoft can't be reached."""
        told = self._client.acquire_token_for_client([f"{RESOURCE}/.default"])
        return dict(told or {})

    @cached_property
    def _client(self) -> ConfidentialClientApplication:  # asks Microsoft as it is made
        return ConfidentialClientApplication(
            self._app_id,
            client_credential=self._secret,
            authority=f"{AUTHORITY}/{self._tenant}",
            http_client=self._http,
            instance_discovery=False,  # the authority is Microsoft's own
        )


class ByIdentity:
    """Asks as the managed identity of this machine."""

    def __init__(self, app_id: str, http: httpx.Client) -> None:
        identity = UserAssignedManagedIdentity(client_id=app_id)
        self._client = ManagedIdentityClient(identity, http_client=http)

    def __call__(self) -> Mapping[str, Any]:
        """Ask. Raises what MSAL raises where the machine has no identity."""
        return dict(self._client.acquire_token_for_client(resource=RESOURCE))


def nobody() -> Mapping[str, Any]:
    """Give what looks like a token, for development, where nobody checks it."""
    key = "for development only, not a secret"
    return {"access_token": jwt.encode({"exp": 4_102_444_800}, key, "HS256")}


class Credentials:
    """Gives the token, as the connection asks for it. It is kept where it was fetched."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._lock = Lock()
        self._trouble = ""

    async def get(self) -> str:
        """Give a token. Raises `TryLaterError`, as nothing gets through without one."""
        return await asyncio.to_thread(self._get)

    def _get(self) -> str:
        with self._lock:  # so that one fetches it, and others find it
            told = self._asked()
            token = told.get("access_token")
            self._complain("" if token else explain(told))
        if not isinstance(token, str):
            raise TryLaterError("teams token", whole_channel=True)
        return token

    def _complain(self, trouble: str) -> None:
        """Tell the operator what is wrong, once."""
        if trouble and trouble != self._trouble:
            logger.error("No token for Teams. %s", trouble)
        self._trouble = trouble

    def _asked(self) -> Mapping[str, Any]:
        try:
            return self._ask()
        except Exception as error:  # MSAL raises what it likes; its words hold addresses
            return {"error": type(error).__name__}


def explain(told: Mapping[str, Any]) -> str:
    """Say what went wrong, and what whoever runs the bot has to do about it.

    Microsoft's own words are left out: they may name what was sent.
    """
    found = _AADSTS.search(str(told.get("error_description", "")))
    code = found[0] if found else re.sub(r"\W+", " ", str(told.get("error", "No answer")))[:60]
    return f"{code}: {MENDS.get(code, _ELSE)}"
