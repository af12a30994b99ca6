"""The ways to write to people unasked: kept while they are used, and forgotten after that."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.teams.references import Reference
from bot.conversation.service import Conversations
from bot.message import Place
from bot.notices.tables import Door
from bot.references.store import StoredReferences
from bot.references.tables import TeamsReference
from bot.settings import Settings
from bot.worker.jobs import recurring_jobs
from knowledge.store import SnapshotCache
from tests.channels.clock import NOON, Clock
from tests.notices.people import make_person
from tests.teams.world import KARI, OLA, OTHER_TENANT, SERVICE, TENANT

Sessions = async_sessionmaker[AsyncSession]

PERSONAL = Reference("a:1kari", TENANT, "personal", SERVICE, KARI.aad)
GROUP = Reference("19:gruppe@thread.v2", TENANT, "groupChat", SERVICE)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def references(sessions: Sessions, clock: Clock) -> StoredReferences:
    return StoredReferences(sessions, clock)


async def kept_at(sessions: Sessions) -> dict[str, datetime]:
    async with sessions() as session:
        rows = await session.scalars(select(TeamsReference))
        return {it.conversation: it.kept_at for it in rows}


async def test_what_was_kept_is_found_by_conversation_and_by_person(
    references: StoredReferences,
) -> None:
    for it in (PERSONAL, GROUP):
        await references.keep(it)
        assert await references.find(it.conversation) == it
    assert await references.of_person(TENANT, KARI.aad) == PERSONAL
    assert await references.of_person(OTHER_TENANT, KARI.aad) is None
    assert await references.of_person(TENANT, OLA.aad) is None
    await references.end(PERSONAL.conversation)
    assert await references.find(PERSONAL.conversation) is None
    assert await references.find(GROUP.conversation) == GROUP


async def test_what_changes_is_kept_at_once_and_the_rest_once_a_day(
    references: StoredReferences, sessions: Sessions, clock: Clock
) -> None:
    await references.keep(PERSONAL)
    clock.pass_(3600)
    await references.keep(PERSONAL)
    assert await kept_at(sessions) == {PERSONAL.conversation: NOON}
    moved = replace(PERSONAL, service_url="https://smba.trafficmanager.net/no/")
    await references.keep(moved)
    assert await references.find(PERSONAL.conversation) == moved
    clock.pass_(24 * 3600)
    await references.keep(moved)
    assert await kept_at(sessions) == {PERSONAL.conversation: clock()}


async def test_of_two_conversations_with_a_person_the_last_used_counts(
    references: StoredReferences, clock: Clock
) -> None:
    await references.keep(PERSONAL)
    clock.pass_(1)
    anew = replace(PERSONAL, conversation="a:2kari")
    await references.keep(anew)
    assert await references.of_person(TENANT, KARI.aad) == anew


@pytest.mark.with_packs
async def test_who_asks_to_be_forgotten_is_until_they_write_again(
    references: StoredReferences, sessions: Sessions
) -> None:
    for it in (PERSONAL, GROUP):
        await references.keep(it)
    await Conversations(sessions).forget(Place("slack", PERSONAL.conversation), NOON)
    assert await references.find(PERSONAL.conversation)
    await Conversations(sessions).forget(Place("teams", PERSONAL.conversation), NOON)
    assert await references.find(PERSONAL.conversation) is None
    assert await references.find(GROUP.conversation)
    await references.keep(PERSONAL)
    assert await references.find(PERSONAL.conversation)


@pytest.mark.with_packs
@pytest.mark.parametrize(("days", "left"), [(29, 2), (31, 1)])
async def test_an_unused_way_is_forgotten_unless_something_is_followed_there(
    references: StoredReferences, sessions: Sessions, days: int, left: int
) -> None:
    for it in (PERSONAL, GROUP):
        await references.keep(it)
    async with sessions.begin() as session:
        person = await make_person(session, "teams")
        [door] = await session.scalars(select(Door).where(Door.person_id == person))
        door.address = GROUP.conversation
    settings = Settings(keep_days=30)
    jobs = {it.name: it for it in recurring_jobs(sessions, SnapshotCache(sessions), settings)}
    await jobs["forget"].do(NOON + timedelta(days=days))
    assert len(await kept_at(sessions)) == left
    assert await references.find(GROUP.conversation)
