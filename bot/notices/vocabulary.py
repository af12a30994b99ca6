"""The words that notices are planned and kept by."""

from collections.abc import Mapping
from enum import IntFlag
from types import MappingProxyType
from typing import Final, Literal

NoticeKind = Literal[
    "announced",
    "reminder",
    "corrected",
    "cancelled",
    "digest",
    "overview",
    "agenda",
    "announcement",
    "snoozed",
    "step",
    "code",
    "office_code",
    "referral",
    "progress",
    "course",
    "evaluation",
    "introduction",
    "echo",
]
"""What a delivery tells: a date that became known; time left; a date that moved or fell away;
the weekly letter; a contact's or broker's weekly overview; the page before a body meets; words of
a secretary; a reminder put off; a step of somebody's plan; a code that confirms an address; one
that makes somebody the holder of an office; a step of an idea to whoever has it; one to whoever
sent it; a course for those who asked for training; the questions after it; whether somebody wants
to meet one with a like need, and who it is; a
call that may pay for somebody's idea."""

DEADLINE_KINDS: Final[frozenset[NoticeKind]] = frozenset(
    {"announced", "reminder", "corrected", "cancelled", "snoozed", "step", "referral", "progress"}
)
"""Of these an uncertain sending is repeated, and says so: to hear twice is better than never."""

CODES: Final[frozenset[NoticeKind]] = frozenset({"code", "office_code"})
"""Secrets: kept no longer than until they are sent, shown to nobody else, sent to one address."""

PRIORITY: Final[Mapping[NoticeKind, int]] = MappingProxyType(
    {
        "code": 0,
        "office_code": 0,
        "reminder": 1,
        "corrected": 1,
        "cancelled": 1,
        "snoozed": 1,
        "step": 1,
        "referral": 1,
        "progress": 1,
        "course": 1,
        "evaluation": 2,
        "introduction": 2,
        "echo": 2,
        "announced": 2,
        "agenda": 2,
        "digest": 2,
        "overview": 2,
        "announcement": 3,
    }
)
"""What `Delivery.priority` is, lower first. 0: somebody in a conversation waits for it. 1: a date
draws near. 2: it is news. 3: a broadcast, which waits for all the others."""

Because = Literal[
    "too_late",
    "outrun",
    "silence",
    "quiet",
    "over_limit",
    "in_letter",
    "letter_last",
    "no_door",
    "nothing_to_say",
    "stopped",
    "withdrawn",
    "interrupted",
    "address_busy",
    "lost",
]
"""Why a delivery did not go out, or not yet. Where a channel said why, `Delivery.outcome` has its
words instead."""

STOPPED: Final[Because] = "stopped"
"""The reader did not want it any more; what they take back is planned again."""
IN_LETTER: Final[Because] = "in_letter"
"""It was told in a weekly letter, and does not count against the daily limit."""

SubjectKind = Literal[
    "programme",
    "theme",
    "body",
    "series",
    "municipality",
    "region",
    "call",
    "event",
    "everything",
    "announcements",
]
"""What one can follow. ``announcements`` of a region reach everybody there who has not muted them;
to mute them leaves deadlines and meetings as they are."""

DeliveryState = Literal[
    "planned", "sending", "sent", "silent", "gathered", "dropped", "uncertain", "dead"
]
"""Where a delivery is. ``planned``: waits for its moment. ``sending``: recorded before the call.
``silent``: nothing to say, so nothing sent. ``gathered``: goes into the next weekly letter.
``dropped``: no longer of use. ``uncertain``: may have gone out, and is not repeated. ``dead``:
given up, waits for an operator."""


class Lead(IntFlag):
    """How long before a date somebody is told; a subscription holds a set of them."""

    OPENING = 1
    """When a call opens."""
    SAME_DAY = 2
    ONE_DAY = 4
    THREE_DAYS = 8
    ONE_WEEK = 16
    TWO_WEEKS = 32
    FOUR_WEEKS = 64
    SIX_WEEKS = 128
    TEN_WEEKS = 256
    HALF_A_YEAR = 512
    ANNOUNCED = 1024
    """When the date becomes known."""


DEFAULT_LEADS: Final = Lead.ANNOUNCED | Lead.SIX_WEEKS | Lead.TWO_WEEKS | Lead.THREE_DAYS
ROLLING_LEADS: Final = Lead.ANNOUNCED | Lead.OPENING | Lead.TWO_WEEKS | Lead.THREE_DAYS
"""Where the money runs out, the opening is what counts."""

DAYS: Final[dict[Lead, int]] = {
    Lead.SAME_DAY: 0,
    Lead.ONE_DAY: 1,
    Lead.THREE_DAYS: 3,
    Lead.ONE_WEEK: 7,
    Lead.TWO_WEEKS: 14,
    Lead.FOUR_WEEKS: 28,
    Lead.SIX_WEEKS: 42,
    Lead.TEN_WEEKS: 70,
    Lead.HALF_A_YEAR: 182,
}
"""Calendar days before the date, in the zone of the one who is told; the shortest first."""
