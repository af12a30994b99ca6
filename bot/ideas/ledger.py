"""How ideas are kept: written once, and after that one step after the other."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.ideas.draft import Draft
from bot.ideas.idea import Idea
from bot.ideas.life import Life, after, begin, live
from bot.ideas.seat import Seat
from bot.ideas.step import Step, read_details
from bot.ideas.tables import IdeaCount, StoredIdea, StoredStep
from bot.message import Language


async def next_number(session: AsyncSession, year: int) -> str:
    """Give the next number of a year; those that send at once wait for one another."""
    count = insert(session, IdeaCount).values(year=year, last=1)
    statement = count.on_conflict_do_update(
        index_elements=["year"], set_={"last": IdeaCount.last + 1}
    )
    last: int = (await session.scalars(statement.returning(IdeaCount.last))).one()
    return f"IDE-{year}-{last:04}"


async def write(
    session: AsyncSession,
    draft: Draft,
    sent: Step,
    *,
    number: str,
    language: Language,
    secret: str | None = None,
) -> Idea:
    """Keep an idea that is sent, with its first step. `secret` opens the link to the case.

    Raises ValueError where it goes nowhere, or where no region is known.
    """
    if draft.region is None:
        raise ValueError("an idea belongs to a region")
    life = begin(sent, draft.text, shared=draft.shared)
    row = StoredIdea(
        number=number,
        kind=draft.kind,
        region=draft.region,
        municipality=draft.municipality,
        themes=list(draft.themes),
        needs=list(draft.needs),
        language=language,
        title=draft.title,
        text=draft.text,
        aim=draft.aim,
        company=draft.company,
        wish=draft.wish,
        people=draft.people,
        people_to=draft.people_to,
        shared=draft.shared,
        person_id=sent.person,
        secret_hash=secret_hash(secret) if secret else None,
        created_at=sent.at,
        **_following(life, sent),
    )
    session.add(row)
    await session.flush()
    session.add(_stored(row.id, life.version, sent))
    await session.flush()
    return _idea(row, life)


async def append(session: AsyncSession, idea: Idea, step: Step, next_at: datetime | None) -> Idea:
    """Write one more step of an idea that this transaction holds, and give the idea after it.

    `next_at` is when the clock does something about it next, if nobody does.
    """
    life = after(idea.life, step)
    session.add(_stored(idea.id, life.version, step))
    if step.kind == "anonymised":
        await _take_out_submitter(session, idea)
        idea = replace(idea, submitter=None)
    await session.execute(
        update(StoredIdea)
        .where(StoredIdea.id == idea.id)
        .values(**_following(life, step), next_at=next_at)
    )
    await session.flush()
    return replace(idea, life=life)


async def _take_out_submitter(session: AsyncSession, idea: Idea) -> None:
    """Leave nothing by which an idea leads to whoever sent it, but their own words."""
    await session.flush()
    own = (StoredStep.idea_id == idea.id, StoredStep.person_id == idea.submitter)
    await session.execute(update(StoredStep).where(*own).values(person_id=None))
    gone = {"person_id": None, "secret_hash": None}
    await session.execute(update(StoredIdea).where(StoredIdea.id == idea.id).values(gone))


async def set_next(session: AsyncSession, idea: int, next_at: datetime | None) -> None:
    """Say when the clock does something about an idea next."""
    await session.execute(update(StoredIdea).where(StoredIdea.id == idea).values(next_at=next_at))


async def hold(session: AsyncSession, idea: int) -> Idea | None:
    """Read an idea and hold on to it, so that steps follow one another; None for none such.

    Begun with a write, as SQLite wants it of whoever writes later.
    """
    held = await session.scalar(
        update(StoredIdea)
        .where(StoredIdea.id == idea)
        .values(version=StoredIdea.version)
        .returning(StoredIdea.id)
    )
    return await read(session, idea) if held else None


async def read(session: AsyncSession, idea: int) -> Idea | None:
    """Read one idea; None where there is none such."""
    return next(iter(await read_all(session, (idea,))), None)


async def find(session: AsyncSession, number: str) -> Idea | None:
    """Read an idea by its number, as `next_number` writes it."""
    found = await session.scalar(select(StoredIdea.id).where(StoredIdea.number == number))
    return await read(session, found) if found else None


async def find_by_secret(session: AsyncSession, secret: str) -> Idea | None:
    """Read the idea that a secret link is for."""
    wanted = select(StoredIdea.id).where(StoredIdea.secret_hash == secret_hash(secret))
    found = await session.scalar(wanted)
    return await read(session, found) if found else None


async def read_all(session: AsyncSession, ideas: Iterable[int]) -> tuple[Idea, ...]:
    """Read ideas with where they are now, in two queries, in the order of their ids."""
    wanted = tuple(ideas)
    rows = await session.scalars(
        select(StoredIdea)
        .where(StoredIdea.id.in_(wanted))
        .order_by(StoredIdea.id)
        .execution_options(populate_existing=True)
    )
    found = rows.all()
    steps = await read_steps(session, wanted)
    return tuple(_idea(row, live(steps[row.id], row.text, shared=row.shared)) for row in found)


async def read_steps(session: AsyncSession, ideas: Sequence[int]) -> dict[int, list[Step]]:
    """Read all steps of some ideas, in order, by the idea's id."""
    rows = await session.scalars(
        select(StoredStep)
        .where(StoredStep.idea_id.in_(ideas))
        .order_by(StoredStep.idea_id, StoredStep.seq)
    )
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for row in rows:
        found[row.idea_id].append(_step(row))
    return found


def secret_hash(secret: str) -> str:
    """Give what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _following(life: Life, latest: Step) -> dict[str, Any]:
    """The columns that follow from the steps."""
    return {
        "version": life.version,
        "stage": life.stage,
        "holder": life.holder.key,
        "shown": life.shared,
        "changed_at": latest.at,
        "ended_at": life.ended_at,
    }


def _stored(idea: int, seq: int, step: Step) -> StoredStep:
    return StoredStep(
        idea_id=idea,
        seq=seq,
        kind=step.kind,
        actor=step.by,
        person_id=step.person,
        seat=step.seat.key if step.seat else None,
        at=step.at,
        nonce=step.nonce,
        details=step.details(),
    )


def _step(row: StoredStep) -> Step:
    return Step(
        kind=cast("Any", row.kind),
        by=cast("Any", row.actor),
        at=row.at,
        nonce=row.nonce,
        person=row.person_id,
        seat=Seat.read(row.seat) if row.seat else None,
        **read_details(row.details),
    )


def _idea(row: StoredIdea, life: Life) -> Idea:
    return Idea(
        id=row.id,
        number=row.number,
        kind=cast("Any", row.kind),
        region=row.region,
        municipality=row.municipality,
        themes=tuple(row.themes),
        needs=tuple(row.needs),
        language=cast("Language", row.language),
        title=row.title,
        aim=cast("Any", row.aim),
        company=cast("Any", row.company),
        wish=cast("Any", row.wish),
        people=row.people,
        people_to=row.people_to,
        submitter=row.person_id,
        created_at=row.created_at,
        life=life,
    )
