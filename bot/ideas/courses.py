"""Training needs as the forum sees them, and the courses that answer them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, cast

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.ideas.idea import Idea
from bot.ideas.ledger import read_all
from bot.ideas.tables import Course, StoredIdea
from bot.ideas.vocabulary import IdeaKind

Status = Literal["ordered", "planned", "held", "evaluated"]

OTHER: Final = "other"
"""Stands for the theme of needs that have none."""


@dataclass(frozen=True, slots=True)
class Training:
    """A course, from being ordered to being evaluated."""

    id: int
    region: str
    theme: str
    title: str
    """Empty until it is planned."""
    priority: int
    """1 is the highest, 3 the lowest; 0 where none was set."""
    status: Status
    starts: str | None
    """Local day or moment in the region's zone."""
    link: str | None
    needs: tuple[Idea, ...] = ()
    """Those that it answers."""


@dataclass(frozen=True, slots=True)
class Group:
    """Needs of one theme that no course answers yet."""

    theme: str
    needs: tuple[Idea, ...]

    @property
    def municipalities(self) -> int:
        """From how many municipalities they come."""
        return len({it.municipality for it in self.needs if it.municipality})

    @property
    def people(self) -> int:
        """How many people they concern, as far as that was said; at least one each."""
        return sum(it.people or 1 for it in self.needs)


async def open_groups(
    session: AsyncSession, region: str, kind: IdeaKind = "training"
) -> tuple[Group, ...]:
    """Give the open needs of a region that no course answers, by theme, those of most people
    first; of ``area`` the fields that municipalities want research on."""
    waiting = select(StoredIdea.id).where(
        StoredIdea.region == region,
        StoredIdea.kind == kind,
        StoredIdea.stage != "ended",
        StoredIdea.course_id.is_(None),
    )
    found: defaultdict[str, list[Idea]] = defaultdict(list)
    for idea in await read_all(session, (await session.scalars(waiting)).all()):
        found[idea.themes[0] if idea.themes else OTHER].append(idea)
    groups = (Group(theme, tuple(needs)) for theme, needs in found.items())
    return tuple(sorted(groups, key=lambda it: (-it.people, it.theme)))


async def courses(session: AsyncSession, region: str) -> tuple[Training, ...]:
    """Give the courses of a region that are not evaluated, the most urgent first."""
    rows = await session.scalars(
        select(Course)
        .where(Course.region == region, Course.status != "evaluated")
        .execution_options(populate_existing=True)
    )
    found = await _with_needs(session, rows.all())
    return tuple(sorted(found, key=lambda it: (it.priority or 9, it.id)))


async def course(session: AsyncSession, number: int) -> Training | None:
    """Read one course; None where there is none such."""
    return next(iter(await read_courses(session, (number,))), None)


async def read_courses(session: AsyncSession, numbers: Collection[int]) -> list[Training]:
    """Read some courses with the needs that they answer."""
    rows = await session.scalars(
        select(Course).where(Course.id.in_(numbers)).execution_options(populate_existing=True)
    )
    return await _with_needs(session, rows.all())


async def hold_course(session: AsyncSession, number: int) -> Training | None:
    """Read a course and hold on to it, so that changes follow one another."""
    held = await session.scalar(
        update(Course).where(Course.id == number).values(status=Course.status).returning(Course.id)
    )
    return await course(session, number) if held else None


async def new_course(session: AsyncSession, region: str, group: Group, at: datetime) -> Training:
    """Order a course for a group of needs."""
    row = Course(region=region, theme=group.theme, title="", status="ordered", made_at=at)
    session.add(row)
    await session.flush()
    ids = [it.id for it in group.needs]
    await session.execute(
        update(StoredIdea)
        .where(StoredIdea.id.in_(ids), StoredIdea.course_id.is_(None))
        .values(course_id=row.id)
    )
    return (await _with_needs(session, [row]))[0]


async def change_course(session: AsyncSession, number: int, **values: Any) -> None:
    """Change some columns of a course."""
    await session.execute(update(Course).where(Course.id == number).values(**values))


async def leave_course(session: AsyncSession, idea: int) -> None:
    """Let a need wait for another course."""
    await session.execute(update(StoredIdea).where(StoredIdea.id == idea).values(course_id=None))


async def _with_needs(session: AsyncSession, rows: Iterable[Course]) -> list[Training]:
    found = list(rows)
    linked = await session.execute(
        select(StoredIdea.id, StoredIdea.course_id).where(
            StoredIdea.course_id.in_([row.id for row in found])
        )
    )
    of_course: dict[int, int] = {idea: course for idea, course in linked if course is not None}
    needs = await read_all(session, of_course)
    return [
        Training(
            id=row.id,
            region=row.region,
            theme=row.theme,
            title=row.title,
            priority=row.priority,
            status=cast("Status", row.status),
            starts=row.starts,
            link=row.link,
            needs=tuple(it for it in needs if of_course[it.id] == row.id),
        )
        for row in found
    ]
