"""Everything that the database has of a person, found by what points to them.

Whatever area keeps something of somebody, it is in: by the tables and not by a list that could
be forgotten.
"""

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Column, RowMapping, Table, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.tables import StoredIdea
from knowledge.tables import Base

_CODES: Final = frozenset({"code", "office_code"})
"""Deliveries that carry a secret until they are sent; it proves who reads a mailbox."""


async def rows_of(session: AsyncSession, person: int) -> dict[str, list[dict[str, Any]]]:
    """Give the rows by table: the person, what points to them, and what points to their ideas.

    Left out are secrets, also as checksums, and who else took part.
    """
    own = select(StoredIdea.id).where(StoredIdea.person_id == person)
    ideas = (await session.scalars(own)).all()
    found = {}
    for table in Base.metadata.sorted_tables:
        concerned = [*_concerned(table, "person", (person,)), *_concerned(table, "idea", ideas)]
        if concerned:
            rows = await session.execute(select(table).where(or_(*concerned)))
            found[table.name] = [_plain(table, row, person) for row in rows.mappings()]
    return {name: rows for name, rows in found.items() if rows}


def _concerned(table: Table, target: str, ids: Collection[int]) -> Iterator[Any]:
    if table.name == target:
        yield table.c.id.in_(ids)
    for column in _pointing(table, target):
        yield column.in_(ids)


def _pointing(table: Table, target: str) -> Iterator[Column[Any]]:
    for key in table.foreign_keys:
        if key.column.table.name == target:
            yield key.parent


def _plain(table: Table, row: RowMapping, person: int) -> dict[str, Any]:
    people = {column.name for column in _pointing(table, "person")}
    hidden = {"told"} if row.get("kind") in _CODES else set()
    return {
        name: value
        for name, value in row.items()
        if value is not None
        and not name.endswith("_hash")
        and name not in hidden
        and not (name in people and value != person)
    }
