"""Teams as the dispatcher of notices sees it.

Files do not go with a notice: a bot may send none in group chats and channels, and in a chat with
one person only after a consent for each, into the person's OneDrive
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4). A date for the
calendar is instead a button to the same date on our pages, which any calendar opens.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import quote

from bot.channels.teams.errors import TeamsError
from bot.channels.teams.posting import Posting
from bot.channels.teams.references import References
from bot.faults import report
from bot.message import Button, Reply
from bot.notices.notice import Notice, RateLimit, RefusedError, Target, TryLaterError
from bot.speech.catalogue import catalogue

_DATED: Final = ("call", "event")
"""What has a date on our pages, as the threads of notices name it."""


class TeamsSender:
    """Posts a notice to a person, a group chat or a channel that follows something.

    The limits leave room for answers under those of Microsoft: 30 a second of one bot in one
    organisation; 7 in one second, 60 in half a minute and 1800 in an hour of one bot in one
    conversation (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
    """

    channel = "teams"
    at_once = 20
    limit: RateLimit | None = RateLimit(per_second=20, burst=20)
    address_limit: RateLimit | None = RateLimit(per_second=0.4, burst=5)

    def __init__(
        self, posting: Posting, references: References, aclose: Callable[[], Awaitable[None]]
    ) -> None:
        """`aclose` closes what the posting goes through."""
        self._posting = posting
        self._references = references
        self._aclose = aclose

    async def send(self, notice: Notice, target: Target, now: datetime) -> str | None:  # noqa: ARG002
        """Send it, and give the id of its message. Raises as `Sender` and `Connection` do."""
        reference = await self._references.find(target.address)
        if reference is None:
            raise RefusedError("teams removed")
        try:
            return await self._posting.post(_with_date(notice), reference)
        except TeamsError as fault:  # it surely did not go out
            report(fault, "a notice in Teams")
            raise TryLaterError(str(fault)) from None

    async def aclose(self) -> None:
        """Close what is open to Teams."""
        await self._aclose()


def _with_date(notice: Notice) -> Reply:
    """Put a button to the date that is attached behind the others."""
    kind, _, identity = (notice.thread or "").partition(":")
    if not notice.attachments or kind not in _DATED:
        return notice.reply
    label = catalogue(notice.reply.language).text("button.calendar")
    button = Button(label, url=f"/calendar/{kind}/{quote(identity)}.ics")
    return replace(notice.reply, more=(*notice.reply.more, button))
