"""The commands of ``idelos kb`` that work on the database: import, export, show."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click

from bot.cli.database import user, with_database
from bot.cli.faults import fail
from bot.cli.local import local_knowledge
from bot.clock import utc_now
from bot.settings import Settings
from bot.speech.catalogue import Catalogue
from intents.meaning import Intent
from knowledge.canonical import write_pack_file, write_record
from knowledge.check import check_packs
from knowledge.kinds import KINDS, Kind
from knowledge.packs import PACKS, PackFile, Packs, load_packs
from knowledge.store import (
    Change,
    ImportReport,
    Revision,
    Sessions,
    history,
    import_packs,
    stored_packs,
)


@click.command("import")
@click.argument(
    "path", type=click.Path(exists=True, file_okay=False, path_type=Path), default=PACKS
)
@click.option("--who", help="Who makes the change; by default the user of this machine.")
@click.pass_obj
def import_(words: Catalogue, path: Path, who: str | None) -> None:
    """Make the database hold just what the packs at PATH hold, and print what changed."""
    now = utc_now()
    packs = load_packs(path)
    faults = check_packs(packs, now.date(), get_args(Intent))
    if faults:
        fail(faults, words)
    signature = who or user()
    report = with_database(lambda sessions: import_packs(sessions, packs, signature, now))
    for line in told_import(report, words):
        click.echo(line)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def export(words: Catalogue, folder: Path) -> None:
    """Write the packs that the database holds to FOLDER."""

    async def read(sessions: Sessions) -> Packs:
        async with sessions() as session:
            return await stored_packs(session)

    packs = with_database(read)
    try:
        for file in packs.files:
            _write(folder, file)
    except OSError as error:
        values = {"path": error.filename or str(folder), "reason": error.strerror or str(error)}
        click.echo(words.text("kb.export.failed", **values), err=True)
        sys.exit(1)
    click.echo(words.text("kb.export.done", files=len(packs.files), folder=folder))


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("id")
@click.pass_obj
def show(words: Catalogue, kind: Kind, id: str) -> None:  # noqa: A002 - the name of the field
    """Print the record of KIND with the ID, and who changed it when."""
    kb = asyncio.run(local_knowledge(Settings()))
    record = kb.records[kind].get(id)
    if record is None:
        click.echo(words.text("kb.fault.no_such_record", kind=kind, id=id), err=True)
        sys.exit(1)
    click.echo(write_record(record), nl=False)
    for line in _history(kind, id, words) if kb.revision else ():
        click.echo(line)


def told_import(report: ImportReport, words: Catalogue) -> Iterator[str]:
    """Say what an import changed, a line each."""
    for change in report.changes:
        yield _told_change(change, words)
    if report.is_unchanged:
        yield words.text("kb.import.unchanged", revision=report.revision)
        return
    if not report.changes:
        yield words.text("kb.import.rearranged")
    yield words.text("kb.import.done", count=len(report.changes), revision=report.revision)


def _told_change(change: Change, words: Catalogue) -> str:
    fields = ", ".join(change.fields)
    return words.text(f"kb.import.{change.what}", kind=change.kind, id=change.id, fields=fields)


def _history(kind: Kind, identity: str, words: Catalogue) -> Iterator[str]:
    async def read(sessions: Sessions) -> tuple[Revision, ...]:
        async with sessions() as session:
            return await history(session, kind, identity)

    for change in with_database(read):
        key = "kb.show.changed" if change.before else "kb.show.added"
        at = f"{change.at:%Y-%m-%d %H:%M} UTC"
        yield words.text(key, who=change.who, at=at, fields=", ".join(change.fields))


def _write(folder: Path, file: PackFile) -> None:
    """Write beside the file first, so that nobody ever finds half of one."""
    pack = folder / file.pack
    pack.mkdir(parents=True, exist_ok=True)
    draft = pack / f"{file.name}.new"
    text = write_pack_file(file.about, file.kind, file.records)
    draft.write_text(text, encoding="utf-8", newline="")
    draft.replace(pack / file.name)
