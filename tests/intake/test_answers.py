"""Everything that comes in is answered once and in order, whatever breaks on the way."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.conversation.service import Conversations
from bot.intake.answers import Answers, Pace
from bot.intake.intake import Intake
from bot.intake.tables import Received
from bot.notices.notice import TryLaterError
from tests.intake.channel import NOW, Ears, said

Sessions = async_sessionmaker[AsyncSession]
pytestmark = pytest.mark.with_packs


def answers(sessions: Sessions, ears: Ears, clock: Callable = lambda: NOW) -> Answers:
    made = Answers(sessions, Conversations(sessions), "worker", clock, Pace())
    made.add(ears)
    return made


async def work_off(worker: Answers, rounds: int) -> None:
    for _ in range(rounds):
        await worker.round()
        await worker.finish()


async def test_any_number_of_repeats_gives_one_answer(sessions: Sessions) -> None:
    ears = Ears()
    worker = answers(sessions, ears)
    intake = Intake(sessions, worker.wake)
    taken = await asyncio.gather(*(intake.take(said("1")) for _ in range(11)))
    assert sorted(taken) == [False] * 10 + [True]
    await work_off(worker, 3)
    assert not await intake.take(said("1"))
    await work_off(worker, 2)
    assert [key for key, _ in ears.heard] == ["1"]


async def test_order_is_kept_within_a_conversation(sessions: Sessions) -> None:
    ears = Ears()
    worker = answers(sessions, ears)
    intake = Intake(sessions, worker.wake)
    for number in range(4):
        await intake.take(said(f"{number}"))
    await work_off(worker, 5)
    assert [key for key, _ in ears.heard] == ["0", "1", "2", "3"]


async def test_nothing_that_was_said_outlives_its_answer(sessions: Sessions) -> None:
    worker = answers(sessions, Ears())
    await Intake(sessions, worker.wake).take(said("1", "jeg jobber i Namsos"))
    await work_off(worker, 2)
    async with sessions() as session:
        row = (await session.scalars(select(Received))).one()
    assert (row.state, row.conversation, row.payload, row.reply) == ("done", "", "", None)


async def test_a_turn_is_taken_once_though_its_answer_has_to_be_sent_again(
    sessions: Sessions,
) -> None:
    ears, moment = Ears(TryLaterError("busy", timedelta(seconds=30))), NOW
    worker = answers(sessions, ears, lambda: moment)
    await Intake(sessions, worker.wake).take(said("1", "jeg jobber i Namsos"))
    await work_off(worker, 2)
    assert ears.heard == []
    moment = NOW + timedelta(seconds=31)
    await work_off(worker, 2)
    assert [key for key, _ in ears.heard] == ["1"]
    assert "Namsos" in ears.heard[0][1]


async def test_what_fails_thrice_is_told_with_an_id(sessions: Sessions) -> None:
    ears, moment = Ears(*(ValueError("odd") for _ in range(3))), NOW
    worker = answers(sessions, ears, lambda: moment)
    await Intake(sessions, worker.wake).take(said("1"))
    for minutes in range(4):
        moment = NOW + timedelta(minutes=minutes)
        await work_off(worker, 2)
    assert ears.heard == []
    ((key, error),) = ears.apologies
    assert key == "1"
    async with sessions() as session:
        row = (await session.scalars(select(Received))).one()
    assert (row.state, row.outcome) == ("failed", f"error {error}")
