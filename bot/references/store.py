"""Conversation references in the database, as the channel asks for them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.teams.references import Reference
from bot.database import insert
from bot.references.tables import TeamsReference

_FRESH: Final = timedelta(days=1)


class StoredReferences:
    """Keeps them until the bot is removed, or they are forgotten: see `forgetting`."""

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._now = now

    async def keep(self, reference: Reference) -> None:
        """Keep it, or what changed of it; one that is used is written anew once a day."""
        now = self._now()
        async with self._sessions() as session:
            kept = await session.get(TeamsReference, reference.conversation)
        if kept and _reference(kept) == reference and now - kept.kept_at < _FRESH:
            return
        values = {
            "tenant": reference.tenant,
            "kind": reference.kind,
            "service_url": reference.service_url,
            "user_id": reference.user,
            "kept_at": now,
        }
        async with self._sessions.begin() as session:
            row = insert(session, TeamsReference)
            written = row.values(conversation=reference.conversation, **values)
            await session.execute(
                written.on_conflict_do_update(index_elements=["conversation"], set_=values)
            )

    async def find(self, conversation: str) -> Reference | None:
        """Give that of a conversation; None where the bot is not, or no longer, in it."""
        async with self._sessions() as session:
            row = await session.get(TeamsReference, conversation)
        return _reference(row) if row else None

    async def of_person(self, tenant: str, user: str) -> Reference | None:
        """Give that of the conversation which a person has alone with the bot."""
        theirs = (
            select(TeamsReference)
            .where(
                TeamsReference.tenant == tenant,
                TeamsReference.user_id == user,
                TeamsReference.kind == "personal",
            )
            .order_by(TeamsReference.kept_at.desc())
        )
        async with self._sessions() as session:
            row = (await session.scalars(theirs.limit(1))).first()
        return _reference(row) if row else None

    async def end(self, conversation: str) -> None:
        """Forget it: the bot was removed."""
        async with self._sessions.begin() as session:
            await session.execute(
                delete(TeamsReference).where(TeamsReference.conversation == conversation)
            )


def _reference(row: TeamsReference) -> Reference:
    return Reference(row.conversation, row.tenant, row.kind, row.service_url, row.user_id)  # type: ignore[arg-type]
