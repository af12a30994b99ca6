"""Links in letters: each does one thing for one person, until it expires."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from itsdangerous import BadData, URLSafeSerializer

from bot.message import Action

_STOPS: Final = timedelta(days=400)
"""A letter may be found again long after, and then it must still be possible to stop."""
_ACTS: Final = timedelta(days=60)

MAY: Final = frozenset(
    {
        "stop",
        "follow",
        "snooze",
        "snooze_until",
        "plan",
        "plan_steps",
        "notices",
        "notice_log",
        "deadlines",
        "whats_on",
    }
)
"""What a link may do: whoever a letter is forwarded to can do it too."""


class LinkError(Exception):
    """A link that does nothing; `reason` says why."""

    def __init__(self, reason: Literal["odd", "expired", "gone"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Errand:
    """What a link does, and for whom."""

    person: int
    action: Action


class Links:
    """Makes links to pages of ours, and reads them when they are followed."""

    def __init__(self, base_url: str, secret: str) -> None:
        self.base_url = base_url
        self._signer = URLSafeSerializer(
            secret, salt="letter", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def to(self, person: int, action: Action, now: datetime) -> str | None:
        """Give the address of the page that does it; None for what a link may not do."""
        if action.name not in MAY:
            return None
        until = now + (_STOPS if action.name == "stop" else _ACTS)
        token = self._signer.dumps([person, action.encode(), int(until.timestamp())])
        page = "stop" if action.name == "stop" else "letter"
        return f"{self.base_url}/{page}/{token!s}"

    def read(self, token: str, now: datetime) -> Errand:
        """Give what a link does. Raises `LinkError` for one that is not ours, or too old."""
        try:
            person, action, until = self._signer.loads(token)
        except BadData:
            raise LinkError("odd") from None
        if now.timestamp() > until:
            raise LinkError("expired")
        return Errand(person, Action.decode(action))
