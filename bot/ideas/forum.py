"""The forum: sees training needs together, orders courses, and lets everybody who asked know."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import insert
from bot.ideas.access import Actor, find_actor, may
from bot.ideas.courses import (
    Group,
    Status,
    Training,
    change_course,
    course,
    courses,
    hold_course,
    leave_course,
    new_course,
    open_groups,
)
from bot.ideas.idea import Idea
from bot.ideas.tables import Evaluation
from bot.ideas.telling import write_delivery
from bot.notices.bell import ring
from bot.notices.vocabulary import NoticeKind
from knowledge.base import KnowledgeBase

_log = logging.getLogger(__name__)

_ROLE: Final = "forumrepresentant"
"""The role in the packs of those who sit in a forum."""
_BEFORE: Final[dict[Status, Status]] = {
    "planned": "ordered",
    "held": "planned",
    "evaluated": "held",
}
"""From which status each comes."""


class ForumError(Exception):
    """Nothing was changed; `reason` says why. ``late``: it has gone further meanwhile."""

    def __init__(self, reason: Literal["not_allowed", "gone", "late"]) -> None:
        super().__init__(reason)
        self.reason = reason


class Forum:
    """Serves one person at one moment. Nothing is kept until the session is committed."""

    def __init__(
        self, session: AsyncSession, kb: KnowledgeBase, person: int | None, at: datetime
    ) -> None:
        self._session = session
        self._kb = kb
        self._person = person
        self._at = at

    async def region(self) -> str | None:
        """Give the region in whose forum the person sits; None where in none."""
        return next(iter(_regions(self._kb, await self._actor())), None)

    async def needs(self, region: str) -> tuple[Group, ...]:
        """Give the needs that no course answers. Raises `ForumError` as all here do."""
        await self._check(region)
        return await open_groups(self._session, region)

    async def areas(self) -> tuple[str, tuple[Group, ...]] | None:
        """Give the region and the research areas that its municipalities named, by theme, for
        whoever works for the whole region; None for others."""
        region = next(iter(_whole_regions(self._kb, await self._actor())), None)
        return (region, await open_groups(self._session, region, "area")) if region else None

    async def courses(self, region: str) -> tuple[Training, ...]:
        """Give the courses that are under way."""
        await self._check(region)
        return await courses(self._session, region)

    async def order(self, region: str, theme: str) -> Training:
        """Order a course for all needs of a theme that none answers yet."""
        groups = await self.needs(region)
        group = next((it for it in groups if it.theme == theme), None)
        if group is None:
            raise ForumError("late")
        return await new_course(self._session, region, group, self._at)

    async def prioritise(self, number: int, priority: int) -> Training:
        """Set how urgent a course is, from 1 to 3."""
        found = await self._held(number)
        await change_course(self._session, number, priority=min(max(priority, 1), 3))
        return await self._again(found)

    async def plan(self, number: int, title: str, starts: str, link: str | None) -> Training:
        """Announce a course: everybody who asked is told. Planned anew, they are told once more.

        `starts` is a local day or moment.
        """
        found = await self._held(number)
        if found.status not in ("ordered", "planned"):
            raise ForumError("late")
        await change_course(
            self._session,
            number,
            title=title[:200],
            starts=starts,
            link=link,
            status="planned",
            announced_at=self._at,
        )
        await self._tell(found, "course", starts)
        return await self._again(found)

    async def held(self, number: int) -> Training:
        """Note that a course was held, and ask everybody who asked for it how it was."""
        found = await self._moved(number, "held")
        await self._tell(found, "evaluation", "")
        return found

    async def evaluated(self, number: int) -> Training:
        """Note that the answers were looked at: the course is over."""
        return await self._moved(number, "evaluated")

    async def not_for_me(self, number: int, idea: int) -> Idea:
        """The one who asked says that the course is not what they need: the need waits on."""
        need = await self._own(number, idea)
        await leave_course(self._session, need.id)
        return need

    async def answer(
        self, number: int, idea: int, *, useful: int, used: bool, missing: str
    ) -> None:
        """Keep the three answers of one who asked; answered twice, the later ones count."""
        need = await self._own(number, idea)
        values = {"useful": min(max(useful, 1), 5), "used": used, "missing": missing}
        await self._session.execute(
            insert(self._session, Evaluation)
            .values(course_id=number, idea_id=need.id, at=self._at, **values)
            .on_conflict_do_update(index_elements=["course_id", "idea_id"], set_=values)
        )

    async def answers(self, number: int) -> tuple[Evaluation, ...]:
        """Give what those who asked said of a course, without who said it."""
        found = await course(self._session, number)
        if found is None:
            raise ForumError("gone")
        await self._check(found.region)
        rows = await self._session.scalars(
            select(Evaluation).where(Evaluation.course_id == number).order_by(Evaluation.id)
        )
        return tuple(rows)

    async def _actor(self) -> Actor:
        return await find_actor(self._session, self._person)

    async def _check(self, region: str) -> None:
        if region not in _regions(self._kb, await self._actor()):
            _log.warning("refused the forum of %s to person %s", region, self._person)
            raise ForumError("not_allowed")

    async def _held(self, number: int) -> Training:
        found = await hold_course(self._session, number)
        if found is None:
            raise ForumError("gone")
        await self._check(found.region)
        return found

    async def _moved(self, number: int, status: Status) -> Training:
        found = await self._held(number)
        if found.status != _BEFORE[status]:
            raise ForumError("late")
        await change_course(self._session, number, status=status)
        return await self._again(found)

    async def _again(self, found: Training) -> Training:
        return await course(self._session, found.id) or found

    async def _own(self, number: int, idea: int) -> Idea:
        """Give the need that a course answers, if it is the person's own."""
        found = await course(self._session, number)
        need = next((it for it in found.needs if it.id == idea), None) if found else None
        if need is None:
            raise ForumError("gone")
        if not may(self._kb, await self._actor(), "answered", need):
            raise ForumError("not_allowed")
        return need

    async def _tell(self, training: Training, kind: NoticeKind, lead: str) -> None:
        """Write one delivery for each who asked, however many needs of theirs it answers."""
        for need in training.needs:
            if need.submitter is not None and not need.life.withdrawn:
                await write_delivery(
                    self._session,
                    kind,
                    f"course:{training.id}",
                    lead,
                    person=need.submitter,
                    because=f"idea:{need.id}",
                    at=self._at,
                )
        await ring(self._session)


def _regions(kb: KnowledgeBase, actor: Actor) -> tuple[str, ...]:
    """Give the regions in whose forum somebody sits, or whose secretary they are."""
    return tuple(dict.fromkeys(_each_region(kb, actor)))


def _each_region(kb: KnowledgeBase, actor: Actor) -> Iterable[str]:
    for office in actor.offices:
        contact = kb.contacts.get(office.seat.contact) if office.seat else None
        if contact and contact.role == _ROLE:
            yield contact.region
        if office.role == "secretary" and office.region:
            yield office.region


def _whole_regions(kb: KnowledgeBase, actor: Actor) -> Iterable[str]:
    """Give the regions for all of which somebody works: as contact or as secretary."""
    for office in actor.offices:
        contact = kb.contacts.get(office.seat.contact) if office.seat else None
        if contact and contact.seat == "organisation":
            yield contact.region
        if office.role == "secretary" and office.region:
            yield office.region
