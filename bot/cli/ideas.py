"""``idelos ideas``: what lies where, for operators; the words for a reason, which is logged."""

import logging
import secrets
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NoReturn, TypeVar, get_args

import click
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.cli.database import user, with_database
from bot.cli.groups import PlainGroup
from bot.cli.idea_lines import header, wordless
from bot.clock import utc_now
from bot.ideas import archive, ledger, lists
from bot.ideas.access import OPERATOR
from bot.ideas.holders import is_reachable
from bot.ideas.idea import Idea
from bot.ideas.relay import RefusedStepError, Relay
from bot.ideas.seat import Seat, contact_of
from bot.ideas.step import Step
from bot.ideas.words.names import the_holder
from bot.ideas.words.timeline import timeline
from bot.message import Language
from bot.speech.catalogue import Catalogue, catalogue
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase
from knowledge.store import load_snapshot

_log = logging.getLogger(__name__)
T = TypeVar("T")


@click.group(cls=PlainGroup)
@click.option("--lang", type=click.Choice(get_args(Language)), default="nb", show_default=True)
@click.pass_context
def ideas(context: click.Context, lang: Language) -> None:
    """See where ideas lie, move them, and export them for the archive."""
    context.obj = catalogue(lang)


@ideas.command(name="list")
@click.option("--region", metavar="ID", help="Only those of one region.")
@click.option("--which", type=click.Choice(get_args(lists.Which)), default="open")
@click.option("--most", default=100, show_default=True, help="How many at the most.")
@click.pass_obj
def list_(words: Catalogue, region: str | None, which: lists.Which, most: int) -> None:
    """List ideas, the newest first."""

    async def work(session: AsyncSession, say: Speaker) -> list[str]:
        found = await lists.in_all(session, region, which, most)
        return [header(say, idea) for idea in found] or [words.text("ideas_cli.none")]

    for line in in_database(words, work):
        click.echo(line)


@ideas.command()
@click.argument("number")
@click.option("--words", "why", metavar="REASON", help="Show the words too; the reason is logged.")
@click.pass_obj
def show(words: Catalogue, number: str, why: str | None) -> None:
    """Show where idea NUMBER is, and what happened to it."""

    async def work(session: AsyncSession, say: Speaker) -> list[str]:
        idea = await _found(session, say.kb, number, words)
        steps = (await ledger.read_steps(session, [idea.id]))[idea.id]
        if why is None:
            return [header(say, idea), *wordless(say, idea, steps)]
        _log.warning("%s read the words of %s: %s", user(), idea.number, why)
        told = (line.plain for line in timeline(say, idea, steps))
        return [header(say, idea), say.quote(idea.life.text), *told]

    for line in in_database(words, work):
        click.echo(line)


@ideas.command()
@click.argument("number")
@click.argument("seat")
@click.pass_obj
def move(words: Catalogue, number: str, seat: str) -> None:
    """Move idea NUMBER to SEAT: a contact, where needed with a municipality, contact@municipality.

    Whoever has it, gets it and sent it is told.
    """

    to, now = Seat.read(seat), utc_now()

    async def check(session: AsyncSession, say: Speaker) -> int:
        if not is_seat(say.kb, to):
            stop(words.text("ideas_cli.no_seat", seat=seat))
        if not await is_reachable(session, say.kb, to):
            stop(words.text("ideas_cli.unreachable", holder=the_holder(say, to)))
        idea = await _found(session, say.kb, number, words)
        if idea.life.holder == to:
            stop(words.text("ideas_cli.not_moved", number=number))
        return idea.id

    async def work(session: AsyncSession, say: Speaker) -> str:
        step = Step("reassigned", "administrator", now, secrets.token_hex(8), to=to)
        try:
            await Relay(session, say.kb, None, now, OPERATOR).take(idea, step)
        except RefusedStepError:
            stop(words.text("ideas_cli.not_moved", number=number))
        return words.text("ideas_cli.moved", number=number, holder=the_holder(say, to))

    idea = in_database(words, check)
    click.echo(in_database(words, work))


@ideas.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--region", metavar="ID", help="Only those of one region.")
@click.option("--which", type=click.Choice(get_args(lists.Which)), default="all")
@click.pass_obj
def export(words: Catalogue, folder: Path, region: str | None, which: lists.Which) -> None:
    """Write ideas to FOLDER for the archive: a JSON file each, and a list of checksums."""
    if folder.is_dir() and any(folder.iterdir()):
        stop(words.text("ideas_cli.not_empty", folder=str(folder)))

    async def work(session: AsyncSession, say: Speaker) -> dict[str, str]:
        found = await lists.in_all(session, region, which, None)
        return await archive.gather(session, say.kb, [idea.id for idea in found])

    files = in_database(words, work)
    archive.write(folder, files)
    _log.warning("%s exported %d ideas to %s", user(), len(files), folder)
    click.echo(words.text("ideas_cli.exported", count=len(files), folder=str(folder)))


def in_database(words: Catalogue, work: Callable[[AsyncSession, Speaker], Awaitable[T]]) -> T:
    """Run `work` in one transaction on the database of the settings, with the knowledge in it."""

    async def run(sessions: async_sessionmaker[AsyncSession]) -> T:
        async with sessions() as session:
            kb = await load_snapshot(session)
        async with sessions.begin() as session:
            return await work(session, Speaker(words.language, utc_now().date(), kb))

    return with_database(run)


async def _found(session: AsyncSession, kb: KnowledgeBase, number: str, words: Catalogue) -> Idea:
    found = await ledger.find(session, number)
    if found is None:
        stop(words.text("ideas_cli.unknown", number=number))
    return await Relay(session, kb, None, utc_now(), OPERATOR).see(found.id, "see")


def is_seat(kb: KnowledgeBase, seat: Seat) -> bool:
    """Tell whether the packs have such a seat."""
    contact = contact_of(kb, seat)
    if contact is None:
        return False
    of_municipality = contact.seat == "municipality"
    return (seat.municipality in kb.municipalities) if of_municipality else not seat.municipality


def stop(said: str) -> NoReturn:
    """Say why nothing was done, and end with status 1."""
    click.echo(said, err=True)
    sys.exit(1)
