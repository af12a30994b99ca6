"""What becomes of ideas after their end, what the archive gets, and who is not forgotten yet."""

import asyncio
import hashlib
import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas import archive
from bot.ideas.erasing import take_out
from bot.ideas.idea import Idea
from bot.ideas.ledger import find_by_secret, read, read_steps
from bot.ideas.relay import Relay
from bot.ideas.retention import NEEDED, let_go_of_ended
from bot.ideas.step import Step
from bot.ideas.tables import StoredIdea, StoredStep
from bot.notices.retention import forget_old
from bot.notices.tables import Person
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, NAMSOS, SENSORS, holder, somebody

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
LATER = MONDAY + timedelta(days=400)


async def sent(sessions: Sessions, name: str) -> tuple[Idea, str]:
    async with sessions.begin() as session:
        relay = Relay(session, KB, await somebody(session, name), MONDAY)
        done = await relay.send(SENSORS, "nb", name)
        assert done.secret
        return done.idea, done.secret


async def withdrawn(sessions: Sessions, name: str) -> tuple[Idea, str]:
    idea, secret = await sent(sessions, name)
    async with sessions.begin() as session:
        relay = Relay(session, KB, idea.submitter, MONDAY)
        await relay.take(idea.id, Step("added", "submitter", MONDAY, "a", text="og tepper"))
        await relay.take(idea.id, Step("withdrawn", "submitter", MONDAY, "w"))
    return idea, secret


async def numbers(sessions: Sessions) -> list[str]:
    async with sessions() as session:
        return list(await session.scalars(select(StoredIdea.number).order_by(StoredIdea.id)))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_what_ended_long_ago_is_archived_whole_and_deleted(
    sessions: Sessions, tmp_path: Path
) -> None:
    ended, _ = await withdrawn(sessions, "nurse")
    await sent(sessions, "teacher")
    folder = tmp_path / "archive"
    assert await let_go_of_ended(sessions, KB, MONDAY, LATER, folder) == 0
    assert await let_go_of_ended(sessions, KB, LATER, LATER, folder) == 1
    assert await numbers(sessions) == ["IDE-2026-0002"]
    kept = json.loads((folder / f"{ended.number}.json").read_text(encoding="utf-8"))
    assert kept["text"] == SENSORS.text
    assert [step["kind"] for step in kept["steps"]] == ["sent", "added", "withdrawn"]
    assert kept["steps"][1]["text"] == "og tepper"
    assert "person" not in json.dumps(kept)


async def test_workers_that_archive_at_once_write_each_idea_once(
    sessions: Sessions, tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        await withdrawn(sessions, name)
    runs = (let_go_of_ended(sessions, KB, LATER, LATER, tmp_path) for _ in range(3))
    assert sum(await asyncio.gather(*runs)) == 3
    lines = (tmp_path / archive.CHECKSUMS).read_text(encoding="utf-8").splitlines()
    assert sorted(line[66:] for line in lines) == [
        f"IDE-2026-000{number}.json" for number in (1, 2, 3)
    ]
    for line in lines:
        assert hashlib.sha256((tmp_path / line[66:]).read_bytes()).hexdigest() == line[:64]


async def test_a_run_that_was_broken_off_is_done_again_with_the_same_bytes(
    sessions: Sessions, tmp_path: Path
) -> None:
    idea, _ = await withdrawn(sessions, "nurse")
    async with sessions() as session:
        archive.write(tmp_path, await archive.gather(session, KB, [idea.id]))
    before = contents(tmp_path)
    assert await let_go_of_ended(sessions, KB, LATER, LATER, tmp_path) == 1
    assert contents(tmp_path) == before


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
async def test_the_list_of_checksums_is_read_by_another_program(
    sessions: Sessions, tmp_path: Path
) -> None:
    await withdrawn(sessions, "nurse")
    await let_go_of_ended(sessions, KB, LATER, LATER, tmp_path)
    check = ("sha256sum", "--check", "--strict", archive.CHECKSUMS)
    assert await asyncio.to_thread(subprocess.call, check, cwd=tmp_path) == 0
    (tmp_path / "IDE-2026-0001.json").write_text("{}")
    assert await asyncio.to_thread(subprocess.call, check, cwd=tmp_path) == 1


async def test_nothing_is_deleted_that_could_not_be_written(
    sessions: Sessions, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await withdrawn(sessions, "nurse")
    full = tmp_path / "no-folder"
    full.write_text("")
    assert await let_go_of_ended(sessions, KB, LATER, LATER, full) == 0
    assert await numbers(sessions) == ["IDE-2026-0001"]
    assert "retention of idea" in caplog.text


async def test_without_an_archive_ideas_are_anonymised_and_kept(sessions: Sessions) -> None:
    ended, secret = await withdrawn(sessions, "nurse")
    assert await let_go_of_ended(sessions, KB, LATER, LATER, None) == 1
    assert await let_go_of_ended(sessions, KB, LATER, LATER, None) == 0
    async with sessions() as session:
        kept = await read(session, ended.id)
        assert kept
        assert (kept.submitter, kept.life.anonymous) == (None, True)
        assert await find_by_secret(session, secret) is None
        assert set(await session.scalars(select(StoredStep.person_id))) == {None}
        assert (await read_steps(session, [ended.id]))[ended.id][-1].by == "clock"


async def test_who_is_erased_leaves_the_idea_and_nothing_that_leads_back(
    sessions: Sessions,
) -> None:
    idea, secret = await sent(sessions, "nurse")
    async with sessions.begin() as session:
        contact = Relay(session, KB, await holder(session, "foui", NAMSOS), MONDAY)
        await contact.take(idea.id, Step("asked", "receiver", MONDAY, "q", text="hvor mange?"))
        assert idea.submitter
        assert await take_out(session, KB, idea.submitter, MONDAY) == 1
        found = await read(session, idea.id)
        assert found
        assert (found.life.stage, found.life.question) == ("waiting", None)
        assert await session.scalar(select(StoredIdea.next_at)) is not None
        assert await find_by_secret(session, secret) is None
        steps = (await read_steps(session, [idea.id]))[idea.id]
        assert [step.person is None for step in steps] == [True, False, True]


async def test_a_visitor_with_an_idea_or_an_office_is_not_forgotten_for_staying_away(
    sessions: Sessions,
) -> None:
    idea, _ = await withdrawn(sessions, "nurse")
    async with sessions.begin() as session:
        contact = await holder(session, "foui", NAMSOS)
        await somebody(session, "passer-by")
    async with sessions.begin() as session:
        await forget_old(session, MONDAY, LATER, NEEDED)
        assert set(await session.scalars(select(Person.id))) >= {idea.submitter, contact}
        people = (await session.scalars(select(Person.id))).all()
    await let_go_of_ended(sessions, KB, LATER, LATER, None)
    async with sessions.begin() as session:
        await forget_old(session, MONDAY, LATER, NEEDED)
        left = set(await session.scalars(select(Person.id)))
    assert set(people) - left == {idea.submitter}
