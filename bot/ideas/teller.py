"""Puts what happens to ideas in words: to whoever has them, and to whoever sent them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.access import Actor, find_actors, may
from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all, read_steps
from bot.ideas.life import live
from bot.ideas.news import News, is_outrun
from bot.ideas.seat import Seat
from bot.ideas.shared_needs import SharedNeeds
from bot.ideas.step import Step
from bot.ideas.telling import SUBMITTER
from bot.ideas.words.progress import progress
from bot.ideas.words.referral import referral
from bot.notices.notice import Notice
from bot.notices.prepared import Claim
from bot.notices.tables import Delivery
from bot.notices.teller import Write
from bot.notices.told import Told
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.telling import Telling


class IdeaTeller:
    """Writes ``referral`` and ``progress``."""

    kinds: frozenset[NoticeKind] = frozenset({"referral", "progress"})

    def __init__(self) -> None:
        self._needs = SharedNeeds()

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Write:
        """Read the ideas of some deliveries, and who hears of them; see `Teller`."""
        del now
        wanted = {_idea_of(claim.subject) for claim in claims}
        ideas = {it.id: it for it in await read_all(session, wanted)}
        opening = {_idea_of(it.subject) for it in claims if it.kind == "referral"}
        return _Batch(
            ideas=ideas,
            steps=await read_steps(session, tuple(wanted)),
            actors=await find_actors(session, {it.person_id for it in claims}),
            people={it.id: it.person_id for it in claims},
            openings=await _openings(session, claims),
            alike={
                it.id: await self._needs.like(session, it)
                for it in ideas.values()
                if it.id in opening
            },
        ).write


_UNSENT: Final = ("planned", "sending")


async def _openings(
    session: AsyncSession, claims: Sequence[Claim]
) -> Mapping[tuple[int, str], set[int]]:
    """Give, by person and subject, the steps that wait to be told to whoever has an idea.

    What another worker sends just now is left out: it may have been written before this.
    """
    ours = {claim.id for claim in claims}
    rows = await session.execute(
        select(Delivery.id, Delivery.state, Delivery.person_id, Delivery.subject, Delivery.lead)
        .where(Delivery.kind == "referral")
        .where(Delivery.subject.in_({it.subject for it in claims}))
        .where(Delivery.state.in_(_UNSENT) | Delivery.id.in_(ours))
    )
    found: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    for delivery, state, person, subject, lead in rows:
        if state == "planned" or delivery in ours:
            found[person, subject].add(int(lead))
    return found


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was looked up for some deliveries together."""

    ideas: Mapping[int, Idea]
    steps: Mapping[int, list[Step]]
    actors: Mapping[int, Actor]
    people: Mapping[int, int]
    """The reader of each delivery."""
    openings: Mapping[tuple[int, str], Collection[int]]
    alike: Mapping[int, tuple[Idea, ...]]

    def write(self, telling: Telling) -> Notice | None:
        """Put one delivery in words; None where it is outrun, or the reader may not see it."""
        told, person = telling.told, self.people[telling.told.id]
        idea = self.ideas.get(_idea_of(told.subject))
        if idea is None or not may(telling.say.kb, self.actors[person], "read", idea):
            return None
        alike = self.alike.get(idea.id, ())
        news = replace(_news(idea, self.steps[idea.id], told), alike=alike)
        if is_outrun(news) or self._is_told_with_more(news, told, person):
            return None
        return progress(telling, news) if news.seat is None else referral(telling, news)

    def _is_told_with_more(self, news: News, told: Told, person: int) -> bool:
        """The whole idea waits to be told to them, and says this too."""
        waiting = [it for it in self.openings.get((person, told.subject), ()) if it < news.number]
        earlier = (_news(news.idea, news.steps, told, number) for number in waiting)
        return news.seat is not None and not news.opens and any(it.opens for it in earlier)


def _idea_of(subject: str) -> int:
    return int(subject.partition(":")[2])


def _news(idea: Idea, steps: Sequence[Step], told: Told, number: int | None = None) -> News:
    number = number or int(told.lead)
    seat = told.because.removeprefix("seat:")
    return News(
        idea=idea,
        steps=tuple(steps),
        number=number,
        before=live(steps[: number - 1], "", shared=False) if number > 1 else None,
        seat=None if told.because == SUBMITTER else Seat.read(seat),
    )
