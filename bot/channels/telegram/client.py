"""Calls to Telegram, by one bot."""

import logging
import os
from typing import Final

from telegram import User
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.errors import told

API: Final = "https://api.telegram.org"
_LINES: Final = ("httpx", "httpcore", "telegram")

os.environ.setdefault("PTB_TIMEDELTA", "true")  # how its next version gives spans of time


class Connection:
    """The way to Telegram. Calls are made once: what fails is tried again by whoever has the work.

    Thirty messages a second go out of one process; the limit of a group is left to Telegram, which
    says how long to wait, so that nobody waits here with an answer in hand.
    """

    def __init__(self, token: str, api: str = API) -> None:
        """`api` is where Telegram's methods are, without a slash at its end."""
        _quieten()
        self._requests = (HTTPXRequest(), HTTPXRequest(connection_pool_size=20))
        fetch, call = self._requests
        self.bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            get_updates_request=fetch,
            request=call,
            rate_limiter=AIORateLimiter(group_max_rate=0),
        )
        self._me: User | None = None

    async def me(self) -> User:
        """Give the bot's own user, asked for once."""
        if self._me is None:
            self._me = await told(self.bot.get_me())
        return self._me

    async def aclose(self) -> None:
        """Close what is open."""
        for request in self._requests:
            await request.shutdown()


def _quieten() -> None:
    """Addresses of calls hold the token, and what was sent stands in lines for debugging."""
    for name in _LINES:
        logging.getLogger(name).setLevel(logging.WARNING)
