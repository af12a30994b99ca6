"""The app at work in one workspace: calls to Slack, with its refusals as the intake knows them."""

from typing import Any, Protocol


class Workspace(Protocol):
    """One workspace, as answers and notices use it."""

    team: str
    bot_user: str
    region: str | None

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method of the Web API. Raises as `bot.channels.slack.errors` says."""
        ...

    async def respond(self, url: str, **message: Any) -> None:
        """Post an answer that only one person sees, to the address that came with what they did."""
        ...
