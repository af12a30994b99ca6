"""Programmes that pay, and the calls in which they do."""

from typing import Literal

from pydantic import Field

from knowledge.records.base import LocalMoment, Record, RecordId, Texts, Website
from knowledge.records.requirements import Requirement
from knowledge.records.steps import Step
from knowledge.records.vocabulary import Happening, Need, Theme, Topic

WIDE_AREAS = ("norway", "sweden", "eu")

Area = RecordId
"""Where something is given out: the id of a region, or one of `WIDE_AREAS`."""

Applicant = Literal[
    "municipality",
    "municipal_enterprise",
    "county",
    "region",
    "state_agency",
    "company",
    "research_org",
    "student",
    "ngo",
    "school",
    "kindergarten",
    "individual",
    "other",
]


class Programme(Record):
    """A scheme that a municipality can use, be a partner in, or ask about.

    An empty field means "not seen in a source", never zero; `themes: []` means all themes.
    """

    topic: Topic | None = None
    names: Texts
    aliases: tuple[str, ...] = ()
    funder: str
    funder_organisation: RecordId | None = None
    areas: tuple[Area, ...] = Field(
        description="Where it is given out; the area that it is run for comes first."
    )
    needs: tuple[Need, ...] = ()
    themes: tuple[Theme, ...] = ()
    who_can_apply: tuple[Applicant, ...] = ()
    municipality_role: Literal["applicant", "partner", "beneficiary", "none"]
    for_trait: Literal["district"] | None = Field(
        None, description="Only for municipalities with this trait."
    )
    counties: tuple[str, ...] = Field(
        (), description="Only for municipalities in these, where an area is wider: Buskerud."
    )
    amount_min: int | None = Field(None, description="Per project, in `currency`.")
    amount_max: int | None = Field(None, description="Per project, in `currency`.")
    currency: Literal["NOK", "SEK", "EUR"] | None = None
    amount_text: Texts | None = Field(None, description="What a source says of sums; a sentence.")
    co_funding: Texts | None = Field(None, description="Own share, as a sentence.")
    requires: tuple[Requirement, ...] = ()
    first: Texts | None = Field(
        None, description="What counts or comes before applying; one short sentence."
    )
    deadline_kind: Literal["fixed", "rolling", "annual_window"] | None = None
    usual_time: Texts | None = Field(
        None,
        description="Where a season is known, after «is usually»: mellom 15. februar og 1. mars.",
    )
    date_setter: Texts | None = Field(
        None, description="Who sets the date of each round, as a name: Statsforvalteren."
    )
    opening: Texts | None = Field(
        None, description="When it opens, where that matters: It opens about six weeks before."
    )
    plan_from: Literal["deadline", "opening"] = Field(
        "deadline", description="What a plan counts back from: opening where money runs out."
    )
    steps: tuple[Step, ...] = Field(
        (), description="What to do before applying, in order; empty: by `requires`."
    )
    website: Website
    status_text: Texts | None = Field(
        None, description="What a reader must know of its status; one or two sentences."
    )
    second_hand: bool = Field(False, description="Known from a listing, not from the funder.")
    pitch: Texts = Field(description="What it pays for: one short sentence, at most 110 signs.")
    summary: Texts = Field(description="Two or three sentences.")


class Call(Record):
    """One round of a programme. A past call is evidence of rhythm, never a promise."""

    programme: RecordId
    strand: RecordId | None = Field(
        None,
        description="Which kind of call, where kinds have rhythms of their own; empty: the main.",
    )
    title: Texts
    opens: LocalMoment | None = None
    deadline: LocalMoment | None = Field(None, description="Local in `zone`; time if the page has.")
    zone: Literal["Europe/Oslo", "Europe/Stockholm", "Europe/Brussels"]
    deadline_label: Texts | None = Field(
        None, description="What the date is, where it is no last day to apply: Last day to claim."
    )
    deadline_status: Literal["confirmed", "provisional", "inferred", "rolling", "unknown"]
    happening: Happening = Field(
        "planned", description="Whether its dates were moved, or it will not be held after all."
    )
    moved_from: LocalMoment | None = Field(None, description="The deadline before it was moved.")
    amount: int | None = None
    currency: Literal["NOK", "SEK", "EUR"] | None = None
    amount_kind: Literal["total", "per_project_max"] | None = None
    amount_text: Texts | None = Field(
        None, description="Sum, share and length in one sentence, where `amount` does not say all."
    )
    themes: tuple[Theme, ...] = ()
    areas: tuple[Area, ...]
    counties: tuple[str, ...] = Field(
        (), description="Only for municipalities in these, where an area is wider: Buskerud."
    )
    former_area: str | None = Field(
        None, description="What it covered, where borders moved since: Oslo og Viken."
    )
    website: Website
    second_hand: bool = Field(False, description="From a listing, not from the funder.")
    to_do: Texts | None = Field(None, description="What must be in place; a noun phrase.")
    concerns: Texts | None = Field(
        None, description="What it is about, where calls are told together; a noun: byer."
    )
    example: bool = Field(False, description="A sample for demonstrations; said in its title.")
