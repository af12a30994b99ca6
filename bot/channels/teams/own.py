"""The conversation that somebody has alone with the bot, wherever they do something."""

from collections.abc import Awaitable, Callable

from bot.channels.teams.activity import Activity
from bot.channels.teams.errors import TeamsError, UnansweredError
from bot.channels.teams.origin import kind_of, reference_of, tenant_of, user_of
from bot.channels.teams.references import Reference, References
from bot.notices.notice import RefusedError, TryLaterError


class OwnConversations:
    """Finds them, and opens those that are not there yet."""

    def __init__(
        self, references: References, open_: Callable[[str, str, str], Awaitable[Reference]]
    ) -> None:
        """`open_` opens one with somebody of an organisation, by the service URL."""
        self._references = references
        self._open = open_

    async def of(self, activity: Activity) -> Reference | None:
        """Give that of whoever does something; None where it can't be had at once."""
        if kind_of(activity) == "personal":
            return reference_of(activity)
        try:
            return await self.find(tenant_of(activity), user_of(activity), activity.service_url)
        except (RefusedError, TeamsError, TryLaterError, UnansweredError):
            return None

    async def find(self, tenant: str, user: str, service_url: str) -> Reference:
        """Give that of a person. Raises as `Connection` where Teams does not let us write to
        them."""
        if not user:  # a stranger in a meeting
            raise RefusedError("teams nobody")
        kept = await self._references.of_person(tenant, user)
        return kept or await self._open(tenant, user, service_url)
