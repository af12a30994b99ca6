"""The clock of ideas: silence is followed up on the day that was promised, once, by any worker."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.idea import Idea
from bot.ideas.ledger import read, read_steps
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea, StoredStep
from bot.ideas.ticking import tick_ideas
from bot.notices.tables import Delivery, KnownDate
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SECRETARIAT, SENSORS, holder, somebody

Sessions = async_sessionmaker[AsyncSession]
RECORDS = tuple(load_packs().records)
KB = KnowledgeBase(RECORDS)
PROGRAMME = "helseteknologi"


async def sent(sessions: Sessions, name: str = "nurse") -> Idea:
    async with sessions.begin() as session:
        relay = Relay(session, KB, await somebody(session, name), MONDAY)
        return (await relay.send(SENSORS, "nb", "press")).idea


async def parked(sessions: Sessions, **until: object) -> Idea:
    idea = await sent(sessions)
    async with sessions.begin() as session:
        relay = Relay(session, KB, await holder(session, "foui", NAMSOS), MONDAY)
        step = Step("outcome", "receiver", MONDAY, "p", outcome="parked", **until)  # type: ignore[arg-type]
        return (await relay.take(idea.id, step)).idea


async def now(sessions: Sessions, idea: Idea) -> Idea:
    async with sessions() as session:
        found = await read(session, idea.id)
        assert found
        return found


async def steps(sessions: Sessions, idea: Idea) -> list[Step]:
    async with sessions() as session:
        return (await read_steps(session, [idea.id]))[idea.id][1:]


def morning(day: date, hour: int = 7) -> datetime:
    """Eight o'clock in Trondheim in winter."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


async def test_silence_is_followed_up_on_the_promised_days_until_nobody_is_left(
    sessions: Sessions,
) -> None:
    idea = await sent(sessions)
    for number in range(60):
        await tick_ideas(sessions, KB, morning(MONDAY.date() + timedelta(days=number)))
    taken = [(it.kind, it.at.date(), it.day) for it in await steps(sessions, idea)]
    assert taken == [
        ("reminded", date(2026, 11, 26), 3),
        ("reminded", date(2026, 12, 1), 6),
        ("escalated", date(2026, 12, 7), None),
        ("reminded", date(2026, 12, 10), 3),
        ("reminded", date(2026, 12, 15), 6),
        ("unanswered", date(2026, 12, 21), None),
    ]
    found = await now(sessions, idea)
    assert (found.life.holder, found.life.former) == (SECRETARIAT, (NAMSOS,))


async def test_nothing_happens_a_minute_too_early(sessions: Sessions) -> None:
    idea = await sent(sessions)
    early = morning(date(2026, 11, 26)) - timedelta(minutes=1)
    assert await tick_ideas(sessions, KB, early) == 0
    assert await steps(sessions, idea) == []


async def test_after_a_standstill_only_the_last_that_was_due_is_done(sessions: Sessions) -> None:
    idea = await sent(sessions)
    assert await tick_ideas(sessions, KB, morning(date(2026, 12, 2))) == 1
    assert [it.day for it in await steps(sessions, idea)] == [6]


async def test_workers_that_tick_at_once_take_each_step_once(sessions: Sessions) -> None:
    ideas = [await sent(sessions, f"nurse {number}") for number in range(4)]
    at = morning(date(2026, 12, 7))
    taken = await asyncio.gather(*(tick_ideas(sessions, KB, at) for _ in range(4)))
    assert sum(taken) == len(ideas)
    for idea in ideas:
        assert [it.kind for it in await steps(sessions, idea)] == ["escalated"]
    async with sessions() as session:
        told = (await session.scalars(select(Delivery.because).where(Delivery.lead == "2"))).all()
    assert sorted(told) == sorted(
        [f"seat:{NAMSOS.key}", f"seat:{SECRETARIAT.key}", "submitter"] * len(ideas)
    )


async def test_terms_that_were_changed_in_the_packs_hold_from_then_on(sessions: Sessions) -> None:
    idea = await sent(sessions)
    rule = KB.rule(idea.life.rule or "")
    slower = rule.model_copy(update={"remind_after": (5,), "escalate_after": 9})
    kb = KnowledgeBase((*RECORDS, slower))
    assert await tick_ideas(sessions, kb, morning(date(2026, 11, 26))) == 0
    async with sessions() as session:
        next_at = await session.scalar(select(StoredIdea.next_at))
    assert next_at == morning(date(2026, 11, 30))


async def test_an_idea_that_cannot_be_read_keeps_no_other_waiting(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    broken, whole = [await sent(sessions, name) for name in ("one", "two")]
    async with sessions.begin() as session:
        of_broken = update(StoredStep).where(StoredStep.idea_id == broken.id)
        await session.execute(of_broken.values(details={"until": SENSORS.text}))
    assert await tick_ideas(sessions, KB, morning(date(2026, 11, 26))) == 1
    assert [it.kind for it in await steps(sessions, whole)] == ["reminded"]
    assert f"the clock of idea {broken.id}" in caplog.text
    assert SENSORS.text not in caplog.text


async def test_a_parked_idea_wakes_on_its_day(sessions: Sessions) -> None:
    day = date(2027, 1, 11)
    idea = await parked(sessions, until=day)
    assert await tick_ideas(sessions, KB, morning(day) - timedelta(minutes=1)) == 0
    assert await tick_ideas(sessions, KB, morning(day)) == 1
    found = await now(sessions, idea)
    assert (found.life.stage, found.life.until) == ("accepted", None)
    assert await tick_ideas(sessions, KB, morning(date(2028, 1, 1))) == 0


def with_call(**fields: object) -> KnowledgeBase:
    """The packs, and one more call of the programme for Trøndelag."""
    like = next(it for it in KB.calls_for(PROGRAMME, "trondelag") if it.opens or it.deadline)
    given = {"id": "new-call", "happening": "planned", "opens": None, "deadline": None}
    return KnowledgeBase((*RECORDS, like.model_copy(update=given | fields)))


async def test_a_parked_idea_wakes_when_a_call_opens(sessions: Sessions) -> None:
    idea = await parked(sessions, record=f"programme:{PROGRAMME}")
    kb = with_call(opens="2027-01-15", deadline="2027-03-01")
    assert await tick_ideas(sessions, kb, morning(date(2027, 1, 14))) == 0
    assert await tick_ideas(sessions, kb, morning(date(2027, 1, 15))) == 1
    assert [it.record for it in (await steps(sessions, idea))[1:]] == ["call:new-call"]
    assert (await now(sessions, idea)).life.stage == "accepted"


async def test_a_call_without_an_opening_counts_from_when_it_became_known(
    sessions: Sessions,
) -> None:
    await parked(sessions, record=f"programme:{PROGRAMME}")
    kb, at = with_call(deadline="2027-03-01"), morning(date(2027, 1, 5))
    assert await tick_ideas(sessions, kb, at) == 0
    async with sessions.begin() as session:
        known = KnownDate(record="call:new-call", what="closes", moment="2027-03-01", changed_at=at)
        session.add(known)
    assert await tick_ideas(sessions, kb, at) == 1


@pytest.mark.parametrize(
    "call",
    [
        {"opens": "2026-10-01", "deadline": "2027-03-01"},  # open when it was parked
        {"opens": "2027-01-01", "deadline": "2027-01-03"},  # over before anybody looked
        {"opens": "2027-01-01", "happening": "cancelled"},
        {"opens": "2027-01-01", "areas": ("norrbotten",)},
        {"opens": "2027-01-01", "programme": "klimasats"},
    ],
)
async def test_a_parked_idea_sleeps_on_where_no_call_fits(
    sessions: Sessions, call: dict[str, object]
) -> None:
    await parked(sessions, record=f"programme:{PROGRAMME}")
    assert await tick_ideas(sessions, with_call(**call), morning(date(2027, 1, 10))) == 0
