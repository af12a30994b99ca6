"""What came in from Slack, cut down to what its answer needs, on its way through the intake."""

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from bot.message import Language, Place

_REDIRECT: Final = "https://slack.com/app_redirect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that a person did in Slack, kept as JSON until it is answered."""

    kind: str
    """Which handler answers it: ``said``, ``pressed``, ``command`` …"""
    team: str
    user: str
    enterprise: str | None = None
    app: str | None = None
    """Slack's id of the app, where others read along: ``A…``."""
    channel: str | None = None
    """Where it is answered: ``C…``, or ``D…`` in direct messages; None where only the person is."""
    thread: str | None = None
    """The thread there that is answered in."""
    public: bool = False
    """Others read along."""
    ephemeral: bool = False
    """Only this person sees what is answered, and it is gone when they look away."""
    respond: str | None = None
    """Where it can be answered without any scope; good for 30 minutes."""
    trigger: str | None = None
    """What a modal is opened by; good for three seconds."""
    text: str | None = None
    action: str | None = None
    """What was pressed, encoded."""
    fields: dict[str, tuple[str, ...]] | None = None
    """What was filled in, or stands in a form from the start."""
    language: Language | None = None
    """What the form was in."""
    region: str | None = None
    """Where the workspace's people work, while a form is open."""
    other: str | None = None
    """A colleague whom it concerns too: ``U…``."""

    @property
    def place(self) -> Place:
        """The person's own place, the address of their door; the thread's where it is public."""
        if self.public:
            return Place("slack", f"{self.team}/{self.channel}/{self.thread}")
        return Place("slack", f"{self.team}/{self.user}")

    @property
    def alone(self) -> str | None:
        """The link that opens the app's direct messages, as Slack's page on deep links has it."""
        return f"{_REDIRECT}?app={self.app}&team={self.team}" if self.app else None

    @property
    def door(self) -> Place | None:
        """A channel follows things, whichever thread of it somebody asks in; None elsewhere."""
        return Place("slack", f"{self.team}/{self.channel}") if self.public else None


INCOMING: Final = TypeAdapter(Incoming)
