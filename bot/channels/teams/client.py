"""Calls to the connector of Teams, by one bot."""

import logging
from collections.abc import Mapping
from random import Random
from typing import Any, Final, Protocol
from urllib.parse import quote

import httpx

from bot.channels.teams.cloud import Cloud
from bot.channels.teams.errors import OursError, UntrustedError, breakdown, refusal
from bot.channels.teams.incoming import in_thread
from bot.channels.teams.references import Reference

logger = logging.getLogger(__name__)

_LINES: Final = ("httpx", "httpcore", "msal", "urllib3")
_TIMEOUT: Final = httpx.Timeout(15.0, connect=5.0)


class Tokens(Protocol):
    """What shows Teams who calls."""

    async def get(self) -> str:
        """Give a token that is good now. Raises `TryLaterError` where there is none."""
        ...


class Connection:
    """The way to Teams. Calls are made once: what fails is tried again by whoever has the work.

    All raise what `errors.CODES` makes of a refusal, and `UntrustedError` for an address that is
    not Microsoft's.
    """

    def __init__(self, tokens: Tokens, cloud: Cloud, chance: Random) -> None:
        """`chance` spreads those who are asked to come back later."""
        for name in _LINES:  # they tell of addresses, which name people's conversations
            logging.getLogger(name).setLevel(logging.WARNING)
        self._tokens = tokens
        self._cloud = cloud
        self._chance = chance
        self.http: Final = httpx.AsyncClient(timeout=_TIMEOUT)

    async def post(
        self, reference: Reference, thread: str | None, activity: Mapping[str, Any]
    ) -> str:
        """Post an activity in a conversation or one of its threads, and give its id."""
        path = f"{_conversation(reference, thread)}/activities"
        return str((await self._call("POST", reference.service_url, path, activity)).get("id", ""))

    async def update(
        self,
        reference: Reference,
        thread: str | None,
        message: str,
        activity: Mapping[str, Any],
    ) -> None:
        """Put an activity in the place of one that was posted."""
        path = f"{_conversation(reference, thread)}/activities/{quote(message, safe='')}"
        await self._call("PUT", reference.service_url, path, {**activity, "id": message})

    async def personal(self, tenant: str, user: str, service_url: str) -> Reference:
        """Open the conversation that a person has alone with the bot; it may be there already."""
        made = await self._call(
            "POST",
            service_url,
            "v3/conversations",
            {
                "members": [{"id": user}],
                "tenantId": tenant,
                "channelData": {"tenant": {"id": tenant}},
            },
        )
        moved = str(made.get("serviceUrl", ""))
        address = moved if self._cloud.is_service(moved) else service_url
        return Reference(str(made["id"]), tenant, "personal", address, user)

    async def aclose(self) -> None:
        """Close what is open."""
        await self.http.aclose()

    async def _call(
        self, method: str, service_url: str, path: str, body: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        if not self._cloud.is_service(service_url):
            raise UntrustedError("teams service URL")
        headers = {"Authorization": f"Bearer {await self._tokens.get()}"}
        url = f"{service_url.rstrip('/')}/{path}"
        try:
            answer = await self.http.request(method, url, json=body, headers=headers)
        except httpx.HTTPError as error:
            raise breakdown(error) from None  # without the address
        if answer.is_success:
            return _read(answer)
        meaning = refusal(answer, self._chance)
        if isinstance(meaning, OursError):
            logger.error(
                "%s: register IDELOS_TEAMS_APP_ID as a bot with Teams as a channel", meaning
            )
        raise meaning


def _conversation(reference: Reference, thread: str | None) -> str:
    held = reference.conversation
    return f"v3/conversations/{quote(in_thread(held, thread) if thread else held, safe='')}"


def _read(answer: httpx.Response) -> Mapping[str, Any]:
    """Read what it says, which may be nothing."""
    try:
        told = answer.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
