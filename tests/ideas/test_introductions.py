"""Two with a like need meet only when both say yes, and nobody learns of a no."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.idea import Idea
from bot.ideas.introductions import Introductions
from bot.ideas.ledger import read_steps
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.shared_needs import SharedNeeds
from bot.notices.tables import Delivery, Door
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, SENSORS, somebody
from tests.ideas.telling import written

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
SHARED = replace(SENSORS, shared=True)


async def sent(session: AsyncSession, name: str, *, address: bool = True) -> Idea:
    person = await somebody(session, name)
    if address:
        door = {"channel": "email", "address": f"{name}@example.org", "confirmed_at": MONDAY}
        session.add(Door(person_id=person, **door))
        await session.flush()
    return (await Relay(session, KB, person, MONDAY).send(SHARED, "nb", name)).idea


def at_desk(session: AsyncSession, idea: Idea) -> Introductions:
    return Introductions(session, KB, idea.submitter, MONDAY, SharedNeeds())


async def told(session: AsyncSession) -> list[tuple[int, str, int]]:
    rows = await session.execute(
        select(Delivery.person_id, Delivery.lead, Delivery.id)
        .where(Delivery.kind == "introduction")
        .order_by(Delivery.id)
    )
    return [(person, lead, number) for person, lead, number in rows]


async def said(session: AsyncSession, number: int) -> str:
    rows = await session.scalars(select(Delivery).where(Delivery.id == number))
    (notice,) = await written(session, KB, MONDAY, rows.all())
    assert notice
    return notice.reply.plain


async def test_two_yeses_give_one_message_to_each_with_the_other_ones_address(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        mine, theirs = await sent(session, "mine"), await sent(session, "theirs")
        assert await at_desk(session, mine).count(mine) == 1
        assert await at_desk(session, mine).wish(mine.id) == "asked"
        ((person, lead, number),) = await told(session)
        assert (person, lead) == (theirs.submitter, "asked")
        assert "mine" not in await said(session, number)
        pair = 1
        assert await at_desk(session, theirs).answer(pair, theirs.id, yes=True) == "made"
        _, *both = await told(session)
        assert [(who, what) for who, what, _ in both] == [
            (mine.submitter, "made"),
            (theirs.submitter, "made"),
        ]
        assert "theirs@example.org" in await said(session, both[0][2])
        assert "mine@example.org" in await said(session, both[1][2])
        steps = await read_steps(session, (mine.id, theirs.id))
        assert [it[-1].record for it in steps.values()] == [f"idea:{theirs.id}", f"idea:{mine.id}"]
        assert await at_desk(session, theirs).answer(pair, theirs.id, yes=True) == "gone"


async def test_nobody_learns_of_a_no_and_the_same_two_are_not_asked_again(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        mine, theirs = await sent(session, "mine"), await sent(session, "theirs")
        await at_desk(session, mine).wish(mine.id)
        assert await at_desk(session, theirs).answer(1, theirs.id, yes=False) == "declined"
        assert await at_desk(session, mine).wish(mine.id) == "nobody"
        assert [lead for _, lead, _ in await told(session)] == ["asked"]


async def test_the_wish_of_both_in_turn_is_a_yes(sessions: Sessions) -> None:
    async with sessions() as session:
        mine, theirs = await sent(session, "mine"), await sent(session, "theirs")
        await at_desk(session, mine).wish(mine.id)
        assert await at_desk(session, mine).answer(1, mine.id, yes=True) == "asked"
        assert await at_desk(session, theirs).answer(1, theirs.id, yes=True) == "made"


async def test_who_cannot_be_written_to_is_asked_for_an_address_first(sessions: Sessions) -> None:
    async with sessions() as session:
        mine = await sent(session, "mine", address=False)
        await sent(session, "theirs")
        assert await at_desk(session, mine).wish(mine.id) == "no_address"
        assert await told(session) == []


async def test_nobody_answers_for_another(sessions: Sessions) -> None:
    async with sessions() as session:
        mine, theirs = await sent(session, "mine"), await sent(session, "theirs")
        other = await sent(session, "other")
        await at_desk(session, mine).wish(mine.id)
        with pytest.raises(RefusedStepError, match="not_allowed"):
            await at_desk(session, other).answer(1, theirs.id, yes=True)
        assert await at_desk(session, other).answer(1, other.id, yes=True) == "gone"
