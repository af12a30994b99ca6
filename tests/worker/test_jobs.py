"""What a worker does by the clock, all of it together, on what is old and what is not."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.conversation.tables import StoredConversation
from bot.ideas.relay import Relay
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea, StoredStep
from bot.message import Message, Place
from bot.notices.tables import Delivery
from bot.settings import Settings
from bot.worker.jobs import recurring_jobs
from knowledge.store import SnapshotCache
from knowledge.tables import Base
from tests.ideas.people import MONDAY, SENSORS, somebody

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs


async def rows(sessions: Sessions, table: type[Base]) -> int:
    async with sessions() as session:
        return (await session.scalars(select(func.count()).select_from(table))).one()


def count(archive: Path) -> int:
    return len(list(archive.glob("IDE-*.json")))


async def prepared(sessions: Sessions) -> None:
    """A conversation, an idea that waits, and one that was withdrawn."""
    await Conversations(sessions).turn(Message(Place("web", "a"), MONDAY, text="jeg jobber i Tinn"))
    knowledge = await SnapshotCache(sessions).current()
    async with sessions.begin() as session:
        relay = Relay(session, knowledge, await somebody(session, "nurse"), MONDAY)
        await relay.send(SENSORS, "nb", "stays")
        ended = (await relay.send(SENSORS, "nb", "ends")).idea
        await relay.take(ended.id, Step("withdrawn", "submitter", MONDAY, "w"))


@pytest.mark.parametrize(
    ("days", "conversations", "ideas", "archived"),
    [(29, 1, 2, 0), (31, 0, 2, 0), (61, 0, 1, 1)],
)
async def test_each_thing_is_kept_for_as_long_as_the_settings_say(
    sessions: Sessions, tmp_path: Path, days: int, conversations: int, ideas: int, archived: int
) -> None:
    settings = Settings(keep_days=30, keep_ideas_days=60, keep_notices_days=90, archive=tmp_path)
    await prepared(sessions)
    for job in recurring_jobs(sessions, SnapshotCache(sessions), settings):
        await job.do(MONDAY + timedelta(days=days))
    assert await rows(sessions, StoredConversation) == conversations
    assert await rows(sessions, StoredIdea) == ideas
    assert count(tmp_path) == archived


async def test_what_was_told_is_forgotten_before_the_idea_that_waits(sessions: Sessions) -> None:
    await prepared(sessions)
    jobs = {it.name: it for it in recurring_jobs(sessions, SnapshotCache(sessions), Settings())}
    before = await rows(sessions, Delivery)
    await jobs["tick"].do(MONDAY + timedelta(days=366))
    assert await rows(sessions, Delivery) > before
    assert await rows(sessions, StoredStep) == 4
    await jobs["forget"].do(MONDAY + timedelta(days=366))
    async with sessions() as session:
        due = await session.scalars(select(Delivery.due_at))
        assert min(due) == MONDAY + timedelta(days=366)
        assert (await session.scalars(select(StoredIdea.stage).order_by(StoredIdea.id))).first()
