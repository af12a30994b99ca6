"""Which workspaces the app is let into, and by which token it works there."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Installation:
    """The app in one workspace, or in all of an organisation."""

    bot_token: str = field(repr=False)
    bot_user: str
    """The app's own user there: ``U…``."""
    region: str | None = None
    """Where the workspace's people work, if its operator said so."""


class Installations(Protocol):
    """Where installations are kept."""

    async def find(self, team: str, enterprise: str | None = None) -> Installation | None:
        """Give the app's installation in a workspace; None where it is not, or no longer, let in.

        `enterprise` is the workspace's organisation, where it belongs to one. Raises
        `TryLaterError` where the token has run out and there is no new one yet.
        """
        ...

    async def end(self, team: str, because: str, at: datetime | None = None) -> None:
        """Forget what Slack no longer takes: the token was revoked, the app removed.

        `at` is when, where Slack tells of it later; what was installed since then goes on.
        """
        ...
