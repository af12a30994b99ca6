"""Where an idea goes, by the region's rules: who first, who besides, who after silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.draft import Draft
from bot.ideas.holders import is_reachable
from bot.ideas.idea import Idea
from bot.ideas.seat import Seat, seat_of
from bot.routing.case import Case, Referral
from bot.routing.rules import refer
from knowledge.base import KnowledgeBase
from knowledge.records.rules import Part
from knowledge.records.vocabulary import NEEDS, THEMES, Need, Theme

INTENTS: Final = {
    "idea": "route_idea",
    "training": "register_training_need",
    "support": "get_support",
    "area": "get_support",
}
"""Which intent's rules say where each kind goes."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One who gets an idea, and why."""

    seat: Seat
    referral: Referral
    """With the rule and its reason."""


@dataclass(frozen=True, slots=True)
class Way:
    """Who gets an idea. `first` is the first on the region's way that the bot can reach."""

    named: Stop | None
    """Whom the rules name first, reachable or not."""
    first: Stop | None
    """None where nobody on the way can be reached: then only the person can send it."""
    copies: tuple[Stop, ...] = ()
    then: tuple[Stop, ...] = ()
    """Who gets it after silence, one after the other."""


async def find_way(
    session: AsyncSession,
    kb: KnowledgeBase,
    draft: Draft | Idea,
    today: date,
    *,
    mails: bool = True,
) -> Way:
    """Find the way of an idea; only those that the bot can reach are sent anything.

    `mails` tells whether letters go out here.
    """
    stops = list(stops_of(kb, draft, today))
    reached = [it for it in stops if await is_reachable(session, kb, it.seat, mails=mails)]
    copies = [it for it in reached[:1] and _partners(kb, draft, today) if it not in reached]
    return Way(
        named=stops[0] if stops else None,
        first=reached[0] if reached else None,
        copies=tuple(
            [it for it in copies if await is_reachable(session, kb, it.seat, mails=mails)]
        ),
        then=tuple(reached[1:]),
    )


def stops_of(kb: KnowledgeBase, draft: Draft | Idea, today: date) -> Iterator[Stop]:
    """Give the region's way, each seat once: who is nearest or first, then the fallback."""
    referrals = _refer(kb, draft, today)
    seen = set()
    for part in ("nearest", "first", "fallback"):
        stop = _stop(kb, draft, referrals.get(part))
        if stop and stop.seat not in seen:
            seen.add(stop.seat)
            yield stop


def _partners(kb: KnowledgeBase, draft: Draft | Idea, today: date) -> list[Stop]:
    """Whoever finds research partners gets a copy where a partner is what is wished for."""
    if draft.wish != "partner":
        return []
    stop = _stop(kb, draft, _refer(kb, draft, today).get("researchers"))
    return [stop] if stop else []


def _stop(kb: KnowledgeBase, draft: Draft | Idea, referral: Referral | None) -> Stop | None:
    """Only a contact can have an idea; an organisation of the packs is nobody in particular."""
    if referral is None or referral.contact is None:
        return None
    place = kb.municipalities.get(draft.municipality or "")
    return Stop(seat_of(referral.contact, place), referral)


def _refer(kb: KnowledgeBase, draft: Draft | Idea, today: date) -> dict[Part, Referral]:
    region = kb.regions.get(draft.region or "")
    if region is None:
        return {}
    case = Case(
        region,
        INTENTS[draft.kind],
        kb.municipalities.get(draft.municipality or ""),
        cast("tuple[Theme, ...]", tuple(it for it in draft.themes if it in THEMES)),
        cast("tuple[Need, ...]", tuple(it for it in draft.needs if it in NEEDS)),
    )
    return refer(kb, case, today)
