"""Who gets what, and why: the region's routing rules."""

from typing import Literal

from pydantic import Field, PositiveInt

from knowledge.records.base import PackModel, Record, RecordId, Texts
from knowledge.records.vocabulary import Need, Theme, Topic

Part = Literal["first", "nearest", "researchers", "money", "fallback"]


class Condition(PackModel):
    """All that is given must hold; one hit of a list is enough, but all of `all_themes`.

    An empty condition always holds.
    """

    intents: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    themes: tuple[Theme, ...] = ()
    all_themes: tuple[Theme, ...] = Field(
        (), description="Themes that must all be there: health care and digitalisation."
    )
    topics: tuple[Topic, ...] = ()
    other_themes: bool = Field(
        False, description="Holds where no rule of the same part names one of the themes."
    )
    traits: dict[str, bool] = Field(default_factory=dict)


class RoutingRule(Record):
    """One step of a region's way. Rules are tried in the order of the pack.

    Of each part the first rule that holds and finds somebody is taken. Exactly one of
    `contact`, `role`, `leader_of`, `organisation` and `programmes` says who or what:
    a contact; the contacts with a role that cover the municipality and theme; whoever
    leads a body that year; an organisation; or schemes, best first.
    """

    region: RecordId
    part: Part
    when: Condition = Condition()
    contact: RecordId | None = None
    role: str | None = None
    leader_of: RecordId | None = None
    organisation: RecordId | None = None
    programmes: tuple[RecordId, ...] = ()
    remind_after: tuple[PositiveInt, ...] = Field(
        (3, 6), description="After so many working days in silence whoever has it is reminded."
    )
    escalate_after: PositiveInt = Field(
        10, description="After so many working days in silence the next one gets it."
    )
    because: Texts = Field(description="Clause after «fordi»: ideen hører til i egen kommune …")
