"""Answering what came in: each kind has its handler."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.channels.slack.incoming import INCOMING, Incoming
from bot.channels.slack.workspace import Workspace
from bot.intake.item import Item, Work
from bot.message import Message, Reply


@dataclass(frozen=True, slots=True)
class Answering:
    """One thing that is being answered, and what its handler works with."""

    incoming: Incoming
    work: Work
    workspace: Workspace
    home: str
    """Address of our pages, without a slash at the end."""

    async def message(self) -> Message:
        """Give what was said or pressed, with what Slack knows of the person."""
        raise NotImplementedError

    async def send(self, reply: Reply) -> None:
        """Answer where it was said or pressed: in the thread, to this person only, …"""
        raise NotImplementedError


Handler: TypeAlias = Callable[[Answering], Awaitable[None]]
"""Answers one kind. Raises as `Answerer.answer` does."""


async def take_turn(answering: Answering) -> None:
    """Answer a text or a press by the turn it is."""
    await answering.send(await answering.work.turn(await answering.message()))


HANDLERS: Final[Mapping[str, Handler]] = {
    "said": take_turn,
    "pressed": take_turn,
    "command": take_turn,
}
"""By the kind of `Incoming`."""


class SlackAnswerer:
    """Slack as the workers of the intake see it."""

    channel = "slack"

    async def answer(self, work: Work) -> None:
        """Answer one thing."""
        INCOMING.validate_json(work.item.payload)
        raise NotImplementedError

    async def apologise(self, item: Item, error: str) -> None:
        """Say that it failed, with the id that the log has."""
        raise NotImplementedError
