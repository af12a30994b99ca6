"""Posting and changing messages."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.channels.teams.card import attached
from bot.channels.teams.check import CardError, check
from bot.channels.teams.client import Connection
from bot.channels.teams.draw import Drawn, draw
from bot.channels.teams.errors import DrawnWrongError
from bot.channels.teams.references import Reference
from bot.faults import report
from bot.message import Reply

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Posting:
    """Posts replies as the bot. Raises what `Connection` does."""

    connection: Connection
    home: str
    """Address of our pages, without a slash at the end."""

    async def post(
        self,
        reply: Reply,
        reference: Reference,
        thread: str | None = None,
        proposals: Sequence[str] = (),
    ) -> str:
        """Post a reply and give the id of its last message.

        `proposals` are what may be said next; they stand above the field until something is.
        """
        posted = ""
        for drawn in draw(reply, self.home):
            posted = await self.post_drawn(drawn, reference, thread, proposals)
        return posted

    async def post_drawn(
        self,
        drawn: Drawn,
        reference: Reference,
        thread: str | None = None,
        proposals: Sequence[str] = (),
    ) -> str:
        """Post one message and give its id."""
        beside = _proposed(proposals) if proposals else {}
        return await _sent(
            drawn, lambda it: self.connection.post(reference, thread, {**it, **beside})
        )

    async def update(
        self, drawn: Drawn, reference: Reference, thread: str | None, message: str
    ) -> None:
        """Put a message in the place of one that was posted."""
        await _sent(drawn, lambda it: self.connection.update(reference, thread, message, it))


async def _sent(drawn: Drawn, send: Callable[[Mapping[str, Any]], Awaitable[_T]]) -> _T:
    """Check a message and send it; as plain text where it can't be sent as it is drawn."""
    try:
        check(drawn)
        return await send(_activity(drawn))
    except (CardError, DrawnWrongError) as fault:
        report(fault, "drawing a message for Teams")
    return await send({"type": "message", "text": drawn.text, "textFormat": "plain"})


def _proposed(proposals: Sequence[str]) -> Mapping[str, Any]:
    actions = [{"type": "imBack", "title": it, "value": it} for it in proposals]
    return {"suggestedActions": {"to": [], "actions": actions}}


def _activity(drawn: Drawn) -> Mapping[str, Any]:
    """Make it of the card alone: with a text beside it, Teams would show two messages."""
    return {"type": "message", "summary": drawn.text, "attachments": [attached(drawn.card)]}
