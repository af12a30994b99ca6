"""What Slack knows of a person that tells how to speak with them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.channels.slack.client import Workspace
from bot.channels.slack.errors import ScopeError, SlackError
from bot.message import Language
from bot.notices.notice import RefusedError, TryLaterError

LANGUAGES: Final[Mapping[str, Language]] = {"nb": "nb", "nn": "nn", "no": "nb", "sv": "sv"}
"""By the first part of a locale. English, and all others, say nothing of a person here: whoever
finds no Norwegian or Swedish in Slack's list of languages reads its menus in one of them."""

_KEPT: Final = timedelta(hours=1)
_MOST: Final = 10_000


class People:
    """Asks Slack for people's languages, and keeps what it heard for an hour, in memory only."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._known: dict[tuple[str, str], tuple[datetime, Language | None]] = {}

    async def language(self, workspace: Workspace, user: str) -> Language | None:
        """Give a person's language, None where Slack does not tell: it is never waited for."""
        who, now = (workspace.team, user), self._clock()
        at, language = self._known.get(who, (now - _KEPT, None))
        if now - at < _KEPT:
            return language
        language = await _ask(workspace, user)
        self._known.pop(who, None)
        self._known[who] = (now, language)
        if len(self._known) > _MOST:
            del self._known[next(iter(self._known))]
        return language


async def _ask(workspace: Workspace, user: str) -> Language | None:
    try:
        told = await workspace.call("users.info", user=user, include_locale=True)
    except (OSError, RefusedError, ScopeError, SlackError, TimeoutError, TryLaterError):
        return None
    locale = str(told["user"].get("locale", ""))
    return LANGUAGES.get(locale.partition("-")[0])
