"""The commands of ``idelos kb`` for what feeds propose: pull, proposals, accept, reject."""

import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import click

from bot.cli.database import user, with_database
from bot.cli.faults import fail
from bot.cli.kb_database import told_import
from bot.clock import utc_now
from bot.feeds.accept import UnknownFeedError, accept
from bot.feeds.become import changes
from bot.feeds.proposals import decide, find, waiting
from bot.feeds.pull import Pulled, pull_all
from bot.feeds.tables import Proposal
from bot.speech.catalogue import Catalogue
from knowledge.base import KnowledgeBase
from knowledge.faults import PackError
from knowledge.kinds import Kind
from knowledge.packs import PACKS
from knowledge.store import ImportReport, Sessions, load_snapshot

_IDS = click.argument("ids", type=int, nargs=-1, required=True)
_WHO = click.option("--who", help="Who decides; by default the user of this machine.")


@click.command()
@click.pass_obj
def pull(words: Catalogue) -> None:
    """Fetch all feeds now, and propose what is new or changed."""

    async def work(sessions: Sessions) -> tuple[Pulled, ...]:
        async with sessions() as session:
            kb = await load_snapshot(session)
        return await pull_all(sessions, kb, utc_now(), every=timedelta(0))

    found = with_database(work)
    for pulled in found:
        click.echo(_told_pull(pulled, words))
    if not found:
        click.echo(words.text("feeds.none"))
    if any(pulled.fault for pulled in found):
        sys.exit(1)


@click.command()
@click.pass_obj
def proposals(words: Catalogue) -> None:
    """List what feeds propose and nobody has decided on, with what would change."""

    async def work(sessions: Sessions) -> list[str]:
        async with sessions() as session:
            kb = await load_snapshot(session)
            return [line for row in await waiting(session) for line in _told(row, kb, words)]

    lines = with_database(work)
    for line in lines:
        click.echo(line)
    if not lines:
        click.echo(words.text("feeds.nothing_waits"))


@click.command("accept")
@_IDS
@click.option(
    "--packs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=PACKS,
    help="The packs to write into; by default those of the product.",
)
@click.option("--verified", is_flag=True, help="You have held it against its source.")
@_WHO
@click.pass_obj
def accept_(
    words: Catalogue, ids: tuple[int, ...], packs: Path, verified: bool, who: str | None
) -> None:
    """Write the proposals with IDS into the packs, and import these."""

    async def work(sessions: Sessions) -> ImportReport:
        rows = await _found(sessions, ids, words)
        return await accept(sessions, packs, rows, who or user(), utc_now(), verified=verified)

    try:
        report = with_database(work)
    except PackError as error:
        fail(error.faults, words)
    except UnknownFeedError as error:
        click.echo(words.text("feeds.other_packs", feed=error.feed, path=str(packs)), err=True)
        sys.exit(1)
    for line in told_import(report, words):
        click.echo(line)


@click.command()
@_IDS
@_WHO
@click.pass_obj
def reject(words: Catalogue, ids: tuple[int, ...], who: str | None) -> None:
    """Turn down the proposals with IDS, for as long as their entries stay as they are."""

    async def work(sessions: Sessions) -> int:
        rows = await _found(sessions, ids, words)
        async with sessions() as session:
            count = await decide(session, rows, "rejected", who or user(), utc_now())
            await session.commit()
        return count

    click.echo(words.text("feeds.rejected", count=with_database(work)))


async def _found(sessions: Sessions, ids: Sequence[int], words: Catalogue) -> Sequence[Proposal]:
    """Give the proposals, or end with exit status 1 where one of them does not wait."""
    async with sessions() as session:
        rows, missing = await find(session, list(dict.fromkeys(ids)))
    if missing:
        told = ", ".join(map(str, missing))
        click.echo(words.text("feeds.no_such_proposal", ids=told), err=True)
        sys.exit(1)
    return rows


def _told_pull(pulled: Pulled, words: Catalogue) -> str:
    if pulled.fault:
        return f"{pulled.feed}: {words.text(f'feeds.fault.{pulled.fault}')}"
    said = [words.text("feeds.proposed", count=pulled.proposed)]
    if pulled.left_out:
        said.append(words.text("feeds.left_out", count=pulled.left_out))
    return f"{pulled.feed}: {' '.join(said)}"


def _told(row: Proposal, kb: KnowledgeBase, words: Catalogue) -> Iterator[str]:
    record = kb.records[cast("Kind", row.kind)].get(row.record)
    key = "feeds.new" if record is None else "feeds.changed"
    yield words.text(key, number=str(row.id), kind=row.kind, id=row.record, source=row.source)
    for name, (before, after) in changes(record, row.said, row.accepted).items():
        yield from (f"  - {name}: {it}" for it in _values(before))
        yield from (f"  + {name}: {it}" for it in _values(after))


def _values(value: Any) -> list[str]:
    """Give the texts of a field; one that all languages share is told once."""
    texts = value.values() if isinstance(value, dict) else () if value is None else (value,)
    return list(dict.fromkeys(map(str, texts)))
