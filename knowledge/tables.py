"""The tables that knowledge lives in, and the base that all tables of the product share."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Data = dict[str, Any]
"""A record as JSON: the fields that differ from their defaults, in the model's order."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept as UTC in every database; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC on the way in."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back as aware UTC; SQLite forgets the zone."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables of the product, with names for constraints that hold in every database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy asks for a plain dictionary
        datetime: UtcDateTime(),
        Data: JSON(none_as_null=True),
    }


class StoredFile(Base):
    """A pack file: what it holds, and that it is there even when it holds no record."""

    __tablename__ = "pack_file"

    pack: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(128), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    about: Mapped[str]


class StoredRecord(Base):
    """A record as it is now, and where in the packs it stands."""

    __tablename__ = "record"
    __table_args__ = (
        ForeignKeyConstraint(["pack", "file"], ["pack_file.pack", "pack_file.name"]),
        Index(None, "pack", "file"),
    )

    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(128), primary_key=True)
    pack: Mapped[str] = mapped_column(String(64))
    file: Mapped[str] = mapped_column(String(128))
    position: Mapped[int]
    """Place within the file, from 0."""
    data: Mapped[Data]


class StoredRevision(Base):
    """One change of one record: who made it, when, and what it was before and after."""

    __tablename__ = "record_revision"
    __table_args__ = (Index(None, "kind", "record"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision: Mapped[int]
    """The knowledge revision that came of it."""
    who: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(32))
    record: Mapped[str] = mapped_column(String(128))
    before: Mapped[Data | None]
    """Empty: the record is new."""
    after: Mapped[Data | None]
    """Empty: the record was removed."""


class KnowledgeState(Base):
    """One row: the counter that tells every process when to load anew."""

    __tablename__ = "knowledge_state"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
