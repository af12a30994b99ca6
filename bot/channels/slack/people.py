"""What Slack knows of a person: how to speak with them, and whether they are still there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.channels.locales import spoken
from bot.channels.slack.client import Workspace
from bot.channels.slack.errors import ScopeError, SlackError, UnansweredError
from bot.message import Language
from bot.notices.notice import RefusedError, TryLaterError

_KEPT: Final = timedelta(hours=1)
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """What is kept of somebody, in memory and for an hour."""

    asked_at: datetime
    language: Language | None = None
    name: str = ""
    """What others see there."""
    left: bool = False
    """Their account was closed. Slack lets messages to them vanish without a word."""


class People:
    """Asks Slack for people, and keeps what it heard."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Person] = {}

    async def find(self, workspace: Workspace, user: str, now: datetime) -> Person:
        """Give what Slack knows; nothing where it does not answer, for nobody waits for that."""
        who = (workspace.team, user)
        known = self._known.pop(who, None)
        if known is None or now - known.asked_at >= _KEPT:
            known = await _ask(workspace, user, now)
        self._known[who] = known
        if len(self._known) > _MOST:
            del self._known[next(iter(self._known))]
        return known


async def _ask(workspace: Workspace, user: str, now: datetime) -> Person:
    try:
        told = await workspace.ask("users.info", user=user, include_locale="true")
    except (RefusedError, ScopeError, SlackError, TryLaterError, UnansweredError):
        return Person(now)
    about = told["user"]
    language = spoken(str(about.get("locale", "")))
    name = str(about.get("real_name") or about.get("name") or "")
    return Person(now, language, name, bool(about.get("deleted")))
