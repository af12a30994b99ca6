"""What Telegram's refusals mean: one table, from its words to what is done about them.

Telegram has no codes for them; its words are matched, and never passed on: they may quote what was
sent, and addresses in them hold the bot's token.
"""

from collections.abc import Awaitable, Mapping
from enum import Enum, auto
from typing import Final, TypeVar

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.notices.notice import RefusedError, TryLaterError

_T = TypeVar("_T")


class Means(Enum):
    """What to do about a refusal."""

    CLOSED = auto()
    """Nothing reaches this person or group any more: the door closes, notices go by e-mail."""
    DRAWN_WRONG = auto()
    """The message itself is refused: it is sent once more as plain text."""
    GONE = auto()
    """What was to be changed or answered is no longer there, or is so already."""


WORDS: Final[Mapping[str, Means]] = {
    "chat not found": Means.CLOSED,  # deleted, or never talked to the bot
    "user not found": Means.CLOSED,
    "peer_id_invalid": Means.CLOSED,
    "group chat was deactivated": Means.CLOSED,
    "chat_restricted": Means.CLOSED,
    "chat_write_forbidden": Means.CLOSED,  # the group lets only others write
    "chat_send_plain_forbidden": Means.CLOSED,
    "have no rights to send a message": Means.CLOSED,
    "not enough rights to send": Means.CLOSED,
    "need administrator rights": Means.CLOSED,  # a channel that the bot may not post in
    "topic_closed": Means.CLOSED,
    "message thread not found": Means.CLOSED,  # the topic was deleted
    "can't parse entities": Means.DRAWN_WRONG,
    "message is too long": Means.DRAWN_WRONG,
    "message_too_long": Means.DRAWN_WRONG,
    "text must be non-empty": Means.DRAWN_WRONG,
    "message text is empty": Means.DRAWN_WRONG,
    "entities_too_long": Means.DRAWN_WRONG,
    "button_data_invalid": Means.DRAWN_WRONG,
    "button_url_invalid": Means.DRAWN_WRONG,
    "wrong http url": Means.DRAWN_WRONG,
    "reply_markup_too_long": Means.DRAWN_WRONG,
    "message is not modified": Means.GONE,
    "message to edit not found": Means.GONE,
    "message can't be edited": Means.GONE,
    "message_id_invalid": Means.GONE,
    "query is too old": Means.GONE,
    "query_id_invalid": Means.GONE,
}
"""Words of a bad request, in lower case. What is not here is a fault of ours, or new."""


class DrawnWrongError(Exception):
    """Telegram refuses the message as it was drawn."""


class GoneError(Exception):
    """There is nothing to change or to answer any more."""


class MovedError(Exception):
    """The group has become a supergroup, with another id."""

    def __init__(self, chat: int) -> None:
        super().__init__("telegram group moved")
        self.chat = chat


class TokenError(Exception):
    """Telegram does not take the bot's token."""


class ConflictError(Exception):
    """Another process fetches, or a webhook is set."""


class CallError(Exception):
    """Telegram refuses a call for a reason that is ours to mend."""


async def told(call: Awaitable[_T]) -> _T:
    """Give what a call answers. Raises what the table makes of a refusal."""
    try:
        return await call
    except TelegramError as error:
        meaning = refusal(error)
    raise meaning  # without Telegram's words


def refusal(error: TelegramError) -> Exception:  # noqa: PLR0911 - one line for each kind
    """Give what a refused or broken call means for whoever made it."""
    match error:
        case RetryAfter():
            return _flooded(error)
        case ChatMigrated():
            return MovedError(error.new_chat_id)
        case Forbidden():  # blocked, thrown out, deactivated, or never talked to
            return RefusedError("telegram forbidden")
        case InvalidToken():
            return TokenError("telegram token refused")
        case Conflict():
            return ConflictError("telegram conflict")
        case BadRequest():
            return _meaning(error.message.lower())
        case TimedOut():
            return _broken(error, "telegram timed out")
        case NetworkError():
            return _broken(error, "telegram unreachable")
    return CallError(type(error).__name__)


def _flooded(error: RetryAfter) -> TryLaterError:
    """Telegram does not say whether one chat or the whole bot wrote too much."""
    after = error.retry_after
    if isinstance(after, int):
        raise TypeError("PTB_TIMEDELTA is not set")
    return TryLaterError("telegram 429", after)


def _meaning(words: str) -> Exception:
    found = next((known for known in WORDS if known in words), None)
    match WORDS.get(found or ""):
        case Means.CLOSED:
            return RefusedError(f"telegram {found}")
        case Means.DRAWN_WRONG:
            return DrawnWrongError(f"telegram {found}")
        case Means.GONE:
            return GoneError(f"telegram {found}")
    return CallError("telegram 400")


def _broken(error: NetworkError, reason: str) -> Exception:
    """Nothing was sent where Telegram could not be reached, or said that it is down.

    Else it is unknown whether the call arrived, and the error says so.
    """
    cause = error.__cause__
    if cause is None or isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout):
        return TryLaterError(reason, whole_channel=True)
    if isinstance(cause, httpx.PoolTimeout):
        return TryLaterError("telegram busy")
    return TimeoutError(reason)
