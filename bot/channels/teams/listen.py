"""Listening: each thing that comes in is cut down and written to the intake.

Nothing is answered here but what can't wait for a worker. What is no person's doing, or not meant
for us, is passed over.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from bot.channels.teams.activity import Activity, object_of
from bot.channels.teams.buttons import ON_PAGE
from bot.channels.teams.commands import asks_for_home
from bot.channels.teams.incoming import INCOMING, Incoming
from bot.channels.teams.origin import kind_of, origin, user_of
from bot.channels.teams.press import pressed
from bot.channels.teams.words import is_mentioned, words
from bot.intake.item import Item

Body: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that is to be answered."""

    key: tuple[str, ...]
    """What all its repeats have in common."""
    incoming: Incoming
    stamp: str = ""
    """As that of an `Item`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an invoke comes to: what Teams is told in the response, and what is taken in."""

    body: Body | None = None
    heard: Heard | None = None


SUBMITTED: Final = "submitted"
"""What a message is called that is the press of a button in an app that knows no invokes of it."""
AtOnce: TypeAlias = Callable[[Activity], Awaitable[Told]]
"""Reads and answers one kind of invoke, which can't wait for a worker."""


class Listener:
    """Takes in everything that Teams brings; it has been verified before."""

    def __init__(
        self,
        take: Callable[[Item], Awaitable[bool]],
        clock: Callable[[], datetime],
        at_once: Mapping[str, AtOnce],
    ) -> None:
        """`take` keeps an item, and is done once it is safe.

        `at_once` is by name of the invoke, and by `SUBMITTED` for buttons of older apps.
        """
        self._take = take
        self._clock = clock
        self._at_once = at_once

    async def hear(self, activity: Activity) -> Body | None:
        """Write an activity down, and give what Teams is told. Raises what `take` raises."""
        told = await self._told(activity)
        if told.heard:
            await self._take(self._item(told.heard))
        return told.body

    async def _told(self, activity: Activity) -> Told:
        if activity.type == "invoke":
            return await self._answered(activity, activity.name or "")
        is_submitted = activity.type == "message" and object_of(activity.value)
        told = await self._answered(activity, SUBMITTED) if is_submitted else Told()
        return Told(heard=told.heard or read(activity))

    async def _answered(self, activity: Activity, name: str) -> Told:
        answer = self._at_once.get(name)
        return await answer(activity) if answer else Told()

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
    """Read what somebody did; None where nothing is to be answered."""
    reader = _READERS.get(activity.type)
    return reader(activity) if reader and activity.conversation else None


def read_press(activity: Activity, data: object) -> Heard | None:
    """Read the press of a button by what it carries; the moment tells one press from the next."""
    action = pressed(data)
    if action is None:
        return None
    source, who = activity.reply_to_id or "", user_of(activity) or activity.from_.id
    return _heard(
        activity,
        (source, who, action.encode()),
        stamp(activity),
        kind="switched" if ON_PAGE in object_of(data) else "pressed",
        action=action.encode(),
        message=activity.reply_to_id,
    )


def stamp(activity: Activity) -> str:
    """Give the moment of something that can be done again."""
    at = activity.timestamp
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""


def _written(activity: Activity) -> Heard | None:
    if _is_by_bot(activity):
        return None
    return read_press(activity, activity.value) or _said(activity)


def _said(activity: Activity) -> Heard | None:
    """Read a message: words, something else, or our name alone."""
    text, is_called = words(activity), is_mentioned(activity)
    is_alone = kind_of(activity) == "personal"
    if not (is_called or is_alone):
        return None
    if is_alone and asks_for_home(text):
        return _heard(activity, (activity.id,), kind="opened")
    shows = _shows_something(activity)
    if text or (is_called and not shows):
        return _heard(activity, (activity.id,), kind="said", text=text or None)
    return _heard(activity, (activity.id,), kind="unread") if shows else None


def _shows_something(activity: Activity) -> bool:
    """Tell whether there is a picture or a file; the text itself is there as HTML too."""
    return any(
        it.content_type != "text/html" or "<img" in str(it.content) for it in activity.attachments
    )


def _installed(activity: Activity) -> Heard | None:
    kind = _INSTALLED.get(activity.action or "")
    return _heard(activity, (activity.id,), kind=kind) if kind else None


def _changed(activity: Activity) -> Heard | None:
    """Read that the bot was taken out, or that the channel or team is gone: all the same to us."""
    event, channel = activity.channel_data.event_type, activity.channel_data.channel
    if event == "channelDeleted" and channel and channel.id:
        return _removed(activity, channel.id)
    is_out = any(it.id == activity.recipient.id for it in activity.members_removed)
    return _removed(activity) if is_out or event in _TEAM_GONE else None


def _removed(activity: Activity, channel: str = "") -> Heard:
    heard = _heard(activity, (activity.id,), kind="removed")
    if not channel:
        return heard
    where = replace(heard.incoming.reference, conversation=channel)
    return replace(heard, incoming=replace(heard.incoming, reference=where))


def _heard(activity: Activity, key: tuple[str, ...], stamp: str = "", **what: Any) -> Heard:
    incoming = Incoming(**origin(activity), **what)
    return Heard((incoming.reference.conversation, *key), incoming, stamp)


def _is_by_bot(activity: Activity) -> bool:
    by = activity.from_
    return by.id == activity.recipient.id or by.role == "bot" or by.id.startswith("28:")


_INSTALLED: Final[Mapping[str, str]] = {
    "add": "added",
    "add-upgrade": "added",
    "remove": "removed",
    "remove-upgrade": "removed",
}
"""With an upgrade the app itself was there before, or stays; the bot was not, or does not:
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/
subscribe-to-conversation-events"""
_TEAM_GONE: Final = frozenset({"teamDeleted", "teamHardDeleted"})
_READERS: Final[Mapping[str, Callable[[Activity], Heard | None]]] = {
    "message": _written,
    "installationUpdate": _installed,
    "conversationUpdate": _changed,
}
