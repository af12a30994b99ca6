"""What is remembered of conversations: read and held, written back, forgotten."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.state import State
from bot.conversation.tables import KeptKeyboard, StoredConversation
from bot.database import Insert
from bot.message import Place


async def remembered(session: AsyncSession, place: Place) -> State:
    """Read a state for looking only; nothing is held or made."""
    found = await session.scalar(
        select(StoredConversation.state).where(
            StoredConversation.channel == place.channel,
            StoredConversation.conversation == place.conversation,
        )
    )
    return State.load(found) if found else State()


async def read_and_hold(
    session: AsyncSession, touched: Mapping[Place, datetime]
) -> dict[Place, State]:
    """Read states and hold on to them, so that turns of one conversation follow one another.

    Rows are made where there are none: first turns have to wait for one another too. All hold
    them in one order, so that nobody waits in a circle. `touched` is when the turns came in.
    """
    in_order = sorted(touched, key=lambda it: (it.channel, it.conversation))
    rows = [{**_named(it), "state": _NOTHING, "touched_at": touched[it]} for it in in_order]
    connection = await session.connection()  # the session would take the list for rows to map
    found = await connection.execute(_READ[connection.dialect.name], rows)
    return {Place(channel, name): State.load(state) for channel, name, state in found}


async def write(session: AsyncSession, states: Mapping[Place, State]) -> None:
    """Keep states in the rows that are held; empty ones leave nothing behind."""
    said = {place: state for place, state in states.items() if state != State()}
    if said:
        rows = [
            {"its_channel": it.channel, "its_name": it.conversation, "its_state": state.dump()}
            for it, state in said.items()
        ]
        connection = await session.connection()
        await connection.execute(_WRITE, rows)
    await forget(session, states.keys() - said.keys())


async def forget(session: AsyncSession, places: Collection[Place]) -> None:
    """Delete what is remembered of conversations."""
    if not places:
        return
    which = {"places": [(it.channel, it.conversation) for it in places]}
    connection = await session.connection()
    for statement in _FORGET:
        await connection.execute(statement, which)


def _named(place: Place) -> dict[str, Any]:
    return {"channel": place.channel, "conversation": place.conversation}


def _read(made: Insert) -> Any:
    touched = made.on_conflict_do_update(
        index_elements=["channel", "conversation"],
        set_={"touched_at": made.excluded.touched_at},
    )
    row = StoredConversation
    return touched.returning(row.channel, row.conversation, row.state)


_NOTHING: Final = State().dump()
_READ: Final = {
    "postgresql": _read(postgresql.insert(StoredConversation)),
    "sqlite": _read(sqlite.insert(StoredConversation)),
}
_WRITE: Final = (
    update(StoredConversation)
    .where(
        StoredConversation.channel == bindparam("its_channel"),
        StoredConversation.conversation == bindparam("its_name"),
    )
    .values(state=bindparam("its_state"))
)
_FORGET: Final = [
    delete(table).where(
        tuple_(table.channel, table.conversation).in_(bindparam("places", expanding=True))
    )
    for table in (StoredConversation, KeptKeyboard)
]
