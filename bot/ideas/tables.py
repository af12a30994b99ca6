"""The tables of the relay: ideas, what happened to them, and who holds which office."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
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
_Json = JSON(none_as_null=True)


class StoredIdea(Base):
    """One idea that was sent. What changes in its life stands in `StoredStep`; the last columns
    repeat what follows from the steps, so that it can be searched."""

    __tablename__ = "idea"
    __table_args__ = (
        Index(None, "holder", "stage"),
        Index(None, "person_id"),
        Index(None, "region", "municipality"),
        Index(
            "ix_idea_ticking",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    """An `IdeaKind`."""
    region: Mapped[str] = mapped_column(String(64))
    municipality: Mapped[str | None] = mapped_column(String(64))
    themes: Mapped[list[Any]] = mapped_column(_Json)
    needs: Mapped[list[Any]] = mapped_column(_Json)
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str]
    """As it was first sent."""
    aim: Mapped[str | None] = mapped_column(String(12))
    company: Mapped[str | None] = mapped_column(String(12))
    wish: Mapped[str | None] = mapped_column(String(12))
    people: Mapped[int | None]
    people_to: Mapped[int | None]
    shared: Mapped[bool]
    """As it was first sent."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    secret_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """SHA-256 of the secret in the link to the case, for who has no account."""
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id", ondelete="SET NULL"))
    """Of a training need: the course that answers it."""
    created_at: Mapped[datetime]

    version: Mapped[int]
    stage: Mapped[str] = mapped_column(String(12))
    holder: Mapped[str] = mapped_column(String(160))
    """Key of a `Seat`."""
    shown: Mapped[bool]
    """Whether others with a like need may see it now."""
    next_at: Mapped[datetime | None]
    """When the clock does something about it next."""
    changed_at: Mapped[datetime] = mapped_column(index=True)
    """The latest step."""
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class StoredStep(Base):
    """One step in the life of an idea; written once, never changed."""

    __tablename__ = "idea_step"
    __table_args__ = (UniqueConstraint("idea_id", "nonce"), Index(None, "person_id"))

    idea_id: Mapped[int] = mapped_column(
        ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 … of each idea."""
    kind: Mapped[str] = mapped_column(String(12))
    """A `StepKind`."""
    actor: Mapped[str] = mapped_column(String(16))
    """An `ActorKind`."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    seat: Mapped[str | None] = mapped_column(String(160))
    at: Mapped[datetime]
    nonce: Mapped[str] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(_Json)
    """As `Step.details` gives them."""


class IdeaCount(Base):
    """How many ideas were sent in a year: the next number."""

    __tablename__ = "idea_count"

    year: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    last: Mapped[int]


class Office(Base):
    """Who holds a seat of the packs, is secretary of a region, or administrator."""

    __tablename__ = "office"
    __table_args__ = (
        Index(None, "seat"),
        Index(None, "person_id"),
        Index(
            "uq_office_of_mailbox",
            "person_id",
            "seat",
            unique=True,
            sqlite_where=text("proof = 'mailbox' AND until IS NULL"),
            postgresql_where=text("proof = 'mailbox' AND until IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(16))
    """An `OfficeRole`."""
    seat: Mapped[str | None] = mapped_column(String(160))
    """Of a contact."""
    region: Mapped[str | None] = mapped_column(String(64))
    """Of a contact and a secretary."""
    deputy: Mapped[bool] = mapped_column(server_default=text("false"))
    """Gets what is open when the other one leaves, and nothing before."""
    proof: Mapped[str] = mapped_column(String(12))
    """``mailbox``: the address on record itself. ``code``: a code sent there came back. ``link``:
    an administrator's."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class OfficeCode(Base):
    """A one-time code that makes somebody the holder of an office."""

    __tablename__ = "office_code"

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    """Who asked for it; empty for an administrator's, which is for whoever is given it."""
    role: Mapped[str] = mapped_column(String(16))
    seat: Mapped[str | None] = mapped_column(String(160))
    region: Mapped[str | None] = mapped_column(String(64))
    deputy: Mapped[bool] = mapped_column(server_default=text("false"))
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    until: Mapped[datetime]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    used_at: Mapped[datetime | None]


class Introduction(Base):
    """Two ideas with a like need, and who of the two said yes; `first` is the lower id."""

    __tablename__ = "introduction"
    __table_args__ = (UniqueConstraint("first_id", "second_id"), Index(None, "second_id"))

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    first_yes: Mapped[bool | None]
    second_yes: Mapped[bool | None]
    asked_at: Mapped[datetime]
    made_at: Mapped[datetime | None]


class Course(Base):
    """Training that a forum arranges because of needs that were reported."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    region: Mapped[str] = mapped_column(String(64))
    theme: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(200))
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    """1 is the highest; 0 where none was set."""
    status: Mapped[str] = mapped_column(String(12))
    """``ordered``, ``planned``, ``held`` or ``evaluated``."""
    starts: Mapped[str | None] = mapped_column(String(25))
    """Local day or moment in the region's zone."""
    link: Mapped[str | None] = mapped_column(String(500))
    made_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]


class Evaluation(Base):
    """What one who asked for a course says after it: three answers."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("course_id", "idea_id"),)

    id: Mapped[int] = mapped_column(_Number, primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id", ondelete="CASCADE"))
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id", ondelete="CASCADE"))
    useful: Mapped[int] = mapped_column(SmallInteger)
    """1 to 5."""
    used: Mapped[bool]
    """Whether something of it is used at work."""
    missing: Mapped[str]
    """In their own words; may be empty."""
    at: Mapped[datetime]
