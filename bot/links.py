"""Links in letters: each does one thing for one person, until it expires."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from itsdangerous import BadData, URLSafeSerializer

from bot.ideas.acts import STEPS
from bot.message import Action

_STOPS: Final = timedelta(days=400)
"""A letter may be found again long after, and then it must still be possible to stop."""
_ACTS: Final = timedelta(days=60)

MAY: Final = frozenset(
    {
        "stop",
        "follow",
        "snooze_until",
        "plan",
        "plan_steps",
        "notices",
        "notice_log",
        "deadlines",
        "whats_on",
        "idea_meet_yes",
        "idea_meet_no",
        "course_not_mine",
        "course_useful",
        "course_used",
    }
)
"""What a link may do: whoever a letter is forwarded to can do it too."""

ON_IDEAS: Final = frozenset({"idea_see", *(f"idea_{act}" for act in STEPS)})
"""What a link may do with one idea, each once: its page asks first."""


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
        self._signer = _signer(secret, "letter")
        self._of_ideas = _signer(secret, "step")

    def to(self, person: int, action: Action, now: datetime) -> str | None:
        """Give the address of the page that does it; None for what a link may not do."""
        if action.name in ON_IDEAS:
            return f"{self.base_url}/step/{_token(self._of_ideas, person, action, now + _ACTS)}"
        if action.name not in MAY:
            return None
        until = now + (_STOPS if action.name == "stop" else _ACTS)
        page = "stop" if action.name == "stop" else "letter"
        return f"{self.base_url}/{page}/{_token(self._signer, person, action, until)}"

    def read(self, token: str, now: datetime) -> Errand:
        """Give what a link does. Raises `LinkError` for one that is not ours, or too old."""
        return _read(self._signer, token, now)

    def read_step(self, token: str, now: datetime) -> Errand:
        """Give what a link does with an idea. Raises `LinkError` as `read` does."""
        return _read(self._of_ideas, token, now)


def _signer(secret: str, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})


def _token(signer: URLSafeSerializer, person: int, action: Action, until: datetime) -> str:
    return str(signer.dumps([person, action.encode(), int(until.timestamp())]))


def _read(signer: URLSafeSerializer, token: str, now: datetime) -> Errand:
    try:
        person, action, until = signer.loads(token)
    except BadData:
        raise LinkError("odd") from None
    if now.timestamp() > until:
        raise LinkError("expired")
    return Errand(person, Action.decode(action))
