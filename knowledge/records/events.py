"""Meetings, gatherings, courses, and the series that they belong to."""

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from knowledge.records.base import (
    FormError,
    LocalDay,
    LocalMoment,
    PackModel,
    PartialDate,
    Record,
    RecordId,
    Texts,
    Website,
    _local_moment,
    _partial_date,
)
from knowledge.records.vocabulary import Happening, Theme


def _when(text: str) -> str:
    return _local_moment(text) if "T" in text else _partial_date(text)


When = Annotated[str, AfterValidator(_when)]
"""A partial date (``2016-10``) or a local date and time (``2022-03-29T09:00``)."""


EventKind = Literal[
    "meeting",
    "gathering",
    "conference",
    "seminar",
    "webinar",
    "workshop",
    "course",
    "committee_meeting",
    "council_meeting",
    "kickoff",
    "information",
    "founding",
    "other",
]

_RULE: Final = re.compile(
    r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"(;(INTERVAL=[1-9]\d?|COUNT=[1-9]\d{0,3}|UNTIL=\d{8}|WKST=(MO|SU)"
    r"|BYDAY=[+-]?\d{0,2}[A-Z]{2}(,[+-]?\d{0,2}[A-Z]{2})*"
    r"|BY(MONTHDAY|MONTH|YEARDAY|WEEKNO|SETPOS)=-?\d{1,3}(,-?\d{1,3})*))*"
)


def _rule(text: str) -> str:
    if not _RULE.fullmatch(text):
        raise FormError("recurrence_rule")
    return text


RecurrenceRule = Annotated[str, AfterValidator(_rule)]
"""A rule of RFC 5545 for whole days: ``FREQ=MONTHLY;BYDAY=3MO``. ``UNTIL`` is a day, included."""


class RecurrenceException(PackModel):
    """A day on which the rule does not hold: the meeting was moved, or is cancelled."""

    day: LocalDay = Field(description="The day that the rule gives.")
    moved_to: LocalMoment | None = Field(None, description="Empty: cancelled.")


class Recurrence(PackModel):
    """When the meetings of a series are held, as wall time in the region's zone."""

    rule: RecurrenceRule
    start: LocalMoment = Field(description="The first meeting; a day that the rule gives.")
    minutes: int | None = Field(None, gt=0, description="How long each lasts, where known.")
    kind: EventKind = "meeting"
    place: str | None = None
    format: Literal["physical", "digital", "hybrid"] | None = None
    exceptions: tuple[RecurrenceException, ...] = ()
    example: bool = Field(False, description="A sample for demonstrations; said in its title.")


class Series(Record):
    """Meetings that come again: a steering group, a network, a yearly conference."""

    region: RecordId
    title: Texts
    organiser: str
    body: RecordId | None = None
    rhythm: Texts = Field(description="How often, as the source says it.")
    per_year: tuple[int, int] | None = Field(None, description="Fewest and most a year.")
    recurrence: Recurrence | None = Field(
        None, description="Only where a source gives the dates; each is then an event."
    )
    themes: tuple[Theme, ...] = ()
    audience: Texts | None = None
    website: Website | None = None


class Event(Record):
    """One meeting, gathering, webinar, conference or course."""

    region: RecordId
    series: RecordId | None = None
    body: RecordId | None = None
    kind: EventKind
    own: bool = Field(description="False: run by a neighbour, not by the region's own partners.")
    title: Texts = Field(description="At least in the language of the organiser.")
    start: When | None = Field(None, description="Local in the region's zone.")
    end: When | None = None
    date_text: Texts | None = Field(None, description="What is known where `start` is not.")
    year_inferred: bool = False
    place: str | None = None
    format: Literal["physical", "digital", "hybrid"] | None = None
    audience: Texts | None = None
    about: Texts | None = None
    organiser: str
    themes: tuple[Theme, ...] = ()
    happening: Happening
    moved_from: LocalMoment | None = Field(None, description="When it was to begin before.")
    sign_up_by: LocalMoment | None = None
    fee: str | None = None
    participants: str | None = None
    website: Website | None = None
    page_date: PartialDate | None = None
    example: bool = Field(False, description="A sample for demonstrations; said in its title.")
