"""How Slack brings something to an app, and what the app says to it."""

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from tests.slack.world import Json

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Delivery:
    """Something that happened, as Slack tells it to an app."""

    kind: Kind
    payload: Json
    retry: int = 0
    """Which repeat it is."""
    reason: str = "http_timeout"


@dataclass(frozen=True)
class Answer:
    """What the app says at once; over a socket every acknowledgement has the status 200."""

    status: int
    body: Any = None
    """JSON, text, or None where nothing was said."""


class Way(Protocol):
    """Brings what happened, over HTTP or over a socket."""

    async def deliver(self, delivery: Delivery) -> Answer: ...
