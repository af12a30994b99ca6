"""What every record shares: who says so, how old it is, how long it holds."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from knowledge.records.vocabulary import Need

Language = Literal["nb", "nn", "sv", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "sv", "en")

_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_LOCAL_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?")
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


class FormError(ValueError):
    """A text that has not the form its field asks for; `code` names the form."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _partial_date(text: str) -> str:
    if not _PARTIAL_DATE.fullmatch(text):
        raise FormError("partial_date")
    return _real(text) if len(text) == 10 else text


def _local_moment(text: str) -> str:
    if not _LOCAL_MOMENT.fullmatch(text):
        raise FormError("local_moment")
    return _real(text)


def _local_day(text: str) -> str:
    if len(text) != 10:
        raise FormError("local_day")
    return _local_moment(text)


def _real(text: str) -> str:
    """Refuse 30 February and 25:00, which have the right form and are no moment."""
    try:
        date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise FormError("no_such_date") from None
    return text


def _record_id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise FormError("record_id")
    return text


def _in_order(texts: "dict[Language, str]") -> "dict[Language, str]":
    return {language: texts[language] for language in LANGUAGES if language in texts}


PartialDate = Annotated[str, AfterValidator(_partial_date)]
"""A date as precise as the source gives it: ``2022``, ``2022-02`` or ``2022-02-15``."""

LocalMoment = Annotated[str, AfterValidator(_local_moment)]
"""A local date, or date and wall time, in the record's own zone: ``2026-09-23T17:00``."""

LocalDay = Annotated[str, AfterValidator(_local_day)]
"""A local date without a time: ``2026-09-23``."""

RecordId = Annotated[str, AfterValidator(_record_id)]
"""Stable and unique among the records of its kind."""

Texts = Annotated[dict[Language, str], AfterValidator(_in_order)]
"""One text per language; the languages that a field must have are checked by ``kb check``."""

Layer = Literal["source", "derived"]
"""``source``: the source says so. ``derived``: our own reading of the sources."""


class PackModel(BaseModel):
    """Strict and immutable: an unknown field in a pack is a fault, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(PackModel):
    """Where a fact stands written."""

    ref: str = Field(description="A URL, or the id of a record of kind `document`.")
    label: str | None = Field(
        None, description="What the reader sees; by default the host name or document title."
    )
    as_of: PartialDate | None = Field(None, description="How old this source is, if known.")
    note: str | None = None


class Record(PackModel):
    """The fields that every record has."""

    id: RecordId
    sources: tuple[Source, ...] = ()
    as_of: PartialDate | None = Field(None, description="The age of the facts as a whole.")
    verified: bool = Field(description="True only where a source shows the fact itself.")
    verified_on: PartialDate | None = Field(
        None, description="When a person last held the fact against its source."
    )
    layer: Layer = "source"
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    status: Literal["active", "closed", "replaced", "unknown"] = "active"
    replaced_by: RecordId | None = Field(None, description="Same kind; only when replaced.")
    note: str | None = Field(None, description="For keepers of the knowledge; never shown.")


class Mailbox(PackModel):
    """An e-mail address; only a verified one is ever written to by itself."""

    address: str
    verified: bool
    as_of: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None


class Website(PackModel):
    """A page, written as people read it: ``norrbottenskommuner.se/foui``."""

    address: str
    verified: bool = True
    as_of: PartialDate | None = None
    note: str | None = None


class Phone(PackModel):
    """A public telephone number."""

    number: str
    verified: bool
    as_of: PartialDate | None = None
    sources: tuple[Source, ...] = ()
    note: str | None = None


class Statement(PackModel):
    """One further fact about a record, with its own age and source."""

    texts: Texts
    needs: tuple[Need, ...] = Field((), description="Of a service: the needs that it meets.")
    layer: Layer = "source"
    verified: bool = True
    as_of: PartialDate | None = None
    sources: tuple[Source, ...] = ()
