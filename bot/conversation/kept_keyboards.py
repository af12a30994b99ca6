"""The pages of keyboards, kept for channels whose messages can show only one."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.tables import KeptKeyboard
from bot.database import insert
from bot.message import Place


class KeptKeyboards:
    """Keeps them as long as conversations, and forgets them with one."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._now = now

    async def keep(self, place: Place, message: int, pages: str) -> None:
        """Keep the pages of a message, in the channel's own form."""
        async with self._sessions.begin() as session:
            await session.execute(
                insert(session, KeptKeyboard)
                .values(
                    channel=place.channel,
                    conversation=place.conversation,
                    message=message,
                    pages=pages,
                    kept_at=self._now(),
                )
                .on_conflict_do_nothing()
            )

    async def find(self, place: Place, message: int) -> str | None:
        """Give the pages of a message; None where they are no longer kept."""
        key = (place.channel, place.conversation, message)
        async with self._sessions() as session:
            row = await session.get(KeptKeyboard, key)
        return row.pages if row else None
