"""The tables of notices: who is told, what they asked for, what was sent and what came of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.tables import Base

_Number = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself in INTEGER only."""

_NEVER_AGAIN = {"sqlite_autoincrement": True}
"""An id is never given again: letters name people and deliveries by it long after. PostgreSQL
counts on by itself; SQLite would give the id of the last row again once that is deleted."""

_Words = JSON(none_as_null=True)


class Person(Base):
    """Somebody who asked to be told, with the wishes that hold for all notices."""

    __tablename__ = "person"
    __table_args__ = _NEVER_AGAIN

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    region: Mapped[str | None] = mapped_column(String(64))
    municipality: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str | None] = mapped_column(String(32))
    """The channel that notices go through now: that of the best open door. Empty: all are shut."""
    wanted_channel: Mapped[str | None] = mapped_column(String(32))
    """The channel that the person asked for («bare e-post»)."""
    quiet_from: Mapped[int] = mapped_column(SmallInteger, server_default="1200")
    """Minute of the local day from which nothing is sent; 1200 is 20.00."""
    quiet_to: Mapped[int] = mapped_column(SmallInteger, server_default="420")
    """Minute of the local day until which nothing is sent; 420 is 07.00."""
    quiet_until: Mapped[datetime | None]
    """Nothing is sent before this: «stille i ferien til 10. august»."""
    working_days_only: Mapped[bool] = mapped_column(server_default=text("true"))
    daily_limit: Mapped[int] = mapped_column(SmallInteger, server_default="3")
    """So many notices a day at the most; the rest goes into the weekly letter."""
    created_at: Mapped[datetime]


class Door(Base):
    """One way to reach a person: a channel and an address in it."""

    __tablename__ = "door"
    __table_args__ = (UniqueConstraint("channel", "address"), Index(None, "person_id"))

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(String(320))
    """A conversation of the channel, or an e-mail address."""
    confirmed_at: Mapped[datetime | None]
    """When its owner last proved to read it; nothing but a code is sent to an unconfirmed door."""
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[str | None] = mapped_column(String(160))
    """What the channel answered when it refused for good."""
    code_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of who asked last and the code sent to it, also where it was confirmed before."""
    code_until: Mapped[datetime | None]
    code_tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")


class Subscription(Base):
    """One thing that a person wants to hear of, or (`wanted` false) never hear of."""

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "subject"),
        Index(None, "kind", "subject"),
    )

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    """A `SubjectKind`."""
    subject: Mapped[str] = mapped_column(String(128))
    """Id of the record or theme; empty for everything."""
    wanted: Mapped[bool] = mapped_column(server_default=text("true"))
    weekly: Mapped[bool] = mapped_column(server_default=text("false"))
    """In the weekly letter, not one by one."""
    leads: Mapped[int]
    """A set of `Lead`."""
    created_at: Mapped[datetime]


class Delivery(Base):
    """One thing told to one person, once: unique by what, when and to whom."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "lead", "person_id"),
        Index(
            "ix_delivery_waiting",
            "channel",
            "priority",
            "try_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
        Index(
            "ix_delivery_leased",
            "lease_until",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(
            "ix_delivery_gathered",
            "person_id",
            sqlite_where=text("state = 'gathered'"),
            postgresql_where=text("state = 'gathered'"),
        ),
        Index(None, "person_id", "sent_at"),
        _NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    """A `NoticeKind`."""
    subject: Mapped[str] = mapped_column(String(160))
    """``call:klimasats-2027``, ``event:…``, ``week:2026-W49``, ``announcement:12``."""
    lead: Mapped[str] = mapped_column(String(40))
    """Name of the `Lead`, the step of a plan, or empty. Of a change the new date, or the one that
    fell away, and how often it had changed: ``2027-02-15T13:00 2``."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    because: Mapped[str] = mapped_column(String(160))
    """Why this person gets it: ``programme:klimasats``, as kind and subject of a subscription."""
    channel: Mapped[str | None] = mapped_column(String(32))
    """As `Person.channel` when it was planned, and moved with it."""
    priority: Mapped[int] = mapped_column(SmallInteger)
    """Lower goes first."""
    due_at: Mapped[datetime]
    """When the person should have it."""
    try_at: Mapped[datetime]
    """Not before this: put off by quiet hours, a full channel or a failed try."""
    useful_until: Mapped[datetime | None]
    """After this it is dropped."""
    told: Mapped[str | None] = mapped_column(String(40))
    """The date that it tells, as ``closes=2027-02-15T13:00``, so that a change can be corrected."""
    state: Mapped[str] = mapped_column(String(12), server_default="planned")
    """A `DeliveryState`."""
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    worker: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    repeated: Mapped[bool] = mapped_column(server_default=text("false"))
    """It may have gone out before: a worker was lost between the call and its record."""
    sent_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When it was shown, in channels where people come to look."""
    reference: Mapped[str | None] = mapped_column(String(255))
    """The channel's own id of what was sent."""
    outcome: Mapped[str | None] = mapped_column(String(160))
    """Why it was dropped, put off or given up; never an address or a text."""


class KnownDate(Base):
    """A date as it was last told: what is new or moved is found by comparing."""

    __tablename__ = "known_date"

    record: Mapped[str] = mapped_column(String(160), primary_key=True)
    """``call:klimasats-2027``."""
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    """``opens``, ``closes``, ``starts`` or ``sign_up``."""
    moment: Mapped[str | None] = mapped_column(String(40))
    """Local date and time as the record has it; empty: it fell away."""
    sequence: Mapped[int] = mapped_column(server_default="0")
    """How often it changed; the SEQUENCE of calendars."""
    changed_at: Mapped[datetime]


class PlannerMark(Base):
    """One row: up to when everything due has been planned, and from which knowledge."""

    __tablename__ = "planner_mark"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    planned_until: Mapped[datetime]
    revision: Mapped[int]


class Rate(Base):
    """How far one channel, or one address in it, has used up what it allows."""

    __tablename__ = "rate"

    key: Mapped[str] = mapped_column(String(400), primary_key=True)
    full_at: Mapped[int] = mapped_column(BigInteger)
    """Theoretical arrival time of the generic cell rate algorithm, in microseconds since 1970."""
    granted: Mapped[int]
    """How many the latest taker got, so that one statement takes and tells."""


class Announcement(Base):
    """Words of a secretary to those whom they concern."""

    __tablename__ = "announcement"

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[dict[str, Any]] = mapped_column(_Words)
    """Region, and what they follow or where they work."""
    title: Mapped[dict[str, Any]] = mapped_column(_Words)
    """By language."""
    body: Mapped[dict[str, Any]] = mapped_column(_Words)
    """By language."""
    link: Mapped[str | None] = mapped_column(String(500))
    made_by: Mapped[str] = mapped_column(String(128))
    made_at: Mapped[datetime]
    send_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class PersonalCalendar(Base):
    """The secret address of one person's calendar; a new one replaces it."""

    __tablename__ = "personal_calendar"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the secret."""
    made_at: Mapped[datetime]
