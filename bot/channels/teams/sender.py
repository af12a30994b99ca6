"""Teams as the dispatcher of notices sees it."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.channels.teams.errors import TeamsError
from bot.channels.teams.posting import Posting
from bot.channels.teams.references import References
from bot.faults import report
from bot.notices.notice import Notice, RateLimit, RefusedError, Target, TryLaterError


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
            return await self._posting.post(notice.reply, reference)
        except TeamsError as fault:  # it surely did not go out
            report(fault, "a notice in Teams")
            raise TryLaterError(str(fault)) from None

    async def aclose(self) -> None:
        """Close what is open to Teams."""
        await self._aclose()
