"""When a call opens, those whose idea it may pay for hear of it, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.draft import Draft
from bot.ideas.echo import echo_calls
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.notices.tables import Delivery, Subscription
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import SENSORS, somebody
from tests.ideas.telling import written

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
BEFORE = datetime(2025, 3, 10, 9, tzinfo=UTC)
OPENED = datetime(2025, 8, 13, 9, tzinfo=UTC)
CALL = "call:nfr-kommunal-helse-2025"
CARE = replace(SENSORS, needs=("research", "innovation"))


async def sent(sessions: Sessions, draft: Draft = CARE) -> tuple[int, int]:
    """Send an idea; give who sent it, and its id."""
    async with sessions.begin() as session:
        person = await somebody(session, "nurse")
        idea = (await Relay(session, KB, person, BEFORE).send(draft, "nb", "press")).idea
        return person, idea.id


async def echoes(session: AsyncSession) -> list[Delivery]:
    rows = await session.scalars(select(Delivery).where(Delivery.kind == "echo"))
    return [row for row in rows if row.subject == CALL]


async def test_whose_idea_it_may_pay_for_hears_of_a_call_once(sessions: Sessions) -> None:
    person, idea = await sent(sessions)
    assert await echo_calls(sessions, KB, OPENED - timedelta(days=1)) == 0
    for hours in (0, 1, 30):
        await echo_calls(sessions, KB, OPENED + timedelta(hours=hours))
    async with sessions() as session:
        (row,) = await echoes(session)
        assert (row.person_id, row.because) == (person, f"idea:{idea}")
        (notice,) = await written(session, KB, OPENED, [row])
    assert notice
    said = notice.reply.plain.replace("\u00a0", " ")
    assert "24. september" in said
    assert "Det kan passe ideen din IDE-2025-0001:" in said
    assert "«Vi i hjemmetjenesten i Namsos vil teste sensorer»" in said
    assert "Du får dette fordi du sendte IDE-2025-0001" in said


@pytest.mark.parametrize(
    "draft",
    [
        replace(CARE, themes=("transport",)),
        replace(CARE, needs=("competence",)),
        replace(CARE, kind="training", region="kongsbergregionen", municipality="notodden"),
    ],
)
async def test_other_needs_hear_nothing(sessions: Sessions, draft: Draft) -> None:
    await sent(sessions, draft)
    await echo_calls(sessions, KB, OPENED)
    async with sessions() as session:
        assert await echoes(session) == []


@pytest.mark.parametrize("wanted", [True, False])
async def test_who_follows_the_scheme_or_muted_it_is_not_told_twice(
    sessions: Sessions, *, wanted: bool
) -> None:
    person, _ = await sent(sessions)
    async with sessions.begin() as session:
        session.add(
            Subscription(
                person_id=person,
                kind="programme",
                subject="nfr_kommunal_helse",
                wanted=wanted,
                leads=0,
                created_at=BEFORE,
            )
        )
    await echo_calls(sessions, KB, OPENED)
    async with sessions() as session:
        assert await echoes(session) == []


async def test_a_withdrawn_idea_is_left_in_peace(sessions: Sessions) -> None:
    person, idea = await sent(sessions)
    async with sessions.begin() as session:
        gone = Step("withdrawn", "submitter", BEFORE, "gone")
        await Relay(session, KB, person, BEFORE).take(idea, gone)
    await echo_calls(sessions, KB, OPENED)
    async with sessions() as session:
        assert await echoes(session) == []
