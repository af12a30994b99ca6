"""``idelos worker`` as an operator runs it: all it knows of Teams stands in the database."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.channels.teams.references import Reference
from bot.notices.tables import Door
from bot.references.store import StoredReferences
from tests.channels.clock import NOON
from tests.notices.people import delivery, make_person, plan
from tests.teams.fake import FakeTeams
from tests.teams.reading import Card
from tests.teams.world import KARI, TENANT

_COMMAND = (sys.executable, "-c", "from bot.cli.main import main; main()", "worker")
_FOR_EVER = datetime(2100, 1, 1, tzinfo=UTC)


@asynccontextmanager
async def worker(database: str) -> AsyncIterator[None]:
    settings = {"IDELOS_DATABASE_URL": database, "IDELOS_TEAMS_DEVELOPMENT": "1"}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *_COMMAND, env=os.environ | settings, stdout=pipe, stderr=pipe
    )
    assert process.stdout
    await process.stdout.readline()
    try:
        yield
    finally:
        process.terminate()
        _, told = await process.communicate()
    assert (process.returncode, told) == (0, b"")


async def test_another_process_reaches_whoever_wrote_once(
    teams: FakeTeams, database: str, sessions: async_sessionmaker[AsyncSession]
) -> None:
    place = teams.world.personal(KARI)
    reference = Reference(place.id, TENANT, "personal", f"{teams.address}/emea/", KARI.aad)
    await StoredReferences(sessions, lambda: NOON).keep(reference)
    async with sessions.begin() as session:
        person = await make_person(session)
        door = Door(person_id=person, channel="teams", address=place.id, confirmed_at=NOON)
        session.add(door)
        await session.flush()
        code = {"subject": f"door:{door.id}", "lead": "", "told": "004123"}
        when = {"due_at": NOON, "try_at": NOON, "useful_until": _FOR_EVER}
        await plan(session, [delivery(person, "teams", "code", **code, **when)])
    async with worker(database):
        await teams.until(lambda: teams.messages(KARI))
    [message] = teams.messages(KARI)
    assert "004123" in Card(message.card).text
