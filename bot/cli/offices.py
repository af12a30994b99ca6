"""The commands of ``idelos ideas`` about offices: who holds one, an invitation to one, its end."""

import logging

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.database import user
from bot.cli.ideas import in_database, is_seat, stop
from bot.clock import utc_now
from bot.ideas.offices import VALID, Post, all_held, invite, post_of
from bot.ideas.seat import Seat
from bot.ideas.succession import end_office
from bot.ideas.words.names import short_name
from bot.ideas.words.office import office_name
from bot.settings import Settings
from bot.speech.catalogue import Catalogue
from bot.speech.sentences import capital
from bot.speech.speaker import Speaker
from knowledge.base import KnowledgeBase

_log = logging.getLogger(__name__)


@click.command()
@click.argument("seat", required=False)
@click.option("--deputy", is_flag=True, help="Takes over when the other one leaves.")
@click.option("--secretary", "region", metavar="REGION", help="The secretary of a region.")
@click.option("--administrator", is_flag=True, help="Sees where all ideas lie.")
@click.pass_obj
def appoint(
    words: Catalogue, seat: str | None, deputy: bool, region: str | None, administrator: bool
) -> None:
    """Print an invitation to SEAT: a contact, where needed with a municipality.

    Whoever follows the link first holds the office. Give it to nobody else.
    """
    if sum((bool(seat), bool(region), administrator)) != 1:
        raise click.UsageError(words.text("ideas_cli.one_office"))
    now = utc_now()

    async def work(session: AsyncSession, say: Speaker) -> list[str]:
        post = _post(say.kb, words, seat, region, deputy=deputy)
        secret = await invite(session, post, now)
        name = office_name(say, post)
        _log.warning("%s invited somebody to be %s", user(), seat or region or "administrator")
        return [
            words.text("ideas_cli.invited", name=name, day=say.day((now + VALID).date())),
            f"{Settings().base_url}/office/{secret}",
        ]

    for line in in_database(words, work):
        click.echo(line)


def _post(
    kb: KnowledgeBase, words: Catalogue, seat: str | None, region: str | None, *, deputy: bool
) -> Post:
    if region is not None and region not in kb.regions:
        stop(words.text("ideas_cli.no_region", region=region))
    if seat is None:
        return Post("secretary" if region else "administrator", region=region, deputy=deputy)
    if not is_seat(kb, Seat.read(seat)):
        stop(words.text("ideas_cli.no_seat", seat=seat))
    return post_of(kb, Seat.read(seat), deputy=deputy)


@click.command()
@click.pass_obj
def offices(words: Catalogue) -> None:
    """List who holds which office: its number, the office, the person's number, the proof."""

    async def work(session: AsyncSession, say: Speaker) -> list[str]:
        found = await all_held(session)
        return [
            words.text(
                "ideas_cli.office",
                office=it.office,
                name=capital(office_name(say, it.post)),
                person=it.person,
                proof=words.text(f"ideas_cli.proof.{it.proof}"),
                day=say.day(it.since.date()),
            )
            for it in found
        ] or [words.text("ideas_cli.no_offices")]

    for line in in_database(words, work):
        click.echo(line)


@click.command()
@click.argument("office", type=int)
@click.pass_obj
def end(words: Catalogue, office: int) -> None:
    """End OFFICE, a number of ``idelos ideas offices``. What is open there goes on.

    It goes to the deputy, the mailbox or the next in line, and both sides are told.
    """

    async def work(session: AsyncSession, say: Speaker) -> str:
        left = await end_office(session, say.kb, office, utc_now())
        if left is None:
            stop(words.text("ideas_cli.nobody_holds", office=office))
        _log.warning("%s ended office %d", user(), office)
        to = say.join(dict.fromkeys(short_name(say, it.life.holder) for it in left.moved))
        key = "ideas_cli.ended.moved" if left.moved else "ideas_cli.ended"
        return words.text(key, name=office_name(say, left.post), count=len(left.moved), to=to)

    click.echo(in_database(words, work))
