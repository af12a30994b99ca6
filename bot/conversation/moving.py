"""A place that got another name: a group that its channel keeps under a new id."""

from typing import TypeAlias

from sqlalchemy import ColumnElement, delete, exists, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.tables import StoredConversation
from bot.message import Place
from bot.notices.hold import hold_owner
from bot.notices.tables import Door

_Where: TypeAlias = tuple[ColumnElement[bool], ColumnElement[bool]]


async def move_place(session: AsyncSession, old: Place, new: Place) -> None:
    """Let the conversation and the door of a place hold for another, unless that has its own."""
    await hold_owner(session, *_door(old))
    address = {"channel": new.channel, "address": new.conversation}
    free = ~exists().where(*_door(new))
    await session.execute(update(Door).where(*_door(old), free).values(address))
    name = {"channel": new.channel, "conversation": new.conversation}
    free = ~exists().where(*_conversation(new))
    await session.execute(update(StoredConversation).where(*_conversation(old), free).values(name))
    await session.execute(delete(StoredConversation).where(*_conversation(old)))


def _door(place: Place) -> _Where:
    return Door.channel == place.channel, Door.address == place.conversation


def _conversation(place: Place) -> _Where:
    return (
        StoredConversation.channel == place.channel,
        StoredConversation.conversation == place.conversation,
    )
