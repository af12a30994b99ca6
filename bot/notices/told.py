"""All that one notice is made from: the delivery, who reads it, and what was looked up for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.calendars.stamps import Stamp
from bot.message import Language
from bot.notices.vocabulary import NoticeKind, SubjectKind

LateCause = Literal["down", "channel"]
"""Why somebody hears too late: the service was down, or the channel took nothing. What waited for
the person's own quiet hours, working days or snooze is not late."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing that the reader wants to hear of, or (`wanted` false) never to hear of."""

    kind: SubjectKind
    subject: str
    weekly: bool = False
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Gathered:
    """A notice over the daily limit, kept for the weekly letter."""

    kind: NoticeKind
    subject: str
    lead: str


@dataclass(frozen=True, slots=True)
class Change:
    """A date that became known, moved or fell away, as `KnownDate` keeps it.

    Dates that were known when planning first began are no change.
    """

    record: str
    """``call:klimasats-2027``."""
    what: str
    """``opens``, ``closes``, ``starts`` or ``sign_up``."""
    moment: str | None
    """Local date and time as the record has it; None: it fell away."""
    first: bool
    """It became known; else it was known and moved."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """Words of a secretary."""

    title: Mapping[Language, str]
    body: Mapping[Language, str]
    link: str | None
    made_by: str


@dataclass(frozen=True, slots=True)
class Code:
    """What confirms an address."""

    digits: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One delivery with its reader. Moments are aware; what a kind does not need stays empty."""

    id: int
    """Id of the delivery."""
    kind: NoticeKind
    subject: str
    lead: str
    because: str
    due_at: datetime
    now: datetime
    language: Language
    region: str | None
    municipality: str | None
    repeated: bool = False
    """It may have gone out before."""
    late: LateCause | None = None
    """Set where it goes out more than an hour after the person should have had it."""
    before: str | None = None
    """Of ``corrected`` and ``cancelled``: the local date and time that the reader was told. Where
    that is not kept, the lead of ``cancelled`` has the date that fell away."""
    since: datetime | None = None
    """Of letters: when the one before was due."""
    follows: tuple[Followed, ...] = ()
    """Of letters: all wishes of the reader."""
    gathered: tuple[Gathered, ...] = ()
    """Of ``digest``: what was kept for it."""
    changes: tuple[Change, ...] = ()
    """Of letters: the changes of the last half year, newest first."""
    announcement: Announced | None = None
    code: Code | None = None
    stamp: Stamp | None = None
    """Of one date: how old it is, for calendars. Without it no file is attached."""
