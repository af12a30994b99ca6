"""An announcement reaches those it is for, and nobody who muted it."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.notices.audience import Audience, Interest, receivers
from bot.notices.tables import Subscription
from tests.notices.people import NOON, make_person

Sessions = async_sessionmaker[AsyncSession]
KLIMASATS = Interest(kind="programme", subject="klimasats")


async def _follow(
    session: AsyncSession, person: int, kind: str, subject: str = "", *, wanted: bool = True
) -> None:
    session.add(
        Subscription(
            person_id=person, kind=kind, subject=subject, wanted=wanted, leads=0, created_at=NOON
        )
    )
    await session.flush()


async def _reached(session: AsyncSession, **audience: Any) -> dict[int, str]:
    rows = await session.execute(receivers(Audience(region="trondelag", **audience)))
    return {row.id: row.because for row in rows}


async def test_those_of_the_region_whom_a_channel_reaches(sessions: Sessions) -> None:
    async with sessions() as session:
        here = await make_person(session, "email", region="trondelag")
        await make_person(session, "email", region="norrbotten")
        await make_person(session, region="trondelag")
        assert await _reached(session) == {here: "announcements:trondelag"}


async def test_those_who_work_in_a_municipality(sessions: Sessions) -> None:
    async with sessions() as session:
        namsos = await make_person(session, "web", region="trondelag", municipality="namsos")
        await make_person(session, "web", region="trondelag", municipality="heim")
        assert set(await _reached(session, municipalities=("namsos", "osen"))) == {namsos}


async def test_those_who_follow_one_of_the_interests_and_why(sessions: Sessions) -> None:
    async with sessions() as session:
        one = await make_person(session, "web", region="trondelag")
        await _follow(session, one, "programme", "klimasats")
        wide = await make_person(session, "web", region="trondelag")
        await _follow(session, wide, "everything")
        but = await make_person(session, "web", region="trondelag")
        await _follow(session, but, "everything")
        await _follow(session, but, "programme", "klimasats", wanted=False)
        other = await make_person(session, "web", region="trondelag")
        await _follow(session, other, "theme", "education")
        assert await _reached(session, follows=(KLIMASATS,)) == {
            one: "programme:klimasats",
            wide: "announcements:trondelag",
        }


@pytest.mark.parametrize(("kind", "subject"), [("everything", ""), ("announcements", "trondelag")])
async def test_nobody_who_muted_it(sessions: Sessions, kind: str, subject: str) -> None:
    async with sessions() as session:
        person = await make_person(session, "web", region="trondelag")
        await _follow(session, person, "programme", "klimasats")
        await _follow(session, person, kind, subject, wanted=False)
        assert await _reached(session) == {}
        assert await _reached(session, follows=(KLIMASATS,)) == {}
