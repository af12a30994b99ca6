"""Rules to referrals: of each part, the first rule that holds and finds somebody."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from bot.routing.case import Case, Referral
from knowledge.base import KnowledgeBase
from knowledge.freshness import is_expired
from knowledge.records.organisations import Body, Contact
from knowledge.records.rules import Condition, Part, RoutingRule


def refer(kb: KnowledgeBase, case: Case, today: date) -> dict[Part, Referral]:
    """Apply the region's rules in the order of the pack.

    A part is missing from the result where no rule of it holds or finds anybody.
    """
    rules = kb.rules(case.region.id)
    found: dict[Part, Referral] = {}
    for part in get_args(Part):
        referral = next(_referrals(kb, case, part, rules, today), None)
        if referral:
            found[part] = referral
    return found


def holds(condition: Condition, case: Case) -> bool:
    """Tell whether all that the condition gives is true of the case."""
    lists = (
        (condition.intents, (case.intent,)),
        (condition.needs, case.needs),
        (condition.themes, case.themes),
        (condition.topics, case.topics),
    )
    if any(wanted and not set(wanted) & set(present) for wanted, present in lists):
        return False
    if not set(condition.all_themes) <= set(case.themes):
        return False
    place = case.municipality
    traits: dict[str, bool | None] = {}
    for trait in place.traits if place else ():
        traits[trait.name] = trait.value
    return all(traits.get(name) == value for name, value in condition.traits.items())


def _referrals(
    kb: KnowledgeBase, case: Case, part: Part, rules: tuple[RoutingRule, ...], today: date
) -> Iterator[Referral]:
    of_part = [rule for rule in rules if rule.part == part and rule.status == "active"]
    named = {theme for rule in of_part for theme in rule.when.themes}
    holding = [
        rule
        for rule in of_part
        if holds(rule.when, case) and not (rule.when.other_themes and named & set(case.themes))
    ]
    for rule in _primary_theme_first(holding, case):
        yield from _resolve(kb, case, rule, today)


def _primary_theme_first(rules: list[RoutingRule], case: Case) -> list[RoutingRule]:
    """Put rules that differ in nothing but their themes in the order of the case's themes."""
    places: dict[object, int] = {}

    def key(place: int, rule: RoutingRule) -> tuple[int, int]:
        asks = (rule.when.needs, rule.when.topics, rule.when.intents, bool(rule.when.themes))
        ranks = [case.themes.index(theme) for theme in rule.when.themes if theme in case.themes]
        return places.setdefault(asks, place), min(ranks, default=0)

    keys = {rule.id: key(place, rule) for place, rule in enumerate(rules)}
    return sorted(rules, key=lambda rule: keys[rule.id])


def _resolve(kb: KnowledgeBase, case: Case, rule: RoutingRule, today: date) -> Iterator[Referral]:
    place = case.municipality
    if rule.contact:
        yield Referral(rule, place, contact=kb.contacts[rule.contact])
    elif rule.role:
        yield from (
            Referral(rule, place, contact=contact) for contact in _holders(kb, case, rule.role)
        )
    elif rule.organisation:
        yield Referral(rule, place, organisation=kb.organisations[rule.organisation])
    elif rule.leader_of:
        yield from _leader(kb, case, rule, kb.bodies[rule.leader_of], today)
    else:
        open_ones = tuple(
            programme
            for programme in (kb.programmes[target] for target in rule.programmes)
            if programme.status not in ("closed", "replaced")
        )
        if open_ones:
            yield Referral(rule, place, programmes=open_ones)


def _holders(kb: KnowledgeBase, case: Case, role: str) -> Iterator[Contact]:
    theme = case.themes[0] if case.themes else None
    place = case.municipality.id if case.municipality else None
    for contact in kb.contacts_with(role, municipality=place, theme=theme):
        if contact.region == case.region.id and contact.status == "active":
            yield contact


def _leader(
    kb: KnowledgeBase, case: Case, rule: RoutingRule, body: Body, today: date
) -> Iterator[Referral]:
    """Find who leads the body this year, unless its mandate has run out."""
    if not body.leadership or is_expired(body, today):
        return
    for year in body.leadership.years:
        if year.year == today.year:
            organisation = kb.organisations[year.organisation]
            yield Referral(
                rule,
                case.municipality,
                organisation=organisation,
                derived_leader=not year.verified,
            )
