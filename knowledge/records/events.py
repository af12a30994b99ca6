"""Meetings, gatherings, courses, and the series that they belong to."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from knowledge.records.base import (
    LocalMoment,
    PartialDate,
    Record,
    RecordId,
    Texts,
    Website,
    _local_moment,
    _partial_date,
)
from knowledge.records.vocabulary import Theme


def _when(text: str) -> str:
    return _local_moment(text) if "T" in text else _partial_date(text)


When = Annotated[str, AfterValidator(_when)]
"""A partial date (``2016-10``) or a local date and time (``2022-03-29T09:00``)."""


class Series(Record):
    """Meetings that come again: a steering group, a network, a yearly conference."""

    region: RecordId
    title: Texts
    organiser: str
    body: RecordId | None = None
    rhythm: Texts = Field(description="How often, as the source says it.")
    per_year: tuple[int, int] | None = Field(None, description="Fewest and most a year.")
    themes: tuple[Theme, ...] = ()
    audience: Texts | None = None
    website: Website | None = None


class Event(Record):
    """One meeting, gathering, webinar, conference or course."""

    region: RecordId
    series: RecordId | None = None
    body: RecordId | None = None
    kind: Literal[
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
    happening: Literal["planned", "held", "cancelled", "moved"]
    sign_up_by: LocalMoment | None = None
    fee: str | None = None
    participants: str | None = None
    website: Website | None = None
    page_date: PartialDate | None = None
    example: bool = Field(False, description="A sample for demonstrations; said in its title.")
