"""E-mail as the dispatcher sees it."""

from datetime import datetime
from math import ceil

from bot.channels.email.letter import POLICY, Letterhead
from bot.channels.email.smtp import Pool, Server
from bot.notices.notice import Notice, RateLimit, Target


class EmailSender:
    """Writes a letter and hands it to the mail server."""

    channel = "email"
    at_once = 4
    address_limit: RateLimit | None = None

    def __init__(self, letterhead: Letterhead, server: Server, per_second: float) -> None:
        self.limit: RateLimit | None = RateLimit(per_second, burst=ceil(per_second))
        self._letterhead = letterhead
        self._pool = Pool(server)

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:
        """Send it, and give its Message-ID. Raises as `Sender` and `Pool.send` do."""
        message = self._letterhead.letter(notice, target, now)
        recipient = message["To"].addresses[0].addr_spec
        content = message.as_bytes(policy=POLICY.clone(utf8=not recipient.isascii()))
        await self._pool.send(self._letterhead.sender, recipient, content)
        return str(message["Message-ID"])

    async def aclose(self) -> None:
        """Close what is open to the mail server."""
        await self._pool.aclose()
