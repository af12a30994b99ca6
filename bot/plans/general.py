"""Steps that follow from what a scheme asks for, where no record tells its own.

The times are our reading of how funders and municipalities work: half a year for partners
abroad, ten weeks for talks, partners and political cases, six weeks (the time that most calls are
open) for papers, two weeks for what is left.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bot.speech.catalogue import catalogue
from knowledge.records.base import LANGUAGES, Texts
from knowledge.records.requirements import Requirement
from knowledge.records.steps import Lead, Step


@dataclass(frozen=True, slots=True)
class _Pace:
    before: Lead
    shortest: Lead


_ABROAD: Final = _Pace(Lead(months=6), Lead(weeks=10))
_CASE: Final = _Pace(Lead(weeks=10), Lead(weeks=6))
_PARTNER: Final = _Pace(Lead(weeks=10), Lead(weeks=2))
_TALK: Final = _Pace(Lead(weeks=10), Lead(working_days=3))
_PAPER: Final = _Pace(Lead(weeks=6), Lead(weeks=1))
_LAST: Final = _Pace(Lead(weeks=2), Lead(working_days=1))

_PACES: Final[Mapping[Requirement, _Pace]] = MappingProxyType(
    {
        "cross_border_partner": _ABROAD,
        "three_countries": _ABROAD,
        "international_consortium": _ABROAD,
        "early_idea_dialogue": _TALK,
        "broker_dialogue": _TALK,
        "secretariat_dialogue": _TALK,
        "own_effort": _TALK,
        "political_anchoring": _CASE,
        "approved_climate_plan": _CASE,
        "union_agreement": _PARTNER,
        "rd_partner": _PARTNER,
        "several_municipalities": _PARTNER,
        "partners": _PARTNER,
        "two_partners_outside_research": _PARTNER,
        "public_private_consortium": _PARTNER,
        "provider_with_municipalities": _PARTNER,
        "company_lead": _PARTNER,
        "state_lead": _PARTNER,
        "research_lead": _PARTNER,
        "approved_fund_manager": _PARTNER,
        "degree_institution": _PARTNER,
        "co_funders": _PARTNER,
        "pilot_customer_contract": _PARTNER,
        "leader_anchoring": _PAPER,
        "idea_sketch": _PAPER,
        "open_problem": _PAPER,
        "needs_assessment": _PAPER,
        "cost_benefit_analysis": _PAPER,
        "local_action_plan": _PAPER,
        "employed_candidate": _PAPER,
        "prisma_account": _PAPER,
        "eu_login_and_oid": _PAPER,
        "approval_before_start": _PAPER,
        "partner_letters": _LAST,
    }
)
"""In the order in which one goes about them."""


def general_steps(requires: Iterable[Requirement]) -> Iterator[Step]:
    """Give a step for each requirement, and the last reading that every application needs."""
    wanted = set(requires)
    for requirement, pace in _PACES.items():
        if requirement in wanted:
            yield _step(requirement, pace, (requirement,))
    yield _step("reading", _LAST)


def general_texts(name: str) -> Texts:
    """Give the clause of a step in all languages."""
    return {language: catalogue(language).text(f"plan.step.{name}") for language in LANGUAGES}


def _step(name: str, pace: _Pace, fulfils: tuple[Requirement, ...] = ()) -> Step:
    return Step(
        id=name.replace("_", "-"),
        texts=general_texts(name),
        before=pace.before,
        shortest=pace.shortest,
        fulfils=fulfils,
        layer="derived",
    )
