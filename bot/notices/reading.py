"""What is looked up for a batch of deliveries before they go out: few queries, however many."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.message import Language
from bot.notices.gate import LIMITED, Wishes
from bot.notices.prepared import Claim
from bot.notices.tables import Delivery, Door, Person
from bot.notices.vocabulary import IN_LETTER

_A_DAY_OR_SO: Final = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told, and where."""

    language: Language
    region: str | None
    municipality: str | None
    wishes: Wishes
    address: str | None
    """In the channel of the claim; None where no door of it is open."""


async def readers(session: AsyncSession, claims: Sequence[Claim]) -> dict[int, Reader]:
    """Give the reader of each claim, by the claim's id."""
    doors, to_confirm = await _doors(session, claims), await _to_confirm(session, claims)
    people = {
        person.id: person
        for person in await session.scalars(
            select(Person).where(Person.id.in_({it.person_id for it in claims}))
        )
    }
    return {
        it.id: _reader(
            people[it.person_id],
            to_confirm.get(it.subject)
            if it.kind == "code"
            else doors.get((it.person_id, it.channel)),
        )
        for it in claims
        if it.person_id in people
    }


async def _doors(session: AsyncSession, claims: Sequence[Claim]) -> dict[tuple[int, str], str]:
    """Give the addresses that were confirmed, by person and channel."""
    rows = await session.execute(
        select(Door.person_id, Door.channel, Door.address)
        .where(
            Door.person_id.in_({it.person_id for it in claims}),
            Door.channel.in_({it.channel for it in claims}),
            Door.confirmed_at.is_not(None),
            Door.closed_at.is_(None),
        )
        .order_by(Door.id)
    )
    return {(person, channel): address for person, channel, address in rows}


async def _to_confirm(session: AsyncSession, claims: Sequence[Claim]) -> dict[str, str]:
    """Give the addresses that codes go to, by subject: each code names its door."""
    wanted = {int(it.subject.partition(":")[2]) for it in claims if it.kind == "code"}
    if not wanted:
        return {}
    rows = await session.execute(
        select(Door.id, Door.address).where(Door.id.in_(wanted), Door.closed_at.is_(None))
    )
    return {f"door:{door}": address for door, address in rows}


def _reader(person: Person, address: str | None) -> Reader:
    wishes = Wishes(
        person.quiet_from,
        person.quiet_to,
        person.quiet_until,
        person.working_days_only,
        person.daily_limit,
    )
    language = cast("Language", person.language)
    return Reader(language, person.region, person.municipality, wishes, address)


async def sent_lately(
    session: AsyncSession, claims: Sequence[Claim], now: datetime
) -> dict[int, list[datetime]]:
    """Give when each person had what counts against the daily limit, in the last day.

    What other workers are sending counts too.
    """
    under_way = (Delivery.state == "sending") & Delivery.id.not_in({it.id for it in claims})
    rows = await session.execute(
        select(Delivery.person_id, func.coalesce(Delivery.sent_at, now)).where(
            Delivery.person_id.in_({it.person_id for it in claims}),
            Delivery.kind.in_(LIMITED),
            or_(Delivery.sent_at > now - _A_DAY_OR_SO, under_way),
            Delivery.outcome.is_distinct_from(IN_LETTER),
        )
    )
    found: defaultdict[int, list[datetime]] = defaultdict(list)
    for person, at in rows:
        found[person].append(at)
    return found


async def waiting_leads(
    session: AsyncSession, claims: Sequence[Claim]
) -> dict[tuple[int, str], set[str]]:
    """Give the leads of the reminders that wait, or go out just now, by person and subject."""
    reminders = [it for it in claims if it.kind == "reminder"]
    found: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    if not reminders:
        return found
    rows = await session.execute(
        select(Delivery.person_id, Delivery.subject, Delivery.lead).where(
            Delivery.kind == "reminder",
            Delivery.subject.in_({it.subject for it in reminders}),
            Delivery.person_id.in_({it.person_id for it in reminders}),
            Delivery.state.in_(("planned", "sending")),
        )
    )
    for person, subject, lead in rows:
        found[person, subject].add(lead)
    return found


async def told_before(
    session: AsyncSession, claims: Sequence[Claim]
) -> dict[tuple[int, str, str], str]:
    """Give the date that each person was told last, by person, subject and which date it is."""
    changed = [it for it in claims if it.kind in ("corrected", "cancelled")]
    if not changed:
        return {}
    rows = await session.execute(
        select(Delivery.person_id, Delivery.subject, Delivery.told)
        .where(
            tuple_(Delivery.person_id, Delivery.subject).in_(
                {(it.person_id, it.subject) for it in changed}
            ),
            Delivery.id.not_in({it.id for it in changed}),
            Delivery.state.in_(("sent", "uncertain")),
            Delivery.told.is_not(None),
        )
        .order_by(Delivery.sent_at, Delivery.id)
    )
    found: dict[tuple[int, str, str], str] = {}
    for person, subject, told in rows:
        what, _, date = (told or "").partition("=")
        if date:
            found[person, subject, what] = date
    return found
