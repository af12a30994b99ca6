"""The commands of ``idelos notices`` for operators: what waits, what was given up, and why."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

import click
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.cli.database import with_database
from bot.clock import utc_now
from bot.notices import dead_letters
from bot.notices.tables import Delivery, Person
from bot.notices.vocabulary import CODES, Because
from bot.notices.words.matter import record_of
from bot.notices.words.when import local_minute
from bot.notices.words.why import name_of
from bot.speech.catalogue import Catalogue
from bot.speech.speaker import Speaker
from knowledge.store import load_snapshot

_OF_IDEAS = frozenset({"referral", "progress", "course", "evaluation", "introduction"})
Sessions = async_sessionmaker[AsyncSession]


@click.command(name="list")
@click.option("--dead", is_flag=True, help="One line for each that was given up.")
@click.option("--most", default=100, show_default=True, help="How many lines at the most.")
@click.pass_obj
def list_(words: Catalogue, dead: bool, most: int) -> None:
    """Count what waits, was sent and was given up, by channel."""

    async def work(sessions: Sessions) -> list[str]:
        async with sessions() as session:
            if dead:
                rows = await dead_letters.dead_letters(session, most)
                return [_dead_line(words, row) for row in rows]
            found = await dead_letters.counts(session)
            return [_count_line(words, *counted) for counted in found[:most]]

    for line in with_database(work) or [words.text("notices_cli.none")]:
        click.echo(line)


@click.command()
@click.argument("ids", type=int, nargs=-1)
@click.option("--all", "every", is_flag=True, help="All that were given up.")
@click.pass_obj
def retry(words: Catalogue, ids: tuple[int, ...], every: bool) -> None:
    """Send again what was given up: the deliveries IDS, or all."""
    if every == bool(ids):
        raise click.UsageError(words.text("notices_cli.ids_or_all"))

    async def work(sessions: Sessions) -> Sequence[int]:
        async with sessions.begin() as session:
            return await dead_letters.retry(session, None if every else ids, utc_now())

    again = with_database(work)
    click.echo(words.text("notices_cli.again", count=len(again)))
    left = sorted(set(ids) - set(again))
    if left:
        told = ", ".join(map(str, left))
        click.echo(words.text("notices_cli.not_again", ids=told), err=True)
        sys.exit(1)


@click.command()
@click.argument("number", type=int)
@click.pass_obj
def explain(words: Catalogue, number: int) -> None:
    """Tell why somebody got delivery NUMBER, when and where. No addresses, no texts."""

    async def work(sessions: Sessions) -> list[str] | None:
        async with sessions() as session:
            row = await session.get(Delivery, number)
            if row is None:
                return None
            kb = await load_snapshot(session)
            person = await session.get_one(Person, row.person_id)
            region = kb.regions.get(person.region or "")
            say = Speaker(words.language, utc_now().date(), kb)
            return list(_Explained(say, region.zone if region else "UTC", row).lines())

    lines = with_database(work)
    if lines is None:
        click.echo(words.text("notices_cli.unknown", id=number), err=True)
        sys.exit(1)
    for line in lines:
        click.echo(line)


def _count_line(words: Catalogue, channel: str | None, state: str, count: int) -> str:
    where = channel or words.text("notices_cli.no_channel")
    return f"{where}: {count} {words.text(f'notices_cli.state.{state}')}"


def _dead_line(words: Catalogue, row: Delivery) -> str:
    kind = words.text(f"notices_cli.kind.{row.kind}")
    where = row.channel or words.text("notices_cli.no_channel")
    because = _because(words, row.outcome or "")
    return f"{row.id}  {row.due_at:%Y-%m-%d}  {where}  {kind}  {row.subject}  {because}"


def _because(words: Catalogue, outcome: str) -> str:
    """Say why it did not go out; what a channel answered stands as it is."""
    return words.text(f"notices_cli.because.{outcome}") if outcome in get_args(Because) else outcome


@dataclass(frozen=True, slots=True)
class _Explained:
    """One delivery in words."""

    say: Speaker
    zone: str
    row: Delivery

    def lines(self) -> Iterator[str]:
        say, row = self.say, self.row
        kind = say.text(f"notices_cli.kind.{row.kind}")
        yield say.text("notices_cli.what", id=row.id, kind=kind, subject=self._subject())
        if row.kind in CODES:
            yield say.text("notices_cli.asked", person=row.person_id)
        elif row.kind in _OF_IDEAS:
            yield say.text("notices_cli.who_idea", person=row.person_id, because=row.because)
        else:
            because = name_of(say, row.because)
            yield say.text("notices_cli.who", person=row.person_id, because=because)
        yield say.text("notices_cli.due", when=self._when(row.due_at))
        yield from self._state()
        if row.repeated:
            yield say.text("notices_cli.repeated")
        if row.outcome:
            yield say.text("notices_cli.outcome", outcome=_because(say.words, row.outcome))

    def _state(self) -> Iterator[str]:
        say, row = self.say, self.row
        where = row.channel or say.text("notices_cli.no_channel")
        if row.sent_at:
            when = self._when(row.sent_at)
            yield say.text("notices_cli.sent", when=when, channel=where, count=row.attempts)
            return
        state = say.text(f"notices_cli.state.{row.state}")
        yield say.text("notices_cli.now", state=state, channel=where, count=row.attempts)
        if row.state == "planned":
            yield say.text("notices_cli.next", when=self._when(row.try_at))

    def _subject(self) -> str:
        record = record_of(self.say.kb, self.row.subject)
        return self.say.of(record.title) if record else self.row.subject

    def _when(self, moment: datetime) -> str:
        return self.say.moment(local_minute(moment, self.zone))
