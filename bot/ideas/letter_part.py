"""What letters say of ideas: a contact's overview what is new and waits, a body's page how many."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.access import Actor, find_actors, may
from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all
from bot.ideas.tables import StoredIdea
from bot.ideas.words.letter_part import counts_card, ideas_card
from bot.notices.prepared import Claim
from bot.notices.teller import Add
from bot.notices.vocabulary import NoticeKind
from bot.notices.words.telling import Addition, Telling
from knowledge.base import KnowledgeBase

_WEEK: Final = timedelta(weeks=1)
_SEASON: Final = timedelta(weeks=13)
"""From one meeting of a body to the next, as most meet four times a year."""
_MOST: Final = 200


class IdeaPart:
    """Adds ideas to overviews and to the page before a meeting."""

    kinds: frozenset[NoticeKind] = frozenset({"overview", "agenda"})

    async def look_up(self, session: AsyncSession, claims: Sequence[Claim], now: datetime) -> Add:
        """Read what some letters need; see `Contributor`."""
        people = {it.person_id for it in claims if it.kind == "overview"}
        agendas = any(it.kind == "agenda" for it in claims)
        actors = await find_actors(session, people)
        return _Parts(
            actors=actors,
            people={it.id: it.person_id for it in claims},
            ideas=await _recent(session, _regions(actors.values()), now),
            sent=await _counted(session, StoredIdea.created_at > now - _SEASON) if agendas else {},
            waiting=await _counted(session, StoredIdea.stage == "waiting") if agendas else {},
        ).add


def _regions(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(it.region for actor in actors for it in actor.offices if it.region)


async def _recent(
    session: AsyncSession, regions: Collection[str], now: datetime
) -> tuple[Idea, ...]:
    """Give what is new this week or waits for an answer in some regions, newest first."""
    if not regions:
        return ()
    wanted = (
        select(StoredIdea.id)
        .where(StoredIdea.region.in_(regions), StoredIdea.stage != "ended")
        .where(or_(StoredIdea.stage == "waiting", StoredIdea.created_at > now - _WEEK))
        .order_by(StoredIdea.id.desc())
        .limit(_MOST)
    )
    return tuple(reversed(await read_all(session, (await session.scalars(wanted)).all())))


async def _counted(session: AsyncSession, which: ColumnElement[bool]) -> Mapping[str, int]:
    counted = select(StoredIdea.region, func.count()).where(which).group_by(StoredIdea.region)
    return {row[0]: row[1] for row in await session.execute(counted)}


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was looked up for some letters together."""

    actors: Mapping[int, Actor]
    people: Mapping[int, int]
    """The reader of each delivery."""
    ideas: Collection[Idea]
    sent: Mapping[str, int]
    waiting: Mapping[str, int]

    def add(self, telling: Telling) -> Addition | None:
        """Give the part of one letter; None where there is nothing of ideas to say."""
        if telling.told.kind == "agenda":
            return self._of_body(telling)
        actor = self.actors[self.people[telling.told.id]]
        seen = tuple(_seen(telling.say.kb, actor, self.ideas))
        return ideas_card(telling.say, seen, actor) if seen else None

    def _of_body(self, telling: Telling) -> Addition | None:
        event = telling.say.kb.events.get(telling.told.subject.partition(":")[2])
        if event is None:
            return None
        counts = Counter(sent=self.sent.get(event.region, 0))
        counts["waiting"] = self.waiting.get(event.region, 0)
        return counts_card(telling.say, counts) if counts.total() else None


def _seen(kb: KnowledgeBase, actor: Actor, ideas: Collection[Idea]) -> Iterator[Idea]:
    """What waits with them comes first, then the rest that they may see."""
    for idea in sorted(ideas, key=lambda it: it.life.holder not in actor.seats):
        if may(kb, actor, "see", idea):
            yield idea
