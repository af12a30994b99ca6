"""Who hears of a step: deliveries, written in the transaction that writes the step."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.ideas.holders import people_of
from bot.ideas.idea import Idea
from bot.ideas.seat import Seat
from bot.ideas.step import Step
from bot.ideas.vocabulary import StepKind
from bot.notices.bell import ring
from bot.notices.tables import Delivery, Person
from bot.notices.vocabulary import PRIORITY, NoticeKind
from knowledge.base import KnowledgeBase

TOLD_HOLDER: Final[frozenset[StepKind]] = frozenset(
    {
        "sent",
        "changed",
        "added",
        "answered",
        "withdrawn",
        "passed_on",
        "reminded",
        "escalated",
        "woken",
        "reassigned",
    }
)
"""Of these whoever has the idea hears; of a move, whoever has it from now on."""
TOLD_FORMER: Final[frozenset[StepKind]] = frozenset({"escalated", "withdrawn", "reassigned"})
"""Of these whoever had it just before hears too."""
TOLD_SUBMITTER: Final[frozenset[StepKind]] = frozenset(
    {
        "accepted",
        "asked",
        "passed_on",
        "declined",
        "outcome",
        "escalated",
        "unanswered",
        "woken",
        "reassigned",
    }
)
SUBMITTER: Final = "submitter"
"""The reason of a delivery to whoever sent the idea; else it is ``seat:`` and the seat's key."""


async def tell(session: AsyncSession, kb: KnowledgeBase, idea: Idea, step: Step) -> None:
    """Write a delivery for each who hears of a step, but not for whoever took it.

    `idea` is as it is after the step.
    """
    seats = dict.fromkeys(_seats(idea, step))
    # A mailbox that is written to for the first time is made here: by all in the same order.
    people = {
        seat: await people_of(session, kb, seat, step.at)
        for seat in sorted(seats, key=lambda it: it.key)
    }
    for seat in seats:
        for person in people[seat]:
            if person != step.person:
                await _write(session, idea, step, "referral", person, f"seat:{seat.key}")
    own = step.by == "submitter" or step.kind not in TOLD_SUBMITTER
    if idea.submitter is not None and idea.submitter != step.person and not own:
        await _write(session, idea, step, "progress", idea.submitter, SUBMITTER)
    await ring(session)


def _stays_in_seat(step: Step) -> bool:
    """Another one holds the same seat now: nobody had it just before who still has a copy."""
    return step.to is not None and step.to == step.seat


async def _write(
    session: AsyncSession, idea: Idea, step: Step, kind: NoticeKind, person: int, because: str
) -> None:
    subject, lead = f"idea:{idea.id}", str(idea.life.version)
    await write_delivery(session, kind, subject, lead, person=person, because=because, at=step.at)


def _seats(idea: Idea, step: Step) -> Iterator[Seat]:
    life = idea.life
    if step.kind in TOLD_HOLDER:
        yield life.holder
    if step.kind in TOLD_FORMER and life.former and not _stays_in_seat(step):
        yield life.former[-1]
    yield from step.copies


async def write_delivery(
    session: AsyncSession,
    kind: NoticeKind,
    subject: str,
    lead: str,
    *,
    person: int,
    because: str,
    at: datetime,
) -> None:
    """Write one delivery, due at once, unless there is one or no channel reaches the person.

    One who is being erased at this moment is waited for, and told nothing.
    """
    channel = await session.scalar(
        select(Person.channel).where(Person.id == person).with_for_update(read=True, key_share=True)
    )
    if channel is None:
        return
    await session.execute(
        insert(session, Delivery)
        .values(
            kind=kind,
            subject=subject,
            lead=lead,
            person_id=person,
            because=because,
            channel=channel,
            priority=PRIORITY[kind],
            due_at=at,
            try_at=at,
        )
        .on_conflict_do_nothing()
    )
