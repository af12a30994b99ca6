"""``idelos kb stale``: what keepers should look at again, by whom to ask."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime

import click

from bot.cli.local import local_knowledge
from bot.clock import utc_now
from bot.settings import Settings
from bot.speech import dates
from bot.speech.catalogue import Catalogue
from knowledge.base import KnowledgeBase
from knowledge.stale import Owner, Reason, Stale
from knowledge.stale import stale as find_stale


@click.command()
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="Look from this day; today if none.")
@click.pass_obj
def stale(words: Catalogue, at: datetime | None) -> None:
    """List what is expired, unverified, old, or left behind by the calendar."""
    today = (at or utc_now()).date()
    kb = asyncio.run(local_knowledge(Settings()))
    found = find_stale(kb, today)
    for owner, records in found.items():
        click.echo(_heading(owner, kb, words))
        for record in records:
            click.echo(f"  {record.kind} {record.id}: {_reasons(record, today, words)}")
        click.echo()
    count = sum(map(len, found.values()))
    click.echo(words.text("kb.stale.count", count=count))


def _heading(owner: Owner, kb: KnowledgeBase, words: Catalogue) -> str:
    match owner.kind:
        case "organisation":
            return kb.organisations[owner.id].name
        case "region":
            names = kb.regions[owner.id].names
            return names.get(words.language) or next(iter(names.values()))
        case "funder":
            return owner.id
    return words.text("kb.stale.common")


def _reasons(record: Stale, today: date, words: Catalogue) -> str:
    return ", ".join(_said(record.reasons, today, words))


def _said(reasons: tuple[Reason, ...], today: date, words: Catalogue) -> Iterator[str]:
    for reason in reasons:
        day = dates.exact(reason.date, words.language, today=today) if reason.date else ""
        yield words.text(f"kb.stale.{reason.code}", date=day, address=reason.address or "")
