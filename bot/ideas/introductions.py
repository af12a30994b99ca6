"""Two with a like need are brought together: only when both say yes, and by one message to each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.ideas import ledger
from bot.ideas.access import find_actor, may
from bot.ideas.idea import Idea
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.shared_needs import SharedNeeds
from bot.ideas.step import Step
from bot.ideas.tables import Introduction
from bot.ideas.telling import write_delivery
from bot.notices.bell import ring
from bot.notices.tables import Door
from knowledge.base import KnowledgeBase

_LOOKED_AT: Final = 10
"""So many like ideas are counted at most, and asked one after the other."""

Came = Literal["asked", "made", "declined", "nobody", "no_address", "gone"]
"""What came of a wish to meet. ``asked``: the other one is asked. ``nobody``: nobody is left to
ask. ``no_address``: first there must be an address that the other one may write to. ``gone``: it is
not theirs to answer, or too late."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ideas that may be brought together."""

    id: int
    first: Idea
    second: Idea
    made: bool

    def other(self, idea: int) -> Idea:
        """Give the idea of the other one."""
        return self.second if idea == self.first.id else self.first


class Introductions:
    """Serves one person at one moment. Nothing is kept until the session is committed."""

    def __init__(
        self,
        session: AsyncSession,
        kb: KnowledgeBase,
        person: int | None,
        at: datetime,
        needs: SharedNeeds,
    ) -> None:
        self._session = session
        self._kb = kb
        self._person = person
        self._at = at
        self._needs = needs

    async def count(self, idea: Idea) -> int:
        """Tell how many others have a like need, as far as they let it be seen."""
        return len(await self._needs.like(self._session, idea, _LOOKED_AT))

    async def wish(self, number: int) -> Came:
        """The one who sent an idea wants to meet whoever has the most alike need: ask them.

        Raises `RefusedStepError` for an idea that is not theirs.
        """
        idea = await self._own(number)
        if await address_of(self._session, idea.submitter) is None:
            return "no_address"
        before = await self._asked_before(idea)
        for other in await self._needs.like(self._session, idea, _LOOKED_AT):
            if other.id not in before and other.submitter is not None:
                return await self._ask(idea, other)
        return "nobody"

    async def answer(self, pair: int, number: int, *, yes: bool) -> Came:
        """The one who was asked says yes or no; with two yeses both get one message."""
        idea = await self._own(number)
        row = await self._hold(pair)
        if row is None or idea.id not in (row.first_id, row.second_id) or row.made_at:
            return "gone"
        if yes and await address_of(self._session, idea.submitter) is None:
            return "no_address"
        if idea.id == row.first_id:
            row.first_yes = yes
        else:
            row.second_yes = yes
        await self._session.flush()
        if not yes:
            return "declined"
        return await self._make(row) if row.first_yes and row.second_yes else "asked"

    async def _own(self, number: int) -> Idea:
        idea = await ledger.read(self._session, number)
        if idea is None:
            raise RefusedStepError("gone")
        if not may(self._kb, await find_actor(self._session, self._person), "shared", idea):
            raise RefusedStepError("not_allowed")
        return idea

    async def _asked_before(self, idea: Idea) -> set[int]:
        rows = await self._session.execute(
            select(Introduction.first_id, Introduction.second_id).where(
                or_(Introduction.first_id == idea.id, Introduction.second_id == idea.id)
            )
        )
        return {number for row in rows for number in row}

    async def _ask(self, idea: Idea, other: Idea) -> Came:
        first, second = sorted((idea.id, other.id))
        pair = await self._session.scalar(
            insert(self._session, Introduction)
            .values(
                first_id=first,
                second_id=second,
                first_yes=True if idea.id == first else None,
                second_yes=True if idea.id == second else None,
                asked_at=self._at,
            )
            .on_conflict_do_nothing()
            .returning(Introduction.id)
        )
        if pair is None:  # the other one asked in the same moment
            found = select(Introduction.id).where(
                Introduction.first_id == first, Introduction.second_id == second
            )
            return await self.answer((await self._session.scalars(found)).one(), idea.id, yes=True)
        await self._tell(pair, "asked", other)
        return "asked"

    async def _hold(self, pair: int) -> Introduction | None:
        await self._session.execute(
            update(Introduction)
            .where(Introduction.id == pair)
            .values(asked_at=Introduction.asked_at)
        )
        return await self._session.get(Introduction, pair, populate_existing=True)

    async def _make(self, row: Introduction) -> Came:
        row.made_at = self._at
        await self._session.flush()
        relay = Relay(self._session, self._kb, None, self._at)
        for number, other in ((row.first_id, row.second_id), (row.second_id, row.first_id)):
            idea = await ledger.hold(self._session, number)
            if idea is None:
                return "gone"
            nonce, record = f"introduced:{row.id}", f"idea:{other}"
            idea = await relay.tick(
                idea, Step("introduced", "clock", self._at, nonce, record=record)
            )
            await self._tell(row.id, "made", idea)
        return "made"

    async def _tell(self, pair: int, lead: str, idea: Idea) -> None:
        if idea.submitter is not None:
            await write_delivery(
                self._session,
                "introduction",
                f"introduction:{pair}",
                lead,
                person=idea.submitter,
                because=f"idea:{idea.id}",
                at=self._at,
            )
            await ring(self._session)


async def address_of(session: AsyncSession, person: int | None) -> str | None:
    """Give the confirmed e-mail address of somebody, the one confirmed last."""
    return await session.scalar(
        select(Door.address)
        .where(
            Door.person_id == person,
            Door.channel == "email",
            Door.confirmed_at.is_not(None),
            Door.closed_at.is_(None),
        )
        .order_by(Door.confirmed_at.desc())
        .limit(1)
    )


async def read_pairs(session: AsyncSession, numbers: set[int]) -> dict[int, Pair]:
    """Read introductions with both ideas, by id."""
    rows = (await session.scalars(select(Introduction).where(Introduction.id.in_(numbers)))).all()
    wanted = {it for row in rows for it in (row.first_id, row.second_id)}
    ideas = {it.id: it for it in await ledger.read_all(session, wanted)}
    return {
        row.id: Pair(row.id, ideas[row.first_id], ideas[row.second_id], row.made_at is not None)
        for row in rows
        if row.first_id in ideas and row.second_id in ideas
    }
