"""The steps of a work-back plan: what must be done before an application is sent, and when."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from knowledge.records.base import FormError, Layer, PackModel, PartialDate, RecordId, Source, Texts
from knowledge.records.requirements import Requirement

Month = Annotated[int, Field(ge=1, le=12)]


class Lead(PackModel):
    """How long before a day, in one unit."""

    working_days: int | None = Field(None, gt=0)
    weeks: int | None = Field(None, gt=0)
    months: int | None = Field(None, gt=0)

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise FormError("lead")
        return self


class Step(PackModel):
    """One thing to do before applying. Exactly one of `before` and `months` says when."""

    id: RecordId = Field(description="Unique within the programme.")
    texts: Texts = Field(description="A clause with its verb first: snakk med lederen din …")
    before: Lead | None = Field(None, description="How long before the deadline, at the latest.")
    months: tuple[Month, ...] = Field(
        (), description="In these months before the deadline, in order: [12, 1]."
    )
    shortest: Lead | None = Field(
        None, description="With less time than this it no longer fits; empty: one day is enough."
    )
    fulfils: tuple[Requirement, ...] = ()
    layer: Layer = "source"
    as_of: PartialDate | None = None
    sources: tuple[Source, ...] = ()

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if (self.before is None) == (not self.months):
            raise FormError("step_time")
        return self
