"""Listening: each thing that comes in is cut down, written to the intake, and acknowledged.

Nothing is answered here. What is no person's doing, or not meant for us, is acknowledged only.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.channels.slack.incoming import INCOMING, Incoming
from bot.channels.slack.press import pressed
from bot.channels.slack.text import plain
from bot.intake.item import Item

Body: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that is to be answered; `key` is what all its repeats have in common."""

    key: tuple[str, ...]
    incoming: Incoming
    stamp: str = ""


Reader: TypeAlias = Callable[[Body, AsyncBoltContext], Heard | None]
"""Reads one kind of request; None where nothing is to be answered."""

AtOnce: TypeAlias = Callable[[Body], Awaitable[Mapping[str, Any] | None]]
"""Answers one kind of request that can't wait, with what Slack is to do; None where all is well."""

_WRITTEN: Final = frozenset({None, "file_share", "me_message", "thread_broadcast"})
"""Subtypes of messages that are something a person wrote; all others tell what happened."""


def said(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read a direct message, or a message of the assistant, which is one in a thread."""
    event = body["event"]
    if event.get("channel_type") != "im" or not _is_written(event):
        return None
    return _message(body, context, event.get("thread_ts"), public=False)


def mentioned(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read a mention in a channel; it is answered in the thread that it is in, or begins."""
    event = body["event"]
    if not _is_written(event):
        return None
    return _message(body, context, event.get("thread_ts") or event["ts"], public=True)


def commanded(body: Body, context: AsyncBoltContext) -> Heard:
    """Read a slash command; only who gave it sees the answer. ``/ide`` alone opens the form."""
    text = plain(body.get("text", ""), context.bot_user_id or "")
    return Heard(
        (body["trigger_id"],),
        Incoming(
            kind="command",
            **by(context),
            channel=body["channel_id"],
            respond=body["response_url"],
            ephemeral=True,
            trigger=body["trigger_id"],
            text=text,
            action=None if text or body["command"] != "/ide" else "idea_form",
        ),
    )


def acted(body: Body, context: AsyncBoltContext) -> Heard | None:
    """Read the press of a button; it is answered where the button stands."""
    element, container = body["actions"][0], body["container"]
    action = pressed(element)
    if action is None:
        return None
    encoded = action.encode()
    source = container.get("message_ts") or container.get("view_id") or ""
    return Heard(
        (container.get("channel_id", ""), source, context.user_id or "", encoded),
        Incoming(
            kind="pressed",
            **by(context),
            **_where(body),
            respond=body.get("response_url"),
            trigger=body.get("trigger_id"),
            action=encoded,
        ),
        str(element["action_ts"]),
    )


class Listener(AsyncMiddleware):
    """Takes in everything that Slack brings; it has been verified and authorised before."""

    def __init__(
        self,
        take: Callable[[Item], Awaitable[bool]],
        clock: Callable[[], datetime],
        readers: Mapping[str, Reader],
        at_once: Mapping[str, AtOnce],
    ) -> None:
        """`take` keeps an item, and is done once it is safe; the others are by kind."""
        self._take = take
        self._clock = clock
        self._readers = readers
        self._at_once = at_once

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - named so by Bolt, as is `next`
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002, ARG002
    ) -> BoltResponse:
        """Acknowledge once it is written down. What can't be written, Slack has to send again."""
        kind = _kind(req.body)
        answer = self._at_once.get(kind)
        told = await answer(req.body) if answer else None
        if told is not None:
            return await req.context.ack(**told)
        read = self._readers.get(kind)
        heard = read(req.body, req.context) if read else None
        if heard:
            await self._take(self._item(heard))
        return await req.context.ack()

    def _item(self, heard: Heard) -> Item:
        incoming = heard.incoming
        return Item(
            "slack",
            "/".join((incoming.team, *heard.key)),
            incoming.place.conversation,
            INCOMING.dump_json(incoming, exclude_defaults=True).decode(),
            self._clock(),
            heard.stamp,
        )


def _kind(body: Body) -> str:
    if "command" in body:
        return "command"
    return str((body.get("event") or body).get("type"))


def _is_written(event: Body) -> bool:
    """Whether a person wrote it just now: no app, no change, nobody coming or going."""
    by_person = event.get("user") and not event.get("bot_id")
    return bool(by_person and event.get("subtype") in _WRITTEN and "edited" not in event)


def _message(body: Body, context: AsyncBoltContext, thread: str | None, *, public: bool) -> Heard:
    event = body["event"]
    return Heard(
        (event["channel"], event["ts"]),
        Incoming(
            kind="said",
            **by(context),
            channel=event["channel"],
            thread=thread,
            **_standing(body, public=public),
            text=plain(event.get("text", ""), context.bot_user_id or ""),
        ),
    )


def by(context: AsyncBoltContext) -> dict[str, Any]:
    """Tell who did it, and in which workspace."""
    return {
        "team": context.team_id,
        "enterprise": context.enterprise_id,
        "user": context.user_id,
    }


def _where(body: Body) -> dict[str, Any]:
    """Tell where a button stands: before one person, in a thread of a channel, or on a page."""
    container = body["container"]
    channel, own = container.get("channel_id"), bool(container.get("is_ephemeral"))
    thread = container.get("thread_ts")
    public = bool(channel and not own and not channel.startswith("D"))
    if public:
        thread = thread or container["message_ts"]
    standing = _standing(body, public=public)
    return {"channel": channel, "thread": thread, "ephemeral": own, **standing}


def _standing(body: Body, *, public: bool) -> dict[str, Any]:
    """Tell whether others read along, and then which app leads to where none does."""
    return {"public": public, "app": body.get("api_app_id") if public else None}
