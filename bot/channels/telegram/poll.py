"""Fetching from Telegram, where it can't reach us."""

import asyncio
from typing import Final

from telegram import Update
from telegram.ext import ExtBot

from bot.channels.telegram.errors import ConflictError, TokenError, told
from bot.channels.telegram.listen import KINDS, Listener
from bot.faults import report

_LONG: Final = 50
"""Seconds that Telegram waits for something to come."""
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 30.0


class Poller:
    """Fetches updates in order; each is fetched until it is kept."""

    def __init__(self, bot: ExtBot[int], listener: Listener, long: int = _LONG) -> None:
        self._bot = bot
        self._listener = listener
        self._long = long
        self._next: int | None = None

    async def run(self) -> None:
        """Fetch until cancelled. Raises `ConflictError` where somebody else fetches or a webhook
        is set, and `TokenError` where Telegram does not take the token."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self.round()
                pause = _FIRST_PAUSE
            except (ConflictError, TokenError):
                raise
            except Exception as fault:
                report(fault, "fetching from Telegram")
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)

    async def round(self) -> None:
        """Fetch once, and keep what came. Telegram forgets an update when one after it is asked
        for, so the next one is asked for once this one is kept."""
        for update in await told(
            self._bot.get_updates(self._next, timeout=self._long, allowed_updates=KINDS)
        ):
            await self._keep(update)
            self._next = update.update_id + 1

    async def _keep(self, update: Update) -> None:
        """What fails after it was kept is not tried again: nobody waits for it by then."""
        at_once = await self._listener.hear(update)
        try:
            if at_once:
                await at_once.call(self._bot)
        except Exception as fault:
            report(fault, "answering at once in Telegram")
