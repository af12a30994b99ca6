"""The Slack app: what Slack brings is verified, authorised, cut down, kept and acknowledged."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl

from slack_bolt.adapter.starlette.async_handler import (
    to_async_bolt_request,
    to_starlette_response,
)
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import Clock, SignatureVerifier
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.body_limit import BodyLimit
from bot.channels.slack.departure import Departure
from bot.channels.slack.installations import Installations
from bot.channels.slack.listen import AtOnce, Listener
from bot.channels.slack.quiet import quieten
from bot.channels.slack.surfaces import READERS
from bot.faults import report
from bot.intake.item import Item
from bot.speech.catalogue import catalogue

PATHS: Final = ("/slack/events", "/slack/interactive", "/slack/commands", "/slack/options")
"""Where Slack brings things. All four are the same; the manifest names one for each kind."""
_MOST: Final = 2 * 1024 * 1024
"""Bytes in one request. Slack says no limit: a message has up to 40,000 characters, comes as text
and as blocks, and may take six bytes a character."""


def make_app(
    installations: Installations,
    take: Callable[[Item], Awaitable[bool]],
    clock: Callable[[], datetime],
    at_once: Mapping[str, AtOnce],
) -> AsyncApp:
    """Make the app; `take` keeps what comes in, `at_once` answers what can't wait, by kind.

    Verified is what comes through `Endpoint`, or over a socket that the app opened itself. Bolt
    then looks up the installation, leaves out what the app did itself, and lets us listen.
    """

    async def authorize(team_id: str, enterprise_id: str | None) -> AuthorizeResult | None:
        found = await installations.find(team_id, enterprise_id)
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.bot_user,
            bot_token=found.bot_token,
        )

    quieten()
    app = AsyncApp(
        name="slack_bolt.idelos",
        authorize=authorize,  # type: ignore[arg-type] # None is what it takes for «not let in»
        request_verification_enabled=False,  # done by `Endpoint`, before anything is read
        user_facing_authorize_error_message=catalogue("nb").text("slack_errors.not_installed"),
    )
    app.middleware(Departure(installations))
    app.middleware(Listener(take, clock, READERS, at_once))
    app.error(_failed)
    return app


async def _failed(error: Exception) -> None:
    """Nothing was kept, and Bolt answers 500: Slack brings it again."""
    report(error, "taking in from Slack")


class Endpoint:
    """Where Slack brings things over HTTP."""

    def __init__(self, app: AsyncApp, secret: str, clock: Callable[[], datetime]) -> None:
        """`secret` is what Slack signs with."""
        self._app = app
        self._verifier = SignatureVerifier(secret, _Now(clock))

    def routes(self) -> Sequence[Route]:
        """Give the paths."""
        limit = [Middleware(BodyLimit, limit=_MOST)]
        return [Route(path, self.take, methods=["POST"], middleware=limit) for path in PATHS]

    async def take(self, request: Request) -> Response:
        """Read nothing of what is not signed, or was signed more than five minutes ago."""
        body = await request.body()
        if not self._is_signed(body, request):
            return Response(status_code=401)
        told = to_async_bolt_request(request, _as_json(body))
        return to_starlette_response(await self._app.async_dispatch(told))

    def _is_signed(self, body: bytes, request: Request) -> bool:
        try:
            return self._verifier.is_valid_request(body, dict(request.headers))
        except (OverflowError, TypeError, ValueError):  # not even of the right form
            return False


def _as_json(body: bytes) -> bytes:
    """Give what a form holds; events are JSON already.

    Bolt takes every form that has the word «payload» anywhere, as in what somebody wrote after a
    slash command, for one of an interaction, and finds nothing in it.
    """
    if body.startswith(b"{"):
        return body
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    return form["payload"].encode() if "payload" in form else json.dumps(form).encode()


class _Now(Clock):
    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()
