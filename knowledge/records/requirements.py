"""What a scheme asks of those who apply."""

from typing import Literal, get_args

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

REQUIREMENTS: tuple[Requirement, ...] = get_args(Requirement)
