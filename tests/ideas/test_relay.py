"""The relay on real databases: handed over, answered, told to everybody whom it concerns."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.clock import next_tick, terms_of
from bot.ideas.idea import Idea
from bot.ideas.ledger import hold, read
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea
from bot.notices.calendars import calendar_of
from bot.notices.tables import Delivery, Door
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import (
    MONDAY,
    NAMSOS,
    SECRETARIAT,
    SENSORS,
    holder,
    somebody,
)

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)


def step(kind: str, nonce: str = "1", **fields: object) -> Step:
    return Step(kind, "receiver", MONDAY, nonce, **fields)  # type: ignore[arg-type]


async def sent(session: AsyncSession, person: int) -> Idea:
    return (await Relay(session, KB, person, MONDAY).send(SENSORS, "nb", "press")).idea


async def told(session: AsyncSession) -> list[tuple[str, str, str]]:
    rows = await session.execute(
        select(Delivery.kind, Delivery.lead, Delivery.because).order_by(Delivery.id)
    )
    return [(kind, lead, because) for kind, lead, because in rows]


async def test_the_mailbox_on_record_gets_an_idea_once(sessions: Sessions) -> None:
    async with sessions() as session:
        nurse = await somebody(session, "nurse")
        relay = Relay(session, KB, nurse, MONDAY)
        first = await relay.send(SENSORS, "nb", "press")
        again = await relay.send(SENSORS, "nb", "press")
        assert first.idea.number == "IDE-2026-0001"
        assert again.idea == first.idea
        assert first.idea.life.holder == NAMSOS
        assert [it.seat for it in first.way.then] == [SECRETARIAT]
        assert await told(session) == [("referral", "1", "seat:foui-kontakt@namsos")]
        doors = await session.scalars(select(Door.address).where(Door.channel == "email"))
        assert doors.all() == ["postmottak@namsos.kommune.no"]


async def test_the_clock_of_an_idea_reminds_and_escalates_by_working_days(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        idea = await sent(session, await somebody(session, "nurse"))
        calendar, days = calendar_of(KB, "trondelag"), []
        relay = Relay(session, KB, None, MONDAY)
        for number in range(2):
            tick = next_tick(idea.life, terms_of(KB, idea.region, idea.life.rule), calendar)
            assert tick
            days.append(calendar.day(tick.at))
            idea = await relay.tick(idea, step("reminded", f"{number}", day=tick.day))
        last = next_tick(idea.life, terms_of(KB, idea.region, idea.life.rule), calendar)
        assert last
        assert last.does == "escalate"
        assert [*days, calendar.day(last.at)] == [
            date(2026, 11, 26),
            date(2026, 12, 1),
            date(2026, 12, 7),
        ]


async def test_the_clock_stands_while_a_question_is_out(sessions: Sessions) -> None:
    async with sessions() as session:
        nurse, contact = await somebody(session, "nurse"), await holder(session, "foui", NAMSOS)
        idea = await sent(session, nurse)
        tuesday = MONDAY + timedelta(days=1)
        asking = Relay(session, KB, contact, tuesday)
        await asking.take(idea.id, step("asked", text="har dere valgt leverandør?"))
        assert await session.scalar(select(StoredIdea.next_at)) is None
        answering = Relay(session, KB, nurse, MONDAY + timedelta(days=7))
        done = await answering.take(idea.id, step("answered", "2", text="nei"))
        assert done.idea.life.stage == "waiting"
        next_at = (await session.scalars(select(StoredIdea.next_at))).one()
        assert next_at == datetime.fromisoformat("2026-12-02T08:00:00+01:00")
        assert await told(session) == [
            ("referral", "1", "seat:foui-kontakt@namsos"),
            ("progress", "2", "submitter"),
            ("referral", "3", "seat:foui-kontakt@namsos"),
        ]


async def test_two_who_accept_at_once_get_one_acceptance_and_one_explanation(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        first, second = [await holder(session, name, NAMSOS) for name in ("one", "two")]
        idea = await sent(session, await somebody(session, "nurse"))
        await Relay(session, KB, first, MONDAY).take(idea.id, step("accepted", "a"), 1)
        with pytest.raises(RefusedStepError) as refused:
            await Relay(session, KB, second, MONDAY).take(idea.id, step("accepted", "b"), 1)
        assert (refused.value.reason, refused.value.overtaken) == ("accepted", True)
        again = await Relay(session, KB, first, MONDAY).take(idea.id, step("accepted", "a"), 1)
        assert again.repeated


async def test_who_has_nothing_to_do_with_an_idea_neither_reads_nor_moves_it(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        idea = await sent(session, await somebody(session, "nurse"))
        other = Relay(session, KB, await somebody(session, "other"), MONDAY)
        with pytest.raises(RefusedStepError, match="not_allowed"):
            await other.see(idea.id)
        with pytest.raises(RefusedStepError, match="not_allowed"):
            await other.take(idea.id, step("accepted"))
        unchanged = await read(session, idea.id)
        assert unchanged
        assert unchanged.life.version == 1


async def test_an_escalated_idea_lies_with_the_next_and_the_former_keeps_a_copy(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        idea = await hold(session, (await sent(session, await somebody(session, "nurse"))).id)
        assert idea
        relay = Relay(session, KB, None, MONDAY)
        moved = await relay.tick(idea, step("escalated", to=SECRETARIAT))
        assert (moved.life.holder, moved.life.former) == (SECRETARIAT, (NAMSOS,))
        assert await told(session) == [
            ("referral", "1", "seat:foui-kontakt@namsos"),
            ("referral", "2", "seat:sekretariatet-distriktforsk"),
            ("referral", "2", "seat:foui-kontakt@namsos"),
            ("progress", "2", "submitter"),
        ]
