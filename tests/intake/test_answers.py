"""Everything that came in is answered once and in order, whatever becomes of the answers."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.intake.answers import Pace
from bot.intake.intake import Intake
from bot.intake.item import Work
from bot.message import Action, Message, Place, Reply
from bot.notices.notice import RefusedError, TryLaterError
from bot.notices.tables import Delivery, Door, Person
from tests.intake.channel import (
    NOW,
    Clock,
    Ears,
    answers,
    received,
    said,
    still_open,
    take,
    text_of,
    turns,
    work_off,
)
from tests.notices.people import delivery, make_person, plan

Sessions = async_sessionmaker[AsyncSession]


async def test_order_is_kept_by_several_workers(sessions: Sessions) -> None:
    ears = Ears()
    texts = [f"{number}" for number in range(8)]
    await take(sessions, *texts)
    for text in texts:
        await take(sessions, f"other {text}", conversation="b")
    workers = [answers(sessions, ears, worker=f"worker {it}") for it in range(4)]
    await work_off(*workers, rounds=len(texts))
    assert [it for it in ears.answered if "other" not in it] == texts
    assert [it for it in ears.answered if "other" in it] == [f"other {it}" for it in texts]


async def test_a_turn_is_taken_once_though_its_answer_has_to_be_sent_again(
    sessions: Sessions,
) -> None:
    ears, clock = Ears(TryLaterError("busy", timedelta(seconds=30)), OSError()), Clock()
    worker = answers(sessions, ears, clock=clock)
    await take(sessions, "one", "two")
    await work_off(worker, rounds=2)
    clock.wait(29)
    await work_off(worker, rounds=2)
    assert ears.answered == []
    for _ in range(3):
        clock.wait(2)
        await work_off(worker, rounds=2)
    assert ears.heard == [("one", "svar på one"), ("two", "svar på two")]
    assert await turns(sessions) == {"a": ["one", "two"]}


class Odd(Ears):
    """Can't tell what is odd."""

    async def hear(self, text: str, reply: Reply) -> None:
        if text == "odd":
            raise ValueError
        await super().hear(text, reply)


async def test_what_fails_thrice_is_told_with_an_id_and_stops_nobody(sessions: Sessions) -> None:
    ears, clock = Odd(), Clock()
    worker = answers(sessions, ears, clock=clock)
    await take(sessions, "odd", "after it")
    for _ in range(4):
        await work_off(worker)
        await take(sessions, f"beside it at {clock.now}", conversation="b")
        clock.wait(60)
    ((text, error),) = ears.apologies
    assert text == "odd"
    assert "after it" in ears.answered
    assert len(ears.answered) == 4
    odd = (await received(sessions))[0]
    assert (odd.state, odd.outcome, odd.payload) == ("failed", f"error {error}", "")


class Stuck(Ears):
    """Never gets an answer out, nor an apology."""

    async def hear(self, text: str, reply: Reply) -> None:
        if text == "stuck":
            await asyncio.Event().wait()
        await super().hear(text, reply)


async def test_what_hangs_is_broken_off_and_given_up(sessions: Sessions) -> None:
    ears, clock = Stuck(), Clock()
    hasty = answers(sessions, ears, worker="hasty", clock=clock, pace=Pace(work=0.5))
    await take(sessions, "stuck", "after it")
    for _ in range(3):
        await work_off(hasty)
        clock.wait(60)
    await work_off(answers(sessions, ears, worker="patient", clock=clock))
    assert [text for text, _ in ears.apologies] == ["stuck"]
    assert ears.answered == ["after it"]
    assert await turns(sessions) == {"a": ["stuck", "after it"]}


async def test_at_the_stop_what_hangs_is_put_back_and_counted_for_no_try(
    sessions: Sessions,
) -> None:
    worker = answers(sessions, Stuck(), pace=Pace(stop=0.05))
    await take(sessions, "stuck")
    await work_off(worker, rounds=4)
    (row,) = await received(sessions)
    assert (row.state, row.attempts, row.worker) == ("waiting", 0, None)


async def test_a_channel_that_is_down_for_half_an_hour_is_given_up(sessions: Sessions) -> None:
    clock = Clock()
    worker = answers(sessions, Ears(*(TryLaterError("down") for _ in range(9))), clock=clock)
    await take(sessions, "hei")
    for minutes in (0, 29, 31):
        clock.now = NOW + timedelta(minutes=minutes)
        assert await still_open(sessions) == 1
        await work_off(worker)
    assert await still_open(sessions) == 0


async def test_who_refuses_for_good_is_told_by_letter_from_then_on(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        people = [await make_person(session, "email", "ears") for _ in range(2)]
        await plan(session, [delivery(it, "ears") for it in people])
    for person in reversed(people):
        await take(sessions, f"{person}", conversation=f"ears-{person}")
    await work_off(answers(sessions, Ears(RefusedError("account_inactive"), RefusedError("gone"))))
    assert await still_open(sessions) == 0
    async with sessions() as session:
        doors = await session.scalars(select(Door.channel).where(Door.closed_at.is_not(None)))
        assert doors.all() == ["ears", "ears"]
        assert set(await session.scalars(select(Delivery.channel))) == {"email"}
        assert set(await session.scalars(select(Person.channel))) == {"email"}


# «Glem meg».

FORGET = Action("privacy_forget")


class Forgetting(Ears):
    """Where «glem meg» is a button."""

    async def answer(self, work: Work) -> None:
        text = text_of(work.item)
        place = Place(self.channel, work.item.conversation)
        said = {"action": FORGET} if text == "glem meg" else {"text": text}
        await self.hear(text, await work.turn(Message(place, work.item.at, **said)))


@pytest.mark.with_packs
async def test_who_is_forgotten_leaves_nothing_that_waits_and_may_begin_anew(
    sessions: Sessions,
) -> None:
    """What waits elsewhere was said before, and would bring them back; what follows is new."""
    async with sessions.begin() as session:
        person = await make_person(session, "ears", "other")
    here, at = f"ears-{person}", NOW + timedelta(seconds=1)
    intake, ears = Intake(sessions, lambda: None), Forgetting()
    await intake.take(replace(said("følg alt", f"other-{person}"), channel="other"))
    await intake.take(said("jeg jobber i Namsos", here))
    await intake.take(said("glem meg", here, at))
    await intake.take(said("hvem er jeg?", here, at + timedelta(seconds=1)))
    later = at + timedelta(minutes=1)
    worker = answers(sessions, ears, clock=lambda: later, conversations=Conversations)
    await work_off(worker, rounds=3)
    assert ears.answered == ["jeg jobber i Namsos", "glem meg", "hvem er jeg?"]
    assert {(row.payload, row.conversation) for row in await received(sessions)} == {("", "")}
    assert "Namsos" not in ears.heard[2][1]
    async with sessions() as session:
        assert (await session.scalars(select(Person.id))).all() == []


@pytest.mark.with_packs
async def test_what_the_product_answers_comes_back_whole(sessions: Sessions) -> None:
    """Cards and buttons too, when it has to be sent again."""
    ears, clock, replies = Ears(TryLaterError("busy")), Clock(), []

    class Keeping(Ears):
        async def hear(self, text: str, reply: Reply) -> None:
            replies.append(reply)
            await ears.hear(text, reply)

    worker = answers(sessions, Keeping(), clock=clock, conversations=Conversations)
    await take(sessions, "vi i Namsos vil prøve sensorer. hvem er kontakt?")
    await work_off(worker)
    clock.wait(60)
    await work_off(worker)
    first, second = replies
    assert first == second
    assert first.buttons
