"""Where dispatcher and preparation meet: a claimed delivery goes in, what to do comes out."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices.notice import Notice, Target
from bot.notices.vocabulary import Because, NoticeKind


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that this worker holds until its lease ends; moments in UTC."""

    id: int
    kind: NoticeKind
    subject: str
    lead: str
    person_id: int
    because: str
    channel: str
    due_at: datetime
    useful_until: datetime | None
    told: str | None
    attempts: int
    """Tries before this one that failed."""
    repeated: bool
    """It may have gone out before, and the notice says so."""


@dataclass(frozen=True, slots=True)
class Ready:
    """To be sent now."""

    notice: Notice
    target: Target
    told: str | None
    """The date that the notice tells, kept as `Delivery.told`."""


@dataclass(frozen=True, slots=True)
class Held:
    """To be put back, without counting as a try: quiet hours, holidays, a snooze."""

    until: datetime
    because: Because


@dataclass(frozen=True, slots=True)
class Unneeded:
    """Not to be sent by itself: of no use any more, nothing to say, or kept for the letter."""

    state: Literal["dropped", "silent", "gathered"]
    because: Because


Prepared: TypeAlias = Ready | Held | Unneeded

Prepare: TypeAlias = Callable[
    [AsyncSession, Sequence[Claim], datetime], Awaitable[Sequence[Prepared]]
]
"""Gives one `Prepared` for each claim, in the same order, with few queries for the whole batch.
It writes nothing: the dispatcher records what came of each claim."""
