"""What a person follows and what they never want to hear of, with the way back to before."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.notices.tables import Delivery, Subscription
from bot.notices.vocabulary import CODES, DEFAULT_LEADS, STOPPED, Lead, SubjectKind


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to hear of, or (`wanted` false) never to hear of."""

    kind: SubjectKind
    subject: str
    wanted: bool = True
    weekly: bool = False
    leads: Lead = DEFAULT_LEADS

    @property
    def key(self) -> str:
        """As `Delivery.because` has it: ``programme:klimasats``."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True, slots=True)
class Before:
    """How one thing was followed before a change; `wish` is empty where it was not."""

    kind: SubjectKind
    subject: str
    wish: Wish | None


async def read_wishes(session: AsyncSession, person: int) -> tuple[Wish, ...]:
    """Give all wishes of a person, in the order they came."""
    rows = await session.scalars(
        select(Subscription).where(Subscription.person_id == person).order_by(Subscription.id)
    )
    return tuple(
        Wish(_kind(row.kind), row.subject, row.wanted, row.weekly, Lead(row.leads)) for row in rows
    )


async def write_wishes(
    session: AsyncSession, person: int, wishes: Iterable[Wish], at: datetime
) -> tuple[Before, ...]:
    """Follow or mute each; what was wished of the same thing before is replaced, and given back."""
    known = {(it.kind, it.subject): it for it in await read_wishes(session, person)}
    before = []
    for wish in wishes:
        before.append(Before(wish.kind, wish.subject, known.get((wish.kind, wish.subject))))
        values = {**asdict(wish), "leads": int(wish.leads)}
        changed = {name: values[name] for name in ("wanted", "weekly", "leads")}
        await session.execute(
            insert(session, Subscription)
            .values(person_id=person, created_at=at, **values)
            .on_conflict_do_update(index_elements=["person_id", "kind", "subject"], set_=changed)
        )
    return tuple(before)


async def drop_wishes(
    session: AsyncSession, person: int, wishes: Iterable[Wish]
) -> tuple[Before, ...]:
    """Take wishes away, as if they had never been."""
    dropped = tuple(wishes)
    for wish in dropped:
        await session.execute(
            delete(Subscription).where(
                Subscription.person_id == person,
                Subscription.kind == wish.kind,
                Subscription.subject == wish.subject,
            )
        )
    return tuple(Before(it.kind, it.subject, it) for it in dropped)


async def restore_wishes(
    session: AsyncSession, person: int, before: Iterable[Before], at: datetime
) -> None:
    """Put everything back as it was, also what waited to be sent when it was stopped."""
    for it in before:
        if it.wish:
            await write_wishes(session, person, (it.wish,), at)
        else:
            await drop_wishes(session, person, (Wish(it.kind, it.subject),))
    await session.execute(
        update(Delivery)
        .where(Delivery.person_id == person, Delivery.state == "dropped")
        .where(Delivery.outcome == STOPPED)
        .values(state="planned", outcome=None)
    )


async def drop_waiting(
    session: AsyncSession, person: int, keys: Collection[str], records: Collection[str]
) -> None:
    """Send nothing more of what was stopped, though it has been planned."""
    await session.execute(
        update(Delivery)
        .where(
            Delivery.person_id == person, Delivery.state == "planned", Delivery.kind.not_in(CODES)
        )
        .where(or_(Delivery.because.in_(keys), Delivery.subject.in_(records)))
        .values(state="dropped", outcome=STOPPED)
    )


def _kind(text: str) -> SubjectKind:
    kind: SubjectKind = text  # type: ignore[assignment]  # written by us
    return kind
