"""What Slack's refusals mean: one table, from its codes to what is done about them.

The words that Slack sends along are left out everywhere: they may quote what was sent.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto
from typing import Any, Final

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookResponse

from bot.notices.notice import RefusedError, TryLaterError


class Means(Enum):
    """What to do about a refusal."""

    ENDED = auto()
    """The app is no longer in this workspace: its installation ends, and this door closes."""
    CLOSED = auto()
    """Nothing reaches this person or channel any more: the door closes, notices go by e-mail."""
    SCOPE = auto()
    """The app was never allowed this: whoever runs it has to install it anew."""
    DRAWN_WRONG = auto()
    """The message itself is refused: it is sent once more as plain text."""
    TOO_LATE = auto()
    """A modal can no longer be opened by this press: the same is asked in words."""
    LATER = auto()
    """Something is wrong at Slack for a while."""


CODES: Final[Mapping[str, Means]] = {
    "account_inactive": Means.ENDED,  # the bot's user was deleted, or the app taken out
    "app_uninstalled": Means.ENDED,
    "invalid_auth": Means.ENDED,  # a token that Slack does not know
    "not_allowed_token_type": Means.ENDED,  # a token, but not a bot's
    "not_authed": Means.ENDED,  # no token
    "team_access_not_granted": Means.ENDED,  # the organisation took this workspace away from it
    "token_revoked": Means.ENDED,
    "access_denied": Means.CLOSED,  # to this channel
    "cannot_dm_bot": Means.CLOSED,
    "channel_not_found": Means.CLOSED,  # deleted, or private and the app was removed from it
    "ekm_access_denied": Means.CLOSED,  # the organisation took back its key: nothing can be read
    "is_archived": Means.CLOSED,
    "is_inactive": Means.CLOSED,
    "messages_tab_disabled": Means.CLOSED,  # the app takes no direct messages
    "no_permission": Means.CLOSED,
    "not_in_channel": Means.CLOSED,
    "restricted_action": Means.CLOSED,  # the workspace lets others post here
    "restricted_action_non_threadable_channel": Means.CLOSED,
    "restricted_action_read_only_channel": Means.CLOSED,
    "restricted_action_thread_locked": Means.CLOSED,
    "restricted_action_thread_only_channel": Means.CLOSED,
    "user_disabled": Means.CLOSED,  # the person left
    "user_not_found": Means.CLOSED,
    "user_not_in_channel": Means.CLOSED,
    "user_not_visible": Means.CLOSED,
    "missing_scope": Means.SCOPE,
    "invalid_attachments": Means.DRAWN_WRONG,
    "invalid_blocks": Means.DRAWN_WRONG,
    "invalid_blocks_format": Means.DRAWN_WRONG,
    "msg_blocks_too_long": Means.DRAWN_WRONG,
    "msg_too_long": Means.DRAWN_WRONG,
    "too_many_attachments": Means.DRAWN_WRONG,
    "expired_trigger_id": Means.TOO_LATE,  # three seconds went by
    "exchanged_trigger_id": Means.TOO_LATE,  # it has opened a modal before
    "invalid_trigger_id": Means.TOO_LATE,
    "accesslimited": Means.LATER,  # the workspace takes no calls from this network
    "external_channel_migrating": Means.LATER,
    "fatal_error": Means.LATER,
    "internal_error": Means.LATER,
    "message_limit_exceeded": Means.LATER,
    "org_login_required": Means.LATER,  # the workspace is being moved
    "rate_limited": Means.LATER,
    "ratelimited": Means.LATER,  # this method, in this workspace; others get through
    "request_timeout": Means.LATER,
    "service_unavailable": Means.LATER,
    "team_added_to_org": Means.LATER,
    "token_expired": Means.LATER,  # the next try finds a renewed one
}
"""A code that is not here is a fault of ours, or new: it is reported."""


class EndedError(RefusedError):
    """The app is no longer let into the workspace."""


class ScopeError(Exception):
    """The app lacks a scope; `needed` is its name where Slack tells it."""

    def __init__(self, method: str, needed: str) -> None:
        super().__init__(f"{method} needs {needed}")
        self.needed = needed


class DrawnWrongError(Exception):
    """Slack refuses the message as it was drawn."""


class UnansweredError(Exception):
    """A call broke off that may have arrived."""


class TooLateError(Exception):
    """Nothing can be opened any more by the press that asks for it."""


class SlackError(Exception):
    """Slack refuses a call for a reason that is ours to mend."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Slack answered: its code, if it said one, and what HTTP says."""

    status: int
    code: str
    needed: str
    after: timedelta | None

    @property
    def reason(self) -> str:
        return f"slack {self.code or self.status}"


_BY_REASON: Final[Mapping[Means, type[Exception]]] = {
    Means.ENDED: EndedError,
    Means.CLOSED: RefusedError,
    Means.DRAWN_WRONG: DrawnWrongError,
    Means.TOO_LATE: TooLateError,
}


def refusal(method: str, error: SlackApiError) -> Exception:
    """Give what a refused call means for whoever made it."""
    answer = error.response
    # slack_sdk hands on the bare response of aiohttp where no JSON came.
    status = getattr(answer, "status_code", None) or getattr(answer, "status", None) or 0
    return _meaning(method, _read(int(status), getattr(answer, "data", None), answer.headers))


def refusal_at_address(answer: WebhookResponse) -> Exception | None:
    """Give what the address of an interaction answered, None where it took the message."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        told = None  # a plain word, for those who read
    read = _read(answer.status_code, told, answer.headers)
    return None if read.status == 200 and not read.code else _meaning("response_url", read)


def breakdown(error: Exception) -> Exception:
    """Give what a broken call means: nothing was sent where Slack could not even be reached."""
    if isinstance(error, ClientConnectorError):
        return TryLaterError("slack not reached", whole_channel=True)
    return UnansweredError(type(error).__name__)


def _meaning(method: str, answer: _Answer) -> Exception:
    means = CODES.get(answer.code)
    if means and means in _BY_REASON:
        return _BY_REASON[means](answer.reason)
    if means is Means.SCOPE:
        return ScopeError(method, answer.needed)
    if means is Means.LATER or answer.status == 429:
        return TryLaterError(answer.reason, answer.after)
    if answer.status >= 500:
        # No word from Slack itself: what stands before it is down, for every workspace.
        return TryLaterError(answer.reason, answer.after, whole_channel=True)
    return SlackError(f"{method}: {answer.reason}")


def _read(status: int, told: object, headers: Mapping[str, Any]) -> _Answer:
    said = told if isinstance(told, Mapping) else {}
    after = str(headers.get("Retry-After", ""))[:6]
    return _Answer(
        status,
        str(said.get("error") or ""),
        str(said.get("needed") or "?"),
        timedelta(seconds=int(after)) if after.isdecimal() else None,
    )
