"""«Hva vet du om meg?» as a file: for people to read, and for programs.

A link with a secret opens it for an hour, so that it comes the same way in every channel.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.kept_ideas import ideas_in_full
from bot.conversation.kept_rows import rows_of
from bot.conversation.tables import KeptLink
from bot.conversation.turn import Turn

VALID: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """All that is kept of somebody."""

    text: str
    data: str
    """JSON."""


async def make_link(turn: Turn) -> str:
    """Give a secret that opens the file of whoever talks here; it is kept nowhere itself."""
    await _drop_expired(turn.desk.session, turn.message.at)
    secret = secrets.token_urlsafe(24)
    link = KeptLink(
        secret_hash=_hash(secret),
        channel=turn.message.place.channel,
        conversation=turn.message.place.conversation,
        person_id=await turn.desk.known(),
        until=turn.message.at + VALID,
    )
    turn.desk.session.add(link)
    await turn.desk.session.flush()
    return secret


async def open_link(session: AsyncSession, secret: str, at: datetime) -> KeptLink | None:
    """Give what a secret opens now. Begun with a write, as SQLite wants it of whoever writes."""
    await _drop_expired(session, at)
    return await session.scalar(select(KeptLink).where(KeptLink.secret_hash == _hash(secret)))


async def _drop_expired(session: AsyncSession, at: datetime) -> None:
    await session.execute(delete(KeptLink).where(KeptLink.until <= at))


async def kept_file(turn: Turn, shown: str) -> KeptFile:
    """Put the file together; `shown` is what the bot shows of it in a conversation."""
    text = "\n\n".join((shown, *await ideas_in_full(turn)))
    return KeptFile(f"{text}\n", _json(await _data(turn)))


async def _data(turn: Turn) -> dict[str, Any]:
    person = await turn.desk.known()
    return {
        "made_at": turn.message.at,
        "conversation": json.loads(turn.state.dump()),
        **(await rows_of(turn.desk.session, person) if person else {}),
    }


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=_moment) + "\n"


def _moment(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
