"""Regions and municipalities, with all the names that people use for them."""

from typing import Literal

from pydantic import Field

from knowledge.records.base import (
    Language,
    Mailbox,
    PackModel,
    PartialDate,
    Phone,
    Record,
    RecordId,
    Source,
    Texts,
    Website,
)


class ChannelBar(PackModel):
    """A channel that ideas are not taken in, by a rule of the region's own."""

    channel: Literal["slack", "teams", "telegram"]
    reason: Texts = Field(description="One sentence: Kommunene har ingen avtale med Telegram.")
    sources: tuple[Source, ...] = Field(min_length=1)


class Region(Record):
    """A customer of the product: municipalities that share contacts, rules and meetings."""

    names: Texts
    aliases: tuple[str, ...] = Field((), description="Districts and other names for matching.")
    country: Literal["NO", "SE"]
    zone: Literal["Europe/Oslo", "Europe/Stockholm"]
    language: Language = Field(description="The language to begin in when nothing else is known.")
    partnership: Texts = Field(description="Who stands behind it, as a noun phrase.")
    website: Website | None = None
    fallback: RecordId | None = Field(None, description="Contact that gets what nobody else takes.")
    person: RecordId | None = Field(None, description="Contact for `talk_to_human`.")
    no_ideas_in: tuple[ChannelBar, ...] = Field(
        (), description="Channels that no idea is taken in; all else is answered there."
    )


class PlaceName(PackModel):
    """A name of a municipality other than its short official one."""

    text: str
    kind: Literal["sami", "finnish", "meankieli", "former", "place", "alias"]
    language: str | None = Field(None, description="BCP 47 code where known: sma, smj, se, sje.")
    official: bool = False
    until: PartialDate | None = Field(None, description="Year a former municipality ended.")
    part_only: bool = Field(False, description="Only a part of that former municipality is here.")
    part_of: str | None = Field(
        None, description="The former municipality that a place left when it came here."
    )
    common_word: bool = Field(
        False, description="Also an ordinary word or a wider area: counts only in context."
    )
    verified: bool = True
    sources: tuple[Source, ...] = ()
    note: str | None = None


class Trait(PackModel):
    """A yes/no fact about a municipality that rules and schemes ask for."""

    name: Literal["district", "sami_administrative_area", "in_kompetanseregionen"]
    value: bool | None = Field(description="None: not known.")
    verified: bool


class Municipality(Record):
    """A municipality; `region` is empty for a neighbour that no region serves."""

    region: RecordId | None
    name: str = Field(description="Short name in running text: Røyrvik.")
    official_name: str = Field(description="For headings: Raarvihke – Røyrvik.")
    common_word: bool = Field(
        False, description="The short name is also an ordinary word: Heim. As in `PlaceName`."
    )
    authority: str = Field(description="The organisation: Namsos kommune, Bodens kommun.")
    number: str
    old_numbers: tuple[str, ...] = ()
    county: str
    subregion: str | None = None
    subregion_verified: bool = True
    also_in: tuple[str, ...] = ()
    names: tuple[PlaceName, ...] = ()
    website: Website
    mailbox: Mailbox | None = None
    phone: Phone | None = None
    traits: tuple[Trait, ...] = ()
    member_since: PartialDate | None = None
