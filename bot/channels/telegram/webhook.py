"""Where Telegram brings things over HTTP."""

import hmac
import json
from collections.abc import Sequence
from typing import Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Bot, Update

from bot.channels.body_limit import BodyLimit
from bot.channels.telegram.listen import Listener
from bot.faults import report

PATH: Final = "/telegram/updates"
_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
_MOST: Final = 1024 * 1024
"""Bytes in one request: a message with all that it answers to takes a small part of it."""


class Endpoint:
    """Takes in updates from whoever knows the secret; that is how Telegram is known."""

    def __init__(self, bot: Bot, listener: Listener, secret: str) -> None:
        """`secret` is what Telegram was told when the webhook was set."""
        self._bot = bot
        self._listener = listener
        self._secret = secret.encode()

    def routes(self) -> Sequence[Route]:
        """Give the path."""
        limit = [Middleware(BodyLimit, limit=_MOST)]
        return [Route(PATH, self.take, methods=["POST"], middleware=limit)]

    async def take(self, request: Request) -> Response:
        """Read nothing of what does not carry the secret; answer once it is written down.

        What is answered at once is a call in the body of the response.
        """
        if not self._is_telegram(request):
            return Response(status_code=401)
        try:
            update = Update.de_json(json.loads(await request.body()), self._bot)
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            report(fault, "reading an update of Telegram")
            return Response(status_code=400)
        try:
            at_once = await self._listener.hear(update)
        except Exception as fault:  # it was not kept: Telegram brings it again
            report(fault, "taking in from Telegram")
            return Response(status_code=503)
        return JSONResponse(at_once.response if at_once else {})

    def _is_telegram(self, request: Request) -> bool:
        given = request.headers.get(_HEADER, "")
        return hmac.compare_digest(given.encode("latin-1"), self._secret)
