"""Feeds: lists of dates that others publish, and what their entries would become here."""

from typing import Literal

from pydantic import Field

from knowledge.records.base import Language, PackModel, Record, RecordId
from knowledge.records.events import EventKind
from knowledge.records.funding import Area
from knowledge.records.vocabulary import Theme

FeedFormat = Literal["ical", "syndication", "csv"]
"""``syndication`` is RSS or Atom, in any version."""


class FeedColumns(PackModel):
    """What a CSV table calls its columns. Without `id`, the title tells rows apart."""

    id: str | None = None
    title: str
    start: str | None = Field(None, description="When a meeting begins, or a call opens.")
    end: str | None = Field(None, description="When a meeting ends, or the deadline of a call.")
    place: str | None = None
    link: str | None = None


class FeedEvents(PackModel):
    """What all events from a feed have in common."""

    region: RecordId
    kind: EventKind
    own: bool = False
    organiser: str
    themes: tuple[Theme, ...] = ()


class FeedCalls(PackModel):
    """What all calls from a feed have in common."""

    programme: RecordId
    zone: Literal["Europe/Oslo", "Europe/Stockholm", "Europe/Brussels"]
    areas: tuple[Area, ...]
    themes: tuple[Theme, ...] = ()
    second_hand: bool = False


class Feed(Record):
    """A list on the network. Its entries are proposed to a keeper, never believed by themselves."""

    address: str = Field(description="With https, on the port of that.")
    format: FeedFormat
    language: Language = Field(description="That the titles are written in.")
    events: FeedEvents | None = Field(None, description="Either this or `calls`.")
    calls: FeedCalls | None = None
    columns: FeedColumns | None = Field(None, description="Only of a CSV table.")
    only: tuple[str, ...] = Field(
        (), description="Only entries with one of these in the title, in any case; empty: all."
    )
