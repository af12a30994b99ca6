"""Organisations, the contacts at them, and the bodies that they form."""

from typing import Literal

from pydantic import Field

from knowledge.records.base import (
    Mailbox,
    PackModel,
    PartialDate,
    Phone,
    Record,
    RecordId,
    Statement,
    Texts,
    Website,
)
from knowledge.records.vocabulary import Need, Theme, Topic


class Organisation(Record):
    """Somebody who can carry an idea on, or pay for it."""

    region: RecordId | None = Field(None, description="Empty: serves all regions of its country.")
    name: str
    short_name: str | None = Field(None, description="For running text, where it differs.")
    names: Texts | None = Field(None, description="Only where the name itself differs by language.")
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
    kind: Literal[
        "county",
        "state",
        "association",
        "innovation_company",
        "university",
        "research_institute",
        "joint_unit",
        "regional_council",
        "network",
        "project",
        "company",
        "school",
        "platform",
    ]
    topic: Topic | None = None
    parent: RecordId | None = None
    what: Texts = Field(description="Noun phrase: et innovasjonsselskap som arbeider for Namdalen.")
    does: tuple[Texts, ...] = Field((), description="What it does for a municipality; sentences.")
    agreement: Texts | None = Field(
        None, description="Verb phrase: has worked with … under an agreement since 2017."
    )
    themes: tuple[Theme, ...] = ()
    members: tuple[str, ...] = ()
    website: Website | None = None
    mailbox: Mailbox | None = None
    phone: Phone | None = None
    addresses: tuple[str, ...] = ()
    details: tuple[Statement, ...] = ()


class Person(PackModel):
    """A name, shown only because the person agreed to it."""

    name: str
    consented_on: PartialDate


class Coverage(PackModel):
    """For whom a contact works; an empty list sets no limit within the region."""

    municipalities: tuple[RecordId, ...] = ()
    confirmed: tuple[RecordId, ...] = Field(
        (), description="Those of `municipalities` that a source names, where not all are."
    )
    themes: tuple[Theme, ...] = ()
    needs: tuple[Need, ...] = ()
    verified: bool


class Contact(Record):
    """A role at an organisation, or one that every municipality has (`seat: municipality`)."""

    region: RecordId
    role: str = Field(description="What rules ask for: foui_kontakt, kompetansemegler.")
    topic: Topic | None = None
    seat: Literal["organisation", "municipality"] = "organisation"
    organisation: RecordId | None = Field(None, description="Empty where each municipality is.")
    title: Texts = Field(description="The role's name: FoUI-kontakt.")
    the_title: Texts = Field(description="The role in a sentence: FoUI-kontakten.")
    the_office: Texts | None = Field(
        None,
        description="Whom an idea lies with, where the title alone would not say it: "
        "sekretariatet i fylkeskommunen.",
    )
    what: Texts | None = Field(None, description="Apposition: kommunens egen inngang til …")
    offers: Texts | None = Field(None, description="What they can help with; one sentence.")
    bring: Texts | None = Field(None, description="What to have ready, as a noun phrase.")
    role_verified: bool = Field(description="That this organisation holds the role.")
    caveat: Texts | None = Field(None, description="What a reader must know; one sentence.")
    covers: Coverage
    person: Person | None = None
    mailbox: Mailbox | None = None
    website: Website | None = None
    phone: Phone | None = None


class Seat(PackModel):
    """Who sits in a body."""

    organisation: str
    members: str = Field(description="As the source counts: 1, 1-2.")


class LeadershipYear(PackModel):
    """Who led in one year."""

    year: int
    organisation: RecordId
    verified: bool


class Leadership(PackModel):
    """How the leadership moves, and what is known of each year."""

    rule: Texts = Field(description="Sentence in four languages.")
    years: tuple[LeadershipYear, ...] = ()


class Body(Record):
    """A group that decides or prepares: steering group, committee, forum, network."""

    region: RecordId
    topic: Topic | None = None
    name: str
    aliases: tuple[str, ...] = ()
    organisation: RecordId | None = None
    what: Texts = Field(description="What it does; one or two sentences.")
    composition: tuple[Seat, ...] = ()
    meets: Texts | None = Field(None, description="How often: om lag fire ganger i året.")
    leadership: Leadership | None = None
    details: tuple[Statement, ...] = ()
