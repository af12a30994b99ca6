"""Reminders of schemes whose date is not announced: the usual season, by its earliest day."""

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from sqlalchemy import Select, select

from bot.notices.calendars import Calendar, calendars
from bot.notices.followers import BECAUSE
from bot.notices.planning import Occasion, Planning
from bot.notices.tables import Person, Subscription
from bot.notices.vocabulary import DAYS, Lead

_LEADS: Final = {DAYS[lead]: lead for lead in (Lead.TEN_WEEKS, Lead.SIX_WEEKS, Lead.TWO_WEEKS)}
"""To count the last days to what is only usual would say more than is known."""
_LAST_MINUTE: Final = time(23, 59)


async def plan_seasons(planning: Planning) -> None:
    """Plan what is due to those who follow a scheme, region by region."""
    for calendar, region, today in _mornings(planning):
        for programme in planning.kb.programmes:
            rhythm = planning.kb.rhythm(programme, today, region)
            earliest = rhythm.earliest_after(today) if rhythm.form == "usual" else None
            lead = _LEADS.get((earliest - today).days) if earliest else None
            if earliest and lead:
                occasion = Occasion(
                    "reminder",
                    f"programme:{programme}",
                    f"{lead.name} {earliest.year}",
                    calendar.at(today),
                    calendar.at(earliest, _LAST_MINUTE),
                )
                await planning.tell(occasion, _followers(programme, lead, region))


def _mornings(planning: Planning) -> Iterator[tuple[Calendar, str, date]]:
    for calendar in calendars(planning.kb):
        for today in calendar.mornings(planning.start, planning.now):
            for region in sorted(calendar.regions):
                yield calendar, region, today


def _followers(programme: str, lead: Lead, region: str) -> Select[int, str]:
    return (
        select(Subscription.person_id, BECAUSE)
        .join(Person, Person.id == Subscription.person_id)
        .where(
            Subscription.kind == "programme",
            Subscription.subject == programme,
            Subscription.wanted,
            ~Subscription.weekly,
            Subscription.leads.op("&")(int(lead)) != 0,
            Person.region == region,
        )
    )
