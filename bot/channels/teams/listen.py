"""Listening: each thing that comes in is cut down and written to the intake.

Nothing is answered here but what can't wait for a worker. What is no person's doing, or not meant
for us, is passed over.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from bot.channels.locales import spoken
from bot.channels.teams.activity import Activity
from bot.channels.teams.incoming import INCOMING, Incoming, without_thread
from bot.channels.teams.references import Kind, Reference
from bot.channels.teams.words import is_mentioned, words
from bot.intake.item import Item
from bot.message import Action, Language

Body: TypeAlias = Mapping[str, Any]
AtOnce: TypeAlias = Callable[[Activity], Awaitable[Body | None]]
"""Answers one kind of invoke that can't wait; None where it is to be taken in."""

_START: Final = Action("help")
"""What it means to call the bot and say nothing."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that is to be answered; `key` is what all its repeats have in common."""

    key: tuple[str, ...]
    incoming: Incoming
    stamp: str = ""


class Listener:
    """Takes in everything that Teams brings; it has been verified before."""

    def __init__(
        self,
        take: Callable[[Item], Awaitable[bool]],
        clock: Callable[[], datetime],
        at_once: Mapping[str, AtOnce],
    ) -> None:
        """`take` keeps an item, and is done once it is safe; `at_once` is by name of the invoke."""
        self._take = take
        self._clock = clock
        self._at_once = at_once

    async def hear(self, activity: Activity) -> Body | None:
        """Write an activity down, and give what is answered at once. Raises what `take` raises."""
        answer = self._at_once.get(activity.name or "") if activity.type == "invoke" else None
        told = await answer(activity) if answer else None
        if told is not None:
            return told
        heard = read(activity)
        if heard:
            await self._take(self._item(heard))
        return None

    def _item(self, heard: Heard) -> Item:
        return Item(
            "teams",
            "/".join(heard.key),
            heard.incoming.place.conversation,
            INCOMING.dump_json(heard.incoming, exclude_defaults=True).decode(),
            self._clock(),
            heard.stamp,
        )


def read(activity: Activity) -> Heard | None:
    """Read one activity; None where nothing is to be answered."""
    reader = _READERS.get(activity.type)
    return reader(activity) if reader and not _is_by_bot(activity) else None


def _written(activity: Activity) -> Heard | None:
    if isinstance(activity.value, Mapping):
        return _pressed(activity, activity.value)
    if activity.conversation.conversation_type != "personal" and not is_mentioned(activity):
        return None
    said = _said(activity)
    return _heard(activity, (activity.id,), **said) if said else None


def _said(activity: Activity) -> dict[str, Any] | None:
    """Tell what a message is: words, something else, or our name alone."""
    text = words(activity)
    if text:
        return {"kind": "said", "text": text}
    if any(it.content_type != "text/html" for it in activity.attachments):
        return {"kind": "unread"}
    return {"kind": "pressed", "action": _START.encode()} if is_mentioned(activity) else None


def _invoked(activity: Activity) -> Heard | None:
    if activity.name != "adaptiveCard/action" or not isinstance(activity.value, Mapping):
        return None
    action = activity.value.get("action")
    data = action.get("data") if isinstance(action, Mapping) else None
    return _pressed(activity, data) if isinstance(data, Mapping) else None


def _pressed(activity: Activity, data: Body) -> Heard | None:
    """Read a press; the moment tells one press from the next."""
    action = data.get("action")
    if not (isinstance(action, str) and action):
        return None
    source, who = activity.reply_to_id or "", activity.from_.aad_object_id or activity.from_.id
    stamp = activity.timestamp.isoformat() if activity.timestamp else activity.id
    return _heard(
        activity,
        (source, who, action),
        stamp,
        kind="pressed",
        action=action,
        message=activity.reply_to_id,
    )


def _installed(activity: Activity) -> Heard | None:
    kind = _INSTALLED.get(activity.action or "")
    return _heard(activity, (activity.id,), kind=kind) if kind else None


def _heard(activity: Activity, key: tuple[str, ...], stamp: str = "", **what: Any) -> Heard:
    conversation, thread = without_thread(activity.conversation.id)
    kind: Kind = activity.conversation.conversation_type or "personal"
    user = (activity.from_.aad_object_id or "").lower()
    reference = Reference(
        conversation,
        next(iter(activity.tenants), ""),
        kind,
        activity.service_url,
        user if kind == "personal" else None,
    )
    incoming = Incoming(
        reference=reference,
        thread=(thread or activity.id) if kind == "channel" else None,
        user=user,
        language=_language(activity),
        **what,
    )
    return Heard((conversation, *key), incoming, stamp)


def _language(activity: Activity) -> Language | None:
    locales = (activity.locale, *(it.locale for it in activity.entities))
    return next(filter(None, (spoken(it) for it in locales if it)), None)


def _is_by_bot(activity: Activity) -> bool:
    by = activity.from_
    return by.id == activity.recipient.id or by.role == "bot" or by.id.startswith("28:")


_INSTALLED: Final[Mapping[str, str]] = {"add": "added", "remove": "removed"}
_READERS: Final[Mapping[str, Callable[[Activity], Heard | None]]] = {
    "message": _written,
    "invoke": _invoked,
    "installationUpdate": _installed,
}
