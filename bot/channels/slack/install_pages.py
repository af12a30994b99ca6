"""``/slack/install`` and ``/slack/oauth_redirect``: how a workspace lets the bot in.

The first page asks for nothing but a region. It leads to Slack by a link, and not by a form, which
our security headers would stop on its way there. Slack sends whoever said yes or no back to the
second page, with a code for which the tokens are had.
"""

import logging
import secrets
from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, Final, Protocol, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.slack.features import SCOPES
from bot.channels.slack.oauth import NO_ANSWER, Grant, GrantError, SlackOAuth
from bot.channels.slack.state import VALID, InstallStates, StateError

_log = logging.getLogger(__name__)

INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"
_BROWSER: Final = "idelos_slack_install"
"""The cookie that shows that the browser which comes back is the one that went."""
_STATUS: Final = {"cancelled": 200, NO_ANSWER: 503}
"""Every other trouble is 400."""
_TOLD: Final = frozenset({"cancelled", "expired", "foreign", NO_ANSWER, "whole_organisation"})
"""Troubles that have a sentence; for the rest there is Slack's own word."""


Draw: TypeAlias = Callable[..., Response]
"""Gives a page in the visitor's language: `draw(request, template, **values)`."""
Pace: TypeAlias = Callable[[Request], None]
"""Counts a request. Raises where too many come from one address."""


class Register(Protocol):
    """Keeps installations."""

    async def add(self, grant: Grant, region: str | None) -> None:
        """Let a workspace in, for the first time or anew."""
        ...


class InstallPages:
    """The page that asks, and the one that Slack sends people back to."""

    def __init__(
        self,
        draw: Draw,
        pace: Pace,
        oauth: SlackOAuth,
        states: InstallStates,
        register: Register,
        regions: Callable[[], Collection[str]],
        now: Callable[[], datetime],
    ) -> None:
        """`regions` gives the ids of those that there are."""
        self._draw = draw
        self._pace = pace
        self._oauth = oauth
        self._states = states
        self._register = register
        self._regions = regions
        self._now = now

    def routes(self) -> list[Route]:
        """Give the addresses."""
        return [
            Route(INSTALL, self.ask, methods=["GET"]),
            Route(REDIRECT, self.take, methods=["GET"]),
        ]

    async def ask(self, request: Request) -> Response:
        """Say what Slack will ask. ``?region=`` says where the workspace's people work, and is
        empty for several places; without it the page asks for that first."""
        region = request.query_params.get("region")
        if region is None or (region and region not in self._regions()):
            return self._page(request, "ask", address=None, scopes=SCOPES)
        # Two tabs of one browser share the cookie, and either may come back.
        browser = request.cookies.get(_BROWSER) or secrets.token_urlsafe(16)
        state = self._states.issue(browser, region or None, self._now())
        address = self._oauth.authorize_url(state)
        response = self._page(request, "ask", address=address, chosen=region, scopes=SCOPES)
        response.set_cookie(
            _BROWSER,
            browser,
            max_age=int(VALID.total_seconds()),
            path="/slack/",
            httponly=True,
            # "Lax", because it is Slack that leads back here.
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    async def take(self, request: Request) -> Response:
        """Take what Slack sends back, and let the workspace in where somebody said yes."""
        self._pace(request)
        asked = request.query_params
        browser = request.cookies.get(_BROWSER, "")
        try:
            region = self._states.read(asked.get("state", ""), browser, self._now())
        except StateError as error:
            return self._trouble(request, error.reason)
        if "code" not in asked:
            reason = asked.get("error", "foreign")
            return self._trouble(request, "cancelled" if reason == "access_denied" else reason)
        try:
            grant = await self._oauth.exchange(asked["code"])
        except GrantError as error:
            _log.warning("Slack gave no token to install by: %s", error.error)
            return self._trouble(request, error.error)
        await self._register.add(grant, region)
        _log.warning("workspace %s let the bot in", grant.team)
        response = self._page(request, "done", grant=grant, chosen=region)
        response.delete_cookie(_BROWSER, path="/slack/", httponly=True, samesite="lax")
        return response

    def _trouble(self, request: Request, reason: str) -> Response:
        told = reason if reason in _TOLD else "refused"
        response = self._page(request, "trouble", trouble=told, error=reason)
        response.status_code = _STATUS.get(told, 400)
        return response

    def _page(self, request: Request, part: str, **values: Any) -> Response:
        return self._draw(request, "slack_install.html", part=part, **values)
