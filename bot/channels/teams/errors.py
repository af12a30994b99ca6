"""What the refusals of Teams mean: one table, from their codes to what is done about them.

The codes and what they mean are those of https://learn.microsoft.com/microsoftteams/platform/bots/
build-conversational-capability ("Status codes from agent conversational APIs"), those of blocked
and uninstalled bots also of .../bots/how-to/conversations/send-proactive-messages. The words that
come along are left out everywhere: they may quote what was sent.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from random import Random
from typing import Any, Final

import httpx

from bot.notices.notice import RefusedError, TryLaterError


class Means(Enum):
    """What to do about a refusal."""

    CLOSED = auto()
    """Nothing reaches this person, chat or channel any more: the door closes, notices go by
    e-mail."""
    GONE = auto()
    """What was to be changed is no longer there."""
    DRAWN_WRONG = auto()
    """The message itself is refused: it is sent once more as plain text."""
    OURS = auto()
    """The bot itself is not let in: nothing gets through until its operator mends it."""
    LATER = auto()
    """Something is wrong at Microsoft for a while, or too much was sent at once."""


CODES: Final[Mapping[str, Means]] = {
    "BotDisabledByAdmin": Means.CLOSED,  # the organisation's administrator blocked the app
    "BotNotInConversationRoster": Means.CLOSED,  # it was removed from the chat or the team
    "ConversationBlockedByUser": Means.CLOSED,  # the person, or a channel's moderation, blocked it
    "ConversationNotFound": Means.CLOSED,  # deleted, or never was
    "ForbiddenOperationException": Means.CLOSED,  # the bot is not installed for this person
    "MessageWritesBlocked": Means.CLOSED,  # the person blocked or removed the app
    "NotEnoughPermissions": Means.CLOSED,  # the organisation does not let it write there
    "ActivityNotFoundInConversation": Means.GONE,  # the message was deleted
    "BadArgument": Means.DRAWN_WRONG,
    "BadSyntax": Means.DRAWN_WRONG,
    "MessageSizeTooBig": Means.DRAWN_WRONG,
    "BotNotRegistered": Means.OURS,  # no bot is registered under this application
    "PreconditionFailed": Means.LATER,  # somebody wrote into the conversation at the same moment
    "ServiceError": Means.LATER,
    "Throttled": Means.LATER,
}
"""By the code in the body. One that is not here is read by its status; a 403 of an unknown kind is
a fault of ours, or new: it closes nobody's door."""

_KNOWN: Final = {name.lower(): name for name in CODES}

STATUSES: Final[Mapping[int, Means]] = {
    401: Means.OURS,
    412: Means.LATER,
    413: Means.DRAWN_WRONG,
    429: Means.LATER,
    500: Means.LATER,
    502: Means.LATER,
    503: Means.LATER,
    504: Means.LATER,
}
"""Where no code tells more. 412, 429, 502 and 504 must be tried again:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit."""

_LONGEST: Final = timedelta(hours=1)
_SPREAD: Final = 0.25
"""How much later than asked at the most, so that those who were put off together come apart."""


class DrawnWrongError(Exception):
    """Teams refuses the message as it was drawn."""


class GoneError(Exception):
    """There is nothing to change any more."""


class OursError(TryLaterError):
    """Teams does not let the bot in at all."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, whole_channel=True)


class UnansweredError(Exception):
    """A call broke off that may have arrived."""


class TeamsError(Exception):
    """Teams refuses a call for a reason that is ours to mend."""


class UntrustedError(TeamsError):
    """An address is not Microsoft's; nothing is sent there."""


_BY_MEANING: Final[Mapping[Means, type[Exception]]] = {
    Means.CLOSED: RefusedError,
    Means.GONE: GoneError,
    Means.DRAWN_WRONG: DrawnWrongError,
    Means.OURS: OursError,
}


def refusal(answer: httpx.Response, chance: Random) -> Exception:
    """Give what a refused call means for whoever made it."""
    code = _code(answer)
    means = CODES.get(code) or STATUSES.get(answer.status_code)
    reason = f"teams {answer.status_code} {code}".rstrip()
    if means is Means.LATER:
        return TryLaterError(reason, _asked(answer, chance))
    return _BY_MEANING[means](reason) if means else TeamsError(reason)


def breakdown(error: httpx.HTTPError) -> Exception:
    """Give what a broken call means: nothing was sent where Teams could not even be reached."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return TryLaterError("teams not reached", whole_channel=True)
    if isinstance(error, httpx.PoolTimeout):
        return TryLaterError("teams busy")
    return UnansweredError(type(error).__name__)


def patience(waited: timedelta, chance: Random) -> timedelta:
    """Give how long to wait again where Teams did not say: exponential, with jitter."""
    return max(waited, timedelta(seconds=2)) * (1 + chance.random())


def _asked(answer: httpx.Response, chance: Random) -> timedelta | None:
    """Give for how long Teams asks to wait, a little more, and never too long."""
    asked = _retry_after(answer.headers)
    return min(asked * (1 + _SPREAD * chance.random()), _LONGEST) if asked is not None else None


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """Read either form: seconds, or a moment, which is held against that of the answer itself."""
    told = headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return timedelta(seconds=int(told[:6]))
    try:
        until, now = (parsedate_to_datetime(it) for it in (told, headers.get("Date", "")))
        return max(until - now, timedelta(0))
    except (TypeError, ValueError):
        return None


def _code(answer: httpx.Response) -> str:
    """Find the code: in the error, or in JSON inside the words of the answer; ``Bad Argument``
    comes with a space too."""
    told = _object(answer.text)
    error = _object(told.get("error"))
    inner = _object(told.get("message")) or _object(error.get("message"))
    found = (inner.get("subCode"), error.get("code"), told.get("code"), told.get("error"))
    names = (it.replace(" ", "").lower() for it in found if isinstance(it, str))
    return next((_KNOWN[it] for it in names if it in _KNOWN), "")


def _object(told: object) -> Mapping[str, Any]:
    if isinstance(told, str):
        try:
            told = json.loads(told)
        except ValueError:
            return {}
    return told if isinstance(told, dict) else {}
