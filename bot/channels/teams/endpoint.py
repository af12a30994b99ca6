"""Where Teams brings things over HTTP."""

import json
import logging
from collections.abc import Callable, Collection, Sequence
from typing import Final

from pydantic import ValidationError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.body_limit import BodyLimit
from bot.channels.teams.activity import Activity
from bot.channels.teams.keys import KeysUnavailableError
from bot.channels.teams.listen import Listener
from bot.channels.teams.local import check_local
from bot.channels.teams.signed import NotLetInError
from bot.channels.teams.tokens import Caller, Tokens, check_activity
from bot.faults import report

PATH: Final = "/teams/messages"
_MOST: Final = 1024 * 1024
"""Bytes in one request: a message of Teams has up to 100 KB, and may be told of twice."""

logger = logging.getLogger(__name__)


class Endpoint:
    """Takes in activities from Teams; anything else is not let in."""

    def __init__(
        self,
        tokens: Tokens | None,
        listener: Listener,
        tenants: Collection[str],
        is_service: Callable[[str], bool],
    ) -> None:
        """`tenants` are the organisations that are let in.

        `is_service` tells whether an address is one that we would answer to. Without `tokens`, in
        development, whoever is on this machine is let in.
        """
        self._tokens = tokens
        self._listener = listener
        self._tenants = frozenset(tenants)
        self._is_service = is_service

    def routes(self) -> Sequence[Route]:
        """Give the path."""
        limit = [Middleware(BodyLimit, limit=_MOST)]
        return [Route(PATH, self.take, methods=["POST"], middleware=limit)]

    async def take(self, request: Request) -> Response:
        """Read nothing before the token holds; answer once it is written down."""
        try:
            caller = await self._caller(request)
        except NotLetInError as refused:
            return _refused(refused, 401)
        except KeysUnavailableError:
            return Response(status_code=503)
        try:
            activity = Activity.model_validate(json.loads(await request.body()))
        except (RecursionError, ValidationError, ValueError) as fault:
            report(fault, "reading an activity of Teams")
            return Response(status_code=400)
        try:
            self._check(activity, caller)
        except NotLetInError as refused:
            return _refused(refused, 403)
        return await self._heard(activity)

    def _check(self, activity: Activity, caller: Caller | None) -> None:
        if caller:
            check_activity(activity, caller, self._tenants)
        if not self._is_service(activity.service_url):
            raise NotLetInError("service URL is not taken")

    async def _caller(self, request: Request) -> Caller | None:
        """Tell who brings it; None for somebody on this machine, in development."""
        if self._tokens is None:
            check_local(request)
            return None
        return await self._tokens.verify(request.headers.get("authorization", ""))

    async def _heard(self, activity: Activity) -> Response:
        try:
            answer = await self._listener.hear(activity)
        except Exception as fault:  # it was not kept: Teams brings it again
            report(fault, "taking in from Teams")
            return Response(status_code=503)
        return JSONResponse(answer) if answer else Response(status_code=200)


def _refused(refused: NotLetInError, status: int) -> Response:
    logger.warning("not let in as Teams: %s", refused)
    return Response(status_code=status)
