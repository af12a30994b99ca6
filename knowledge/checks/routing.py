"""Does every rule find somebody, and does every region have somebody in the end?"""

from collections.abc import Collection, Iterator
from typing import Final, get_args

from knowledge.checks.entry import Entry
from knowledge.faults import Fault
from knowledge.records.articles import Procedure
from knowledge.records.organisations import Contact
from knowledge.records.places import Region, Trait
from knowledge.records.rules import RoutingRule

_TARGETS: Final = ("contact", "role", "leader_of", "organisation", "programmes")
_TRAITS: Final = get_args(Trait.model_fields["name"].annotation)


def routing_faults(entries: Collection[Entry], intents: Collection[str]) -> Iterator[Fault]:
    """Find regions without a fallback, and rules that hold for nothing or lead to nobody."""
    roles = {(it.record.region, it.record.role) for it in entries if isinstance(it.record, Contact)}
    for entry in entries:
        if isinstance(entry.record, Region) and not entry.record.fallback:
            yield entry.fault("region_without_fallback", ("fallback",))
        if isinstance(entry.record, Procedure) and entry.record.intent not in intents:
            yield entry.fault("no_such_intent", ("intent",), given=entry.record.intent)
        if isinstance(entry.record, RoutingRule):
            yield from _target_faults(entry, entry.record, roles)
            yield from _condition_faults(entry, entry.record, intents)


def _target_faults(
    entry: Entry, rule: RoutingRule, roles: Collection[tuple[str, str]]
) -> Iterator[Fault]:
    given = [name for name in _TARGETS if getattr(rule, name)]
    if len(given) != 1:
        yield entry.fault("not_one_target", targets=", ".join(given) or "–")
    if rule.role and (rule.region, rule.role) not in roles:
        yield entry.fault("role_without_contact", ("role",), role=rule.role, region=rule.region)


def _condition_faults(entry: Entry, rule: RoutingRule, intents: Collection[str]) -> Iterator[Fault]:
    for number, intent in enumerate(rule.when.intents):
        if intent not in intents:
            yield entry.fault("no_such_intent", ("when", "intents", number), given=intent)
    for trait in rule.when.traits:
        if trait not in _TRAITS:
            allowed = ", ".join(_TRAITS)
            yield entry.fault(
                "not_allowed", ("when", "traits", trait), given=trait, allowed=allowed
            )
