"""The forum: from needs of several municipalities to a course, and what those who asked say."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.ideas.draft import Draft
from bot.ideas.forum import Forum, ForumError
from bot.ideas.idea import Idea
from bot.ideas.relay import Relay
from bot.ideas.seat import Seat
from bot.ideas.tables import Evaluation
from bot.notices.tables import Delivery
from knowledge.base import KnowledgeBase
from knowledge.packs import load_packs
from tests.ideas.people import MONDAY, holder, somebody
from tests.ideas.telling import written

Sessions = async_sessionmaker[AsyncSession]
KB = KnowledgeBase(load_packs().records)
BUDGETS = Draft(
    "Ingen av mellomlederne våre kan budsjettoppfølging",
    kind="training",
    region="kongsbergregionen",
    municipality="notodden",
    themes=("hr_leadership",),
    needs=("competence",),
    wish="training",
    people=14,
)
CONFLICTS = replace(BUDGETS, text="Konflikthåndtering for ledere", municipality="tinn", people=20)


async def need(session: AsyncSession, name: str, draft: Draft) -> Idea:
    person = await somebody(session, name, draft.municipality)
    return (await Relay(session, KB, person, MONDAY).send(draft, "nb", name)).idea


async def member(session: AsyncSession) -> Forum:
    person = await holder(session, "member", Seat("forumrepresentant", "notodden"))
    return Forum(session, KB, person, MONDAY)


async def deliveries(session: AsyncSession, kind: str) -> list[Delivery]:
    rows = await session.scalars(
        select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)
    )
    return list(rows)


async def test_needs_are_seen_by_theme_with_municipalities_and_people(sessions: Sessions) -> None:
    async with sessions() as session:
        await need(session, "one", BUDGETS)
        await need(session, "two", CONFLICTS)
        await need(session, "three", replace(BUDGETS, themes=(), people=None))
        forum = await member(session)
        groups = await forum.needs("kongsbergregionen")
        assert [(it.theme, it.municipalities, it.people) for it in groups] == [
            ("hr_leadership", 2, 34),
            ("other", 1, 1),
        ]


async def test_everybody_who_asked_hears_of_the_course_and_is_asked_after_it(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        first = await need(session, "one", BUDGETS)
        second = await need(session, "two", CONFLICTS)
        forum = await member(session)
        ordered = await forum.order("kongsbergregionen", "hr_leadership")
        await forum.prioritise(ordered.id, 1)
        day = date(2027, 2, 3).isoformat()
        planned = await forum.plan(ordered.id, "Budsjett", day, "https://example.org/kurs")
        assert (planned.status, planned.priority) == ("planned", 1)
        told = await deliveries(session, "course")
        assert [it.person_id for it in told] == [first.submitter, second.submitter]
        notice = (await written(session, KB, MONDAY, told))[0]
        assert notice
        assert notice.reply.lines[0].text == "Det blir kurs: Budsjett, onsdag 3. februar 2027."
        other = Forum(session, KB, second.submitter, MONDAY)
        await other.not_for_me(ordered.id, second.id)
        assert [it.theme for it in await forum.needs("kongsbergregionen")] == ["hr_leadership"]
        await forum.held(ordered.id)
        (asked,) = await deliveries(session, "evaluation")
        assert asked.person_id == first.submitter
        asker = Forum(session, KB, first.submitter, MONDAY)
        for useful in (2, 4):
            await asker.answer(
                ordered.id, first.id, useful=useful, used=True, missing="flere eksempler"
            )
        assert [it.useful for it in await forum.answers(ordered.id)] == [4]
        assert (await forum.evaluated(ordered.id)).status == "evaluated"


async def test_a_course_that_is_moved_is_told_once_more(sessions: Sessions) -> None:
    async with sessions() as session:
        await need(session, "one", BUDGETS)
        forum = await member(session)
        ordered = await forum.order("kongsbergregionen", "hr_leadership")
        for day in ("2027-02-03", "2027-02-03", "2027-02-10"):
            await forum.plan(ordered.id, "Budsjett", day, None)
        assert [it.lead for it in await deliveries(session, "course")] == [
            "2027-02-03",
            "2027-02-10",
        ]


async def test_only_the_forum_sees_the_needs_and_only_who_asked_answers(
    sessions: Sessions,
) -> None:
    async with sessions() as session:
        first = await need(session, "one", BUDGETS)
        stranger = Forum(session, KB, await somebody(session, "stranger"), MONDAY)
        with pytest.raises(ForumError, match="not_allowed"):
            await stranger.needs("kongsbergregionen")
        forum = await member(session)
        ordered = await forum.order("kongsbergregionen", "hr_leadership")
        with pytest.raises(ForumError, match="not_allowed"):
            await stranger.plan(ordered.id, "Budsjett", "2027-02-03", None)
        with pytest.raises(ForumError, match="not_allowed"):
            await stranger.answer(ordered.id, first.id, useful=1, used=False, missing="")
        assert (await session.scalars(select(Evaluation))).all() == []


async def test_whoever_is_slower_is_told_so(sessions: Sessions) -> None:
    async with sessions() as session:
        await need(session, "one", BUDGETS)
        forum = await member(session)
        ordered = await forum.order("kongsbergregionen", "hr_leadership")
        with pytest.raises(ForumError, match="late"):
            await forum.order("kongsbergregionen", "hr_leadership")
        with pytest.raises(ForumError, match="late"):
            await forum.held(ordered.id)
