"""Programmes that pay, and the calls in which they do."""

from typing import Literal

from pydantic import Field

from knowledge.records.base import LocalMoment, Record, RecordId, Texts, Website
from knowledge.records.vocabulary import Need, Theme, Topic

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

Requirement = Literal[
    "rd_partner",
    "broker_dialogue",
    "leader_anchoring",
    "political_anchoring",
    "own_effort",
    "several_municipalities",
    "cross_border_partner",
    "three_countries",
    "international_consortium",
    "company_lead",
    "state_lead",
    "research_lead",
    "partner_letters",
    "two_partners_outside_research",
    "pilot_customer_contract",
    "idea_sketch",
    "early_idea_dialogue",
    "secretariat_dialogue",
    "co_funders",
    "union_agreement",
    "local_action_plan",
    "approval_before_start",
    "approved_fund_manager",
    "prisma_account",
    "degree_institution",
    "employed_candidate",
    "open_problem",
    "needs_assessment",
    "public_private_consortium",
    "cost_benefit_analysis",
    "approved_climate_plan",
    "eu_login_and_oid",
    "provider_with_municipalities",
    "partners",
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
