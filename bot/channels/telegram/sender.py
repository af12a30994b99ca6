"""Telegram as the dispatcher of notices sees it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from telegram import InputFile
from telegram.constants import FloodLimit

from bot.channels.telegram.chat import Chat
from bot.channels.telegram.errors import MovedError, TokenError, told
from bot.channels.telegram.posting import Posting
from bot.faults import report
from bot.notices.notice import Attachment, Notice, RateLimit, Target, TryLaterError

_A_MINUTE: Final = 60


class TelegramSender:
    """Posts a notice to a person, a group or a channel that follows something, its files after it.

    The dispatcher has one limit for every address, so it is that of a group, which is the tightest:
    twenty messages a minute, and no more than one a second.
    """

    channel = "telegram"
    at_once = 20
    limit: RateLimit | None = RateLimit(per_second=int(FloodLimit.MESSAGES_PER_SECOND), burst=30)
    address_limit: RateLimit | None = RateLimit(
        per_second=int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP) / _A_MINUTE, burst=1
    )

    def __init__(self, posting: Posting, aclose: Callable[[], Awaitable[None]]) -> None:
        """`aclose` closes what the posting goes through."""
        self._posting = posting
        self._aclose = aclose

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:  # noqa: ARG002
        """Send it, and give the id of its message. Raises as `Sender` and `errors.told` do."""
        chat = Chat.at(target.address)
        try:
            return await self._send(notice, chat)
        except MovedError as moved:  # the intake moves the door when Telegram tells of it
            return await self._send(notice, Chat(moved.chat))
        except TokenError as error:
            # A wrong setting says nothing of people's doors, so that nobody's is closed by it.
            raise TryLaterError(str(error), whole_channel=True) from None

    async def _send(self, notice: Notice, chat: Chat) -> str:
        posted = await self._posting.post(notice.reply, chat)
        for file in notice.attachments:
            await self._attach(file, chat)
        return str(posted)

    async def _attach(self, file: Attachment, chat: Chat) -> None:
        """Put a file under a notice, which has gone out: it is not sent again for its file."""
        document = InputFile(file.content, file.name)
        call = self._posting.bot.send_document(chat.id, document, message_thread_id=chat.topic)
        try:
            await told(call)
        except Exception as fault:
            report(fault, "a file of a notice in Telegram")

    async def aclose(self) -> None:
        """Close what is open to Telegram."""
        await self._aclose()
