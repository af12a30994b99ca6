"""Letters of the demonstration: kept in a folder, where a page shows them."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from bot.channels.email.letter import Letterhead
from bot.notices.notice import Notice, RateLimit, Target

_NAME = re.compile(r"\d{1,18}")


class Outbox:
    """Writes each letter to a file, ``12.eml`` for delivery 12, that any mail program opens."""

    channel = "email"
    at_once = 1
    limit: RateLimit | None = None
    address_limit: RateLimit | None = None

    def __init__(self, letterhead: Letterhead, folder: Path) -> None:
        self._letterhead = letterhead
        self._folder = folder

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        """Keep the letter and give its Message-ID. Raises `RefusedError` as a letterhead does."""
        return await asyncio.to_thread(self.keep, notice, target, now)

    def keep(self, notice: Notice, target: Target, now: datetime) -> str:
        """Write the letter; a second try of the same delivery takes the place of the first."""
        message = self._letterhead.letter(notice, target, now)
        self._folder.mkdir(parents=True, exist_ok=True)
        half = self._folder / f"{target.delivery}.half"
        half.write_bytes(message.as_bytes())
        half.replace(half.with_suffix(".eml"))
        return str(message["Message-ID"])


@dataclass(frozen=True, slots=True)
class OutboxDesk:
    """What the page of the outbox shows and does."""

    folder: Path
    now: Callable[[], datetime]
    """The time of the demonstration; aware, UTC."""
    next_morning: Callable[[], Awaitable[None]]
    """Goes on to the next working day, and plans what is due then."""
    invite: Callable[[], Awaitable[str]]
    """Makes an invitation to the sample office; gives its secret."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter in the outbox."""

    id: str
    message: EmailMessage

    @property
    def sent_at(self) -> datetime:
        """When it was written, by its own header."""
        sent: datetime = self.message["Date"].datetime
        return sent

    def text(self, kind: str) -> str:
        """Give one of its texts, ``plain`` or ``html``."""
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body else ""


def kept_letters(folder: Path) -> list[Kept]:
    """Read all letters, the newest first."""
    found = (kept_letter(folder, path.stem) for path in folder.glob("*.eml"))
    letters = [letter for letter in found if letter]
    return sorted(letters, key=lambda letter: (letter.sent_at, int(letter.id)), reverse=True)


def kept_letter(folder: Path, name: str) -> Kept | None:
    """Read one letter; None where there is none of that name."""
    path = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=default)
    return Kept(name, message)
