"""Count back from a deadline: from what is known to steps with days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.plans.basis import anchor_of, country_of
from bot.plans.days import Days
from bot.plans.general import general_steps, general_texts
from bot.plans.plan import Plan, PlannedStep
from knowledge.base import KnowledgeBase
from knowledge.records.funding import Programme
from knowledge.records.places import Municipality
from knowledge.records.steps import Step


def work_back(
    kb: KnowledgeBase, identity: str, today: date, municipality: Municipality | None = None
) -> Plan | None:
    """Make the plan for a call or programme; None where there is none of that id.

    After the id may stand «=2027-03-01»: a day that the person knows.

    `today` is the local day from which it is still possible to do something. Nothing is
    planned on weekends, holidays, in July or in the week before Easter of the country.
    """
    found = anchor_of(kb, identity, today, municipality)
    if found is None:
        return None
    programme, anchor = found
    opens = programme.plan_from == "opening" and anchor.basis not in ("deadline", "given", "usual")
    steps = sorted(_steps(programme), key=_earliness, reverse=True)
    plan = Plan(
        id=identity,
        programme=programme,
        call=anchor.call,
        municipality=municipality,
        basis=anchor.basis,
        moment=anchor.moment,
        confirmed=anchor.confirmed,
        zone=anchor.zone,
        steps=(*(_undated(step) for step in steps), _send(None, opens=opens)),
    )
    if plan.day is None:
        return plan
    days = Days(today, plan.day, country_of(kb, programme, municipality))
    planned = [days.plan(step) for step in steps]
    ahead = sorted((it for it in planned if it.state != "missed"), key=lambda it: it.by or today)
    return replace(
        plan,
        steps=(*ahead, _send(days.day if opens else days.send_by(), opens=opens)),
        missed=tuple(it for it in planned if it.state == "missed"),
    )


def _steps(programme: Programme) -> Iterator[Step]:
    """Give the programme's own steps, and general ones for what these do not fulfil."""
    fulfilled = {it for step in programme.steps for it in step.fulfils}
    own = {step.id for step in programme.steps}
    left = [it for it in programme.requires if it not in fulfilled]
    yield from programme.steps
    yield from (step for step in general_steps(left) if step.id not in own)


def _earliness(step: Step) -> int:
    """Give about how many days before the end a step stands; those with months of their own
    come first."""
    lead = step.before
    if lead is None:
        return 366
    return 30 * (lead.months or 0) + 7 * (lead.weeks or 0) + (lead.working_days or 0)


def _undated(step: Step) -> PlannedStep:
    return PlannedStep(
        id=step.id,
        texts=step.texts,
        state="undated",
        lead=step.before,
        fulfils=step.fulfils,
        derived=step.layer == "derived",
    )


def _send(by: date | None, *, opens: bool) -> PlannedStep:
    texts = general_texts("send_opening" if opens else "send")
    return PlannedStep("send", texts, "ahead" if by else "undated", by=by, derived=False)
