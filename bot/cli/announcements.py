"""The commands of ``idelos notices`` for secretaries: announce, see what came of it, withdraw."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.cli.announcement_preview import as_read, told_first
from bot.cli.database import with_database
from bot.clock import utc_now
from bot.notices import announcements as stored
from bot.notices.drafts import read_draft
from bot.notices.tables import Announcement
from bot.notices.words.when import local_minute
from bot.settings import Settings
from bot.speech.catalogue import Catalogue
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.store import load_snapshot

Sessions = async_sessionmaker[AsyncSession]


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--send", is_flag=True, help="Send it; without this it is only shown.")
@click.option(
    "--at",
    type=click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]),
    metavar="WHEN",
    help="2027-02-01T08:00, by the clock of the region; by default at once.",
)
@click.pass_obj
def announce(words: Catalogue, file: Path, send: bool, at: datetime | None) -> None:
    """Show the announcement in FILE as it will be read, and how many it reaches."""
    now = utc_now()

    async def work(sessions: Sessions) -> list[str]:
        async with sessions.begin() as session:
            kb = await load_snapshot(session)
            draft = read_draft(file, kb)
            zone = ZoneInfo(kb.regions[draft.audience.region].zone)
            send_at = at.replace(tzinfo=zone).astimezone(UTC) if at else now
            say = Speaker(words.language, now.date(), kb)
            when = say.moment(local_minute(send_at, zone.key))
            if send_at < now:
                _stop(say.text("cli.announce.past", when=when))
            receivers = await stored.count_receivers(session, draft.audience)
            told = [*told_first(say, draft, receivers), say.text("cli.announce.when", when=when)]
            if not send:
                shown = as_read(kb, draft, receivers, now, Settings().base_url)
                return [*told, *shown, "", say.text("cli.announce.preview")]
            identity = await stored.enqueue(session, draft, now, send_at)
            return [*told, say.text("cli.announce.done", id=identity, when=when)]

    _print(with_database(work))


@click.command()
@click.pass_obj
def announcements(words: Catalogue) -> None:
    """List the announcements, the latest first."""

    async def work(sessions: Sessions) -> tuple[KnowledgeBase, tuple[Announcement, ...]]:
        async with sessions() as session:
            return await load_snapshot(session), await stored.all_announcements(session)

    kb, found = with_database(work)
    for row in found:
        click.echo(_line(words, kb, row))
    if not found:
        click.echo(words.text("cli.announce.none"))


@click.command()
@click.argument("number", type=int)
@click.pass_obj
def report(words: Catalogue, number: int) -> None:
    """Show what came of announcement NUMBER."""

    async def work(sessions: Sessions) -> list[str]:
        async with sessions() as session:
            row = await session.get(Announcement, number)
            if row is None:
                _stop(words.text("cli.announce.unknown", id=number))
            states = await stored.report(session, number)
            line = _line(words, await load_snapshot(session), row)
            counts = [
                f"  {words.text(f'cli.announce.state.{state}')}: {count}"
                for state, count in sorted(states.items())
            ]
            return [line, *(counts or [words.text("cli.announce.not_planned")])]

    _print(with_database(work))


@click.command()
@click.argument("number", type=int)
@click.pass_obj
def withdraw(words: Catalogue, number: int) -> None:
    """Stop announcement NUMBER where it has not gone out yet."""
    now = utc_now()

    async def work(sessions: Sessions) -> stored.Withdrawn | None:
        async with sessions.begin() as session:
            return await stored.withdraw(session, number, now)

    done = with_database(work)
    if done is None:
        _stop(words.text("cli.announce.unknown", id=number))
    click.echo(words.text("cli.announce.withdrawn", stopped=done.stopped, sent=done.sent))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _stop(said: str) -> NoReturn:
    click.echo(said, err=True)
    sys.exit(1)


def _line(words: Catalogue, kb: KnowledgeBase, row: Announcement) -> str:
    say = Speaker(words.language, row.send_at.date(), kb)
    region = kb.regions.get(row.audience["region"])
    local = row.send_at.astimezone(ZoneInfo(region.zone) if region else UTC)
    told = words.text(
        "cli.announce.report",
        id=row.id,
        when=f"{local:%Y-%m-%d %H:%M}",
        title=say.of(stored.announced(row).title),
    )
    return f"{told} ({words.text('cli.announce.withdrawn_line')})" if row.cancelled_at else told
